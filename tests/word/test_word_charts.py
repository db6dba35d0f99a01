from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree
from word_reading import opened, told, written
from word_sample import a_document, run, the_theme

from reportgen.document.blocks import Chart, ChartData, Series
from reportgen.problems import ContractBroken
from reportgen.word.formats import plain
from reportgen.word.lint_file import WordFile
from reportgen.word.writer import write_word

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NBSP = "\u00a0"


def chart_of(data: ChartData, **given: object) -> tuple[WordFile, etree._Element]:
    file = written(Chart(data, "Le constat", "Ce que montre le graphique.", run("La source"), **given))  # type: ignore[arg-type]
    return file, file.trees["word/charts/chart1.xml"]


def bars(*values: float | None, kind: str = "bars", labels: tuple[str, ...] = (), colour: str = "first") -> ChartData:
    series = Series("Part", values, colour, labels)
    return ChartData(kind, tuple(f"c{n}" for n in range(len(values))), (series,), '0"%"')


def values_of(series: etree._Element) -> list[float | None]:
    cache = series.find(f"{C}val//{C}numCache")
    found = {int(point.get("idx", "0")): float(point.findtext(f"{C}v") or 0) for point in cache.iter(f"{C}pt")}
    return [found.get(place) for place in range(int(cache.find(f"{C}ptCount").get("val", "0")))]


@pytest.mark.parametrize(
    ("kind", "drawn", "direction", "grouping"),
    [
        ("bars", "barChart", "bar", "clustered"),
        ("stacked_bars", "barChart", "bar", "stacked"),
        ("columns", "barChart", "col", "clustered"),
        ("lines", "lineChart", None, "standard"),
    ],
)
def test_names_categories_and_values_are_those_given(kind: str, drawn: str, direction: str | None, grouping: str):
    data = ChartData(
        kind,
        ("T1 & T2", "T3"),
        (Series("Besoin", (3.1, None), "first"), Series("Cible <2>", (0.0, 2.5), "second")),
    )
    _, chart = chart_of(data)
    plot = chart.find(f".//{C}{drawn}")
    assert plot.find(f"{C}grouping").get("val") == grouping
    if direction:
        assert plot.find(f"{C}barDir").get("val") == direction
    series = list(chart.iter(f"{C}ser"))
    assert [node.findtext(f"{C}tx//{C}v") for node in series] == ["Besoin", "Cible <2>"]
    assert [v.text for v in series[0].iterfind(f"{C}cat//{C}v")] == ["T1 & T2", "T3"]
    assert [values_of(node) for node in series] == [[3.1, None], [0.0, 2.5]]


def test_the_workbook_inside_holds_the_same_values_and_the_date_of_issue():
    data = ChartData("columns", ("2024", "2025"), (Series("Besoin", (3.1, None), "first"),))
    file, chart = chart_of(data)
    relation = file.relations("word/charts/chart1.xml")[chart.find(f"{C}externalData").attrib.values()[0]]
    book = openpyxl.load_workbook(BytesIO(file.parts[relation.target]))
    assert list(book.active.values) == [(None, "Besoin"), ("2024", 3.1), ("2025", None)]
    assert book.properties.created.isoformat().startswith("2025-10-15")
    assert book.properties.creator == "Équipe de coordination"


def test_texts_in_the_workbook_inside_stay_texts():
    data = ChartData("bars", ("=1+1", "https://a.org"), (Series("=HYPERLINK()", (1.0, 2.0), "first"),))
    file, _ = chart_of(data)
    with ZipFile(BytesIO(file.parts["word/embeddings/Microsoft_Excel_Sheet1.xlsx"])) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet.lower()
        assert b"=1+1" in book.read("xl/sharedStrings.xml")


def test_axis_ids_are_positive_and_belong_together():
    _, chart = chart_of(bars(1, 2))
    ids = [node.get("val", "") for node in chart.iter(f"{C}axId")]
    assert all(int(identifier) > 0 for identifier in ids)
    assert ids[:2] == ids[2:]


@pytest.mark.parametrize("colour", ["first", "completed", "band"])
def test_series_have_the_colours_of_the_theme(colour: str):
    _, chart = chart_of(bars(1, 2, colour=colour))
    fill = chart.find(f".//{C}ser/{C}spPr/{A}solidFill/{A}srgbClr")
    assert fill.get("val") == plain(the_theme().named(colour))


def test_labels_that_a_number_format_can_say_follow_the_values():
    _, chart = chart_of(bars(18, 17, labels=(f"18{NBSP}%", f"17{NBSP}%")))
    labels = chart.find(f".//{C}dLbls")
    assert labels.find(f"{C}numFmt").get("formatCode") == f'0"{NBSP}%"'
    assert labels.find(f"{C}dLbl") is None
    assert labels.find(f"{C}showVal").get("val") == "1"


def test_labels_that_no_format_can_say_are_texts():
    _, chart = chart_of(bars(3.1, 2.8, labels=("3,1", "2,8")))
    texts = ["".join(t.text or "" for t in node.iter(f"{A}t")) for node in chart.iter(f"{C}dLbl")]
    assert texts == ["3,1", "2,8"]


def test_a_format_rounds_as_excel_does():
    _, chart = chart_of(bars(2.5, 14.3, labels=("3", "14")))
    assert chart.find(f".//{C}dLbls/{C}numFmt").get("formatCode") == "0"
    _, chart = chart_of(bars(2.5, 14.3, labels=("2", "14")))
    assert len(list(chart.iter(f"{C}dLbl"))) == 2


def test_parts_that_are_nothing_have_no_label():
    _, chart = chart_of(bars(2, 0, 1, kind="stacked_bars", labels=("2", "", "1")))
    assert chart.find(f".//{C}dLbls/{C}numFmt").get("formatCode") == "0;0;"
    _, chart = chart_of(bars(2.5, 0, 1, labels=("2,5", "", "1")))
    hidden = [node.find(f"{C}idx").get("val") for node in chart.iter(f"{C}dLbl") if node.find(f"{C}delete") is not None]
    assert hidden == ["1"]


def test_a_value_that_is_not_known_is_told_and_is_no_zero_in_the_workbook():
    file, chart = chart_of(bars(2.7, None, kind="columns", labels=("2.7", "no data")))
    assert [node.findtext(f".//{A}t") for node in chart.iter(f"{C}dLbl")] == ["2.7", "no data"]
    assert [(p.get("idx"), p[0].text) for p in chart.find(f".//{C}val").iter(f"{C}pt")] == [("0", "2.7"), ("1", "0")]
    book = openpyxl.load_workbook(BytesIO(file.parts["word/embeddings/Microsoft_Excel_Sheet1.xlsx"]))
    assert [cell.value for cell in book.active["B"]] == ["Part", 2.7, None]


def test_labels_on_light_parts_are_dark():
    for mark, colour in (("completed", "FFFFFF"), ("not_started", plain(the_theme().colour.body))):
        _, chart = chart_of(bars(1, kind="stacked_bars", colour=mark))
        assert chart.find(f".//{C}dLbls/{C}txPr//{A}srgbClr").get("val") == colour


def test_labels_of_several_lines_have_the_colour_of_their_line():
    series = (Series("a", (60.0, 63.0), "first"), Series("b", (14.0, 38.0), "completed"))
    _, chart = chart_of(ChartData("lines", ("c1", "c2"), series))
    inks = [one.find(f"{C}dLbls/{C}txPr//{A}srgbClr").get("val") for one in chart.iter(f"{C}ser")]
    assert inks == [plain(the_theme().named(name)) for name in ("first", "completed")]


def test_lines_leave_a_gap_where_a_value_is_not_known_and_end_at_the_maximum():
    data = ChartData("lines", ("a", "b", "c"), (Series("s", (1.0, None, 3.0), "first"),), '0"%"', 100.0)
    _, chart = chart_of(data)
    assert chart.find(f".//{C}dispBlanksAs").get("val") == "gap"
    scale = chart.find(f".//{C}valAx/{C}scaling")
    assert (scale.find(f"{C}min").get("val"), scale.find(f"{C}max").get("val")) == ("0", "100")


def test_labels_of_lines_keep_clear_of_each_other_and_of_the_axis():
    upper = Series("u", (0.0, 40.0, 60.0, 63.0), "first", ("0", "40", "60", "63"))
    lower = Series("l", (0.0, 14.0, None, 38.0), "second", ("0", "14", "", "38"))
    _, chart = chart_of(ChartData("lines", ("a", "b", "c", "d"), (upper, lower), "0", 100.0))
    above, below = chart.iter(f"{C}dLbls")
    usual = [labels.find(f"{C}dLblPos").get("val") for labels in (above, below)]
    assert usual == ["t", "b"]
    points = {node.find(f"{C}idx").get("val"): node.find(f"{C}dLblPos").get("val") for node in below.iter(f"{C}dLbl")}
    assert points == {"0": "r", "1": "t"}
    assert above.find(f"{C}dLbl") is None


def test_a_timeline_is_stacked_bars_on_dates_with_one_line_at_the_cut_off_date():
    given = Series("Prévu", (45800.0, 45850.0), "rule", ("23 mai 2025", "12 juil. 2025 → 10 sept. 2025"))
    data = ChartData(
        "timeline",
        ("R1", "R2"),
        (given, Series("Ajouté", (0.0, 60.0), "second")),
        "[$-40C]d mmm yyyy",
        45910.0,
        45750.0,
        45860.0,
        "Date d'arrêté",
    )
    _, chart = chart_of(data)
    series = list(chart.iter(f"{C}ser"))
    assert [values_of(node) for node in series[:2]] == [[45800.0, 45850.0], [0.0, 60.0]]
    assert [node.findtext(f"{C}tx//{C}v") for node in series] == ["Prévu", "Ajouté", "¦ Date d'arrêté"]
    assert ["".join(node.itertext()).strip() for node in series[2].iter(f"{A}t")] == list(given.labels)
    assert series[2].find(f"{C}spPr/{A}noFill") is not None
    axis = chart.find(f".//{C}valAx")
    low, high = (float(axis.find(f"{C}scaling/{C}{end}").get("val")) for end in ("min", "max"))
    step = float(axis.find(f"{C}majorUnit").get("val"))
    assert low + step == 45860
    assert max(45910, low + step) < high < low + 2 * step
    assert axis.find(f"{C}numFmt").get("formatCode") == "[$-40C]d mmm yyyy"


def test_no_title_inside_and_a_legend_only_for_several_series():
    file, chart = chart_of(bars(1, 2))
    assert chart.find(f".//{C}autoTitleDeleted").get("val") == "1"
    assert chart.find(f".//{C}title") is None
    assert chart.find(f".//{C}legend") is None
    assert told(file.document)[0] == ("ChartTitle", "Le constat")
    two = ChartData("bars", ("a",), (Series("x", (1.0,), "first"), Series("y", (2.0,), "second")))
    assert chart_of(two)[1].find(f".//{C}legend") is not None


def test_a_chart_has_its_size_and_its_alternative_text():
    file, _ = chart_of(bars(1, 2), width=0.75, height=40.0)
    inline = file.document.find(".//{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline")
    assert (inline[0].get("cx"), inline[0].get("cy")) == (str(round(130.5 * 36000)), str(40 * 36000))
    assert inline[2].get("descr") == "Ce que montre le graphique."


def test_a_chart_of_a_column_of_the_pdf_is_drawn_across_in_word():
    file, _ = chart_of(bars(1, 2), width=0.47)
    inline = file.document.find(".//{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline")
    assert inline[0].get("cx") == str(174 * 36000)


def test_long_labels_find_room_beside_the_longest_bar():
    _, chart = chart_of(bars(43.3, 14.2, labels=("43,3 millions de dollars", "14,2 millions de dollars")))
    assert float(chart.find(f".//{C}valAx/{C}scaling/{C}max").get("val")) > 1.3 * 43.3
    _, chart = chart_of(bars(43.3, 14.2, labels=("43,3", "14,2")))
    assert chart.find(f".//{C}valAx/{C}scaling/{C}max") is None


def test_parts_of_no_length_have_no_label_without_texts_either():
    _, chart = chart_of(bars(2, 0, kind="stacked_bars"))
    assert chart.find(f".//{C}dLbls/{C}numFmt").get("formatCode") == '0"%";0"%";'


@pytest.mark.parametrize(
    "data",
    [
        bars(1, kind="pie"),
        bars(1, colour="crimson"),
        bars(1, labels=("1", "2")),
        ChartData("bars", ("a", "b"), (Series("s", (1.0,), "first"),)),
        ChartData("bars", (), ()),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused(data: ChartData):
    with pytest.raises(ContractBroken):
        chart_of(data)


def test_several_charts_are_parts_of_their_own():
    file = opened(write_word(a_document(*(Chart(bars(n), "", "alt", ()) for n in (1, 2, 3))), the_theme()))
    assert sum(name.startswith("word/charts/chart") for name in file.parts) == 3
    assert sum(name.startswith("word/embeddings/") for name in file.parts) == 3

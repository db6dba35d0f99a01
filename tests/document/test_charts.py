"""Charts: values keep their proportions, texts keep apart, and the drawing is one that PDF/UA and PDF/A accept."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.document.blocks import ChartData, Series
from reportgen.document.chart_canvas import contrast, ticks
from reportgen.document.chart_labels import apart, overlap
from reportgen.document.chart_text import shortened, width, wrapped
from reportgen.document.chart_timeline import DAY_ZERO
from reportgen.document.charts import contrasting, draw, from_json, to_json
from reportgen.language.formats import Formats
from reportgen.problems import ContractBroken, EngineFailed
from reportgen.theme import load_theme

TEMPLATES = Path(__file__).parents[2] / "templates"
THEME = load_theme(TEMPLATES / "theme.toml")
COLOURS = {name: THEME.named(name) for name in (*THEME.status, *THEME.series, "body", "quiet", "rule")}
SVG = "{http://www.w3.org/2000/svg}"
POINTS = 72 / 25.4


def series(name, values, colour="first", unit=""):
    labels = tuple("" if value is None else f"{value:g}{unit}" for value in values)
    return Series(name, tuple(values), colour, labels)


def drawing(data, *, wide=82, high=50, **given):
    return etree.fromstring(
        draw(data, "The key numbers", COLOURS, width=wide, height=high, font="Liberation Sans", **given)
    )


def bars_of(svg, colour):
    """x, y, width and height of every bar of a colour."""
    found = [rect for rect in svg.iter(f"{SVG}rect") if rect.get("fill") == COLOURS[colour]]
    return [tuple(float(rect.get(key)) for key in ("x", "y", "width", "height")) for rect in found]


def texts(svg):
    return ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]


def box(text):
    """The place of a text: from its baseline up to the height of capitals."""
    size = float(text.get("font-size"))
    long = width(text.text, size, bold=text.get("font-weight") == "bold")
    left = float(text.get("x")) - {"start": 0, "middle": long / 2, "end": long}[text.get("text-anchor")]
    bottom = float(text.get("y"))
    return left, bottom - size * 0.716, left + long, bottom


SHARES = ChartData("bars", ("Ménaka", "Gao", "Kidal"), (series("Share", (18, 9, 0), unit="\u00a0%"),))
STATUSES = ChartData(
    "stacked_bars",
    ("Localization", "Resources"),
    (
        series("Completed", (2, 1), "completed"),
        series("Overdue", (0, 1), "overdue"),
        series("Open", (2, 0), "not_started"),
    ),
)
PEOPLE = ChartData(
    "columns", ("2024", "2025"), (series("In need", (7.0, 3.5)), series("Reached", (3.5, None), "second"))
)
PROGRESS = ChartData("lines", ("Q1", "Q2", "Q3", "Q4"), (series("Progress", (0, 41, None, 62), unit="%"),), maximum=100)
DUE = ChartData(
    "timeline",
    ("R1  Roads", "R2  Bridges"),
    (
        Series("Given", (45800, 45850), "rule", ("23 May 2025: 60 days late", "12 Jul 2025 → 10 Sep 2025")),
        Series("Added", (0, 60), "second"),
        Series("Late", (60, 0), "overdue"),
    ),
    maximum=45910,
    minimum=45750,
    mark=45860,
    mark_name="Cut-off date: 22 July 2025",
)
EVERY = (SHARES, STATUSES, PEOPLE, PROGRESS, DUE)


# ---------------------------------------------------------------- what PDF/UA and PDF/A need


@pytest.mark.parametrize("data", EVERY, ids=lambda data: data.kind)
def test_the_drawing_is_safe_and_named(data):
    svg = drawing(data)
    assert svg[0].tag == f"{SVG}title"
    assert svg[0].text == "The key numbers"
    assert svg.get("role") == "img"
    assert svg.get("font-family") == "Liberation Sans"
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= {
        *("svg", "title", "text", "rect", "polyline", "circle"),
    }
    assert not {
        key for element in svg.iter() for key in element.attrib if "opacity" in key or key in ("style", "class")
    }


def test_the_size_is_in_millimetres_and_coordinates_are_points():
    svg = drawing(SHARES, wide=127, high=25.4)
    assert (svg.get("width"), svg.get("height"), svg.get("viewBox")) == ("127mm", "25.4mm", "0 0 360 72")


def test_the_same_values_give_the_same_drawing_in_short_numbers():
    drawn = [draw(PEOPLE, "a", COLOURS, width=81.78, height=41.3, font="Liberation Sans") for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert not re.search(r"\d\.\d{3}|-0[\"\s]|[0-9]e-", drawn[0])


def test_texts_are_escaped():
    data = ChartData("bars", ("<b>", "a & b"), (Series("x", (1, 2), "first", ('"1"', "'2'")),))
    svg = etree.fromstring(draw(data, "<script> & co", COLOURS, width=82, height=30, font="'A & B', \"C\""))
    assert svg[0].text == "<script> & co"
    assert svg.get("font-family") == "A & B,C"
    assert {"<b>", "a & b", '"1"', "'2'"} <= set(texts(svg))


# ---------------------------------------------------------------- timelines


def test_the_parts_of_a_timeline_follow_each_other_and_lateness_ends_at_the_mark():
    svg = drawing(DUE, wide=174)
    (left, _, given, _), (other, _, longer, _) = [bar for bar in bars_of(svg, "rule") if bar[2] > 7]
    scale = given / 50
    assert left == other
    assert longer == pytest.approx(100 * scale, abs=0.1)
    (late,) = [bar for bar in bars_of(svg, "overdue") if bar[2] > 7]
    (line,) = [each for each in svg.iter(f"{SVG}polyline") if each.get("stroke-dasharray")]
    mark = float(line.get("points").split(",")[0])
    assert late[0] + late[2] == pytest.approx(mark, abs=0.1) == pytest.approx(left + 110 * scale, abs=0.1)
    assert {"R1 Roads", "23 May 2025: 60 days late", "12 Jul 2025 → 10 Sep 2025", "Cut-off date: 22 July 2025"} <= {
        *texts(svg)
    }


@pytest.mark.parametrize("wide", [60, 82, 174])
def test_nothing_of_a_timeline_leaves_the_drawing(wide):
    svg = drawing(DUE, wide=wide)
    assert all(box(text)[0] >= -0.5 and box(text)[2] <= wide * POINTS + 0.5 for text in svg.iter(f"{SVG}text"))


@pytest.mark.parametrize("years", [1, 4, 12, 27, 74])
@pytest.mark.parametrize("wide", [88, 174])
def test_the_days_beneath_a_timeline_stand_apart_however_long_it_is(wide, years):
    far = 45860 + 365 * years
    dates = replace(DUE.series[0], values=(45800, far))
    data = replace(DUE, series=(dates, *DUE.series[1:]), maximum=far + 60)
    svg = drawing(data, wide=wide, tick=lambda days: Formats("fr").short_date(DAY_ZERO + timedelta(days=days)))
    foot = max(float(text.get("y")) for text in svg.iter(f"{SVG}text"))
    days = sorted(box(text) for text in svg.iter(f"{SVG}text") if float(text.get("y")) == foot)
    assert days
    assert all(left[2] < right[0] for left, right in pairwise(days))


def test_a_timeline_writes_its_first_day_and_has_no_line_against_its_mark_or_beyond_its_last_day():
    data = replace(DUE, minimum=45736.0, mark=45930.0, maximum=45991.0)  # 20 March, 30 September, 30 November 2025
    svg = drawing(data, wide=174, tick=lambda days: Formats("en").short_date(DAY_ZERO + timedelta(days=days)))
    foot = max(float(text.get("y")) for text in svg.iter(f"{SVG}text"))
    days = [text.text.replace("\u00a0", " ") for text in svg.iter(f"{SVG}text") if float(text.get("y")) == foot]
    assert days == ["20 Mar 2025", *(f"1 {month} 2025" for month in ("May", "Jun", "Jul", "Aug", "Sep", "Nov"))]


@pytest.mark.parametrize("change", [{"minimum": None}, {"mark": 45750.0}, {"maximum": 45800.0}])
def test_a_timeline_needs_its_ends_in_order(change):
    with pytest.raises(ContractBroken):
        from_json(to_json(replace(DUE, **change)))


# ---------------------------------------------------------------- bars and columns


def test_bars_start_at_zero_and_keep_their_proportions():
    svg = drawing(SHARES)
    (left, _, long, _), (other, _, half, _) = bars_of(svg, "first")
    assert left == other
    assert half == pytest.approx(long / 2, abs=0.02)
    assert "0\u00a0%" in texts(svg)


def test_segments_follow_the_series_with_a_gap_and_no_segment_for_zero():
    svg = drawing(STATUSES)
    _, (first, _, two, _), (_, low, one, _) = bars_of(svg, "completed")  # the legend, then the segments
    _, (overdue, level, _, _) = bars_of(svg, "overdue")
    assert two == pytest.approx(2 * one, abs=1.5)
    assert level == low
    assert overdue > first + one
    assert len(bars_of(svg, "not_started")) == 2
    inside = [text for text in svg.iter(f"{SVG}text") if text.text == "2"]
    assert [text.get("fill") for text in inside] == ["#FFFFFF", "#26323A"]


def test_a_legend_only_where_labels_cannot_name_the_series():
    assert "Share" not in texts(drawing(SHARES))
    assert {"Completed", "Overdue", "Open"} <= set(texts(drawing(STATUSES)))
    assert {"In need", "Reached"} <= set(texts(drawing(PEOPLE)))


def test_columns_stand_on_one_floor():
    found = bars_of(drawing(PEOPLE), "first")[1:]  # the first is the legend's
    assert found[0][1] + found[0][3] == pytest.approx(found[1][1] + found[1][3], abs=0.02)
    assert found[0][3] == pytest.approx(2 * found[1][3], abs=0.02)


def test_without_labels_there_is_a_grid_written_by_the_caller():
    bare = ChartData("columns", ("a", "b"), (Series("x", (1500, 400), "first"),))
    assert "1\u202f000" in texts(drawing(bare, tick=lambda value: f"{value:,.0f}".replace(",", "\u202f")))
    assert "1000" in texts(drawing(ChartData("bars", bare.categories, bare.series)))
    assert "1500" not in texts(drawing(PEOPLE))


def test_a_label_without_room_for_one_line_stands_on_two():
    data = ChartData(
        "columns", ("a", "b", "c", "d", "e"), (Series("x", (4,) * 5, "first", ("43.3\u00a0millions",) * 5),)
    )
    assert {"43.3", "millions"} <= set(texts(drawing(data, wide=60)))


def test_long_names_wrap_and_then_end_in_an_ellipsis():
    name = "Réunions ad hoc, épidémies et catastrophes"
    roomy = texts(drawing(ChartData("bars", (name,), (series("x", (1,)),)), wide=174))
    tight = texts(drawing(ChartData("bars", (name,) * 12, (series("x", range(12)),)), wide=60))
    assert " ".join(roomy[-2:]) == name or roomy[-1] == name
    assert tight[-1].endswith("…")
    assert name.startswith(tight[-1][:-1])


# ---------------------------------------------------------------- lines


def strokes(svg):
    thick = [line for line in svg.iter(f"{SVG}polyline") if float(line.get("stroke-width")) > 1]
    return [[tuple(map(float, point.split(","))) for point in line.get("points").split(" ")] for line in thick]


def test_an_unknown_value_leaves_a_gap():
    svg = drawing(PROGRESS)
    assert len(strokes(svg)) == 1  # of three, two would touch the gap
    assert len(list(svg.iter(f"{SVG}circle"))) == 3


def test_the_last_value_is_emphasised():
    svg = drawing(PROGRESS)
    assert [text.text for text in svg.iter(f"{SVG}text") if text.get("font-weight") == "bold"] == ["62%"]
    radii = [float(circle.get("r")) for circle in svg.iter(f"{SVG}circle")]
    assert radii[-1] > max(radii[:-1])


def test_lines_are_named_at_their_ends_without_a_legend():
    data = ChartData("lines", ("Q1", "Q2"), (series("One", (1, 50)), series("Two", (2, 50.5), "second")), maximum=100)
    svg = drawing(data)
    names = {text.text: float(text.get("y")) for text in svg.iter(f"{SVG}text")}
    assert names["One"] - names["Two"] >= 8
    assert not bars_of(svg, "second")


def test_names_of_many_quarters_are_left_out_by_turns_back_from_the_last():
    quarters = tuple(f"T{number % 4 + 1} {2023 + number // 4}" for number in range(12))
    shown = [
        text
        for text in texts(drawing(ChartData("lines", quarters, (Series("x", (1,) * 12, "first"),))))
        if "20" in text
    ]
    assert shown[0] == "T4 2025"
    assert len(shown) < 12


# ---------------------------------------------------------------- nothing collides, nothing leaves the sheet

counts = st.integers(0, 130) | st.floats(0, 2e6, allow_nan=False).map(lambda value: round(value, 1))


@st.composite
def charts(draw_from, kind):
    across = draw_from(st.integers(1, 12 if kind == "lines" else 6))
    values = counts | st.none() if kind != "stacked_bars" else st.integers(0, 9)
    names = st.text("Aeiàé lmnrst", min_size=1, max_size=24).map(str.strip).filter(bool)
    return ChartData(
        kind,
        tuple(draw_from(names) for _ in range(across)),
        tuple(
            series(draw_from(names), draw_from(st.lists(values, min_size=across, max_size=across)), colour)
            for colour in draw_from(
                st.sampled_from([("first",), ("first", "second"), ("completed", "third", "overdue")])
            )
        ),
    )


@pytest.mark.parametrize("kind", ["stacked_bars", "bars", "columns", "lines"])
def test_texts_never_meet_and_stay_on_the_sheet(kind):
    @settings(max_examples=25, deadline=None)
    @given(charts(kind), st.floats(70, 174), st.floats(45, 70))
    def holds(data, wide, high):
        svg = drawing(data, wide=wide, high=high)
        boxes = [(box(text), text.text) for text in svg.iter(f"{SVG}text")]
        for (one, _), (other, _) in combinations(boxes, 2):
            assert not overlap(one, other), (boxes, data)
        for (left, top, right, bottom), text in boxes:
            assert -0.5 <= left <= right <= wide * POINTS + 0.5, text
            assert -0.5 <= top <= bottom <= high * POINTS + 0.5, text
        for rect in svg.iter(f"{SVG}rect"):
            assert float(rect.get("width")) >= 0
            assert float(rect.get("height")) >= 0

    holds()


@pytest.mark.parametrize("kind", ["stacked_bars", "bars", "columns", "lines"])
@pytest.mark.parametrize("size", [1, 12])
def test_from_one_to_twelve_of_everything(kind, size):
    data = ChartData(
        kind, tuple(f"c{n}" for n in range(size)), tuple(series(f"s{n}", (n,) * size) for n in range(size))
    )
    assert len(drawing(data)) > 1
    nothing = ChartData(kind, data.categories, tuple(Series("s", (0,) * size, "first") for _ in range(size)))
    assert len(drawing(nothing, wide=20, high=10)) > 1
    unknown = ChartData(kind, data.categories, tuple(Series("s", (None,) * size, "first") for _ in range(size)))
    assert len(drawing(unknown)) > 1


# ---------------------------------------------------------------- what cannot be drawn


@pytest.mark.parametrize(
    "data",
    [
        ChartData("pie", ("a",), (series("x", (1,)),)),
        ChartData("bars", (), (series("x", ()),)),
        ChartData("bars", ("a",), ()),
        ChartData("bars", ("a",), (series("x", (1, 2)),)),
        ChartData("bars", ("a",), (Series("x", (1,), "first", ("1", "2")),)),
        ChartData("bars", ("a",), (series("x", (-1,)),)),
        ChartData("bars", ("a",), (series("x", (float("nan"),)),)),
        ChartData("bars", ("a",), (series("x", (1,), "mauve"),)),
        ChartData("bars", ("a",), (series("x", (1,)),), maximum=0),
    ],
    ids=["kind", "categories", "series", "values", "labels", "negative", "nan", "colour", "maximum"],
)
def test_refuses_what_no_chart_can_show(data):
    with pytest.raises(EngineFailed):
        drawing(data)


# ---------------------------------------------------------------- values in the page


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["stacked_bars", "bars", "columns", "lines"]).flatmap(charts), st.none() | st.floats(1, 1e6))
def test_values_come_back_from_the_page(data, maximum):
    data = ChartData(data.kind, data.categories, data.series, '0"%"', maximum)
    assert from_json(to_json(data)) == data


def test_json_is_compact_and_keeps_letters():
    assert '"Ménaka"' in to_json(SHARES)
    assert '"values":[18,9,0]' in to_json(SHARES)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", to_json(SHARES).replace('"bars"', '"pie"'), to_json(SHARES).replace("18,", '"x",')]
)
def test_other_json_is_refused(text):
    with pytest.raises(ContractBroken):
        from_json(text)


# ---------------------------------------------------------------- colours, scales, widths


def test_text_on_every_colour_of_the_theme_can_be_read():
    assert contrasting("#005392") == "#FFFFFF"
    assert contrasting("#C9CFD4") == "#26323A"
    for name in (*THEME.status, *THEME.series):
        assert contrast(contrasting(COLOURS[name]), COLOURS[name]) >= (3 if name == "second" else 4.5)
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@settings(max_examples=60, deadline=None)
@given(st.floats(1e-3, 1e9))
def test_ticks_are_few_and_reach_the_top(top):
    marks = ticks(top, ChartData("lines", ("a",), (Series("x", (0.5,), "first"),)))
    assert 2 <= len(marks) <= 6
    assert marks[0] == 0
    assert marks[-1] >= top * 0.999999


def test_ticks_of_counts_are_whole():
    assert ticks(2, ChartData("lines", ("a",), (Series("x", (2,), "first"),))) == [0, 1, 2]
    assert ticks(100, PROGRESS) == [0, 50, 100]


def test_boxes_in_a_column_share_the_shift():
    assert apart([10, 10], [8, 8], 0, 100) == [6, 14]
    assert apart([95, 96], [8, 8], 0, 100) == [84, 92]
    assert apart([5, 50], [8, 8], 0, 100) == [5, 50]


def test_widths_are_those_of_the_embedded_font():
    font = TTFont(TEMPLATES / "fonts" / "LiberationSans-Regular.ttf")
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    latin = [chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100)) if code != 0xAD]  # no soft hyphen
    for character in (*latin, *"œŒ’“”‘„–—…€●○"):
        exact = advances[glyphs[ord(character)]][0] / font["head"].unitsPerEm * 1000
        assert width(character, 1000) >= exact - 1, character


def test_wrapping_keeps_no_break_spaces_and_cuts_what_is_too_long():
    assert wrapped("Gestion de l'information", 60, 8, 2) == ("Gestion de", "l'information")
    assert wrapped("16\u00a0% of\u202fall", 20, 8, 3) == ("16\u00a0%", "of\u202fall")
    assert wrapped("a b", 100, 8, 1) == ("a b",)
    assert shortened("Mopti, Gao", 28, 8) == "Mopti…"
    assert wrapped("", 10, 8, 2) == ()

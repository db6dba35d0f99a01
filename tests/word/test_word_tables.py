from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_reading import told, written
from word_sample import run, the_theme

from reportgen.document.blocks import Item, ItemList, Link, Paragraph, ProgressBar, Run, Table, TableCell, TableRow
from reportgen.problems import ContractBroken
from reportgen.word.formats import plain, twips
from reportgen.word.lint_file import WordFile, value, w
from reportgen.word.tables import columns

TEXT_WIDTH = twips(174)


def cell(text: str, **given: object) -> TableCell:
    return TableCell((Paragraph(run(text)),), **given)  # type: ignore[arg-type]


HEAD = TableRow((cell("A", scope="col"), cell("B", scope="col", align="right"), cell("C", scope="col")))


def fills(file: WordFile) -> list[str | None]:
    shades = [node.find(f"{w('tcPr')}/{w('shd')}") for node in file.document.iter(w("tc"))]
    return [None if shade is None else shade.get(w("fill")) for shade in shades]


def body(*rows: TableRow, **given: object) -> WordFile:
    return written(Table((0.2, 0.3, 0.5), (HEAD,), rows, **given))  # type: ignore[arg-type]


def test_the_grid_is_as_wide_as_the_text():
    for kind, width in (("portrait", TEXT_WIDTH), ("landscape", twips(297 - 32))):
        file = written(Table((1 / 3, 1 / 3, 1 / 3), (HEAD,), ()), kind=kind)
        grid = [int(node.get(w("w"), "0")) for node in file.document.iter(w("gridCol"))]
        assert sum(grid) == width
        assert file.document.find(f".//{w('tblLayout')}").get(w("type")) == "fixed"


@settings(max_examples=50)
@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=30), st.integers(5000, 16000))
def test_columns_add_up_whatever_their_shares(shares: list[float], width: int):
    assert sum(columns(shares, width)) == width


def test_the_head_repeats_and_rows_stay_whole_unless_they_are_long():
    long = TableRow((cell("a"), cell("b"), cell("word " * 700)))
    file = body(TableRow((cell("a"), cell("b"), cell("c"))), long)
    rows = list(file.document.iter(w("tr")))
    assert [row.find(f".//{w('tblHeader')}") is not None for row in rows] == [True, False, False]
    assert [row.find(f".//{w('cantSplit')}") is not None for row in rows] == [True, True, False]


def kept(file: WordFile) -> list[bool]:
    """Whether each paragraph is kept with the next one by its place."""
    return [node.find(f"{w('pPr')}/{w('keepNext')}") is not None for node in file.document.iter(w("p"))]


def test_a_table_that_stays_on_one_page_keeps_every_row_but_the_last_with_the_next():
    rows = [TableRow((TableCell((ItemList((Item(run("a")), Item(run("b")))),)), cell("c"))) for _ in range(2)]
    head = TableRow((cell("A", scope="col"), cell("B", scope="col")))
    whole = Table((0.5, 0.5), (head,), tuple(rows), keep=True)
    assert kept(written(Paragraph(run("Lead")), whole))[:-1] == [True, True, False, True, True, *[False] * 4]
    assert not any(kept(written(replace(whole, keep=False)))[:-1])


def test_the_end_of_a_table_stays_with_the_table_that_joins_it():
    first = Table((1.0,), (), (TableRow((cell("a"),)), TableRow((cell("b"),))))
    assert kept(written(first, replace(first, joins=True)))[:4] == [False, True, True, False]
    assert not any(kept(written(first, first))[:4])


def test_the_look_names_the_head_and_row_headers_only_where_they_are():
    look = body(TableRow((cell("a", scope="row"), cell("b"), cell("c")))).document.find(f".//{w('tblLook')}")
    assert (look.get(w("firstRow")), look.get(w("firstColumn")), look.get(w("val"))) == ("1", "1", "06A0")
    look = body(TableRow((cell("a"), cell("b"), cell("c")))).document.find(f".//{w('tblLook')}")
    assert (look.get(w("firstColumn")), look.get(w("val"))) == ("0", "0620")


def test_cells_have_the_paragraph_style_of_what_they_hold():
    file = body(
        TableRow((cell("a", scope="row"), cell("1", align="right"), cell("c", align="center"))),
        TableRow((cell("t", scope="rowgroup", span=3),), "theme"),
        TableRow((cell("q", scope="row"), cell("u"), cell("2", align="right")), "update"),
        TableRow((TableCell((Paragraph(run("n"), "note"),)), TableCell((Paragraph((ProgressBar(5, "overdue"),)),)),
                  cell("✔", mark="completed"))),
    )  # fmt: skip
    assert [style for style, _ in told(file.document)] == [
        "TableHead", "TableHeadNumber", "TableHead",
        "TableRowHead", "TableNumber", "TableCentre",
        "ThemeRow",
        "TableRowHead", "UpdateRow", "TableNumber",
        "TableNote", "Progress", "TableCompleted",
    ]  # fmt: skip
    colour = the_theme().colour
    assert fills(file) == [None] * 6 + [plain(colour.theme_row)] + [plain(colour.update_row)] * 3 + [
        None, None, plain(the_theme().status["completed"].colour)
    ]  # fmt: skip


def test_a_cell_without_text_keeps_the_one_paragraph_that_word_requires():
    file = body(TableRow((TableCell(()), TableCell((Paragraph(()), Paragraph(run("a")))), TableCell((ItemList(()),)))))
    cells = list(file.document.iter(w("tc")))[3:]
    assert [len(list(node.iter(w("p")))) for node in cells] == [1, 1, 1]


def test_a_cell_spans_columns_and_is_as_wide_as_they_are():
    file = body(TableRow((cell("a"), cell("b", span=2))))
    grid = [int(node.get(w("w"), "0")) for node in file.document.iter(w("gridCol"))]
    last = list(file.document.iter(w("tc")))[-1]
    assert value(last, "tcPr/gridSpan") == "2"
    assert int(last.find(f"{w('tcPr')}/{w('tcW')}").get(w("w"))) == grid[1] + grid[2]


@pytest.mark.parametrize("cells", [(cell("a"),), (cell("a"), cell("b", span=3))])
def test_a_row_that_is_not_as_wide_as_the_table_is_refused(cells: tuple[TableCell, ...]):
    with pytest.raises(ContractBroken):
        body(TableRow(cells))


@pytest.mark.parametrize("bad", [cell("a", align="justify"), cell("a", mark="late")])
def test_unknown_alignments_and_marks_are_refused(bad: TableCell):
    with pytest.raises(ContractBroken):
        body(TableRow((bad, cell("b"), cell("c"))))


def test_rows_are_places_to_link_to():
    row = TableRow((TableCell((Paragraph((Link("R1", "#R1"),)),)), cell("b"), cell("c")), id="R1")
    file = body(row)
    start = file.document.find(f".//{w('bookmarkStart')}")
    assert start.get(w("name")) == "R1"
    assert next(start.iterancestors(w("tr"))) is list(file.document.iter(w("tr")))[1]


def test_a_table_tells_screen_readers_what_it_is():
    def caption_and_description(file: WordFile) -> tuple[str, str]:
        table = file.document.find(f".//{w('tbl')}")
        return value(table, "tblPr/tblCaption"), value(table, "tblPr/tblDescription")

    assert caption_and_description(body(summary="Groupes")) == ("Groupes", "Groupes")
    assert caption_and_description(body(caption=(Run("Les groupes"),)))[0] == "Les groupes"


def test_what_is_bold_by_the_table_style_is_not_bold_by_the_paragraph_style_or_the_run():
    head = TableRow((TableCell((Paragraph(run("a", "strong")),), "col"), cell("b"), cell("c")))
    file = written(Table((1, 1, 1), (head,), ()))
    assert file.document.find(f".//{w('rStyle')}") is None
    assert file.inherited("TableHead", "rPr/b") is None


def test_two_tables_in_a_row_stay_apart():
    table = Table((1, 1, 1), (HEAD,), ())
    file = written(table, table, Paragraph(run("a")))
    styles = [style for style, _ in told(file.document)]
    assert styles.count("TableGap") == 1
    assert styles[-1] == "BodyTextAfterTable"

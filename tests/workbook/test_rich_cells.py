"""Bold, italic and links inside cells, from the file to the report and back into a file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from workbook_sample import CONTENT, at, changed, content

from reportgen.report.rich import Mark, Marked
from reportgen.workbook.authoring import write_workbook
from reportgen.workbook.content import reread
from reportgen.workbook.ingest import interpret, read_report
from reportgen.workbook.public import public_content
from reportgen.workbook.raw import RawCell
from reportgen.workbook.reader import read_workbook

URL = "https://example.org/a"


def stressed(cell: RawCell) -> list[tuple[str, str]]:
    """What is marked in a cell, with its kind."""
    assert isinstance(cell.value, str)
    return [(cell.value[mark.start : mark.end], mark.kind) for mark in cell.marks]


def typed(folder: Path, value, *, font: Font | None = None) -> RawCell:
    """A cell as openpyxl writes it, read again."""
    book = openpyxl.Workbook()
    book.active["A1"] = value
    if font:
        book.active["A1"].font = font
    book.save(folder / "a.xlsx")
    return read_workbook(folder / "a.xlsx").sheets[0].rows[0].cells[1]


def as_written(folder: Path, strings: str, cell: str = '<c r="A1" t="s"><v>0</v></c>') -> RawCell:
    """A cell of a file with this table of shared strings, as programs other than openpyxl write it."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    openpyxl.Workbook().save(folder / "plain.xlsx")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    rows = f'<sheetData><row r="1">{cell}</row></sheetData>'
    parts = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{rows}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}" xmlns:x="{main}">{strings}</sst>',
    }
    with zipfile.ZipFile(folder / "plain.xlsx") as plain, zipfile.ZipFile(folder / "a.xlsx", "w") as made:
        for name in plain.namelist():
            part = plain.read(name).decode()
            if name == "[Content_Types].xml" and kind not in part:
                override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/>'
                part = part.replace("</Types>", f"{override}</Types>")
            made.writestr(name, parts.pop(name, part))
        for name, part in parts.items():
            made.writestr(name, part)
    return read_workbook(folder / "a.xlsx").sheets[0].rows[0].cells[1]


def block(text: str, **look) -> TextBlock:
    return TextBlock(InlineFont(**look), text)


# ---------------------------------------------------------------- reading


def test_bold_and_italic_runs_are_marks_beside_the_plain_text(tmp_path):
    both = block("both", b=True, i=True)
    cell = typed(tmp_path, CellRichText(["plain ", block("bold ", b=True), block("it", i=True), " ", both, "."]))
    assert cell.value == "plain bold it both."
    assert stressed(cell) == [("bold", "strong"), ("both", "strong"), ("it", "em"), ("both", "em")]


def test_runs_that_say_they_are_not_bold_are_not_and_neighbours_are_one(tmp_path):
    runs = [
        block("no ", b=False, sz=12),
        block("ye", b=True),
        block("s", b=True, color="FFFF0000"),
        block(" u", u="single"),
    ]
    assert stressed(typed(tmp_path, CellRichText(runs))) == [("yes", "strong")]


@pytest.mark.parametrize(
    ("runs", "font"),
    [
        ([block("all of it", b=True)], None),
        ([block("all", b=True), " ", block("of it", b=True)], None),
        (["all ", block("of it", b=True)], Font(bold=True)),
        ("all of it", Font(bold=True, italic=True)),
    ],
    ids=["one run", "but spaces", "as the cell", "no runs"],
)
def test_a_text_that_is_bold_from_end_to_end_is_the_look_of_the_sheet(tmp_path, runs, font):
    cell = typed(tmp_path, runs if isinstance(runs, str) else CellRichText(runs), font=font)
    assert cell.value == "all of it"
    assert cell.marks == ()


def test_runs_without_a_font_look_like_their_cell(tmp_path):
    cell = typed(tmp_path, CellRichText(["bold ", block("not", i=True)]), font=Font(bold=True))
    assert stressed(cell) == [("bold", "strong"), ("not", "em")]


@pytest.mark.parametrize("true", ["<b/>", '<b val="1"/>', '<b val="true"/>'])
def test_other_programs_say_bold_in_their_own_ways(tmp_path, true):
    run = f'<r><rPr>{true}<sz val="10"/><rFont val="Arial"/><charset val="1"/></rPr><t xml:space="preserve"> b</t></r>'
    off = '<r><rPr><b val="0"/><i val="false"/><sz val="10"/></rPr><t>a</t></r>'
    cell = as_written(tmp_path, f"<si>{off}{run}</si>")
    assert (cell.value, stressed(cell)) == ("a b", [("b", "strong")])


def test_inline_strings_have_runs_too(tmp_path):
    inside = "<is><r><t>a</t></r><r><rPr><i/></rPr><t>b</t></r></is>"
    cell = as_written(tmp_path, "", f'<c r="A1" t="inlineStr">{inside}</c>')
    assert (cell.value, stressed(cell)) == ("ab", [("b", "em")])


def test_the_reading_of_a_word_is_not_part_of_it(tmp_path):
    cell = as_written(
        tmp_path, '<si><r><t>東</t></r><r><rPr><b/></rPr><t>京</t></r><rPh sb="0" eb="1"><t>トウ</t></rPh></si>'
    )
    assert (cell.value, stressed(cell)) == ("東京", [("京", "strong")])


def test_a_link_keeps_what_follows_its_hash_and_one_inside_the_workbook_is_none(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for place, address in (("A1", f"{URL}#part"), ("A2", URL), ("A3", "#Sheet!B2")):
        sheet[place] = "text"
        sheet[place].hyperlink = address
    sheet["A1"].hyperlink.target, sheet["A1"].hyperlink.location = URL, "part"
    sheet["A3"].hyperlink.target, sheet["A3"].hyperlink.location = None, "Sheet!B2"
    book.save(tmp_path / "a.xlsx")
    rows = read_workbook(tmp_path / "a.xlsx").sheets[0].rows
    assert [row.cells[1].link for row in rows] == [f"{URL}#part", URL, ""]


# ---------------------------------------------------------------- into the report


def done(cell: RawCell):
    """The text of an update typed as this cell, and the problems of that cell."""
    place = at("updates.done_fr.2")
    found = interpret(changed({"updates.done_fr.2": cell}), Path())
    told = [each.code for each in found.problems if f"{each.place.sheet}!{each.place.cell}" == place]
    return found.report.updates[0].done["fr"], told


def test_marks_find_their_words_in_the_cleaned_text():
    value = " \u200b_x000D_\nune e\u0301tape \ue000 finie\u00a0 "
    start = value.index("e\u0301tape")
    text, _ = done(RawCell(value, "E2", marks=(Mark(start, start + 6, "strong"),)))
    assert [text.value[mark.start : mark.end] for mark in text.marks] == ["étape"]


def test_a_link_covers_the_whole_text():
    text, told = done(RawCell(" fait ", "E2", link="https://example.org/a b"))
    assert text.marks == (Mark(0, 4, "link", "https://example.org/a%20b"),)
    assert "link-not-kept" not in told


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///C:/a.docx", "report.docx", "https://a.org/" + "x" * 3000]
)
def test_a_link_that_no_reader_can_follow_is_told_and_left_out(link):
    text, told = done(RawCell("fait", "E2", link=link))
    assert (text.value, text.marks) == ("fait", ())
    assert "link-not-kept" in told


def test_elsewhere_rich_text_is_its_plain_text(tmp_path):
    write_workbook(tmp_path / "plain.xlsx", CONTENT, "fr")
    book = openpyxl.load_workbook(tmp_path / "plain.xlsx")
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str) and len(cell.value) > 1:
                    cell.value = CellRichText([block(cell.value[:1], b=True), cell.value[1:]])
                    cell.hyperlink = URL if sheet.title != "Pièces" else None
    book.save(tmp_path / "rich.xlsx")
    assert without_marks(tmp_path / "rich.xlsx") == without_marks(tmp_path / "plain.xlsx")


def without_marks(path: Path) -> tuple[object, list[str]]:
    found = read_report(path)
    rows = public_content(found.report, found.report.quarters[-1].quarter)
    return rows, [each.code for each in found.problems]


# ---------------------------------------------------------------- and back


def test_a_workbook_written_again_keeps_emphasis_and_links(tmp_path):
    stress = (Mark(4, 7, "strong"), Mark(4, 8, "em"))
    rows = [
        {
            "form_fr": "A",
            "form_en": "A",
            "expansion_fr": Marked("un, deux trois", stress),
            "expansion_en": Marked("un, deux trois", (*stress, Mark(0, 14, "link", f"{URL}?b=%20#c"))),
        },
        {"form_fr": "C", "form_en": Marked("C", (Mark(0, 1, "em", ""),))},
        {"form_fr": Marked("B", (Mark(0, 1, "link", "mailto:a@example.org"),)), "form_en": "B"},
    ]
    write_workbook(tmp_path / "a.xlsx", content(acronyms=rows), "fr")
    again = reread(tmp_path / "a.xlsx")["acronyms"]
    assert again == rows
    rows[1]["form_en"] = "C"  # one look from end to end
    for row, old in zip(again, rows, strict=True):
        for field, value in old.items():
            assert getattr(row[field], "marks", ()) == getattr(value, "marks", ()), field
    write_workbook(tmp_path / "b.xlsx", reread(tmp_path / "a.xlsx"), "fr")
    assert (tmp_path / "b.xlsx").read_bytes() == (tmp_path / "a.xlsx").read_bytes()


@pytest.mark.parametrize("value", ["Text", 12, CellRichText("Kept ", TextBlock(InlineFont(strike=True), "gone"))])
def test_what_is_struck_through_is_seen(tmp_path, value):
    font = None if isinstance(value, CellRichText) else Font(strike=True)
    assert typed(tmp_path, value, font=font).struck
    assert not typed(tmp_path, "Text", font=Font(bold=True)).struck


def test_what_is_struck_through_is_told_at_its_cell():
    raw = changed({"updates.done_fr.2": RawCell("Texte", "", struck=True)})
    assert [(p.code, f"{p.place.sheet}!{p.place.cell}") for p in interpret(raw, Path()).problems] == [
        ("text-struck", at("updates.done_fr.2"))
    ]

"""Texts typed into a workbook file: the cells named change, and nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from workbook_sample import written

from reportgen.problems import ProblemsFound
from reportgen.workbook import cell_edit
from reportgen.workbook.schema import load_schema

SHEET = load_schema().sheet("recommendations").words["fr"]


def parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return {name: package.read(name) for name in package.namelist()}


def opened(workbook: bytes):
    return load_workbook(io.BytesIO(workbook))


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def with_texts(tmp_path):
    def typed(workbook, texts):
        (tmp_path / "a.xlsx").write_bytes(workbook)
        return cell_edit.with_texts(tmp_path / "a.xlsx", texts)

    return typed


def test_only_the_sheet_that_changes_is_another(with_texts):
    edited, formulas = with_texts(written(), {SHEET: {"D2": "  <Constat> & [F1]\nsuite "}})
    before, after = parts(written()), parts(edited)
    assert [*before] == [*after]
    assert sum(before[name] != after[name] for name in before) == 1
    assert formulas == ()
    cell = opened(edited)[SHEET]["D2"]
    assert cell.value == "  <Constat> & [F1]\nsuite "


def test_notes_formats_and_lists_of_the_sheet_stay(with_texts):
    edited, _ = with_texts(written(), {SHEET: {"D2": "x"}})
    old, new = opened(written())[SHEET], opened(edited)[SHEET]
    assert new["D2"].style_id == old["D2"].style_id
    assert new["A1"].comment.text == old["A1"].comment.text
    assert new.freeze_panes == old.freeze_panes
    assert len(new.data_validations.dataValidation) == len(old.data_validations.dataValidation)
    assert [c.value for c in new[3]] == [c.value for c in old[3]]


def test_empty_cells_and_rows_are_made_in_their_order(with_texts):
    book = Workbook()
    book.active.title = "Suivi"
    for place in ("A1", "C2", "E2", "A9"):
        book.active[place] = place
    edited, _ = with_texts(saved(book), {"Suivi": {"D2": "d", "B2": "b", "A5": "a5", "AA2": "aa", "F2": "f"}})
    sheet = opened(edited)["Suivi"]
    assert [cell.value for cell in sheet[2]][:6] == [None, "b", "C2", "d", "E2", "f"]
    assert (sheet["AA2"].value, sheet["A5"].value, sheet["A9"].value) == ("aa", "a5", "A9")
    content = parts(edited)["xl/worksheets/sheet1.xml"].decode()
    places = [content.index(f'r="{place}"') for place in ("A1", "B2", "C2", "D2", "E2", "F2", "AA2", "A5", "A9")]
    assert places == sorted(places)


def test_formulas_are_left_alone_and_named(with_texts):
    book = Workbook()
    book.active.title = "Suivi"
    book.active["B2"] = '="a"&"b"'
    edited, formulas = with_texts(saved(book), {"Suivi": {"B2": "x", "C2": "y"}})
    assert formulas == ("Suivi!B2",)
    assert opened(edited)["Suivi"]["B2"].value == '="a"&"b"'
    assert opened(edited)["Suivi"]["C2"].value == "y"


def test_rows_and_cells_without_places_are_counted(with_texts):
    bare = parts(written())
    name = next(n for n, content in bare.items() if n.startswith("xl/worksheets/sheet") and b"<row" in content)
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b"<row><c t='inlineStr'><is><t>a</t></is></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
        b"</sheetData></worksheet>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for part, content in bare.items():
            package.writestr(part, sheet if part == name else content)
    title = opened(written()).sheetnames[int(name.removeprefix("xl/worksheets/sheet").removesuffix(".xml")) - 1]
    edited, _ = with_texts(file.getvalue(), {title: {"B1": "b", "A2": "c"}})
    content = parts(edited)[name].decode()
    assert content.count("<c") == 3
    assert content.index(">a<") < content.index(">b<") < content.index(">c<")


def test_a_sheet_that_was_read_and_is_not_listed_is_damage(with_texts):
    with pytest.raises(ProblemsFound) as stopped:
        with_texts(written(), {"Nowhere": {"A1": "x"}})
    assert [problem.code for problem in stopped.value.problems] == ["file-damaged"]

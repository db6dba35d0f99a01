"""Problems handed back in Excel: each faulty cell is coloured and noted, and the copy can be worked on and checked."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from workbook_sample import told, written

from reportgen.problems import ProblemsFound, Severity
from reportgen.report.period import Quarter
from reportgen.workbook.annotate import annotate
from reportgen.workbook.completeness import completeness
from reportgen.workbook.ingest import interpret, read_cells
from reportgen.workbook.next_quarter import add_quarter
from reportgen.workbook.notes import MARK

FAULTS = {"C3": "Fini", "D5": 1.4, "F2": None, "N5": "31/02/2025", "P2": "hier", "I5": None, "J5": None}


def in_french(message):
    return {"Problems": "Problèmes", "error": "erreur"}.get(message, message)


def faulty(path, *, more=None):
    book = load_workbook(io.BytesIO(written()))
    for cell, value in FAULTS.items():
        book["Suivi"][cell] = value
    book["Suivi"]["C3"].comment = Comment("Vu avec le district", "Équipe")
    if more:
        more(book)
    book.save(path)
    return path


def checked(path):
    cells = read_cells(path)
    try:
        return cells, interpret(cells, path.parent).problems
    except ProblemsFound as stopped:
        return cells, stopped.problems


def annotated(path, name="problems.xlsx", translate=in_french):
    cells, problems = checked(path)
    target = path.with_name(name)
    count = annotate(path, target, cells, problems, completeness(cells), translate)
    return target, problems, count


def marked(path):
    """By sheet, the cells that have a rule and those that have a note of ours."""
    book = load_workbook(path)
    rules = {
        (sheet.title, str(area.sqref)): rule.formula[0]
        for sheet in book
        for area, found in sheet.conditional_formatting._cf_rules.items()
        for rule in found
        if "reportgen" in (rule.formula or [""])[0]
    }
    notes = {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and MARK in cell.comment.text
    }
    return rules, notes


def test_every_faulty_cell_is_coloured_and_noted(tmp_path):
    target, problems, count = annotated(faulty(tmp_path / "a.xlsx"))
    wanted = {(p.place.sheet, p.place.cell) for p in problems if p.severity >= Severity.WARNING}
    rules, notes = marked(target)
    assert {*rules} == {*notes} == wanted
    assert count == len(wanted) >= 5
    assert "“Fini” is not in the list" in notes["Suivi", "C3"]
    assert notes["Suivi", "C3"].startswith("Vu avec le district")


def test_a_colour_goes_when_something_else_stands_in_the_cell(tmp_path):
    rules, _ = marked(annotated(faulty(tmp_path / "a.xlsx"))[0])
    own = {place[1]: formula for place, formula in rules.items() if place[0] == "Suivi"}
    assert own["C3"] == 'AND("reportgen"="reportgen",EXACT(C3,"Fini"))'
    assert own["D5"] == 'AND("reportgen"="reportgen",D5=1.4)'
    assert own["F2"] == 'AND("reportgen"="reportgen",LEN(F2)=0)'


def test_the_first_sheet_lists_every_problem_with_a_link(tmp_path):
    target, problems, _ = annotated(faulty(tmp_path / "a.xlsx"))
    book = load_workbook(target)
    sheet = book["Problèmes"]
    assert book.sheetnames[0] == "Problèmes"
    assert book.active is sheet
    assert [each.title for each in book if each.sheet_view.tabSelected] == ["Problèmes"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(5, max_col=4) if row[0].value]
    assert len(lines) == len(problems)
    assert lines[0][0] == "erreur"
    assert {line[1] for line in lines} == {f"{p.place.sheet}!{p.place.cell}" for p in problems}
    links = {row[1].coordinate: row[1].hyperlink.location for row in sheet.iter_rows(5, max_col=4) if row[1].hyperlink}
    assert len(links) == len(problems)
    place = problems[0].place
    assert links["B5"] == f"'{place.sheet}'!{place.cell}"


def test_the_first_sheet_says_how_complete_each_language_is(tmp_path):
    sheet = load_workbook(annotated(faulty(tmp_path / "a.xlsx"))[0])["Problèmes"]
    shares = {row[0].value: (row[1].value, row[2].value) for row in sheet.iter_rows(5, min_col=6, max_col=8)}
    assert ("Français", "English") in {(row[6].value, row[7].value) for row in sheet.iter_rows(1, 5)}
    assert shares["Suivi"] == ("100% (2 of 2)", "50% (1 of 2)")
    assert shares["Thèmes"] == ("100% (4 of 4)", "100% (4 of 4)")


def test_the_copy_is_the_workbook_and_can_be_corrected_and_checked(tmp_path):
    target, problems, _ = annotated(faulty(tmp_path / "a.xlsx"))
    assert told(checked(target)[1]) == told(problems)  # the sheet of problems is not read, and not remarked on
    book = load_workbook(target)
    for cell, value in {"C3": "Non démarrée", "D5": 0.1, "F2": "Done", "N5": None, "P2": "20/06/2025"}.items():
        book["Suivi"][cell] = value
    book["Suivi"]["I5"], book["Suivi"]["J5"] = "Fonds", "Funds"
    book.save(target)
    assert checked(target)[1] == ()


def test_an_annotated_copy_annotated_again_starts_afresh(tmp_path):
    first, _, _ = annotated(faulty(tmp_path / "a.xlsx"))
    book = load_workbook(first)
    book["Suivi"]["C3"] = "Non démarrée"
    book.save(first)
    second, problems, _ = annotated(first, "again.xlsx")
    rules, notes = marked(second)
    assert ("Suivi", "C3") not in {*rules, *notes}
    assert {*rules} == {(p.place.sheet, p.place.cell) for p in problems}
    opened = load_workbook(second)
    assert opened.sheetnames.count("Problèmes") == 1
    assert not [name for name in opened.sheetnames if "reportgen" in name]
    assert opened["Suivi"]["C3"].comment.text.strip() == "Vu avec le district"
    with zipfile.ZipFile(second) as package:
        assert len([name for name in package.namelist() if name.startswith("xl/worksheets/")]) >= 20
        assert "{" not in package.read("xl/workbook.xml").decode()


def test_the_workbook_of_a_new_quarter_has_no_marks_of_the_one_before(tmp_path):
    target, _, _ = annotated(faulty(tmp_path / "a.xlsx"))
    new = add_quarter(target, Quarter(2025, 4), tmp_path / "b.xlsx").path
    assert marked(new) == ({}, {})
    assert load_workbook(new).sheetnames == load_workbook(tmp_path / "a.xlsx").sheetnames
    assert load_workbook(new)["Suivi"]["C3"].comment.text == "Vu avec le district"


def test_names_and_filters_still_point_at_their_sheets(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(written())
    target, _, count = annotated(path)
    before, after = load_workbook(path), load_workbook(target)
    assert count == 0
    for sheet in before:
        other = after[sheet.title]
        assert (sheet.print_title_rows, sheet.auto_filter.ref) == (other.print_title_rows, other.auto_filter.ref)
        assert sheet.dimensions == other.dimensions


def test_everything_else_is_the_same_byte_for_byte(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(written())
    target, _, _ = annotated(path)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target) as new:
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        added = {*new.namelist()} - {*old.namelist()}
    assert changed == {
        "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml",
        "xl/worksheets/sheet1.xml",  # it is no longer the selected one
    }  # fmt: skip
    assert added == {"xl/worksheets/problems1.xml"}


def test_a_sheet_of_the_team_with_our_title_is_kept(tmp_path):
    path = faulty(tmp_path / "a.xlsx", more=lambda book: book.create_sheet("Problèmes"))
    target, _, _ = annotated(path)
    assert load_workbook(target).sheetnames[0] == "Problèmes (reportgen)"
    assert "Problèmes" in load_workbook(target).sheetnames
    assert "Problèmes" in load_workbook(annotated(target, "again.xlsx")[0]).sheetnames


def test_a_sheet_without_notes_gets_its_own(tmp_path):
    def strip(book):
        for row in book["Suivi"].iter_rows():
            for cell in row:
                cell.comment = None

    target, _, _ = annotated(faulty(tmp_path / "a.xlsx", more=strip))
    assert "“Fini”" in marked(target)[1]["Suivi", "C3"]


@pytest.mark.parametrize("declared", [False, True])
def test_a_workbook_without_styles_is_marked_too(tmp_path, declared):
    path = tmp_path / "plain.xlsx"
    named = rb"<(Relationship|Override) [^>]*styles[^>]*/>"
    with zipfile.ZipFile(faulty(tmp_path / "a.xlsx")) as whole, zipfile.ZipFile(path, "w") as plain:
        for name in whole.namelist():
            content = whole.read(name)
            content = re.sub(rb' (s|style)="\d+"', b"", content) if name.startswith("xl/worksheets/sheet") else content
            if name != "xl/styles.xml":
                plain.writestr(name, content if declared else re.sub(named, b"", content))
    target, problems, count = annotated(path)
    rules, notes = marked(target)
    assert len(rules) == len(notes) == count > 5
    assert checked(target)[1] == tuple(replace(p, place=replace(p.place, file=target.name)) for p in problems)


def test_nothing_is_written_over(tmp_path):
    path = faulty(tmp_path / "a.xlsx")
    with pytest.raises(ProblemsFound) as stopped:
        annotated(path, "a.xlsx")
    assert [p.code for p in stopped.value.problems] == ["file-exists"]


def through_libreoffice(target, kind):
    """The copy opened there and saved as another kind of file."""
    folder = target.parent / "office"
    profile = f"-env:UserInstallation=file://{target.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, target]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    return folder / f"{target.stem}.{kind.partition(':')[0]}"


@pytest.mark.office
def test_its_colours_are_seen_in_libreoffice(tmp_path):
    """Above the team's own rules, whose areas cover the cells too."""
    target, _, _ = annotated(faulty(tmp_path / "a.xlsx"))
    pages = through_libreoffice(target, "html").read_text("utf-8").split("<em>")
    (updates,) = (page for page in pages if page.startswith("Suivi<"))
    coloured = re.findall(r'<td[^>]*bgcolor="#(?:F9CFD4|FFE8B3)"', updates, re.IGNORECASE)
    assert len(coloured) == sum(sheet == "Suivi" for sheet, _ in marked(target)[0])


@pytest.mark.office
def test_it_survives_libreoffice(tmp_path):
    """Opened and saved there, the copy is checked and annotated again as if it came from here."""
    target, problems, _ = annotated(faulty(tmp_path / "a.xlsx"))
    saved = through_libreoffice(target, "xlsx:Calc MS Excel 2007 XML")
    assert {p.code for p in checked(saved)[1]} == {p.code for p in problems}
    again, _, _ = annotated(saved, "again.xlsx")
    rules, notes = marked(again)
    assert {*rules} == {*notes}
    assert load_workbook(again).sheetnames.count("Problèmes") == 1
    assert notes["Suivi", "C3"].count(MARK) == 1

"""A new quarter: its rows are right, they are no update until somebody works on them, and nothing else changes."""

# ruff: noqa: DTZ001  cells have no time zone
from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table as ExcelTable
from workbook_sample import at, content, told, written

from reportgen.problems import ProblemsFound, Severity
from reportgen.report.model import Status
from reportgen.report.period import Quarter
from reportgen.report.progress import follow_up
from reportgen.workbook.authoring import write_workbook
from reportgen.workbook.ingest import read_report
from reportgen.workbook.next_quarter import add_quarter
from reportgen.workbook.package import MAIN
from reportgen.workbook.schema import TO_UPDATE

Q4 = Quarter(2025, 4)
GROWING = {"ref", "sqref"}


def own(book):
    """What a team adds to its workbook: a column, a sheet, a note, a list, a rule, colours, a filter, hidden things."""
    log, quarters = book["Suivi"], book["Trimestres"]
    log["S1"], log["S2"], log["S6"] = "À nous", "=D2*2", "=D6*2"
    log["B3"].fill = PatternFill("solid", "FFEE00")
    log["B3"].comment = Comment("Voir avec le district", "Équipe")
    log.conditional_formatting.add("D2:D6", CellIsRule("lessThan", ["0.5"], fill=PatternFill("solid", "FF0000")))
    rule = DataValidation("list", formula1='"a,b"')
    rule.add("S2:S6")
    log.add_data_validation(rule)
    log.auto_filter.ref = "A1:S6"
    log.column_dimensions["T"].hidden = True
    log.freeze_panes = "C3"
    quarters["A7"] = None
    book.create_sheet("Nos notes", 0)["B2"] = "Ne pas perdre"


def as_openpyxl_saves(path):
    book = load_workbook(io.BytesIO(written()))
    own(book)
    book.save(path)


def as_xlsxwriter_saves(path):
    path.write_bytes(written())


def as_libreoffice_saves(path):
    """What sets its files apart: rows of empty formatted cells below the table, no spans, true and false in words."""
    with zipfile.ZipFile(io.BytesIO(written())) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in reversed(old.namelist()):
            content = old.read(name)
            if name == "xl/worksheets/sheet4.xml":
                cells = "".join(f'<c r="{letter}{{0}}" s="9"/>' for letter in "ABCDEFGHIJKLMNOPQR")
                empty = "".join(
                    f'<row r="{n}" customFormat="false" ht="15">{cells.format(n)}</row>' for n in range(7, 60)
                )
                content = content.replace(b"</sheetData>", empty.encode() + b"</sheetData>")
            new.writestr(name, content.replace(b'hidden="1"', b'hidden="true"'))


def by_libreoffice(path):
    """The workbook with the team's own things, opened and saved by LibreOffice itself."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        as_openpyxl_saves(folder / path.name)
        profile, filters = f"-env:UserInstallation={(folder / 'profile').as_uri()}", "xlsx:Calc MS Excel 2007 XML"
        command = ["soffice", profile, "--headless", "--convert-to", filters, "--outdir", path.parent]
        subprocess.run([*command, folder / path.name], check=True, capture_output=True, timeout=120)  # noqa: S603


PRODUCERS = [
    as_xlsxwriter_saves,
    as_openpyxl_saves,
    as_libreoffice_saves,
    pytest.param(by_libreoffice, marks=pytest.mark.office),
]


@pytest.fixture(params=PRODUCERS, ids=lambda producer: producer.__name__)
def saved(request, folder_of, tmp_path):
    producer = request.param
    return folder_of(f"a-{producer.__name__}", lambda folder: producer(folder / "a.xlsx"), tmp_path) / "a.xlsx"


def added(path, quarter=Q4, **options):
    return add_quarter(path, quarter, path.with_name("b.xlsx"), **options)


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def rows_of(path, title, first):
    sheet = load_workbook(path)[title]
    return [[cell.value for cell in row] for row in sheet.iter_rows(first, max_col=18) if row[0].value is not None]


def test_the_quarter_and_a_line_for_each_open_item(saved):
    new = added(saved)
    assert (new.lines, new.sheet, new.mark) == (2, "Suivi", "À mettre à jour")
    days = [datetime(2025, 12, 31), datetime(2026, 1, 15), datetime(2026, 4, 15)]
    assert rows_of(new.path, "Trimestres", 4) == [["2025-Q4", *days, "Provisoire", *[None] * 13]]
    empty, mark = [None] * 9, TO_UPDATE["fr"]
    assert rows_of(new.path, "Suivi", 7) == [
        ["R2", "2025-Q4", "Suspendue", 0.1, *empty, datetime(2025, 12, 31), None, mark, None, None],
        ["T1", "2025-Q4", "En cours", 0.5, *empty, None, None, mark, None, "Interne"],
    ]


def test_the_old_workbook_is_not_touched(saved):
    before = saved.read_bytes()
    added(saved)
    assert saved.read_bytes() == before


def test_every_other_part_is_the_same_byte_for_byte(saved):
    old, new = parts(saved), parts(added(saved).path)
    assert [*old] == [*new]
    changed = {name for name in old if old[name] != new[name]}
    assert {name for name in changed if not name.startswith("xl/worksheets/sheet")} <= {"xl/workbook.xml"}
    assert len(changed) <= 3


def test_in_the_two_sheets_nothing_moves_but_what_reaches_down_to_the_new_rows(saved):
    old, new = parts(saved), parts(added(saved).path)
    for name in old:
        if old[name] == new[name] or name == "xl/workbook.xml":
            continue
        before, after = etree.fromstring(old[name]), etree.fromstring(new[name])
        for root in (before, after):
            data = root.find(f"{{{MAIN}}}sheetData")
            first = 7 if len(root.findall(f".//{{{MAIN}}}row[@r='6']/{{{MAIN}}}c/{{{MAIN}}}v")) else 4
            for row in [row for row in data if int(row.get("r")) >= first]:
                data.remove(row)
            for part in root.iter():
                for attribute in GROWING & {*part.attrib} if part.tag != f"{{{MAIN}}}c" else ():
                    part.set(attribute, "")
        assert etree.tostring(before, method="c14n") == etree.tostring(after, method="c14n")


def test_what_the_team_added_is_there_and_reaches_the_new_rows(tmp_path):
    path = tmp_path / "a.xlsx"
    as_openpyxl_saves(path)
    new = added(path)
    book = load_workbook(new.path)
    log = book["Suivi"]
    assert book.sheetnames[0] == "Nos notes"
    assert (log["S2"].value, log["B3"].comment.text, log.freeze_panes) == ("=D2*2", "Voir avec le district", "C3")
    assert log.column_dimensions["T"].hidden
    assert log.auto_filter.ref == "A1:S8"
    assert "S2:S8" in {str(rule.sqref) for rule in log.data_validations.dataValidation}
    assert "D2:D8" in {str(rule.sqref) for rule in log.conditional_formatting}
    assert [(p.code, p.severity, p.place.cell) for p in new.problems] == [("own-formulas", Severity.NOTICE, "S6")]


def test_what_the_team_computes_from_the_table_is_counted_anew_or_told(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(written())
    book = load_workbook(path)
    board = book.create_sheet("L'ensemble")
    board["A1"], board["A2"], board["A3"] = "=COUNTA(Suivi!A:A)", "=SUM('Suivi'!$D$2:$D$6)", "=SUM(Suivi!D2:D66)"
    book.defined_names["Parts"] = DefinedName("Parts", attr_text="Suivi!$D$2:$D$6")
    chart = BarChart()
    chart.add_data(Reference(book["Suivi"], min_col=4, min_row=2, max_row=6))
    board.add_chart(chart, "C2")
    book["Suivi"]["U1"], book["Suivi"]["V1"] = "=SUM($D$2:D6)", "=SUM(Autre!D2:D6)"
    book.calculation.fullCalcOnLoad = False
    book.save(path)
    new = added(path)
    assert b'fullCalcOnLoad="1"' in parts(new.path)["xl/workbook.xml"]
    (told_of,) = (p for p in new.problems if p.code == "own-ranges")
    assert (told_of.severity, told_of.place.cell) == (Severity.NOTICE, "A6")
    assert told_of.given["ends"] == "Suivi!U1, L'ensemble!A2, Parts, chart1"


def test_pivot_tables_and_small_charts_that_end_above_the_new_rows_are_told(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(written())
    known = parts(path)
    for number, last in enumerate((6, 66), 1):
        source = f'<cacheSource><worksheetSource ref="A1:R{last}" sheet="Suivi"/></cacheSource>'
        pivot = f'<pivotCacheDefinition xmlns="{MAIN}">{source}</pivotCacheDefinition>'
        known[f"xl/pivotCache/pivotCacheDefinition{number}.xml"] = pivot.encode()
    sheet = "xl/worksheets/sheet5.xml"
    small = "<sparkline><xm:f>Suivi!D2:D6</xm:f><xm:sqref>C1</xm:sqref></sparkline>"
    more = f'<extLst xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><ext>{small}</ext></extLst>'
    known[sheet] = known[sheet].replace(b"</worksheet>", f"{more}</worksheet>".encode())
    with zipfile.ZipFile(path, "w") as file:
        for name, content in known.items():
            file.writestr(name, content)
    (told_of,) = (p for p in added(path).problems if p.code == "own-ranges")
    assert told_of.given["ends"] == "Chiffres!C1, pivotCacheDefinition1"


def test_new_rows_look_like_those_above(saved):
    log = load_workbook(added(saved).path)["Suivi"]
    for column in "ABCDNP":
        assert (log[f"{column}7"].font.name, log[f"{column}7"].font.sz) == ("Arial", 10)
        assert log[f"{column}7"].alignment.wrap_text
    assert (log["D7"].number_format, log["N7"].number_format) == ("0%", "dd/mm/yyyy")


def test_lines_left_as_they_are_say_no_update(saved):
    new = added(saved)
    found = read_report(new.path)
    assert told(p for p in found.problems if p.severity >= Severity.WARNING) == [
        ("required-empty", at("quarters.key_messages_fr.4")),
        ("update-waits", at("updates.updated_on.7")),
        ("update-waits", at("updates.updated_on.8")),
    ]
    assert {update.quarter for update in found.report.updates} == {Quarter(2025, 2), Quarter(2025, 3)}
    standing = follow_up(found.report, Q4).standings["R2"]
    assert (standing.update, standing.last.quarter, standing.status) == (None, Quarter(2025, 3), Status.ON_HOLD)


def filled(path, **cells):
    book = load_workbook(path)
    for cell, value in cells.items():
        book["Suivi"][cell] = value
    book["Trimestres"]["G4"], book["Trimestres"]["H4"] = "Un", "One"
    book.save(path)
    return read_report(path)


def test_a_line_that_was_filled_in_and_dated_is_an_update(saved):
    new = added(saved)
    work = {"C7": "En cours", "D7": 0.4, "E7": "Fait", "F7": "Done", "P7": datetime(2025, 12, 1)}
    found = filled(new.path, **work)
    assert told(p for p in found.problems if p.severity >= Severity.WARNING) == [
        ("update-waits", at("updates.updated_on.8"))
    ]
    standing = follow_up(found.report, Q4).standings["R2"]
    assert (standing.percent, standing.update.updated_on.value) == (40, date(2025, 12, 1))
    assert [quarter for quarter, _ in standing.due.revisions] == [Quarter(2025, 3)]  # the same date is no revision


@pytest.mark.parametrize(
    "work", [{"E7": "Fait", "F7": "Done", "I7": "Fonds", "J7": "Funds"}, {"D7": 0.2, "C7": "En cours"}]
)
def test_a_line_that_was_filled_in_but_not_dated_stops_a_final_report(tmp_path, work):
    path = tmp_path / "a.xlsx"
    as_xlsxwriter_saves(path)
    found = filled(added(path).path, **work)
    assert ("update-still-marked", at("updates.updated_on.7")) in told(found.problems)
    assert any(each.severity is Severity.ERROR for each in found.problems)
    assert follow_up(found.report, Q4).standings["R2"].update


def test_a_line_with_another_due_date_alone_says_what_it_may_mean(tmp_path):
    path = tmp_path / "a.xlsx"
    as_xlsxwriter_saves(path)
    found = filled(added(path).path, N7=datetime(2026, 1, 31))
    (differs,) = (each for each in found.problems if each.code == "update-due-differs")
    assert (differs.place.cell, differs.given["typed"]) == ("N7", date(2026, 1, 31))
    assert any(each.severity is Severity.ERROR for each in found.problems)
    assert ("update-still-marked", at("updates.updated_on.7")) not in told(found.problems)


@pytest.mark.parametrize("mark", ["à mettre à jour", "A METTRE A JOUR ", "To be updated"])
def test_the_mark_is_known_however_it_is_typed(tmp_path, mark):
    path = tmp_path / "a.xlsx"
    as_xlsxwriter_saves(path)
    found = filled(added(path).path, P7=mark)
    assert ("update-waits", at("updates.updated_on.7")) in told(found.problems)


def test_an_item_never_reported_on_gets_an_empty_line(tmp_path):
    path = tmp_path / "a.xlsx"
    rows = [row for row in content()["updates"] if row["item"] != "R2"]
    write_workbook(path, content(updates=rows), "en")
    new = added(path)
    lines = rows_of(new.path, "Updates", 5)
    assert [line[:4] for line in lines] == [["R2", "2025-Q4", None, None], ["T1", "2025-Q4", "In progress", 0.5]]
    problems = read_report(new.path).problems
    assert {problem.code for problem in problems if problem.place.sheet == "Updates"} == {"update-waits"}


def test_a_closed_item_needs_no_line(tmp_path):
    path = tmp_path / "a.xlsx"
    as_xlsxwriter_saves(path)
    found = filled(added(path).path, E7="Fait", F7="Done", I7="F", J7="F", P7=datetime(2025, 12, 1))
    assert "update-missing" not in {problem.code for problem in found.problems}


@pytest.mark.parametrize(
    ("typed", "written_as"),
    [
        ("2025-T3", "2025-T4"),
        ("3e trimestre 2025", "2025-T4"),
        ("3rd quarter of 2025", "2025-Q4"),
        ("Q3 2025", "2025-Q4"),
    ],
)
def test_the_quarter_is_written_as_the_team_writes_it(tmp_path, typed, written_as):
    path = tmp_path / "a.xlsx"
    rows = [{**row, "quarter": row["quarter"].replace("2025-Q3", typed)} for row in content()["quarters"]]
    write_workbook(path, content(quarters=rows), "fr")
    assert rows_of(added(path).path, "Trimestres", 4)[0][0] == written_as


def test_cells_without_a_fitting_format_are_typed_so_that_they_are_read(tmp_path):
    """A date would show as a number, a share as 0.1: the date is typed in words, the percentage whole."""

    def plain(book):
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    cell.number_format = "General"
            for column in sheet.column_dimensions.values():
                column.number_format = "General"
        for row in range(2, 7):
            book["Suivi"][f"D{row}"] = round(book["Suivi"][f"D{row}"].value * 100)
            for column in "NOP":
                book["Suivi"][f"{column}{row}"] = None

    path = tmp_path / "a.xlsx"
    as_xlsxwriter_saves(path)
    book = load_workbook(path)
    plain(book)
    book.save(path)
    new = added(path)
    assert rows_of(new.path, "Suivi", 7)[0][3] == 10
    assert rows_of(new.path, "Trimestres", 4)[0][1] == "2025-12-31"
    plan = read_report(new.path).report.quarters[-1]
    assert plan.cutoff.value == date(2025, 12, 31)


def test_dates_count_from_1904_where_the_workbook_does(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(io.BytesIO(written())) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<workbookPr ", b'<workbookPr date1904="1" '))
    new = added(path)
    assert rows_of(new.path, "Trimestres", 4)[0][1] == datetime(2025, 12, 31)


def with_table(path, *, totals):
    book = load_workbook(io.BytesIO(written()))
    log = book["Suivi"]
    log.auto_filter.ref = None
    table = ExcelTable(displayName="Journal", ref="A1:R6", totalsRowCount=1 if totals else None)
    log.add_table(table)
    book.save(path)


def test_an_excel_table_grows(tmp_path):
    path = tmp_path / "a.xlsx"
    with_table(path, totals=False)
    table = load_workbook(added(path).path)["Suivi"].tables["Journal"]
    assert (table.ref, table.autoFilter.ref) == ("A1:R8", "A1:R8")


def test_what_cannot_be_kept_is_refused_unless_accepted(tmp_path):
    path = tmp_path / "a.xlsx"
    with_table(path, totals=True)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    with pytest.raises(ProblemsFound) as stopped:
        added(path)
    assert {(p.code, p.place.cell) for p in stopped.value.problems} == {
        ("loss-signature", ""),
        ("loss-totals-row", "A6"),
    }
    assert not path.with_name("b.xlsx").exists()
    new = added(path, accept_loss=True)
    assert {(p.code, p.severity) for p in new.problems} == {
        ("loss-signature", Severity.WARNING),
        ("loss-totals-row", Severity.WARNING),
    }


def test_nothing_is_written_over(tmp_path):
    path = tmp_path / "a.xlsx"
    as_xlsxwriter_saves(path)
    for target in (path, path.with_name("b.xlsx")):
        target.write_bytes(path.read_bytes())
        with pytest.raises(ProblemsFound) as stopped:
            add_quarter(path, Q4, target)
        assert [p.code for p in stopped.value.problems] == ["file-exists"]


def test_a_quarter_that_is_skipped_is_told(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(written())
    (found,) = added(path, Quarter(2026, 4)).problems
    assert (found.code, found.place.cell, str(found.given["next"])) == ("quarters-skipped", "A3", "2025-Q4")


@pytest.mark.parametrize("quarter", [Quarter(2025, 3), Quarter(2025, 1)])
def test_a_quarter_comes_after_those_that_are_there(tmp_path, quarter):
    path = tmp_path / "a.xlsx"
    as_xlsxwriter_saves(path)
    with pytest.raises(ProblemsFound) as stopped:
        added(path, quarter)
    assert told(stopped.value.problems) == [("quarter-not-later", at("quarters.quarter.3"))]


def test_without_the_column_of_the_mark_there_is_no_new_quarter(tmp_path):
    path = tmp_path / "a.xlsx"
    book = load_workbook(io.BytesIO(written()))
    book["Suivi"].delete_cols(16)
    book.save(path)
    with pytest.raises(ProblemsFound) as stopped:
        added(path)
    assert [p.code for p in stopped.value.problems] == ["quarter-needs-column"]


def test_rows_go_below_whatever_stands_on_the_sheet(tmp_path):
    path = tmp_path / "a.xlsx"
    book = load_workbook(io.BytesIO(written()))
    book["Suivi"]["Z40"] = "une note"
    book.save(path)
    new = added(path)
    assert [row[0] for row in rows_of(new.path, "Suivi", 7)] == ["R2", "T1"]
    assert load_workbook(new.path)["Suivi"]["A41"].value == "R2"


def test_formulas_copied_down_to_rows_that_wait_are_no_reason_to_begin_below_them(tmp_path):
    path = tmp_path / "a.xlsx"
    book = load_workbook(io.BytesIO(written()))
    log = book["Suivi"]
    log["S1"] = "À nous"
    for row in range(2, 60):
        log.cell(row, 19).value = f'=IF(P{row}="","",TODAY()-P{row})'
    book.save(path)
    new = added(path)
    log = load_workbook(new.path)["Suivi"]
    assert [log["A7"].value, log["A8"].value, log["A9"].value, log["S8"].value[:4]] == ["R2", "T1", None, "=IF("]
    assert [p.code for p in new.problems] == []


def test_a_sheet_full_to_the_last_row_is_told(tmp_path):
    path = tmp_path / "a.xlsx"
    book = load_workbook(io.BytesIO(written()))
    book["Suivi"]["Z1048576"] = "x"
    book.save(path)
    with pytest.raises(ProblemsFound) as stopped:
        added(path)
    assert "sheet-full" in {p.code for p in stopped.value.problems}

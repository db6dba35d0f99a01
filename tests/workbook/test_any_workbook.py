"""Whatever people do to a workbook, they get a report or problems with places, never another exception."""

# ruff: noqa: DTZ001  cells have no time zone
from __future__ import annotations

import gc
import os
from dataclasses import replace
from datetime import datetime
from datetime import time as clock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from workbook_sample import CONTENT, content, outcome, sound, spoilt, with_sheet

from reportgen.problems import ProblemsFound, Severity
from reportgen.report.sharing import shared
from reportgen.workbook.authoring import write_workbook
from reportgen.workbook.content import reread
from reportgen.workbook.ingest import read_report
from reportgen.workbook.raw import RawCell, RawRow, reference

TITLES = [sheet.title for sheet in sound().sheets]
PLACES = st.tuples(st.sampled_from(TITLES[1:-1]), st.integers(1, 8), st.integers(1, 20))
TYPED = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["R1", "T2", "F7", "[F99]", "2025-Q3", "oui", "50 %", "=1+1", "{{ x }}", "\u00a0", "fr", "Statut"]),
    st.integers(-10, 10**7),
    st.floats(),
    st.booleans(),
    st.datetimes(datetime(1900, 1, 1)),
    st.just(clock(8, 30)),
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("type"), PLACES, TYPED),
        st.tuples(st.just("error"), PLACES, st.sampled_from(["#REF!", "#N/A"])),
        st.tuples(st.just("formula"), PLACES, st.just("=A1")),
        st.tuples(st.just("merge"), PLACES, st.integers(0, 3)),
        st.tuples(st.just("double"), PLACES, st.integers(1, 9)),
        st.tuples(st.just("drop"), PLACES, st.none()),
        st.tuples(st.just("rename"), PLACES, st.sampled_from(["Suivi", "suivi ", "Chiffre", "", "Récit\x00"])),
        st.tuples(st.just("hide"), PLACES, st.booleans()),
    ),
    min_size=1,
    max_size=6,
)


def apply(raw, kind, place, what):
    title, number, column = place
    sheet = next((each for each in raw.sheets if each.title == title), None)
    if sheet is None:
        return raw
    rows = {row.number: row for row in sheet.rows}
    row = rows.get(number, RawRow(number, {}))
    ref = reference(column, number)
    match kind:
        case "type" | "error" | "formula":
            cells = {key: cell for key, cell in row.cells.items() if key != column}
            if what is not None:
                cells[column] = {
                    "type": RawCell(what, ref),
                    "error": RawCell(None, ref, error=str(what)),
                    "formula": RawCell(None, ref, formula=str(what)),
                }[kind]
            rows[number] = replace(row, cells=cells)
        case "merge":
            sheet = replace(sheet, merged=((column, number, column + what, number + 1),))
        case "double":
            rows[what] = replace(row, number=what)
        case "drop":
            rows.pop(number, None)
        case "rename":
            return replace(raw, sheets=tuple(replace(s, title=what) if s is sheet else s for s in raw.sheets))
        case "hide":
            sheet = replace(sheet, visible=what, hidden_columns=frozenset({column}))
            rows[number] = replace(row, hidden=True)
    return with_sheet(raw, replace(sheet, rows=tuple(rows[key] for key in sorted(rows))))


def sane(report, problems) -> None:
    assert report is not None or any(problem.severity is Severity.BLOCKING for problem in problems)
    assert report is None or not any(problem.severity is Severity.BLOCKING for problem in problems)
    for problem in problems:
        assert problem.place.file
        assert problem.place.sheet or problem.code == "file-damaged" or problem.code.startswith("sheet")
        assert all(isinstance(text, str) for text in problem.told(str))
    if report is not None:
        codes = {theme.code for theme in report.themes}
        assert all(item.theme in codes for item in (*report.recommendations, *report.subthemes))
        assert {item.subtheme for item in report.theme_items} <= {subtheme.code for subtheme in report.subthemes}
        assert {partner.figure for partner in report.partners} <= {figure.code for figure in report.figures}
        assert not any(row.internal for row in shared(report).updates)


@settings(max_examples=60, deadline=None)
@given(CHANGES)
def test_any_change_of_cells(changes):
    raw = sound()
    for change in changes:
        raw = apply(raw, *change)
    sane(*outcome(raw))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(PLACES, TYPED, st.sampled_from(["type", "merge", "delete", "insert"])), min_size=1, max_size=5)
)
def test_any_change_of_a_file(tmp_path, changes):
    def change(book):
        for (title, number, column), typed, kind in changes:
            sheet = book[title]
            if kind == "merge":
                sheet.merge_cells(start_row=number, start_column=column, end_row=number + 1, end_column=column)
            elif kind == "delete":
                sheet.delete_cols(column)
            elif kind == "insert":
                sheet.insert_rows(number)
            elif not isinstance(typed, str) or typed.isprintable():
                finite = not isinstance(typed, float) or abs(typed) < 1e300
                place = sheet.cell(number, column)
                if finite and not type(place).__name__.startswith("Merged"):
                    place.value = typed

    path = spoilt(tmp_path / "a.xlsx", change)
    try:
        found = read_report(path)
        sane(found.report, found.problems)
    except ProblemsFound as stopped:
        sane(None, stopped.problems)
    assert set(reread(path)) <= {*CONTENT}


def test_many_updates_cost_little_more_than_openpyxl(tmp_path):
    quarters = [f"{year}-Q{number}" for year in range(2000, 2100) for number in (1, 2, 3, 4)]
    updates = [
        {**CONTENT["updates"][2], "item": item, "quarter": quarter, "completed_on": None, "status": "in_progress",
         "percent": 50, "done_fr": "Fait à Ménaka", "done_en": "Done", "next_fr": "Suite", "next_en": "Next"}
        for quarter in quarters for item in ("R1", "R2", "T1")
    ]  # fmt: skip
    path = tmp_path / "large.xlsx"
    write_workbook(path, content(updates=updates), "fr")
    assert len(read_report(path).report.updates) == len(updates)
    # in turn, and the best pair: a busy machine makes either slower at any moment; make verify takes a larger log
    assert any(seconds(lambda: read_report(path)) < 2.5 * seconds(lambda: load_workbook(path)) for _ in range(5))


def seconds(make) -> float:
    """The processor time that it takes, that of the process it starts included."""
    gc.disable()  # as the command does
    try:
        before = os.times()
        make()
        return sum(os.times()[:4]) - sum(before[:4])
    finally:
        gc.enable()

"""Whatever is damaged in a file, it is told as that, or a copy of it can be read."""

from __future__ import annotations

import io
import re
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.table import Table
from workbook_sample import written

from reportgen.problems import ProblemsFound
from reportgen.report.period import Quarter
from reportgen.workbook.annotate import annotate
from reportgen.workbook.ingest import interpret, read_cells
from reportgen.workbook.next_quarter import add_quarter

ATTRIBUTE, ELEMENT = re.compile(rb' [\w:]+="([^"]*)"'), re.compile(rb"<(\w+)[^>]*/>")


def sound_parts() -> dict[str, bytes]:
    """A workbook with a mistake in a cell, and with notes, a formula, a chart and a table of the team's own."""
    book = load_workbook(io.BytesIO(written()))
    book["Suivi"]["D2"] = 1.4
    own = book.create_sheet("À nous")
    for row in (("=SUM(Suivi!D2:D3)",), ("a", "b"), (1, 2)):
        own.append(row)
    own.add_table(Table(displayName="A", ref="A2:B3"))
    chart = BarChart()
    chart.add_data(Reference(book["Suivi"], min_col=4, min_row=1, max_row=3))
    own.add_chart(chart)
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


PARTS = sound_parts()
DAMAGE = st.sampled_from(["gone", "cut", "other", "no element", "no attribute", "", "x", "-1", "99999999999", "rId99"])


def damaged(name: str, how: str, where: float) -> dict[str, bytes]:
    data = PARTS[name]
    match how:
        case "gone":
            return {part: other for part, other in PARTS.items() if part != name}
        case "cut":
            return {**PARTS, name: data[: int(where * len(data))]}
        case "other":
            return {**PARTS, name: b"<x/>"}
    found = list((ELEMENT if how == "no element" else ATTRIBUTE).finditer(data))
    if not found:
        return PARTS
    at = found[int(where * len(found))]
    start, end = at.span() if how.startswith("no ") else at.span(1)
    return {**PARTS, name: data[:start] + (b"" if how.startswith("no ") else how.encode()) + data[end:]}


def begin_a_quarter(path, target):
    add_quarter(path, Quarter(2026, 1), target, accept_loss=True)


def mark(path, target):
    cells = read_cells(path)
    try:
        problems = interpret(cells, path.parent).problems
    except ProblemsFound as stopped:
        problems = stopped.problems
    annotate(path, target, cells, problems, (), str)


def refused(copied, path, target) -> set[str]:
    """The files that are told of; none when there is a copy."""
    try:
        copied(path, target)
    except ProblemsFound as stopped:
        return {problem.place.file for problem in stopped.problems}
    return set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([*PARTS]),
    DAMAGE,
    st.floats(0, 1, exclude_max=True),
    st.sampled_from([begin_a_quarter, mark]),
)
def test_a_damaged_file_is_told_or_copied(tmp_path, name, how, where, copied):
    path, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        for part, data in damaged(name, how, where).items():
            file.writestr(part, data)
    target.unlink(missing_ok=True)
    told = refused(copied, path, target)
    assert target.exists() != bool(told)
    assert told <= {"a.xlsx"}
    if not told:
        assert read_cells(target).sheets

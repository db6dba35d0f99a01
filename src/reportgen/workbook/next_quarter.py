"""A new quarter in a copy of the workbook: its row on the sheet of quarters, and a line for each open item.

The rows are typed into the file's own XML, so that everything that is not touched stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem, ProblemsFound, Severity
from reportgen.report.model import QuarterPlan, Report
from reportgen.report.period import Quarter
from reportgen.report.progress import follow_up
from reportgen.report.standing import Standing
from reportgen.workbook import limited
from reportgen.workbook.findings import Findings
from reportgen.workbook.growing import Addition, grown
from reportgen.workbook.ingest import interpret, read_cells
from reportgen.workbook.memory import carry
from reportgen.workbook.new_file import ending_of, refuse_ending, refuse_existing, write_new
from reportgen.workbook.raw import RawWorkbook
from reportgen.workbook.schema import LANGUAGES, TO_UPDATE, load_schema
from reportgen.workbook.sheet_xml import Share, Typed
from reportgen.workbook.sheets import find_sheets
from reportgen.workbook.tables import Table, find_table
from reportgen.workbook.texts import shown

_DAYS_TO_ISSUE = 15
"""From the cut-off date to the report, where no earlier quarter tells."""


@dataclass(frozen=True, slots=True)
class NewQuarter:
    """What was written: the row of the quarter, how many lines wait on which sheet, and what could not be kept.

    ``mark`` is what stands in each line until it is updated; ``quarters`` the title of the sheet of quarters.
    """

    path: Path
    quarter: Quarter
    cutoff: date
    issued: date
    lines: int
    sheet: str
    quarters: str
    mark: str
    problems: tuple[Problem, ...]


def add_quarter(source: Path, quarter: Quarter, target: Path, *, accept_loss: bool = False) -> NewQuarter:
    """Write ``target``: the workbook ``source`` with a draft of ``quarter`` and a line for each open item.

    A line has the item's last status, percentage and due date, no texts, and the mark that says it is to be updated.
    What the folder of ``source`` remembers is known in that of ``target`` too.
    Raises ProblemsFound when the workbook cannot be read, goes up to that quarter already, when something in it
    cannot be kept (unless ``accept_loss``), or when ``target`` exists or cannot be written.
    """
    raw = read_cells(source)
    refuse_existing(target)
    refuse_ending(target, ending_of(source))
    report = interpret(raw, source.parent).report
    quarters, updates = _tables(raw)
    latest = report.quarters[-1]
    if quarter <= latest.quarter:
        place = Place(raw.file, latest.cell.sheet, latest.cell.ref)
        raise ProblemsFound(
            [problem("quarter-not-later", place, quarter=quarter, latest=latest.quarter, next=latest.quarter.next())]
        )
    cutoff, issued, next_issue = proposed_dates(latest, quarter)
    word = _as_typed_before(quarter, quarters)
    state = load_schema().choice_words("state", "draft", quarters.language)
    plan: dict[str, Typed] = {
        "quarter": word,
        "cutoff": cutoff,
        "issued": issued,
        "next_issue": next_issue,
        "state": state,
    }
    lines = [_line(standing, word, updates) for standing in _open_items(report, latest.quarter)]
    additions = [_addition(quarters, [plan]), _addition(updates, lines)]
    content, lost = limited.in_limits(source, grown, source, additions, accept_loss=accept_loss)
    write_new(target, content)
    carry(source.parent, target.parent, report.settings.file_stem)
    accepted = [replace(found, severity=Severity.WARNING) for found in lost.stopping]
    told = (*accepted, *_skipped(latest, quarter, raw.file), *lost.told)
    mark = TO_UPDATE[updates.language]
    return NewQuarter(target, quarter, cutoff, issued, len(lines), updates.title, quarters.title, mark, told)


def _skipped(latest: QuarterPlan, quarter: Quarter, file: str) -> Iterator[Problem]:
    """A year is easily mistyped; and some teams do skip a quarter."""
    if (following := latest.quarter.next()) != quarter:
        place = Place(file, latest.cell.sheet, latest.cell.ref)
        yield problem("quarters-skipped", place, latest=latest.quarter, quarter=quarter, next=following)


def proposed_dates(latest: QuarterPlan, quarter: Quarter) -> tuple[date, date, date]:
    """Cut-off, issue and next issue: the last day, the day announced by the quarter before, the usual days later."""
    before, announced = latest.cutoff.value, latest.next_issue.value
    issued_before = latest.issued.value
    days = (issued_before - before).days if before and issued_before and issued_before >= before else _DAYS_TO_ISSUE
    cutoff = quarter.last_day
    issued = cutoff + timedelta(days)
    if announced and quarter == latest.quarter.next() and announced >= cutoff:
        issued = announced
    return cutoff, issued, quarter.next().last_day + timedelta(days)


def _tables(raw: RawWorkbook) -> tuple[Table, Table]:
    """The sheets Quarters and Updates. Raises ProblemsFound when a column is missing that the new rows need."""
    schema, findings = load_schema(), Findings(raw.file)
    sheets = find_sheets(raw, schema, findings)
    found = [find_table(schema.sheet(key), sheets[key], LANGUAGES, findings) for key in ("quarters", "updates")]
    quarters, updates = (table for table in found if table is not None)  # interpret has found them
    if "updated_on" not in updates.columns:
        wanted = updates.declared("updated_on").words[updates.language]
        raise ProblemsFound([problem("quarter-needs-column", Place(raw.file, updates.title, "A1"), wanted=wanted)])
    return quarters, updates


def _as_typed_before(quarter: Quarter, quarters: Table) -> str:
    """The quarter as the team types it, ``2025-T4`` or ``2025-Q4``: drop-down lists offer it in this form."""
    cells = [row.cells.get(quarters.columns["quarter"]) for row in quarters.rows]
    typed = next((shown(cell) for cell in reversed(cells) if cell), "")
    return str(quarter).replace("Q", "T") if typed and "q" not in typed.casefold() else str(quarter)


def _open_items(report: Report, latest: Quarter) -> Iterator[Standing]:
    """The open recommendations, and every other open item that was ever reported on."""
    recommended = {item.code for item in report.recommendations}
    for code, standing in follow_up(report, latest).standings.items():
        if standing.is_open and (standing.last or code in recommended):
            yield standing


def _line(standing: Standing, quarter: str, updates: Table) -> dict[str, Typed]:
    words, language = load_schema(), updates.language
    values: dict[str, Typed | None] = {
        "item": standing.code,
        "quarter": quarter,
        "status": words.choice_words("status", standing.status.value, language) if standing.status else None,
        "percent": None if standing.percent is None else Share(standing.percent),
        "revised_due": standing.due.effective,
        "updated_on": TO_UPDATE[language],
        # what an internal row said stays internal until somebody decides otherwise
        "visibility": words.choice_words("visibility", "internal", language)
        if standing.last and standing.last.internal
        else None,
    }
    return {field: value for field, value in values.items() if value is not None}


def _addition(table: Table, rows: Sequence[Mapping[str, Typed]]) -> Addition:
    typed = [{table.columns[field]: value for field, value in row.items() if field in table.columns} for row in rows]
    last = table.rows[-1].number if table.rows else table.heading_row
    known = frozenset(table.columns.values())
    return Addition(table.title, table.heading_row, last, known, typed)

"""What `reportgen check` finds: every problem, grouped for a person or as JSON for a script, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from reportgen.build import Order, gather, template_folders
from reportgen.problems import Problem, ProblemsFound, Severity, in_order
from reportgen.report.period import Quarter
from reportgen.workbook.completeness import Completeness, completeness
from reportgen.workbook.ingest import read_cells
from reportgen.workbook.raw import RawWorkbook


@dataclass(frozen=True, slots=True)
class Group:
    """The same mistake in many cells of a column. ``example`` is the worst of them; ``alike`` if all say the same."""

    example: Problem
    cells: tuple[str, ...]
    alike: bool

    @property
    def place(self) -> str:
        """``C41, C57:C60``."""
        return ", ".join(spans(self.cells))


@dataclass(frozen=True, slots=True)
class Checking:
    """The outcome. ``final``: the quarter is to be final, so errors stop it.

    ``cells`` is what was read, None where the file is no workbook.
    """

    workbook: Path
    quarter: Quarter | None
    final: bool
    problems: tuple[Problem, ...]
    complete: tuple[Completeness, ...]
    cells: RawWorkbook | None

    @classmethod
    def of(cls, workbook: Path, quarter: Quarter | None, *, draft: bool) -> Checking:
        """Read and check a workbook; problems are in the outcome."""
        try:
            cells = read_cells(workbook)
        except ProblemsFound as found:
            return cls(workbook, quarter, not draft, in_order(found.problems), (), None)
        complete = completeness(cells)
        order = Order(workbook, Path(), quarter, draft=draft)
        try:
            report, problems = gather(order, template_folders(None), cells)
        except ProblemsFound as found:
            return cls(workbook, quarter, not draft, in_order(found.problems), complete, cells)
        chosen = quarter or report.quarters[-1].quarter
        final = not draft and next(plan.final for plan in report.quarters if plan.quarter == chosen)
        return cls(workbook, chosen, final, problems, complete, cells)

    @property
    def stops(self) -> bool:
        """Whether the report cannot be made: for a draft only what is blocking stops it."""
        stopping = Severity.ERROR if self.final else Severity.BLOCKING
        return any(problem.severity >= stopping for problem in self.problems)

    def count(self, severity: Severity) -> int:
        return sum(problem.severity is severity for problem in self.problems)

    def annotate(self, target: Path, translate: Callable[[str], str]) -> int | None:
        """Write the annotated copy; gives the number of cells marked, None where there is no workbook to copy."""
        if self.cells is None:
            return None
        from reportgen.workbook.annotate import annotate  # imported here: most checks need none of it

        return annotate(self.workbook, target, self.cells, self.problems, self.complete, translate)

    def as_json(self, translate: Callable[[str], str]) -> str:
        """Everything, for scripts. Keys and codes are stable, words are in the user's language."""
        return json.dumps(
            {
                "workbook": self.workbook.name,
                "quarter": str(self.quarter) if self.quarter else None,
                "final": self.final,
                "stops": self.stops,
                "counts": {severity.name.lower(): self.count(severity) for severity in Severity},
                "problems": [_as_data(problem, translate) for problem in self.problems],
                "languages": [
                    {"sheet": each.sheet, "wanted": each.wanted, "missing": {**each.missing}} for each in self.complete
                ],
            },
            ensure_ascii=False,
            indent=2,
        )


def grouped(problems: Iterable[Problem]) -> dict[str, list[Group]]:
    """The problems by sheet ("" for the file itself), the worst first; those of one kind and column as one group."""
    by_key: dict[tuple[str, str, Severity, str], list[Problem]] = {}
    for problem in in_order(problems):
        place = problem.place
        column = place.cell.rstrip("0123456789")
        by_key.setdefault((place.sheet, problem.code, problem.severity, column), []).append(problem)
    sheets: dict[str, list[Group]] = {}
    for (sheet, *_), members in by_key.items():
        alike = len({(m.message.format_map(m.given), m.hint.format_map(m.given)) for m in members}) == 1
        cells = tuple(dict.fromkeys(member.place.cell for member in members))
        sheets.setdefault(sheet, []).append(Group(members[0], cells, alike))
    return sheets


def spans(cells: Sequence[str]) -> list[str]:
    """Cells of one column, neighbours joined: ``C5``, ``C7:C9``."""
    if not all(cells):
        return []
    numbers = sorted({int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in cells})
    column = cells[0].rstrip("0123456789") if cells else ""
    found = []
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        rows = [number for _, number in run]
        found.append(f"{column}{rows[0]}" if len(rows) == 1 else f"{column}{rows[0]}:{column}{rows[-1]}")
    return found


def _as_data(problem: Problem, translate: Callable[[str], str]) -> dict[str, str]:
    message, hint = problem.told(translate)
    place = problem.place
    return {
        "severity": problem.severity.name.lower(),
        "code": problem.code,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "message": message,
        "hint": hint,
    }

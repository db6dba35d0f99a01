"""What `reportgen check` finds: every problem, grouped for a person or as JSON for a script, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from reportgen.build import Order, gather, template_folders
from reportgen.problems import Problem, ProblemsFound, Severity, in_order
from reportgen.report.period import Quarter
from reportgen.workbook.completeness import Completeness, completeness
from reportgen.workbook.ingest import read_cells
from reportgen.workbook.raw import RawWorkbook


@dataclass(frozen=True, slots=True)
class Checking:
    """The outcome. ``final``: the quarter is to be final, so errors stop it.

    ``cells`` is what was read, None where the file is no workbook. ``options`` are those that the report takes too.
    """

    workbook: Path
    quarter: Quarter | None
    final: bool
    problems: tuple[Problem, ...]
    complete: tuple[Completeness, ...]
    cells: RawWorkbook | None
    options: str = ""

    @classmethod
    def of(cls, workbook: Path, quarter: Quarter | None, *, draft: bool, templates: Path | None = None) -> Checking:
        """Read and check a workbook; problems are in the outcome. ``templates``: the team's own, with its fonts."""
        try:
            cells = read_cells(workbook)
            complete = completeness(cells)
        except ProblemsFound as found:
            return cls(workbook, quarter, not draft, in_order(found.problems), (), None)
        order = Order(workbook, Path(), quarter, draft=draft)
        try:
            report, problems = gather(order, template_folders(templates), cells)
        except ProblemsFound as found:
            return cls(workbook, quarter, not draft, in_order(found.problems), complete, cells)
        chosen = quarter or report.quarters[-1].quarter
        final = not draft and next(plan.final for plan in report.quarters if plan.quarter == chosen)
        options = (f" --quarter {quarter}" if quarter else "") + (" --draft" if draft else "")
        options += f" --templates {quote(str(templates))}" if templates else ""
        return cls(workbook, chosen, final, problems, complete, cells, options)

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
        from reportgen.workbook.memory import carry

        marked = annotate(self.workbook, target, self.cells, self.problems, self.complete, translate)
        carry(self.workbook.parent, target.parent, "*")  # the settings may be what is wrong
        return marked

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

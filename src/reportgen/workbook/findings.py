"""What was found while a workbook is read: every problem, with its cell, in one list."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem, ProblemsFound, Severity
from reportgen.report.model import Cell

MOST = 20_000
"""Problems of one file; whoever has more has another problem."""


@dataclass
class Findings:
    """Collects the problems of one file. Raises ProblemsFound when there are more than anybody can act on."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, cell: Cell, *, blocking: bool = False, **given: object) -> None:
        """Add a problem at ``cell``; ``blocking`` raises it to that severity."""
        found = problem(code, Place(self.file, cell.sheet, cell.ref), **given)
        self.problems.append(replace(found, severity=Severity.BLOCKING) if blocking else found)
        if len(self.problems) > MOST:
            raise ProblemsFound([*self.problems, problem("problems-too-many", Place(self.file), limit=MOST)])

    def blocked(self, sheet: str) -> bool:
        """Whether something on this sheet stops everything."""
        return any(p.severity is Severity.BLOCKING and p.place.sheet == sheet for p in self.problems)

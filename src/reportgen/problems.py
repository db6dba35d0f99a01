"""Problems are data: what is wrong, where, and what to type instead.

Every stage that reads what people wrote collects all its problems and raises once.

    ReportgenError              everything this program raises on purpose
     ├─ ProblemsFound           the inputs hold problems; carries them all
     ├─ UnknownMessage          a catalog lacks a message (a defect of the program or of a template)
     ├─ ContractBroken          a template wrote HTML that CONTRACT.md does not name
     └─ EngineFailed            WeasyPrint, or a chart, reported an error while drawing
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum
from itertools import chain, groupby


class Severity(IntEnum):
    """How much a problem stops. Higher is worse."""

    NOTICE = 0
    WARNING = 1
    ERROR = 2  # stops a final report; a draft shows a mark in its place
    BLOCKING = 3  # stops everything: there is nothing sound to print


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is: a file, inside a workbook a sheet and a cell such as ``F7``, inside a text file a line."""

    file: str
    sheet: str = ""
    cell: str = ""
    line: int = 0

    def __str__(self) -> str:
        file = f"{self.file}:{self.line}" if self.line else self.file
        inside = "!".join(part for part in (self.sheet, self.cell) if part)
        return f"{file}, {inside}" if inside else file


class Term(str):
    """A word of the program itself, in English, that fills a field of a message: told in the reader's language."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem. ``message`` and ``hint`` are English msgids with ``{named}`` fields."""

    severity: Severity
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one of the kinds in :mod:`reportgen.problem_kinds`, named by its stable ``code``.

    ``given`` fills the named fields of the message and the hint. ``field`` is the schema key of
    the column, so that a draft can put its mark in the right place.
    """

    code: str
    place: Place
    severity: Severity
    message: str
    hint: str
    given: Mapping[str, object] = field(default_factory=dict)

    def told(self, translate: Callable[[str], str]) -> tuple[str, str]:
        """The message and the hint in the reader's language; numbers with its decimal sign, dates day first."""
        given = {name: _written(value, translate) for name, value in self.given.items()}
        return translate(self.message).format_map(given), translate(self.hint).format_map(given) if self.hint else ""


def _written(value: object, translate: Callable[[str], str]) -> object:
    if isinstance(value, Term):
        return translate(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"  # day first, as a cell is read, in both languages
    if not isinstance(value, Decimal):
        return value
    whole, sign, part = f"{value:f}".partition(".")
    return translate("{whole}.{part}").format(whole=whole, part=part) if sign else whole


class ReportgenError(Exception):
    """Root of the exceptions that this program raises on purpose."""


class ProblemsFound(ReportgenError):
    """What people wrote cannot become a report yet. ``problems`` holds every one of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(f"{len(self.problems)} problem(s): " + ", ".join(sorted({p.code for p in self.problems})))


class UnknownMessage(ReportgenError):
    """A catalog has no translation of a message."""


class ContractBroken(ReportgenError):
    """HTML that ``templates/CONTRACT.md`` does not name."""


class EngineFailed(ReportgenError):
    """The PDF engine or a writer reported an error or a warning of its own."""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Worst first, then by file, line, sheet and cell (``F7`` before ``F10``), each problem once."""
    by_place = groupby(sorted(problems, key=_order), key=_order)
    return tuple(chain.from_iterable({_said(each): each for each in same}.values() for _, same in by_place))


def in_both(problems: Iterable[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that say the same, at the same place, among the others too."""
    known = {_said(problem) for problem in others}
    return tuple(problem for problem in problems if _said(problem) in known)


def _said(problem: Problem) -> tuple[object, ...]:
    return problem.code, problem.place, tuple(sorted((name, str(value)) for name, value in problem.given.items()))


def _order(problem: Problem) -> tuple[int, str, int, str, int, str, str]:
    letters = problem.place.cell.rstrip("0123456789")
    digits = problem.place.cell[len(letters) :]
    place = problem.place
    return (-problem.severity, place.file, place.line, place.sheet, int(digits or 0), letters.rjust(3), problem.code)

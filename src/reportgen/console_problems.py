"""How problems are told: by sheet on a terminal, a line each in a file; the same mistake in many cells once."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import TypeAlias

from rich.console import Console
from rich.text import Text

from reportgen.problems import Place, Problem, Severity, in_order

Translate: TypeAlias = Callable[[str], str]

_COLOURS = {Severity.BLOCKING: "bold red", Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
_MARGIN = 14
"""Characters at the left of a terminal, for the names of cells."""


@dataclass(frozen=True, slots=True)
class Group:
    """The same mistake in many cells of a column. ``example`` is the first of them; ``alike`` if all say the same."""

    example: Problem
    cells: tuple[str, ...]
    alike: bool

    @property
    def place(self) -> str:
        """``C41, C57:C60``."""
        return ", ".join(spans(self.cells))


def grouped(problems: Iterable[Problem]) -> dict[Place, list[Group]]:
    """The problems by sheet, file or line, the worst first; those of one kind, column and advice as one group.

    Two different things said of one cell stay two: no group hides one of them.
    """
    by_key: dict[tuple[object, ...], list[Problem]] = {}
    said_of_cell: Counter[tuple[object, ...]] = Counter()
    for problem in in_order(problems):
        place = problem.place
        column = place.cell.rstrip("0123456789")
        where = (place.file, place.sheet, place.line, column)
        advice = tuple(map(problem.given.get, ("near", "quarter", "status")))
        kind = (*where, problem.code, problem.severity, *advice)
        said_of_cell[*kind, place.cell] += 1
        by_key.setdefault((*kind, said_of_cell[*kind, place.cell]), []).append(problem)
    sheets: dict[Place, list[Group]] = {}
    for members in by_key.values():
        first = members[0]
        alike = len({each.told(str) for each in members}) == 1
        cells = tuple(each.place.cell for each in members)
        sheets.setdefault(replace(first.place, cell=""), []).append(Group(first, cells, alike))
    return sheets


def spans(cells: Sequence[str]) -> list[str]:
    """Cells of one column, neighbours joined: ``C5``, ``C7:C9``."""
    if len(cells) == 1 or not all(cells):
        return [*filter(None, cells)]
    column = cells[0].rstrip("0123456789")
    numbers = sorted(int(cell.removeprefix(column)) for cell in cells)
    found = []
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        rows = [number for _, number in run]
        found.append(f"{column}{rows[0]}" if len(rows) == 1 else f"{column}{rows[0]}:{column}{rows[-1]}")
    return found


def tell_problems(out: Console, translate: Translate, problems: Iterable[Problem], *, with_codes: bool = False) -> None:
    """Print every problem, the worst first. ``with_codes``: each on a line of its own, with its code."""
    if with_codes:
        for problem in in_order(problems):
            out.print(_line(Group(problem, (problem.place.cell,), alike=True), translate, f"{problem.code}  "))
        return
    by_sheet = grouped(problems)
    if not out.is_terminal:
        for group in sorted(chain(*by_sheet.values()), key=lambda group: -group.example.severity):
            out.print(_line(group, translate))
        return
    one_file = len({place.file for place in by_sheet}) == 1
    for place, groups in by_sheet.items():
        heading = place.sheet if one_file and not place.line else ""
        out.print(Text(heading or str(place), "bold underline"))
        for group in groups:
            out.print(_paragraph(group, translate, out.width))


def say(out: Console, text: str, style: str = "") -> None:
    """Print a sentence; on a terminal its lines break between words, and never at a no-break space."""
    out.print(Text("\n".join(_wrapped(text, out.width - 1)) if out.is_terminal else text, style))


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _line(group: Group, translate: Translate, code: str = "") -> Text:
    """``error  file, sheet!cells: what is wrong (hint)``."""
    _ = translate
    place = group.example.place
    cells = _("{cells} ({count} cells)").format(cells=group.place, count=len(group.cells))
    where = str(replace(place, cell=cells if len(group.cells) > 1 else group.place))
    word, message, hint = _words(group, translate)
    line = Text.assemble((f"{word}  ", _COLOURS[group.example.severity]), code, (where, "bold"))
    line.append(_(": {message}").format(message=message))
    return line.append(f" ({hint})" if hint else "", "dim")


def _paragraph(group: Group, translate: Translate, width: int) -> Text:
    """At the left the cells, beside them what is wrong, and below that the hint."""
    word, message, hint = _words(group, translate)
    room = max(20, width - _MARGIN - 1)
    left = _wrapped(group.place, _MARGIN - 3)
    right = [(line, "") for line in _wrapped(f"{word}  {message}", room)]
    right += [(line, "dim") for line in _wrapped(f"→ {hint}", room) if hint]
    left, right = left + [""] * (len(right) - len(left)), right + [("", "")] * (len(left) - len(right))
    found = Text("\n").join(
        Text.assemble((f"  {cells:{_MARGIN - 2}}", "bold"), line) for cells, line in zip(left, right, strict=True)
    )
    start = found.plain.index(word)
    found.stylize(_COLOURS[group.example.severity], start, start + len(word))
    return found


def _words(group: Group, translate: Translate) -> tuple[str, str, str]:
    """Severity, message and hint."""
    _ = translate
    words = {
        Severity.BLOCKING: _("blocking"),
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.NOTICE: _("notice"),
    }
    message, hint = group.example.told(translate)
    likewise = "" if group.alike else " " + _("Likewise the others.")
    return words[group.example.severity], message + likewise, hint

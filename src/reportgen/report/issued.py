"""What a quarter said, statement by statement, so that a later change of an issued report is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeAlias

from reportgen.report.model import Cell, Entry, Erratum, Report, Translated
from reportgen.report.period import Quarter

_LANGUAGES = ("fr", "en")
_CONTEXT = 25
"""Characters shown before and after what changed in a long text."""
_EVENT = "event"
_OF_THE_QUARTER = ("quarters", "updates", "figures", "narrative")
_OF_THE_EVENT = (
    *("settings", "narrative", "objectives", "results", "attention_points", "themes", "subthemes", "theme_items"),
    *("recommendations", "figures", "partners", "participants", "annexes", "acronyms"),
)
"""What every report restates of the event, and measures lateness and change by. Errata tell of changes themselves."""
_WITHOUT_CODES = ("narrative", "theme_items", "partners", "participants", "acronyms")
"""Rows that only their place names: one put in or taken out moves all below it, and changes none of them."""
_PROSE = (f"{_EVENT} narrative ", f"{_EVENT} settings ")
_NOT_SAID = ("contact",)
"""Who answers for the report is free to change."""
_NAMES = ("item", "code", "section", "subtheme", "form", "group", "category")

Worded: TypeAlias = Callable[[str, str], tuple[str, ...]]
"""The ways in which a statement, given by its name and as it was recorded, can be quoted; the usual one first."""


@dataclass(frozen=True, slots=True)
class Change:
    """A statement of an issued quarter that reads otherwise now; ``old`` or ``new`` is empty where there is none."""

    name: str
    cell: Cell
    old: str
    new: str

    def shown(self, worded: Worded) -> tuple[str, str]:
        """The old and the new as they are quoted, long texts cut around what changed."""
        old, new = (worded(self.name, text)[0] for text in (self.old, self.new))
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        return _cut(old, start, end), _cut(new, start, end)


def statements(report: Report, quarter: Quarter) -> dict[str, tuple[str, Cell]]:
    """What the rows of a quarter and of the event say, by a name that holds when rows move, with its cell.

    The name is ``updates R1 done fr``; that of the event begins with ``event``. A row's name is numbered from the
    second one that is called the same.
    """
    parts = [(sheet, part) for sheet in _OF_THE_QUARTER for part in getattr(report, sheet) if part.quarter == quarter]
    parts += [
        (f"{_EVENT} {sheet}", part)
        for sheet in _OF_THE_EVENT
        for part in _parts(getattr(report, sheet))
        if getattr(part, "quarter", None) is None
    ]
    found: dict[str, tuple[str, Cell]] = {}
    names: dict[str, int] = {}
    for sheet, part in parts:
        name = next((_word(getattr(part, key)) for key in _NAMES if hasattr(part, key)), "")
        row = f"{sheet} {name}".strip()
        names[row] = names.get(row, 0) + 1
        row = f"{row} {names[row]}" if names[row] > 1 else row
        found |= {f"{row} {field}": said for field, said in _said(part)}
    return found


def _parts(content: object) -> tuple[object, ...]:
    return content if isinstance(content, tuple) else (content,)


def _word(name: object) -> str:
    return next(iter(name.texts.values())).value if isinstance(name, Translated) else str(name)


def _said(part: object) -> Iterator[tuple[str, tuple[str, Cell]]]:
    for field in fields(part):  # type: ignore[arg-type]
        value = getattr(part, field.name)
        if field.name in _NOT_SAID:
            continue
        if isinstance(value, Translated):
            for language, text in value.texts.items():
                if text:
                    yield f"{field.name} {language}", (text.value, text.cell)
        elif isinstance(value, Entry) and value.value is not None:
            yield field.name, (str(value.value), value.cell)
        elif isinstance(value, Mapping):
            yield from ((key, (str(each.value), each.cell)) for key, each in value.items() if each.value is not None)
        elif value and (isinstance(value, StrEnum) or field.name == "bound"):
            yield field.name, (str(value), part.cell)  # type: ignore[attr-defined]


def changes(
    report: Report, quarter: Quarter, said: Mapping[str, str], worded: Worded, *, latest: bool
) -> tuple[Change, ...]:
    """What the quarter says otherwise than ``said``, without what a row of the errata sheet already tells.

    What is added to the record of the event is no change; what changes there is told of the ``latest`` quarter alone.
    Its prose may be written anew for the next report as soon as that quarter is planned.
    """
    now = statements(report, quarter)
    home = next(plan.cell for plan in report.quarters if plan.quarter == quarter)
    found = [Change(name, cell, said.get(name, ""), text) for name, (text, cell) in now.items()]
    found += [Change(name, home, old, "") for name, old in said.items() if name not in now]
    going_on = report.quarters[-1].quarter > quarter

    still = {(_column(name), text) for name, (text, _) in now.items()}

    def counts(change: Change) -> bool:
        if not change.name.startswith(f"{_EVENT} "):
            return True
        if change.name.split(" ")[1] in _WITHOUT_CODES and (_column(change.name), change.old) in still:
            return False
        return bool(change.old) and latest and not (going_on and change.name.startswith(_PROSE))

    return tuple(
        change
        for change in found
        if change.old != change.new
        and counts(change)
        and not any(_tells(erratum, change, worded) for erratum in report.errata)
    )


def _column(name: str) -> str:
    """A statement's name without its row: ``event acronyms form fr``."""
    words = name.split(" ")
    return " ".join((*words[:2], *words[-2 if words[-1] in _LANGUAGES else -1 :]))


def _tells(erratum: Erratum, change: Change, worded: Worded) -> bool:
    """Whether a row of the errata sheet quotes the old and the new, whole or in part, in whatever way.

    What is no longer there reads as the erratum says.
    """
    return all(
        (quoted is erratum.right and not said)
        or any(
            _plain(text.value) in _plain(way)
            for text in quoted.texts.values()
            if text
            for way in worded(change.name, said)
        )
        for quoted, said in ((erratum.printed, change.old), (erratum.right, change.new))
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).strip("… ")


def _common(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _CONTEXT), len(text) - max(0, end - _CONTEXT)
    middle = " ".join(text[first:last].split("\n"))
    return f"{'…' if first else ''}{middle}{'…' if last < len(text) else ''}"

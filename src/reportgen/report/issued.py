"""What a quarter said, statement by statement, so that a later change of an issued report is seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from reportgen.report.model import Cell, Entry, Erratum, Report, Translated
from reportgen.report.period import Quarter

_CONTEXT = 25
"""Characters shown before and after what changed in a long text."""


@dataclass(frozen=True, slots=True)
class Change:
    """A statement of an issued quarter that reads otherwise now; ``old`` or ``new`` is empty where there is none."""

    cell: Cell
    old: str
    new: str

    def shown(self) -> tuple[str, str]:
        """The old and the new, long texts cut around what changed."""
        start = _common(self.old, self.new)
        end = _common(self.old[start:][::-1], self.new[start:][::-1])
        return _cut(self.old, start, end), _cut(self.new, start, end)


def statements(report: Report, quarter: Quarter) -> dict[str, tuple[str, Cell]]:
    """Every text and value of the rows of a quarter, by a name that holds when rows move, with its cell."""
    found: dict[str, tuple[str, Cell]] = {}
    for sheet in ("quarters", "updates", "figures", "narrative"):
        names: dict[str, int] = {}
        for part in getattr(report, sheet):
            if part.quarter != quarter:
                continue
            name = next((getattr(part, key) for key in ("item", "code", "section") if hasattr(part, key)), "")
            names[name] = names.get(name, 0) + 1
            row = f"{name} {names[name]}" if names[name] > 1 else name
            found |= {" ".join(filter(None, (sheet, row, field))): said for field, said in _said(part)}
    return found


def _said(part: object) -> Iterator[tuple[str, tuple[str, Cell]]]:
    for field in fields(part):  # type: ignore[arg-type]
        value = getattr(part, field.name)
        if isinstance(value, Translated):
            for language, text in value.texts.items():
                if text:
                    yield f"{field.name} {language}", (text.value, text.cell)
        elif isinstance(value, Entry) and value.value is not None:
            yield field.name, (str(value.value), value.cell)


def changes(report: Report, quarter: Quarter, said: Mapping[str, str]) -> tuple[Change, ...]:
    """What the quarter says otherwise than ``said``, without what a row of the errata sheet already tells."""
    now = statements(report, quarter)
    home = next(plan.cell for plan in report.quarters if plan.quarter == quarter)
    found = [Change(cell, said.get(name, ""), text) for name, (text, cell) in now.items() if said.get(name) != text]
    found += [Change(home, old, "") for name, old in said.items() if name not in now]
    return tuple(change for change in found if not any(_tells(erratum, change) for erratum in report.errata))


def _tells(erratum: Erratum, change: Change) -> bool:
    """Whether a row of the errata sheet quotes the old and the new, whole or in part, as a message shows them."""
    old, new = _plain(change.old), _plain(change.new)
    printed = [_plain(text.value) for text in erratum.printed.texts.values() if text]
    right = [_plain(text.value) for text in erratum.right.texts.values() if text]
    return any(text in old for text in printed) and any(text in new for text in right)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip("… ")


def _common(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _CONTEXT), len(text) - max(0, end - _CONTEXT)
    middle = " ".join(text[first:last].split("\n"))
    return f"{'…' if first else ''}{middle}{'…' if last < len(text) else ''}"

"""Ranges of cells as sheets name them, and how they grow when rows are added below."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportgen.workbook.raw import reference

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, its corners included."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def parse(cls, text: str) -> Area | None:
        """Read ``A1:R99``, ``$A$1:$R$99`` or ``F7``; None for whole columns, names and the like."""
        found = _AREA.fullmatch(text)
        if not found:
            return None
        left, top, right, bottom = found.groups()
        return cls(column_number(left), int(top), column_number(right or left), int(bottom or top))

    def __str__(self) -> str:
        first, last = reference(self.left, self.top), reference(self.right, self.bottom)
        return first if first == last else f"{first}:{last}"

    @property
    def absolute(self) -> str:
        """``$A$1:$R$99``."""
        return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", str(self))


@dataclass(frozen=True, slots=True)
class Growth:
    """Rows that a table gains: ``heading`` its row of headings, ``before`` and ``after`` its last row."""

    heading: int
    before: int
    after: int

    def of(self, area: Area) -> Area:
        """The area with the new rows in it, if it covers the table down to its last row."""
        one_cell = area.top == area.bottom and self.before > self.heading + 1  # set for that cell alone
        covers = area.top <= self.before <= area.bottom < self.after
        return replace(area, bottom=self.after) if covers and not one_cell else area

    def of_text(self, text: str) -> str:
        """The same for a list of ranges: ``A2:A9 C2:C9``. What does not grow stays as it was written."""
        return " ".join(self._of_range(each) for each in text.split(" "))

    def _of_range(self, text: str) -> str:
        area = Area.parse(text)
        if area is None or self.of(area) == area:
            return text
        grown = self.of(area)
        return grown.absolute if "$" in text else str(grown)


def column_number(letters: str) -> int:
    """27 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number

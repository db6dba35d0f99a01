"""The sheet and the margins of a team's own Word file, upright and lying."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from lxml import etree

from reportgen.theme import Page
from reportgen.word.formats import twips
from reportgen.word.lint_file import w

_LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi|)")
_MILLIMETRES = {"": 25.4 / 1440, "mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "pi": 25.4 / 6}
_EDGE = "720"  # twips from the edge of the sheet to the header, where a file does not say
_SAME = 1.0  # millimetres by which the sheets of two sections may differ


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page, and how far header and footer stand from its edges, upright and lying; in millimetres."""

    page: Page
    upright: tuple[float, float]
    lying: tuple[float, float]

    def beside(self, ours: Page) -> Page:
        """The page, with our own length wherever both are the same in Word, which counts in whole twips."""
        lengths = {each.name: (getattr(ours, each.name), getattr(self.page, each.name)) for each in fields(Page)}
        return Page(**{name: mine if twips(mine) == twips(own) else own for name, (mine, own) in lengths.items()})


@dataclass(frozen=True, slots=True)
class _Measured:
    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    edges: tuple[float, float]

    @property
    def lies(self) -> bool:
        return self.width > self.height

    def turned(self) -> _Measured:
        """The sheet the other way round; margins go along as Word turns them."""
        if self.lies:
            sides = (self.right, self.bottom, self.left, self.top)
        else:
            sides = (self.left, self.top, self.right, self.bottom)
        return _Measured(self.height, self.width, *sides, self.edges)

    def is_turned(self, other: _Measured) -> bool:
        return abs(self.width - other.height) <= _SAME and abs(self.height - other.width) <= _SAME


def sheet_of(sections: Sequence[etree._Element]) -> Sheet | None:
    """The sheet of the last of these ``w:sectPr``; the other way round as the last section that lies so, or turned.

    None when no section gives a size; raises ValueError where a length is none.
    """
    measured = [found for section in sections if (found := _measured(section))]
    if not measured:
        return None
    last = measured[-1]
    others = [each for each in measured if last.is_turned(each)]
    other = others[-1] if others else last.turned()
    lying, upright = (last, other) if last.lies else (other, last)
    page = Page(
        *(upright.width, upright.height, upright.top, upright.bottom, upright.left, upright.right),
        *(lying.top, lying.bottom, lying.left, lying.right),
    )
    return Sheet(page, upright.edges, lying.edges)


def _measured(section: etree._Element) -> _Measured | None:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None or not {w("w"), w("h")} <= set(size.attrib):
        return None

    def margin(side: str, usual: str = "") -> float:
        return abs(_length(margins.get(w(side), usual)))  # below 0: "exactly", whatever the header needs

    left, gutter = margin("left"), margin("gutter", "0")
    return _Measured(
        *(_length(size.get(w("w"), "")), _length(size.get(w("h"), ""))),
        *(margin("top"), margin("right"), margin("bottom"), left + gutter),
        (margin("header", _EDGE), margin("footer", _EDGE)),
    )


def _length(given: str) -> float:
    """A length in millimetres: twips, or a number with its unit (ISO/IEC 29500-1, 22.9.2.14)."""
    found = _LENGTH.fullmatch(given)
    if not found:
        raise ValueError(given)
    return float(found[1]) * _MILLIMETRES[found[2]]

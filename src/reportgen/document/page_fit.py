"""How tall a sub-theme's table will be, roughly: short ones are kept on one page, tall ones may break.

Kept whole, a tall table would leave the page before it half empty.
"""

from __future__ import annotations

from math import ceil

from reportgen.document.edition import Edition
from reportgen.report.model import Subtheme, Translated

_SHORT = 17  # lines: somewhat less than half a landscape page
_NARROW, _HALF, _WIDE = 36, 75, 155  # letters a line: the first column, one of two, both


def is_short(edition: Edition, subtheme: Subtheme) -> bool:
    """Whether the table of a sub-theme takes less than half a page."""
    found: dict[str, list[Translated]] = {}
    for item in edition.report.theme_items:
        if item.subtheme == subtheme.code:
            found.setdefault(item.kind, []).append(item.text)
    named = _lines(edition, [subtheme.title, subtheme.topics], _NARROW)
    beside = (_lines(edition, found.get(kind, []), _HALF) for kind in ("worked", "worked_less_well"))
    below = (_lines(edition, found.get(kind, []), _WIDE) for kind in ("solution", "best_practice", "lesson"))
    return max(named, *beside) + sum(below) <= _SHORT


def _lines(edition: Edition, texts: list[Translated], letters: int) -> int:
    lines = [line for text in texts for line in text[edition.language].lines]
    return max(1, sum(ceil(len(line.value) / letters) for line in lines))

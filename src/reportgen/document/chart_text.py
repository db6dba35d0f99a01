"""How wide a text is, estimated without a font file: widths of Arial, which Liberation Sans and Arimo share."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_BY_WIDTH = {  # thousandths of the font size
    191: "'",
    200: "\u202f\u2009",
    222: "ijl‘’",
    260: "|",
    278: " \u00a0!,./:;I[\\]ftìíîï",
    333: "()-`r·„“”‹›‑",
    334: "{}",
    355: '"',
    389: "*",
    400: "°",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu«»€£–",
    584: "+<=>~−×",
    604: "●○",
    611: "FTZß",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%æ",
    944: "Wœ",
    1000: "ÆŒ—…‰",
    1015: "@",
}
_WIDTHS = {character: width for width, characters in _BY_WIDTH.items() for character in characters}
_UNKNOWN = 1000  # signs from another font: rather too wide than too narrow
_BOLD = 1.1  # words in bold are up to this much wider; digits are not

ELLIPSIS = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of ``text`` in points at a font size in points, at most a few per cent too large."""
    thousandths = sum(_WIDTHS.get(character) or _accented(character) for character in text)
    return thousandths * size / 1000 * (_BOLD if bold else 1)


def wrapped(text: str, limit: float, size: float, lines: int) -> tuple[str, ...]:
    """``text`` on at most ``lines`` lines no wider than ``limit`` points, ending in an ellipsis if it is too long.

    Lines break at ordinary spaces only: a no-break space keeps its place.
    """
    words = [word for word in text.split(" ") if word]
    broken: list[str] = []
    while words and len(broken) < lines - 1:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= limit:
            line = f"{line} {words.pop(0)}"
        broken.append(shortened(line, limit, size))
    return (*broken, shortened(" ".join(words), limit, size)) if words else tuple(broken)


def shortened(text: str, limit: float, size: float) -> str:
    """``text`` cut to ``limit`` points with an ellipsis, or as it is when it fits."""
    if width(text, size) <= limit:
        return text
    while text and width(text + ELLIPSIS, size) > limit:
        text = text[:-1]
    return text.rstrip(" \u00a0\u202f,;:-") + ELLIPSIS


def widest(texts: Sequence[str], size: float, *, bold: bool = False) -> float:
    """The width of the widest of ``texts`` in points, 0 when there is none."""
    return max((width(text, size, bold=bold) for text in texts), default=0.0)


def _accented(character: str) -> int:
    """The width of a letter with an accent is that of its letter."""
    found = _WIDTHS.get(unicodedata.normalize("NFD", character)[0], _UNKNOWN)
    _WIDTHS[character] = found
    return found

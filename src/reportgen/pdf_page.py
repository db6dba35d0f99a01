"""The page as the PDF's engine is given it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil
from unicodedata import combining

import lxml.html
from lxml import etree

_LONG_WORD = re.compile(r"[^ \t\n\r\f]{200,}")
_PIECE = 10  # characters, fewer than the narrowest column of a table holds
_MAY_BREAK = "\u200b"

# A row may break when it would fill most of a page: lines of a page, and letters of a line across all of it.
_UPRIGHT, _ACROSS = (42, 105), (26, 155)


def prepared(html: str) -> lxml.html.HtmlElement:
    """The page without the spans that only say which cell a text came from: the PDF does not show them, and each
    would cost layout time and an element in the tag tree. Every table gets an id, so that its parts are known.
    """
    page = lxml.html.document_fromstring(html)
    for span in list(page.iter("span")):
        if set(span.attrib) == {"data-cell"}:
            span.drop_tag()  # type: ignore[attr-defined]
    for number, table in enumerate(page.iter("table")):
        if not table.get("id"):
            table.set("id", f"table:{number}")
    for section in page.iter("section"):
        room, letters = _ACROSS if "landscape" in section.get("class", "").split() else _UPRIGHT
        for row in section.iterfind(".//tbody/tr"):
            if any(lines > room for lines in _lines(row, letters)):
                row.set("style", "break-inside: auto")
    for element in page.iterfind("body//*"):
        element.text = element.text and _LONG_WORD.sub(_breakable, element.text)
        element.tail = element.tail and _LONG_WORD.sub(_breakable, element.tail)
    return page


def _lines(row: etree._Element, across: int) -> Iterator[int]:
    """About how many lines each cell of a row takes, in a page of so many letters across.

    A row that is taller than a page and must not break costs its table the head, on every page.
    """
    columns = next(row.iterancestors("table")).iterfind("colgroup/col")
    shares = [float(re.sub(r"[^0-9.]", "", column.get("style", ""))) / 100 for column in columns]
    shares = shares or [1 / len(row)] * len(row)
    for cell in row:
        span = int(cell.get("colspan", "1"))
        letters, shares = max(across * sum(shares[:span]), 1), shares[span:]
        lengths = [sum(len(text) for text in block.itertext()) for block in [*cell.iter("p", "li")] or [cell]]
        yield sum(max(1, ceil(length / letters)) for length in lengths)


def _breakable(word: re.Match[str]) -> str:
    """A word of hundreds of letters with places to break: to find them by itself, the engine takes a minute."""
    pieces = [word[0][start : start + _PIECE] for start in range(0, len(word[0]), _PIECE)]
    return "".join(piece if combining(piece[0]) else _MAY_BREAK + piece for piece in pieces).lstrip(_MAY_BREAK)

"""What stands side by side: tiles, the strip of statuses and its legend, facts, the band of the cover.

Each is a table with a style of its own. Its first row is marked as a header row, so that Word's accessibility
checker and screen readers take it as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TypeVar

from reportgen.document.blocks import Facts, Legend, Strip, Tile, Tiles
from reportgen.word.fields import run, words
from reportgen.word.formats import twips
from reportgen.word.ledger import Ledger
from reportgen.word.markup import NOTHING, Xml, element, join
from reportgen.word.paragraphs import paragraph
from reportgen.word.runs import plain_text, runs
from reportgen.word.tables import cell, columns, frame, row, table_look

_TILES_IN_ROW = 5
_FACTS_IN_ROW = 4
_BOXES_IN_ROW = 16  # a centimetre each
_SHORT = 6  # letters of a tile's value that fit in its large size
BAND_HEIGHT = 118.0  # millimetres, of the cover's coloured head
_SWATCH = "\u00a0\u00a0\u00a0"

T = TypeVar("T")

_LOOK = table_look(first_row=True)


def tiles(block: Tiles, ledger: Ledger, width: int) -> Xml:
    """Tiles in one row, or in rows of about the same number when they are many."""
    if not block.tiles:
        return NOTHING
    lines = _balanced(block.tiles, _TILES_IN_ROW)
    grid = columns([1.0] * len(lines[0]), width)
    value = "Tile Value" if max(len(plain_text(tile.value)) for tile in block.tiles) <= _SHORT else "Tile Value Long"
    rows = []
    for line in lines:
        cells = [cell(_tile(tile, value, ledger), column) for tile, column in zip(line, grid, strict=False)]
        rows.append(row(join(*cells), head=line is lines[0], missing=len(grid) - len(line)))
    return frame("Tiles Table", grid, join(*rows), look=_LOOK)


def _tile(tile: Tile, value: str, ledger: Ledger) -> Xml:
    return join(
        paragraph(value, runs(tile.value, ledger, bold=True, small="Tile Unit")),
        paragraph("Tile Label", runs(tile.label, ledger)) if tile.label else NOTHING,
        paragraph("Tile Change", runs(tile.change, ledger)) if tile.change else NOTHING,
    )


def strip(block: Strip, ledger: Ledger, width: int) -> Xml:
    """One coloured box an item, in one row, or in rows of about the same number when they are many."""
    if not block.boxes:
        return NOTHING
    lines = _balanced(block.boxes, _BOXES_IN_ROW)
    grid = columns([1.0] * len(lines[0]), width)
    rows = []
    for line in lines:
        cells = []
        for box, column in zip(line, grid, strict=False):
            content = paragraph(ledger.status("Strip", box.mark), run(words(box.text)))
            cells.append(cell(content, column, fill=ledger.look(box.mark).colour))
        rows.append(row(join(*cells), head=line is lines[0], missing=len(grid) - len(line)))
    return frame("Strip Table", grid, join(*rows), look=_LOOK, title=block.label)


def legend(block: Legend, ledger: Ledger) -> Xml:
    """Each mark as a patch of its colour (spaces, silent to a screen reader) and its words, on one line."""
    entries = [
        join(run(words(_SWATCH), ledger.status("Status", entry.mark)), run(words(f"\u00a0\u00a0{entry.text}")))
        for entry in block.entries
    ]
    between = run(words("\u2003"))
    return paragraph("Legend", Xml(between.join(entries))) if entries else NOTHING


def facts(block: Facts, ledger: Ledger, width: int, *, cover: bool = False) -> Xml:
    """Terms in one row, their values in the next; on the cover they stand further down."""
    if not block.pairs:
        return NOTHING
    lines = _balanced(block.pairs, _FACTS_IN_ROW)
    grid = columns([1.0] * len(lines[0]), width)
    rows = []
    for line in lines:
        term = "Cover Fact Term" if cover and line is lines[0] else "Fact Term"
        for place, (style, bold) in enumerate(((term, False), ("Fact Value", True))):
            cells = [
                cell(paragraph(style, runs(pair[place], ledger, bold=bold)), column)
                for pair, column in zip(line, grid, strict=False)
            ]
            head = line is lines[0] and place == 0
            rows.append(row(join(*cells), head=head, missing=len(grid) - len(line)))
    return frame("Facts Table", grid, join(*rows), look=_LOOK)


def band(content: Xml, ledger: Ledger) -> Xml:
    """The head of the cover: text on the colour that the ground behind it carries to the edges of the page."""
    page = ledger.theme.page
    width = twips(page.width)
    tall = element("w:trHeight", {"w:val": twips(BAND_HEIGHT - page.top), "w:hRule": "atLeast"})
    properties = element("w:trPr", None, element("w:cantSplit"), tall, element("w:tblHeader"))
    line = element("w:tr", None, properties, cell(content, width))
    return frame("Cover Band", [width], line, look=_LOOK)


def _balanced(things: Sequence[T], most: int) -> list[Sequence[T]]:
    """Rows of at most so many, all of about the same length."""
    size = ceil(len(things) / ceil(len(things) / most))
    return [things[start : start + size] for start in range(0, len(things), size)]

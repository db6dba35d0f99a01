"""Tables of data: a fixed grid as wide as the text, a head that repeats, rows that stay whole.

Rows are written as XML at once: python-docx's ``table.cell()`` is quadratic.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from reportgen.document.blocks import ItemList, Paragraph, ProgressBar, Table, TableCell, TableRow
from reportgen.problems import ContractBroken
from reportgen.word.formats import shading
from reportgen.word.ledger import Ledger
from reportgen.word.markup import NOTHING, Xml, element, join, val
from reportgen.word.paragraphs import caption, item_list, paragraph
from reportgen.word.runs import plain_text, runs
from reportgen.word.style_kinds import style_id

# A row may break when its text would fill much of a page: an average letter of the table's font takes this
# many twips, and a page has room for this many lines.
_LETTER = 88
_CELL_MARGINS = 180
_TALL = 36

_ALIGNED = {"left": "Table Text", "right": "Table Number", "center": "Table Centre"}
_HEADS = {"left": "Table Head", "right": "Table Head Number", "center": "Table Head Centre"}
_BOLD = ("Table Row Head", "Theme Row")  # and the head, by the table style
_QUIET = ("note", "empty", "source")


def table(block: Table, ledger: Ledger, width: int, *, joined: bool = False) -> Xml:
    """A table with its caption above; ``width`` is that of the text, in twips. ``joined``: its end stays with what
    follows.
    """
    grid = columns(block.widths, width)
    row_heads = any(line.cells and line.cells[0].scope == "row" for line in block.body)
    above = caption("table", block.caption, block.id, ledger) if block.caption else NOTHING
    lead = NOTHING if block.caption else ledger.anchors.around(block.id, NOTHING)
    rows = []
    for place, line in enumerate((*block.head, *block.body)):
        last = place + 1 == len(block.head) + len(block.body)
        keep = joined if last else block.keep
        rows.append(_row(line, ledger, grid, head=place < len(block.head), lead=lead, keep=keep))
        lead = NOTHING
    look = table_look(first_row=bool(block.head), first_column=row_heads)
    return join(
        above, frame("Report Table", grid, join(*rows), look=look, title=block.summary or plain_text(block.caption))
    )


def frame(style: str, grid: Sequence[int], rows: Xml, *, look: Xml, title: str = "") -> Xml:
    """``w:tbl`` around rows. ``title`` tells a screen reader what the table is."""
    return element(
        "w:tbl",
        None,
        element(
            "w:tblPr",
            None,
            val("w:tblStyle", style_id(style)),
            element("w:tblW", {"w:w": sum(grid), "w:type": "dxa"}),
            element("w:tblLayout", {"w:type": "fixed"}),
            look,
            val("w:tblCaption", title) if title else NOTHING,
            val("w:tblDescription", title) if title else NOTHING,
        ),
        element("w:tblGrid", None, *[element("w:gridCol", {"w:w": column}) for column in grid]),
        rows,
    )


def table_look(*, first_row: bool, first_column: bool = False) -> Xml:
    bits = 0x0600 | (0x0020 if first_row else 0) | (0x0080 if first_column else 0)
    return element(
        "w:tblLook",
        {
            "w:val": f"{bits:04X}",
            "w:firstRow": int(first_row),
            "w:lastRow": 0,
            "w:firstColumn": int(first_column),
            "w:lastColumn": 0,
            "w:noHBand": 1,
            "w:noVBand": 1,
        },
    )


def columns(shares: Sequence[float], width: int) -> list[int]:
    """The widths of columns in twips, which add up to ``width`` exactly."""
    if not shares or min(shares) <= 0:
        raise ContractBroken(f"a table with columns of widths {tuple(shares)}")
    whole = sum(shares)
    edges = [round(width * edge / whole) for edge in accumulate(shares, initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def cell(content: Xml, width: int, span: int = 1, fill: str = "") -> Xml:
    """``w:tc``; ``fill`` is the colour of this cell where it is not that of the table style."""
    return element(
        "w:tc",
        None,
        element(
            "w:tcPr",
            None,
            element("w:tcW", {"w:w": width, "w:type": "dxa"}),
            val("w:gridSpan", span) if span > 1 else NOTHING,
            shading(fill) if fill else NOTHING,
        ),
        content,
    )


def row(cells: Xml, *, head: bool = False, whole: bool = True, missing: int = 0) -> Xml:
    """``w:tr``; ``missing`` is how many columns of the grid it leaves empty at its end."""
    properties = join(
        val("w:gridAfter", missing) if missing else NOTHING,
        element("w:cantSplit") if whole else NOTHING,
        element("w:tblHeader") if head else NOTHING,
    )
    return element("w:tr", None, element("w:trPr", None, properties) if properties else NOTHING, cells)


def _row(block: TableRow, ledger: Ledger, grid: Sequence[int], *, head: bool, lead: Xml, keep: bool) -> Xml:
    """A row; ``lead`` stands at the very start of its first paragraph, after the row's own bookmark. ``keep`` keeps it
    on the page of the next row, which Word and LibreOffice read from the paragraphs of its first cell.
    """
    if sum(part.span for part in block.cells) != len(grid):
        spans = [part.span for part in block.cells]
        raise ContractBroken(f"a row of cells that span {spans} columns, in a table of {len(grid)}")
    lead = join(ledger.anchors.around(block.id, NOTHING), lead)
    written, column, tall = [], 0, False
    for part in block.cells:
        width = sum(grid[column : column + part.span])
        tall = tall or _lines(part, width) > _TALL
        content = _content(part, block.kind, ledger, head, lead, keep=keep and column == 0)
        written.append(cell(content, width, part.span, _fill(part, block.kind, ledger)))
        column += part.span
        lead = NOTHING
    return row(join(*written), head=head, whole=head or not tall)


def _fill(part: TableCell, kind: str, ledger: Ledger) -> str:
    if part.mark:
        return ledger.look(part.mark).colour
    return {"theme": ledger.theme.colour.theme_row, "update": ledger.theme.colour.update_row}.get(kind, "")


def _content(part: TableCell, kind: str, ledger: Ledger, head: bool, lead: Xml, *, keep: bool) -> Xml:
    """What stands in a cell: at least one paragraph, which Word requires."""
    written = []
    for block in part.blocks:
        if isinstance(block, ItemList) and block.items:
            written.append(item_list(block, ledger, in_table=True, lead=lead, keep=keep))
        elif isinstance(block, Paragraph) and block.content:
            name = _paragraph_style(part, block, kind, head, ledger)
            content = runs(block.content, ledger, bold=head or name in _BOLD)
            written.append(paragraph(name, join(lead, ledger.anchors.around(block.id, content)), keep=keep))
        else:
            continue
        lead = NOTHING
    return join(*written) if written else paragraph("Table Text", lead, keep=keep)


def _paragraph_style(part: TableCell, block: Paragraph, kind: str, head: bool, ledger: Ledger) -> str:
    if part.align not in _ALIGNED:
        raise ContractBroken(f"no alignment is called {part.align!r}")
    if head:
        return _HEADS[part.align]
    if part.mark:
        return ledger.status("Table", part.mark)
    if kind == "theme":
        return "Theme Row"
    if all(isinstance(inline, ProgressBar) for inline in block.content):
        return "Progress"
    if part.scope in ("row", "rowgroup"):
        return "Table Row Head"
    if block.style in _QUIET:
        return "Table Note"
    if kind == "update" and part.align == "left":
        return "Update Row"
    return _ALIGNED[part.align]


def _lines(part: TableCell, width: int) -> float:
    """About how many lines the text of a cell takes in a column of ``width`` twips."""
    room = max(width - _CELL_MARGINS, _LETTER)
    return sum(1 + _letters(block) * _LETTER / room for block in part.blocks)


def _letters(block: Paragraph | ItemList) -> float:
    """Letters of a block; the items of a list count as at least a line each."""
    if isinstance(block, Paragraph):
        return len(plain_text(block.content))
    texts = [len(plain_text(item.content)) for item in block.items]
    inside = sum(_letters(child) for item in block.items for child in item.children)
    return sum(max(length, 40) for length in texts) + inside

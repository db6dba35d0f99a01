"""Paragraphs, lists and tables of HTML become blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from reportgen.document.blocks import Inline, Item, ItemList, Paragraph, Table, TableCell, TableRow
from reportgen.document.html_contract import classes, refused
from reportgen.document.html_inlines import BLANK, Manner, inlines, mark_of, pieces, settled

_LISTS = {"ul": "bullets", "ol": "numbers"}
_WIDTH = re.compile(r"width: ?(\d+(?:\.\d+)?)%;?", re.ASCII)
_SCOPES = {"thead": ("col",), "tbody": ("row", "rowgroup")}


def only_elements(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element that holds no text of its own."""
    for text in (parent.text, *(child.tail for child in parent)):
        if text and text.strip(BLANK):
            raise refused(parent, f"text outside a block: {text.strip(BLANK)[:40]!r}")
    yield from parent


def parts(parent: etree._Element, *expected: str) -> dict[str, etree._Element]:
    """The children by element name: those expected, in that order; ``em?`` may be missing."""
    children, found = list(only_elements(parent)), {}
    for name in expected:
        if children and children[0].tag == name.rstrip("?"):
            found[name.rstrip("?")] = children.pop(0)
        elif not name.endswith("?"):
            raise refused(children[0] if children else parent, f"expected <{name}> here")
    if children:
        raise refused(children[0], f"<{parent.tag}> holds only {', '.join(expected)}")
    return found


def paragraph(element: etree._Element, manner: Manner, style: str = "") -> Iterator[Paragraph]:
    """One paragraph; none for an empty ``p``, which would say nothing."""
    name = "".join(classes(element))
    if name == "chart-title" or (name and style):
        raise refused(element, "a paragraph of this class does not stand here")
    if content := inlines(element, manner):
        yield Paragraph(content, name or style or "text", element.get("id") or "")


def item_list(element: etree._Element, manner: Manner) -> ItemList:
    if classes(element):
        raise refused(element, "a list of this class does not stand here")
    items = list(only_elements(element))
    if not items:
        raise refused(element, "a list without items")
    found = tuple(_item(item, manner) for item in items)
    return ItemList(found, _LISTS[str(element.tag)], keep="data-keep" in element.attrib)


def _item(item: etree._Element, manner: Manner) -> Item:
    if item.tag != "li" or classes(item):
        raise refused(item, "a list holds plain <li> only")
    if not len(item):
        return Item(inlines(item, manner))
    found: list[Inline] = [manner.run(item.text or "")]
    children: list[ItemList] = []
    for child in item:
        if child.tag in _LISTS:
            children.append(item_list(child, manner))
        else:
            found.extend(pieces(child, manner))
        if children and (child.tag not in _LISTS or (child.tail or "").strip(BLANK)):
            raise refused(child, "text after a nested list")
        found.append(manner.run(child.tail or ""))
    return Item(settled(found), tuple(children))


# ---------------------------------------------------------------- tables


def table(element: etree._Element, manner: Manner) -> Table:
    """A table whose rows are all as wide as its grid."""
    found = parts(element, "caption?", "colgroup?", "thead?", "tbody")
    head = _rows(found["thead"], manner) if "thead" in found else ()
    body = _rows(found["tbody"], manner)
    if len(head) > 1:
        raise refused(element, "one header row only: others do not reach a reader's ears (PDF/UA)")
    widths = _widths(found["colgroup"]) if "colgroup" in found else _even((*head, *body))
    for section in ("thead", "tbody"):
        for row, source in zip(head if section == "thead" else body, found.get(section, ()), strict=True):
            if (reach := sum(cell.span for cell in row.cells)) != len(widths):
                raise refused(source, f"a row of {reach} columns in a table of {len(widths)}")
    caption = inlines(found["caption"], replace(manner, dropped="label")) if "caption" in found else ()
    style = "".join(classes(element)) or "table"
    keep = element.get("data-keep") or ""
    return Table(widths, head, body, style, caption, element.get("id") or "", keep=bool(keep), joins=keep == "joined")


def _widths(colgroup: etree._Element) -> tuple[float, ...]:
    """The widths of the columns as shares of their sum."""
    shares = []
    for column in only_elements(colgroup):
        found = _WIDTH.fullmatch((column.get("style") or "").strip(BLANK))
        if column.tag != "col" or not found or not float(found[1]):
            raise refused(column, 'a column is <col style="width:18%">')
        shares.append(float(found[1]))
    return tuple(share / sum(shares) for share in shares)


def _even(rows: Sequence[TableRow]) -> tuple[float, ...]:
    columns = max((sum(cell.span for cell in row.cells) for row in rows), default=0)
    return tuple(1 / columns for _ in range(columns))


def _rows(section: etree._Element, manner: Manner) -> tuple[TableRow, ...]:
    rows = tuple(_row(row, str(section.tag), manner) for row in only_elements(section))
    if not rows:
        raise refused(section, "no rows")
    return rows


def _row(row: etree._Element, section: str, manner: Manner) -> TableRow:
    if row.tag != "tr" or (section == "thead" and classes(row)):
        raise refused(row, "a table holds plain rows in its head, rows of any kind below")
    cells = tuple(_cell(cell, section, manner) for cell in only_elements(row))
    return TableRow(cells, "".join(classes(row)), row.get("id") or "")


def _cell(cell: etree._Element, section: str, manner: Manner) -> TableCell:
    if cell.tag not in ("th", "td") or (section == "thead" and cell.tag == "td"):
        raise refused(cell, "a header row holds <th>, other rows <th> and <td>")
    scope = cell.get("scope") or ""
    if cell.tag == "th" and scope not in _SCOPES[section]:
        raise refused(cell, f"its scope is one of {', '.join(_SCOPES[section])}, not {scope!r}")
    span = cell.get("colspan") or "1"
    if not re.fullmatch(r"[1-9]\d?", span, re.ASCII) or (section == "thead" and span != "1"):
        raise refused(cell, "colspan is a number, and never stands in a header row (PDF/UA)")
    align = [name for name in classes(cell) if name in ("right", "center")]
    if len(align) > 1:
        raise refused(cell, "right or center, not both")
    coloured = any(name.startswith("status-") for name in classes(cell))
    return TableCell(
        tuple(_content(cell, manner)),
        scope,
        int(span),
        align[0] if align else "left",
        mark_of(cell) if coloured else "",
    )


def _content(cell: etree._Element, manner: Manner) -> Iterator[Paragraph | ItemList]:
    """Paragraphs and lists; text beside them makes paragraphs of its own."""
    loose: list[Inline] = [manner.run(cell.text)] if cell.text else []
    for child in cell:
        if child.tag == "p" or child.tag in _LISTS:
            yield from _loose(loose)
            loose = []
            if child.tag == "p":
                yield from paragraph(child, manner)
            else:
                yield item_list(child, manner)
        else:
            loose.extend(pieces(child, manner))
        if child.tail:
            loose.append(manner.run(child.tail))
    yield from _loose(loose)


def _loose(found: Sequence[Inline]) -> Iterator[Paragraph]:
    if found and (content := settled(found)):
        yield Paragraph(content)

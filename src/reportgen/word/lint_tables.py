"""Checks of tables: a head that repeats, and rows as wide as the grid."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.word.lint_file import LETTERHEAD, Finding, WordFile, value, w


def tables(file: WordFile) -> Iterator[Finding]:
    for name, tree in file.stories():
        for number, table in enumerate(tree.iter(w("tbl")), 1):
            place = f"table {number}"
            if tree.tag not in LETTERHEAD:  # there a table only puts things side by side
                yield from _head(table, name, place)
            yield from _grid(table, name, place)


def _head(table: etree._Element, name: str, place: str) -> Iterator[Finding]:
    """Header rows are one run from the first row: others do not repeat."""
    heads = [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in table.findall(w("tr"))]
    if not any(heads[:1]):
        yield Finding("table-header", name, place)
    elif sorted(heads, reverse=True) != heads:
        yield Finding("table-header-below", name, place)


def _grid(table: etree._Element, name: str, place: str) -> Iterator[Finding]:
    columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
    for number, row in enumerate(table.findall(w("tr")), 1):
        cells = row.findall(w("tc"))
        width = sum(int(value(cell, "tcPr/gridSpan") or 1) for cell in cells)
        width += sum(int(value(row, f"trPr/{side}") or 0) for side in ("gridBefore", "gridAfter"))
        if width != columns:
            yield Finding("table-grid", name, f"{place}, row {number}", {"width": width, "columns": columns})
        for cell in cells:
            if not len(cell) or cell[-1].tag != w("p"):
                yield Finding("cell-end", name, f"{place}, row {number}")

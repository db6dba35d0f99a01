"""Types texts into cells of a workbook file and leaves every other byte of its parts as it was.

openpyxl loses what it does not know when it saves; here only the cells named are changed, in the XML of their sheets.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

from reportgen.workbook.raw import reference

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def with_texts(workbook: bytes, texts: Mapping[str, Mapping[str, str]]) -> tuple[bytes, tuple[str, ...]]:
    """The file with ``texts``, by sheet title and cell (``{"Suivi": {"F7": "…"}}``); and the formulas left alone.

    The file must have passed :func:`reportgen.workbook.guard.check_file`. Formulas are named ``Suivi!F7``.
    """
    formulas: list[str] = []
    edited = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(edited, "w", zipfile.ZIP_DEFLATED) as target:
        parts = _parts_by_title(source)
        wanted = {parts[title]: (title, cells) for title, cells in texts.items() if cells}
        for member in source.infolist():
            content = source.read(member)
            if member.filename in wanted:
                title, cells = wanted[member.filename]
                content, left = _edited(content, cells)
                formulas += [f"{title}!{ref}" for ref in left]
            target.writestr(member, content, member.compress_type)
    return edited.getvalue(), tuple(formulas)


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _parts_by_title(package: zipfile.ZipFile) -> dict[str, str]:
    links = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).removeprefix("/")
        for link in _parse(package.read("xl/_rels/workbook.xml.rels")).iter(f"{{{_PACKAGE}}}Relationship")
    }
    return {
        sheet.get("name", ""): links[sheet.get(f"{{{_LINKS}}}id")]
        for sheet in _parse(package.read("xl/workbook.xml")).iter(f"{{{_MAIN}}}sheet")
    }


def _edited(content: bytes, cells: Mapping[str, str]) -> tuple[bytes, list[str]]:
    sheet = _parse(content)
    data = sheet.find(f"{{{_MAIN}}}sheetData")
    if data is None:
        raise ValueError("a sheet without data")
    rows = _rows(data)
    formulas = []
    for ref, text in cells.items():
        found = _REFERENCE.fullmatch(ref)
        if not found:
            raise ValueError(ref)
        cell = _cell(rows, data, _column(found[1]), int(found[2]))
        if cell.find(f"{{{_MAIN}}}f") is not None:
            formulas.append(ref)
        else:
            _type(cell, text)
    tree = sheet.getroottree()
    written = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=bool(tree.docinfo.standalone))
    return written if isinstance(written, bytes) else written.encode(), formulas


def _rows(data: etree._Element) -> dict[int, etree._Element]:
    """Rows by number; one without a number follows the one before it (ECMA-376 part 1, 18.3.1.73)."""
    rows: dict[int, etree._Element] = {}
    number = 0
    for row in data.iter(f"{{{_MAIN}}}row"):
        number = int(row.get("r") or number + 1)
        rows[number] = row
    return rows


def _cell(rows: dict[int, etree._Element], data: etree._Element, column: int, number: int) -> etree._Element:
    """The cell at a place; a new one stands in order and looks like the cell above it."""
    row = rows.get(number)
    if row is None:
        row = etree.Element(f"{{{_MAIN}}}row", r=str(number))
        data.insert(sum(other < number for other in rows), row)
        rows[number] = row
    before, found = _find(row, column)
    if found is not None:
        return found
    cell = etree.Element(f"{{{_MAIN}}}c", r=reference(column, number))
    above = _find(rows[number - 1], column)[1] if number - 1 in rows and number > 2 else None
    style = row.get("s") if row.get("customFormat") in ("1", "true") else above.get("s") if above is not None else None
    if style:
        cell.set("s", style)
    row.insert(before, cell)
    return cell


def _find(row: etree._Element, column: int) -> tuple[int, etree._Element | None]:
    """How many cells stand before a column, and its cell; one without a place follows the one before it."""
    at = before = 0
    for cell in row.iter(f"{{{_MAIN}}}c"):
        found = _REFERENCE.fullmatch(cell.get("r") or "")
        at = _column(found[1]) if found else at + 1
        if at == column:
            return before, cell
        before += at < column
    return before, None


def _type(cell: etree._Element, text: str) -> None:
    for child in [*cell]:
        cell.remove(child)
    for name in ("cm", "vm"):
        if name in cell.attrib:
            del cell.attrib[name]
    cell.set("t", "inlineStr")
    written = etree.SubElement(etree.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t")
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    written.text = text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number

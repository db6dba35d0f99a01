"""Notes on cells, in a sheet's own parts: the texts, and the boxes that show them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from reportgen.workbook.package import MAIN, RELATIONS, Package
from reportgen.workbook.ranges import column_number
from reportgen.workbook.raw import reference
from reportgen.workbook.sheet_order import put_in_order

MARK = "reportgen · "
"""Begins what we write in a note, so that it can be taken out again."""

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SHAPE = re.compile(rb"<v:shape\b(?!type).*?</v:shape>", re.DOTALL)
_SHAPE_ID = re.compile(rb"_x0000_s(\d+)")
_EMPTY_BOXES = b"""<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"\
 xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>\
</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">\
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>"""
_BOX = """<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:240pt;height:{height}pt;\
z-index:{number};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>\
<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note">\
<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""


def add_notes(package: Package, sheet: str, texts: Mapping[str, str]) -> None:
    """Note a text on each cell of a sheet's part; below what the team has noted there."""
    if not texts:
        return
    part = _comments_part(package, sheet) or _new_comments(package, sheet)
    listed = package.edit_within(part, "commentList")
    known = {each.get("ref"): each for each in listed}
    author = str(_author(package.edit_within(part, "authors")))
    fresh = []
    for cell, text in texts.items():
        if cell in known:
            _append_text(known[cell], f"\n\n{MARK}{text}")
        else:
            comment = etree.SubElement(listed, f"{{{MAIN}}}comment", {"ref": cell, "authorId": author})
            _append_text(comment, f"{MARK}{text}")
            fresh.append(cell)
    _add_boxes(package, sheet, {cell: texts[cell] for cell in fresh})


def remove_notes(package: Package, sheet: str) -> None:
    """Take out what :func:`add_notes` wrote; the team's own notes stay."""
    part = _comments_part(package, sheet)
    if part is None or MARK.encode() not in package.content(part):
        return
    gone = set()
    for comment in list(package.edit(part).iter(f"{{{MAIN}}}comment")):
        whole = "".join(letters.text or "" for letters in comment.iter(f"{{{MAIN}}}t"))
        own, mark, _ = whole.partition(MARK)
        if not mark:
            continue
        if own.strip():
            _keep_text(comment, len(own.rstrip("\n")))
        else:
            comment.getparent().remove(comment)  # type: ignore[union-attr]
            gone.add(comment.get("ref", ""))
    boxes = _boxes_part(package, sheet)
    if boxes:
        package.put(boxes, _SHAPE.sub(lambda box: b"" if _cell_of(box[0]) in gone else box[0], package.content(boxes)))


# ---------------------------------------------------------------- texts


def _comments_part(package: Package, sheet: str) -> str | None:
    return next((part for (kind, _), part in package.related(sheet).items() if kind == "comments"), None)


def _new_comments(package: Package, sheet: str) -> str:
    name = package.free_name("xl/comments{}.xml")
    package.put(name, f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode())
    package.declare(name, _COMMENTS)
    package.relate(sheet, f"{RELATIONS}/comments", name)
    return name


def _author(authors: etree._Element) -> int:
    names = [each.text or "" for each in authors]
    if "reportgen" not in names:
        etree.SubElement(authors, f"{{{MAIN}}}author").text = "reportgen"
        names.append("reportgen")
    return names.index("reportgen")


def _append_text(comment: etree._Element, text: str) -> None:
    body = comment.find(f"{{{MAIN}}}text")
    if body is None:
        body = etree.SubElement(comment, f"{{{MAIN}}}text")
    for plain in body.findall(f"{{{MAIN}}}t"):  # a text without runs: a run cannot stand beside it
        run = etree.Element(f"{{{MAIN}}}r")
        body.replace(plain, run)
        run.append(plain)
    run = etree.Element(f"{{{MAIN}}}r")
    last = [index for index, each in enumerate(body) if each.tag == f"{{{MAIN}}}r"]
    body.insert(last[-1] + 1 if last else 0, run)
    letters = etree.SubElement(run, f"{{{MAIN}}}t")
    letters.set(_SPACE, "preserve")
    letters.text = text


def _keep_text(comment: etree._Element, length: int) -> None:
    for letters in comment.iter(f"{{{MAIN}}}t"):
        text = letters.text or ""
        letters.text, length = text[:length], max(0, length - len(text))


# ---------------------------------------------------------------- boxes


def _boxes_part(package: Package, sheet: str) -> str | None:
    legacy = package.look(sheet).find(f"{{{MAIN}}}legacyDrawing")
    wanted = None if legacy is None else legacy.get(f"{{{RELATIONS}}}id")
    return next((part for (_, identifier), part in package.related(sheet).items() if identifier == wanted), None)


def _add_boxes(package: Package, sheet: str, texts: Mapping[str, str]) -> None:
    part = _boxes_part(package, sheet)
    if part is None:
        part = package.free_name("xl/drawings/vmlDrawing{}.vml")
        package.put(part, _EMPTY_BOXES)
        package.declare_extension("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        identifier = package.relate(sheet, f"{RELATIONS}/vmlDrawing", part)
        legacy = etree.Element(f"{{{MAIN}}}legacyDrawing", {f"{{{RELATIONS}}}id": identifier})
        put_in_order(package.edit(sheet), legacy)
    content = package.content(part)
    first = max([1024, *(int(number) for number in _SHAPE_ID.findall(content))]) + 1
    boxes = "".join(_box(number, cell, text) for number, (cell, text) in enumerate(texts.items(), first))
    head, closing, tail = content.rpartition(b"</xml>")
    package.put(part, head + boxes.encode() + closing + tail)


def _box(number: int, cell: str, text: str) -> str:
    letters = cell.rstrip("0123456789")
    row, column = int(cell[len(letters) :]) - 1, column_number(letters) - 1
    lines = sum(1 + len(line) // 46 for line in text.split("\n"))
    place = {"left": column + 1, "right": column + 4, "top": max(0, row - 1), "bottom": row + lines + 1}
    return _BOX.format(number=number, height=14 * lines + 14, row=row, column=column, **place)


def _cell_of(box: bytes) -> str:
    """The cell of a note's box, "" of any other shape."""
    row = re.search(rb"<x:Row>\s*(\d+)", box)
    column = re.search(rb"<x:Column>\s*(\d+)", box)
    if not row or not column:
        return ""
    return reference(int(column[1]) + 1, int(row[1]) + 1)

"""What is taken of a header, a footer or a theme of a team's own file: text, fields of the page and pictures inside it.

Nothing that leads out of the file comes along, nor what belongs to the text that is not taken: bookmarks, comments,
numbering, tracked changes, content controls.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from reportgen.word.lint_file import Relation, value, w
from reportgen.word.markup import NAMESPACES
from reportgen.word.reference_fields import settle
from reportgen.word.reference_file import Opened
from reportgen.word.xml_tree import remove, unwrap

_R, _A, _V = (f"{{{NAMESPACES[prefix]}}}" for prefix in "rav")
_DOC_PR = f"{{{NAMESPACES['wp']}}}docPr"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATIVE_EXTENSION = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_WATERMARK = "PowerPlusWaterMarkObject"  # Word's own name for it, and ours

_GONE = (
    *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
    *("footnoteReference", "endnoteReference", "permStart", "permEnd", "proofErr", "numPr", "object", "altChunk"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "del", "moveFrom"),
    *("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "tblPrExChange"),
    *("smartTagPr", "customXmlPr", "control", "subDoc", "contentPart"),
)
_UNWRAPPED = ("ins", "moveTo", "hyperlink", "smartTag", "customXml")
_LEADING_OUT = ("href", "src", "althref", "relid")
_FRAMES = (w("drawing"), w("pict"))
_SHOWN = (*_FRAMES, w("fldChar"), w("fldSimple"), w("sym"), w("pgNum"))


@dataclass(frozen=True, slots=True)
class Taken:
    """A part that can stand in another file: its XML, and the pictures that it names by their ids."""

    xml: bytes
    pictures: Mapping[str, str]

    def tree(self) -> etree._Element:
        return etree.fromstring(self.xml)


@dataclass(frozen=True, slots=True)
class Found:
    """A part as it was taken, and what was left out of it."""

    taken: Taken
    left_out: tuple[str, ...]
    has_content: bool


def story(source: Opened, name: str, ours: frozenset[str]) -> Found:
    """A header or footer; ``ours`` are the ids of the styles of paragraphs that this program adds by itself."""
    tree = deepcopy(source.file.trees[name])
    for element in list(tree.iter(*map(w, _GONE))):
        remove(element)
    for element in list(tree.iter(*map(w, _UNWRAPPED))):
        unwrap(element)
    for element in list(tree.iter(w("sdt"))):
        unwrap(element, w("sdtContent"))
    for paragraph in list(tree.iter(w("p"))):
        if value(paragraph, "pPr/pStyle") in ours:
            remove(paragraph)
    _remove_watermarks(tree)
    settle(tree)
    pictures, left_out = _inside(tree, source, name)
    for properties in tree.iter(_DOC_PR):
        _describe(properties)
    return Found(Taken(etree.tostring(tree), pictures), left_out, _has_content(tree))


def theme(source: Opened, name: str) -> Found:
    """The colours and fonts that styles refer to."""
    tree = deepcopy(source.file.trees[name])
    pictures, left_out = _inside(tree, source, name)
    return Found(Taken(etree.tostring(tree), pictures), left_out, True)


def _has_content(tree: etree._Element) -> bool:
    """Whether there is text, a field or a picture."""
    return any((text.text or "").strip() for text in tree.iter(w("t"))) or any(True for _ in tree.iter(*_SHOWN))


def _remove_watermarks(tree: etree._Element) -> None:
    """The report has a mark of its own, or none."""
    for node in list(tree.iter(*_FRAMES)):
        names = (each.get(key, "") for each in node.iter(etree.Element) for key in ("id", "name"))
        if any(name.startswith(_WATERMARK) for name in names):
            remove(node)


def _inside(tree: etree._Element, source: Opened, name: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The pictures by their ids; whatever refers to anything else is removed, and named."""
    relations = source.file.relations(name)
    pictures: dict[str, str] = {}
    left_out = [each.target for each in relations.values() if each.external]
    for node, key, identifier in list(_references(tree)):
        relation = relations.get(identifier)
        if relation is not None and _is_picture(relation, source):
            pictures[identifier] = relation.target
            continue
        if relation is not None and not relation.external:
            left_out.append(relation.target)
        del node.attrib[key]
        _without_target(node)
    for shape in tree.iter(f"{_V}*"):
        for attribute in [each for each in shape.attrib if etree.QName(each).localname in _LEADING_OUT]:
            del shape.attrib[attribute]
    return pictures, tuple(left_out)


def _references(tree: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    for node in tree.iter(etree.Element):
        yield from ((node, str(key), str(given)) for key, given in node.attrib.items() if str(key).startswith(_R))


def _is_picture(relation: Relation, source: Opened) -> bool:
    """A picture in the file; SVG, which can itself lead out of it, has a picture of another format beside it."""
    kind = source.content_type(relation.target)
    held = not relation.external and relation.target in source.file.parts
    return held and relation.kind == RT.IMAGE and kind.startswith("image/") and "svg" not in kind


def _without_target(node: etree._Element) -> None:
    """Remove what has lost what it showed: a link round a picture leaves the picture, a picture goes as a whole."""
    local = etree.QName(node).localname
    if any(str(key).startswith(_R) for key in node.attrib):
        return  # embedded as well as linked
    if local in ("hlinkClick", "hlinkHover", "hlinkMouseOver"):
        remove(node)
    elif local == "svgBlip":
        remove(node.getparent())
    else:
        remove(next(node.iterancestors(*_FRAMES), None))


def _describe(properties: etree._Element) -> None:
    """A picture that says nothing of itself is decoration: it stands on every page."""
    if (properties.get("descr") or "").strip() or properties.find(f".//{{{_DECORATIVE}}}decorative") is not None:
        return
    properties.attrib.pop("descr", "")
    extensions = properties.find(f"{_A}extLst")
    if extensions is None:
        extensions = etree.SubElement(properties, f"{_A}extLst")
    extension = etree.SubElement(extensions, f"{_A}ext", {"uri": _DECORATIVE_EXTENSION})
    etree.SubElement(extension, f"{{{_DECORATIVE}}}decorative", {"val": "1"}, nsmap={"adec": _DECORATIVE})

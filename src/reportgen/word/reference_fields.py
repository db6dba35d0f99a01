"""The fields in a team's own header or footer: those that count pages and the like stay, all others become text.

A field can fetch a picture or a text from elsewhere (INCLUDEPICTURE, LINK, DDE); only what is named here may stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.word.lint_file import w
from reportgen.word.xml_tree import remove, unwrap

_COUNTED = {"PAGE": "1", "NUMPAGES": "1", "SECTION": "1", "SECTIONPAGES": "1"}
_KEPT = (*_COUNTED, "TITLE", "SUBJECT", "DATE", "TIME", "STYLEREF")
_TEXT, _SPACE = w("t"), "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class _Field:
    """A complex field: its marks, all that stands before its result, and the texts of the result."""

    begin: etree._Element
    code: str = ""
    before: list[etree._Element] = field(default_factory=list)
    separate: etree._Element | None = None
    result: list[etree._Element] = field(default_factory=list)
    end: etree._Element | None = None

    @property
    def name(self) -> str:
        return _name(self.code)


def settle(tree: etree._Element) -> None:
    """Leave the fields that may stay, each closed and with a result; of all others, the result alone."""
    for found in _complex(tree):
        if found.end is None or not _stays(found.name, found.result):
            for node in (*found.before, found.begin, found.separate, found.end):
                remove(node)
            continue
        found.begin.attrib.pop(w("dirty"), "")
        if found.separate is None:
            found.end.addprevious(etree.Element(w("fldChar"), {w("fldCharType"): "separate"}))
        if not _said(found.result):
            found.end.addprevious(_text(_COUNTED[found.name]))
    for simple in list(tree.iter(w("fldSimple"))):
        name, result = _name(simple.get(w("instr"), "")), list(simple.iter(_TEXT))
        simple.attrib.pop(w("dirty"), "")
        if not _stays(name, result):
            unwrap(simple)
        elif not _said(result):
            etree.SubElement(simple, w("r")).append(_text(_COUNTED[name]))


def fill(tree: etree._Element, values: Mapping[str, str]) -> None:
    """Give the fields of some names their results, as they are in the finished file."""
    known = [(found.name, found.result) for found in _complex(tree)]
    known += [(_name(each.get(w("instr"), "")), list(each.iter(_TEXT))) for each in tree.iter(w("fldSimple"))]
    for name, result in known:
        if name in values:
            for text, said in zip(result, (values[name], *[""] * len(result)), strict=False):
                text.text = said
                text.set(_SPACE, "preserve")


def _complex(tree: etree._Element) -> list[_Field]:
    """Every complex field, one inside another too. A mark that has no field of its own is one without an end."""
    opened: list[_Field] = []
    closed: list[_Field] = []
    for node in _nodes(tree):
        kind = node.get(w("fldCharType")) if node.tag == w("fldChar") else ""
        for each in opened:
            if each.separate is None and not (kind in ("separate", "end") and each is opened[-1]):
                each.before.append(node)
            elif node.tag == _TEXT:
                each.result.append(node)
        if kind == "begin":
            opened.append(_Field(node))
        elif kind and not opened:
            closed.append(_Field(node))
        elif kind == "separate":
            opened[-1].separate = node
        elif kind == "end":
            opened[-1].end = node
            closed.append(opened.pop())
        elif node.tag == w("instrText") and opened and opened[-1].separate is None:
            opened[-1].code += node.text or ""
    return [*closed, *opened]


def _nodes(tree: etree._Element) -> Iterator[etree._Element]:
    """What stands in runs, in reading order."""
    for run in tree.iter(w("r")):
        yield from (node for node in run if node.tag != w("rPr"))


def _name(code: str) -> str:
    return (code.split() or [""])[0].upper()


def _stays(name: str, result: list[etree._Element]) -> bool:
    return name in _COUNTED or (name in _KEPT and _said(result))


def _said(result: list[etree._Element]) -> bool:
    return any((text.text or "").strip() for text in result)


def _text(said: str) -> etree._Element:
    made = etree.Element(_TEXT)
    made.text = said
    return made

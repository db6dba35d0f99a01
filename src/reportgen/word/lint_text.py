"""Checks of text: styles, numbering, the order of headings, direct formatting, empty paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.word.lint_file import LETTERHEAD, Finding, WordFile, told, value, w

# The only formatting that may stand on a paragraph or a run beside the name of its style. What a paragraph is kept with
# depends on its place, not on its look.
_ON_PARAGRAPHS = {w(name) for name in ("pStyle", "keepNext", "numPr", "sectPr")}
_ON_RUNS = {w(name) for name in ("rStyle", "lang", "noProof", "webHidden")}
_ON_CELLS = {w(name) for name in ("tcW", "gridSpan", "shd")}
# What makes a paragraph more than space.
_CONTENT = {
    w(name) for name in ("t", "drawing", "pict", "footnoteReference", "separator", "continuationSeparator", "tab")
}
_MINIMAL = ("SectionEnd", "TableGap")


def styles(file: WordFile) -> Iterator[Finding]:
    """Every style that is used, or that a style is based on, is defined."""
    for name, tree in file.trees.items():
        uses = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
        for node in tree.iter(*(w(use) for use in uses)):
            style = node.get(w("val"), "")
            if style not in file.styles:
                yield Finding("style-missing", name, style)


def numbering(file: WordFile) -> Iterator[Finding]:
    """Every numbering id that is used has an instance and a definition, and every paragraph of a list style one."""
    tree = file.trees.get("word/numbering.xml")
    definitions: set[str] = set()
    instances: dict[str, str] = {}
    if tree is not None:
        definitions = {node.get(w("abstractNumId"), "") for node in tree.iter(w("abstractNum"))}
        instances = {node.get(w("numId"), ""): value(node, "abstractNumId") for node in tree.iter(w("num"))}
    for name, part in file.trees.items():
        for node in part.iter(w("numPr")):
            number = value(node, "numId")
            if number and number != "0" and instances.get(number) not in definitions:
                yield Finding("numbering-missing", name, f"numId {number}")
    for name, story in file.stories():
        for paragraph in story.iter(w("p")):
            style = value(paragraph, "pPr/pStyle")
            listed = style in file.styles and value(file.styles[style], "name").startswith(
                ("List Bullet", "List Number")
            )
            own = value(paragraph, "pPr/numPr/numId")
            if listed and (own or file.inherited(style, "pPr/numPr/numId") or "0") == "0":
                yield Finding("list-without-numbering", name, told(paragraph))


def headings(file: WordFile) -> Iterator[Finding]:
    """Headings go down one level at a time, and the first is of the highest."""
    before = 0
    for paragraph in file.document.iter(w("p")):
        style = value(paragraph, "pPr/pStyle")
        outline = value(paragraph, "pPr/outlineLvl") or file.inherited(style, "pPr/outlineLvl")
        if not outline or outline == "9":
            continue
        level = int(outline) + 1
        if level > before + 1:
            given = {"level": level, "before": before}
            yield Finding("heading-order", "word/document.xml", told(paragraph), given)
        before = level


def direct_formatting(file: WordFile) -> Iterator[Finding]:
    """Look comes from styles: nothing else stands on paragraphs, runs and cells. A letterhead is drawn by hand."""
    for name, tree in file.stories():
        if tree.tag in LETTERHEAD:
            continue
        for kind, allowed in (("pPr", _ON_PARAGRAPHS), ("rPr", _ON_RUNS), ("tcPr", _ON_CELLS)):
            for node in tree.iter(w(kind)):
                other = [etree.QName(child).localname for child in node if child.tag not in allowed]
                if other:
                    where = _paragraph_of(node)
                    yield Finding("direct-formatting", name, told(where), {"properties": ", ".join(other)})


def empty_paragraphs(file: WordFile) -> Iterator[Finding]:
    """No empty paragraph for spacing; those that Word requires are of the smallest style, or alone in a cell."""
    for name, tree in file.stories():
        if tree.tag in LETTERHEAD:
            continue  # one paragraph is required there, empty or not
        for number, paragraph in enumerate(tree.iter(w("p")), 1):
            if any(node.tag in _CONTENT and (node.tag != w("t") or node.text) for node in paragraph.iter()):
                continue
            parent = paragraph.getparent()
            alone = parent is not None and parent.tag == w("tc") and len(parent.findall(w("p"))) == 1
            if not alone and value(paragraph, "pPr/pStyle") not in _MINIMAL:
                yield Finding("paragraph-empty", name, f"paragraph {number}")


def _paragraph_of(node: etree._Element) -> etree._Element:
    return next(node.iterancestors(w("p"), w("tc")), node)

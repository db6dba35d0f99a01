"""What no validator sees: a Word file that opens, and yet is not complete or not accessible.

The checks know nothing of how the file was written; they read its parts as Word would.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from reportgen.word.lint_file import Finding, WordFile, w
from reportgen.word.lint_links import bookmarks, comments, fields, footnotes, targets
from reportgen.word.lint_tables import tables
from reportgen.word.lint_text import direct_formatting, empty_paragraphs, headings, numbering, styles
from reportgen.word.markup import NAMESPACES

_C = f"{{{NAMESPACES['c']}}}"
_R = f"{{{NAMESPACES['r']}}}"
_WP = f"{{{NAMESPACES['wp']}}}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def lint(data: bytes) -> tuple[Finding, ...]:
    """Everything that is wrong with a .docx, in a fixed order; empty when nothing is."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            file = WordFile({name: archive.read(name) for name in archive.namelist()})
        return tuple(_found(file))
    except (BadZipFile, etree.XMLSyntaxError, EOFError, NotImplementedError, RuntimeError, zlib.error):
        return (Finding("package-broken", "", ""),)


def _found(file: WordFile) -> Iterator[Finding]:
    if "word/document.xml" not in file.trees:
        yield Finding("part-missing", "word/document.xml", "")
        return
    checks: tuple[Callable[[WordFile], Iterator[Finding]], ...] = (
        _properties,
        _relationships,
        styles,
        numbering,
        headings,
        direct_formatting,
        empty_paragraphs,
        tables,
        _drawings,
        _charts,
        bookmarks,
        targets,
        fields,
        footnotes,
        comments,
    )
    for check in checks:
        yield from check(file)


def _properties(file: WordFile) -> Iterator[Finding]:
    """Title and language in the metadata, and a language that every text inherits."""
    core = file.trees.get("docProps/core.xml")
    for code, name in (("title-missing", "title"), ("language-missing", "language")):
        found = core.findtext(f"{{{NAMESPACES['dc']}}}{name}") if core is not None else None
        if not (found or "").strip():
            yield Finding(code, "docProps/core.xml", name)
    defaults = file.trees.get("word/styles.xml")
    lang = defaults.find(f"{w('docDefaults')}//{w('lang')}") if defaults is not None else None
    if lang is None or not lang.get(w("val")):
        yield Finding("language-missing", "word/styles.xml", "docDefaults")
    settings = file.trees.get("word/settings.xml")
    if settings is not None and settings.find(w("updateFields")) is not None:
        yield Finding("update-fields", "word/settings.xml", "updateFields")


def _relationships(file: WordFile) -> Iterator[Finding]:
    """Every relationship leads to a part, and every reference to a relationship."""
    for source in file.sources():
        for identifier, relation in file.relations(source).items():
            if not relation.external and relation.target not in file.parts:
                yield Finding("relationship-dangling", source, identifier, {"target": relation.target})
    for name, tree in file.trees.items():
        known = file.relations(name)
        for node in tree.iter(etree.Element):
            for key, value in node.attrib.items():
                if str(key).startswith(_R) and value not in known:
                    given = {"element": etree.QName(node).localname}
                    yield Finding("relationship-missing", name, str(value), given)


def _drawings(file: WordFile) -> Iterator[Finding]:
    """Alternative text on every drawing that is not marked as decorative, and ids that are unique."""
    seen: set[str] = set()
    for name, tree in file.stories():
        for number, drawing in enumerate(tree.iter(f"{_WP}docPr"), 1):
            place = f"drawing {number}"
            decorative = drawing.find(f".//{_DECORATIVE}")
            if not (drawing.get("descr") or "").strip() and (decorative is None or decorative.get("val") != "1"):
                yield Finding("alt-missing", name, place)
            identifier = drawing.get("id", "")
            if identifier in seen:
                yield Finding("drawing-id", name, place, {"id": identifier})
            seen.add(identifier)


def _charts(file: WordFile) -> Iterator[Finding]:
    """A chart carries the workbook of its values."""
    for name, tree in file.trees.items():
        if tree.tag != f"{_C}chartSpace":
            continue
        data = tree.find(f"{_C}externalData")
        relation = file.relations(name).get(data.get(f"{_R}id", "") if data is not None else "")
        if relation is None or relation.external or relation.target not in file.parts:
            yield Finding("chart-data", name, "externalData")

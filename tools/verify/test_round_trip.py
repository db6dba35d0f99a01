"""A Word file that LibreOffice has opened and saved still holds what its readers find their way by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from made_files import WordText
from reportgen.build import Order, build
from reportgen.word.lint_file import text_of, value, w
from reportgen.word.markup import NAMESPACES
from tools.verify import office

PROJECT = Path(__file__).parents[2]
LEAST = {
    "contents": 30,
    "lists of captions": 20,
    "headings": 25,
    "captions": 20,
    "cells": 1_000,
    "fields": 25,
    "notes": 10,
    "calls of notes": 10,
    "charts": 7,
    "parts of charts": 7,
    "workbooks of charts": 7,
    "pages that lie across or upright": 10,
    "heads and feet": 2,
    "watermarks": 1,
    "bookmarks": 100,
    "links inside": 150,
    "links outside": 2,
}
OF_A_DRAFT = {"comments": 1, "anchors of comments": 1}


@pytest.mark.parametrize(("language", "draft"), [("fr", False), ("en", True)])
def test_libreoffice_keeps_what_the_file_holds(tmp_path: Path, language: str, draft: bool) -> None:
    workbook = PROJECT / "inputs" / "followup.xlsx"
    order = Order(workbook, tmp_path, languages=(language,), formats=("docx",), draft=draft, record=False)
    (made,) = build(order).files
    saved = office.convert(made.path, tmp_path / "saved", "docx", PROJECT / "templates" / "fonts")
    before, after = (_held(WordText(path.read_bytes())) for path in (made.path, saved))
    least = LEAST | (OF_A_DRAFT if draft else {})
    assert [name for name, things in before.items() if len(things) < least.get(name, 0)] == []
    assert [name for name in before if after[name] != before[name]] == []


def _held(word: WordText) -> dict[str, list[str]]:
    file, document = word.file, word.file.document
    names = {style: value(node, "name").casefold() for style, node in file.styles.items()}  # the ids are others

    def styled(*wanted: str) -> list[str]:
        return [text for style, text in word.paragraphs() if names.get(style) in wanted]

    def given(element: str, attribute: str) -> list[str]:
        return [found for node in document.iter(w(element)) if (found := node.get(w(attribute)))]

    def parts(beginning: str) -> list[str]:
        return [beginning for name in file.parts if re.fullmatch(beginning + r"\d+\.\w+", name)]

    codes = [(node.text or "").split()[:1] for node in document.iter(w("instrText"))]
    relations = file.relations("word/document.xml").values()
    comments = file.trees.get("word/comments.xml")
    heads = [tree for _, tree in file.stories() if tree.tag == w("hdr")]
    marks = [[path.get("string") for path in head.iter(f"{{{NAMESPACES['v']}}}textpath")] for head in heads]
    return {
        "contents": styled("toc 1", "toc 2"),
        "lists of captions": styled("table of figures"),
        "headings": styled("heading 1", "heading 2", "heading 3"),
        "captions": styled("caption", "table caption"),
        "cells": [text_of(cell) for cell in document.iter(w("tc"))],
        "fields": sorted(code[0] for code in codes if code in (["TOC"], ["SEQ"], ["REF"])),
        "notes": word.notes(),
        "calls of notes": ["" for _ in given("footnoteReference", "id")],
        "charts": [chart.tag for chart in document.iter(f"{{{NAMESPACES['c']}}}chart")],
        "parts of charts": parts("word/charts/chart"),
        "workbooks of charts": parts("word/embeddings/Microsoft_Excel_Sheet"),
        "pages that lie across or upright": [size.get(w("orient"), "portrait") for size in document.iter(w("pgSz"))],
        # one of each kind is ours, one a section is LibreOffice's; their page numbers are those of some page
        "heads and feet": sorted({re.sub(r"\d+", "", text) for text in word.margins()}),
        "watermarks": sorted({str([word for word in words if word]) for words in marks}),  # the same on every page
        "bookmarks": sorted(given("bookmarkStart", "name")),
        "links inside": given("hyperlink", "anchor"),
        "links outside": sorted({link.target for link in relations if link.external}),
        "comments": [text_of(comment) for comment in comments.iter(w("comment"))] if comments is not None else [],
        "anchors of comments": ["" for _ in given("commentRangeStart", "id") if given("commentReference", "id")],
    }

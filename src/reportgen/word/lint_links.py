"""Checks of what refers to something: bookmarks, links, fields and footnotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.word.lint_file import Finding, WordFile, text_of, told, w

_REFERENCES = ("REF", "PAGEREF", "NOTEREF")


def bookmarks(file: WordFile) -> Iterator[Finding]:
    """Bookmarks come in pairs, start first, with names and ids of their own."""
    names: Counter[str] = Counter()
    ids: Counter[str] = Counter()
    for part, tree in file.stories():
        opened: dict[str, str] = {}
        for node in tree.iter(w("bookmarkStart"), w("bookmarkEnd")):
            identifier = node.get(w("id"), "")
            if node.tag == w("bookmarkStart"):
                name = node.get(w("name"), "")
                names[name.lower()] += 1  # Word takes names that differ in capitals for the same
                ids[identifier] += 1
                if names[name.lower()] > 1:
                    yield Finding("bookmark-name", part, name)
                if ids[identifier] > 1:
                    yield Finding("bookmark-id", part, name, {"id": identifier})
                opened[identifier] = name
            elif opened.pop(identifier, None) is None:
                yield Finding("bookmark-pair", part, f"id {identifier}")
        for name in opened.values():
            yield Finding("bookmark-pair", part, name)


def targets(file: WordFile) -> Iterator[Finding]:
    """Links inside the document, and fields that refer to a bookmark, find it."""
    names = {node.get(w("name"), "") for _, tree in file.stories() for node in tree.iter(w("bookmarkStart"))}
    for part, tree in file.stories():
        for link in tree.iter(w("hyperlink")):
            anchor = link.get(w("anchor"))
            if anchor is not None and anchor not in names:
                yield Finding("anchor-dangling", part, anchor)
        for code in _codes(tree):
            words = code.split()
            if words[:1] and words[0] in _REFERENCES and (len(words) < 2 or words[1] not in names):
                yield Finding("field-target", part, code)


@dataclass
class _Field:
    """A field that is open: its code, and its result once that has begun."""

    code: str = ""
    result: str | None = None


def fields(file: WordFile) -> Iterator[Finding]:
    """Fields are closed in the story where they begin, and have a result."""
    for part, tree in file.stories():
        opened: list[_Field] = []
        for node in tree.iter(w("fldChar"), w("instrText"), w("t")):
            if node.tag == w("fldChar"):
                yield from _step(node, opened, part)
            else:
                _read(node, opened)
        for field in opened:
            yield Finding("field-open", part, field.code.strip())
        for simple in tree.iter(w("fldSimple")):
            if not text_of(simple).strip():
                yield Finding("field-result", part, simple.get(w("instr"), "").strip())


def _read(node: etree._Element, opened: list[_Field]) -> None:
    """Text belongs to the result of every field around it, code to the innermost field."""
    if node.tag == w("instrText"):
        if opened and opened[-1].result is None:
            opened[-1].code += node.text or ""
        return
    for field in opened:
        if field.result is not None:
            field.result += node.text or ""


def _step(node: etree._Element, opened: list[_Field], part: str) -> Iterator[Finding]:
    kind = node.get(w("fldCharType"))
    if kind == "begin":
        opened.append(_Field())
        if node.get(w("dirty")) in ("1", "true", "on"):
            yield Finding("update-fields", part, "dirty")
    elif not opened:
        place = told(next(node.iterancestors(w("p")), node))
        yield Finding("field-open", part, place)
    elif kind == "separate":
        opened[-1].result = ""
    else:
        field = opened.pop()
        if not (field.result or "").strip():
            yield Finding("field-result", part, field.code.strip())


def _codes(tree: etree._Element) -> Iterator[str]:
    """The codes of fields; one written in several runs is put together."""
    code = ""
    for node in tree.iter(w("fldChar"), w("instrText"), w("fldSimple")):
        if node.tag == w("fldSimple"):
            yield node.get(w("instr"), "")
        elif node.tag == w("instrText"):
            code += node.text or ""
        else:
            if code:
                yield code
            code = ""


def comments(file: WordFile) -> Iterator[Finding]:
    """Each comment is called once, from a stretch of text that begins and ends."""
    tree = file.trees.get("word/comments.xml")
    texts = [node.get(w("id"), "") for node in tree.iter(w("comment"))] if tree is not None else []
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        calls = Counter(node.get(w("id"), "") for node in file.document.iter(w(name)))
        for identifier in sorted({*calls, *texts}):
            if calls[identifier] != 1 or identifier not in texts:
                yield Finding("comment-anchor", "word/document.xml", f"comment {identifier}, {name}")


def footnotes(file: WordFile) -> Iterator[Finding]:
    """Each call of a footnote has its text, and each text one call."""
    tree = file.trees.get("word/footnotes.xml")
    texts: list[str] = []
    if tree is not None:
        plain = [note for note in tree.iter(w("footnote")) if note.get(w("type"), "normal") == "normal"]
        texts = [note.get(w("id"), "") for note in plain]
    calls = Counter(node.get(w("id"), "") for node in file.document.iter(w("footnoteReference")))
    for identifier in calls:
        if identifier not in texts:
            yield Finding("footnote-missing", "word/document.xml", f"note {identifier}")
    for identifier in texts:
        if calls[identifier] != 1:
            given = {"count": calls[identifier]}
            yield Finding("footnote-calls", "word/footnotes.xml", f"note {identifier}", given)

"""A Word file as the linter reads it: parts, trees and relationships."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from reportgen.problem_kinds import KINDS, problem
from reportgen.problems import Place, Problem
from reportgen.word.markup import NAMESPACES

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def w(name: str) -> str:
    """A name of WordprocessingML as lxml writes it."""
    return f"{{{NAMESPACES['w']}}}{name}"


LETTERHEAD = (w("hdr"), w("ftr"))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a ``code`` of problem_kinds, the part, the place in it; ``given`` fills the message."""

    code: str
    part: str
    place: str
    given: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code}, {self.part} {self.place}: {self.message}"

    @property
    def message(self) -> str:
        """What it is, in English."""
        return KINDS[self.code].message.format_map(self.given)

    def problem(self, file: str) -> Problem:
        """The same as a problem of a file, which can be told in every language."""
        return problem(self.code, Place(file, self.part, self.place), **self.given)


@dataclass(frozen=True, slots=True)
class Relation:
    target: str
    external: bool
    kind: str = ""


@dataclass
class WordFile:
    """``parts`` by name without a leading slash; raises etree.XMLSyntaxError when one is not well-formed."""

    parts: dict[str, bytes]
    trees: dict[str, etree._Element] = field(init=False)

    def __post_init__(self) -> None:
        self.trees = {
            name: etree.fromstring(content, _PARSER)
            for name, content in sorted(self.parts.items())
            if name.endswith(".xml")
        }

    @property
    def document(self) -> etree._Element:
        return self.trees["word/document.xml"]

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """The parts that hold text: document, headers, footers and footnotes."""
        roots = {w("document"), w("hdr"), w("ftr"), w("footnotes")}
        yield from ((name, tree) for name, tree in self.trees.items() if tree.tag in roots)

    def sources(self) -> Iterator[str]:
        """The parts that have relationships; ``""`` is the package itself."""
        for name in sorted(self.parts):
            folder, _, file = name.rpartition("_rels/")
            if file.endswith(".rels"):
                yield folder + file.removesuffix(".rels")

    def relations(self, source: str) -> dict[str, Relation]:
        folder, file = posixpath.split(source)
        content = self.parts.get(posixpath.join(folder, "_rels", f"{file}.rels"))
        if content is None:
            return {}
        found = {}
        for node in etree.fromstring(content, _PARSER).iter(_RELATIONSHIP):
            target, external = node.get("Target", ""), node.get("TargetMode") == "External"
            whole = target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[node.get("Id", "")] = Relation(whole, external, node.get("Type", ""))
        return found

    @cached_property
    def styles(self) -> dict[str, etree._Element]:
        """The styles by id."""
        tree = self.trees.get("word/styles.xml")
        return {} if tree is None else {style.get(w("styleId"), ""): style for style in tree.iter(w("style"))}

    def inherited(self, style: str, path: str) -> str | None:
        """The value at a path of elements in a style or in those that it is based on."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            found = self.styles[style].find("/".join(w(step) for step in path.split("/")))
            if found is not None:
                return found.get(w("val"))
            base = self.styles[style].find(w("basedOn"))
            style = base.get(w("val"), "") if base is not None else ""
        return None


def value(node: etree._Element, path: str) -> str:
    """``w:val`` at a path of elements below a node; "" when there is none."""
    found = node.find("/".join(w(step) for step in path.split("/")))
    return found.get(w("val"), "") if found is not None else ""


def text_of(node: etree._Element) -> str:
    return "".join(part.text or "" for part in node.iter(w("t")))


def told(node: etree._Element) -> str:
    """A paragraph's place, for people: how it begins."""
    text = text_of(node)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"

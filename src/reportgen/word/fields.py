"""Fields and bookmarks. Every field is complex and has its result in place: nothing is left for Word to compute."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from reportgen.problems import ContractBroken
from reportgen.word.markup import NOTHING, Xml, element, join, text, val

_NAME_LIMIT = 40  # characters of a bookmark's name, in Word


def run(content: Xml, style: str = "", language: str = "") -> Xml:
    """A run of a character style (by id), in a language of its own where that departs from the document's."""
    look = join(
        val("w:rStyle", style) if style else NOTHING, element("w:lang", {"w:val": language}) if language else NOTHING
    )
    return element("w:r", None, element("w:rPr", None, look) if look else NOTHING, content)


def words(value: str) -> Xml:
    return element("w:t", {"xml:space": "preserve"}, text(value))


def field_start(instruction: str, style: str = "") -> Xml:
    """A field up to its result. ``instruction`` is its code, such as ``PAGE``."""
    code = element("w:instrText", {"xml:space": "preserve"}, text(f" {instruction} "))
    return join(_mark("begin", style), run(code, style), _mark("separate", style))


def field_end(style: str = "") -> Xml:
    return _mark("end", style)


def complex_field(instruction: str, result: str, style: str = "") -> Xml:
    return join(field_start(instruction, style), run(words(result), style), field_end(style))


def _mark(kind: str, style: str) -> Xml:
    return run(element("w:fldChar", {"w:fldCharType": kind}), style)


@dataclass
class Anchors:
    """The bookmarks of a document: one for each id of a block, named so that Word accepts it."""

    names: dict[str, str] = field(default_factory=dict)
    opened: int = 0

    @classmethod
    def of(cls, ids: Iterable[str]) -> Anchors:
        """Anchors for the ids of a document; raises ContractBroken when one stands twice."""
        anchors = cls()
        taken: set[str] = set()
        for identifier in ids:
            if identifier in anchors.names:
                raise ContractBroken(f"two blocks have the id {identifier!r}")
            name = _bookmark_name(identifier)
            if name.lower() in taken:  # to Word, names that differ only in their capitals are the same
                name = _with_digest(name, identifier)
            taken.add(name.lower())
            anchors.names[identifier] = name
        return anchors

    def name(self, identifier: str) -> str:
        """The bookmark of a block; raises ContractBroken when no block has this id."""
        if identifier not in self.names:
            raise ContractBroken(f"a link leads to #{identifier}, which no block of the document has")
        return self.names[identifier]

    def around(self, identifier: str, content: Xml) -> Xml:
        """Content between the two ends of its bookmark; as it is when ``identifier`` is empty."""
        if not identifier:
            return content
        self.opened += 1
        return join(
            element("w:bookmarkStart", {"w:id": self.opened, "w:name": self.name(identifier)}),
            content,
            element("w:bookmarkEnd", {"w:id": self.opened}),
        )


def _bookmark_name(identifier: str) -> str:
    """A letter, then letters, digits and underscores; an id that has to change gets its digest, to stay unique."""
    name = re.sub(r"[^A-Za-z0-9_]", "_", identifier)
    if not name[:1].isalpha():
        name = f"b_{name}"
    if name == identifier and len(name) <= _NAME_LIMIT:
        return name
    return _with_digest(name, identifier)


def _with_digest(name: str, identifier: str) -> str:
    digest = hashlib.sha256(identifier.encode()).hexdigest()[:8]
    return f"{name[: _NAME_LIMIT - 9]}_{digest}"

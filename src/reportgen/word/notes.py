"""Footnotes: a part of their own, with ids in sequence (python-docx has none)."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.word.fields import run, words
from reportgen.word.markup import Xml, element, root, val

_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}


@dataclass
class Notes:
    """The footnotes of a document, in the order of their calls."""

    texts: list[Xml] = field(default_factory=list)

    def call(self, content: Xml) -> Xml:
        """Keep a footnote's runs, and return the run that calls it."""
        self.texts.append(content)
        return run(element("w:footnoteReference", {"w:id": len(self.texts)}), "FootnoteReference")

    def part(self) -> Xml:
        """``w:footnotes`` with the two separators and every note."""
        separators = [
            element("w:footnote", {"w:type": kind, "w:id": number}, _paragraph(run(element(f"w:{kind}"))))
            for number, kind in _SEPARATORS.items()
        ]
        mark = run(element("w:footnoteRef"), "FootnoteReference")
        notes = [
            element("w:footnote", {"w:id": number}, _paragraph(mark, run(words("\u00a0")), content))
            for number, content in enumerate(self.texts, 1)
        ]
        return root("w:footnotes", "w r", None, *separators, *notes)


def _paragraph(*content: Xml) -> Xml:
    return element("w:p", None, element("w:pPr", None, val("w:pStyle", "FootnoteText")), *content)


def separators_of_settings() -> Xml:
    """``w:footnotePr`` of the settings, which names the separators."""
    return element("w:footnotePr", None, *[element("w:footnote", {"w:id": number}) for number in _SEPARATORS])

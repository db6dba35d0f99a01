"""Citations: ``[F4]`` in a text prints figure F4. What one looks like, and which texts may hold some."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportgen.report.model import Report, Text, Translated

CITATION = re.compile(r"\[([A-Za-z]{1,3}\d{1,4}(?:\.\d{1,3})*)\]")

CITING: Mapping[str, tuple[str, ...]] = {
    "narrative": ("title", "text"),
    "quarters": ("key_messages", "analysis", "conclusion"),
    "updates": ("done", "next", "obstacle", "evidence"),
}
"""The texts in which a figure is cited, by sheet."""


def may_cite(texts: Translated) -> bool:
    """Whether a text may hold a citation: most hold none, which is quickly seen."""
    return any("[" in text.value for text in texts.texts.values())


def cited_codes(text: Text) -> tuple[str, ...]:
    """The codes of the figures that a text cites, each once."""
    if "[" not in text.value:
        return ()
    return tuple(dict.fromkeys(code.upper() for code in CITATION.findall(text.value)))


def citing_texts(part: object, sheet: str) -> Iterator[Text]:
    """The texts of a row, in every language, that may cite figures."""
    for field in CITING[sheet]:
        yield from getattr(part, field).texts.values()


def all_citing_texts(report: Report) -> Iterator[Text]:
    """Those of every row that is printed."""
    for sheet in CITING:
        for part in getattr(report, sheet):
            if not getattr(part, "internal", False):
                yield from citing_texts(part, sheet)

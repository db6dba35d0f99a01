"""The texts of a report that stand in several languages, row by row, and what makes two of them the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import get_type_hints

from reportgen.report.model import Report, Text, Translated

_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in every language of the workbook.

    ``row`` is what identifies the row, such as ``R4`` or ``R4 2025-Q3``; "" where a row has no name of its own.
    """

    sheet: str
    row: str
    column: str
    texts: Translated

    def __getitem__(self, language: str) -> Text:
        return self.texts[language]

    @property
    def empty(self) -> tuple[Text, ...]:
        """The languages that have no text yet."""
        return tuple(text for text in self.texts.texts.values() if not text.value)


def pairs_of(report: Report) -> tuple[Pair, ...]:
    """Every translated text that has at least one language, sheet by sheet, without internal rows."""
    return tuple(pair for sheet in fields(report) for pair in _of_sheet(sheet.name, getattr(report, sheet.name)))


def _of_sheet(sheet: str, content: object) -> Iterator[Pair]:
    if isinstance(content, str):
        return
    for part in content if isinstance(content, tuple) else (content,):
        if getattr(part, "internal", False):
            continue
        row = _row_name(part)
        for name in _translated(part.__class__):
            texts = getattr(part, name)
            if texts:
                yield Pair(sheet, row, name, texts)


@cache
def _translated(kind: type) -> tuple[str, ...]:
    """The names of the fields that hold translated texts."""
    return tuple(name for name, hint in get_type_hints(kind).items() if hint is Translated)


def _row_name(part: object) -> str:
    names = (getattr(part, name, None) for name in ("code", "item", "quarter"))
    return " ".join(str(name) for name in names if name)


@lru_cache(100_000)  # the texts of a large workbook, each asked for several times
def fingerprint(text: str) -> str:
    """What remains the same when only spaces, quotes or dashes of a text are typed in another way."""
    plain = " ".join(text.translate(_SIGNS).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def is_copy(pair: Pair) -> bool:
    """Whether a sentence stands unchanged in two languages. Names, codes and single words may well be the same."""
    values = [text.value for text in pair.texts.texts.values() if text.value]
    if len({value.lstrip()[:1] for value in values}) == len(values):
        return False  # a glance says so of most
    texts = [" ".join(value.split()) for value in values]
    return len({*texts}) < len(texts) and sum(word.islower() for word in _WORD.findall(texts[0])) >= 3

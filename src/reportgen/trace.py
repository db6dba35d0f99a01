"""Where the words of a report come from: every place that says something, with its cells in the workbook."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, NamedTuple

from lxml import html as lxml_html

from reportgen.build import Order, gather, template_folders
from reportgen.document.edition import Edition
from reportgen.document.glyphs import replacements
from reportgen.document.render import ChartLook, render
from reportgen.language.catalog import load_catalog
from reportgen.language.formats import Formats
from reportgen.report.progress import follow_up
from reportgen.theme import load_theme

_HEADINGS = ("h1", "h2", "h3", "h4")
_BLOCKS = ("p", "li", "td", "th", "dt", "dd", "figcaption", "caption", "blockquote", *_HEADINGS)
_SPACES = re.compile(r"[ \n\t]+")  # no-break spaces stay: a number is not broken on the terminal either
_AROUND = 30  # characters beside what was asked for
_ALIKE = str.maketrans("’‘“”«»–—‑−", '\'\'""""----')


class _Letter(NamedTuple):
    """A letter as it is compared, as it is printed, and the cell it came from."""

    alike: str
    printed: str
    cell: str


@dataclass(frozen=True, slots=True)
class Traced:
    """One place of a report. ``cells`` is empty where the report itself words or counts what stands there."""

    language: str
    section: str
    words: str
    cells: tuple[str, ...]


def trace(order: Order, wanted: str) -> tuple[Traced, ...]:
    """Every place of the ordered quarter, language by language, that says ``wanted`` (any case, any space).

    Raises ProblemsFound when the workbook stops the report.
    """
    return tuple(found for language, page in pages(order) for found in places(language, page, wanted))


def pages(order: Order) -> Iterator[tuple[str, str]]:
    """The page of each language, from which PDF and Word are made."""
    folders = template_folders(order.templates)
    report, problems = gather(order, folders)
    quarter = order.quarter or report.quarters[-1].quarter
    now, theme = follow_up(report, quarter), load_theme(folders[-1] / "theme.toml")
    look = ChartLook(theme.of_charts, theme.font.pdf, theme.page.text_width)
    for language in report.settings.languages:
        words, draft = load_catalog(language, folders[-1] / "locale"), order.draft or now.is_draft
        told = Edition(report, now, words, Formats(language), language, draft, replacements(problems))
        yield language, render(told, folders, look)


def places(language: str, page: str, wanted: str) -> Iterator[Traced]:
    """The places of a page that say ``wanted``, in its order; contents and lists of figures only repeat others."""
    section = ""
    sought = "".join(each.alike for each in _numbers_whole([*_letters((each, "") for each in wanted)])).strip()
    for block in lxml_html.document_fromstring(page).iter(*_BLOCKS):
        letters = _numbers_whole([*_letters(_characters(block))])
        if block.tag in _HEADINGS:
            section = _words(letters)
        inner = any(child.tag in _BLOCKS for child in block.iterdescendants())  # which is asked by itself
        if inner or next(block.iterancestors("nav"), None) is not None:
            continue
        start = "".join(letter.alike for letter in letters).find(sought)
        if start >= 0:
            found = slice(start, start + len(sought))
            cells = _cells(letters[found]) or _cells(letters) or _cells_beside(block)
            yield Traced(language, section, _excerpt(letters, found), cells)


def _characters(block: Any, cell: str = "") -> Iterator[tuple[str, str]]:
    """Each character of a block with the cell it came from, "" where the report itself says it."""
    cell = block.get("data-cell", cell)
    yield from ((each, cell) for each in block.text or "")
    for child in block:
        yield from _characters(child, cell)
        yield from ((each, cell) for each in child.tail or "")


def _letters(characters: Iterable[tuple[str, str]]) -> Iterator[_Letter]:
    """The characters as they are compared, one by one; of several spaces the first."""
    before = " "
    for printed, cell in characters:
        plain = unicodedata.normalize("NFKD", printed.translate(_ALIKE)).casefold()
        for alike in (" " if each.isspace() else each for each in plain if not unicodedata.combining(each)):
            if (before, alike) != (" ", " "):
                yield _Letter(alike, printed, cell)
            before = alike


def _numbers_whole(letters: Sequence[_Letter]) -> list[_Letter]:
    """The letters without what parts the digits of a number, which every language writes in its own way."""
    whole: list[_Letter] = []
    for letter, after in zip_longest(letters, letters[1:]):
        parts = letter.alike in " .," and after is not None and after.alike.isdigit()
        if parts and whole and whole[-1].alike.isdigit():
            whole[-1] = whole[-1]._replace(printed=whole[-1].printed + letter.printed)
        else:
            whole.append(letter)
    return whole


def _cells(letters: Sequence[_Letter]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(letter.cell for letter in letters if letter.cell))


def _cells_beside(block: Any) -> tuple[str, ...]:
    """The cells of the other columns, where a column holds what the report counts or words."""
    row = next(block.iterancestors("tr"), None)
    return () if row is None else _cells([*_letters(_characters(row))])


def _words(letters: Sequence[_Letter]) -> str:
    return _SPACES.sub(" ", "".join(letter.printed for letter in letters)).strip(" ")


def _excerpt(letters: Sequence[_Letter], found: slice) -> str:
    first, last = max(0, found.start - _AROUND), found.stop + _AROUND
    return ("…" if first else "") + _words(letters[first:last]) + ("…" if last < len(letters) else "")

"""One edition: the same report in one language, with the words and forms that its templates need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from markupsafe import Markup, escape

from reportgen.document.emphasis import plain, written
from reportgen.language.catalog import Catalog
from reportgen.language.formats import Formats
from reportgen.language.quotes import verbatim
from reportgen.language.typography import typeset, typeset_around
from reportgen.report.model import Cell, Entry, Report, Text, Translated
from reportgen.report.period import PartialDate
from reportgen.report.progress import FollowUp
from reportgen.report.rich import carried, pieces

_Rules: TypeAlias = Callable[[str, str], str]
"""Typography: a line and its language to the line as it is printed."""


@dataclass
class Numbering:
    """Numbers headings, figures and tables as they come, and remembers headings for the contents."""

    counters: list[int] = field(default_factory=list)
    headings: list[tuple[int, str, str, Markup]] = field(default_factory=list)  # level, number, id, title
    captions: dict[str, int] = field(default_factory=dict)
    cited: set[tuple[str, str]] = field(default_factory=set)  # section, source

    def first_of(self, section: str, source: str) -> bool:
        """Whether the source is cited for the first time in the section; it then has been."""
        first = (section, source) not in self.cited
        self.cited.add((section, source))
        return first

    def caption(self, kind: str) -> int:
        """The number of the next figure or table."""
        self.captions[kind] = self.captions.get(kind, 0) + 1
        return self.captions[kind]

    def heading(self, level: int, title: Markup, anchor: str, numbered: bool) -> str:
        """The number of a new heading; level 2 is the first one that is numbered."""
        number = ""
        if numbered:
            depth = level - 1
            self.counters = (self.counters + [0] * depth)[:depth]
            self.counters[-1] += 1
            number = ".".join(map(str, self.counters))
        self.headings.append((level, number, anchor, title))
        return number


@dataclass(frozen=True)
class Edition:
    """What templates see: the shared report, where it stands, and one language to say it in."""

    report: Report
    now: FollowUp
    catalog: Catalog
    formats: Formats
    language: str
    draft: bool
    unprintable: Mapping[int, str] = field(default_factory=dict)  # what is printed instead, for str.translate
    numbering: Numbering = field(default_factory=Numbering)

    # ------------------------------------------------------------ words of the templates

    def translate(self, message: str, **given: object) -> Markup:
        """A message of a template in this edition's language, with its fields filled in."""
        return escape(typeset(self.catalog.gettext(message), self.language)).format(**given)

    def translate_many(self, singular: str, plural: str, number: int, **given: object) -> Markup:
        """Like :meth:`translate`, in the number's grammatical form; ``{n}`` is the number itself."""
        message = typeset(self.catalog.ngettext(singular, plural, number), self.language)
        return escape(message).format(n=self.formats.number(number), **given)

    # ------------------------------------------------------------ texts of the workbook

    def text(self, source: Translated | Text) -> Markup:
        """A text of the workbook, typeset, with its cell; a mark where this language's text is missing."""
        found = self._of(source)
        if not found:
            return self.missing(found.cell) if source else Markup("")
        return self._cited(found._replace(value=found.value.replace("\n", " ")))

    def needed(self, source: Translated) -> Markup:
        """Like :meth:`text` for a required text: an empty one shows a mark."""
        return self.text(source) if source else self.missing(source[self.language].cell)

    def lines(self, source: Translated | Text, *, needed: bool = False) -> list[Markup]:
        """The lines of a cell, each typeset; one mark where this language's text is missing.

        A text that no language has is no line, or a mark if it is ``needed``.
        """
        return self._lines_by(typeset, source, needed)

    def quoting(self, source: Translated, *, needed: bool = False) -> list[Markup]:
        """Like :meth:`lines`, with typography around what they quote, which may be in another language."""
        return self._lines_by(typeset_around, source, needed)

    def verbatim(self, source: Translated) -> list[Markup]:
        """Like :meth:`lines`, as they were typed: a misprint keeps its faults."""
        return self._lines_by(verbatim, source)

    def bare(self, source: Translated) -> str:
        """A text without markup, for titles, metadata and alternative texts; where it is missing, the mark's words."""
        found = source[self.language]
        return self.typeset(found.value.replace("\n", " ")) if found else plain(self.missing(found.cell))

    def typeset(self, text: str) -> str:
        """A text of the workbook by the language's rules of typography, without what no font can draw."""
        return typeset(text, self.language).translate(self.unprintable)

    def typeset_rich(self, text: Text) -> Text:
        """Like :meth:`typeset`, with the marks at their places."""
        return self._typeset_by(typeset, text)

    def _typeset_by(self, rules: _Rules, text: Text) -> Text:
        value = rules(text.value, self.language)
        return text._replace(value=value.translate(self.unprintable), marks=carried(text.marks, text.value, value))

    def missing(self, cell: Cell) -> Markup:
        """The visible mark of a draft where something is missing."""
        return Markup('<span class="flaw" data-cell="{cell}">{words}</span>').format(
            cell=cell, words=self.translate("To be completed: {cell}", cell=cell)
        )

    def flaw(self, entry: Entry[object], *, needed: bool = False) -> Markup:
        """The mark of a value that could not be read, or is missing where it is ``needed``; nothing for a sound one."""
        if entry.value is None and entry.typed:
            return self.unreadable(entry)
        return self.missing(entry.cell) if needed and entry.value is None else Markup("")

    def unreadable(self, entry: Entry[object]) -> Markup:
        """The visible mark of a draft where a value could not be read."""
        return Markup('<span class="flaw" data-cell="{cell}">{words}</span>').format(
            cell=entry.cell,
            words=self.translate(
                "To be corrected: “{typed}”, {cell}", typed=entry.typed.translate(self.unprintable), cell=entry.cell
            ),
        )

    def _lines_by(self, rules: _Rules, source: Translated | Text, needed: bool = False) -> list[Markup]:
        found = self._of(source)
        if not found:
            return [self.missing(found.cell)] if source or needed else []
        return [_from_cell(self._typeset_by(rules, line)) for line in found.lines]

    def _of(self, source: Translated | Text) -> Text:
        return source if isinstance(source, Text) else source[self.language]

    def _cited(self, text: Text) -> Markup:
        return _from_cell(self.typeset_rich(text))

    # ------------------------------------------------------------ values of the workbook

    def day(self, entry: Entry[date] | date | None, *, needed: bool = False) -> Markup:
        """A date written out, with its cell; a mark where it cannot be read, or is ``needed`` and missing."""
        if entry is None:
            return Markup("")
        if isinstance(entry, date):
            return escape(self.formats.date(entry))
        if entry.value is None:
            return self.flaw(entry, needed=needed)
        return Markup('<span data-cell="{}">{}</span>').format(entry.cell, self.formats.date(entry.value))

    def as_of(self, entry: Entry[PartialDate], *, short: bool = False) -> Markup:
        """A date known to the day, the month or the year, written out; ``short`` for tables."""
        if entry.value is None:
            return self.flaw(entry, needed=True)
        return escape(self.formats.partial_date(entry.value, short=short))

    def listed(self, parts: Iterable[Markup]) -> Markup:
        """Parts as the language lists them: a, b and c."""
        return Markup(self.formats.list(parts))  # noqa: S704 - the parts are markup already


def _from_cell(text: Text) -> Markup:
    return Markup('<span data-cell="{}">{}</span>').format(text.cell, written(pieces(text.value, text.marks)))

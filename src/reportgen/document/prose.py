"""Texts in which ``[F4]`` prints figure F4, in running text with its source as a footnote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup

from reportgen.document.edition import Edition
from reportgen.document.emphasis import written
from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem
from reportgen.report.citations import CITATION, cited_codes, citing_texts
from reportgen.report.figures import figure_states
from reportgen.report.model import Figure, Passage, Text, Translated, Unit
from reportgen.report.period import Quarter
from reportgen.report.progress import FigureState
from reportgen.report.rich import Piece, pieces, within

_OPENS_SENTENCE = re.compile(r"(^|[.!?…][»”]?\s+)$")


def passage_lines(edition: Edition, passage: Passage) -> list[Markup]:
    """The paragraphs or items of one row of the narrative."""
    return cited_lines(edition, passage.text, passage.quarter, passage.section, needed=True)


def cited_lines(
    edition: Edition, source: Translated, at: Quarter | None, section: str = "", *, needed: bool = False
) -> list[Markup]:
    """The lines of a cell with the figures that they cite.

    ``at`` is the quarter whose row it is, None for a row of every report. Within a ``section`` of running text sources
    are called as footnotes; in a table or at a glance there is none: the annex lists each figure with its source.
    """
    text = source[edition.language]
    if not text:
        return edition.lines(source, needed=needed)
    return [_with_figures(edition, line, at, section) for line in text.lines]


def cited(edition: Edition, source: Translated, at: Quarter | None) -> Markup:
    """A text in one line with the figures that it cites."""
    text = source[edition.language]
    if not text:
        return edition.text(source)
    return _with_figures(edition, text._replace(value=text.value.replace("\n", " ")), at)


def not_yet_known(edition: Edition) -> tuple[Problem, ...]:
    """A problem (``figure-not-yet-known``) for each figure that a text cites and only a later quarter reports."""
    report, now = edition.report, edition.now
    later = {figure.code for figure in report.figures} - now.figures.keys()
    return tuple(
        problem(
            "figure-not-yet-known", Place(report.file, text.cell.sheet, text.cell.ref), typed=code, quarter=now.quarter
        )
        for text in _printed(edition)
        for code in cited_codes(text)
        if code in later and text.language == edition.language
    )


def _printed(edition: Edition) -> Iterator[Text]:
    now = edition.now
    for passages in now.narrative.values():
        for passage in passages:
            yield from citing_texts(passage, "narrative")
    yield from citing_texts(now.plan, "quarters")
    for update in edition.report.updates:
        if update.quarter == now.quarter:
            yield from citing_texts(update, "updates")
        elif update.quarter < now.quarter:
            yield from update.evidence.texts.values()


def figure_of(edition: Edition, code: str, at: Quarter | None) -> Figure | None:
    """The row of a figure that a text cites.

    A text of one quarter (``at``) cites what that quarter knew; one that stands in every report restates the event,
    so it cites the event's own value.
    """
    state = edition.now.figures.get(code)
    if state is None or at == edition.now.quarter:
        return state.figure if state else None
    rows = [figure for figure in edition.report.figures if figure.code == code]
    if at is None:
        return next((figure for figure in rows if figure.quarter is None), state.figure)
    return figure_states(rows, at).get(code, state).figure


def figure_value(edition: Edition, figure: Figure, *, prose: bool = False, opens: bool = False) -> Markup:
    """A figure in the form of the language, with the cell of its value. ``opens`` says that it opens a sentence."""
    if figure.value.value is None:
        return edition.unreadable(figure.value) if figure.value.typed else edition.missing(figure.value.cell)
    words = edition.formats.figure(figure.value.value, figure.unit, figure.bound, prose=prose)
    if opens:
        words = words[:1].upper() + words[1:]
    return Markup('<span data-cell="{}">{}</span>').format(figure.value.cell, words)


def source_of(edition: Edition, figure: Figure) -> Markup:
    """The source of a figure with its date, as a footnote or a table says it."""
    return sources_of(edition, [figure])[0]


def sources_of(edition: Edition, figures: Iterable[Figure]) -> list[Markup]:
    """Each distinct source once, with the dates of the figures it gave, unless it says them itself."""
    shared: dict[str, list[Figure]] = {}
    for figure in figures:
        shared.setdefault(edition.bare(figure.source), []).append(figure)
    told = []
    for source, cited in shared.items():
        words = edition.needed(cited[0].source)
        dates = dict.fromkeys(edition.as_of(figure.as_of) for figure in cited)
        if not all(_is_said(date, source) for date in dates):
            words = edition.translate("{source} (as of {date})", source=words, date=edition.listed(dates))
        told.append(words)
    return told


def _is_said(date: str, source: str) -> bool:
    """Whether a source says this date itself: not 11 June for 1 June; a year alone may be another one."""
    return not date.isdigit() and re.search(rf"(?<!\d){re.escape(date)}", source) is not None


def difference_of(edition: Edition, state: FigureState) -> str:
    """How a figure moved since it was last reported, in its unit; empty where no difference can be told."""
    difference, unit = state.difference, state.figure.unit
    if difference is None:
        return ""
    if unit is Unit.PERCENT:
        return edition.formats.points(difference)
    sign = edition.formats.signed(difference)[:1] if difference else ""
    return sign + edition.formats.figure(abs(difference), unit)


def _with_figures(edition: Edition, line: Text, at: Quarter | None, section: str = "") -> Markup:
    """One line with its figures; the first line of a section that cites a source calls it after its last figure."""
    text = edition.typeset_rich(line)
    parts: list[Piece] = []
    cites: dict[str, tuple[list[Figure], int]] = {}
    done = 0
    for found in CITATION.finditer(text.value):
        parts += _pieces(text, done, found.start())
        done = found.end()
        figure = figure_of(edition, found[1].upper(), at)
        if figure is None:
            parts.append(Piece(edition.missing(text.cell)))
            continue
        opens = bool(_OPENS_SENTENCE.search(text.value[: found.start()]))
        told = figure_value(edition, figure, prose=True, opens=opens)
        parts.append(replace(_pieces(text, *found.span())[0], text=told))
        if section:
            source = edition.bare(figure.source)
            cites[source] = [*cites.get(source, ([], 0))[0], figure], len(parts)
    parts += _pieces(text, done, len(text.value))
    first = [called for source, called in cites.items() if edition.numbering.first_of(section, source)]
    for figures, place in sorted(first, key=lambda called: called[1], reverse=True):
        parts.insert(place, Piece(_footnote(edition, figures)))
    return Markup('<span data-cell="{}">{}</span>').format(text.cell, written(parts))


def _pieces(text: Text, start: int, end: int) -> list[Piece]:
    return [*pieces(text.value[start:end], within(text.marks, start, end))]


def _footnote(edition: Edition, figures: list[Figure]) -> Markup:
    return Markup('<span class="footnote">{}.</span>').format(sources_of(edition, figures)[0])

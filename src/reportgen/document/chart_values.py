"""What each chart shows and says: values, finding, alternative text and source, from the follow-up.

A function returns None where the data are missing; the template then leaves the chart out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from reportgen.document.blocks import ChartData, Series
from reportgen.document.edition import Edition, plain
from reportgen.document.prose import sources_of
from reportgen.document.words import mark_word
from reportgen.report.model import Figure, Unit
from reportgen.report.progress import Mark

_COLOURS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart before it is drawn: its values, its finding, what a screen reader says, and its source."""

    data: ChartData
    title: Markup
    alt: Markup
    caption: Markup


def status_by_theme(edition: Edition) -> ChartPlan | None:
    """How many recommendations of each theme stand where: stacked bars of counts."""
    now = edition.now
    tallies = [(theme, now.by_theme[theme.code]) for theme in edition.report.themes if now.by_theme[theme.code].total]
    if not tallies:
        return None
    themes = [f"{theme.code}  {edition.bare(theme.short)}" for theme, _ in tallies]
    marks = [mark for mark in Mark if any(tally.by_mark[mark] for _, tally in tallies)]
    series = tuple(
        Series(
            name=plain(mark_word(edition, mark)),
            values=tuple(float(tally.by_mark[mark]) for _, tally in tallies),
            colour=mark.value,
            labels=tuple(
                edition.formats.number(tally.by_mark[mark]) if tally.by_mark[mark] else "" for _, tally in tallies
            ),
        )
        for mark in marks
    )
    spoken = [
        edition.translate(
            "{theme}: {counts}",
            theme=theme,
            counts=edition.formats.list([f"{s.name} {s.labels[i]}" for s in series if s.labels[i]]),
        )
        for i, theme in enumerate(themes)
    ]
    return ChartPlan(
        ChartData("stacked_bars", tuple(themes), series),
        edition.translate(
            "{completed} of {relevant} recommendations completed, {overdue} overdue",
            completed=edition.formats.number(now.overall.completed),
            relevant=edition.formats.number(now.overall.relevant),
            overdue=edition.formats.number(now.overall.overdue),
        ),
        edition.translate("Recommendations by theme and status. {themes}.", themes=_sentence(edition, spoken)),
        _workbook_source(edition, edition.translate("Recommendations by theme and status")),
    )


def progress_over_quarters(edition: Edition) -> ChartPlan | None:
    """Average progress and completion rate at each cut-off date; needs two quarters."""
    closed = {edition.now.quarter, *(plan.quarter for plan in edition.report.quarters if plan.final)}
    trend = [
        point for point in edition.now.trend if point.quarter in closed and point.overall.average_percent is not None
    ]
    if len(trend) < 2:
        return None
    quarters = tuple(edition.formats.quarter_short(point.quarter) for point in trend)
    average = [float(point.overall.average_percent or 0) for point in trend]
    completion = [100 * float(point.overall.completion or 0) for point in trend]

    def line(name: Markup, values: list[float], colour: str) -> Series:
        labels = tuple(edition.formats.percent(round(value), prose=False) for value in values)
        return Series(plain(name), tuple(round(value, 1) for value in values), colour, labels)

    lines = (
        line(edition.translate("Average progress"), average, "first"),
        line(edition.translate("Completion rate"), completion, "completed"),
    )
    gain = round(average[-1]) - round(average[-2])
    title = edition.translate(
        "Average progress at {percent}, {points} since {quarter}",
        percent=lines[0].labels[-1],
        points=edition.formats.points(gain),
        quarter=quarters[-2],
    )
    spoken = [
        edition.translate(
            "{theme}: {counts}",
            theme=s.name,
            counts=edition.formats.list(map(plain, _pairs(edition, quarters, s.labels))),
        )
        for s in lines
    ]
    return ChartPlan(
        ChartData("lines", quarters, lines, number_format='0"%"', maximum=100),
        title,
        edition.translate("Progress by quarter. {lines}.", lines=_sentence(edition, spoken)),
        _workbook_source(edition, edition.translate("Average progress and completion rate of the recommendations")),
    )


def people(edition: Edition) -> ChartPlan | None:
    """People in need, targeted and reached over the years: grouped columns in millions.

    The finding is of the first series that is known in two years.
    """
    figures = _of_chart(edition, "people")
    years = sorted({figure.as_of.value.year for figure in figures if figure.as_of.value})
    names = _names(edition, figures)
    if len(years) < 2 or not names:
        return None
    cells = {(_name(edition, f), f.as_of.value.year): _millions(f) for f in figures if f.as_of.value}
    series = tuple(
        Series(
            name,
            tuple(cells.get((name, year)) for year in years),
            _COLOURS[i % len(_COLOURS)],
            tuple(
                ""
                if (value := cells.get((name, year))) is None
                else edition.formats.number(Decimal(str(round(value, 1))))
                for year in years
            ),
        )
        for i, name in enumerate(names)
    )
    known = [(s.name, [(year, label) for year, label in zip(years, s.labels, strict=True) if label]) for s in series]
    name, told = next(((name, told) for name, told in known if len(told) > 1), ("", []))
    if not told:
        return None
    spoken = [
        edition.translate(
            "{theme}: {counts}",
            theme=s.name,
            counts=edition.formats.list(map(plain, _pairs(edition, years, s.labels))),
        )
        for s in series
    ]
    return ChartPlan(
        ChartData("columns", tuple(str(year) for year in years), series, number_format="0.0"),
        edition.translate(
            "{series}: {before} million in {first}, {after} million in {last}",
            series=name,
            before=told[0][1],
            first=told[0][0],
            after=told[-1][1],
            last=told[-1][0],
        ),
        edition.translate("People, in millions, by year. {lines}.", lines=_sentence(edition, spoken)),
        _figures_source(edition, edition.translate("People in need, targeted and reached, in millions"), figures),
    )


def funding(edition: Edition) -> ChartPlan | None:
    """Funding required and received, one bar each, in millions of dollars."""
    figures = _of_chart(edition, "funding")
    if len(figures) < 2:
        return None
    values = [float(Decimal(str(figure.value.value))) for figure in figures]
    labels = [edition.formats.figure(figure.value.value, figure.unit, figure.bound, prose=False) for figure in figures]  # type: ignore[arg-type]
    names = [_name(edition, figure) for figure in figures]
    share = round(100 * values[1] / values[0]) if values[0] else 0
    return ChartPlan(
        ChartData(
            "bars",
            tuple(names),
            (Series(plain(edition.translate("Millions of US dollars")), tuple(values), "first", tuple(labels)),),
            "0.0",
        ),
        edition.translate(
            "{part} of the funding required has been received", part=edition.formats.percent(share, prose=False)
        ),
        edition.translate("Funding. {lines}.", lines=_sentence(edition, _pairs(edition, names, labels))),
        _figures_source(edition, edition.translate("Funding required and received"), figures),
    )


def regions(edition: Edition) -> ChartPlan | None:
    """Shares of displaced people by region, the largest first."""
    figures = sorted(_of_chart(edition, "regions"), key=lambda figure: -float(Decimal(str(figure.value.value))))
    if len(figures) < 2:
        return None
    names = [_name(edition, figure) for figure in figures]
    values = [float(Decimal(str(figure.value.value))) for figure in figures]
    labels = [edition.formats.percent(figure.value.value, prose=False) for figure in figures]  # type: ignore[arg-type]
    return ChartPlan(
        ChartData(
            "bars",
            tuple(names),
            (Series(plain(edition.translate("Share")), tuple(values), "first", tuple(labels)),),
            '0"%"',
        ),
        edition.translate(
            "{first} and {second} host the largest shares of displaced people", first=names[0], second=names[1]
        ),
        edition.translate(
            "Share of displaced people by host region. {lines}.",
            lines=_sentence(edition, _pairs(edition, names, labels)),
        ),
        _figures_source(edition, edition.translate("Displaced people by host region"), figures),
    )


CHARTS = {
    "status_by_theme": status_by_theme,
    "progress_over_quarters": progress_over_quarters,
    "people": people,
    "funding": funding,
    "regions": regions,
}


def _of_chart(edition: Edition, chart: str) -> list[Figure]:
    """The latest known row of each figure of a chart, in the order of the sheet, those with a number."""
    states = edition.now.figures.values()
    return [s.figure for s in states if s.figure.chart == chart and isinstance(s.figure.value.value, Decimal)]


def _name(edition: Edition, figure: Figure) -> str:
    return edition.bare(figure.series or figure.label)


def _names(edition: Edition, figures: Iterable[Figure]) -> list[str]:
    return list(dict.fromkeys(_name(edition, figure) for figure in figures))


def _millions(figure: Figure) -> float | None:
    value = figure.value.value
    if not isinstance(value, Decimal):
        return None
    return float(value) if figure.unit is Unit.MILLION else float(value / 1_000_000)


def _pairs(edition: Edition, names: Iterable[object], values: Iterable[object]) -> list[Markup]:
    """Each name with its value, as the language writes it; those without a value are left out."""
    return [
        edition.translate("{theme}: {counts}", theme=name, counts=value)
        for name, value in zip(names, values, strict=True)
        if value
    ]


def _sentence(edition: Edition, parts: Iterable[Markup]) -> Markup:
    return escape(edition.typeset("; ".join(plain(part) for part in parts)))


def _workbook_source(edition: Edition, what: Markup) -> Markup:
    return edition.translate(
        "{what}. Source: follow-up log of the coordination team, as of {date}.",
        what=what,
        date=edition.day(edition.now.plan.cutoff),
    )


def _figures_source(edition: Edition, what: Markup, figures: list[Figure]) -> Markup:
    sources = _sentence(edition, sources_of(edition, figures))
    return edition.translate("{what}. Source: {sources}.", what=what, sources=sources)

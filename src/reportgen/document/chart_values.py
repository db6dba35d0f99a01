"""What each chart shows and says: values, finding, alternative text and source, from the follow-up.

A function returns None where the data are missing; the template then leaves the chart out.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup

from reportgen.document.blocks import ChartData, Series
from reportgen.document.chart_due import due_dates
from reportgen.document.chart_plan import ChartPlan, pairs, sentence
from reportgen.document.chart_progress import progress_by_theme, progress_over_quarters, status_by_theme
from reportgen.document.edition import Edition
from reportgen.document.emphasis import plain
from reportgen.document.prose import sources_of
from reportgen.report.model import Figure, Unit

_COLOURS = ("first", "second", "third", "fourth")


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
            counts=edition.formats.list(map(plain, pairs(edition, years, s.labels))),
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
        edition.translate("People, in millions, by year. {lines}.", lines=sentence(edition, spoken)),
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
        edition.translate("Funding. {lines}.", lines=sentence(edition, pairs(edition, names, labels))),
        _figures_source(edition, edition.translate("Funding required and received"), figures),
    )


def regions(edition: Edition) -> ChartPlan | None:
    """Displaced people by region, as shares or in numbers, the largest first."""
    figures = sorted(_of_chart(edition, "regions"), key=lambda figure: -float(Decimal(str(figure.value.value))))
    if len(figures) < 2:
        return None
    names = [_name(edition, figure) for figure in figures]
    values = [float(Decimal(str(figure.value.value))) for figure in figures]
    labels = [edition.formats.figure(figure.value.value, figure.unit, figure.bound, prose=False) for figure in figures]  # type: ignore[arg-type]
    shares = figures[0].unit is Unit.PERCENT
    return ChartPlan(
        ChartData(
            "bars",
            tuple(names),
            (Series(plain(edition.translate("Displaced people")), tuple(values), "first", tuple(labels)),),
            '0"%"' if shares else "#,##0",
        ),
        edition.translate("{first} and {second} host the most displaced people", first=names[0], second=names[1]),
        edition.translate(
            "Displaced people by host region. {lines}.", lines=sentence(edition, pairs(edition, names, labels))
        ),
        _figures_source(edition, edition.translate("Displaced people by host region"), figures),
    )


CHARTS = {
    "status_by_theme": status_by_theme,
    "progress_over_quarters": progress_over_quarters,
    "progress_by_theme": progress_by_theme,
    "due_dates": due_dates,
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


def _figures_source(edition: Edition, what: Markup, figures: list[Figure]) -> Markup:
    sources = sentence(edition, sources_of(edition, figures))
    return edition.translate("{what}. Source: {sources}.", what=what, sources=sources)

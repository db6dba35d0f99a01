"""What each chart shows and says: values, finding, alternative text and source, from the follow-up.

A function returns None where the data are missing; the template then leaves the chart out.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup

from reportgen.document.blocks import ChartData, Series
from reportgen.document.chart_due import due_dates
from reportgen.document.chart_plan import ChartPlan, captioned, pairs, sentence
from reportgen.document.chart_progress import progress_by_theme, progress_over_quarters, status_by_theme
from reportgen.document.edition import Edition
from reportgen.document.emphasis import plain
from reportgen.document.prose import sources_of
from reportgen.report.model import Figure, Unit
from reportgen.rounding import half_up

_MILLION = 1_000_000
_COLOURS = ("first", "second", "third", "fourth")


def people(edition: Edition) -> ChartPlan | None:
    """People in need, targeted and reached over the years: grouped columns, in millions where there are so many.

    The finding is of the first series that is known in two years.
    """
    figures = _of_chart(edition, "people")
    years = sorted({figure.as_of.value.year for figure in figures if figure.as_of.value})
    names = _names(edition, figures)
    if len(years) < 2 or not names:
        return None
    told_of = {(_name(edition, f), f.as_of.value.year): f for f in figures if f.as_of.value}
    many = any(_people(figure) >= _MILLION for figure in told_of.values())
    cells = {place: _millions(figure) if many else _people(figure) for place, figure in told_of.items()}
    unknown = plain(edition.translate("no data"))
    series = tuple(
        Series(
            name,
            tuple(float(cells[name, year]) if (name, year) in cells else None for year in years),
            _COLOURS[i % len(_COLOURS)],
            tuple(edition.formats.number(cells[name, year]) if (name, year) in cells else unknown for year in years),
        )
        for i, name in enumerate(names)
    )
    written = edition.formats.million if many else edition.formats.number
    known = [(name, [(year, written(cells[name, year])) for year in years if (name, year) in cells]) for name in names]
    name, told = next(((name, told) for name, told in known if len(told) > 1), ("", []))
    if not told:
        return None
    what = (
        edition.translate("People in need, targeted and reached, in millions")
        if many
        else edition.translate("People in need, targeted and reached")
    )
    spoken = [
        edition.translate(
            "{theme}: {counts}",
            theme=s.name,
            counts=edition.formats.list(map(plain, pairs(edition, years, s.labels))),
        )
        for s in series
    ]
    return ChartPlan(
        ChartData("columns", tuple(str(year) for year in years), series, number_format="0.0" if many else "#,##0"),
        edition.translate(
            "{series}: {before} in {first}, {after} in {last}",
            series=name,
            before=told[0][1],
            first=told[0][0],
            after=told[-1][1],
            last=told[-1][0],
        ),
        (
            edition.translate("People, in millions, by year. {lines}.", lines=sentence(edition, spoken))
            if many
            else edition.translate("People by year. {lines}.", lines=sentence(edition, spoken))
        ),
        _figures_source(edition, what, figures),
    )


def funding(edition: Edition) -> ChartPlan | None:
    """Funding required and received, one bar each, in millions of dollars."""
    figures = _of_chart(edition, "funding")
    if len(figures) < 2:
        return None
    values = [float(_number(figure)) for figure in figures]
    labels = [edition.formats.figure(_number(figure), figure.unit, figure.bound) for figure in figures]
    names = [_name(edition, figure) for figure in figures]
    share = 100 * values[1] / values[0] if values[0] else 0
    return ChartPlan(
        ChartData(
            "bars",
            tuple(names),
            (Series(plain(edition.translate("Millions of US dollars")), tuple(values), "first", tuple(labels)),),
            "0.0",
        ),
        edition.translate("{part} of the funding required has been received", part=edition.formats.percent(share, 0)),
        edition.translate("Funding. {lines}.", lines=sentence(edition, pairs(edition, names, labels))),
        _figures_source(edition, edition.translate("Funding required and received"), figures),
    )


def regions(edition: Edition) -> ChartPlan | None:
    """Displaced people by region, as shares or in numbers, the largest first."""
    figures = sorted(_of_chart(edition, "regions"), key=lambda figure: -_number(figure))
    if len(figures) < 2:
        return None
    names = [_name(edition, figure) for figure in figures]
    values = [float(_number(figure)) for figure in figures]
    labels = [edition.formats.figure(_number(figure), figure.unit, figure.bound) for figure in figures]
    shares = figures[0].unit is Unit.PERCENT
    what = (
        edition.translate("Share of displaced people by host region")
        if shares
        else edition.translate("Displaced people by host region")
    )
    return ChartPlan(
        ChartData(
            "bars",
            tuple(names),
            (Series(plain(edition.translate("Displaced people")), tuple(values), "first", tuple(labels)),),
            edition.formats.percent_code if shares else "#,##0",
        ),
        edition.translate("{first} and {second} host the most displaced people", first=names[0], second=names[1]),
        edition.translate("{what}. {lines}.", what=what, lines=sentence(edition, pairs(edition, names, labels))),
        _figures_source(edition, what, figures),
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
    """The latest known row of each figure of a chart, in the order of the sheet, those with a number to draw."""
    rows = [state.figure for state in edition.now.figures.values() if state.figure.chart == chart]
    return [figure for figure in rows if isinstance(figure.value.value, Decimal) and figure.value.value >= 0]


def _name(edition: Edition, figure: Figure) -> str:
    return edition.bare(figure.series or figure.label)


def _names(edition: Edition, figures: Iterable[Figure]) -> list[str]:
    return list(dict.fromkeys(_name(edition, figure) for figure in figures))


def _number(figure: Figure) -> Decimal:
    return Decimal(str(figure.value.value))


def _people(figure: Figure) -> Decimal:
    return _number(figure) * (_MILLION if figure.unit is Unit.MILLION else 1)


def _millions(figure: Figure) -> Decimal:
    """As the text says it where it is typed in millions; else to one decimal, of less than a million to two digits."""
    if figure.unit is Unit.MILLION:
        return _number(figure)
    millions = _number(figure) / _MILLION
    return half_up(millions, max(1, 1 - millions.adjusted()))


def _figures_source(edition: Edition, what: Markup, figures: list[Figure]) -> Markup:
    sources = sentence(edition, sources_of(edition, figures))
    return captioned(what, edition.translate("Source: {sources}.", sources=sources))

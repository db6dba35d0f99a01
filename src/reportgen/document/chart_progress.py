"""Charts of the follow-up: how many recommendations stand where, and how they moved over the quarters."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from reportgen.document.blocks import ChartData, Series
from reportgen.document.chart_plan import ChartPlan, pairs, sentence, workbook_source
from reportgen.document.edition import Edition
from reportgen.document.emphasis import plain
from reportgen.document.words import mark_sign, mark_word
from reportgen.report.progress import Mark, TrendPoint
from reportgen.rounding import half_up

_SHADES = ("rule", "second", "first")  # quarters from light to dark, the latest the darkest
_MOST_NAMED = 8  # with more themes than this, columns have room for their codes only


def status_by_theme(edition: Edition) -> ChartPlan | None:
    """How many recommendations of each theme stand where: stacked bars of counts.

    Signs go with the counts: in grey print the colours of statuses look alike.
    """
    now = edition.now
    tallies = [(theme, now.by_theme[theme.code]) for theme in edition.report.themes if now.by_theme[theme.code].total]
    if not tallies:
        return None
    themes = [f"{theme.code}  {edition.bare(theme.short)}" for theme, _ in tallies]
    marks = [mark for mark in Mark if any(tally.by_mark[mark] for _, tally in tallies)]
    series = tuple(
        Series(
            name=f"{mark_sign(mark)}\u00a0{plain(mark_word(edition, mark))}",
            values=tuple(float(tally.by_mark[mark]) for _, tally in tallies),
            colour=mark.value,
            labels=tuple(
                f"{edition.formats.number(count)}\u00a0{mark_sign(mark)}" if (count := tally.by_mark[mark]) else ""
                for _, tally in tallies
            ),
        )
        for mark in marks
    )
    spoken = [
        edition.translate(
            "{theme}: {counts}",
            theme=theme,
            counts=edition.formats.list(
                f"{plain(mark_word(edition, mark))} {edition.formats.number(count)}"
                for mark, count in tally.by_mark.items()
                if count
            ),
        )
        for theme, (_, tally) in zip(themes, tallies, strict=True)
    ]
    return ChartPlan(
        ChartData("stacked_bars", tuple(themes), series),
        edition.translate(
            "{completed} of {relevant} recommendations completed, {overdue} overdue",
            completed=edition.formats.number(now.overall.completed),
            relevant=edition.formats.number(now.overall.relevant),
            overdue=edition.formats.number(now.overall.overdue),
        ),
        edition.translate("Recommendations by theme and status. {themes}.", themes=sentence(edition, spoken)),
        workbook_source(edition, edition.translate("Recommendations by theme and status")),
    )


def progress_over_quarters(edition: Edition) -> ChartPlan | None:
    """Average progress and completion rate at each cut-off date; needs two quarters."""
    trend = _closed(edition)
    if len(trend) < 2:
        return None
    quarters = tuple(edition.formats.quarter_short(point.quarter) for point in trend)
    average = [float(point.overall.average_percent or 0) for point in trend]
    completion = [100 * float(point.overall.completion or 0) for point in trend]

    def line(name: Markup, values: list[float], colour: str) -> Series:
        labels = tuple(edition.formats.percent(value, 0) for value in values)
        return Series(plain(name), tuple(float(half_up(value, 1)) for value in values), colour, labels)

    lines = (
        line(edition.translate("Average progress"), average, "first"),
        line(edition.translate("Completion rate"), completion, "completed"),
    )
    gain = half_up(average[-1]) - half_up(average[-2])
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
            counts=edition.formats.list(map(plain, pairs(edition, quarters, s.labels))),
        )
        for s in lines
    ]
    return ChartPlan(
        ChartData("lines", quarters, lines, number_format=edition.formats.percent_code, maximum=100),
        title,
        edition.translate("Progress by quarter. {lines}.", lines=sentence(edition, spoken)),
        workbook_source(edition, edition.translate("Average progress and completion rate of the recommendations")),
    )


def progress_by_theme(edition: Edition) -> ChartPlan | None:
    """Average progress of each theme at the last cut-off dates, three at most; needs two quarters and two themes."""
    trend = _closed(edition)[-len(_SHADES) :]
    themes = [theme for theme in edition.report.themes if edition.now.by_theme[theme.code].average_percent is not None]
    if len(trend) < 2 or len(themes) < 2:
        return None
    named = [f"{theme.code}  {edition.bare(theme.short)}" for theme in themes]
    series = tuple(
        _of_themes(edition, point, [theme.code for theme in themes], colour)
        for point, colour in zip(trend, _SHADES[-len(trend) :], strict=True)
    )
    averages = [[point.by_theme[theme.code].average_percent for theme in themes] for point in trend[-2:]]
    gains = [
        (half_up(now) - half_up(before), name, label)
        for name, before, now, label in zip(named, *averages, series[-1].labels, strict=True)
        if before is not None and now is not None
    ]
    spoken = [
        edition.translate(
            "{theme}: {counts}",
            theme=name,
            counts=edition.formats.list(
                map(plain, pairs(edition, [s.name for s in series], [s.labels[place] for s in series]))
            ),
        )
        for place, name in enumerate(named)
    ]
    categories = named if len(themes) <= _MOST_NAMED else [theme.code for theme in themes]
    return ChartPlan(
        ChartData("columns", tuple(categories), series, number_format=edition.formats.percent_code, maximum=100),
        _gained(edition, max(gains, key=lambda gain: gain[0], default=None), series[-2].name),
        edition.translate("Average progress by theme. {themes}.", themes=sentence(edition, spoken)),
        workbook_source(edition, edition.translate("Average progress of the recommendations of each theme")),
    )


def _gained(edition: Edition, best: tuple[Decimal, str, str] | None, since: str) -> Markup:
    if best is None or best[0] <= 0:
        return edition.translate("No theme has advanced since {quarter}", quarter=since)
    points, theme, label = best
    return edition.translate(
        "{theme} gained most since {quarter}: {points}, to {percent}",
        theme=theme,
        quarter=since,
        points=edition.formats.points(points),
        percent=label,
    )


def _of_themes(edition: Edition, point: TrendPoint, codes: Sequence[str], colour: str) -> Series:
    """One quarter's averages of the themes, None where nothing of a theme was relevant."""
    known = [point.by_theme[code].average_percent for code in codes]
    return Series(
        edition.formats.quarter_short(point.quarter),
        tuple(None if value is None else float(half_up(value, 1)) for value in known),
        colour,
        tuple("" if value is None else edition.formats.percent(value, 0) for value in known),
    )


def _closed(edition: Edition) -> list[TrendPoint]:
    """The quarters of the trend that are closed, and this one, where something was relevant."""
    closed = {edition.now.quarter, *(plan.quarter for plan in edition.report.quarters if plan.final)}
    return [
        point for point in edition.now.trend if point.quarter in closed and point.overall.average_percent is not None
    ]

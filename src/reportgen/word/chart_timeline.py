"""A timeline as a native chart: stacked bars on an axis of dates, with one line, at the cut-off date.

Word knows no line at a date among bars. The axis has but one step between its ends, and that step is the cut-off date.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.blocks import ChartData, Series
from reportgen.theme import Theme
from reportgen.word.chart_look import CATEGORY_AXIS, VALUE_AXIS, category_axis, decoration, ticks
from reportgen.word.chart_parts import UNBROKEN, letters, text_format, value
from reportgen.word.chart_parts import fill as filled
from reportgen.word.markup import Xml, element, join, text

_LINE = 12700  # EMU: 1 pt
_MOST_ROOM = 0.95  # of a step: the axis ends before its second step


def with_room(data: ChartData) -> ChartData:
    """The timeline with one more series, of no colour: it holds the labels at the ends of the bars, and its name
    tells in the legend what the line means.
    """
    first, mark, last = data.minimum or 0.0, data.mark or 0.0, data.maximum or 0.0
    longest = max((len(label) for label in data.series[0].labels), default=0)
    wanted = last + (last - first) * min(longest * 0.014, 0.6)
    end = min(wanted, mark + (mark - first) * _MOST_ROOM)
    ends = [sum(series.values[row] or 0 for series in data.series) for row in range(len(data.categories))]
    room = Series(
        f"¦ {data.mark_name}",
        tuple(max(round(end - each), 1) for each in ends),
        data.series[0].colour,
        data.series[0].labels,
    )
    shown = (*(replace(series, labels=()) for series in data.series), room)
    return replace(data, series=shown, maximum=max(end, *ends))


def timeline_decoration(data: ChartData, place: int, theme: Theme) -> Xml:
    if place < len(data.series) - 1:
        return decoration(data, place, theme)
    return element("c:spPr", None, element("a:noFill"), element("a:ln", None, element("a:noFill")))


def timeline_labels(data: ChartData, place: int, theme: Theme) -> Xml:
    """Texts at the beginning of the room that is left for them; none on the bars."""
    series = data.series[place]
    if not series.labels:
        return element("c:dLbls", None, value("delete", 1))
    look = text_format("c:txPr", theme, theme.colour.body, unbroken=True)
    shown = join(*(value(f"show{part}", int(part == "Val")) for part in _PARTS))
    points = [
        element("c:dLbl", None, value("idx", row), _told(label, theme), look, value("dLblPos", "inBase"), shown)
        for row, label in enumerate(series.labels)
    ]
    return element("c:dLbls", None, *points, look, value("dLblPos", "inBase"), shown)


_PARTS = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


def timeline_axes(data: ChartData, theme: Theme) -> tuple[Xml, Xml]:
    """The rows, the first on top; the dates beneath them, written where the axis begins and at the cut-off date."""
    first, mark, last = data.minimum or 0.0, data.mark or 0.0, data.maximum or 0.0
    dashed = element("a:ln", {"w": _LINE}, filled(theme.colour.body), element("a:prstDash", {"val": "dash"}))
    dates = element(
        "c:valAx",
        None,
        value("axId", VALUE_AXIS),
        element(
            "c:scaling",
            None,
            value("orientation", "minMax"),
            value("max", f"{last:.0f}"),
            value("min", f"{first:.0f}"),
        ),
        value("delete", 0),
        value("axPos", "b"),
        element("c:majorGridlines", None, element("c:spPr", None, dashed)),
        *ticks(data.number_format, "high"),  # rows run downwards, so the high end is at the foot
        element("c:spPr", None, element("a:ln", None, element("a:noFill"))),
        text_format("c:txPr", theme, theme.colour.body),
        value("crossAx", CATEGORY_AXIS),
        value("crosses", "autoZero"),
        value("crossBetween", "between"),
        value("majorUnit", f"{mark - first:.0f}"),
    )
    return category_axis(theme, across=True), dates


def _told(label: str, theme: Theme) -> Xml:
    run = element("a:r", None, letters("a:rPr", theme, theme.colour.body, False), element("a:t", None, text(label)))
    return element("c:tx", None, element("c:rich", None, UNBROKEN, element("a:p", None, run)))

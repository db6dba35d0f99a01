"""Direct labels of charts: what they say, where they stand, and in which colour they can be read."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.document.blocks import ChartData, Series
from reportgen.rounding import half_up
from reportgen.theme import Theme
from reportgen.word.chart_parts import UNBROKEN, colour_of, letters, number_format, text_format, value
from reportgen.word.markup import NOTHING, Xml, element, join, text

_NEAR = 0.2  # of the scale
_READABLE = 4.5  # contrast that WCAG 2.1 AA asks of text
_SHOWN = join(
    *(
        value(f"show{part}", int(part == "Val"))
        for part in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
)


def labels(data: ChartData, place: int, theme: Theme) -> Xml:
    """Direct labels. Where a number format can say what the given texts say, it does, so that the labels follow
    when somebody edits the values in Word; elsewhere (decimals, whose sign differs by country) they are texts.
    """
    series = data.series[place]
    inside = data.kind == "stacked_bars"
    bold = inside or data.kind == "lines"
    colour = _ink(data, colour_of(series.colour, theme), theme)
    look = text_format("c:txPr", theme, colour, bold=bold, unbroken=True)
    code = _format_of(series) if series.labels else _silent_zeros(data.number_format) if inside else data.number_format
    points: list[Xml] = []
    for point, number in enumerate(series.values):
        where = _position(data, place, point)
        label = series.labels[point] if series.labels else ""
        if (number is None and not label) or (number is not None and code and where == _position(data, place)):
            continue
        told = _label_text(label, theme, colour, bold) if label and (number is None or not code) else NOTHING
        shown = join(told, number_format(code or data.number_format), look, where, _SHOWN)
        hidden = bool(series.labels) and not label
        points.append(element("c:dLbl", None, value("idx", point), value("delete", 1) if hidden else shown))
    usual = join(number_format(code or data.number_format), look, _position(data, place), _SHOWN)
    return element("c:dLbls", None, *points, usual)


def _format_of(series: Series) -> str:
    """The number format that prints every label of a series (whole numbers, with what follows them), or ""."""
    told = [(number, label) for number, label in zip(series.values, series.labels, strict=True) if number is not None]
    silent = {number for number, label in told if not label}
    endings = {label.removeprefix(str(half_up(number))) for number, label in told if label}
    ending = endings.pop() if len(endings) == 1 else "0"
    matched = all(label == f"{half_up(number)}{ending}" for number, label in told if label)
    if not matched or any(c in ending for c in '\\"0123456789') or any(silent):
        return ""
    if silent and any(label for number, label in told if not number):
        return ""  # one zero is told, another is not
    code = f'0"{ending}"' if ending else "0"
    return _silent_zeros(code) if silent else code


def _silent_zeros(code: str) -> str:
    """The number format, with nothing for zero: a part of no length needs no label."""
    return code if ";" in code else f"{code};{code};"


def _label_text(label: str, theme: Theme, colour: str, bold: bool) -> Xml:
    run = element("a:r", None, letters("a:rPr", theme, colour, bold), element("a:t", None, text(label)))
    return element("c:tx", None, element("c:rich", None, UNBROKEN, element("a:p", None, run)))


def _position(data: ChartData, place: int, point: int | None = None) -> Xml:
    """Where labels stand: inside stacked bars, at the end of others; above the highest line and below the rest.

    A label below a point that lies so low would fall on the axis: it stands above the point where there is room up
    to the next line, else beside it.
    """
    if data.kind == "stacked_bars":
        return value("dLblPos", "ctr")
    if data.kind != "lines":
        return value("dLblPos", "outEnd")
    ends = [next((v for v in reversed(series.values) if v is not None), 0.0) for series in data.series]
    if place == ends.index(max(ends)):
        return value("dLblPos", "t")
    number = None if point is None else data.series[place].values[point]
    if point is None or number is None:
        return value("dLblPos", "b")
    room = _NEAR * (data.maximum or max(v or 0.0 for series in data.series for v in series.values))
    others = [series.values[point] for series in data.series[:place] + data.series[place + 1 :]]
    crowded = any(other is not None and number <= other < number + room for other in others)
    return value("dLblPos", "b" if number >= room else "r" if crowded else "t")


def _ink(data: ChartData, colour: str, theme: Theme) -> str:
    """White on a part of a bar, a line's own colour where there are several, or the body's dark where these would be
    hard to read.
    """
    readable = 1.05 / (_luminance(colour) + 0.05) >= _READABLE
    if readable and data.kind == "stacked_bars":
        return "#FFFFFF"
    return colour if readable and data.kind == "lines" and len(data.series) > 1 else theme.colour.body


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    channels: Iterable[float] = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

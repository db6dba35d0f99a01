"""How charts look: series, direct labels, axes and legend, in the colours and the font of the theme."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.document.blocks import ChartData, Series
from reportgen.problems import ContractBroken
from reportgen.theme import Theme
from reportgen.word.formats import plain
from reportgen.word.markup import NOTHING, Xml, element, join, text

_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222  # python-pptx's own ids are negative, which the schema refuses
_LABEL_SIZE = 8.0
_LINE_WIDTH = 28575  # EMU: 2.25 pt
_HAIRLINE = 6350
_NEAR_AXIS = 0.08  # of the scale
_READABLE = 4.5  # contrast that WCAG 2.1 AA asks of text


def value(name: str, content: object) -> Xml:
    """The most common element of DrawingML charts: one value, in ``val``."""
    return element(f"c:{name}", {"val": content})


_SHOWN = join(
    *(
        value(f"show{part}", int(part == "Val"))
        for part in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
)


def plot(data: ChartData, *series: Xml) -> Xml:
    ids = join(value("axId", _CATEGORY_AXIS), value("axId", _VALUE_AXIS))
    if data.kind == "lines":
        return element(
            "c:lineChart", None, value("grouping", "standard"), value("varyColors", 0), *series, value("marker", 1), ids
        )
    stacked = data.kind == "stacked_bars"
    return element(
        "c:barChart",
        None,
        value("barDir", "col" if data.kind == "columns" else "bar"),
        value("grouping", "stacked" if stacked else "clustered"),
        value("varyColors", 0),
        *series,
        value("gapWidth", 70 if data.kind == "columns" else 45),
        value("overlap", 100 if stacked else -4),
        ids,
    )


def decoration(data: ChartData, place: int, theme: Theme) -> Xml:
    """The fill of bars, or the line and the markers."""
    colour = _colour(data.series[place].colour, theme)
    fill = _fill(colour)
    if data.kind != "lines":
        return element("c:spPr", None, fill, element("a:ln", None, element("a:noFill")))
    line = element("a:ln", {"w": _LINE_WIDTH, "cap": "rnd"}, fill, element("a:round"))
    marker = element(
        "c:marker",
        None,
        value("symbol", "circle"),
        value("size", 6),
        element("c:spPr", None, fill, element("a:ln", None, element("a:noFill"))),
    )
    return join(element("c:spPr", None, line), marker)


def labels(data: ChartData, place: int, theme: Theme) -> Xml:
    """Direct labels. Where a number format can say what the given texts say, it does, so that the labels follow
    when somebody edits the values in Word; elsewhere (decimals, whose sign differs by country) they are texts.
    """
    series = data.series[place]
    inside = data.kind == "stacked_bars"
    bold = inside or data.kind == "lines"
    colour = _text_on(_colour(series.colour, theme), theme) if inside else theme.colour.body
    look = _text("c:txPr", theme, colour, bold=bold)
    number_format = _format_of(series) if series.labels else data.number_format
    points: list[Xml] = []
    for point, number in enumerate(series.values):
        where = _position(data, place, point)
        label = series.labels[point] if series.labels else ""
        if number is None or (number_format and where == _position(data, place)):
            continue
        told = _label_text(label, theme, colour, bold) if label and not number_format else NOTHING
        shown = join(told, _number_format(number_format or data.number_format), look, where, _SHOWN)
        hidden = bool(series.labels) and not label
        points.append(element("c:dLbl", None, value("idx", point), value("delete", 1) if hidden else shown))
    usual = join(_number_format(number_format or data.number_format), look, _position(data, place), _SHOWN)
    return element("c:dLbls", None, *points, usual)


def _format_of(series: Series) -> str:
    """The number format that prints every label of a series: whole numbers and what follows them; "" if none does."""
    told = [(number, label) for number, label in zip(series.values, series.labels, strict=True) if number is not None]
    endings = {label.removeprefix(f"{number:.0f}") for number, label in told if label}
    zeros = {label for number, label in told if not number}
    if len(endings) != 1 or not all(label or not number for number, label in told) or len(zeros) > 1:
        return ""
    ending = endings.pop()
    if any(label and label != f"{number:.0f}{ending}" for number, label in told) or any(
        c in ending for c in '\\"0123456789'
    ):
        return ""
    code = f'0"{ending}"' if ending else "0"
    return f"{code};{code};" if zeros == {""} else code


def axes(data: ChartData, theme: Theme) -> tuple[Xml, Xml]:
    """The categories, first one on top or at the left; the values only where lines need a scale."""
    across = data.kind in ("bars", "stacked_bars")
    lines = data.kind == "lines"
    base = element("c:spPr", None, element("a:ln", {"w": _HAIRLINE}, _fill(theme.colour.rule)))
    look = _text("c:txPr", theme, theme.colour.body)
    categories = element(
        "c:catAx",
        None,
        value("axId", _CATEGORY_AXIS),
        element("c:scaling", None, value("orientation", "maxMin" if across else "minMax")),
        value("delete", 0),
        value("axPos", "l" if across else "b"),
        *_ticks("General", "low"),
        base,
        look,
        value("crossAx", _VALUE_AXIS),
        value("crosses", "autoZero"),
        value("auto", 0),
        value("lblAlgn", "ctr"),
        value("lblOffset", 100),
        value("noMultiLvlLbl", 1),
    )
    values = element(
        "c:valAx",
        None,
        value("axId", _VALUE_AXIS),
        element(
            "c:scaling",
            None,
            value("orientation", "minMax"),
            NOTHING if data.maximum is None else value("max", f"{data.maximum:g}"),
            value("min", 0) if _all_positive(data) else NOTHING,
        ),
        value("delete", 0 if lines else 1),
        value("axPos", "b" if across else "l"),
        element("c:majorGridlines", None, base) if lines else NOTHING,
        *_ticks(data.number_format, "nextTo"),
        element("c:spPr", None, element("a:ln", None, element("a:noFill"))),
        look,
        value("crossAx", _CATEGORY_AXIS),
        value("crosses", "autoZero"),
        value("crossBetween", "between"),
        value("majorUnit", 50) if lines and data.maximum == 100 else NOTHING,
    )
    return categories, values


def legend(theme: Theme) -> Xml:
    look = _text("c:txPr", theme, theme.colour.body)
    return element("c:legend", None, value("legendPos", "b"), value("overlay", 0), look)


def area(theme: Theme) -> Xml:
    """No frame and no ground around the chart, and the font of everything in it."""
    empty = element("c:spPr", None, element("a:noFill"), element("a:ln", None, element("a:noFill")))
    return join(empty, _text("c:txPr", theme, theme.colour.body))


def _ticks(number_format: str, position: str) -> tuple[Xml, ...]:
    return (
        _number_format(number_format),
        value("majorTickMark", "none"),
        value("minorTickMark", "none"),
        value("tickLblPos", position),
    )


def _number_format(code: str) -> Xml:
    return element("c:numFmt", {"formatCode": code, "sourceLinked": 0})


def _label_text(label: str, theme: Theme, colour: str, bold: bool) -> Xml:
    letters = element("a:t", None, text(label))
    run = element("a:r", None, _letters("a:rPr", theme, colour, bold), letters)
    return element("c:tx", None, element("c:rich", None, element("a:bodyPr"), element("a:p", None, run)))


def _text(name: str, theme: Theme, colour: str, bold: bool = False) -> Xml:
    default = element("a:pPr", None, _letters("a:defRPr", theme, colour, bold))
    paragraph = element("a:p", None, default, element("a:endParaRPr"))
    return element(name, None, element("a:bodyPr"), element("a:lstStyle"), paragraph)


def _letters(name: str, theme: Theme, colour: str, bold: bool) -> Xml:
    fonts = [element(f"a:{script}", {"typeface": theme.font.word}) for script in ("latin", "ea", "cs")]
    return element(name, {"sz": round(_LABEL_SIZE * 100), "b": int(bold)}, _fill(colour), *fonts)


def _fill(colour: str) -> Xml:
    return element("a:solidFill", None, element("a:srgbClr", {"val": plain(colour)}))


def _colour(name: str, theme: Theme) -> str:
    try:
        return theme.named(name)
    except KeyError:
        raise ContractBroken(f"the theme has no colour {name!r}") from None


def _position(data: ChartData, place: int, point: int | None = None) -> Xml:
    """Where labels stand: inside stacked bars, at the end of others; above the highest line and below the rest,
    but beside a point that lies so low that the label would fall on the axis.
    """
    if data.kind == "stacked_bars":
        return value("dLblPos", "ctr")
    if data.kind != "lines":
        return value("dLblPos", "outEnd")
    ends = [next((v for v in reversed(series.values) if v is not None), 0.0) for series in data.series]
    if place == ends.index(max(ends)):
        return value("dLblPos", "t")
    highest = data.maximum or max((v or 0.0 for series in data.series for v in series.values), default=0.0)
    number = None if point is None else data.series[place].values[point]
    low = number is not None and number < _NEAR_AXIS * highest
    return value("dLblPos", "r" if low else "b")


def _all_positive(data: ChartData) -> bool:
    return all(number is None or number >= 0 for series in data.series for number in series.values)


def _text_on(ground: str, theme: Theme) -> str:
    """White on a colour, or the body's dark where white would be hard to read."""
    return "#FFFFFF" if 1.05 / (_luminance(ground) + 0.05) >= _READABLE else theme.colour.body


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    channels: Iterable[float] = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

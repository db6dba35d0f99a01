"""How charts look: series, axes and legend, in the colours and the font of the theme."""

from __future__ import annotations

from reportgen.document.blocks import ChartData
from reportgen.theme import Theme
from reportgen.word.chart_parts import colour_of, fill, number_format, text_format, value
from reportgen.word.markup import NOTHING, Xml, element, join

CATEGORY_AXIS, VALUE_AXIS = 111111111, 222222222  # python-pptx's own ids are negative, which the schema refuses
_LINE_WIDTH = 28575  # EMU: 2.25 pt
_HAIRLINE = 6350
_SHORT_LABEL = 8  # letters
_ROOM_FOR_LETTER = 0.018  # of the longest bar


def plot(data: ChartData, *series: Xml) -> Xml:
    ids = join(value("axId", CATEGORY_AXIS), value("axId", VALUE_AXIS))
    if data.kind == "lines":
        return element(
            "c:lineChart", None, value("grouping", "standard"), value("varyColors", 0), *series, value("marker", 1), ids
        )
    stacked = data.kind in ("stacked_bars", "timeline")
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
    paint = fill(colour_of(data.series[place].colour, theme))
    if data.kind != "lines":
        return element("c:spPr", None, paint, element("a:ln", None, element("a:noFill")))
    line = element("a:ln", {"w": _LINE_WIDTH, "cap": "rnd"}, paint, element("a:round"))
    marker = element(
        "c:marker",
        None,
        value("symbol", "circle"),
        value("size", 6),
        element("c:spPr", None, paint, element("a:ln", None, element("a:noFill"))),
    )
    return join(element("c:spPr", None, line), marker)


def axes(data: ChartData, theme: Theme) -> tuple[Xml, Xml]:
    """The categories, first one on top or at the left; the values only where lines need a scale."""
    across = data.kind in ("bars", "stacked_bars")
    lines = data.kind == "lines"
    base = element("c:spPr", None, element("a:ln", {"w": _HAIRLINE}, fill(theme.colour.rule)))
    look = text_format("c:txPr", theme, theme.colour.body)
    categories = category_axis(theme, across=across)
    values = element(
        "c:valAx",
        None,
        value("axId", VALUE_AXIS),
        element(
            "c:scaling",
            None,
            value("orientation", "minMax"),
            NOTHING if (end := _end(data)) is None else value("max", f"{end:g}"),
            value("min", 0) if _all_positive(data) else NOTHING,
        ),
        value("delete", 0 if lines else 1),
        value("axPos", "b" if across else "l"),
        element("c:majorGridlines", None, base) if lines else NOTHING,
        *ticks(data.number_format, "nextTo"),
        element("c:spPr", None, element("a:ln", None, element("a:noFill"))),
        look,
        value("crossAx", CATEGORY_AXIS),
        value("crosses", "autoZero"),
        value("crossBetween", "between"),
        value("majorUnit", 50) if lines and data.maximum == 100 else NOTHING,
    )
    return categories, values


def category_axis(theme: Theme, *, across: bool) -> Xml:
    """The names of the rows, the first on top, or of the columns."""
    base = element("c:spPr", None, element("a:ln", {"w": _HAIRLINE}, fill(theme.colour.rule)))
    look = text_format("c:txPr", theme, theme.colour.body, level=not across)
    return element(
        "c:catAx",
        None,
        value("axId", CATEGORY_AXIS),
        element("c:scaling", None, value("orientation", "maxMin" if across else "minMax")),
        value("delete", 0),
        value("axPos", "l" if across else "b"),
        *ticks("General", "low"),
        base,
        look,
        value("crossAx", VALUE_AXIS),
        value("crosses", "autoZero"),
        value("auto", 0),
        value("lblAlgn", "ctr"),
        value("lblOffset", 100),
        value("noMultiLvlLbl", 1),
    )


def legend(theme: Theme) -> Xml:
    look = text_format("c:txPr", theme, theme.colour.body)
    return element("c:legend", None, value("legendPos", "b"), value("overlay", 0), look)


def area(theme: Theme) -> Xml:
    """No frame, a ground that keeps the watermark behind the chart, and the font of everything in it."""
    ground = element("c:spPr", None, fill("#FFFFFF"), element("a:ln", None, element("a:noFill")))
    return join(ground, text_format("c:txPr", theme, theme.colour.body))


def ticks(code: str, position: str) -> tuple[Xml, ...]:
    return (
        number_format(code),
        value("majorTickMark", "none"),
        value("minorTickMark", "none"),
        value("tickLblPos", position),
    )


def _end(data: ChartData) -> float | None:
    """The end of the scale: as given, or where long labels beside horizontal bars still find room."""
    longest = max((len(label) for series in data.series for label in series.labels), default=0)
    if data.maximum is not None or data.kind != "bars" or longest <= _SHORT_LABEL:
        return data.maximum
    return max(v or 0.0 for series in data.series for v in series.values) * (1 + longest * _ROOM_FOR_LETTER) or None


def _all_positive(data: ChartData) -> bool:
    return all(number is None or number >= 0 for series in data.series for number in series.values)

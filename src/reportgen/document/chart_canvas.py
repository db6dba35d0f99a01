"""The sheet that a chart is drawn on: a few SVG elements, rounded, and nothing that PDF/A or PDF/UA refuses.

No opacity, CSS, filters or gradients; the font is named on the root; the alternative text is the first child.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import ceil, floor, log10

from reportgen.document.blocks import ChartData, Series
from reportgen.document.chart_text import ELLIPSIS, shortened, widest, width, wrapped

POINTS_PER_MM = 72 / 25.4
TEXT = 8.0  # points, as the small text of the report
SMALL = 7.5
LEADING = 1.16
CAPITALS = 0.716  # height of capitals and digits, as a share of the font size
LIGHT, DARK = "#FFFFFF", "#26323A"

_SHORT = 60.0  # points: names no wider, such as dates, are left out by turns rather than cut


class Canvas:
    """Collects the elements of one chart. Lengths are points; y grows downwards; text stands on its baseline."""

    def __init__(
        self, width: float, height: float, font: str, colours: Mapping[str, str], tick: Callable[[float], str]
    ) -> None:
        self.width = width
        self.height = height
        self.colours = colours
        self.tick = tick
        self._font = ",".join(name.strip(" \"'") for name in font.split(","))  # WeasyPrint keeps spaces after commas
        self._parts: list[str] = []

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self._parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{escape(colour)}"/>'
        )

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, thickness: float = 0.5, dashes: str = ""
    ) -> None:
        """A line through ``points``."""
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        pattern = f' stroke-dasharray="{dashes}"' if dashes else ""
        self._parts.append(
            f'<polyline points="{path}" fill="none" stroke="{escape(colour)}" stroke-width="{_n(thickness)}"{pattern}/>'
        )

    def marker(self, x: float, y: float, radius: float, colour: str) -> None:
        """A dot with a thin white rim, so that it stands clear of lines beneath it."""
        self._parts.append(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{escape(colour)}" '
            f'stroke="{LIGHT}" stroke-width="0.8"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = TEXT,
        anchor: str = "start",
        bold: bool = False,
        colour: str = "",
    ) -> None:
        weight = ' font-weight="bold"' if bold else ""
        self._parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="{anchor}"{weight} '
            f'fill="{escape(colour or self.colours["body"])}">{escape(text)}</text>'
        )

    def middle(self, x: float, y: float, lines: Sequence[str], size: float = TEXT) -> None:
        """Lines of text, left-aligned at ``x``, whose block is centred on ``y``."""
        first = y + size * CAPITALS / 2 - (len(lines) - 1) * size * LEADING / 2
        for place, line in enumerate(lines):
            self.text(x, first + place * size * LEADING, line, size=size)

    def legend(self, series: Sequence[Series]) -> float:
        """Draws squares and names at the top, on as many lines as they need; gives the height that they took.

        One series needs no legend: the chart's title names it.
        """
        if len(series) < 2:
            return 0.0
        swatch, gap = 6.5, 13.0
        x, baseline = 0.0, swatch
        for one in series:
            name = shortened(one.name, self.width - swatch - 4, SMALL)
            length = swatch + 4 + width(name, SMALL)
            if x and x + length > self.width:
                x, baseline = 0.0, baseline + SMALL * 1.5
            self.bar(x, baseline - swatch + 0.6, swatch, swatch, self.colours[one.colour])
            self.text(x + swatch + 4, baseline, name, size=SMALL)
            x += length + gap
        return baseline + 9

    def beneath(self, names: Sequence[str], left: float, slot: float) -> float:
        """Writes the names of columns at the foot, centred in their slots; gives the y of the floor above them."""
        places = [left + slot * (place + 0.5) for place in range(len(names))]
        rows = [wrapped(name, slot - 4, TEXT, 3) for name in names]
        if any(ELLIPSIS in line for row in rows for line in row) and widest(names, TEXT) <= _SHORT:
            return self.beneath_points(names, places)
        return self._foot([*zip(places, rows, strict=True)])

    def beneath_points(self, names: Sequence[str], places: Sequence[float]) -> float:
        """Writes names under points, only every second, third… back from the last where all have no room."""
        step = places[1] - places[0] if len(places) > 1 else self.width
        every = next(k for k in range(1, len(names) + 1) if widest(names, TEXT) + 6 <= step * k or k == len(names))
        rows = [wrapped(name, max(step * every - 5, 20), TEXT, 2) for name in names]
        return self._foot([*zip(places, rows, strict=True)][::-every])

    def grid(self, marks: Sequence[float], left: float, right: float, floor: float, scale: float) -> None:
        """Light level lines at the values ``marks``, each written at the left; the zero line is the floor."""
        for mark in marks:
            y = floor - mark * scale
            self.line([(left, y), (right, y)], self.colours["rule"], 0.4)
            baseline = y + SMALL * CAPITALS / 2
            self.text(left - 5, baseline, self.tick(mark), size=SMALL, anchor="end", colour=self.colours["quiet"])

    def floor(self, left: float, right: float, y: float) -> None:
        """The zero line of an upright chart."""
        self.line([(left, y), (right, y)], self.colours["quiet"], 0.6)

    def _foot(self, names: Sequence[tuple[float, tuple[str, ...]]]) -> float:
        """Names at the very bottom, each centred on its x; gives the y of the floor above them."""
        floor = self.height - max(len(rows) for _, rows in names) * TEXT * LEADING - 4
        for place, rows in names:
            half = widest(rows, TEXT) / 2
            x = max(half, min(place, self.width - half))
            for line, text in enumerate(rows):
                self.text(x, floor + 5 + TEXT * (CAPITALS + line * LEADING), text, anchor="middle")
        return floor

    def svg(self, alt: str) -> str:
        """The whole drawing. Its size is in millimetres, its coordinates are points."""
        size = f'width="{_n(self.width / POINTS_PER_MM)}mm" height="{_n(self.height / POINTS_PER_MM)}mm"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} '
            f'viewBox="0 0 {_n(self.width)} {_n(self.height)}" font-family="{escape(self._font)}">'
            f"<title>{escape(alt)}</title>{''.join(self._parts)}</svg>"
        )


def contrasting(colour: str) -> str:
    """The text colour to put on ``colour``: white where it reaches 4.5:1 (WCAG 2.1, 1.4.3), else the better one."""
    white = contrast(colour, LIGHT)
    return LIGHT if white >= 4.5 or white >= contrast(colour, DARK) else DARK


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two ``#RRGGBB`` colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def highest(data: ChartData) -> float:
    """The value at the end of the scale, never 0: the declared maximum, or the highest single value."""
    return data.maximum or max((value for one in data.series for value in one.values if value), default=1.0)


def ticks(top: float, data: ChartData) -> list[float]:
    """Round values from 0 up to at least ``top``, two to five of them; no fractions where all values are counts."""
    whole = all(float(value).is_integer() for one in data.series for value in one.values if value is not None)
    rough = max(top / 4, 1.0 if whole else 0.0) * (1 - 1e-9)
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return [round(place * step, 10) for place in range(ceil(top / step - 1e-9) + 1)]


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _n(value: float) -> str:
    """A number with at most two decimals, the same on every machine."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")

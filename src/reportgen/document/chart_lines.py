"""Lines over time: a gap where a value is not known, the last value emphasised, names at the ends of the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.document.blocks import ChartData, Series
from reportgen.document.chart_canvas import CAPITALS, LEADING, LIGHT, SMALL, TEXT, Canvas, contrast, highest, ticks
from reportgen.document.chart_labels import Box, Point, Stroke, apart, around, free_box
from reportgen.document.chart_text import shortened, widest, width

_LINE, _DOT, _LAST_DOT = 1.8, 2.5, 3.5
_EMPHASIS = TEXT + 1
_AIR = 11.0  # points: between the end of a line and its name
_MOST_LABELLED = 3  # with more lines than this only their last values are written
_MOST_STACKED = 5  # with more lines than this a name stands beside its value, not beneath it


@dataclass(frozen=True, slots=True)
class _Line:
    """A series as drawn: a point a category, None where the value is not known."""

    series: Series
    points: tuple[Point | None, ...]
    colour: str

    @property
    def last(self) -> int:
        """The place of the last known value, -1 when there is none."""
        return max((place for place, point in enumerate(self.points) if point), default=-1)

    @property
    def strokes(self) -> list[Stroke]:
        return [(one, other) for one, other in pairwise(self.points) if one and other]

    def label(self, place: int) -> str:
        return self.series.labels[place] if self.series.labels else ""


@dataclass(frozen=True, slots=True)
class _Label:
    """The value of a point, in its place."""

    box: Box
    text: str
    size: float
    colour: str

    def clear(self, canvas: Canvas, levels: Sequence[float]) -> None:
        """Interrupts the lines of the grid that would strike the text through."""
        left, top, right, bottom = self.box
        if any(top - 1 < level < bottom + 1 for level in levels):
            canvas.bar(left - 1, top - 1, right - left + 2, bottom - top + 2, LIGHT)

    def write(self, canvas: Canvas) -> None:
        left, _, right, bottom = self.box
        emphasised = self.size == _EMPHASIS
        x = (left + right) / 2
        canvas.text(x, bottom, self.text, size=self.size, anchor="middle", bold=emphasised, colour=self.colour)


@dataclass(frozen=True, slots=True)
class _Name:
    """What stands at the end of a line: its last value in bold, and its name beside or beneath it."""

    value: str
    name: str
    beneath: bool

    def height(self, size: float) -> float:
        return size * (LEADING * (2 if self.beneath else 1) + 0.25)


def lines(canvas: Canvas, data: ChartData) -> None:
    """One line a series over the categories."""
    several = len(data.series) > 1
    marks = ticks(highest(data), data)
    left = widest([canvas.tick(mark) for mark in marks], SMALL) + 5
    names, column = _names(canvas, data) if several else ([], 0.0)
    first, final = (min(width(data.categories[place], TEXT) / 2, canvas.width * 0.12) for place in (0, -1))
    start = left + max(6.0, first)
    end = canvas.width - max(6.0, column + _AIR if several else final)
    places = _spread(start, end, len(data.categories))
    floor = canvas.beneath_points(data.categories, places)
    right = end + 4 if several else canvas.width
    scale = max(floor - TEXT - 7, 1) / marks[-1]
    canvas.grid(marks, left, right, floor, scale)
    canvas.floor(left, right, floor)
    drawn = [_drawn(canvas, one, places, floor, scale) for one in data.series]
    labels = _labels(drawn, (left, 0, right, floor - 1)) if len(drawn) <= _MOST_LABELLED else []
    for label in labels:
        label.clear(canvas, [floor - mark * scale for mark in marks])
    for line in drawn:
        _draw(canvas, line)
    for label in labels:
        label.write(canvas)
    if several:
        _write_names(canvas, drawn, names, end + _AIR, floor)


def _spread(start: float, end: float, count: int) -> list[float]:
    if count == 1:
        return [(start + end) / 2]
    return [start + (end - start) * place / (count - 1) for place in range(count)]


def _drawn(canvas: Canvas, series: Series, places: Sequence[float], floor: float, scale: float) -> _Line:
    pairs = zip(places, series.values, strict=True)
    points = tuple(None if value is None else (x, floor - value * scale) for x, value in pairs)
    return _Line(series, points, canvas.colours[series.colour])


def _draw(canvas: Canvas, line: _Line) -> None:
    for stroke in line.strokes:
        canvas.line(stroke, line.colour, _LINE)
    for place, point in enumerate(line.points):
        if point:
            canvas.marker(*point, _LAST_DOT if place == line.last else _DOT, line.colour)


def _labels(drawn: Sequence[_Line], area: Box) -> list[_Label]:
    """The labels of the points that have room for them, last values first.

    The lowest of several lines has its labels beneath it. Last values of several lines stand with their names.
    """
    single = len(drawn) == 1
    strokes = [stroke for line in drawn for stroke in line.strokes]
    taken = [around(point, _DOT) for line in drawn for point in line.points if point]
    labels = []
    for line in drawn:
        for place in reversed(range(len(line.points))):
            point, text, last = line.points[place], line.label(place), place == line.last
            if not point or not text or (last and not single):
                continue
            size = _EMPHASIS if last else TEXT
            lowest = not single and all(point[1] >= other[1] for one in drawn if (other := one.points[place]))
            box = free_box(point, (width(text, size, bold=last), size * CAPITALS), area, taken, strokes, below=lowest)
            if box:
                taken.append((box[0] - 1.5, box[1] - 1, box[2] + 1.5, box[3] + 1))
                labels.append(_Label(box, text, size, "" if single else _readable(line.colour)))
    return labels


def _readable(colour: str) -> str:
    """A line's colour for the text that belongs to it, unless it is too light to read on white."""
    return colour if contrast(colour, LIGHT) >= 4.5 else ""


# ---------------------------------------------------------------- the names at the ends


def _names(canvas: Canvas, data: ChartData) -> tuple[list[_Name], float]:
    """The names of the lines with their last values, and the width of the column that holds them."""
    limit = canvas.width * 0.36
    known = [
        [label for value, label in zip(one.values, one.labels, strict=False) if value is not None]
        for one in data.series
    ]
    values = [labels[-1] if labels else "" for labels in known]
    lengths = [_offset(value, TEXT) + width(one.name, TEXT) for value, one in zip(values, data.series, strict=True)]
    beneath = max(lengths) > limit and any(values) and len(data.series) <= _MOST_STACKED
    names = [
        _Name(value, shortened(one.name, limit - (0 if beneath else _offset(value, TEXT)), TEXT), beneath)
        for value, one in zip(values, data.series, strict=True)
    ]
    fold = max if beneath else sum
    return names, max(fold((_offset(name.value, TEXT), width(name.name, TEXT))) for name in names)


def _offset(value: str, size: float) -> float:
    return width(value, size, bold=True) + 3 if value else 0.0


def _write_names(canvas: Canvas, drawn: Sequence[_Line], names: Sequence[_Name], left: float, floor: float) -> None:
    """Each name level with the end of its line, or as near as its neighbours leave room, joined by a thin line."""
    ends = [(line.points[line.last] or (0, 0), line, name) for line, name in zip(drawn, names, strict=True)]
    ends = sorted((end for end in ends if end[1].last >= 0), key=lambda end: end[0][1])
    size = min(TEXT, floor / max(sum(name.height(1) for _, _, name in ends), 1))
    heights = [name.height(size) for _, _, name in ends]
    tops = apart([point[1] - size * LEADING / 2 - 1 for point, _, _ in ends], heights, 0, floor)
    for (point, line, name), top in zip(ends, tops, strict=True):
        baseline = top + 1 + size * (LEADING + CAPITALS) / 2
        middle = baseline - size * CAPITALS / 2
        at_end = line.last == len(line.points) - 1
        if abs(middle - point[1]) > 2 or not at_end:
            joint = [(point[0] + _LAST_DOT + 0.5, point[1]), (left - 2, middle)]
            canvas.line(joint, line.colour, 0.5, "" if at_end else "1.5 2")
        if name.value:
            canvas.text(left, baseline, name.value, size=size, bold=True, colour=_readable(line.colour))
        across, below = (0.0, size * LEADING) if name.beneath else (_offset(name.value, size), 0.0)
        canvas.text(left + across, baseline + below, name.name, size=size)

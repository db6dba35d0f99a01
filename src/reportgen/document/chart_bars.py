"""Horizontal bars, stacked or plain. Every bar starts at zero."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.document.blocks import ChartData
from reportgen.document.chart_canvas import CAPITALS, LEADING, SMALL, TEXT, Canvas, contrasting, highest, ticks
from reportgen.document.chart_text import ELLIPSIS, widest, width, wrapped

_THICKEST = 14.0  # points: one bar
_PITCH = 36.0  # points: the furthest that rows stand apart
_GAP = 1.2  # points: the white between segments or bars
_AIR = 4.0  # points: between a bar and the text beside it
_LEAST = 5.0  # points: smaller text is left out


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a chart: the lines of their names, their middles, where bars start. Points."""

    names: tuple[tuple[str, ...], ...]
    middles: tuple[float, ...]
    left: float
    pitch: float
    size: float


def stacked_bars(canvas: Canvas, data: ChartData) -> None:
    """One bar a category, its segments in the order of the series, each with its label where that fits."""
    top = canvas.legend([one for one in data.series if any(one.values)])
    rows = rows_of(canvas, data, top, canvas.height)
    totals = [sum(one.values[row] or 0 for one in data.series) for row in range(len(data.categories))]
    scale = (canvas.width - rows.left) / (data.maximum or max(totals) or 1)
    thickness = min(rows.pitch * 0.62, _THICKEST)
    size = min(TEXT, thickness - 2)
    for row, middle in enumerate(rows.middles):
        end = rows.left
        for one in data.series:
            start, end = end, end + (one.values[row] or 0) * scale
            if end == start:
                continue
            colour, length = canvas.colours[one.colour], (end - start) - min(_GAP, (end - start) / 2)
            canvas.bar(start, middle - thickness / 2, length, thickness, colour)
            label = one.labels[row] if one.labels else ""
            if size >= _LEAST and width(label, size, bold=True) + 3 <= length:
                centre, baseline = start + length / 2, middle + size * CAPITALS / 2
                ink = contrasting(colour)
                canvas.text(centre, baseline, label, size=size, anchor="middle", bold=True, colour=ink)
    sides(canvas, rows)


def bars(canvas: Canvas, data: ChartData) -> None:
    """One bar a category and series with its label at its end; where labels find no room, a grid instead."""
    top = canvas.legend(data.series)
    rows = rows_of(canvas, data, top, canvas.height)
    size = min(TEXT, rows.pitch * 0.68 / len(data.series) + 1)
    labels = [label for one in data.series for label in one.labels if label] if size >= _LEAST else []
    peak = highest(data)
    if labels:
        room = min(widest(labels, size) + _AIR, (canvas.width - rows.left) / 2)
        scale = (canvas.width - rows.left - room) / peak
    else:
        rows = rows_of(canvas, data, top, canvas.height - SMALL * LEADING - 3)
        scale = _grid(canvas, rows, ticks(peak, data))
    thickness = min(rows.pitch * 0.68 / len(data.series), _THICKEST)
    gap = _GAP if len(data.series) > 1 else 0.0
    for row, middle in enumerate(rows.middles):
        y = middle - thickness * len(data.series) / 2
        for one in data.series:
            length, colour = (one.values[row] or 0) * scale, canvas.colours[one.colour]
            if length:
                canvas.bar(rows.left, y, length, thickness - gap, colour)
            if labels and one.labels and one.labels[row]:
                _at_end(canvas, one.labels[row], rows.left, length, y + (thickness - gap) / 2, size, colour)
            y += thickness
    sides(canvas, rows)


def rows_of(canvas: Canvas, data: ChartData, top: float, bottom: float) -> Rows:
    """Divides the height between ``top`` and ``bottom``; names take as little width as lets them stay whole."""
    pitch = min((bottom - top) / len(data.categories), _PITCH)
    size = min(TEXT, max(pitch / LEADING, 3.0))
    lines = max(1, min(3, int(pitch * 0.95 / (size * LEADING))))
    for share in (0.32, 0.38, 0.44):
        names = tuple(wrapped(name, canvas.width * share, size, lines) for name in data.categories)
        if not any(name and name[-1].endswith(ELLIPSIS) for name in names):
            break
    left = widest([line for name in names for line in name], size) + 7
    return Rows(names, tuple(top + pitch * (row + 0.5) for row in range(len(names))), left, pitch, size)


def sides(canvas: Canvas, rows: Rows) -> None:
    """The names of the rows, and the line that bars start from."""
    for name, middle in zip(rows.names, rows.middles, strict=True):
        canvas.middle(0, middle, name, rows.size)
    ends = (rows.middles[0] - rows.pitch / 2, rows.middles[-1] + rows.pitch / 2)
    canvas.line([(rows.left, y) for y in ends], canvas.colours["quiet"], 0.5)


def _at_end(canvas: Canvas, label: str, left: float, length: float, middle: float, size: float, colour: str) -> None:
    """A label beside its bar, or inside its end, or not at all when neither has room."""
    needed = width(label, size)
    baseline = middle + size * CAPITALS / 2
    if left + length + _AIR + needed <= canvas.width + 0.01:
        canvas.text(left + length + _AIR, baseline, label, size=size)
    elif needed + 2 * _AIR <= length:
        canvas.text(left + length - _AIR, baseline, label, size=size, anchor="end", colour=contrasting(colour))


def _grid(canvas: Canvas, rows: Rows, marks: list[float]) -> float:
    """Light upright lines with round values beneath them; gives the scale in points a unit."""
    scale = (canvas.width - rows.left - width(canvas.tick(marks[-1]), SMALL) / 2) / marks[-1]
    top, bottom = rows.middles[0] - rows.pitch / 2, rows.middles[-1] + rows.pitch / 2
    quiet, baseline = canvas.colours["quiet"], bottom + SMALL * LEADING
    for mark in marks:
        x = rows.left + mark * scale
        canvas.line([(x, top), (x, bottom)], canvas.colours["rule"], 0.4)
        canvas.text(x, baseline, canvas.tick(mark), size=SMALL, anchor="middle", colour=quiet)
    return scale

"""Due dates on an axis of time: what was given at first, what was added, and a line at the cut-off date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reportgen.document.blocks import ChartData
from reportgen.document.chart_bars import Rows, rows_of, sides
from reportgen.document.chart_canvas import CAPITALS, LEADING, SMALL, TEXT, Canvas
from reportgen.document.chart_text import shortened, widest, width

DAY_ZERO = date(1899, 12, 30)  # of Excel's serial dates, right from March 1900 on

_THICKEST = 10.0  # points: one bar
_AIR = 5.0  # points: between a bar and its label
_NEAR = 6.0  # points: a line so near the mark would look like a second one
_MONTH = 30.4  # days
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)  # months from one written date to the next


def timeline(canvas: Canvas, data: ChartData) -> None:
    """One row a category, its parts in the order of the series; a dashed line, named above the rows, at the mark."""
    first, mark, last = data.minimum or 0.0, data.mark or 0.0, data.maximum or 1.0
    top = canvas.legend(data.series) + SMALL * LEADING + 3
    rows = rows_of(canvas, data, top, canvas.height - SMALL * LEADING - 3)
    labels = data.series[0].labels or ("",) * len(data.categories)
    ends = [sum(one.values[row] or 0 for one in data.series) for row in range(len(data.categories))]
    room = canvas.width - rows.left
    scale = room / (last - first)
    for end, label in zip(ends, labels, strict=True):  # the longest row with its label still fits
        scale = min(scale, (room - _AIR - width(label, TEXT) - 1) / max(end - first, 1))
    scale = max(scale, room / 3 / (last - first))
    _dates(canvas, rows, data, scale)
    for row, middle in enumerate(rows.middles):
        _bar(canvas, data, row, middle, rows, scale)
        size = min(TEXT, rows.pitch / LEADING)
        x = rows.left + (ends[row] - first) * scale + _AIR
        label = shortened(labels[row], canvas.width - x, size)
        canvas.bar(x - 1.5, middle - size / 2, width(label, size) + 3, size, "#FFFFFF")  # lines pass behind it
        canvas.text(x, middle + size * CAPITALS / 2, label, size=size)
    _mark(canvas, data, rows, rows.left + (mark - first) * scale)
    sides(canvas, rows)


def _bar(canvas: Canvas, data: ChartData, row: int, middle: float, rows: Rows, scale: float) -> None:
    thickness, start = min(rows.pitch * 0.55, _THICKEST), rows.left
    for place, one in enumerate(data.series):
        days = (one.values[row] or 0) - (0 if place else data.minimum or 0)
        if days > 0:
            canvas.bar(start, middle - thickness / 2, days * scale, thickness, canvas.colours[one.colour])
            start += days * scale


def _mark(canvas: Canvas, data: ChartData, rows: Rows, x: float) -> None:
    top, bottom = rows.middles[0] - rows.pitch / 2, rows.middles[-1] + rows.pitch / 2
    canvas.line([(x, top - 2), (x, bottom)], canvas.colours["body"], 0.9, "3 2")
    half = width(data.mark_name, SMALL, bold=True) / 2
    canvas.text(min(max(x, half), canvas.width - half), top - 4, data.mark_name, size=SMALL, anchor="middle", bold=True)


def _dates(canvas: Canvas, rows: Rows, data: ChartData, scale: float) -> None:
    """The first day, and light lines at the first days of months: as many as can be written beneath the rows, none
    against the mark, none beyond the last day, where only labels stand.
    """
    first, mark, last = data.minimum or 0.0, data.mark or 0.0, data.maximum or 1.0
    top, bottom = rows.middles[0] - rows.pitch / 2, rows.middles[-1] + rows.pitch / 2
    needed = widest([canvas.tick(day) for day in (first, mark, last)], SMALL) + 8
    months = next((each for each in _STEPS if each * _MONTH * scale >= needed), _STEPS[-1])
    quiet, baseline = canvas.colours["quiet"], bottom + SMALL * LEADING
    canvas.text(max(rows.left, needed / 2), baseline, canvas.tick(first), size=SMALL, anchor="middle", colour=quiet)
    for day in _firsts(first, last, months):
        x = rows.left + (day - first) * scale
        if (day - first) * scale < needed or abs(day - mark) * scale < _NEAR or x + needed / 2 > canvas.width:
            continue
        canvas.line([(x, top), (x, bottom)], canvas.colours["rule"], 0.4)
        canvas.text(x, baseline, canvas.tick(day), size=SMALL, anchor="middle", colour=quiet)


def _firsts(first: float, last: float, months: int) -> Iterator[float]:
    """The serial dates of the first days of every so many months, or of January every so many years."""
    day = DAY_ZERO + timedelta(days=first)
    while (serial := (day - DAY_ZERO).days) <= last:
        if day.day == 1 and (day.year * 12 + day.month - 1) % months == 0 and serial > first:
            yield float(serial)
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)

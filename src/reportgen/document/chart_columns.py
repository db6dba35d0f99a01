"""Upright columns, grouped by category, with their values above them."""

from __future__ import annotations

import re

from reportgen.document.blocks import ChartData
from reportgen.document.chart_canvas import LEADING, SMALL, TEXT, Canvas, highest, ticks
from reportgen.document.chart_text import widest

_WIDEST = 40.0  # points: one column
_GAP = 1.2  # points: the white between columns
_SIZES = (TEXT, SMALL, 7.0, 6.5)
_BREAK = re.compile(r"[ \u00a0](?=[^\W\d_]{3})")  # "6.5 million" may stand on two lines, "16 %" may not


def columns(canvas: Canvas, data: ChartData) -> None:
    """One column a category and series. Labels are all of one size; where they find no room, a grid instead."""
    several, across = len(data.series) > 1, len(data.categories)
    top = canvas.legend(data.series)
    slot = canvas.width / across
    size, lines = _label_size(data, _column(slot, data) if several else slot - 4)
    peak = highest(data)
    marks = [] if size else ticks(peak, data)
    left = widest([canvas.tick(mark) for mark in marks], SMALL) + 5 if marks else 0.0
    slot = (canvas.width - left) / across
    column = _column(slot, data)
    floor = canvas.beneath(data.categories, left, slot)
    scale = max(floor - top - (lines * size * LEADING + 2 if size else SMALL / 2), 1) / max([peak, *marks])
    canvas.grid(marks, left, canvas.width, floor, scale)
    gap = _GAP if several else 0.0
    for place in range(across):
        x = left + slot * (place + 0.5) - column * len(data.series) / 2
        for one in data.series:
            length = (one.values[place] or 0) * scale
            if length:
                canvas.bar(x + gap / 2, floor - length, column - gap, length, canvas.colours[one.colour])
            label = one.labels[place] if size and one.labels else ""
            for line, text in enumerate(reversed(_stacked(label, lines))):
                baseline = floor - length - 3 - line * size * LEADING
                canvas.text(x + column / 2, baseline, text, size=size, anchor="middle")
            x += column
    canvas.floor(left, canvas.width, floor)


def _column(slot: float, data: ChartData) -> float:
    """The width of one column, with more air around a lone one than around a group."""
    share = 0.78 if len(data.series) > 1 else 0.52
    return min(slot * share / len(data.series), _WIDEST)


def _label_size(data: ChartData, room: float) -> tuple[float, int]:
    """The largest size, and the number of lines, at which every label fits; zeros when none does."""
    labels = [label for one in data.series for label in one.labels if label]
    for lines in (1, 2):
        for size in _SIZES:
            if labels and max(widest(_stacked(label, lines), size) for label in labels) <= room - 1:
                return size, lines
    return 0.0, 0


def _stacked(label: str, lines: int) -> list[str]:
    return [line for line in (_BREAK.split(label, maxsplit=1) if lines > 1 else [label]) if line]

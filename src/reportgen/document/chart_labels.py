"""Finding room for the texts of a chart: none upon another, on a dot or across a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Stroke: TypeAlias = tuple[Point, Point]
Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom: points

_NEAR, _FAR = 4.5, 11.0  # points from the middle of a dot to its label


def free_box(
    point: Point,
    size: tuple[float, float],
    area: Box,
    taken: Sequence[Box],
    strokes: Sequence[Stroke],
    *,
    below: bool = False,
) -> Box | None:
    """The first box of ``size`` (width, height) about ``point`` that is free: above (or below), aside, farther."""
    for box in _candidates(point, size, area, below):
        if box[1] < area[1] or box[3] > area[3]:
            continue
        if not any(overlap(box, other) for other in taken) and not any(_crossed(box, stroke) for stroke in strokes):
            return box
    return None


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def around(point: Point, radius: float) -> Box:
    return point[0] - radius, point[1] - radius, point[0] + radius, point[1] + radius


def apart(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Tops of boxes in a column, as near as can be to the tops ``wanted`` (ascending) without overlap.

    Neighbours that would overlap share the shift: isotonic regression, by pooling neighbours.
    """
    before = [0.0, *accumulate(heights)]
    pools: list[tuple[float, int]] = []
    for top, offset in zip(wanted, before, strict=False):
        pools.append((top - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (mean, count), (later, more) = pools[-2:]
            pools[-2:] = [((mean * count + later * more) / (count + more), count + more)]
    level = [mean for mean, count in pools for _ in range(count)]
    highest_start = max(low, high - before[-1])
    return [min(max(start, low), highest_start) + offset for start, offset in zip(level, before, strict=False)]


def _candidates(point: Point, size: tuple[float, float], area: Box, below: bool) -> Iterator[Box]:
    (x, y), (width, height) = point, size
    for away in (_NEAR, _FAR):
        for left in (x - width / 2, x + 3, x - 3 - width):
            start = min(max(left, area[0]), area[2] - width)
            above_or_below = (y - away - height, y + away)
            for top in reversed(above_or_below) if below else above_or_below:
                yield start, top, start + width, top + height


def _crossed(box: Box, stroke: Stroke) -> bool:
    """Whether a stroke passes through a box, judged by its heights at the sides of the box."""
    (x1, y1), (x2, y2) = sorted(stroke)
    start, end = max(x1, box[0]), min(x2, box[2])
    if start > end:
        return False
    slope = (y2 - y1) / (x2 - x1) if x2 > x1 else 0.0
    heights = sorted((y1 + slope * (start - x1), y1 + slope * (end - x1)))
    return heights[0] < box[3] + 1 and heights[1] > box[1] - 1

"""A chart's values become our own SVG for the PDF; the same values travel in the HTML, as JSON, to Word's chart."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

from reportgen.document.blocks import ChartData, Series
from reportgen.document.chart_bars import bars, stacked_bars
from reportgen.document.chart_canvas import POINTS_PER_MM, Canvas, contrasting
from reportgen.document.chart_columns import columns
from reportgen.document.chart_lines import lines
from reportgen.document.chart_timeline import timeline
from reportgen.problems import ContractBroken, EngineFailed

__all__ = ["contrasting", "draw", "from_json", "to_json"]

_KINDS: Mapping[str, Callable[[Canvas, ChartData], None]] = {
    "stacked_bars": stacked_bars,
    "bars": bars,
    "columns": columns,
    "lines": lines,
    "timeline": timeline,
}


def _plain(value: float) -> str:
    return f"{value:g}"


def draw(
    data: ChartData,
    title: str,
    colours: Mapping[str, str],
    *,
    width: float,
    height: float,
    font: str,
    tick: Callable[[float], str] = _plain,
) -> str:
    """The chart as an ``<svg>`` element, ``width`` by ``height`` millimetres, the same at every call.

    ``title`` is the alternative text. ``colours`` gives ``#RRGGBB`` for every series' colour and for "body",
    "quiet" and "rule". ``font`` names one or more families, separated by commas. ``tick`` writes the values of an
    axis, which is drawn only where labels do not tell the values. Raises EngineFailed for values no chart can show.
    """
    if flaw := _flaw(data):
        raise EngineFailed(f"chart {title!r}: {flaw}")
    needed = {"body", "quiet", "rule", *(one.colour for one in data.series)}
    if unknown := sorted(needed - colours.keys()):
        raise EngineFailed(f"chart {title!r}: no such colour: {', '.join(unknown)}")
    canvas = Canvas(width * POINTS_PER_MM, height * POINTS_PER_MM, font, colours, tick)
    _KINDS[data.kind](canvas, data)
    return canvas.svg(title)


def to_json(data: ChartData) -> str:
    """The values for the attribute ``data-chart``; whole numbers are written without decimals."""
    return json.dumps(
        {
            "kind": data.kind,
            "categories": data.categories,
            "series": [
                {
                    "name": one.name,
                    "values": [_shortest(value) for value in one.values],
                    "colour": one.colour,
                    "labels": one.labels,
                }
                for one in data.series
            ],
            "number_format": data.number_format,
            "maximum": _shortest(data.maximum),
            **(
                {"minimum": _shortest(data.minimum), "mark": _shortest(data.mark), "mark_name": data.mark_name}
                if data.kind == "timeline"
                else {}
            ),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(text: str) -> ChartData:
    """The values that :func:`to_json` wrote. Raises ContractBroken for anything else."""
    try:
        given: dict[str, Any] = json.loads(text)
        data = ChartData(
            kind=given["kind"],
            categories=tuple(given["categories"]),
            series=tuple(
                Series(one["name"], tuple(map(_number, one["values"])), one["colour"], tuple(one["labels"]))
                for one in given["series"]
            ),
            number_format=given["number_format"],
            maximum=_number(given["maximum"]),
            minimum=_number(given.get("minimum")),
            mark=_number(given.get("mark")),
            mark_name=str(given.get("mark_name", "")),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise ContractBroken(f"data-chart does not hold a chart's values: {error!r}") from error
    if flaw := _flaw(data):
        raise ContractBroken(f"data-chart: {flaw}")
    return data


def _flaw(data: ChartData) -> str:
    """What makes values unfit for a chart, empty when nothing does."""
    numbers = [value for one in data.series for value in one.values if value is not None]
    if data.kind not in _KINDS:
        return f"no such kind of chart: {data.kind}"
    if not data.categories or not data.series:
        return "no categories or no series"
    if any(len(one.values) != len(data.categories) for one in data.series):
        return "a series needs one value for each category"
    if any(len(one.labels) not in (0, len(data.categories)) for one in data.series):
        return "a series needs one label for each category, or none"
    if not all(isfinite(value) and value >= 0 for value in numbers) or (data.maximum is not None and data.maximum <= 0):
        return "values are finite and not below zero"
    if data.kind == "timeline":
        ends = (data.minimum, data.mark, data.maximum)
        known = [end for end in ends if end is not None]
        if len(known) < 3 or not (known[0] < known[1] <= known[2]) or None in data.series[0].values:
            return "a timeline has a first day, a mark and a last day, in this order, and a date for each row"
    return ""


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _shortest(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value

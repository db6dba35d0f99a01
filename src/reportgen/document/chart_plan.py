"""What every chart says beside its values: finding, alternative text, source and date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup, escape

from reportgen.document.blocks import ChartData
from reportgen.document.chart_timeline import DAY_ZERO
from reportgen.document.edition import Edition
from reportgen.document.emphasis import plain
from reportgen.report.model import Unit


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart before it is drawn: its values, its finding, what a screen reader says, and its source."""

    data: ChartData
    title: Markup
    alt: Markup
    caption: Markup


def tick_of(edition: Edition, data: ChartData) -> Callable[[float], str]:
    """How the values of the chart's axis are written: as dates, percentages or numbers."""
    if data.kind == "timeline":
        return lambda value: edition.formats.short_date(DAY_ZERO + timedelta(days=value))
    unit = Unit.PERCENT if "%" in data.number_format else Unit.NUMBER
    return lambda value: edition.formats.tick(value, unit)


def pairs(edition: Edition, names: Iterable[object], values: Iterable[object]) -> list[Markup]:
    """Each name with its value, as the language writes it; those without a value are left out."""
    return [
        edition.translate("{theme}: {counts}", theme=name, counts=value)
        for name, value in zip(names, values, strict=True)
        if value
    ]


def sentence(edition: Edition, parts: Iterable[Markup]) -> Markup:
    return escape(edition.typeset("; ".join(plain(part) for part in parts)))


def captioned(what: Markup, source: Markup) -> Markup:
    """A caption: what the chart shows, which the list of figures says too, and where it is from."""
    return Markup("{}. <small>{}</small>").format(what, source)


def workbook_source(edition: Edition, what: Markup) -> Markup:
    date = edition.day(edition.now.plan.cutoff)
    source = edition.translate("Source: follow-up log of the coordination team, as of {date}.", date=date)
    return captioned(what, source)

"""What every chart says beside its values: finding, alternative text, source and date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from reportgen.document.blocks import ChartData
from reportgen.document.edition import Edition
from reportgen.document.emphasis import plain


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart before it is drawn: its values, its finding, what a screen reader says, and its source."""

    data: ChartData
    title: Markup
    alt: Markup
    caption: Markup


def pairs(edition: Edition, names: Iterable[object], values: Iterable[object]) -> list[Markup]:
    """Each name with its value, as the language writes it; those without a value are left out."""
    return [
        edition.translate("{theme}: {counts}", theme=name, counts=value)
        for name, value in zip(names, values, strict=True)
        if value
    ]


def sentence(edition: Edition, parts: Iterable[Markup]) -> Markup:
    return escape(edition.typeset("; ".join(plain(part) for part in parts)))


def workbook_source(edition: Edition, what: Markup) -> Markup:
    return edition.translate(
        "{what}. Source: follow-up log of the coordination team, as of {date}.",
        what=what,
        date=edition.day(edition.now.plan.cutoff),
    )

"""What of a report may leave the workbook: nothing internal, and nobody's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from reportgen.report.citations import CITATION, CITING, may_cite
from reportgen.report.model import Passage, QuarterPlan, Report, Text, Translated, Update
from reportgen.report.period import Quarter
from reportgen.report.rich import substituted

Part = TypeVar("Part", QuarterPlan, Update, Passage)


def shared(report: Report) -> Report:
    """The report without internal rows and without ``updated_by``. Nothing in it refers to a row that was removed.

    A figure stays as long as one of its rows is public. A partner whose figure goes, goes too;
    in the texts that cite figures, ``[F9]`` of a figure that goes becomes ``[…]``.
    """
    figures = tuple(figure for figure in report.figures if not figure.internal)
    removed = {figure.code for figure in report.figures} - {figure.code for figure in figures}
    return replace(
        report,
        quarters=_without(report.quarters, "quarters", removed),
        updates=_without(
            (replace(update, updated_by="") for update in report.updates if not update.internal), "updates", removed
        ),
        figures=figures,
        partners=tuple(partner for partner in report.partners if partner.figure not in removed),
        annexes=tuple(attachment for attachment in report.annexes if not attachment.internal),
        narrative=_without(report.narrative, "narrative", removed),
    )


def as_known(report: Report, quarter: Quarter) -> Report:
    """The report without the rows of later quarters, nor a partner whose figure was not yet reported."""
    figures = tuple(each for each in report.figures if each.quarter is None or each.quarter <= quarter)
    unknown = {each.code for each in report.figures} - {each.code for each in figures}
    return replace(
        report,
        quarters=tuple(each for each in report.quarters if each.quarter <= quarter),
        narrative=tuple(each for each in report.narrative if each.quarter is None or each.quarter <= quarter),
        updates=tuple(each for each in report.updates if each.quarter <= quarter),
        figures=figures,
        partners=tuple(each for each in report.partners if each.figure not in unknown),
    )


def _without(parts: Iterable[Part], sheet: str, removed: Collection[str]) -> tuple[Part, ...]:
    """The rows of a sheet, none of which cites what was removed."""
    if not removed:
        return tuple(parts)
    without: list[Part] = []
    for part in parts:
        texts: dict[str, Translated] = {field: getattr(part, field) for field in CITING[sheet]}
        changed: dict[str, Any] = {key: _uncited(each, removed) for key, each in texts.items() if may_cite(each)}
        without.append(replace(part, **changed) if changed else part)
    return tuple(without)


def _uncited(texts: Translated, removed: Collection[str]) -> Translated:
    def unless_removed(found: re.Match[str]) -> str:
        return "[…]" if found[1].upper() in removed else found[0]

    def written(text: Text) -> Text:
        value, marks = substituted(CITATION, unless_removed, text.value, text.marks)
        return text._replace(value=value, marks=marks)

    return Translated({language: written(text) for language, text in texts.texts.items()})

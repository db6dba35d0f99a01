"""Dates and counts that can be read and cannot be meant: a year is easily mistyped, a column easily missed."""

from __future__ import annotations

from datetime import timedelta

from reportgen.report.model import Report
from reportgen.workbook.findings import Findings
from reportgen.workbook.texts import form

_FAR = timedelta(days=5 * 366)
"""After the event and the last cut-off date, a due date is most likely mistyped."""
_TOTALS = ("total", "totaux", "sous", "grand", "ensemble", "overall", "somme", "sum")
"""How the name of a sum begins: Total des participants, Sous-total, Grand total."""


def check_dates(report: Report, findings: Findings) -> None:
    """Tell dates that lie before the event or too far ahead, and what a cut-off date cannot know."""
    start, cutoffs = report.settings.event_start.value, [plan.cutoff.value for plan in report.quarters]
    known = [day for day in (report.settings.event_end.value, *cutoffs) if day]
    last = max(known, default=None)
    dues = [(each.code, each.due) for each in report.recommendations]
    dues += [(update.item, update.revised_due) for update in report.updates]
    for item, due in dues:
        if due.value and last and due.value - last > _FAR:
            findings.add("due-far-ahead", due.cell, item=item, typed=due.value)
    done = [(update.item, update.completed_on) for update in report.updates]
    for item, entry in (*dues, *done):
        if entry.value and start and entry.value < start:
            findings.add("before-event", entry.cell, item=item, typed=entry.value, start=start)
    if start and (days := [day for day in cutoffs if day]) and start > max(days):
        findings.add("event-after-cutoff", report.settings.event_start.cell, typed=start, cutoff=max(days))
    by_quarter = {plan.quarter: plan.cutoff.value for plan in report.quarters}
    for figure in report.figures:
        cutoff = by_quarter.get(figure.quarter, last) if figure.quarter else last
        if cutoff and figure.as_of.value and figure.as_of.value.first_day > cutoff:
            findings.add("as-of-after-cutoff", figure.as_of.cell, typed=figure.code, cutoff=cutoff)


def check_participants(report: Report, findings: Findings) -> None:
    """Tell groups of which more people are counted than there are, and lines that add up the others."""
    for number, group in enumerate(report.participants):
        cell = next(iter(group.group.texts.values())).cell
        if number and any(_is_sum(text.value) for text in group.group.texts.values()):
            findings.add("participants-total", cell)
        counts = {key: entry.value or 0 for key, entry in group.counts.items()}
        total = group.counts["total"]
        people = sum(counts[key] for key in ("women", "men", "girls", "boys"))
        most = max(people, counts["disabilities"])
        if total.value is not None and most > total.value and not group.at_least:
            findings.add("participants-more", total.cell, typed=total.value, count=most)


def _is_sum(name: str) -> bool:
    first, *others = form(name).split(" ")
    return first in _TOTALS and (first not in ("sous", "grand") or others[:1] == ["total"])

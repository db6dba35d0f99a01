"""Rows that `reportgen quarter` prepared with what was last known: left as they are, they are no update."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reportgen.report.model import Entry, Report, Status, Update
from reportgen.workbook.findings import Findings


@dataclass(frozen=True, slots=True)
class _Known:
    """What an item's earlier updates last said. ``doubtful``: one of them holds what cannot be read."""

    status: Status | None = None
    percent: int | None = None
    due: date | None = None
    doubtful: bool = False

    def after(self, update: Update) -> _Known:
        return _Known(
            update.status.value or self.status,
            self.percent if update.percent.value is None else update.percent.value,
            update.revised_due.value or self.due,
            self.doubtful or bool(update.status.typed or update.percent.typed or update.revised_due.typed),
        )


def without_untouched(report: Report, findings: Findings) -> Report:
    """The report without the prepared rows in which nobody has typed anything. Told: each of them.

    A row in which something was typed counts as an update; that it is still marked is an error.
    """
    if not any(update.to_update for update in report.updates):
        return report
    known = {item.code: _Known(due=item.due.value) for item in report.recommendations}
    dropped = set()
    for update in sorted(report.updates, key=lambda each: each.quarter):
        before = known.get(update.item, _Known())
        if update.to_update:
            typed, due = update.updated_on, update.revised_due
            given: dict[str, Any] = {"item": update.item, "quarter": update.quarter, "mark": typed.typed}
            if _is_left(update, before):
                dropped.add(update.cell)
                findings.add("update-waits", typed.cell, **given)
            elif due.value and _is_left(replace(update, revised_due=Entry(None, due.cell)), before):
                findings.add("update-due-differs", due.cell, typed=due.value, known=before.due or "–", **given)
            else:
                findings.add("update-still-marked", typed.cell, **given)
        known[update.item] = before.after(update)
    return replace(report, updates=tuple(update for update in report.updates if update.cell not in dropped))


def _is_left(update: Update, known: _Known) -> bool:
    """Whether the row says nothing but what was known when it was prepared."""
    texts = (update.done, update.next, update.obstacle, update.evidence)
    entries = (update.evidence_link, update.completed_on)
    status, percent, due = update.status, update.percent, update.revised_due
    same = (
        status.value in (None, known.status)
        and percent.value in (None, known.percent)
        and due.value in (None, known.due)
    )
    return (
        not any(texts)
        and not any(entry.value or entry.typed for entry in entries)
        and not (status.typed or percent.typed or due.typed)
        and (same or known.doubtful)
    )

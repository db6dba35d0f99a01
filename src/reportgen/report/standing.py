"""How one item stands at a cut-off date: status, due date, lateness, and what moved since the quarter before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from reportgen.report.model import Entry, Status, Translated, Update
from reportgen.report.period import Quarter


class Lateness(StrEnum):
    """Computed at the cut-off date, never typed."""

    OVERDUE = "overdue"  # open, due before the cut-off date
    DUE_SOON = "due_soon"  # open, due on the cut-off date or within the days set for "near" after it
    ON_TIME = "on_time"  # open and due later, or completed by its due date
    COMPLETED_LATE = "completed_late"
    NO_DEADLINE = "no_deadline"


class Mark(StrEnum):
    """How an item shows, in the order of every legend and tally."""

    COMPLETED = "completed"
    IN_PROGRESS = "in_progress"
    OVERDUE = "overdue"
    ON_HOLD = "on_hold"
    NOT_STARTED = "not_started"
    NO_LONGER_RELEVANT = "no_longer_relevant"
    UNREPORTED = "unreported"


@dataclass(frozen=True, slots=True)
class Due:
    """The due date as the event set it, and each revision known by the quarter, oldest first.

    ``original`` and ``worded`` are None for items that have no due date of their own; an ``original`` without
    a value is "immediate". The same date typed again is no revision; the first date given to "immediate" is one.
    """

    original: Entry[date] | None = None
    worded: Translated | None = None
    revisions: tuple[tuple[Quarter, Entry[date]], ...] = ()

    @property
    def entry(self) -> Entry[date] | None:
        """The entry that counts: the latest revised date, else the original."""
        return self.revisions[-1][1] if self.revisions else self.original

    @property
    def effective(self) -> date | None:
        return self.entry.value if self.entry else None

    @property
    def revised(self) -> bool:
        return bool(self.revisions)

    @property
    def times_revised(self) -> int:
        return len(self.revisions)

    def after(self, update: Update) -> Due:
        revised = update.revised_due
        if revised.value is None or revised.value == self.effective:
            return self
        return replace(self, revisions=(*self.revisions, (update.quarter, revised)))


class Snapshot(NamedTuple):
    """What an item showed in the quarter compared with."""

    status: Status | None
    percent: int | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Standing:
    """One item at one cut-off date.

    ``status`` and ``percent`` are the last known ones that could be read, None before any. ``update`` is the
    quarter's own row and None when there is none; ``last`` is the latest known row, whatever its quarter.
    ``previous`` is None where there is no closed quarter to compare with; then nothing has ``moved``.
    ``lateness`` is None when the item is no longer relevant, or completed on a day that nobody gave (drafts).
    ``days_late`` counts to the cut-off date, or to the day of completion. ``evidence`` is any known evidence.
    """

    code: str
    status: Status | None
    percent: int | None
    mark: Mark
    lateness: Lateness | None
    due: Due
    update: Update | None
    last: Update | None
    previous: Snapshot | None
    change_percent: int | None
    moved: bool
    days_late: int
    evidence: bool
    completed_on: date | None
    decided_on: date | None  # the day it was found to be no longer relevant

    @property
    def is_open(self) -> bool:
        return self.status is None or self.status.is_open

    @property
    def is_relevant(self) -> bool:
        return self.status is not Status.NO_LONGER_RELEVANT

    @property
    def newly_marked(self) -> bool:
        """Whether its mark is another one than in the quarter compared with."""
        return self.previous is not None and self.previous.mark is not self.mark


@dataclass(frozen=True, slots=True)
class Moment:
    """A quarter, the cut-off date it is judged at, and the closed quarter it is compared with."""

    quarter: Quarter
    cutoff: date
    previous: Quarter | None


def course(
    code: str, due: Due, updates: Sequence[Update], moments: Sequence[Moment], due_soon_days: int
) -> Mapping[Quarter, Standing]:
    """The standing of one item at each moment, from what was known by then.

    Updates and moments are in time order, with at most one update a quarter. A moment is compared only with
    a previous one that is among ``moments``.
    """
    standings: dict[Quarter, Standing] = {}
    known = _Known(due)
    told = 0
    for moment in moments:
        while told < len(updates) and updates[told].quarter <= moment.quarter:
            known = known.after(updates[told])
            told += 1
        before = standings.get(moment.previous) if moment.previous else None
        standings[moment.quarter] = _standing(code, known, moment, due_soon_days, before)
    return standings


@dataclass(frozen=True, slots=True)
class _Known:
    """What the updates of an item have told so far."""

    due: Due
    status: Status | None = None
    percent: int | None = None
    closed_on: date | None = None
    evidence: bool = False
    last: Update | None = None

    def after(self, update: Update) -> _Known:
        status = self.status if update.status.value is None else update.status.value
        if status is None or status.is_open:
            closed_on = None
        else:
            closed_on = update.completed_on.value or (self.closed_on if status is self.status else None)
        return _Known(
            due=self.due.after(update),
            status=status,
            percent=self.percent if update.percent.value is None else update.percent.value,
            closed_on=closed_on,
            evidence=self.evidence or bool(update.evidence) or bool(update.evidence_link.value),
            last=update,
        )


def _standing(code: str, known: _Known, moment: Moment, due_soon_days: int, before: Standing | None) -> Standing:
    completed = known.status is Status.COMPLETED
    lateness = _lateness(known, moment.cutoff, due_soon_days)
    mark = _mark(known.status, lateness)
    previous = Snapshot(before.status, before.percent, before.mark) if before else None
    return Standing(
        code=code,
        status=known.status,
        percent=known.percent,
        mark=mark,
        lateness=lateness,
        due=known.due,
        update=known.last if known.last and known.last.quarter == moment.quarter else None,
        last=known.last,
        previous=previous,
        change_percent=_change(known.percent, previous),
        moved=previous is not None and previous != (known.status, known.percent, mark),
        days_late=_days_late(known, lateness, moment.cutoff),
        evidence=known.evidence,
        completed_on=known.closed_on if completed else None,
        decided_on=None if completed else known.closed_on,
    )


def _lateness(known: _Known, cutoff: date, due_soon_days: int) -> Lateness | None:
    due = known.due.effective
    if known.status is Status.NO_LONGER_RELEVANT:
        return None
    if due is None:
        return Lateness.NO_DEADLINE
    if known.status is Status.COMPLETED:
        if known.closed_on is None:
            return None
        return Lateness.COMPLETED_LATE if known.closed_on > due else Lateness.ON_TIME
    days_left = (due - cutoff).days
    if days_left < 0:
        return Lateness.OVERDUE
    return Lateness.DUE_SOON if days_left <= due_soon_days else Lateness.ON_TIME


def _mark(status: Status | None, lateness: Lateness | None) -> Mark:
    """Overdue outranks every open status, and an item nobody reported on counts as open."""
    if lateness is Lateness.OVERDUE:
        return Mark.OVERDUE
    return Mark.UNREPORTED if status is None else Mark(status.value)


def _days_late(known: _Known, lateness: Lateness | None, cutoff: date) -> int:
    until = {Lateness.OVERDUE: cutoff, Lateness.COMPLETED_LATE: known.closed_on}.get(lateness) if lateness else None
    due = known.due.effective
    return (until - due).days if until and due else 0


def _change(percent: int | None, previous: Snapshot | None) -> int | None:
    if percent is None or previous is None or previous.percent is None:
        return None
    return percent - previous.percent

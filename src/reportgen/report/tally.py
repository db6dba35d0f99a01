"""Counts over items at one cut-off date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.report.standing import Lateness, Mark, Standing


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over items. ``relevant`` is the denominator: all minus those no longer relevant.

    ``completion`` is completed / relevant, 0 to 1; ``average_percent`` the mean over the relevant items, 0 to 100,
    where an item never reported on counts 0. Both are None when nothing is relevant. ``by_mark`` holds every mark,
    in the order of :class:`Mark`, and adds up to ``total``. The other counts are of relevant items only.
    """

    total: int
    relevant: int
    completed: int
    by_mark: Mapping[Mark, int]
    completion: float | None
    average_percent: float | None
    overdue: int
    due_soon: int
    with_evidence: int
    without_update: int  # no row of this quarter's own


def tally(standings: Iterable[Standing]) -> Tally:
    """Count the standings of one cut-off date."""
    every = tuple(standings)
    relevant = [standing for standing in every if standing.is_relevant]
    marks = Counter(standing.mark for standing in every)
    lateness = Counter(standing.lateness for standing in relevant)
    return Tally(
        total=len(every),
        relevant=len(relevant),
        completed=marks[Mark.COMPLETED],
        by_mark={mark: marks[mark] for mark in Mark},
        completion=marks[Mark.COMPLETED] / len(relevant) if relevant else None,
        average_percent=sum(standing.percent or 0 for standing in relevant) / len(relevant) if relevant else None,
        overdue=lateness[Lateness.OVERDUE],
        due_soon=lateness[Lateness.DUE_SOON],
        with_evidence=sum(standing.evidence for standing in relevant),
        without_update=sum(standing.update is None for standing in relevant),
    )

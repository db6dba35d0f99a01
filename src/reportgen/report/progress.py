"""The follow-up as it was true at the cut-off date of one quarter, from what was known by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from reportgen.report.figures import FigureState, figure_states
from reportgen.report.model import (
    AttentionPoint,
    Objective,
    Passage,
    QuarterPlan,
    Recommendation,
    Report,
    Result,
    Theme,
    Update,
)
from reportgen.report.period import Quarter
from reportgen.report.standing import Due, Lateness, Mark, Moment, Snapshot, Standing, course
from reportgen.report.tally import Tally, tally

__all__ = [
    "Due",
    "FigureState",
    "FollowUp",
    "Lateness",
    "Mark",
    "Snapshot",
    "Standing",
    "Tally",
    "TrendPoint",
    "UnknownQuarter",
    "follow_up",
]

Item: TypeAlias = Recommendation | Objective | Result | AttentionPoint | Theme


class UnknownQuarter(KeyError):
    """The sheet Quarters has no row for ``quarter``; ``known`` holds those it has."""

    def __init__(self, quarter: Quarter, known: Iterable[Quarter]) -> None:
        self.quarter = quarter
        self.known = tuple(known)
        super().__init__(quarter, self.known)

    def __str__(self) -> str:
        return f"no quarter {self.quarter} among: {', '.join(map(str, self.known)) or 'none'}"


class TrendPoint(NamedTuple):
    """The recommendations counted at the cut-off date of one quarter: all of them, and by theme code."""

    quarter: Quarter
    overall: Tally
    by_theme: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What one quarter's report tells. Items keep the order of the workbook's rows unless said otherwise.

    ``previous``: the latest earlier quarter that is final and has updates. ``trend`` and ``history`` run over the
    quarters of the sheet, up to this one, that have updates; a history holds None until the item is first reported on.
    ``changed``, ``overdue``, ``upcoming`` and ``undated`` are of recommendations.
    """

    quarter: Quarter
    plan: QuarterPlan
    previous: QuarterPlan | None
    number: int
    standings: Mapping[str, Standing]  # every item: recommendations, objectives, results, points, themes
    overall: Tally
    by_theme: Mapping[str, Tally]
    points: Tally
    trend: tuple[TrendPoint, ...]
    history: Mapping[str, tuple[tuple[Quarter, Standing | None], ...]]
    changed: tuple[Standing, ...]  # new statuses, completed and overdue first; then the biggest moves of percentage
    overdue: tuple[Standing, ...]  # the longest first
    upcoming: tuple[Standing, ...]  # open with a due date to come, the nearest first, so those due soon lead
    undated: tuple[Standing, ...]  # open without a deadline
    figures: Mapping[str, FigureState]
    narrative: Mapping[str, tuple[Passage, ...]]
    is_example: bool
    is_draft: bool

    @property
    def cutoff(self) -> date:
        return _cutoff(self.plan)

    def passages(self, section: str) -> tuple[Passage, ...]:
        """The rows of a section that every report prints or that are of this quarter, in row order."""
        return self.narrative.get(section, ())


def follow_up(report: Report, quarter: Quarter) -> FollowUp:
    """The truth at the quarter's cut-off date. Rows of later quarters have no effect.

    Raises UnknownQuarter. Of two updates for one item and quarter the last row counts.
    """
    plans = {plan.quarter: plan for plan in report.quarters if plan.quarter <= quarter}
    if quarter not in plans:
        raise UnknownQuarter(quarter, (plan.quarter for plan in report.quarters))
    told = _updates_by_item(report, quarter)
    reported = {update.quarter for updates in told.values() for update in updates}
    moments = _moments(plans, reported, quarter)
    courses = _courses(report, told, moments)

    trend = tuple(_counted(report, courses, moment.quarter) for moment in moments if moment.quarter in reported)
    now = _counted(report, courses, quarter)
    standings = {code: standing_at[quarter] for code, standing_at in courses.items()}
    recommended = [standings[recommendation.code] for recommendation in report.recommendations]
    figures = figure_states(report.figures, quarter)
    compared = moments[-1].previous
    return FollowUp(
        quarter=quarter,
        plan=plans[quarter],
        previous=plans[compared] if compared else None,
        number=report.settings.first_report + list(plans).index(quarter),
        standings=standings,
        overall=now.overall,
        by_theme=now.by_theme,
        points=tally(standings[point.code] for point in report.attention_points),
        trend=trend,
        history={each.code: _history(courses[each.code], trend) for each in report.recommendations},
        changed=tuple(sorted((each for each in recommended if each.moved), key=_importance)),
        overdue=tuple(sorted(_with(recommended, Lateness.OVERDUE), key=lambda each: -each.days_late)),
        upcoming=tuple(sorted(_with(recommended, Lateness.DUE_SOON, Lateness.ON_TIME), key=_due_date)),
        undated=tuple(_with(recommended, Lateness.NO_DEADLINE)),
        figures=figures,
        narrative=_narrative(report.narrative, quarter),
        is_example=report.settings.example_data or _shows_example(plans, reported, figures, quarter),
        is_draft=not plans[quarter].final,
    )


def _updates_by_item(report: Report, asked: Quarter) -> dict[str, list[Update]]:
    """The updates known by the asked quarter, by item in time order, one a quarter; every item is a key."""
    known: dict[str, dict[Quarter, Update]] = {item.code: {} for item in _items(report)}
    for update in report.updates:
        if update.quarter <= asked and update.item in known:
            known[update.item][update.quarter] = update
    return {code: [by_quarter[quarter] for quarter in sorted(by_quarter)] for code, by_quarter in known.items()}


def _items(report: Report) -> tuple[Item, ...]:
    return (
        *report.recommendations,
        *report.objectives,
        *report.results,
        *report.attention_points,
        *report.themes,
    )


def _moments(plans: Mapping[Quarter, QuarterPlan], reported: set[Quarter], asked: Quarter) -> list[Moment]:
    """The quarters with updates, and the asked one even without; each is compared with the last closed one before."""
    moments = []
    closed: Quarter | None = None
    for quarter, plan in plans.items():
        if quarter in reported or quarter == asked:
            moments.append(Moment(quarter, _cutoff(plan), closed))
        if quarter in reported and plan.final:
            closed = quarter
    return moments


def _courses(
    report: Report, told: Mapping[str, Sequence[Update]], moments: Sequence[Moment]
) -> dict[str, Mapping[Quarter, Standing]]:
    """Recommendations at every moment, for the trend; the other items only now and at the quarter compared with."""
    dues = {each.code: Due(each.due, each.due_worded) for each in report.recommendations}
    last = moments[-1]
    recent = [moment for moment in moments if moment.quarter in (last.previous, last.quarter)]
    soon = report.settings.due_soon_days
    return {
        code: course(code, dues[code], updates, moments, soon)
        if code in dues
        else course(code, Due(), updates, recent, soon)
        for code, updates in told.items()
    }


def _counted(report: Report, courses: Mapping[str, Mapping[Quarter, Standing]], quarter: Quarter) -> TrendPoint:
    overall = []
    by_theme: dict[str, list[Standing]] = {theme.code: [] for theme in report.themes}
    for recommendation in report.recommendations:
        standing = courses[recommendation.code][quarter]
        overall.append(standing)
        by_theme[recommendation.theme].append(standing)
    return TrendPoint(quarter, tally(overall), {theme: tally(standings) for theme, standings in by_theme.items()})


def _history(
    standing_at: Mapping[Quarter, Standing], trend: Sequence[TrendPoint]
) -> tuple[tuple[Quarter, Standing | None], ...]:
    rows = ((point.quarter, standing_at[point.quarter]) for point in trend)
    return tuple((quarter, standing if standing.last else None) for quarter, standing in rows)


def _importance(standing: Standing) -> tuple[int, int]:
    ranks = (Mark.COMPLETED, Mark.OVERDUE, Mark.ON_HOLD, Mark.NO_LONGER_RELEVANT)
    rank = ranks.index(standing.mark) if standing.mark in ranks else len(ranks)
    return rank if standing.newly_marked else len(ranks) + 1, -abs(standing.change_percent or 0)


def _with(standings: Iterable[Standing], *lateness: Lateness) -> list[Standing]:
    """The open ones among the standings that are this late."""
    return [standing for standing in standings if standing.is_open and standing.lateness in lateness]


def _due_date(standing: Standing) -> date:
    return standing.due.effective or date.max


def _narrative(passages: Iterable[Passage], asked: Quarter) -> dict[str, tuple[Passage, ...]]:
    sections: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.quarter in (None, asked):
            sections.setdefault(passage.section, []).append(passage)
    return {section: tuple(rows) for section, rows in sections.items()}


def _shows_example(
    plans: Mapping[Quarter, QuarterPlan], reported: set[Quarter], figures: Mapping[str, FigureState], asked: Quarter
) -> bool:
    """Whether any invented quarter shows: its own report, its updates, or a figure of it printed or compared with."""
    printed = {row.quarter for state in figures.values() for row in (state.figure, state.earlier) if row}
    return any(plan.example and (q == asked or q in reported or q in printed) for q, plan in plans.items())


def _cutoff(plan: QuarterPlan) -> date:
    """The cut-off date; the quarter's last day while a draft has none that can be read."""
    return plan.cutoff.value or plan.quarter.last_day

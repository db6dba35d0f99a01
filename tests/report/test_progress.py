from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from reportgen.report.model import (
    AttentionPoint,
    Cell,
    Entry,
    Figure,
    Objective,
    Passage,
    QuarterPlan,
    Recommendation,
    Report,
    Result,
    Settings,
    Status,
    Text,
    Theme,
    Translated,
    Unit,
    Update,
)
from reportgen.report.period import PartialDate, Quarter
from reportgen.report.progress import Lateness, Mark, Snapshot, UnknownQuarter, follow_up

Q1, Q2, Q3, Q4 = (Quarter(2025, number) for number in (1, 2, 3, 4))
END_OF_JUNE = Q2.last_day
NOT_STARTED, IN_PROGRESS, ON_HOLD, COMPLETED, DROPPED = Status
CELL = Cell("Suivi", "A2")


def entry(value):
    return Entry(value, CELL)


def text(value=""):
    return Translated({"fr": Text(value, CELL, "fr"), "en": Text(value, CELL, "en")})


def settings(**given):
    a_text, a_date = text("x"), entry(date(2025, 3, 19))
    names = [
        "country",
        "cluster",
        "cluster_short",
        "report_title",
        "report_subtitle",
        "event",
        "venue",
        "organizer",
        "contact",
    ]
    values = dict.fromkeys(names, a_text) | {"event_start": a_date, "event_end": a_date, "languages": ("fr", "en")}
    values |= {"file_stem": "x", "example_data": False, "due_soon_days": 30, "first_report": 1}
    return Settings(**(values | given))


def plan(quarter, *, final=True, example=False, cutoff=None):
    day = entry(cutoff or quarter.last_day)
    return QuarterPlan(quarter, day, day, entry(None), final, example, text(), text(), text(), CELL)


def update(item, quarter, status=IN_PROGRESS, percent=50, *, evidence="", link=None, revised=None, done=None):
    return Update(
        item, quarter, entry(status), entry(percent), text(), text(), text(), text(evidence), entry(link),
        entry(revised), entry(done), entry(quarter.last_day), "", internal=False, cell=CELL,
    )  # fmt: skip


def recommendation(code, due=None, theme="T1"):
    words = text("x")
    return Recommendation(code, theme, words, words, words, words, words, text("worded"), entry(due), CELL)


def figure(code, value, quarter=None, *, unit=Unit.NUMBER, comparable=True, bound=""):
    told, as_of = text(), entry(PartialDate(2025))
    return Figure(
        code, "context", told, entry(value), unit, bound, quarter, as_of, told, told, comparable, "", told,
        internal=False, cell=CELL,
    )  # fmt: skip


def report(*recommendations, updates=(), quarters=(Q1, Q2, Q3, Q4), figures=(), narrative=(), **given):
    return Report(
        file="followup.xlsx",
        settings=settings(**given),
        quarters=tuple(each if isinstance(each, QuarterPlan) else plan(each) for each in quarters),
        narrative=tuple(narrative),
        objectives=(Objective("O1", general=False, text=text()),),
        results=(Result("RS1", (), text()),),
        attention_points=(AttentionPoint("P1", "", text(), ()), AttentionPoint("P2", "", text(), ())),
        themes=(Theme("T1", text(), text()), Theme("T2", text(), text())),
        subthemes=(),
        theme_items=(),
        recommendations=recommendations,
        updates=tuple(updates),
        figures=tuple(figures),
        partners=(),
        participants=(),
        annexes=(),
        acronyms=(),
        errata=(),
    )


def standing(*updates, due=None, at=Q2, code="R1", **given):
    return follow_up(report(recommendation("R1", due), updates=updates, **given), at).standings[code]


# ---------------------------------------------------------------- the quarter asked for


def test_a_quarter_that_the_sheet_does_not_have_is_named_with_those_it_has():
    with pytest.raises(UnknownQuarter) as raised:
        follow_up(report(quarters=(Q1, Q2)), Q3)
    assert (raised.value.quarter, raised.value.known) == (Q3, (Q1, Q2))
    assert str(raised.value) == "no quarter 2025-Q3 among: 2025-Q1, 2025-Q2"
    assert isinstance(raised.value, KeyError)
    with pytest.raises(UnknownQuarter, match="none"):
        follow_up(report(quarters=()), Q1)


def test_reports_are_numbered_from_the_first_quarter_of_the_sheet():
    assert [follow_up(report(first_report=7), quarter).number for quarter in (Q1, Q2, Q4)] == [7, 8, 10]


def test_an_empty_report_has_empty_counts():
    told = follow_up(report(), Q1)
    assert (told.overall.total, told.overall.completion, told.overall.average_percent) == (0, None, None)
    assert list(told.overall.by_mark.items()) == [(mark, 0) for mark in Mark]
    assert (told.trend, told.history, told.changed, told.previous) == ((), {}, (), None)


def test_a_draft_without_a_readable_cutoff_is_judged_on_its_last_day():
    unreadable = replace(plan(Q2, final=False), cutoff=Entry(None, CELL, "fin juin"))
    told = follow_up(report(recommendation("R1", END_OF_JUNE), quarters=(unreadable,)), Q2)
    assert told.cutoff == END_OF_JUNE
    assert told.is_draft
    assert told.standings["R1"].lateness is Lateness.DUE_SOON


# ---------------------------------------------------------------- lateness


@pytest.mark.parametrize(
    ("days_after_cutoff", "lateness", "days_late"),
    [
        (-90, Lateness.OVERDUE, 90),
        (-1, Lateness.OVERDUE, 1),
        (0, Lateness.DUE_SOON, 0),
        (1, Lateness.DUE_SOON, 0),
        (30, Lateness.DUE_SOON, 0),
        (31, Lateness.ON_TIME, 0),
    ],
)
@pytest.mark.parametrize("status", [NOT_STARTED, IN_PROGRESS, ON_HOLD, None])
def test_an_open_item_is_late_from_the_day_after_its_due_date(status, days_after_cutoff, lateness, days_late):
    due = END_OF_JUNE + timedelta(days=days_after_cutoff)
    told = standing(update("R1", Q2, status), due=due)
    assert (told.lateness, told.days_late) == (lateness, days_late)
    assert (told.mark is Mark.OVERDUE) == (lateness is Lateness.OVERDUE)
    assert told.is_open


def test_lateness_is_judged_at_the_cutoff_and_not_at_the_end_of_the_quarter():
    early = plan(Q2, cutoff=date(2025, 6, 15))
    assert standing(due=date(2025, 6, 14), quarters=(early,)).days_late == 1
    assert standing(due=date(2025, 6, 15), quarters=(early,)).lateness is Lateness.DUE_SOON


def test_the_days_that_are_near_come_from_the_settings():
    due = END_OF_JUNE + timedelta(days=10)
    assert standing(due=due, due_soon_days=10).lateness is Lateness.DUE_SOON
    assert standing(due=due, due_soon_days=9).lateness is Lateness.ON_TIME
    assert standing(due=END_OF_JUNE, due_soon_days=0).lateness is Lateness.DUE_SOON


@pytest.mark.parametrize(
    ("due", "done", "lateness", "days_late"),
    [
        (date(2025, 5, 31), date(2025, 5, 31), Lateness.ON_TIME, 0),
        (date(2025, 5, 31), date(2025, 6, 1), Lateness.COMPLETED_LATE, 1),
        (date(2025, 5, 31), None, None, 0),
        (None, date(2025, 6, 1), Lateness.NO_DEADLINE, 0),
        (None, None, Lateness.NO_DEADLINE, 0),
    ],
)
def test_a_completed_item_is_judged_on_the_day_of_completion(due, done, lateness, days_late):
    told = standing(update("R1", Q2, COMPLETED, 100, done=done), due=due)
    assert (told.mark, told.lateness, told.days_late) == (Mark.COMPLETED, lateness, days_late)
    assert (told.completed_on, told.decided_on, told.is_open) == (done, None, False)


def test_what_is_no_longer_relevant_is_never_late():
    told = standing(update("R1", Q2, DROPPED, 15, done=date(2025, 6, 4)), due=date(2025, 5, 31))
    assert (told.mark, told.lateness, told.days_late) == (Mark.NO_LONGER_RELEVANT, None, 0)
    assert (told.completed_on, told.decided_on) == (None, date(2025, 6, 4))


def test_an_item_nobody_ever_reported_on_still_falls_due():
    assert standing(due=END_OF_JUNE).mark is Mark.UNREPORTED
    told = standing(due=date(2025, 5, 31))
    assert (told.mark, told.status, told.last, told.days_late) == (Mark.OVERDUE, None, None, 30)


def test_the_day_of_completion_is_kept_by_a_later_row_that_leaves_it_out():
    done = update("R1", Q1, COMPLETED, 100, done=date(2025, 3, 3))
    assert standing(done, update("R1", Q2, COMPLETED, 100)).completed_on == date(2025, 3, 3)
    reopened = update("R1", Q2, IN_PROGRESS, 80)
    assert standing(done, reopened).completed_on is None
    assert standing(done, reopened, update("R1", Q3, COMPLETED, 100), at=Q3).completed_on is None


def test_the_day_of_completion_is_not_the_day_of_a_later_decision():
    told = standing(update("R1", Q1, COMPLETED, 100, done=date(2025, 3, 3)), update("R1", Q2, DROPPED, 100))
    assert (told.completed_on, told.decided_on) == (None, None)


# ---------------------------------------------------------------- due dates


def test_the_latest_revision_is_the_date_that_counts_and_all_are_kept():
    rows = (
        update("R1", Q2, revised=date(2025, 8, 31)),
        update("R1", Q3, revised=date(2025, 11, 30)),
    )
    told = standing(*rows, due=date(2025, 5, 31), at=Q3).due
    assert (told.original.value, told.effective, told.times_revised) == (date(2025, 5, 31), date(2025, 11, 30), 2)
    assert told.revisions == ((Q2, rows[0].revised_due), (Q3, rows[1].revised_due))
    assert told.revised
    assert told.worded["en"].value == "worded"


def test_a_revision_of_a_later_quarter_is_unknown_to_an_earlier_report():
    later = update("R1", Q3, revised=date(2025, 12, 31))
    told = standing(later, due=date(2025, 5, 31), at=Q2)
    assert (told.mark, told.due.revised, told.due.effective) == (Mark.OVERDUE, False, date(2025, 5, 31))
    assert standing(later, due=date(2025, 5, 31), at=Q3).lateness is Lateness.ON_TIME


def test_a_revision_can_bring_the_date_forward():
    told = standing(update("R1", Q2, revised=date(2025, 6, 1)), due=date(2025, 12, 31))
    assert (told.lateness, told.days_late) == (Lateness.OVERDUE, 29)


def test_the_same_date_typed_again_is_no_revision():
    again = update("R1", Q3, revised=date(2025, 8, 31))
    told = standing(update("R1", Q2, revised=date(2025, 8, 31)), again, due=date(2025, 5, 31), at=Q3)
    assert told.due.times_revised == 1
    assert not standing(again, due=date(2025, 8, 31), at=Q3).due.revised


def test_immediate_has_no_date_until_one_is_given():
    told = standing(update("R1", Q2))
    assert (told.lateness, told.due.effective, told.due.original.value) == (Lateness.NO_DEADLINE, None, None)
    given_one = standing(update("R1", Q2, revised=date(2025, 6, 1)))
    assert (given_one.lateness, given_one.due.times_revised) == (Lateness.OVERDUE, 1)


@pytest.mark.parametrize("code", ["O1", "RS1", "P1", "T1"])
def test_other_items_have_a_due_date_only_once_an_update_gives_one(code):
    told = standing(update(code, Q2), code=code)
    assert (told.lateness, told.due.original, told.due.worded) == (Lateness.NO_DEADLINE, None, None)
    late = standing(update(code, Q2, revised=date(2025, 6, 29)), code=code)
    assert (late.mark, late.days_late) == (Mark.OVERDUE, 1)


# ---------------------------------------------------------------- updates


def test_without_an_update_this_quarter_the_last_known_status_keeps_its_quarter():
    told = standing(update("R1", Q1, ON_HOLD, 30))
    assert (told.status, told.percent, told.mark, told.update) == (ON_HOLD, 30, Mark.ON_HOLD, None)
    assert told.last.quarter == Q1


def test_a_status_or_percentage_that_cannot_be_read_leaves_the_last_readable_one():
    unreadable = update("R1", Q2, None, None)
    told = standing(update("R1", Q1, ON_HOLD, 30), unreadable)
    assert (told.status, told.percent, told.update, told.last) == (ON_HOLD, 30, unreadable, unreadable)
    alone = standing(unreadable)
    assert (alone.status, alone.percent, alone.mark, alone.update) == (None, None, Mark.UNREPORTED, unreadable)


def test_of_two_rows_for_one_item_and_quarter_the_last_counts():
    told = standing(update("R1", Q2, IN_PROGRESS, 20), update("R1", Q2, ON_HOLD, 30))
    assert (told.status, told.percent) == (ON_HOLD, 30)


def test_rows_may_stand_in_any_order():
    told = standing(update("R1", Q2, IN_PROGRESS, 60), update("R1", Q1, IN_PROGRESS, 20))
    assert (told.percent, told.change_percent) == (60, 40)


def test_an_update_of_an_unknown_item_is_nobodys():
    told = follow_up(report(recommendation("R1"), updates=[update("R99", Q1)]), Q1)
    assert (told.trend, "R99" in told.standings) == ((), False)


@pytest.mark.parametrize("row", [{"evidence": "Minutes"}, {"link": "https://example.org/minutes"}])
def test_evidence_stays_evidence(row):
    assert not standing(update("R1", Q2)).evidence
    assert standing(update("R1", Q1, **row), update("R1", Q2)).evidence


# ---------------------------------------------------------------- change since the previous closed quarter


def test_the_first_quarter_is_compared_with_nothing():
    told = follow_up(report(recommendation("R1"), updates=[update("R1", Q1, COMPLETED, 100)]), Q1)
    assert told.previous is None
    assert told.changed == ()
    first = told.standings["R1"]
    assert (first.previous, first.change_percent, first.moved) == (None, None, False)


def test_a_percentage_may_fall():
    told = standing(update("R1", Q1, IN_PROGRESS, 60), update("R1", Q2, IN_PROGRESS, 45))
    assert (told.previous, told.change_percent, told.moved) == (Snapshot(IN_PROGRESS, 60, Mark.IN_PROGRESS), -15, True)


def test_what_stays_as_it_was_has_not_moved():
    told = standing(update("R1", Q1), update("R1", Q2))
    assert (told.change_percent, told.moved) == (0, False)


@pytest.mark.parametrize("code", ["O1", "RS1", "P1", "T1"])
def test_every_kind_of_item_is_compared(code):
    rows = [update(code, Q1, IN_PROGRESS, 20), update(code, Q2, COMPLETED, 100)]
    told = standing(*rows, code=code)
    assert (told.previous, told.change_percent, told.moved) == (Snapshot(IN_PROGRESS, 20, Mark.IN_PROGRESS), 80, True)


def test_falling_overdue_moves_even_without_an_update():
    told = standing(update("R1", Q1), update("O1", Q2), due=date(2025, 5, 31))
    assert (told.previous.mark, told.mark, told.moved, told.update) == (Mark.IN_PROGRESS, Mark.OVERDUE, True, None)


def test_the_previous_quarter_is_judged_at_its_own_cutoff():
    told = standing(update("R1", Q1), update("R1", Q2, revised=date(2025, 12, 31)), due=date(2025, 3, 30))
    assert (told.previous.mark, told.mark) == (Mark.OVERDUE, Mark.IN_PROGRESS)


def test_a_first_report_is_a_move_without_a_difference():
    told = standing(update("O1", Q1), update("R1", Q2, IN_PROGRESS, 40))
    assert (told.previous, told.change_percent, told.moved) == (Snapshot(None, None, Mark.UNREPORTED), None, True)


def test_a_draft_or_empty_quarter_is_not_compared_with():
    rows = [update("R1", Q1, IN_PROGRESS, 10), update("R1", Q2, IN_PROGRESS, 30), update("R1", Q4, IN_PROGRESS, 60)]
    told = follow_up(report(recommendation("R1"), updates=rows, quarters=(Q1, plan(Q2, final=False), Q3, Q4)), Q4)
    assert told.previous.quarter == Q1
    assert told.standings["R1"].change_percent == 50
    assert [point.quarter for point in told.trend] == [Q1, Q2, Q4]


def test_changes_are_told_the_most_important_first():
    before = [update(code, Q1, IN_PROGRESS, 50) for code in ("R1", "R2", "R3", "R4", "R5", "R6")]
    after = [
        update("R1", Q2, IN_PROGRESS, 60),
        update("R2", Q2, ON_HOLD, 50),
        update("R3", Q2, IN_PROGRESS, 20),
        update("R4", Q2, IN_PROGRESS, 51),
        update("R5", Q2, COMPLETED, 100, done=END_OF_JUNE),
        update("R6", Q2, IN_PROGRESS, 50),
    ]
    before += [update("R7", Q1, IN_PROGRESS, 50)]
    after += [update("R7", Q2, IN_PROGRESS, 55)]
    dues = {4: date(2025, 5, 31), 7: date(2025, 3, 30)}  # R4 falls overdue in this quarter, R7 was before
    every = [recommendation(f"R{n}", dues.get(n)) for n in range(1, 8)]
    told = follow_up(report(*every, updates=before + after), Q2)
    assert [each.code for each in told.changed] == ["R5", "R4", "R2", "R3", "R1", "R7"]


# ---------------------------------------------------------------- counts


def test_the_tally_counts_over_what_is_still_relevant():
    every = [recommendation("R1"), recommendation("R2", date(2025, 5, 31)), recommendation("R3", theme="T2")]
    every += [recommendation("R4", END_OF_JUNE), recommendation("R5", date(2025, 5, 31))]
    rows = [
        update("R1", Q2, COMPLETED, 100, evidence="Minutes", done=END_OF_JUNE),
        update("R2", Q1, IN_PROGRESS, 40),
        update("R3", Q2, ON_HOLD, 25),
        update("R5", Q1, DROPPED, 90, evidence="Decision", done=Q1.last_day),
        update("P1", Q2, COMPLETED, 100),
    ]
    told = follow_up(report(*every, updates=rows), Q2)
    count = told.overall
    assert (count.total, count.relevant, count.completed) == (5, 4, 1)
    assert (count.completion, count.average_percent) == (0.25, (100 + 40 + 25 + 0) / 4)
    assert (count.overdue, count.due_soon, count.with_evidence, count.without_update) == (1, 1, 1, 2)
    assert list(count.by_mark.values()) == [1, 0, 1, 1, 0, 1, 1]
    assert {code: each.total for code, each in told.by_theme.items()} == {"T1": 4, "T2": 1}
    assert (told.points.total, told.points.completed, told.points.completion) == (2, 1, 0.5)


def test_each_quarter_of_the_trend_is_counted_at_its_own_cutoff():
    rows = [
        update("R1", Q1, IN_PROGRESS, 20),
        update("R1", Q2, COMPLETED, 100, done=END_OF_JUNE),
        update("R2", Q3, NOT_STARTED, 0),
    ]
    told = follow_up(report(recommendation("R1", date(2025, 3, 1)), recommendation("R2"), updates=rows), Q4)
    assert [(quarter, overall.completed, overall.overdue) for quarter, overall, _ in told.trend] == [
        (Q1, 0, 1),
        (Q2, 1, 0),
        (Q3, 1, 0),
    ]
    assert [point.by_theme["T1"].without_update for point in told.trend] == [1, 1, 1]
    assert [(quarter, each and each.mark) for quarter, each in told.history["R2"]] == [
        (Q1, None),
        (Q2, None),
        (Q3, Mark.NOT_STARTED),
    ]
    assert told.overall.without_update == 2


def test_deadlines_are_listed_by_urgency():
    dues = {"R1": 90, "R2": -5, "R3": 20, "R4": None, "R5": -40, "R6": 0, "R7": 40, "R8": -99, "R9": None}
    every = [recommendation(code, None if n is None else END_OF_JUNE + timedelta(n)) for code, n in dues.items()]
    rows = [
        update("R7", Q2, COMPLETED, 100, done=END_OF_JUNE),
        update("R8", Q2, DROPPED, 0, done=END_OF_JUNE),
        update("R9", Q2, COMPLETED, 100, done=END_OF_JUNE),
    ]
    told = follow_up(report(*every, updates=rows), Q2)
    assert [each.code for each in told.overdue] == ["R5", "R2"]
    assert [each.code for each in told.upcoming] == ["R6", "R3", "R1"]
    assert [each.code for each in told.undated] == ["R4"]


# ---------------------------------------------------------------- figures


def figure_of(*rows, at=Q3):
    return follow_up(report(figures=rows), at).figures["F1"]


def test_a_figure_is_the_latest_row_known_at_the_quarter():
    rows = (figure("F1", Decimal("6.1"), Q3), figure("F1", Decimal("4.3")), figure("F1", Decimal("5.5"), Q2))
    told = figure_of(*rows)
    assert (told.figure, told.earlier, told.difference, told.changed) == (rows[0], rows[2], Decimal("0.6"), True)
    before = figure_of(*rows, at=Q2)
    assert (before.figure, before.earlier, before.difference, before.changed) == (
        rows[2],
        rows[1],
        Decimal("1.2"),
        True,
    )
    at_event = figure_of(*rows, at=Q1)
    assert (at_event.figure, at_event.earlier, at_event.difference, at_event.changed) == (rows[1], None, None, False)
    assert not figure_of(*rows, at=Q4).changed


def test_a_figure_first_reported_in_a_quarter_is_new_and_not_changed():
    told = figure_of(figure("F1", Decimal(3), Q3))
    assert (told.earlier, told.changed) == (None, False)
    assert "F1" not in follow_up(report(figures=[figure("F1", Decimal(3), Q3)]), Q2).figures


def test_of_two_rows_for_one_quarter_the_last_counts():
    told = figure_of(figure("F1", Decimal(3)), figure("F1", Decimal(4), Q3), figure("F1", Decimal(5), Q3))
    assert told.difference == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (figure("F1", Decimal(3)), figure("F1", Decimal(5), Q3, comparable=False)),
        (figure("F1", Decimal(3)), figure("F1", Decimal(5), Q3, unit=Unit.PERCENT)),
        (figure("F1", Decimal(3), bound="at_least"), figure("F1", Decimal(5), Q3)),
        (figure("F1", Decimal(3)), figure("F1", Decimal(5), Q3, bound="below")),
        (figure("F1", None), figure("F1", Decimal(5), Q3)),
        (figure("F1", Decimal(3)), figure("F1", None, Q3)),
        (figure("F1", PartialDate(2024, 5), unit=Unit.MONTH), figure("F1", PartialDate(2025, 5), Q3, unit=Unit.MONTH)),
        (figure("F1", Decimal(2012), unit=Unit.YEAR), figure("F1", Decimal(2025), Q3, unit=Unit.YEAR)),
    ],
)
def test_a_difference_is_refused_where_two_values_cannot_be_compared(before, after):
    told = figure_of(before, after)
    assert (told.earlier, told.difference, told.changed) == (before, None, True)


def test_a_figure_is_comparable_again_after_its_definition_changed():
    rows = (figure("F1", Decimal(3)), figure("F1", Decimal(5), Q2, comparable=False), figure("F1", Decimal(7), Q3))
    assert figure_of(*rows).difference == 2


# ---------------------------------------------------------------- narrative and marks


def test_passages_are_those_of_every_report_and_of_this_quarter():
    sections = [("context", None), ("context", Q2), ("opening", None), ("context", Q1), ("context", None)]
    rows = [
        Passage(section, quarter, "paragraph", text(), text(str(n)), CELL)
        for n, (section, quarter) in enumerate(sections)
    ]
    told = follow_up(report(narrative=rows), Q2)
    assert told.passages("context") == (rows[0], rows[1], rows[4])
    assert told.passages("opening") == (rows[2],)
    assert told.passages("annexes") == ()


@pytest.mark.parametrize(
    ("examples_in", "given", "at", "expected"),
    [
        ((), {}, Q3, False),
        ((), {"example_data": True}, Q1, True),
        ((Q3,), {}, Q3, True),  # its own texts, even without data
        ((Q1,), {"updates": [update("R1", Q1)]}, Q3, True),
        ((Q1,), {"updates": [update("R1", Q2)]}, Q3, False),
        ((Q2,), {"figures": [figure("F1", Decimal(1)), figure("F1", Decimal(2), Q2)]}, Q3, True),
        ((Q1,), {"figures": [figure("F1", Decimal(n), q) for n, q in enumerate((Q1, Q2, Q3))]}, Q3, False),
        ((Q4,), {"updates": [update("R1", Q4)]}, Q3, False),
    ],
)
def test_a_report_that_shows_invented_data_says_so(examples_in, given, at, expected):
    quarters = [plan(quarter, example=quarter in examples_in) for quarter in (Q1, Q2, Q3, Q4)]
    assert follow_up(report(recommendation("R1"), quarters=quarters, **given), at).is_example is expected


# ---------------------------------------------------------------- whatever the rows

CODES = ["R1", "R2", "R3", "O1", "P1", "T1"]
SPAN = [Quarter(year, number) for year in (2025, 2026) for number in (1, 2, 3, 4)]
days = st.dates(date(2025, 1, 1), date(2026, 12, 31))
maybe_days = st.none() | days
some_updates = st.lists(
    st.builds(
        update,
        st.sampled_from(CODES),
        st.sampled_from(SPAN),
        st.none() | st.sampled_from(Status),
        st.none() | st.integers(0, 100),
        evidence=st.sampled_from(["", "Minutes"]),
        revised=maybe_days,
        done=maybe_days,
    ),
    max_size=25,
)
some_figures = st.lists(
    st.builds(figure, st.sampled_from(["F1", "F2"]), st.decimals(0, 9, places=1), st.none() | st.sampled_from(SPAN)),
    max_size=8,
)
some_plans = st.builds(
    lambda kept, drafts, invented: [plan(q, final=q not in drafts, example=q in invented) for q in SPAN if q in kept],
    *[st.sets(st.sampled_from(SPAN), min_size=least) for least in (1, 0, 0)],
)
some_passages = st.lists(
    st.builds(lambda quarter: Passage("context", quarter, "paragraph", text(), text(), CELL), st.sampled_from(SPAN)),
    max_size=4,
)
some_reports = st.builds(
    lambda due, updates, figures, plans, passages: report(
        recommendation("R1", due), recommendation("R2", END_OF_JUNE), recommendation("R3", theme="T2"),
        updates=updates, figures=figures, quarters=plans, narrative=passages,
    ),
    maybe_days, some_updates, some_figures, some_plans, some_passages,
)  # fmt: skip


@given(some_reports, st.data())
@examples(max_examples=60, deadline=None)
def test_later_rows_have_no_effect_whatsoever(whole, data):
    asked = data.draw(st.sampled_from(whole.quarters)).quarter
    known_by_then = replace(
        whole,
        quarters=tuple(each for each in whole.quarters if each.quarter <= asked),
        updates=tuple(each for each in whole.updates if each.quarter <= asked),
        figures=tuple(each for each in whole.figures if each.quarter is None or each.quarter <= asked),
        narrative=tuple(each for each in whole.narrative if each.quarter is None or each.quarter <= asked),
    )
    assert follow_up(whole, asked) == follow_up(known_by_then, asked)


@given(some_reports)
@examples(max_examples=40, deadline=None)
def test_what_a_later_report_says_of_a_quarter_is_what_that_quarters_report_said(whole):
    last = follow_up(whole, whole.quarters[-1].quarter)
    for point in last.trend:
        then = follow_up(whole, point.quarter)
        assert (then.overall, then.by_theme) == (point.overall, point.by_theme)
        for code, rows in last.history.items():
            told = dict(rows)[point.quarter]
            assert told == (then.standings[code] if then.standings[code].last else None)


@given(some_reports)
@examples(max_examples=40, deadline=None)
def test_every_count_adds_up(whole):
    told = follow_up(whole, whole.quarters[-1].quarter)
    for count in (told.overall, told.points, *told.by_theme.values()):
        assert sum(count.by_mark.values()) == count.total
        assert count.total - count.relevant == count.by_mark[Mark.NO_LONGER_RELEVANT]
        assert count.by_mark[Mark.OVERDUE] == count.overdue
    listed = [*told.overdue, *told.upcoming, *told.undated]
    assert sorted(each.code for each in listed) == [code for code in ("R1", "R2", "R3") if told.standings[code].is_open]
    assert all((each.days_late > 0) == (each.lateness is Lateness.OVERDUE) for each in listed)


def test_a_follow_up_can_be_sent_to_another_process():
    told = follow_up(report(recommendation("R1"), updates=[update("R1", Q1)]), Q1)
    assert pickle.loads(pickle.dumps(told)) == told  # noqa: S301 - our own value, just written


def test_ten_years_of_updates_are_fast():
    span = [Quarter(year, number) for year in range(2025, 2035) for number in (1, 2, 3, 4)]
    codes = [f"R{n}" for n in range(1, 126)]
    rows = [update(code, quarter, IN_PROGRESS, n % 100) for n, quarter in enumerate(span) for code in codes]
    whole = report(*(recommendation(code, END_OF_JUNE) for code in codes), updates=rows, quarters=span)
    started = perf_counter()
    told = follow_up(whole, span[-1])
    assert perf_counter() - started < 1  # 0.05 s on a quiet machine; the margin is for a busy one
    assert (len(told.trend), told.overall.overdue) == (40, 125)

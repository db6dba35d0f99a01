"""Dates and counts that can be read and cannot be meant."""

from __future__ import annotations

from datetime import datetime

import pytest
from workbook_sample import at, changed, outcome, told

EARLY, LATE = datetime(2015, 5, 31), datetime(2052, 3, 19)  # noqa: DTZ001  cells have no time zone


def found(cells) -> list[tuple[str, str]]:
    return told(outcome(changed(cells))[1])


@pytest.mark.parametrize(
    ("where", "typed", "code"),
    [
        ("recommendations.due.2", EARLY, "before-event"),
        ("recommendations.due.2", LATE, "due-far-ahead"),
        ("updates.revised_due.5", LATE, "due-far-ahead"),
        ("updates.completed_on.4", EARLY, "before-event"),
        ("figures.as_of.2", LATE, "as-of-after-cutoff"),
        ("figures.as_of.2", "2052", "as-of-after-cutoff"),
        ("participants.women.2", 80, None),  # of more than 40
    ],
)
def test_a_year_that_was_mistyped_is_told(where, typed, code):
    assert found({where: typed}) == ([(code, at(where))] if code else [])


@pytest.mark.parametrize(
    ("counts", "told_of"),
    [
        ({"women": 20, "men": 20}, False),
        ({"women": 21, "men": 20}, True),
        ({"disabilities": 41}, True),
        ({"disabilities": 40, "women": 40}, False),
    ],
)
def test_a_group_holds_no_more_people_than_its_total(counts, told_of):
    cells = {f"participants.{key}.3": count for key, count in counts.items()} | {"participants.total.3": 40}
    assert found(cells) == ([("participants-more", at("participants.total.3"))] if told_of else [])


@pytest.mark.parametrize(
    ("name", "told_of"),
    [("Total", True), ("Total des participants", True), ("Sous-total", True), ("Sous-préfets", False)],
)
def test_a_sum_below_the_groups_is_told(name, told_of):
    cells = {"participants.group_fr.3": name, "participants.group_en.3": "Others"}
    assert found(cells) == ([("participants-total", at("participants.group_fr.3"))] if told_of else [])


@pytest.mark.parametrize(
    ("typed", "told_of"),
    [("À compléter", True), ("???", True), ("xxx", True), ("À compléter\nÀ remplir", True), ("Oui !\n\nNon", False)],
)
def test_what_holds_the_place_of_a_text_is_told(typed, told_of):
    where = "updates.obstacle_fr.5"
    assert found({where: typed}) == ([("text-placeholder", at(where))] if told_of else [])


@pytest.mark.parametrize("dash", ["-", " — ", "--", "−", "‑"])
def test_a_dash_is_nothing(dash):
    cells = {"updates.evidence_fr.4": dash, "updates.evidence_en.4": dash, "updates.revised_due.5": dash}
    assert found(cells) == [("completed-without-evidence", at("updates.evidence_fr.4"))]

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from reportgen.report.model import (
    Attachment,
    Cell,
    Entry,
    Figure,
    Partner,
    Passage,
    QuarterPlan,
    Report,
    Status,
    Text,
    Translated,
    Unit,
    Update,
)
from reportgen.report.period import PartialDate, Quarter
from reportgen.report.rich import Mark
from reportgen.report.sharing import shared

CELL = Cell("Suivi", "A2")
Q2, Q3 = Quarter(2025, 2), Quarter(2025, 3)


def text(value=""):
    return Translated({"fr": Text(value, CELL, "fr"), "en": Text(value, CELL, "en")})


def update(item, *, internal=False):
    return Update(
        item, Q2, Entry(Status.IN_PROGRESS, CELL), Entry(40, CELL), text("done"), text(), text(), text(),
        *(Entry(None, CELL) for _ in range(4)), updated_by="Coordination", internal=internal, cell=CELL,
    )  # fmt: skip


def figure(code, quarter=None, *, internal=False):
    return Figure(
        code, "context", text("label"), Entry(Decimal(4), CELL), Unit.NUMBER, "", quarter,
        Entry(PartialDate(2024), CELL), text("source"), text(), True, "", text(), internal, CELL,
    )  # fmt: skip


def attachment(code, *, internal=False):
    return Attachment(code, "link", "", Entry(None, CELL), text(), text(), "", False, internal, CELL)


def report(**given):
    names = [each.name for each in fields(Report)][2:]
    return Report("followup.xlsx", None, **{**dict.fromkeys(names, ()), **given})  # type: ignore[arg-type]


FULL = report(
    updates=(update("R1"), update("R2", internal=True)),
    figures=(figure("F1"), figure("F1", Q3, internal=True), figure("F7", internal=True)),
    partners=(Partner(text("NGOs"), "F1"), Partner(text("Donors"), "F7")),
    annexes=(attachment("A1"), attachment("A2", internal=True)),
    narrative=(Passage("context", None, "paragraph", text("[F7]"), text("From [F1] to [F7] and [f7]."), CELL),),
)


def test_internal_rows_do_not_leave():
    left = shared(FULL)
    assert [each.item for each in left.updates] == ["R1"]
    assert [(each.code, each.quarter) for each in left.figures] == [("F1", None)]
    assert [each.code for each in left.annexes] == ["A1"]


def test_nobody_who_updated_is_named():
    assert {each.updated_by for each in shared(FULL).updates} == {""}


def test_nothing_refers_to_a_figure_that_was_removed():
    left = shared(FULL)
    assert [each.figure for each in left.partners] == ["F1"]
    assert left.narrative[0].text["en"].value == "From [F1] to […] and […]."
    assert left.narrative[0].title["fr"].value == "[…]"


def test_nothing_that_a_quarter_says_refers_to_a_figure_that_was_removed():
    said = text("From [F1] to [F7] and [f7.2].")
    told = {"done": said, "next": said, "obstacle": said, "evidence": said}
    days = (Entry(None, CELL), Entry(None, CELL), Entry(None, CELL))
    plan = QuarterPlan(
        Q2, *days, final=True, example=False, key_messages=said, analysis=said, conclusion=said, cell=CELL
    )
    figures = (*FULL.figures, figure("F7.2", internal=True))
    left = shared(replace(FULL, quarters=(plan,), updates=(replace(update("R1"), **told),), figures=figures))
    found = [getattr(left.updates[0], field) for field in told]
    found += [getattr(left.quarters[0], field) for field in ("key_messages", "analysis", "conclusion")]
    assert {each["fr"].value for each in found} == {"From [F1] to […] and […]."}


def test_emphasis_and_links_stay_at_their_words_when_a_figure_before_them_goes():
    words = Translated(
        {"en": Text("From [F7] on", CELL, "en", (Mark(10, 12, "em"), Mark(0, 12, "link", "mailto:a@b.org")))}
    )
    left = shared(replace(FULL, narrative=(Passage("context", None, "paragraph", text(), words, CELL),)))
    found = left.narrative[0].text["en"]
    assert [found.value[mark.start : mark.end] for mark in found.marks] == ["on", "From […] on"]


@pytest.mark.parametrize("part", ["file", "settings", "recommendations", "themes", "errata"])
def test_the_rest_stays_as_it_is(part):
    assert getattr(shared(FULL), part) == getattr(FULL, part)


def test_what_is_public_is_shared_whole_and_only_once():
    public = replace(FULL, updates=(), figures=FULL.figures[:1], annexes=FULL.annexes[:1], narrative=(), partners=())
    assert shared(public) == public
    assert shared(shared(FULL)) == shared(FULL)

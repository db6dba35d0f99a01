"""From a row to a part of the report: one function a sheet."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import TypeVar

from reportgen.report.model import (
    Acronym,
    AttentionPoint,
    Entry,
    Erratum,
    Figure,
    Objective,
    ParticipantGroup,
    Partner,
    Passage,
    QuarterPlan,
    Recommendation,
    Result,
    Status,
    Subtheme,
    Theme,
    ThemeItem,
    Unit,
    Update,
)
from reportgen.workbook.context import Context
from reportgen.workbook.rows import NO_QUARTER, Row, rows_of
from reportgen.workbook.schema import TO_UPDATE
from reportgen.workbook.tables import Table

T = TypeVar("T")

_NO_BEGINNING = ("unreadable-code", "unreadable-quarter", "required-empty")
_FEW = 2
"""Filled cells of a row that is none of the table's."""

COUNTS = ("total", "women", "men", "girls", "boys", "disabilities")


def parts(table: Table | None, context: Context, read: Callable[[Row], T]) -> tuple[T, ...]:
    """What each row of a table says, without the rows that are blocked."""
    return tuple(part for row in rows_of(table, context) for part in [_part(row, read)] if not row.blocked)


def _part(row: Row, read: Callable[[Row], T]) -> T:
    """What a row says. A total, a note or a source that somebody typed below the table is told as that, once."""
    problems = row.context.findings.problems
    known = len(problems)
    part = read(row)
    for flaw in problems[known:]:
        begins = row.cell(row.table.sheet.columns[0].key)
        if flaw.place.cell == begins.ref and flaw.code in _NO_BEGINNING:
            filled = [field for field in row.table.columns if row.is_filled(field)]
            typed = str(flaw.given.get("typed") or row.shown(filled[0]))
            most = _FEW if any(char.isdigit() for char in typed) else 2 * _FEW  # a word may be followed by totals
            if len(filled) <= (1 if flaw.code == "required-empty" else most):
                del problems[known:]
                row.context.findings.add("row-astray", row.cell(filled[0]), typed=typed)
            break
    return part


def ordered_parts(
    table: Table | None, context: Context, read: Callable[[Row], T], group: Callable[[T], object]
) -> tuple[T, ...]:
    """Like :func:`parts`, the parts of a group in the order typed in the column for it.

    A group keeps the places that its rows have in the sheet. A row without an order stays after the one above it.
    """
    ranked: dict[object, list[tuple[int, T]]] = {}
    places: list[object] = []
    for row in rows_of(table, context):
        part = _part(row, read)
        if not row.blocked:
            others = ranked.setdefault(group(part), [])
            others.append((row.whole("order", others[-1][0] if others else 0), part))
            places.append(group(part))
    in_order = {key: iter(sorted(members, key=itemgetter(0))) for key, members in ranked.items()}
    return tuple(next(in_order[key])[1] for key in places)


def quarter_plan(row: Row) -> QuarterPlan:
    return QuarterPlan(
        quarter=row.quarter(),
        cutoff=row.date("cutoff"),
        issued=row.date("issued"),
        next_issue=row.date("next_issue"),
        final=row.choice("state") == "final",
        example=row.yes("example", default=False),
        key_messages=row.translated("key_messages"),
        analysis=row.translated("analysis"),
        conclusion=row.translated("conclusion"),
        cell=row.cell("quarter"),
    )


def update(row: Row) -> Update:
    to_update = row.says("updated_on", TO_UPDATE.values())
    known = False if to_update else None  # an item that was never reported on has nothing to be filled in
    status = row.chosen("status", known)
    return Update(
        item=row.code("item"),
        quarter=row.planned_quarter() or NO_QUARTER,
        status=Entry(Status(status.value) if status.value else None, status.cell, status.typed),
        percent=row.percent("percent", known),
        done=row.translated("done"),
        next=row.translated("next"),
        obstacle=row.translated("obstacle"),
        evidence=row.translated("evidence"),
        evidence_link=row.link("evidence_link"),
        revised_due=row.date("revised_due"),
        completed_on=row.date("completed_on"),
        updated_on=Entry(None, row.cell("updated_on"), row.text("updated_on")) if to_update else row.date("updated_on"),
        updated_by=row.text("updated_by"),
        internal=row.internal,
        cell=row.cell("item"),
        to_update=to_update,
    )


def figure(row: Row) -> Figure:
    unit = row.choice("unit")
    return Figure(
        code=row.code(),
        section=row.choice("section"),
        label=row.translated("label"),
        value=row.figure("value", Unit(unit)) if unit else Entry(None, row.cell("value")),
        unit=Unit(unit) if unit else Unit.NUMBER,
        bound=row.choice("bound"),
        quarter=row.planned_quarter(),
        as_of=row.period("as_of"),
        source=row.translated("source"),
        note=row.translated("note"),
        comparable=row.yes("comparable", default=True),
        chart=row.choice("chart"),
        series=row.translated("series"),
        internal=row.internal,
        cell=row.cell("code"),
    )


def passage(row: Row) -> Passage:
    return Passage(
        section=row.choice("section"),
        quarter=row.planned_quarter(),
        form=row.choice("form", "paragraph"),
        title=row.translated("title"),
        text=row.translated("text"),
        cell=row.cell("section"),
    )


def objective(row: Row) -> Objective:
    return Objective(row.code(), row.choice("kind") == "general", row.translated("text"))


def result(row: Row) -> Result:
    return Result(row.code(), row.codes("objectives"), row.translated("text"))


def attention_point(row: Row) -> AttentionPoint:
    return AttentionPoint(row.code(), row.choice("urgency"), row.translated("text"), row.codes("recommendations"))


def theme(row: Row) -> Theme:
    return Theme(row.code(), row.translated("title"), row.translated("short"))


def subtheme(row: Row) -> Subtheme:
    return Subtheme(row.code(), row.code("theme"), row.translated("title"), row.translated("topics"))


def theme_item(row: Row) -> ThemeItem:
    return ThemeItem(row.code("subtheme"), row.choice("kind"), row.translated("text"))


def recommendation(row: Row) -> Recommendation:
    return Recommendation(
        code=row.code(),
        theme=row.code("theme"),
        short=row.translated("short"),
        finding=row.translated("finding"),
        action=row.translated("action"),
        verification=row.translated("verification"),
        responsible=row.translated("responsible"),
        due_worded=row.translated("due_worded"),
        due=row.date("due"),
        cell=row.cell("code"),
    )


def partner(row: Row) -> Partner:
    return Partner(row.translated("category"), row.code("figure"))


def participant_group(row: Row) -> ParticipantGroup:
    return ParticipantGroup(
        group=row.translated("group"),
        level=row.whole("level", 1),
        at_least=row.yes("at_least", default=False),
        counts={key: row.count(key) for key in COUNTS},
    )


def acronym(row: Row) -> Acronym:
    return Acronym(row.translated("form"), row.translated("expansion"), row.yes("to_confirm", default=False))


def erratum(row: Row) -> Erratum:
    return Erratum(
        code=row.code(),
        question=row.choice("kind") == "question",
        place=row.translated("place"),
        printed=row.translated("printed"),
        right=row.translated("right"),
        reason=row.translated("reason"),
    )

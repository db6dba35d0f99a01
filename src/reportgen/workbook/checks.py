"""The rules of content: what rows must say together, on a report whose cells can be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from reportgen.problems import Term
from reportgen.report.citations import all_citing_texts, cited_codes
from reportgen.report.model import Cell, Entry, Figure, QuarterPlan, Report, Status, Text, Unit, Update
from reportgen.report.period import Quarter
from reportgen.workbook.findings import Findings
from reportgen.workbook.plausible import check_dates, check_participants
from reportgen.workbook.schema import load_schema
from reportgen.workbook.texts import folded

MAX_KEY_MESSAGES = 4  # WHO Health Cluster Bulletin template

_NEEDS_REASON = {Status.ON_HOLD: "On hold", Status.NO_LONGER_RELEVANT: "No longer relevant"}
_UNITS_OF_CHARTS = {
    "people": (Unit.NUMBER, Unit.MILLION),
    "funding": (Unit.USD_MILLION,),
    "regions": (Unit.PERCENT, Unit.NUMBER),
}


def check_report(report: Report, findings: Findings, titles: Mapping[str, str]) -> None:
    """Tell everything that contradicts itself. ``titles`` of the sheets, by their schema key."""
    _check_event(report, findings)
    for plan in report.quarters:
        _check_plan(plan, findings)
        if plan.example and not report.settings.example_data:  # which says that no example is left
            findings.add("quarter-example", plan.cell, quarter=plan.quarter)
    _check_updates(report, findings)
    check_dates(report, findings)
    check_participants(report, findings)
    if not findings.blocked(titles.get("updates", "")):
        _check_coverage(report, findings, titles.get("updates", ""))
    _check_figures(report.figures, findings)
    _check_sources(report, findings)
    if not findings.blocked(titles.get("figures", "")):
        _check_references(report, findings)


def _check_event(report: Report, findings: Findings) -> None:
    start, end = report.settings.event_start, report.settings.event_end
    if start.value and end.value and end.value < start.value:
        findings.add("event-order", end.cell, start=start.value, end=end.value)


# ---------------------------------------------------------------- quarters


def _check_plan(plan: QuarterPlan, findings: Findings) -> None:
    quarter, cutoff = plan.quarter, plan.cutoff
    if cutoff.value and cutoff.value not in quarter:
        first, last = quarter.first_day, quarter.last_day
        findings.add("cutoff-outside-quarter", cutoff.cell, typed=cutoff.value, quarter=quarter, first=first, last=last)
    for code, earlier, later in (
        ("issued-before-cutoff", cutoff, plan.issued),
        ("next-before-issued", plan.issued, plan.next_issue),
    ):
        if earlier.value and later.value and later.value < earlier.value:
            findings.add(code, later.cell, typed=later.value, date=earlier.value)
    for text in plan.key_messages.texts.values():
        if len(text.lines) > MAX_KEY_MESSAGES:
            findings.add("too-many-key-messages", text.cell, count=len(text.lines), limit=MAX_KEY_MESSAGES)


# ---------------------------------------------------------------- updates


def _check_updates(report: Report, findings: Findings) -> None:
    plans = {plan.quarter: plan for plan in report.quarters}
    due = {item.code: item.due.value for item in report.recommendations}
    log: dict[str, dict[Quarter, Update]] = {}
    dated = any(update.updated_on.value for update in report.updates)  # some teams leave the column alone
    for update in report.updates:
        if dated and _is_empty(update.updated_on):
            findings.add("update-undated", update.updated_on.cell, item=update.item, quarter=update.quarter)
        earlier = log.setdefault(update.item, {}).setdefault(update.quarter, update)
        if earlier is not update:
            first = earlier.cell.ref
            findings.add("duplicate-update", update.cell, item=update.item, quarter=update.quarter, first=first)
        _check_status(update, findings)
        _check_dates(update, plans.get(update.quarter), findings)
    for item, by_quarter in log.items():
        _check_course(item, [by_quarter[quarter] for quarter in sorted(by_quarter)], due.get(item), findings)


def _check_status(update: Update, findings: Findings) -> None:
    status, percent = update.status.value, update.percent.value
    if status is not None and percent is not None and not _agree(status, percent):
        findings.add("status-against-percent", update.percent.cell, percent=percent)
    first_language = next(iter(update.evidence.texts))
    if status is Status.COMPLETED and not update.evidence:
        findings.add("completed-without-evidence", update.evidence[first_language].cell, item=update.item)
    if status is Status.COMPLETED and _is_empty(update.completed_on):
        findings.add("completed-without-date", update.completed_on.cell, item=update.item)
    if status in _NEEDS_REASON and not update.obstacle:
        named = Term(_NEEDS_REASON[status])
        findings.add("reason-missing", update.obstacle[first_language].cell, item=update.item, status=named)
    if status is Status.NO_LONGER_RELEVANT and _is_empty(update.completed_on):
        findings.add("decision-date-missing", update.completed_on.cell, item=update.item)


def _agree(status: Status, percent: int) -> bool:
    match status:
        case Status.NOT_STARTED:
            return percent == 0
        case Status.IN_PROGRESS:
            return 1 <= percent <= 99
        case Status.COMPLETED:
            return percent == 100
        case Status.ON_HOLD:
            return percent < 100
        case Status.NO_LONGER_RELEVANT:
            return True


def _is_empty(entry: Entry[date]) -> bool:
    """Whether nothing stands in the cell; what cannot be read has been told."""
    return entry.value is None and not entry.typed


def _check_dates(update: Update, plan: QuarterPlan | None, findings: Findings) -> None:
    if plan is None:
        return  # the quarter itself is wrong, and told
    quarter, first = update.quarter, update.quarter.first_day
    last = plan.cutoff.value if plan.cutoff.value and plan.cutoff.value in quarter else quarter.last_day
    updated, completed = update.updated_on, update.completed_on
    if updated.value and not first <= updated.value <= last:
        item, typed = update.item, updated.value
        findings.add(
            "update-outside-quarter", updated.cell, item=item, typed=typed, quarter=quarter, first=first, last=last
        )
    if completed.value and completed.value > last:
        findings.add("completed-after-cutoff", completed.cell, typed=completed.value, cutoff=last)


def _check_course(item: str, updates: list[Update], due: date | None, findings: Findings) -> None:
    """Check one item from quarter to quarter."""
    percent: int | None = None
    for before, update in zip((None, *updates), updates, strict=False):
        if before and _says_nothing_new(before, update):
            findings.add("update-says-nothing", update.cell, item=item, quarter=update.quarter)
        now, revised = update.percent.value, update.revised_due
        stopped = update.status.value in _NEEDS_REASON  # told as a missing reason
        if percent is not None and now is not None and now < percent and not (update.obstacle or stopped):
            findings.add("percent-falls", update.percent.cell, item=item, before=percent, percent=now)
        percent = percent if now is None else now
        if revised.value and due and revised.value < due:
            findings.add("due-revised-earlier", revised.cell, item=item, before=due, typed=revised.value)
        due = revised.value or due


def _says_nothing_new(before: Update, update: Update) -> bool:
    """Whether an update of what is open has no words, and the status and progress of the one before."""
    status, percent = update.status.value, update.percent.value
    same = (status, percent) == (before.status.value, before.percent.value) and status is not None and status.is_open
    moved = update.revised_due.value not in (None, before.revised_due.value)
    words = (update.done, update.next, update.obstacle, update.evidence)
    return same and not moved and not any(words) and not update.to_update


def _check_coverage(report: Report, findings: Findings, sheet: str) -> None:
    """Tell what a quarter that can still change lacks: the rows of a closed one before the latest stay as they are."""
    planned = {plan.quarter for plan in report.quarters}
    astray = {update.item for update in report.updates if update.quarter not in planned}  # told as such
    told: set[object] = {(update.item, update.quarter) for update in report.updates}
    told |= {(each.given["item"], each.given["quarter"]) for each in findings.problems if each.code == "update-waits"}
    with_updates = {update.quarter for update in report.updates}
    closed = _closed_since(report.updates)
    for plan in (plan for plan in report.quarters if plan is report.quarters[-1] or not plan.final):
        for item in report.recommendations if plan.quarter in with_updates else ():
            done = item.code in closed and closed[item.code] < plan.quarter
            if (item.code, plan.quarter) not in told and item.code not in astray and not done:
                findings.add("update-missing", item.cell, item=item.code, quarter=plan.quarter, sheet=sheet)


def _closed_since(updates: Iterable[Update]) -> dict[str, Quarter]:
    """The quarter of the last update of each item that ends as completed or no longer relevant."""
    last = {update.item: update for update in sorted(updates, key=lambda each: each.quarter)}
    return {item: each.quarter for item, each in last.items() if each.status.value and not each.status.value.is_open}


# ---------------------------------------------------------------- figures


def _check_figures(figures: Iterable[Figure], findings: Findings) -> None:
    rows: dict[str, dict[Quarter | None, Figure]] = {}
    charted: dict[str, Figure] = {}
    for figure in figures:
        one_unit = charted.setdefault(figure.chart, figure).unit is figure.unit or figure.chart == "people"
        if figure.chart and not (one_unit and figure.unit in _UNITS_OF_CHARTS[figure.chart]):
            findings.add("chart-unit", figure.value.cell, typed=figure.code)
        if figure.chart and isinstance(figure.value.value, Decimal) and figure.value.value < 0:
            findings.add("chart-below-zero", figure.value.cell, typed=figure.code)
        others = rows.setdefault(figure.code, {})
        earlier = others.setdefault(figure.quarter, figure)
        if earlier is not figure:
            findings.add("duplicate-figure", figure.cell, typed=figure.code, first=earlier.cell.ref)
        first = next(iter(others.values()))
        if figure.unit is not first.unit and figure.comparable and first.comparable:
            findings.add("figure-unit-changed", figure.cell, typed=figure.code, first=first.cell.ref)


def _check_sources(report: Report, findings: Findings) -> None:
    """Tell figures whose own source calls them an example where nothing else does: they would be printed as real."""
    setting = next(each for each in load_schema().settings if each.key == "example_data")
    marks = tuple(folded(words) for words in setting.words.values())
    examples = {plan.quarter for plan in report.quarters if plan.example}
    for figure in () if report.settings.example_data else report.figures:
        source = next((text for text in figure.source.texts.values() if folded(text.value).startswith(marks)), None)
        if source is not None and figure.quarter not in examples:
            findings.add("figure-example", source.cell, typed=figure.code)


def _check_references(report: Report, findings: Findings) -> None:
    codes = {figure.code for figure in report.figures}
    public = {figure.code for figure in report.figures if not figure.internal}
    followed = {
        each.code for sheet in (report.recommendations, report.attention_points, report.themes) for each in sheet
    }
    for text in all_citing_texts(report):
        for code in cited_codes(text):
            if code not in codes | followed:  # [R4] is no figure, and clear as it stands
                findings.add("unknown-figure", text.cell, typed=code)
            elif code in codes - public:
                findings.add("internal-figure", text.cell, typed=code)
    for partner in report.partners:
        if partner.figure in codes and partner.figure not in public:
            findings.add("internal-figure", _first(partner.category.texts.values()), typed=partner.figure)


def _first(texts: Iterable[Text]) -> Cell:
    return next(iter(texts)).cell

"""The chart of due dates: what the event set, what was added by revisions, and how late it is at the cut-off date."""

from __future__ import annotations

from datetime import date, timedelta

from markupsafe import Markup

from reportgen.document.blocks import ChartData, Series
from reportgen.document.chart_plan import ChartPlan, pairs, sentence, workbook_source
from reportgen.document.chart_timeline import DAY_ZERO
from reportgen.document.edition import Edition
from reportgen.document.emphasis import plain
from reportgen.report.progress import Lateness, Standing

_MOST = 30  # rows that a page can hold; the tables list all
_BEFORE = 60  # days that are shown before the cut-off date at least


def due_dates(edition: Edition) -> ChartPlan | None:
    """Open recommendations with a due date, the latest late first: original date, revision and cut-off date."""
    every = [*edition.now.overdue, *edition.now.upcoming]
    shown = every[:_MOST]
    if not shown:
        return None
    mark = _serial(edition.now.cutoff)
    ends = [_serial(_effective(standing)) for standing in shown]
    first = _first_day(edition, shown, mark, max(ends))
    given = [_original(standing, first) for standing in shown]
    late = [float(standing.days_late if standing.lateness is Lateness.OVERDUE else 0) for standing in shown]
    names = _names(edition, shown)
    labels = tuple(_label(edition, standing) for standing in shown)
    _ = edition.translate
    series = (
        Series(plain(_("Until the original due date")), tuple(given), "rule", labels),
        Series(plain(_("Added by revision")), tuple(e - g for e, g in zip(ends, given, strict=True)), "second"),
        Series(plain(_("Late at the cut-off date")), tuple(late), "overdue"),
    )
    what = _("Due dates of open recommendations")
    if len(every) > len(shown):
        what = _(
            "Due dates of {n} of the {all} open recommendations, the most pressing ones",
            n=edition.formats.number(len(shown)),
            all=edition.formats.number(len(every)),
        )
    return ChartPlan(
        ChartData(
            "timeline",
            tuple(names),
            tuple(one for one in series if any(one.values)),
            edition.formats.date_code,
            maximum=max(mark, *ends),
            minimum=first,
            mark=mark,
            mark_name=plain(_("Cut-off date: {date}", date=edition.formats.date(edition.now.cutoff))),
        ),
        _finding(edition),
        _(
            "{what}, at the cut-off date of {date}. {lines}.",
            what=what,
            date=edition.formats.date(edition.now.cutoff),
            lines=sentence(edition, pairs(edition, names, labels)),
        ),
        workbook_source(edition, what),
    )


def _finding(edition: Edition) -> Markup:
    late, ahead = edition.now.overdue, edition.now.upcoming
    given = {
        "late": edition.formats.number(len(late)),
        "days": edition.formats.number(late[0].days_late if late else 0),
        "date": edition.formats.date(_effective(ahead[0])) if ahead else "",
    }
    if late and ahead:
        return edition.translate("Overdue: {late}, the longest by {days} days; the next due date is {date}", **given)
    if late:
        return edition.translate("Overdue: {late}, the longest by {days} days; no due date is to come", **given)
    return edition.translate("Nothing is overdue; the next due date is {date}", **given)


def _names(edition: Edition, standings: list[Standing]) -> list[str]:
    short = {each.code: each.short for each in edition.report.recommendations}
    return [f"{standing.code}  {edition.bare(short[standing.code])}" for standing in standings]


def _label(edition: Edition, standing: Standing) -> str:
    """The due date; before it the one it replaced, after it how late it is."""
    told = edition.formats.short_date(_effective(standing))
    if standing.due.revised:
        told = f"{_before(edition, standing)} → {told}"
    if standing.lateness is not Lateness.OVERDUE:
        return told
    days = edition.translate_many("{n} day late", "{n} days late", standing.days_late)
    return plain(edition.translate("{theme}: {counts}", theme=told, counts=days))


def _before(edition: Edition, standing: Standing) -> str:
    """The original date, or the event's words where it set none."""
    due = standing.due
    if due.original and due.original.value:
        return edition.formats.short_date(due.original.value)
    return edition.bare(due.worded) if due.worded else ""


def _original(standing: Standing, first: float) -> float:
    """Where the bar of a row leaves its first part: the original date, or the effective one where that is earlier."""
    original = standing.due.original.value if standing.due.original else None
    return min(_serial(original), _serial(_effective(standing))) if original else first


def _first_day(edition: Edition, shown: list[Standing], mark: float, last: float) -> float:
    """Where the axis begins: at the event, or earlier, so that no date lies before it.

    At least as long before the cut-off date as the axis goes on after it: Word then has one line between the ends
    of its axis, and that one stands at the cut-off date.
    """
    event = edition.report.settings.event_end.value
    dates = [_serial(_effective(standing)) for standing in shown]
    dates += [
        _serial(standing.due.original.value)
        for standing in shown
        if standing.due.original and standing.due.original.value
    ]
    early = min(dates) - _BEFORE / 2
    start = _serial(event) if event and event < edition.now.cutoff else early
    return min(start, early if start >= min(dates) else start, mark - _BEFORE, mark - (last - mark) * 1.6)


def _effective(standing: Standing) -> date:
    return standing.due.effective or date.max


def _serial(day: date) -> float:
    return float((day - DAY_ZERO) / timedelta(days=1))

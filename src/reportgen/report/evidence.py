"""The report's data as tidy rows: each recommendation at each quarter, and every figure with its source."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.report.model import Entry, Figure, Recommendation, Report
from reportgen.report.period import Quarter
from reportgen.report.progress import FollowUp
from reportgen.report.sharing import as_known
from reportgen.report.standing import Standing

Row = Mapping[str, object]


def evidence(report: Report, now: FollowUp, language: str, *, draft: bool) -> bytes:
    """A shared report's data at a quarter, as JSON (UTF-8): a value that is not known is null, a date ISO 8601.

    ``recommendations`` has a row for each recommendation and quarter with updates, judged at that quarter's cut-off
    date; ``figures`` a row for each value reported so far. The same report gives the same bytes.
    """
    known = as_known(report, now.quarter)
    data = {
        "title": report.settings.report_title[language].value,
        "cluster": report.settings.cluster[language].value,
        "country": report.settings.country[language].value,
        "language": language,
        "quarter": str(now.quarter),
        "cutoff": str(now.cutoff),
        "draft": draft,
        "example_data": now.is_example,
        "recommendations": [*recommendation_rows(known, now, language)],
        "figures": [_figure(figure, language) for figure in known.figures],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def recommendation_rows(report: Report, now: FollowUp, language: str) -> Iterator[Row]:
    """Quarter by quarter, in the order of the workbook; a recommendation has no row before its first update."""
    for number, point in enumerate(now.trend):
        for each in report.recommendations:
            standing = now.history[each.code][number][1]
            if standing is not None:
                yield _recommendation(each, standing, point.quarter, language)


def _recommendation(each: Recommendation, standing: Standing, quarter: Quarter, language: str) -> Row:
    due = standing.due
    return {
        "quarter": str(quarter),
        "code": each.code,
        "theme": each.theme,
        "recommendation": each.short[language].value,
        "status": standing.status,
        "mark": standing.mark,
        "percent": standing.percent,
        "lateness": standing.lateness,
        "days_late": standing.days_late,
        "due": _iso(due.effective),
        "due_original": _iso(each.due.value),
        "times_revised": due.times_revised,
        "completed_on": _iso(standing.completed_on),
        "decided_on": _iso(standing.decided_on),
        "evidence": standing.evidence,
        "updated_this_quarter": standing.update is not None,
    }


def _figure(figure: Figure, language: str) -> Row:
    return {
        "code": figure.code,
        "label": figure.label[language].value,
        "value": _number(figure.value),
        "unit": figure.unit,
        "bound": figure.bound or None,
        "quarter": _iso(figure.quarter),
        "as_of": _iso(figure.as_of.value),
        "source": figure.source[language].value,
        "note": figure.note[language].value or None,
    }


def _number(value: Entry[object]) -> object:
    found = value.value
    if isinstance(found, Decimal):
        return int(found) if found == found.to_integral_value() else float(found)
    return _iso(found)


def _iso(value: object) -> str | None:
    return None if value is None else str(value)

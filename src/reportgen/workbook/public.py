"""The public part of the workbook, written anew from the shared report: never the team's file, nor a cell of it.

What the shared report of a quarter does not hold cannot come along: internal rows, who typed them, further sheets and
columns, comments, formulas, properties, and what was typed for later quarters.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from reportgen.report.model import Entry, Report, Settings, Text, Translated
from reportgen.report.period import PartialDate, Quarter
from reportgen.report.rich import Marked
from reportgen.report.sharing import as_known
from reportgen.workbook.authoring import workbook_of
from reportgen.workbook.schema import LANGUAGES, Column, load_schema


def public_workbook(report: Report, quarter: Quarter, language: str) -> bytes:
    """The workbook of a shared report as it was known at a quarter, headed in ``language``. Same bytes twice."""
    return workbook_of(public_content(report, quarter), language, load_schema().public(), read_me="public")


def public_content(report: Report, quarter: Quarter) -> dict[str, list[dict[str, object]]]:
    """Its rows by sheet, as :data:`reportgen.workbook.content.Content`; an empty cell has no entry."""
    known = as_known(report, quarter)
    return {
        sheet.key: [*_settings(known.settings)]
        if sheet.key == "settings"
        else [dict(_row(sheet.columns, part)) for part in getattr(known, sheet.key)]
        for sheet in load_schema().public().sheets
    }


def _settings(settings: Settings) -> Iterator[dict[str, object]]:
    for setting in load_schema().settings:
        value = getattr(settings, setting.key)
        if isinstance(value, Translated):
            yield {"key": setting.key, **{language: _typed(text) for language, text in value.texts.items() if text}}
        else:
            plain = _plain(value)
            yield {"key": setting.key, LANGUAGES[0]: ", ".join(plain) if isinstance(plain, list) else plain}


def _row(columns: tuple[Column, ...], part: object) -> Iterator[tuple[str, object]]:
    """The cells of a part of the report, by field name."""
    for column in columns:
        value = _value(part, column.key)
        if isinstance(value, Translated):
            yield from ((f"{column.key}_{each}", _typed(text)) for each, text in value.texts.items() if text)
        elif value not in (None, "", ()):
            yield column.key, _plain(value)


def _value(part: object, key: str) -> object:
    """What a part of the report says in a column; it holds some choices as yes or no, and not the order of its rows."""
    match key:
        case "state":
            return "final" if getattr(part, "final") else "draft"  # noqa: B009 - quarters alone have a state
        case "kind" if hasattr(part, "general"):
            return "general" if part.general else "specific"
        case "kind" if hasattr(part, "question"):
            return "question" if part.question else "erratum"
        case key if key in getattr(part, "counts", ()):
            value = part.counts[key]  # type: ignore[attr-defined]
        case _:
            value = getattr(part, key, None)
    if isinstance(value, Text):
        return value.value
    known = (value.typed if value.value is None else value.value) if isinstance(value, Entry) else value
    is_year = key == "value" and isinstance(known, PartialDate) and known.month is None
    return known.year if is_year else known  # type: ignore[union-attr]


def _typed(text: Text) -> str:
    return Marked(text.value, text.marks) if text.marks else text.value


def _plain(value: object) -> object:
    match value:
        case Entry():
            return _plain(value.typed if value.value is None else value.value)
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date() | PartialDate() | Quarter():
            return str(value)
        case tuple():
            return [*map(str, value)]
        case bool() | int() | None:
            return value
        case _:
            return str(value)  # codes of choices are strings of their own kind

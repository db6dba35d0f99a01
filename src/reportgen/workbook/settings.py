"""The settings sheet: one row a setting, read into :class:`Settings`."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from reportgen.report.model import Cell, Entry, Settings, Text, Translated
from reportgen.workbook.context import Context
from reportgen.workbook.rows import Row, rows_of
from reportgen.workbook.schema import LANGUAGE_NAMES, LANGUAGES, Setting
from reportgen.workbook.tables import Table
from reportgen.workbook.texts import cleaned, form

DUE_SOON_DAYS = 30
_STEM = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_LANGUAGES_BY_NAME = {form(name): language for language, names in LANGUAGE_NAMES.items() for name in names}


def setting_rows(table: Table | None, context: Context) -> dict[str, Row]:
    """The rows of the settings sheet by setting. Told: unknown, duplicate and missing settings."""
    if table is None:
        return {}
    by_form = {
        form(name): setting for setting in context.schema.settings for name in (*setting.words.values(), setting.key)
    }
    rows: dict[str, Row] = {}
    for row in rows_of(table, context):
        typed = row.text("setting")
        setting = by_form.get(form(typed))
        if not typed:
            row.tell_missing("setting", "required-empty")
        elif setting is None:
            near = difflib.get_close_matches(form(typed), by_form, 1, 0.7)
            if near:
                row.remark("setting-misspelt", "setting", typed=typed, near=by_form[near[0]].words[table.language])
            else:
                row.remark("setting-unknown", "setting", typed=typed)
        elif setting.key in rows:
            row.tell("setting-duplicate", "setting", typed=typed, first=rows[setting.key].cell("setting").ref)
        else:
            rows[setting.key] = Row(table, row.raw, context, setting.words[table.language])
    for setting in context.schema.settings:
        if setting.required and setting.key not in rows:
            place = table.cell("setting", table.heading_row)
            needed = setting.key in ("languages", "file_stem")
            context.findings.add("setting-missing", place, blocking=needed, wanted=setting.words[table.language])
    return rows


def languages_of(rows: Mapping[str, Row]) -> tuple[str, ...]:
    """The languages of the report, the main one first; all that are known when the setting cannot be read."""
    row = rows.get("languages")
    if row is None:
        return LANGUAGES
    field = _value_field(row)
    typed = row.text(field, needed=True)
    if not typed:
        return LANGUAGES
    names = [form(name) for name in re.split(r"[,;/\s+&]+|\bet\b|\band\b", typed) if form(name)]
    found = tuple(dict.fromkeys(_LANGUAGES_BY_NAME.get(name, "") for name in names))
    if not found or "" in found:
        row.tell("languages-unknown", field, needed=True, typed=typed)
        return LANGUAGES
    return found


def read_settings(rows: Mapping[str, Row], context: Context, fallback: Cell) -> Settings:
    """The settings. ``fallback`` is the place of a setting that has no row."""

    def row_of(key: str) -> tuple[Setting, Row | None]:
        found = rows.get(key)
        setting = next(setting for setting in context.schema.settings if setting.key == key)
        return setting, Row(found.table, found.raw, context, found.name) if found else None

    def translated(key: str) -> Translated:
        setting, row = row_of(key)
        if row is not None:
            return row.translated("value", required=setting.required)
        return Translated({language: Text("", fallback, language) for language in context.languages})

    def day(key: str) -> Entry[date]:
        setting, row = row_of(key)
        return row.date(_value_field(row), setting.required) if row else Entry(None, fallback)

    def whole(key: str, default: int) -> int:
        _, row = row_of(key)
        return row.whole(_value_field(row), default) if row else default

    def yes(key: str, *, default: bool) -> bool:
        setting, row = row_of(key)
        return row.yes(_value_field(row), default=default, required=setting.required) if row else default

    def stem(key: str) -> str:
        _, row = row_of(key)
        return _file_stem(row) if row else ""

    return Settings(
        country=translated("country"),
        cluster=translated("cluster"),
        cluster_short=translated("cluster_short"),
        report_title=translated("report_title"),
        report_subtitle=translated("report_subtitle"),
        event=translated("event"),
        event_start=day("event_start"),
        event_end=day("event_end"),
        venue=translated("venue"),
        organizer=translated("organizer"),
        contact=translated("contact"),
        languages=context.languages,
        file_stem=stem("file_stem"),
        example_data=yes("example_data", default=True),  # what is not said to be real is marked as an example
        due_soon_days=whole("due_soon_days", DUE_SOON_DAYS),
        first_report=whole("first_report", 1),
    )


def _value_field(row: Row) -> str:
    """Where the value of an untranslated setting stands: the first column, or any other one that is filled."""
    fields = [f"value_{language}" for language in LANGUAGES if f"value_{language}" in row.table.columns]
    return next((field for field in fields if row.is_filled(field)), (fields or ["value_fr"])[0])


def _file_stem(row: Row) -> str:
    field = _value_field(row)
    typed = row.text(field, needed=True)
    if typed and (not _STEM.fullmatch(typed) or len(typed) > 80):
        plain = unicodedata.normalize("NFKD", cleaned(typed)[0]).encode("ascii", "ignore").decode().casefold()
        suggestion = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "follow-up"
        row.tell("file-stem-unsafe", field, needed=True, typed=typed, suggestion=suggestion)
    return typed

"""How complete each language of a workbook is: texts that stand in it, of those that are wanted, sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.rounding import half_up
from reportgen.workbook.context import Context, words_by_list
from reportgen.workbook.findings import Findings
from reportgen.workbook.raw import RawWorkbook
from reportgen.workbook.rows import Row, fields_of, rows_of
from reportgen.workbook.schema import LANGUAGES, load_schema
from reportgen.workbook.settings import languages_of, setting_rows
from reportgen.workbook.sheets import find_sheets
from reportgen.workbook.tables import Table, find_table


@dataclass(frozen=True, slots=True)
class Completeness:
    """The texts of one sheet. ``wanted`` in every language; ``missing`` by language, with their cells."""

    sheet: str
    wanted: int
    missing: Mapping[str, tuple[str, ...]]

    def filled(self, language: str) -> int:
        return self.wanted - len(self.missing[language])

    def percent(self, language: str) -> int:
        """Filled texts in whole per cent; 100 only when none is missing."""
        return 100 if not self.missing[language] else min(99, int(half_up(100 * self.filled(language) / self.wanted)))


def completeness(raw: RawWorkbook) -> tuple[Completeness, ...]:
    """Every sheet that holds texts. A text is wanted where it is required, or stands in another language.

    Rows that stay internal need no translation and are not counted.
    """
    schema, findings = load_schema(), Findings(raw.file)
    context = Context(schema, words_by_list(), findings, LANGUAGES, Path())
    sheets = find_sheets(raw, schema, findings)
    tables = {key: find_table(schema.sheet(key), sheet, LANGUAGES, findings) for key, sheet in sheets.items()}
    languages = languages_of(setting_rows(tables.get("settings"), context))
    counted = (_of(table, context, languages) for table in tables.values() if table is not None)
    return tuple(each for each in counted if each.wanted)


def _of(table: Table, context: Context, languages: tuple[str, ...]) -> Completeness:
    wanted = 0
    missing: dict[str, list[str]] = {language: [] for language in languages}
    for row, key, required in _texts(table, context):
        empty = [(language, name) for language, name in fields_of(key, languages) if not row.is_filled(name)]
        if required or len(empty) < len(languages):
            wanted += 1
            for language, name in empty:
                missing[language].append(row.cell(name).ref)
    return Completeness(table.title, wanted, {language: tuple(cells) for language, cells in missing.items()})


def _texts(table: Table, context: Context) -> Iterator[tuple[Row, str, bool]]:
    """Each text that is written in every language: its row, its key and whether it is required."""
    if table.sheet.key == "settings":
        rows = setting_rows(table, context)
        for setting in context.schema.settings:
            if setting.translated and setting.key in rows:
                yield rows[setting.key], "value", setting.required
        return
    translated = [column for column in table.sheet.columns if column.translated]
    for row in rows_of(table, context):
        if not row.internal:
            yield from ((row, column.key, column.required) for column in translated)

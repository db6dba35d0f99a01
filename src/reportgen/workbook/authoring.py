"""Writes workbooks: an empty one for a new team, or a full one from plain content."""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reportgen.workbook.filling import write_setting, write_value
from reportgen.workbook.new_file import write_new
from reportgen.workbook.pages import Page, row_height, write_heading, write_layout, write_rules
from reportgen.workbook.schema import LANGUAGES, SHEET_LISTS, SHEET_READ_ME, Schema, Setting, load_schema
from reportgen.workbook.styles import DEFAULT, Styles

AUTHOR = "reportgen"
_WRITTEN = datetime(2025, 1, 1)  # noqa: DTZ001  the same bytes whenever the same content is written
_USUAL = {"languages": "fr, en", "example_data": False, "due_soon_days": 30, "first_report": 1}
_TITLES = {"fr": "Rapport de suivi trimestriel", "en": "Quarterly follow-up report"}


def new_workbook(path: Path, language: str, *, hxl: bool = False) -> None:
    """Write an empty workbook with headings in ``language``, lists, notes and the rows of the settings.

    Raises ProblemsFound when the file exists or cannot be written.
    """
    write_new(path, workbook_of({}, language, load_schema(), hxl=hxl))


def write_workbook(
    path: Path, content: Mapping[str, Sequence[Mapping[str, object]]], language: str, *, hxl: bool = False
) -> None:
    """Write ``content`` (see :data:`reportgen.workbook.content.Content`) as a workbook headed in ``language``.

    ``hxl``: with a row of HXL hashtags under the headings.

    The same content gives the same bytes. Raises OSError when the file cannot be written, ValueError when a text
    is longer than a cell (32,767 characters).
    """
    path.write_bytes(workbook_of(content, language, load_schema(), hxl=hxl))


def workbook_of(
    content: Mapping[str, Sequence[Mapping[str, object]]],
    language: str,
    schema: Schema,
    read_me: str = "team",
    *,
    hxl: bool = False,
) -> bytes:
    """The workbook as bytes, with the sheets and columns of ``schema``.

    ``read_me`` says whom its first sheet speaks to: the "team" that fills it in, or the "public" that finds it.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"default_format_properties": dict(DEFAULT)})
    book.set_properties({"title": _TITLES[language], "author": AUTHOR, "created": _WRITTEN})
    styles = Styles(book)
    first = book.add_worksheet(SHEET_READ_ME[language])
    sheets = {sheet.key: book.add_worksheet(sheet.words[language]) for sheet in schema.sheets}
    lists = _write_lists(book.add_worksheet(SHEET_LISTS[language]), schema, styles, language)
    _write_read_me(first, schema, styles, language, read_me)
    for sheet in schema.sheets:
        page = Page(sheets[sheet.key], sheet, schema, styles, language, lists, hxl)
        write_heading(page)
        if sheet.key == "settings":
            _write_settings(page, content.get("settings", ()))
        else:
            write_rules(page)
            _write_rows(page, content.get(sheet.key, ()))
        write_layout(page, len(content.get(sheet.key, ())))
    first.activate()
    book.close()
    return _with_free_heights(file)


def _write_rows(page: Page, content: Sequence[Mapping[str, object]]) -> None:
    for number, row in enumerate(content, page.first_row):
        for position, (column, field) in enumerate(page.fields):
            write_value(page, number, position, column, row.get(field), row)
        texts = [
            (str(row.get(field, "")), float(column.width)) for column, field in page.fields if column.kind == "text"
        ]
        page.worksheet.set_row(number, row_height(texts))


def _with_free_heights(file: io.BytesIO) -> bytes:
    """The same package, its row heights no longer fixed: Excel lets a row grow again when more is typed into it."""
    free = io.BytesIO()
    with zipfile.ZipFile(file) as fixed, zipfile.ZipFile(free, "w", zipfile.ZIP_DEFLATED) as package:
        for part in fixed.infolist():
            content = fixed.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                content = content.replace(b' customHeight="1"', b"")
            package.writestr(part, content, zipfile.ZIP_DEFLATED)
    return free.getvalue()


def _write_settings(page: Page, content: Sequence[Mapping[str, object]]) -> None:
    given = {str(row["key"]): row for row in content}
    first = LANGUAGES[0]
    for number, setting in enumerate(page.schema.settings, page.first_row):
        _label(page, number, setting)
        row = given.get(setting.key) or {first: _USUAL.get(setting.key)}
        texts = [(str(row.get(field.removeprefix("value_")) or ""), column.width) for column, field in page.fields[1:]]
        page.worksheet.set_row(number, row_height(texts))
        for position, (_, field) in enumerate(page.fields[1:], 1):
            language = field.removeprefix("value_")
            if setting.translated or position == 1:
                write_setting(page, number, position, setting, row.get(language))
            else:
                page.worksheet.write_blank(number, position, None, page.styles.unused)


def _label(page: Page, number: int, setting: Setting) -> None:
    page.worksheet.write_string(number, 0, setting.words[page.language], page.styles.label)
    page.note(number, 0, setting.words, setting.notes, required=setting.required)


def _write_lists(worksheet: Worksheet, schema: Schema, styles: Styles, language: str) -> dict[str, str]:
    """The sheet that drop-down lists take their words from; gives the range of each list."""
    ranges = {}
    for position, (name, choices) in enumerate(schema.choices.items()):
        worksheet.write_string(0, position, _list_title(schema, name, language), styles.heading)
        for number, choice in enumerate(choices, 1):
            worksheet.write_string(number, position, choice.words[language], styles.cell)
        letter = xlsxwriter.utility.xl_col_to_name(position)
        ranges[name] = f"={SHEET_LISTS[language]}!${letter}$2:${letter}${len(choices) + 1}"
    worksheet.set_column(0, len(schema.choices) - 1, 26)
    worksheet.freeze_panes(1, 0)
    return ranges


def _list_title(schema: Schema, name: str, language: str) -> str:
    """The heading of the first column that a list fills, with its sheet; of yes and no, the words."""
    for sheet in schema.sheets:
        for column in sheet.columns:
            if column.choices == name:
                return f"{sheet.words[language]} · {column.words[language]}"
    return " / ".join(choice.words[language] for choice in schema.choices[name])


def _write_read_me(worksheet: Worksheet, schema: Schema, styles: Styles, language: str, reader: str) -> None:
    """What the workbook is for, how a quarter is done and what each sheet holds, in both languages side by side."""
    words = tomllib.loads(files(__package__).joinpath("read_me.toml").read_text(encoding="utf-8"))
    words |= words["public"] if reader == "public" else {}
    first, second = sorted(words["title"], key=lambda each: each != language)
    worksheet.hide_gridlines(2)
    worksheet.set_column(0, 0, 24)
    worksheet.set_column(1, 2, 70)
    row = 0

    def line(label: str, left: str, right: str, style: str) -> None:
        nonlocal row
        look = getattr(styles, style)
        worksheet.write_string(row, 0, label, styles.heading if style == "heading" else styles.label)
        worksheet.write_string(row, 1, left, look)
        worksheet.write_string(row, 2, right, look)
        size = 1.5 if style == "title" else 1.0
        worksheet.set_row(row, size * row_height([(left, 66 / size), (right, 66 / size)]))
        row += 1

    line("", words["title"][first], words["title"][second], "title")
    line("", words["introduction"][first], words["introduction"][second], "wrapped")
    for part in ("steps", "rules") if reader == "team" else ():
        row += 1
        line("", words[f"heading_{part}"][first], words[f"heading_{part}"][second], "heading")
        for number, (left, right) in enumerate(zip(words[part][first], words[part][second], strict=True), 1):
            line(str(number) if part == "steps" else "", left, right, "wrapped")
    row += 1
    line("", words["heading_sheets"][first], words["heading_sheets"][second], "heading")
    for sheet in schema.sheets:
        line(sheet.words[language], sheet.purpose[first], sheet.purpose[second], "wrapped")
        title = sheet.words[language].replace("'", "''")
        worksheet.write_url(row - 1, 0, f"internal:'{title}'!A1", styles.link, sheet.words[language])
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)

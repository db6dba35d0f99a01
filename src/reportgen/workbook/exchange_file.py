"""The open translations as a workbook of their own, for a translator, and what comes back in it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound
from reportgen.report.model import Report
from reportgen.workbook import limited
from reportgen.workbook.exchange import WHY, Given, Returned, matched
from reportgen.workbook.raw import RawRow
from reportgen.workbook.texts import Unreadable, form, read_text
from reportgen.workbook.translations import OpenText
from reportgen.workbook.values import read_yes

_HEADINGS = {  # in the languages of every translator
    "cell": "Cellule / Cell",
    "row": "Élément / Item",
    "why": "Pourquoi / Why",
    "from": "De / From",
    "source": "Texte source / Source text",
    "to": "Vers / To",
    "text": "Traduction / Translation",
    "reviewed": "Relu / Reviewed",
    "before": "Avant / Before",
}
_WIDTHS = (24, 14, 30, 9, 70, 9, 70, 12, 70)
_BEFORE = len(_WIDTHS) - 1  # a hidden column: the translation as it was handed out
_TOLD = (
    "Écrire ou corriger la colonne « Traduction ». « Relu : oui » si elle est juste. Ne rien changer d'autre.",
    "Type or correct the column “Translation”. “Reviewed: yes” if it is right. Change nothing else.",
)
_WRITTEN = datetime(2025, 1, 1)  # noqa: DTZ001  the same bytes whenever the same texts are open


def exchange_file(opened: Sequence[OpenText]) -> bytes:
    """The workbook for a translator: one row an open text, the source beside it. The same texts give the same bytes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": "Traductions / Translations", "author": "reportgen", "created": _WRITTEN})
    sheet = book.add_worksheet("Traductions - Translations")
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    typed = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "bg_color": "#FFF8DC", "border": 1})
    heading = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#005392", "font_color": "#FFFFFF"}
    )
    for number, line in enumerate(_TOLD):
        sheet.write_string(number, 0, line)
    top = len(_TOLD)
    for column, words in enumerate(_HEADINGS.values()):
        sheet.write_string(top, column, words, heading)
        sheet.set_column(column, column, _WIDTHS[column], None, {"hidden": column == _BEFORE})
    for number, each in enumerate(opened, top + 1):
        text, source = each.text, each.source
        values = (
            str(text.cell),
            each.pair.row,
            WHY[each.reason],
            source.language,
            source.value,
            text.language,
            text.value,
            "",
            text.value,
        )
        for column, value in enumerate(values):
            look = typed if column in (6, 7) else wrapped
            sheet.write_string(number, column, value, look) if value else sheet.write_blank(number, column, None, look)
    if opened:
        sheet.data_validation(
            top + 1, 7, top + len(opened), 7, {"validate": "list", "source": ["oui", "yes"], "error_type": "warning"}
        )
        sheet.autofilter(top, 0, top + len(opened), len(_HEADINGS) - 1)
    sheet.freeze_panes(top + 1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return file.getvalue()


def read_exchange(path: Path, report: Report) -> Returned:
    """What a translator sent back. Raises ProblemsFound when the file is not one of ours."""
    return matched(report, _given(path))


def _given(path: Path) -> Iterator[Given]:
    title, columns, rows = _table(path)
    for row in rows:
        said = {key: _typed(row, column) for key, column in columns.items()}
        if said["text"]:
            place = Place(path.name, title, row.cells[columns["text"]].ref)
            right = _is_yes(row, columns["reviewed"])
            where = said["cell"], said["row"], said["source"], said["to"]
            yield Given(place, *where, said["text"], right=right, before=said["before"])


def _table(path: Path) -> tuple[str, dict[str, int], tuple[RawRow, ...]]:
    wanted = {form(words): key for key, words in _HEADINGS.items()}
    for sheet in limited.read_limited(path).sheets:
        for row in sheet.rows[:10]:
            columns = {wanted.get(form(_typed(row, column)), ""): column for column in row.cells}
            if set(wanted.values()) <= columns.keys():
                return sheet.title, columns, tuple(other for other in sheet.rows if other.number > row.number)
    raise ProblemsFound([problem("exchange-headings", Place(path.name))])


def _typed(row: RawRow, column: int) -> str:
    cell = row.cells.get(column)
    try:
        return read_text(cell) if cell else ""
    except Unreadable:
        return ""


def _is_yes(row: RawRow, column: int) -> bool:
    cell = row.cells.get(column)
    try:
        return bool(cell and read_yes(cell, lambda code, **given: None))  # noqa: ARG005
    except Unreadable:
        return False

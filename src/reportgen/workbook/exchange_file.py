"""The open translations as a workbook of their own, for a translator, and what comes back in it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import xlsxwriter

from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem, ProblemsFound, Severity
from reportgen.report.model import Report
from reportgen.workbook import limited
from reportgen.workbook.exchange import WHY, Given, Returned, matched
from reportgen.workbook.raw import RawCell, RawRow, RawSheet, reference
from reportgen.workbook.texts import Unreadable, form, is_blank, read_text, shown
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
_NEEDED = ("cell", "row", "source", "to", "text")
_CHANCE = 2  # headings that any table may have
_WIDTHS = (24, 14, 30, 9, 70, 9, 70, 12, 70)
_BEFORE = len(_WIDTHS) - 1  # a hidden column: the translation as it was handed out
_TOLD = (
    (
        "Écrire ou corriger la colonne «\u00a0Traduction\u00a0». «\u00a0Relu\u00a0: oui\u00a0» si elle est juste. "
        "Ne rien changer d'autre."
    ),
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
    """What a translator sent back. Raises ProblemsFound when the file is not one of ours, or lacks a column."""
    title, columns, rows = _table(path)
    unreadable: list[Problem] = []
    given = [each for row in rows for each in _given(Place(path.name, title), columns, row, unreadable)]
    returned = matched(report, given)
    return replace(returned, problems=(*unreadable, *returned.problems))


def _given(place: Place, columns: dict[str, int], row: RawRow, unreadable: list[Problem]) -> Iterator[Given]:
    """The translation of a row; what cannot be read of it is told."""
    said: dict[str, str] = {}
    for key, column in columns.items():
        cell = row.cells.get(column)
        try:
            said[key] = "" if cell is None or is_blank(cell) else _read(key, cell)
        except Unreadable as flaw:
            said[key] = ""
            if key in ("text", "reviewed") and cell is not None:
                found = problem(flaw.code, replace(place, cell=cell.ref), column=_HEADINGS[key], **flaw.given)
                unreadable.append(replace(found, severity=Severity.WARNING))
    if said["text"]:
        at = replace(place, cell=row.cells[columns["text"]].ref)
        where = said["cell"], said["row"], said["source"], said["to"]
        right = bool(said.get("reviewed"))
        yield Given(at, *where, said["text"], right=right, reviewed=right, before=said.get("before"))


def _read(key: str, cell: RawCell) -> str:
    if cell.value is None:
        raise Unreadable("error-value" if cell.error else "formula-not-calculated", typed=cell.error)
    if key == "reviewed":
        return "yes" if read_yes(cell, lambda code, **given: None) else ""  # noqa: ARG005
    return read_text(cell)


def _table(path: Path) -> tuple[str, dict[str, int], tuple[RawRow, ...]]:
    """The sheet, the columns by key and the rows below their headings, which may be in one language only."""
    wanted = {form(each): key for key, words in _HEADINGS.items() for each in (words, *words.split("/"))}
    best: tuple[RawSheet, RawRow, dict[str, int]] | None = None
    for sheet in limited.read_limited(path).sheets:
        for row in sheet.rows[:10]:
            headings = {column: form(shown(cell)) for column, cell in row.cells.items()}
            columns = {wanted[heading]: column for column, heading in headings.items() if heading in wanted}
            if len(columns) > (len(best[2]) if best else _CHANCE):
                best = sheet, row, columns
    if best is None:
        raise ProblemsFound([problem("exchange-headings", Place(path.name))])
    sheet, row, columns = best
    if missing := [words for key, words in _HEADINGS.items() if key in _NEEDED and key not in columns]:
        at = Place(path.name, sheet.title, reference(1, row.number))
        raise ProblemsFound([problem("column-missing", at, wanted=words) for words in missing])
    return sheet.title, columns, tuple(other for other in sheet.rows if other.number > row.number)

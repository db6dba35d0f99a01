"""The open translations as a workbook of their own, for a translator, and what comes back in it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem, ProblemsFound
from reportgen.report.model import Report
from reportgen.report.pairs import Pair, fingerprint, pairs_of
from reportgen.workbook import limited
from reportgen.workbook.raw import RawRow
from reportgen.workbook.texts import Unreadable, cleaned, form, read_text
from reportgen.workbook.translations import OpenText, Reason
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
}
_WIDTHS = (24, 14, 30, 9, 70, 9, 70, 12)
_WHY = {
    Reason.MISSING: "Manquante / Missing",
    Reason.STALE: "Plus ancienne que sa source / Older than its source",
    Reason.COPY: "Non traduite / Not translated",
    Reason.DIFFERS: "Chiffres ou noms différents / Other numbers or names",
}
_TOLD = (
    "Écrire ou corriger la colonne « Traduction ». « Relu : oui » si elle est juste. Ne rien changer d'autre.",
    "Type or correct the column “Translation”. “Reviewed: yes” if it is right. Change nothing else.",
)
_WRITTEN = datetime(2025, 1, 1)  # noqa: DTZ001  the same bytes whenever the same texts are open


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: ``texts`` by sheet and cell, the pairs they belong to, and what could not be taken."""

    texts: dict[str, dict[str, str]]
    pairs: tuple[Pair, ...]
    problems: tuple[Problem, ...]


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
        sheet.set_column(column, column, _WIDTHS[column])
    for number, each in enumerate(opened, top + 1):
        text, source = each.text, each.source
        values = (
            str(text.cell),
            each.pair.row,
            _WHY[each.reason],
            source.language,
            source.value,
            text.language,
            text.value,
            "",
        )
        for column, value in enumerate(values):
            look = typed if column >= 6 else wrapped
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
    """What a translator sent back, for the texts that are still translated from the same source.

    A row that moved in the workbook is found by its source. Raises ProblemsFound when the file is not one of ours.
    """
    pairs = pairs_of(report)
    at = {str(text.cell): (pair, text.language) for pair in pairs for text in pair.texts.texts.values()}
    texts: dict[str, dict[str, str]] = {}
    taken: list[Pair] = []
    problems: list[Problem] = []
    title, columns, rows = _table(path)
    for row in rows:
        given = {key: _typed(row, column) for key, column in columns.items()}
        yes = _is_yes(row, columns["reviewed"])
        if not given["text"]:
            continue
        found = at.get(given["cell"])
        if found is None or not _same_source(found[0], given):
            found = _moved(pairs, given)
        if found is None:
            place = Place(path.name, title, row.cells[columns["text"]].ref)
            problems.append(problem("exchange-outdated", place))
            continue
        pair, language = found
        text = pair[language]
        if given["text"] != text.value:
            texts.setdefault(text.cell.sheet, {})[text.cell.ref] = given["text"]
        elif not yes:
            continue
        taken.append(pair)
    return Returned(texts, tuple(taken), tuple(problems))


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


def _same_source(pair: Pair, given: dict[str, str]) -> bool:
    source = pair.texts.texts.get(given["from"])
    return source is not None and fingerprint(source.value) == fingerprint(cleaned(given["source"])[0])


def _moved(pairs: Sequence[Pair], given: dict[str, str]) -> tuple[Pair, str] | None:
    """The only pair of the same sheet, row name and source, if there is one."""
    sheet = given["cell"].rpartition("!")[0]
    found = [
        pair
        for pair in pairs
        if pair.row == given["row"]
        and given["to"] in pair.texts.texts
        and pair[given["to"]].cell.sheet == sheet
        and _same_source(pair, given)
    ]
    return (found[0], given["to"]) if len(found) == 1 else None

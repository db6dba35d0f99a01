"""Finds the declared sheets in a workbook, by their title in either language."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from reportgen.report.model import Cell
from reportgen.workbook.findings import Findings
from reportgen.workbook.raw import RawSheet, RawWorkbook
from reportgen.workbook.schema import LANGUAGES, SHEET_LISTS, SHEET_PROBLEMS, SHEET_READ_ME, Schema, Sheet
from reportgen.workbook.texts import form

_OWN_SHEETS = (
    *SHEET_READ_ME.values(),
    *SHEET_LISTS.values(),
    *(title + mark for title in SHEET_PROBLEMS.values() for mark in ("", " (reportgen)")),
)


def declared_forms(schema: Schema) -> frozenset[str]:
    """The forms of the titles that are read."""
    return frozenset(form(word) for sheet in schema.sheets for word in sheet.words.values())


def find_sheets(raw: RawWorkbook, schema: Schema, findings: Findings) -> dict[str, RawSheet]:
    """The sheets by schema key. Told: missing, misspelt, ambiguous, hidden and unknown ones."""
    found: dict[str, RawSheet] = {}
    for sheet in schema.sheets:
        forms = {form(word) for word in sheet.words.values()}
        candidates = [candidate for candidate in raw.sheets if form(candidate.title) in forms]
        if candidates:
            found[sheet.key] = candidates[0]
        for other in candidates[1:]:
            place = Cell(other.title, "A1")
            first = candidates[0].title
            findings.add("sheet-ambiguous", place, wanted=_title(sheet, raw), first=first, second=other.title)
    known = declared_forms(schema).union(map(form, _OWN_SHEETS))
    strangers = [sheet.title for sheet in raw.sheets if form(sheet.title) not in known]
    for sheet in schema.sheets:
        if sheet.key not in found:
            wanted = _title(sheet, raw)
            near = nearest([*sheet.words.values()], strangers)
            if near is None:
                findings.add("sheet-missing", Cell(wanted, "A1"), wanted=wanted)
            else:
                strangers.remove(near)
                findings.add("sheet-misspelt", Cell(near, "A1"), wanted=wanted, found=near)
    for title in strangers:
        findings.add("sheet-unknown", Cell(title, "A1"))
    for candidate in found.values():
        if not candidate.visible:
            findings.add("sheet-hidden", Cell(candidate.title, "A1"))
    return found


def nearest(words: Sequence[str], among: Sequence[str]) -> str | None:
    """The title or heading that comes closest to one of the words, if any comes close."""
    by_form = {form(title): title for title in among}
    for word in words:
        for near in difflib.get_close_matches(form(word), by_form, 1, 0.75):
            return by_form[near]
    return None


def _title(sheet: Sheet, raw: RawWorkbook) -> str:
    """The title that a missing sheet would have in this workbook's language."""
    titles = {form(other.title) for other in raw.sheets}
    return sheet.words[next((each for each in LANGUAGES if form(SHEET_READ_ME[each]) in titles), LANGUAGES[0])]

"""A small sound workbook, and ways to spoil it: at raw cells (quick) or in a real file."""

from __future__ import annotations

import copy
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

from reportgen.problems import Problem, ProblemsFound
from reportgen.report.model import Report
from reportgen.workbook.authoring import write_workbook
from reportgen.workbook.ingest import interpret
from reportgen.workbook.raw import RawCell, RawRow, RawSheet, RawWorkbook, reference
from reportgen.workbook.reader import read_workbook
from reportgen.workbook.schema import load_schema

CONTENT = {
    "settings": [
        {"key": "country", "fr": "Mali", "en": "Mali"},
        {"key": "cluster", "fr": "Cluster santé du Mali", "en": "Mali Health Cluster"},
        {"key": "cluster_short", "fr": "Cluster santé", "en": "Health Cluster"},
        {"key": "report_title", "fr": "Rapport de suivi", "en": "Follow-up report"},
        {"key": "event", "fr": "Retraite", "en": "Retreat"},
        {"key": "event_start", "fr": "2025-03-19"},
        {"key": "event_end", "fr": "2025-03-20"},
        {"key": "venue", "fr": "Bamako", "en": "Bamako"},
        {"key": "organizer", "fr": "Équipe", "en": "Team"},
        {"key": "contact", "fr": "Équipe", "en": "Team"},
        {"key": "languages", "fr": "fr, en"},
        {"key": "file_stem", "fr": "mali-follow-up"},
        {"key": "example_data", "fr": True},
        {"key": "due_soon_days", "fr": 20},
    ],
    "quarters": [
        {
            "quarter": quarter, "cutoff": cutoff, "issued": issued, "state": "final", "example": True,
            "key_messages_fr": "Un\nDeux", "key_messages_en": "One\nTwo",
        }
        for quarter, cutoff, issued in (
            ("2025-Q2", "2025-06-30", "2025-07-15"),
            ("2025-Q3", "2025-09-30", "2025-10-15"),
        )
    ],
    "updates": [
        {"item": "R1", "quarter": "2025-Q2", "status": "in_progress", "percent": 40, "done_fr": "Fait",
         "done_en": "Done", "updated_on": "2025-06-20", "updated_by": "Coordination"},
        {"item": "R2", "quarter": "2025-Q2", "status": "not_started", "percent": 0,
         "updated_on": "2025-06-20"},
        {"item": "R1", "quarter": "2025-Q3", "status": "completed", "percent": 100, "evidence_fr": "Note",
         "evidence_en": "Note", "evidence_link": "https://example.org/note", "completed_on": "2025-08-28",
         "updated_on": "2025-09-20"},
        {"item": "R2", "quarter": "2025-Q3", "status": "on_hold", "percent": 10, "obstacle_fr": "Fonds",
         "obstacle_en": "Funds", "revised_due": "2025-12-31", "updated_on": "2025-09-20",
         "visibility": "public"},
        {"item": "T1", "quarter": "2025-Q3", "status": "in_progress", "percent": 50, "done_fr": "Interne",
         "updated_on": "2025-09-20", "visibility": "internal"},
    ],
    "figures": [
        {"code": "F1", "section": "context", "label_fr": "Déplacés", "label_en": "Displaced", "value": 330713,
         "unit": "number", "as_of": "2024-09-30", "source_fr": "DTM", "source_en": "DTM"},
        {"code": "F1", "section": "context", "label_fr": "Déplacés", "label_en": "Displaced", "value": 340000,
         "unit": "number", "quarter": "2025-Q3", "as_of": "2025-09", "source_fr": "DTM", "source_en": "DTM"},
        {"code": "F2", "section": "context", "label_fr": "Part", "label_en": "Share", "value": 58, "unit": "percent",
         "as_of": "2024", "source_fr": "S", "source_en": "S", "bound": "at_least", "comparable": False},
        {"code": "F3", "section": "context", "label_fr": "Jour", "label_en": "Day", "value": "2024-05-31",
         "unit": "date", "as_of": "2024-05-31", "source_fr": "S", "source_en": "S"},
        {"code": "F4", "section": "context", "label_fr": "Mois", "label_en": "Month", "value": "2024-09",
         "unit": "month", "as_of": "2024-09", "source_fr": "S", "source_en": "S"},
        {"code": "F5", "section": "context", "label_fr": "An", "label_en": "Year", "value": 2012, "unit": "year",
         "as_of": "2025-03", "source_fr": "S", "source_en": "S"},
        {"code": "F6", "section": "context", "label_fr": "Besoin", "label_en": "Need", "value": 6.5, "unit": "million",
         "as_of": "2025", "source_fr": "S", "source_en": "S", "chart": "people", "series_fr": "B", "series_en": "N"},
        {"code": "F7", "section": "context", "label_fr": "Secret", "value": 7, "unit": "number", "as_of": "2025",
         "source_fr": "S", "visibility": "internal"},
        {"code": "F8", "section": "context", "label_fr": "Très peu", "label_en": "Very few", "value": 0.5,
         "unit": "percent", "as_of": "2025", "source_fr": "S", "source_en": "S"},
    ],
    "recommendations": [
        {
            "code": code, "theme": theme, "short_fr": "Court", "short_en": "Short", "finding_fr": "Constat",
            "finding_en": "Finding", "action_fr": "Agir", "action_en": "Act", "verification_fr": "Note",
            "verification_en": "Note", "responsible_fr": "Coordination\nDRS", "responsible_en": "Coordination\nDRS",
            "due_worded_fr": "Fin mai", "due_worded_en": "End of May", **due,
        }
        for code, theme, due in (("R1", "T1", {"due": "2025-05-31"}), ("R2", "T2", {}))
    ],
    "objectives": [
        {"code": "OG", "kind": "general", "text_fr": "Faire", "text_en": "Do"},
        {"code": "O1", "kind": "specific", "text_fr": "Voir", "text_en": "See"},
    ],
    "results": [{"code": "RS1", "objectives": ["O1", "OG"], "text_fr": "Vu", "text_en": "Seen"}],
    "attention_points": [
        {"code": "P1", "urgency": "need", "text_fr": "Aider", "text_en": "Help", "recommendations": ["R1", "R2"]},
    ],
    "themes": [
        {"code": "T1", "title_fr": "Un", "title_en": "One", "short_fr": "Un", "short_en": "One"},
        {"code": "T2", "title_fr": "Deux", "title_en": "Two", "short_fr": "Deux", "short_en": "Two"},
    ],
    "subthemes": [
        {"code": "1.1", "theme": "T1", "title_fr": "Un", "title_en": "One", "topics_fr": "a\nb", "topics_en": "a\nb"},
        {"code": "2.10", "theme": "T2", "title_fr": "Deux", "title_en": "Two"},
    ],
    "theme_items": [
        {"subtheme": "1.1", "kind": "worked", "order": 2, "text_fr": "Second", "text_en": "Second"},
        {"subtheme": "1.1", "kind": "lesson", "text_fr": "Leçon", "text_en": "Lesson"},
        {"subtheme": "1.1", "kind": "worked", "order": 1, "text_fr": "Premier\nDétail", "text_en": "First\nDetail"},
    ],
    "narrative": [
        {"section": "context", "order": 1, "form": "paragraph", "text_fr": "Il y a [F1].",
         "text_en": "There are [F1]."},
        {"section": "context", "order": 2, "quarter": "2025-Q3", "form": "bullets", "title_fr": "Note",
         "title_en": "Note", "text_fr": "Un\nDeux", "text_en": "One\nTwo"},
    ],
    "partners": [{"category_fr": "ONG", "category_en": "NGOs", "figure": "F1"}],
    "participants": [
        {"group_fr": "Tous", "group_en": "All", "level": 1, "total": 40, "at_least": True, "women": 8},
        {"group_fr": "ONU", "group_en": "UN", "level": 2},
    ],
    "annexes": [
        {"code": "A1", "kind": "link", "link": "https://example.org/a", "caption_fr": "Lien", "caption_en": "Link"},
        {"code": "A2", "kind": "photo", "caption_fr": "Photo", "caption_en": "Photo", "visibility": "internal"},
    ],
    "acronyms": [
        {"form_fr": "OMS", "form_en": "WHO", "expansion_fr": "Organisation", "expansion_en": "Organization",
         "to_confirm": False},
    ],
    "errata": [
        {"code": "X1", "kind": "erratum", "place_fr": "1", "place_en": "1", "printed_fr": "16", "printed_en": "16",
         "right_fr": "19", "right_en": "19", "reason_fr": "Calcul", "reason_en": "Sum"},
        {"code": "Q1", "kind": "question", "place_fr": "2", "place_en": "2",
         "reason_fr": "Quand ?", "reason_en": "When?"},
    ],
}  # fmt: skip


def content(**changes):
    """The sound content, some sheets replaced."""
    return {**copy.deepcopy(CONTENT), **changes}


@cache
def written(language="fr") -> bytes:
    """The sound workbook as a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound.xlsx"
        write_workbook(path, CONTENT, language)
        return path.read_bytes()


@cache
def sound(language="fr") -> RawWorkbook:
    """The sound workbook as raw cells."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound.xlsx"
        path.write_bytes(written(language))
        return read_workbook(path)


def column_of(sheet: str, field: str) -> int:
    fields = [name for column in load_schema().sheet(sheet).columns for name, _ in column.physical()]
    return fields.index(field) + 1


def at(where: str, language="fr") -> str:
    """``updates.percent.2`` as it is told: ``Suivi!D2``."""
    sheet, field, row = where.split(".")
    return f"{load_schema().sheet(sheet).words[language]}!{reference(column_of(sheet, field), int(row))}"


def setting_row(key: str) -> int:
    return [setting.key for setting in load_schema().settings].index(key) + 2


def changed(cells: dict[str, object], language="fr") -> RawWorkbook:
    """The sound workbook with some cells typed anew: a value, a RawCell, or None for an empty cell."""
    raw = sound(language)
    for where, value in cells.items():
        sheet, field, row = where.split(".")
        raw = _with(raw, load_schema().sheet(sheet).words[language], int(row), column_of(sheet, field), value)
    return raw


def _with(raw: RawWorkbook, title: str, number: int, column: int, value: object) -> RawWorkbook:
    place = reference(column, number)
    cell = value._replace(ref=place) if isinstance(value, RawCell) else RawCell(value, place)
    sheet = next(sheet for sheet in raw.sheets if sheet.title == title)
    rows = {row.number: row for row in sheet.rows}
    row = rows.get(number, RawRow(number, {}))
    cells = {key: old for key, old in row.cells.items() if key != column} | ({} if value is None else {column: cell})
    rows[number] = replace(row, cells=dict(sorted(cells.items())))
    return with_sheet(raw, replace(sheet, rows=tuple(rows[key] for key in sorted(rows))))


def with_sheet(raw: RawWorkbook, sheet: RawSheet) -> RawWorkbook:
    return replace(raw, sheets=tuple(sheet if old.title == sheet.title else old for old in raw.sheets))


def sheet_of(raw: RawWorkbook, key: str, language="fr") -> RawSheet:
    return next(sheet for sheet in raw.sheets if sheet.title == load_schema().sheet(key).words[language])


def outcome(raw: RawWorkbook, folder=Path("nowhere")) -> tuple[Report | None, tuple[Problem, ...]]:
    """The report, or None when it was stopped, and the problems."""
    try:
        found = interpret(raw, folder)
    except ProblemsFound as stopped:
        return None, stopped.problems
    return found.report, found.problems


def report_of(cells: dict[str, object] | None = None, language="fr") -> Report:
    report, problems = outcome(changed(cells or {}, language))
    assert report, problems
    return report


def told(problems) -> list[tuple[str, str]]:
    """Their codes and places; each must have a cell, and words in which every field is filled."""
    problems = [*problems]
    for problem in problems:
        message, hint = problem.told(str)
        assert message
        assert "{" not in str(problem.given) or "{" not in message + hint
        assert problem.place.sheet
        assert problem.place.cell
    return [(problem.code, f"{problem.place.sheet}!{problem.place.cell}") for problem in problems]


def found(cells: dict[str, object], folder=Path("nowhere")) -> list[tuple[str, str]]:
    """The codes and places of the problems of the sound workbook with some cells typed anew."""
    return told(outcome(changed(cells), folder)[1])


def spoilt(path: Path, change, language="fr") -> Path:
    """The sound workbook as a file, changed by openpyxl and saved."""
    path.write_bytes(written(language))
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path

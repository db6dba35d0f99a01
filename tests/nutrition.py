"""A small cluster that does not exist, as the content of a workbook: nutrition, in Vardenia, English first.

Two quarters, three themes, nine recommendations, every status, every unit, an internal row, a photo; nothing of Mali.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from PIL import Image

from reportgen.workbook.authoring import write_workbook
from reportgen.workbook.raw import RawCell, RawRow, RawSheet, RawWorkbook, reference
from reportgen.workbook.schema import LANGUAGES, Column, load_schema

Q1, Q2 = "2026-Q1", "2026-Q2"


def both(field: str, english: str, french: str = "") -> dict[str, object]:
    """A field in both languages; names that are the same are given once."""
    return {f"{field}_en": english, f"{field}_fr": french or english}


def setting(key: str, english: object, french: object = None) -> dict[str, object]:
    return {"key": key, "fr": english} if french is None else {"key": key, "en": english, "fr": french}


SETTINGS = [
    setting("country", "Vardenia", "Vardénie"),
    setting("cluster", "Vardenia Nutrition Cluster", "Cluster nutrition de Vardénie"),
    setting("cluster_short", "Nutrition Cluster", "Cluster nutrition"),
    setting("report_title", "Commitments report", "Rapport sur les engagements"),
    setting("report_subtitle", "What became of the workshop", "Ce que l'atelier est devenu"),
    setting("event", "Nutrition workshop", "Atelier nutrition"),
    setting("event_start", "2026-01-12"),
    setting("event_end", "2026-01-13"),
    setting("venue", "Harbour Hall, Port Amsel", "Salle du port, Port-Amsel"),
    setting("organizer", "Vardenia nutrition team", "Équipe nutrition de Vardénie"),
    setting("contact", "Nutrition team, Port Amsel", "Équipe nutrition, Port-Amsel"),
    setting("languages", "en, fr"),
    setting("file_stem", "vardenia-nutrition"),
    setting("example_data", False),
    setting("due_soon_days", 30),
    setting("first_report", 4),
]

QUARTERS = [
    {
        "quarter": quarter,
        "cutoff": cutoff,
        "issued": issued,
        "next_issue": following,
        "state": "final",
        **both(
            "key_messages",
            f"Screening grew in {quarter}\nStocks are low",
            f"Le dépistage a crû en {quarter}\nLes stocks sont bas",
        ),
        **both("analysis", f"Analysis of {quarter}.", f"Analyse de {quarter}."),
        **both("conclusion", f"Outlook after {quarter}.", f"Perspectives après {quarter}."),
    }
    for quarter, cutoff, issued, following in (
        (Q1, "2026-03-31", "2026-04-15", "2026-07-15"),
        (Q2, "2026-06-30", "2026-07-15", "2026-10-15"),
    )
]

THEMES = [
    {
        "code": "T10",
        **both("title", "Acute malnutrition", "Malnutrition aiguë"),
        **both("short", "Wasting", "Émaciation"),
    },
    {
        "code": "T20",
        **both("title", "Feeding of infants", "Alimentation du nourrisson"),
        **both("short", "Infants", "Nourrissons"),
    },
    {
        "code": "T30",
        **both("title", "Stocks of supplies", "Stocks d'intrants"),
        **both("short", "Supplies", "Intrants"),
    },
]

SUBTHEMES = [
    {
        "code": "10.1",
        "theme": "T10",
        **both("title", "Screening", "Dépistage"),
        **both("topics", "Bands\nScales", "Bracelets\nBalances"),
    },
    {"code": "20.1", "theme": "T20", **both("title", "Counselling", "Conseil")},
]

THEME_ITEMS = [
    {"subtheme": "10.1", "kind": kind, "order": order, **both("text", english, french)}
    for kind, order, english, french in (
        ("worked", 1, "Mothers screened at home\nWith bands", "Des mères ont dépisté à domicile\nAvec des bracelets"),
        ("worked", 2, "Teams met weekly", "Les équipes se sont réunies chaque semaine"),
        ("worked_less_well", 1, "Referrals were slow", "Les références étaient lentes"),
        ("solution", 1, "Pay for transport", "Payer le transport"),
        ("best_practice", 1, "A register a village", "Un registre par village"),
        ("lesson", 1, "Start before the lean season", "Commencer avant la soudure"),
    )
] + [{"subtheme": "20.1", "kind": "lesson", **both("text", "Listen first", "Écouter d'abord")}]

# code, theme, short title, due date
_RECOMMENDATIONS = (
    ("R101", "T10", "Screen every village", "Dépister chaque village", "2026-02-28"),
    ("R102", "T10", "Train 40 volunteers", "Former 40 volontaires", "2026-05-31"),
    ("R103", "T10", "Pay for transport", "Payer le transport", "2026-07-10"),
    ("R201", "T20", "Open mother groups", "Ouvrir des groupes de mères", "2026-12-31"),
    ("R202", "T20", "Translate the leaflets", "Traduire les dépliants", None),
    ("R203", "T20", "Monitor substitutes", "Surveiller les substituts", "2026-09-30"),
    ("R301", "T30", "Map the stocks", "Cartographier les stocks", "2026-03-15"),
    ("R302", "T30", "Build two stores", "Construire deux dépôts", "2026-08-31"),
    ("R303", "T30", "Share one pipeline", "Partager un pipeline", "2026-12-31"),
)

RECOMMENDATIONS = [
    {
        "code": code,
        "theme": theme,
        "due": due,
        **both("short", english, french),
        **both("finding", f"Finding behind {code}", f"Constat derrière {code}"),
        **both("action", f"{english} in all districts", f"{french} dans tous les districts"),
        **both("verification", f"Register of {code}", f"Registre de {code}"),
        **both("responsible", "Nutrition team\nDistrict teams", "Équipe nutrition\nÉquipes de district"),
        **both("due_worded", "At once" if due is None else f"By {due}", "Immédiat" if due is None else f"Le {due}"),
    }
    for code, theme, english, french, due in _RECOMMENDATIONS
]


def update(item: str, quarter: str, status: str, percent: int, **more: object) -> dict[str, object]:
    day = "2026-03-20" if quarter == Q1 else "2026-06-20"
    done = both("done", f"Done for {item} in {quarter}", f"Fait pour {item} en {quarter}") if percent else {}
    row = {"item": item, "quarter": quarter, "status": status, "percent": percent, "updated_on": day, **done}
    return {**row, "updated_by": "Desk officer Quillfeather", **more}


PROVEN = {**both("evidence", "Signed minutes", "Procès-verbal signé"), "evidence_link": "https://example.org/minutes"}

UPDATES = [
    update("R101", Q1, "in_progress", 40),
    update("R102", Q1, "in_progress", 20, revised_due="2026-07-20"),
    update("R103", Q1, "not_started", 0),
    update("R201", Q1, "not_started", 0),
    update("R202", Q1, "in_progress", 10),
    update("R203", Q1, "in_progress", 30),
    update("R301", Q1, "completed", 100, completed_on="2026-03-10", **PROVEN),
    update("R302", Q1, "on_hold", 10, **both("obstacle", "No land yet", "Pas encore de terrain")),
    update("R303", Q1, "in_progress", 50),
    update("R101", Q2, "in_progress", 60, **both("next", "Last two villages", "Les deux derniers villages")),
    update("R102", Q2, "completed", 100, completed_on="2026-06-10", **PROVEN),
    update("R103", Q2, "in_progress", 15),
    update("R201", Q2, "in_progress", 25),
    update("R202", Q2, "in_progress", 30),
    update(
        "R203",
        Q2,
        "no_longer_relevant",
        30,
        completed_on="2026-06-01",
        **both("obstacle", "Taken over by the law", "Repris par la loi"),
    ),
    update("R302", Q2, "on_hold", 10, **both("obstacle", "Still no land", "Toujours pas de terrain")),
    update("R303", Q2, "in_progress", 70),
    update("OG", Q2, "in_progress", 50),
    update("O1", Q1, "in_progress", 10),
    update("O1", Q2, "in_progress", 55),
    update("RS1", Q2, "in_progress", 45),
    update("P1", Q2, "in_progress", 35),
    update("T10", Q2, "in_progress", 40),
    {
        **update("T20", Q2, "in_progress", 20, visibility="internal"),
        **both("done", "Donor Vexley will withdraw", "Le bailleur Vexley se retire"),
    },
]


def figure(code: str, label: str, value: object, unit: str = "number", **more: object) -> dict[str, object]:
    row = {"code": code, "section": "context", "value": value, "unit": unit, "as_of": "2026-01"}
    return {
        **row,
        **both("label", label, f"{label} (fr)"),
        **both("source", "Lean season survey", "Enquête de soudure"),
        **more,
    }


SURVEY = both("source", "Harvest survey", "Enquête sur les récoltes")

FIGURES = [
    figure("F1", "Children screened", 12345),
    figure("F2", "Share wasted", 14.5, "percent"),
    figure("F3", "Wards", 3),
    figure("F4", "First survey", "2025-11-01", "date", **SURVEY),
    figure("F5", "Month of the harvest", "2025-10", "month", **SURVEY),
    figure("F6", "Year of the first cluster", 2019, "year"),
    figure("F7", "Funds asked for", 21.5, "usd_million", chart="funding", **both("series", "Asked", "Demandé")),
    figure("F8", "Volunteers", 40, bound="more_than"),
    figure("F9", "Share of villages reached", 50, "percent", bound="below"),
    figure(
        "F10",
        "People in need in 2025",
        1.5,
        "million",
        as_of="2025",
        chart="people",
        **both("series", "In need", "Dans le besoin"),
    ),
    figure(
        "F11",
        "People in need in 2026",
        2.5,
        "million",
        as_of="2026",
        chart="people",
        **both("series", "In need", "Dans le besoin"),
    ),
    figure("F12", "Share in the north", 60, "percent", chart="regions", **both("series", "North", "Nord")),
    figure("F13", "Share in the south", 40, "percent", chart="regions", **both("series", "South", "Sud")),
    figure("F14", "Partners", 7),
    figure("F14", "Partners", 9, quarter=Q2, as_of="2026-06-30"),
    figure("F1", "Children screened", 15000, quarter=Q2, as_of="2026-06-30"),
    figure(
        "F15",
        "Funds received",
        4.3,
        "usd_million",
        quarter=Q1,
        as_of="2026-03-31",
        chart="funding",
        **both("series", "Received", "Reçu"),
    ),
    figure(
        "F16", "Partners about to leave", 2, visibility="internal", **both("note", "Vexley among them", "Dont Vexley")
    ),
]


def passage(section: str, english: str, french: str, form: str = "paragraph", **more: object) -> dict[str, object]:
    return {"section": section, "form": form, **both("text", english, french), **more}


NARRATIVE = [
    passage("introduction", "The workshop gathered [F8] volunteers.", "L'atelier a réuni [F8] volontaires."),
    passage(
        "context",
        "[F1] children were screened, and [F2] were wasted.",
        "[F1] enfants ont été dépistés, et [F2] étaient émaciés.",
    ),
    passage(
        "context", "In [F3] wards, since [F4].", "Dans [F3] quartiers, depuis le [F4].", **both("title", "Where", "Où")
    ),
    passage("context", "By June, [F1] had been screened.", "En juin, [F1] l'avaient été.", quarter=Q2),
    passage("methodology", "Two days of work\nIn groups", "Deux jours de travail\nEn groupes", "bullets"),
    passage("opening", "The governor opened the workshop.", "La gouverneure a ouvert l'atelier."),
    passage("opening", "No child should wait.", "Aucun enfant ne doit attendre.", "quote"),
    passage("presentations", "First\nSecond", "Premier\nDeuxième", "numbers", **both("title", "Talks", "Exposés")),
    passage("group_work", "Three groups met.", "Trois groupes se sont réunis."),
    passage("conclusion", "The workshop ended on a promise.", "L'atelier s'est conclu sur une promesse."),
]

CONTENT: dict[str, list[dict[str, object]]] = {
    "settings": SETTINGS,
    "quarters": QUARTERS,
    "updates": UPDATES,
    "figures": FIGURES,
    "recommendations": RECOMMENDATIONS,
    "objectives": [
        {"code": "OG", "kind": "general", **both("text", "Fewer wasted children", "Moins d'enfants émaciés")},
        {"code": "O1", "kind": "specific", **both("text", "Find them early", "Les trouver tôt")},
    ],
    "results": [{"code": "RS1", "objectives": ["O1"], **both("text", "A plan was agreed", "Un plan a été convenu")}],
    "attention_points": [
        {
            "code": "P1",
            "urgency": "urgency",
            "recommendations": ["R101", "R302"],
            **both("text", "The lean season is near", "La soudure approche"),
        },
        {"code": "P2", **both("text", "Volunteers are tired", "Les volontaires sont fatigués")},
    ],
    "themes": THEMES,
    "subthemes": SUBTHEMES,
    "theme_items": THEME_ITEMS,
    "narrative": NARRATIVE,
    "partners": [{**both("category", "National organizations", "Organisations nationales"), "figure": "F14"}],
    "participants": [
        {**both("group", "Everyone", "Tout le monde"), "level": 1, "total": 40, "at_least": True, "women": 25},
        {**both("group", "Volunteers", "Volontaires"), "level": 2},
    ],
    "annexes": [
        {
            "code": "A1",
            "kind": "link",
            "link": "https://example.org/maps",
            **both("caption", "Maps of the wards", "Cartes des quartiers"),
        },
        {
            "code": "A2",
            "kind": "photo",
            "file": "hall.png",
            "credit": "Nutrition team",
            "consent": True,
            **both("caption", "The hall", "La salle"),
            **both("alt", "A green hall", "Une salle verte"),
        },
        {
            "code": "A3",
            "kind": "document",
            "visibility": "internal",
            **both("caption", "Letter of Vexley", "Lettre de Vexley"),
        },
    ],
    "acronyms": [
        {**both("form", "MUAC", "PB"), **both("expansion", "mid-upper arm circumference", "périmètre brachial")},
        {
            **both("form", "BSFP"),
            **both("expansion", "blanket feeding programme", "programme d'alimentation"),
            "to_confirm": True,
        },
    ],
    "errata": [
        {
            "code": "X1",
            "kind": "erratum",
            **both("place", "Page 2"),
            **both("printed", "13 wards", "13 quartiers"),
            **both("right", "3 wards", "3 quartiers"),
            **both("reason", "A slip of the pen", "Une coquille"),
        },
        {
            "code": "Q1",
            "kind": "question",
            **both("place", "Page 3"),
            **both("reason", "Which survey?", "Quelle enquête ?"),
        },
    ],
}

INTERNAL = ("Vexley", "Quillfeather")  # words of internal rows, and of those who type


def content(**changes: list[dict[str, object]]) -> dict[str, list[dict[str, object]]]:
    """A copy of the content, some sheets replaced."""
    return {**copy.deepcopy(CONTENT), **changes}


def set_in(sheet: str, row: int, **values: object) -> dict[str, list[dict[str, object]]]:
    """The rows of a sheet, one of them (from 0) changed: for :func:`content`."""
    rows = copy.deepcopy(CONTENT[sheet])
    rows[row] |= values
    return {sheet: rows}


def cells(rows: Mapping[str, list[dict[str, object]]]) -> Iterator[tuple[str, int, int, object]]:
    """Every cell as a person types it into an English workbook: sheet, row, column and value."""
    schema = load_schema()
    for sheet in schema.sheets:
        title, fields = sheet.words["en"], [(column, *each) for column in sheet.columns for each in column.physical()]
        for position, (column, _, language) in enumerate(fields, 1):
            yield title, 1, position, column.heading("en", language)
        if sheet.key == "settings":
            yield from _settings(title, rows["settings"])
            continue
        for number, row in enumerate(rows[sheet.key], 2):
            for position, (column, field, _) in enumerate(fields, 1):
                if (value := row.get(field)) is not None:
                    yield title, number, position, _typed(column, value)


def _settings(title: str, rows: list[dict[str, object]]) -> Iterator[tuple[str, int, int, object]]:
    given = {str(row["key"]): row for row in rows}
    for number, setting in enumerate(load_schema().settings, 2):
        yield title, number, 1, setting.words["en"]
        for position, language in enumerate(LANGUAGES, 2):
            if (value := given.get(setting.key, {}).get(language)) is not None:
                yield title, number, position, ("yes" if value else "no") if isinstance(value, bool) else value


def _typed(column: Column, value: object) -> object:
    schema = load_schema()
    if column.choices in schema.choices and value in {choice.code for choice in schema.choices[column.choices]}:
        return schema.choice_words(column.choices, str(value), "en")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column.kind == "percent" and isinstance(value, int):
        return f"{value}%"
    return ", ".join(value) if isinstance(value, list) else value


def raw(rows: Mapping[str, list[dict[str, object]]]) -> RawWorkbook:
    """The content as raw cells, as if it had been read from a file: quick."""
    sheets: dict[str, dict[int, dict[int, RawCell]]] = {}
    for title, row, column, value in cells(rows):
        place = reference(column, row)
        marks = getattr(value, "marks", ())
        link = next((mark.target for mark in marks if mark.kind == "link"), "")
        within = tuple(mark for mark in marks if mark.kind != "link")
        cell = RawCell(value, place, link=link, marks=within)  # type: ignore[arg-type]
        sheets.setdefault(title, {}).setdefault(row, {})[column] = cell
    return RawWorkbook(
        "nutrition.xlsx",
        tuple(
            RawSheet(title, tuple(RawRow(number, filled) for number, filled in sorted(found.items())))
            for title, found in sheets.items()
        ),
    )


def written(folder: Path, language: str = "en", **changes: list[dict[str, object]]) -> Path:
    """The workbook in ``folder`` with its photo beside it, some sheets replaced."""
    path, asked = folder / "nutrition.xlsx", repr((language, changes))
    if asked not in _WRITTEN:
        write_workbook(path, content(**changes), language)
        _WRITTEN[asked] = path.read_bytes()
    path.write_bytes(_WRITTEN[asked])
    (folder / "hall.png").write_bytes(photo())
    return path


_WRITTEN: dict[str, bytes] = {}  # a workbook takes longer to write than to read


@cache
def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "PNG")
    return out.getvalue()

"""A gallery of unlike reports: all lay out without a word from the engine, and nothing leaves its page."""

from __future__ import annotations

import io

import pypdf
import pytest

import nutrition
from nutrition import Q1, Q2, both, update
from pages import FOLDERS, edition, gathered, html_of, the_theme
from reportgen.document.chart_text import width
from reportgen.document.html_reader import read_html
from reportgen.pdf import print_pdf
from reportgen.word.lint import lint
from reportgen.word.writer import write_word

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikationsstättenverwaltungsvorschrift"
UNBROKEN = "https://example.org/" + "a-very-long-path/" * 9
PHOTO = nutrition.CONTENT["annexes"][1]


def themes(count):
    return [
        {
            "code": f"T{n}",
            **both("title", f"Theme number {n} of them", f"Thème numéro {n}"),
            **both("short", f"Theme {n}", f"Thème {n}"),
        }
        for n in range(1, count + 1)
    ]


def recommendations(count, over):
    rows = [nutrition.RECOMMENDATIONS[n % len(nutrition.RECOMMENDATIONS)] for n in range(count)]
    return [{**row, "code": f"R{n}", "theme": f"T{1 + n * over // count}"} for n, row in enumerate(rows)]


def updates(count):
    states = (("in_progress", 40), ("not_started", 0), ("in_progress", 80))
    return [update(f"R{n}", quarter, *states[n % 3]) for n in range(count) for quarter in (Q1, Q2)]


def of(count, over):
    """Content with so many recommendations over so many themes, each theme with a sub-theme."""
    subthemes = [{"code": f"{n}.1", "theme": f"T{n}", **both("title", f"Part of {n}")} for n in range(1, over + 1)]
    kinds = ("worked", "worked_less_well", "solution", "best_practice", "lesson")
    items = [
        {
            "subtheme": f"{n}.1",
            "kind": kind,
            "order": 1,
            **both("text", f"Finding {kind} of theme {n}, told at length. " * 4),
        }
        for n in range(1, over + 1)
        for kind in kinds
    ]
    return {
        "themes": themes(over),
        "subthemes": subthemes,
        "theme_items": items,
        "recommendations": recommendations(count, over),
        "updates": updates(count),
        "attention_points": [],
    }


def in_long_words():
    rows = [
        {**row, **both("action", f"{LONG} {UNBROKEN}"), **both("responsible", LONG), **both("short", LONG)}
        for row in nutrition.RECOMMENDATIONS
    ]
    done = [
        {**row, **both("done", UNBROKEN), "evidence_link": UNBROKEN, **both("evidence", LONG)}
        for row in nutrition.UPDATES
    ]
    said = [{**row, **both("text", f"{LONG} {LONG} {UNBROKEN}")} for row in nutrition.NARRATIVE]
    named = [{**row, **both("title", LONG), **both("short", LONG)} for row in nutrition.THEMES]
    parts = [{**row, **both("title", LONG), **both("topics", LONG)} for row in nutrition.SUBTHEMES]
    found = [{**row, **both("text", UNBROKEN)} for row in nutrition.THEME_ITEMS]
    return {
        "recommendations": rows,
        "updates": done,
        "narrative": said,
        "themes": named,
        "subthemes": parts,
        "theme_items": found,
    }


GALLERY = {
    "three recommendations and no figures": lambda: {
        **of(3, 1),
        **{sheet: [] for sheet in ("figures", "partners", "updates", "narrative")},
    },
    "sixty recommendations in twelve themes": lambda: of(60, 12),
    "nine recommendations in one theme, and forty photos": lambda: {
        **of(9, 1),
        "annexes": [{**PHOTO, "code": f"A{n}"} for n in range(40)],
    },
    "long words": in_long_words,
}


def printed(name, language="fr"):
    """The PDF of a report of the gallery, and its document for Word."""
    report, problems = gathered(**GALLERY[name]())
    html = html_of(edition(report, language, problems=problems))
    document = read_html(html)
    photos = {f"{row.code}.jpg": nutrition.photo() for row in report.annexes if row.kind == "photo" and row.file}
    made = print_pdf(html, FOLDERS, the_theme(), photos, document.running.page, document.running.mark)
    return made, document, photos


@pytest.mark.parametrize("name", GALLERY)
def test_every_report_lays_out_within_its_pages(name):
    made, document, photos = printed(name)  # a word in the engine's log raises EngineFailed
    reader = pypdf.PdfReader(io.BytesIO(made.data), strict=True)
    for number, page in enumerate(reader.pages, start=1):
        text, beyond = read(page)
        assert beyond == [], (name, number)
        assert number == 1 or len(text) > 150, f"{name}: page {number} is all but empty"
    assert len(made.data) < 2_000_000
    assert not lint(write_word(document, the_theme(), made.page_of, made.pages, photos))


def read(page):
    """The text of a page, and what of it begins outside or ends beyond the right edge, by its estimated width."""
    wide, high = float(page.mediabox.width), float(page.mediabox.height)
    found = []

    def visit(text, matrix, place, _font, size):
        x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
        y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        long = max((width(line, size * abs(matrix[0])) for line in text.strip().split("\n")), default=0)
        if text.strip() and (place[4] or place[5]) and not (x >= 0 and x + long * 0.9 <= wide and 0 <= y <= high):
            found.append((text.strip()[:40], round(x), round(y), round(long), size))

    return page.extract_text(visitor_text=visit), found

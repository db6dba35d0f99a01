"""A cluster that is not the shipped one: another country, other codes, another first language, no change of code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

import nutrition
from made_files import Found, WordText, page_texts, squashed, unpacked
from pages import edition, sample
from reportgen.build import Order, build, template_folders
from reportgen.problems import Severity
from reportgen.workbook.authoring import new_workbook
from reportgen.workbook.ingest import read_report
from stand_ins import stand_ins

FILES = [(language, kind) for language in ("en", "fr") for kind in ("pdf", "docx")]
FOREIGN = re.compile(r"(?i:mali\b|malien|bamako|santé|\bhealth|retreat|retraite)|\bOMS\b|\bWHO\b")


def text_of(data: bytes) -> str:
    if data.startswith(b"%PDF"):
        return "\n".join(page_texts(data))
    document = WordText(data)
    return "\n".join([document.text(), *document.margins(), *document.notes(), *document.descriptions()])


@pytest.mark.parametrize(("language", "kind"), FILES)
def test_every_recommendation_of_the_cluster_is_told(sample_file, language, kind):
    text = squashed(text_of(sample_file(language, kind)))
    for rec in sample().recommendations:
        for told in (rec.short, rec.finding, rec.action, rec.verification):
            assert squashed(told[language].value) in text
    assert squashed(edition(language=language).bare(sample().settings.cluster)) in text


@pytest.mark.parametrize(("language", "kind"), FILES)
def test_nothing_of_another_cluster_is_in_it(sample_file, language, kind):
    data = sample_file(language, kind)
    assert FOREIGN.findall(text_of(data)) == []
    assert FOREIGN.findall(unpacked(data).decode("utf-8", "replace").split("fontTable")[0]) == []


@pytest.mark.parametrize(("language", "kind"), FILES)
def test_nothing_internal_and_no_one_s_name_is_in_it(sample_file, language, kind):
    everything = unpacked(sample_file(language, kind)).decode("utf-8", "replace") + text_of(sample_file(language, kind))
    assert [word for word in nutrition.INTERNAL if word.casefold() in everything.casefold()] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_real_final_report_carries_no_mark(sample_file, language):
    for kind in ("pdf", "docx"):
        assert not re.search(
            r"exempl|example data|draft|provisoire|brouillon", text_of(sample_file(language, kind)), re.IGNORECASE
        )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_photo_is_in_both_formats(sample_file, language):
    assert b"/Image" in unpacked(sample_file(language, "pdf"))
    caption = {"en": "The hall", "fr": "La salle"}[language]
    assert caption in text_of(sample_file(language, "pdf"))
    assert {"en": "A green hall", "fr": "Une salle verte"}[language] in WordText(
        sample_file(language, "docx")
    ).descriptions()


# ---------------------------------------------------------------- as a person would start


def fill_in(path: Path) -> None:
    """Type the sample into a new workbook, as a person does: words and dates, cell by cell."""
    book = load_workbook(path)
    for sheet, row, column, value in nutrition.cells(nutrition.CONTENT):
        cell = book[sheet].cell(row, column)
        assert row > 1 or cell.value == value  # the headings are there
        cell.value = value
    book.save(path)


def test_a_new_workbook_filled_in_by_hand_becomes_the_same_report(tmp_path, monkeypatch):
    new_workbook(tmp_path / "nutrition.xlsx", "en")
    fill_in(tmp_path / "nutrition.xlsx")
    (tmp_path / "hall.png").write_bytes(nutrition.photo())
    by_hand, written = read_report(tmp_path / "nutrition.xlsx"), read_report(nutrition.written(other(tmp_path)))
    assert [found.code for found in by_hand.problems if found.severity >= Severity.ERROR] == []
    assert by_hand.report == written.report
    stand_ins(monkeypatch)
    assert len(build(Order(tmp_path / "nutrition.xlsx", tmp_path / "build")).files) == 4


def other(folder: Path) -> Path:
    (folder / "other").mkdir()
    return folder / "other"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_workbook_holds_nothing_of_another_cluster(tmp_path, language):
    new_workbook(tmp_path / "new.xlsx", language)
    cells = [
        str(cell.value or "")
        for sheet in load_workbook(tmp_path / "new.xlsx")
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert [text for text in cells if re.search(r"mali\b|bamako|santé|\bhealth", text, re.IGNORECASE)] == []


def test_the_templates_themselves_name_no_cluster():
    folder = template_folders(None)[0]
    for path in [*folder.rglob("*.j2"), folder / "locale" / "fr.po", folder / "print.css"]:
        found = re.findall(r"\bmali\b|malien|bamako|santé|\bhealth\b", path.read_text("utf-8"), re.IGNORECASE)
        assert found == [], path.name


def test_the_pages_find_what_a_page_break_parts():
    pages = Found(["Head one two", "three four Foot"])
    assert "one two three" in pages
    assert "two three four" in pages
    assert "five" not in pages

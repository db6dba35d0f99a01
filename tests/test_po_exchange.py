"""Open translations out to a translator's program as PO, and back into a copy of the workbook."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.pofile import read_po, write_po
from openpyxl import load_workbook

import nutrition
from reportgen import translate
from reportgen.problems import ProblemsFound
from reportgen.report.pairs import pairs_of
from reportgen.workbook.exchange import column_words
from reportgen.workbook.ingest import read_report
from reportgen.workbook.translations import Reason

ACTION = "Recommendations", "Action point (EN)"


@pytest.fixture
def workbook(folder_of, tmp_path):
    """A workbook whose translations are remembered; then one English text is changed, and one French text removed."""

    def make(folder):
        path = nutrition.written(folder)
        translate.review(path, ["all"])
        retyped(path, G2="Something else", H3=None)

    return folder_of("with-open-texts", make, tmp_path) / "nutrition.xlsx"


def retyped(path, **cells) -> None:
    book = load_workbook(path)
    for ref, text in cells.items():
        book["Recommendations"][ref] = text
    book.save(path)


def said(path, ref) -> str:
    return load_workbook(path)["Recommendations"][ref].value


def handed(workbook):
    out = workbook.with_name("en-fr.po")
    assert translate.hand_out(workbook, out) == {out: 2}
    return out


def answered(path, texts: dict[str, str], width: int = 76, fuzzy: bool = False) -> None:
    """Translate in another program: by cell, the text; what is translated is no longer fuzzy."""
    catalog = read_po(io.BytesIO(path.read_bytes()))
    for message in catalog:
        for cell, text in texts.items():
            if message.context and message.context.startswith(f"Recommendations!{cell} "):
                message.string = text
                message.flags = {"fuzzy"} if fuzzy else set()
    out = io.BytesIO()
    write_po(out, catalog, width=width)
    path.write_bytes(out.getvalue())


def refused(workbook, given) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsFound) as stopped:
        translate.take_back(workbook, given, None)
    assert not workbook.with_name("nutrition_translated.xlsx").exists()
    return [(p.code, p.place.line) for p in stopped.value.problems]


def told(imported) -> list[tuple[str, str]]:
    """What is told of the translator's file, not of the copy that was made."""
    return [(p.code, re.sub(r":\d+", ":n", str(p.place))) for p in imported.problems if p.place.file.endswith(".po")]


def test_headings_are_where_these_tests_think(workbook):
    assert [said(workbook, ref) for ref in ("G1", "H1")] == ["Action point (FR)", "Action point (EN)"]


def test_every_translated_column_has_words_for_translators(workbook):
    assert all(column_words(pair).count(" / ") for pair in pairs_of(read_report(workbook).report))


@pytest.mark.parametrize("width", [76, 20, 0])
def test_open_texts_go_out_and_come_back(workbook, width):
    out = handed(workbook)
    text = out.read_text("utf-8")
    assert 'msgctxt "Recommendations!H3 (R102)"' in text
    assert "#. Recommendations: Point d'action / Action point\n#. Manquante / Missing (fr)" in text
    assert "#. Plus ancienne que sa source / Older than its source (fr)\n#, fuzzy" in text
    long = 'A text with “quotes”, "others", a\\b and 50 % of words. ' * 5
    answered(out, {"H2": long, "H3": "First line\nsecond line"}, width)
    imported = translate.take_back(workbook, out, None)
    assert (imported.taken, told(imported)) == (2, [])
    assert said(imported.path, "H2") == long.strip()
    assert said(imported.path, "H3") == "First line\nsecond line"
    assert {text.reason for text in translate.opened(imported.path)} == {Reason.DIFFERS}


def test_an_untouched_file_changes_nothing(workbook):
    assert translate.take_back(workbook, handed(workbook), None) == translate.Imported(None, 0, ())


def test_a_text_that_is_no_longer_fuzzy_is_right_as_it_is(workbook):
    out = handed(workbook)
    answered(out, {"H2": said(workbook, "H2")})
    assert translate.take_back(workbook, out, None) == translate.Imported(None, 1, ())
    assert [text.text.cell.ref for text in translate.opened(workbook)] == ["H3"]


def test_what_was_taken_once_is_not_reviewed_when_it_comes_again(workbook):
    out = handed(workbook)
    answered(out, {"H2": "There are 12 cases", "H3": "There are 13 cases"})
    copy = translate.take_back(workbook, out, None).path
    open_before = [(text.text.cell.ref, text.reason) for text in translate.opened(copy)]
    assert translate.take_back(copy, out, None).path is None
    assert [(text.text.cell.ref, text.reason) for text in translate.opened(copy)] == open_before != []


def test_a_text_that_is_still_fuzzy_is_not_taken(workbook):
    out = handed(workbook)
    answered(out, {"H2": "Perhaps"}, fuzzy=True)
    imported = translate.take_back(workbook, out, None)
    assert told(imported) == [("exchange-unfinished", "en-fr.po:n, Recommendations!H2")]
    assert imported.path is None


def test_a_translation_of_a_text_that_has_changed_since_is_not_taken(workbook):
    out = handed(workbook)
    answered(out, {"H2": "Texte", "H3": "Other"})
    retyped(workbook, G2="Changed again")
    imported = translate.take_back(workbook, out, None)
    assert (imported.taken, told(imported)) == (1, [("exchange-outdated", "en-fr.po:n, Recommendations!H2")])
    assert imported.problems[0].place.line == out.read_text().splitlines().index('msgid "Something else"') + 1
    assert said(imported.path, "H3") == "Other"


def test_a_row_that_moved_is_found(workbook):
    out = handed(workbook)
    answered(out, {"H3": "Moved"})
    book = load_workbook(workbook)
    sheet = book["Recommendations"]
    rows = [[cell.value for cell in sheet[number]] for number in (2, 3)]
    for number, row in zip((3, 2), rows, strict=True):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    book.save(workbook)
    assert said(translate.take_back(workbook, out, None).path, "H2") == "Moved"


def test_two_translations_of_one_text_are_told(workbook):
    out = handed(workbook)
    answered(out, {"H3": "One"}, width=0)
    entry = next(each for each in out.read_text().split("\n\n") if 'msgstr "One"' in each)
    out.write_text(f"{out.read_text().strip()}\n\n{entry}\n\n{entry.replace('One', 'Two')}\n")
    imported = translate.take_back(workbook, out, None)
    assert imported.taken == 1
    assert told(imported) == [("exchange-twice", "en-fr.po:n, Recommendations!H3")]
    assert said(imported.path, "H3") == "One"


def test_a_text_that_no_cell_can_hold_is_not_taken(workbook):
    out = handed(workbook)
    answered(out, {"H3": "x" * 32_768, "H2": "😀" * 16_383}, width=0)
    imported = translate.take_back(workbook, out, None)
    assert told(imported) == [("exchange-too-long", "en-fr.po:n, Recommendations!H3")]


def test_each_language_gets_a_file_of_its_own(workbook, tmp_path):
    retyped(workbook, G4=None)
    made = translate.hand_out(workbook, tmp_path / "open.po")
    assert made == {tmp_path / "open_en.po": 2, tmp_path / "open_fr.po": 1}
    answered(tmp_path / "open_fr.po", {"G4": "Texte"})
    assert said(translate.take_back(workbook, tmp_path / "open_fr.po", None).path, "G4") == "Texte"
    with pytest.raises(ProblemsFound) as stopped:
        translate.hand_out(workbook, tmp_path / "open.po")
    assert [(p.code, p.place.file) for p in stopped.value.problems] == [("file-exists", "open_en.po")]


@pytest.mark.parametrize("name", ["none.po", "none.xlsx"])
def test_where_nothing_is_open_nothing_is_written(tmp_path, name):
    workbook = nutrition.written(tmp_path)
    assert translate.hand_out(workbook, tmp_path / name) == {}
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("language", ["fr", "de", ""])
def test_a_file_of_another_language_is_refused(workbook, language):
    out = handed(workbook)
    out.write_text(out.read_text().replace("Language: en", f"Language: {language}"))
    assert refused(workbook, out) == [("exchange-language", 3)]


def test_any_other_file_is_refused(workbook, tmp_path):
    given = tmp_path / "given.po"
    assert refused(workbook, given) == [("file-missing", 0)]
    given.mkdir()
    assert refused(workbook, given) == [("file-unreadable", 0)]
    given.rmdir()
    for content, code, line in (
        ("", "exchange-headings", 0),
        ('msgid "a"\nmsgstr "b"\n', "exchange-headings", 0),
        ("PK\x03\x04", "po-broken", 1),
    ):
        given.write_text(content)
        assert refused(workbook, given) == [(code, line)]


def test_an_entry_of_another_file_is_told_and_the_others_are_taken(workbook):
    out = handed(workbook)
    answered(out, {"H3": "Mine"})
    out.write_text(out.read_text() + 'msgctxt "menu"\nmsgid "Un"\nmsgstr "One"\n')
    imported = translate.take_back(workbook, out, None)
    assert (imported.taken, told(imported)) == (1, [("exchange-outdated", "en-fr.po:n")])

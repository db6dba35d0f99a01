"""``reportgen translations``: what is open, out to a translator and back."""

from __future__ import annotations

from datetime import datetime

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import nutrition
from reportgen import translate
from reportgen.build import Order, gather, template_folders
from reportgen.cli import app
from reportgen.problems import ProblemsFound

FOLDERS = template_folders(None)


@pytest.fixture
def workbook(folder_of, tmp_path):
    """A workbook whose translations are remembered."""

    def make(folder):
        translate.review(nutrition.written(folder), ["all"])

    return folder_of("with-translations", make, tmp_path) / "nutrition.xlsx"


def run(*arguments) -> str:
    result = CliRunner().invoke(app, ["translations", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def retyped(path, *changes) -> list[str]:
    """Type texts: (sheet, heading, row, change of the text); gives their cells."""
    book = load_workbook(path)
    places = []
    for title, heading, row, change in changes:
        sheet = book[title]
        column = next(cell.column for cell in sheet[1] if cell.value == heading)
        cell = sheet.cell(row, column)
        cell.value = change(cell.value or "")
        places.append(f"{title}!{cell.coordinate}")
    book.save(path)
    return places


def codes(path) -> list[tuple[str, str]]:
    _, problems = gather(Order(path, path.parent), FOLDERS)
    return [(p.code, f"{p.place.sheet}!{p.place.cell}") for p in problems if p.code.startswith(("translation", "miss"))]


CHANGES = (
    ("Recommendations", "Action point (EN)", 2, lambda text: text + " Twice."),
    ("Recommendations", "Action point (FR)", 3, lambda _: ""),
)


def answered(path, answer) -> None:
    """Fill in the translator's file: ``answer(cell of the text, text so far)`` gives text and reviewed."""
    book = load_workbook(path)
    sheet = book.active
    for row in range(4, sheet.max_row + 1):
        text, yes = answer(sheet.cell(row, 1).value, sheet.cell(row, 7).value)
        sheet.cell(row, 7).value, sheet.cell(row, 8).value = text, yes
    book.save(path)


def of_the_answer(imported, path):
    """What is told of the translator's file, not of the copy that was made."""
    return [problem for problem in imported.problems if problem.place.file == path.name]


def test_nothing_is_open_in_a_workbook_that_is_up_to_date(workbook):
    assert "Every text is translated" in run("-w", workbook, "--lang", "en")
    assert "Tous les textes" in run("-w", workbook, "--lang", "fr")


def test_open_texts_go_out_and_come_back_into_a_copy(workbook, tmp_path):
    _, missing = retyped(workbook, *CHANGES)
    found = dict(codes(workbook))
    assert found["missing-translation"] == missing
    assert "translation-stale" in found
    stale = found["translation-stale"]
    out = tmp_path / "fr-en.xlsx"
    assert "2" in run("-w", workbook, "--lang", "en", "--export", out)
    rows = [*load_workbook(out).active.iter_rows(min_row=4, values_only=True)]
    assert sorted(row[0] for row in rows) == sorted((missing, stale))
    before = workbook.read_bytes()
    answered(out, lambda cell, _: (f"Nouveau texte pour {'deux fois' if cell == stale else 'ceci'}", None))
    run("-w", workbook, "--lang", "en", "--import", out)
    copy = tmp_path / f"{workbook.stem}_translated.xlsx"
    assert workbook.read_bytes() == before
    sheet, ref = missing.split("!")
    assert load_workbook(copy)[sheet][ref].value == "Nouveau texte pour ceci"
    assert [code for code, _ in codes(copy) if code in ("translation-stale", "missing-translation")] == []


@pytest.mark.parametrize(("name", "code"), [("out.PO", 0), ("out.xlf", 2), ("out", 2), ("out.csv", 2)])
def test_the_ending_of_the_name_says_the_format(workbook, tmp_path, name, code):
    retyped(workbook, *CHANGES[:1])
    for option in ("--export", "--import"):
        command = ["translations", "-w", str(workbook), option, str(tmp_path / name), "--lang", "en"]
        told = CliRunner().invoke(app, command, catch_exceptions=False)
        assert told.exit_code == code
        assert not code or name in told.stderr
    assert (tmp_path / name).exists() == (code == 0)


def test_a_copy_in_another_folder_knows_what_was_remembered(workbook, tmp_path):
    retyped(workbook, *CHANGES)
    out, other = tmp_path / "out.xlsx", tmp_path / "other"
    other.mkdir()
    translate.hand_out(workbook, out)
    answered(out, lambda *_: ("Texte", None))
    translate.take_back(workbook, out, other / "copy.xlsx")
    retyped(other / "copy.xlsx", ("Recommendations", "Short title (EN)", 4, lambda _: "New"))
    assert "translation-stale" in dict(codes(other / "copy.xlsx"))


def test_a_copy_is_never_written_over(workbook, tmp_path):
    retyped(workbook, *CHANGES)
    out, copy = tmp_path / "out.xlsx", tmp_path / "copy.xlsx"
    translate.hand_out(workbook, out)
    answered(out, lambda *_: ("Texte", None))
    copy.write_bytes(b"precious")
    for refused in (lambda: translate.take_back(workbook, out, copy), lambda: translate.hand_out(workbook, copy)):
        with pytest.raises(ProblemsFound) as stopped:
            refused()
        assert stopped.value.problems[0].code == "file-exists"
    assert copy.read_bytes() == b"precious"


def test_a_translation_of_a_text_that_has_changed_since_is_not_taken(workbook, tmp_path):
    retyped(workbook, *CHANGES)
    out = tmp_path / "out.xlsx"
    translate.hand_out(workbook, out)
    retyped(workbook, ("Recommendations", "Action point (EN)", 2, lambda _: "Something else"))
    answered(out, lambda *_: ("Texte", None))
    imported = translate.take_back(workbook, out, None)
    assert imported.taken == 1
    assert [p.code for p in of_the_answer(imported, out)] == ["exchange-outdated"]


def test_what_the_team_corrected_in_the_meantime_is_not_lost(workbook, tmp_path):
    retyped(workbook, CHANGES[0])
    place = dict(codes(workbook))["translation-stale"]
    out = tmp_path / "out.xlsx"
    translate.hand_out(workbook, out)
    retyped(workbook, ("Recommendations", "Action point (FR)", 2, lambda _: "Corrigé ici"))
    assert translate.take_back(workbook, out, None) == translate.Imported(None, 0, ())
    answered(out, lambda *_: ("Corrigé là-bas", None))
    imported = translate.take_back(workbook, out, None)
    assert [(p.code, str(p.given["cell"])) for p in imported.problems] == [("exchange-edited", place)]
    assert imported.taken == 0


def test_marking_as_reviewed_closes_a_text_in_the_file_or_on_the_command_line(workbook, tmp_path):
    retyped(workbook, CHANGES[0])
    place = dict(codes(workbook))["translation-stale"]
    out = tmp_path / "out.xlsx"
    translate.hand_out(workbook, out)
    answered(out, lambda _, text: (text, "oui"))
    assert translate.take_back(workbook, out, None) == translate.Imported(None, 1, ())
    assert codes(workbook) == []
    retyped(workbook, CHANGES[0])
    assert codes(workbook) == [("translation-stale", place)]
    run("-w", workbook, "--reviewed", place, "--lang", "en")
    assert codes(workbook) == []


@pytest.mark.parametrize(("yes", "found"), [(None, ["translation-differs", "translation-copy"]), ("oui", [])])
def test_what_is_wrong_with_a_translation_that_came_back_is_told_unless_it_was_reviewed(workbook, tmp_path, yes, found):
    """The number of one, and the other one copied from its source."""
    number, copied = retyped(
        workbook,
        ("Recommendations", "Action point (FR)", 2, lambda _: ""),
        ("Recommendations", "Action point (FR)", 3, lambda _: ""),
    )
    retyped(workbook, ("Recommendations", "Action point (EN)", 2, lambda _: "Reach 330,713 people."))
    retyped(workbook, ("Recommendations", "Action point (EN)", 3, lambda _: "Reach people who are far away."))
    out = tmp_path / "out.xlsx"
    translate.hand_out(workbook, out)
    answers = {number: "Atteindre 330 731 personnes.", copied: "Reach people who are far away."}
    answered(out, lambda cell, text: (answers.get(cell, text), yes))
    imported = translate.take_back(workbook, out, None)
    assert imported.taken == 2
    assert [(p.code, f"{p.place.sheet}!{p.place.cell}") for p in imported.problems] == [
        *zip(found, (number, copied), strict=False)
    ]
    assert [code for code, _ in codes(imported.path)] == found


def test_any_other_file_is_refused(workbook, tmp_path):
    with pytest.raises(ProblemsFound) as stopped:
        translate.take_back(workbook, workbook, tmp_path / "copy.xlsx")
    assert stopped.value.problems[0].code == "exchange-headings"
    with pytest.raises(ProblemsFound) as stopped:
        translate.review(workbook, ["Nowhere!A1"])
    assert stopped.value.problems[0].code == "place-unknown"


def returned(workbook, folder, change):
    """The answer of a translator who has changed more of the file than the translations."""
    given = folder / "t.xlsx"
    translate.hand_out(workbook, given)
    answered(given, lambda _, text: (f"{text or ''} New.", None))
    book = load_workbook(given)
    change(book.active)
    book.save(given)
    return translate.take_back(workbook, given, folder / "copy.xlsx")


def test_a_heading_that_a_translator_renamed_is_named(workbook, tmp_path):
    retyped(workbook, *CHANGES)
    with pytest.raises(ProblemsFound) as stopped:
        returned(workbook, tmp_path, lambda sheet: sheet.__setitem__("G3", "In English"))
    (found,) = stopped.value.problems
    assert (found.code, found.place.cell, found.given["wanted"]) == ("column-missing", "A3", "Traduction / Translation")


def test_one_language_of_the_headings_is_enough_and_helping_columns_may_go(workbook, tmp_path):
    retyped(workbook, *CHANGES)

    def change(sheet):
        sheet["G3"], sheet["E3"], sheet["A3"] = "translation", "Texte source", "CELLULE"
        sheet.delete_cols(8, 2)

    assert returned(workbook, tmp_path, change).taken == 2


@pytest.mark.parametrize(
    ("cell", "typed", "code"),
    [("G4", "=A1", "formula-not-calculated"), ("G4", datetime(2025, 5, 1), "text-is-date"),  # noqa: DTZ001
     ("H4", "ok", "unreadable-yesno")],
)  # fmt: skip
def test_what_cannot_be_read_of_an_answer_is_told(workbook, tmp_path, cell, typed, code):
    retyped(workbook, *CHANGES)
    imported = returned(workbook, tmp_path, lambda sheet: sheet.__setitem__(cell, typed))
    told = of_the_answer(imported, tmp_path / "t.xlsx")
    assert [(p.code, p.place.cell) for p in told] == [(code, cell)]
    assert imported.taken == (2 if cell == "H4" else 1)


def test_the_same_open_texts_give_the_same_bytes(workbook, tmp_path):
    retyped(workbook, *CHANGES)
    for name in ("a.xlsx", "b.xlsx"):
        translate.hand_out(workbook, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()

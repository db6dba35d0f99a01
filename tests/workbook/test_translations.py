"""Open translations of a workbook: told with their cells, remembered in a file beside it."""

from __future__ import annotations

import shlex

import pytest
from workbook_sample import at, changed, outcome, report_of, setting_row, sound, told

from reportgen.report.model import Report
from reportgen.report.pairs import pairs_of
from reportgen.report.remembered import remembered_all
from reportgen.workbook.memory import memory_file, memory_path, read_memory
from reportgen.workbook.translations import Reason, memory_after_final, open_texts, pairs_at

SENTENCE = "Le groupe de travail se réunit"


def remembering(folder) -> Report:
    """The sound report, its translations remembered in ``folder``."""
    report = outcome(sound(), folder)[0]
    path, content = memory_after_final(report, folder)
    path.write_bytes(content)
    return report


def found(cells, folder) -> list[tuple[str, str]]:
    return told(outcome(changed(cells), folder)[1])


def test_a_sound_workbook_has_nothing_open(tmp_path):
    remembering(tmp_path)
    assert found({}, tmp_path) == []
    assert open_texts(outcome(sound(), tmp_path)[0], ()) == ()


def test_missing_older_and_copied_texts_are_told_apart_in_both_directions(tmp_path):
    remembering(tmp_path)
    assert found({"recommendations.action_fr.2": "Agir vite"}, tmp_path) == [
        ("translation-stale", at("recommendations.action_en.2"))
    ]
    assert found({"recommendations.action_en.2": "Act now"}, tmp_path) == [
        ("translation-stale", at("recommendations.action_fr.2"))
    ]
    assert found({"recommendations.action_en.2": None}, tmp_path) == [
        ("missing-translation", at("recommendations.action_en.2"))
    ]
    assert found({"recommendations.action_fr.2": None}, tmp_path) == [
        ("missing-translation", at("recommendations.action_fr.2"))
    ]
    copied = {"recommendations.action_fr.2": SENTENCE, "recommendations.action_en.2": SENTENCE}
    assert found(copied, tmp_path) == [("translation-copy", at("recommendations.action_en.2"))]


def test_settings_and_rows_without_a_code_are_remembered_too(tmp_path):
    remembering(tmp_path)
    row = setting_row("venue")
    assert found({f"settings.value_fr.{row}": "Bamako, Mali"}, tmp_path) == [
        ("translation-stale", at(f"settings.value_en.{row}"))
    ]
    assert found({"theme_items.text_en.3": "Another lesson"}, tmp_path) == [
        ("translation-stale", at("theme_items.text_fr.3"))
    ]


def test_the_same_words_in_two_rows_are_open_in_both(tmp_path):
    rows = [f"theme_items.text_{{}}.{number}" for number in (2, 3)]
    words = {"fr": "Il y a 12 cas", "en": "There are 13 cases"}
    cells = {row.format(language): text for row in rows for language, text in words.items()}
    told_of = [("translation-differs", at(row.format("en"))) for row in rows]
    assert found(cells, tmp_path) == told_of


@pytest.mark.parametrize(
    ("french", "english", "code"),
    [
        ("Il y a 330 713 cas", "There are 330,731 cases", "translation-differs"),
        ("Il y a 12 cas", "There are cases", "translation-lacks"),
        ("Il y a des cas", "There are 12 cases", "translation-adds"),
    ],
)
def test_other_numbers_are_told_at_the_translation(french, english, code, tmp_path):
    cells = {"recommendations.finding_fr.3": french, "recommendations.finding_en.3": english}
    assert found(cells, tmp_path) == [(code, at("recommendations.finding_en.3"))]


FRENCH = "Les centres de santé de la région ont été visités par les équipes pour la deuxième fois."
ENGLISH = "The health centres of the region were visited by the teams for the second time."


@pytest.mark.parametrize(
    ("french", "english", "strange"),
    [(ENGLISH, FRENCH, ["fr", "en"]), (FRENCH, FRENCH.replace("par", "avec"), ["en"]), (FRENCH, ENGLISH, [])],
)
def test_a_text_in_the_language_of_the_other_column_is_told(french, english, strange, tmp_path):
    cells = {"recommendations.finding_fr.3": french, "recommendations.finding_en.3": english}
    told_of = [("translation-tongue", at(f"recommendations.finding_{language}.3")) for language in strange]
    assert found(cells, tmp_path) == told_of


def test_the_text_that_became_a_copy_is_told(tmp_path):
    """Whichever of the two it is; where nothing is remembered, it is the one that is not in the main language."""
    fresh = {f"theme_items.text_{language}.3": SENTENCE for language in ("fr", "en")}
    assert found(fresh, tmp_path) == [("translation-copy", at("theme_items.text_en.3"))]
    english = "The working group meets again"
    before = {"theme_items.text_fr.3": SENTENCE, "theme_items.text_en.3": english}
    path, content = memory_after_final(report_of(before), tmp_path)
    path.write_bytes(content)
    copied = {"theme_items.text_fr.3": english, "theme_items.text_en.3": english}
    assert found(copied, tmp_path) == [("translation-copy", at("theme_items.text_fr.3"))]


def test_errata_may_quote_what_one_language_misprinted(tmp_path):
    assert found({"errata.printed_fr.2": "16", "errata.printed_en.2": "61"}, tmp_path) == []


def test_internal_rows_are_neither_remembered_nor_told(tmp_path):
    report = remembering(tmp_path)
    assert not any(pair.row.startswith("T1 2025") for pair in pairs_of(report))
    assert found({"updates.done_fr.6": "12 cas"}, tmp_path) == []


def test_what_is_reviewed_is_not_told_until_it_changes(tmp_path):
    cells = {"recommendations.finding_fr.3": "12 cas", "recommendations.finding_en.3": "Cases"}
    report = report_of(cells)
    pairs, unknown = pairs_at(report, [at("recommendations.finding_en.3")])
    assert (len(pairs), unknown) == (1, ())
    reviewed = remembered_all(pairs, [])
    path = memory_path(tmp_path, report.settings.file_stem)
    path.write_bytes(memory_file([type(each)(*[*_fields(each)[:-1], True]) for each in reviewed]))
    assert found(cells, tmp_path) == []
    cells["recommendations.finding_fr.3"] = "13 cas"
    assert found(cells, tmp_path) == [("translation-stale", at("recommendations.finding_en.3"))]


def _fields(each) -> tuple[object, ...]:
    return each.sheet, each.row, each.column, each.prints, each.reviewed


def test_places_are_cells_rows_or_all():
    report = report_of()
    row = at("recommendations.code.2").replace("A2", "2")
    assert len(pairs_at(report, [row])[0]) == 6
    assert len(pairs_at(report, ["all"])[0]) == len(pairs_of(report))
    assert pairs_at(report, ["Nowhere!Z9", row])[1] == ("Nowhere!Z9",)
    assert pairs_at(report, [f"'{row.split('!')[0]}'!$2"])[0] == pairs_at(report, [row])[0]


def test_the_command_that_is_proposed_can_be_pasted_and_is_understood(tmp_path):
    cells = {f"attention_points.text_{language}.2": SENTENCE for language in ("fr", "en")}
    report, problems = outcome(changed(cells), tmp_path)
    proposed = next(shlex.split(problem.told(str)[1]) for problem in problems if problem.code == "translation-copy")
    place = proposed[proposed.index("--reviewed") + 1]
    for typed in (place, at("attention_points.text_en.2"), "'points d''attention'!$C$2"):
        assert [pair.row for pair in pairs_at(report, [typed])[0]] == ["P1"]


def test_the_memory_survives_a_round_trip_and_holds_no_text(tmp_path):
    report = remembering(tmp_path)
    path = memory_path(tmp_path, "mali-follow-up")
    assert memory_file(read_memory(path)) == path.read_bytes()
    assert b"Constat" not in path.read_bytes()
    assert memory_after_final(report, tmp_path) is None  # nothing new: nothing written


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format": "other", "pairs": []}', b'{"format": "reportgen translations 1"}',
                b"\xff", b'{"format": "reportgen translations 1", "pairs": [{"sheet": "a"}]}', b"[" * 100_000],
)  # fmt: skip
def test_a_damaged_memory_stops_a_final_report(content, tmp_path):
    memory_path(tmp_path, "mali-follow-up").write_bytes(content)
    problems = outcome(sound(), tmp_path)[1]
    assert [(problem.code, problem.place.file) for problem in problems] == [
        ("memory-damaged", "mali-follow-up.translations.json")
    ]


def test_the_most_pressing_reason_comes_first():
    assert [*Reason] == ["missing", "stale", "copy", "tongue", "differs"]

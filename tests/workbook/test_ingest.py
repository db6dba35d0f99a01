"""From cells to a report: values with their cells, and every problem at once."""

# ruff: noqa: DTZ001  cells have no time zone
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from workbook_sample import (
    at,
    changed,
    found,
    outcome,
    report_of,
    setting_row,
    sound,
    spoilt,
    told,
    with_sheet,
    written,
)

from reportgen.build import template_folders
from reportgen.language.catalog import load_catalog
from reportgen.problems import ProblemsFound, Severity, in_order
from reportgen.report.model import Cell, Entry, Status, Text, Unit
from reportgen.report.period import PartialDate, Quarter
from reportgen.workbook import findings
from reportgen.workbook.authoring import write_workbook
from reportgen.workbook.ingest import read_report
from reportgen.workbook.raw import RawCell

FRENCH = load_catalog("fr", template_folders(None)[0] / "locale").gettext


def value_of(key: str, language="fr") -> str:
    return f"settings.value_{language}.{setting_row(key)}"


# ---------------------------------------------------------------- what a sound workbook says


def test_a_sound_workbook_has_no_problem(tmp_path):
    path = tmp_path / "followup.xlsx"
    path.write_bytes(written())
    found_there = read_report(path)
    assert found_there.problems == ()
    assert found_there.report.file == "followup.xlsx"


def test_values_keep_their_cells():
    update = report_of().updates[2]
    assert update.status == Entry(Status.COMPLETED, Cell("Suivi", "C4"))
    assert update.percent == Entry(100, Cell("Suivi", "D4"))
    assert update.evidence["en"] == Text("Note", Cell("Suivi", "L4"), "en")
    assert update.completed_on == Entry(date(2025, 8, 28), Cell("Suivi", "O4"))
    assert update.revised_due == Entry(None, Cell("Suivi", "N4"))
    assert (update.item, update.quarter, update.cell) == ("R1", Quarter(2025, 3), Cell("Suivi", "A4"))


def test_settings():
    settings = report_of().settings
    assert settings.country["en"].value == "Mali"
    assert not settings.report_subtitle
    assert settings.event_start == Entry(date(2025, 3, 19), Cell("Paramètres", "B8"))
    assert (settings.languages, settings.file_stem) == (("fr", "en"), "mali-follow-up")
    assert (settings.example_data, settings.due_soon_days, settings.first_report) == (True, 20, 1)


def test_figures_by_unit():
    figures = report_of().figures
    values = [(figure.unit, figure.value.value) for figure in figures[:7]]
    assert values == [
        (Unit.NUMBER, Decimal(330713)),
        (Unit.NUMBER, Decimal(340000)),
        (Unit.PERCENT, Decimal(58)),
        (Unit.DATE, PartialDate(2024, 5, 31)),
        (Unit.MONTH, PartialDate(2024, 9)),
        (Unit.YEAR, PartialDate(2012)),
        (Unit.MILLION, Decimal("6.5")),
    ]
    assert [figure.as_of.value for figure in figures[:3]] == [
        PartialDate(2024, 9, 30),
        PartialDate(2025, 9),
        PartialDate(2024),
    ]
    assert (figures[2].bound, figures[2].comparable, figures[0].comparable) == ("at_least", False, True)


def test_not_collected_is_not_zero():
    counts = report_of().participants[0].counts
    assert (counts["women"].value, counts["men"].value) == (8, None)


def test_rows_are_read_in_the_order_typed_for_them():
    items = [(item.kind, item.text["fr"].lines[0].value) for item in report_of().theme_items]
    assert items == [("worked", "Premier"), ("lesson", "Leçon"), ("worked", "Second")]


def test_quarters_come_in_time_order():
    cells = {
        "quarters.quarter.2": "2025-Q3",
        "quarters.cutoff.2": datetime(2025, 9, 30),
        "quarters.issued.2": datetime(2025, 10, 15),
        "quarters.quarter.3": "2025-Q2",
        "quarters.cutoff.3": datetime(2025, 6, 30),
        "quarters.issued.3": datetime(2025, 7, 15),
    }
    report, problems = outcome(changed(cells))
    assert not problems
    assert [str(plan.quarter) for plan in report.quarters] == ["2025-Q2", "2025-Q3"]


def test_internal_rows_are_kept_and_need_no_translation():
    report = report_of()
    assert [update.internal for update in report.updates] == [False, False, False, False, True]
    assert [attachment.internal for attachment in report.annexes] == [False, True]


def test_a_visibility_that_cannot_be_read_keeps_the_row_in_the_workbook():
    report, problems = outcome(changed({"updates.visibility.5": "confidentiel"}))
    assert told(problems) == [("unknown-choice", at("updates.visibility.5"))]
    assert report.updates[3].internal


def test_both_languages_of_headings_give_the_same_report():
    french, english = report_of(), report_of(language="en")
    assert [(u.item, u.status.value, u.percent.value, u.done["en"].value) for u in french.updates] == [
        (u.item, u.status.value, u.percent.value, u.done["en"].value) for u in english.updates
    ]
    assert english.updates[0].cell == Cell("Updates", "A2")


def test_markup_in_a_cell_is_text():
    typed = "{{ 7*7 }} <b>gras</b> & =HYPERLINK()"
    assert report_of({"updates.done_fr.2": typed}).updates[0].done["fr"].value == typed


def test_a_report_in_one_language():
    cells = {value_of("languages"): "fr", **{f"recommendations.action_en.{row}": None for row in (1, 2, 3)}}
    report, problems = outcome(changed(cells))
    assert not problems
    assert report.settings.languages == ("fr",)
    assert set(report.recommendations[0].action.texts) == {"fr"}


def test_a_workbook_in_one_language_needs_no_column_for_another():
    raw = changed({value_of("languages"): "fr"})
    for sheet in raw.sheets:
        english = {n for n, cell in sheet.rows[0].cells.items() if str(cell.value).endswith("(EN)")}
        kept = [{n: cell for n, cell in row.cells.items() if n not in english} for row in sheet.rows]
        rows = [replace(row, cells=cells) for row, cells in zip(sheet.rows, kept, strict=True)]
        raw = with_sheet(raw, replace(sheet, rows=tuple(rows)))
    report, problems = outcome(raw)
    assert (report.settings.languages, told(problems)) == (("fr",), [])


@pytest.mark.parametrize("typed", ["en; fr", "English et français", "en/fr", "EN fr"])
def test_the_main_language_comes_first(typed):
    assert report_of({value_of("languages"): typed}).settings.languages == ("en", "fr")


# ---------------------------------------------------------------- problems of single cells


@pytest.mark.parametrize(
    ("where", "typed", "code"),
    [
        ("updates.percent.2", "beaucoup", "unreadable-percent"),
        ("updates.percent.2", 0.4, "unclear-percent"),
        ("updates.percent.2", 140, "percent-outside"),
        ("updates.percent.2", None, "required-empty"),
        ("updates.status.2", "En courrs", "misspelt-choice"),
        ("updates.status.2", None, "required-empty"),
        ("updates.completed_on.4", "31/31/2025", "impossible-date"),
        ("updates.revised_due.5", RawCell(None, "", formula="=A1+1"), "formula-not-calculated"),
        ("updates.revised_due.5", RawCell(None, "", error="#REF!"), "error-value"),
        ("updates.evidence_link.4", "www.example.org", "unreadable-link"),
        ("updates.evidence_link.4", "http://example.org/x", "link-not-https"),
        ("updates.done_fr.2", "a\x07b", "characters-removed"),
        ("updates.done_fr.2", datetime(2025, 5, 31), "text-is-date"),
        ("updates.done_en.2", None, "missing-translation"),
        ("updates.done_en.2", RawCell(None, "", error="#N/A"), "error-value"),
        ("updates.done_en.2", "\u200b", "missing-translation"),
        ("updates.quarter.5", "2025-Q4", "unplanned-quarter"),
        ("recommendations.due.2", "05/31/2025", "impossible-date"),
        ("recommendations.due.2", 45808, "date-from-serial"),
        ("recommendations.short_fr.2", "x" * 46, "text-too-long"),
        ("recommendations.action_fr.2", None, "missing-translation"),
        ("figures.value.2", "330.713", "ambiguous-number"),
        ("figures.value.4", 0.58, "unclear-percent"),
        ("figures.value.5", "mai", "unreadable-date"),
        ("figures.value.6", 2024, "unreadable-month"),
        ("figures.as_of.2", "récemment", "unreadable-period"),
        ("figures.bound.4", "environ", "unknown-choice"),
        ("figures.comparable.4", "bof", "unreadable-yesno"),
        ("participants.women.2", 8.5, "unreadable-count"),
        ("acronyms.to_confirm.2", "peut-être", "unreadable-yesno"),
        ("attention_points.recommendations.2", "R1, R9", "unknown-code"),
        ("attention_points.urgency.2", "vite", "unknown-choice"),
        ("results.objectives.2", "O1 et objectif", "unreadable-code"),
        (value_of("event_start"), "en mars", "unreadable-date"),
        (value_of("example_data"), "parfois", "unreadable-yesno"),
        (value_of("due_soon_days"), "un mois", "unreadable-count"),
        (value_of("country", "en"), None, "missing-translation"),
        ("settings.setting.16", "Couleur", "setting-unknown"),
    ],
)  # fmt: skip
def test_one_mistake_is_one_problem_that_a_draft_survives(where, typed, code):
    report, problems = outcome(changed({where: typed}))
    assert report
    assert told(problems) == [(code, at(where))]


@pytest.mark.parametrize(
    ("where", "typed", "code"),
    [
        ("updates.item.2", None, "required-empty"),
        ("updates.item.2", "R9", "unknown-code"),
        ("updates.item.2", "R01", "misspelt-code"),
        ("updates.item.2", "quatre", "unreadable-code"),
        ("updates.item.2", RawCell(None, "", error="#REF!"), "error-value"),
        ("updates.quarter.2", None, "required-empty"),
        ("updates.quarter.2", "printemps", "unreadable-quarter"),
        ("quarters.quarter.2", "2025-Q9", "unreadable-quarter"),
        ("quarters.quarter.3", "2025-T2", "duplicate-quarter"),
        ("quarters.state.2", "presque", "unknown-choice"),
        ("figures.unit.2", "xyz", "unknown-choice"),
        ("figures.quarter.2", "bientôt", "unreadable-quarter"),
        ("themes.code.2", datetime(2025, 1, 1), "code-is-date"),
        ("recommendations.theme.2", "T9", "unknown-code"),
        ("recommendations.code.3", "R1", "duplicate-code"),
        ("subthemes.theme.2", None, "required-empty"),
        ("theme_items.subtheme.2", 9.9, "unknown-code"),
        ("objectives.kind.2", None, "required-empty"),
        ("partners.figure.2", "F99", "unknown-code"),
        ("errata.code.3", "X1", "duplicate-code"),
        (value_of("languages"), "français, bambara", "languages-unknown"),
        (value_of("languages"), None, "required-empty"),
        (value_of("file_stem"), "Suivi été", "file-stem-unsafe"),
        (value_of("file_stem"), RawCell(None, "", formula="=A1"), "formula-not-calculated"),
    ],
)
def test_what_a_part_cannot_do_without_stops_everything(where, typed, code):
    report, problems = outcome(changed({where: typed}))
    blocking = [problem for problem in problems if problem.severity is Severity.BLOCKING]
    assert report is None
    assert told(blocking) == [(code, at(where))]


def test_unreadable_values_keep_what_was_typed():
    update = report_of({"updates.percent.2": "beaucoup", "updates.completed_on.4": "31/31/2025"}).updates
    assert update[0].percent == Entry(None, Cell("Suivi", "D2"), "beaucoup")
    assert update[2].completed_on == Entry(None, Cell("Suivi", "O4"), "31/31/2025")


def test_a_missing_translation_is_an_empty_text_at_its_cell():
    done = report_of({"updates.done_en.2": None}).updates[0].done
    assert done["en"] == Text("", Cell("Suivi", "F2"), "en")
    assert not done["en"]


def test_a_text_of_which_nothing_remains_is_missing():
    assert found({"recommendations.responsible_fr.2": "\x00"}) == [
        ("missing-translation", at("recommendations.responsible_fr.2"))
    ]


def test_there_is_an_end_to_problems(monkeypatch):
    monkeypatch.setattr(findings, "MOST", 2)
    report, problems = outcome(changed({f"updates.status.{row}": "?" for row in range(2, 7)}))
    assert report is None
    assert [problem.code for problem in problems] == ["unknown-choice"] * 3 + ["problems-too-many"]


def test_a_required_text_that_is_empty_in_both_languages_is_one_problem():
    assert found({"themes.title_fr.2": None, "themes.title_en.2": None}) == [
        ("required-empty", at("themes.title_fr.2"))
    ]


def test_codes_are_shared_by_all_that_updates_follow():
    _, problems = outcome(changed({"objectives.code.3": "R2"}))
    assert ("duplicate-code", at("objectives.code.3")) in told(problems)


def test_a_code_with_another_letter_is_a_warning():
    assert ("code-prefix", at("annexes.code.2")) in found({"annexes.code.2": "B1"})


def test_unknown_codes_in_a_list_are_left_out():
    assert report_of({"attention_points.recommendations.2": "R1, R9"}).attention_points[0].recommendations == ("R1",)


def label_of(key: str) -> str:
    return f"settings.setting.{setting_row(key)}"


def test_settings_are_found_by_their_words():
    assert found({label_of("venue"): "Venue", label_of("country"): "PAYS "}) == []
    assert found(
        {"settings.setting.18": "Contry", "settings.setting.19": "Couleur", "settings.value_fr.18": "Mali"}
    ) == [
        ("setting-misspelt", "Paramètres!A18"),
        ("setting-unknown", "Paramètres!A19"),
    ]


def test_a_setting_that_stands_twice_or_nowhere():
    assert found({label_of("venue"): "Pays"}) == [
        ("setting-duplicate", at(label_of("venue"))),
        ("setting-missing", "Paramètres!A1"),
    ]
    assert found({label_of("file_stem"): None}) == [
        ("setting-missing", "Paramètres!A1"),
        ("required-empty", at(label_of("file_stem"))),
    ]


def test_a_new_workbook_asks_for_what_is_missing(tmp_path):
    path = tmp_path / "new.xlsx"
    write_workbook(path, {}, "en")
    with pytest.raises(ProblemsFound) as stopped:
        read_report(path)
    codes = {problem.code for problem in stopped.value.problems}
    assert codes == {"required-empty", "quarter-none"}


# ---------------------------------------------------------------- all at once


MISTAKES = {
    "updates.percent.2": ("beaucoup", "unreadable-percent"),
    "updates.status.3": ("Non démarée", "misspelt-choice"),
    "updates.completed_on.4": ("31/31/2025", "impossible-date"),
    "updates.updated_on.5": (datetime(2025, 11, 2), "update-outside-quarter"),
    "updates.evidence_link.4": ("example.org", "unreadable-link"),
    "recommendations.action_en.2": (None, "missing-translation"),
    "figures.as_of.3": ("récemment", "unreadable-period"),
    "recommendations.short_fr.3": ("x" * 60, "text-too-long"),
    "theme_items.subtheme.2": ("9.9", "unknown-code"),
    "figures.value.2": ("1,234", "ambiguous-number"),
    "figures.value.4": (0.5, "unclear-percent"),
    "narrative.text_fr.2": ("Il y a [F1] et [F99].", "unknown-figure"),
    "narrative.title_en.3": ("No\x07te", "characters-removed"),
    "partners.figure.2": ("F98", "misspelt-code"),
    "participants.women.2": ("12,5", "unreadable-count"),
    "annexes.link.2": ("http://example.org", "link-not-https"),
    "acronyms.to_confirm.2": ("peut-être", "unreadable-yesno"),
    value_of("event_end"): (datetime(2025, 3, 1), "event-order"),
    "quarters.cutoff.2": (datetime(2025, 7, 5), "cutoff-outside-quarter"),
    "quarters.key_messages_fr.3": ("Un\nDeux\n-\n-\n-", "too-many-key-messages"),
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_twenty_mistakes_give_twenty_problems_in_words_of_both_languages(tmp_path, language):
    assert len({code for _, code in MISTAKES.values()}) == 20

    def change(book):
        for where, (typed, _) in MISTAKES.items():
            title, place = at(where, language).split("!")
            if isinstance(typed, str) and "\x07" in typed:
                typed = typed.replace("\x07", "_x0007_")
            book[title][place] = typed
            if isinstance(typed, float):
                book[title][place].number_format = "General"

    path = spoilt(tmp_path / "followup.xlsx", change, language)
    with pytest.raises(ProblemsFound) as stopped:
        read_report(path)
    problems = stopped.value.problems
    assert sorted(told(problems)) == sorted((code, at(where, language)) for where, (_, code) in MISTAKES.items())
    assert problems == in_order(problems)
    assert {problem.place.file for problem in problems} == {"followup.xlsx"}
    for problem in problems:
        english, french = problem.told(str), problem.told(FRENCH)
        assert all(words and words != other for words, other in zip(english, french, strict=True))
        typed = problem.given.get("typed", "")
        typed = f"{typed:%d/%m/%Y}" if isinstance(typed, date) else str(typed)
        assert typed.replace(".", ",") in french[0].replace(".", ",")


def test_what_cannot_be_read_is_an_error_and_kept_as_it_was_typed(tmp_path):
    def change(book):
        book["Suivi"]["D2"] = "beaucoup"

    found_there = read_report(spoilt(tmp_path / "followup.xlsx", change))
    assert told(found_there.problems) == [("unreadable-percent", "Suivi!D2")]
    assert found_there.problems[0].severity is Severity.ERROR
    assert found_there.report.updates[0].percent.typed == "beaucoup"


def test_a_workbook_that_is_not_the_teams_is_told_sheet_by_sheet():
    raw = sound()
    report, problems = outcome(type(raw)(raw.file, ()))
    assert report is None
    assert {problem.code for problem in problems} == {"sheet-missing"}


def test_words_in_a_column_of_dates_are_to_be_taken_out_where_it_may_be_empty():
    cells = {"recommendations.due.2": "Immédiat", "recommendations.due.3": "mai 2025", "quarters.cutoff.3": "Bientôt"}
    assert {*told(outcome(changed(cells))[1])} >= {
        ("date-in-words", at("recommendations.due.2")),
        ("unreadable-date", at("recommendations.due.3")),
        ("unreadable-date", at("quarters.cutoff.3")),
    }

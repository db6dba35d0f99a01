"""Sheets and columns that people renamed, moved, doubled, hid or lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from workbook_sample import at, changed, outcome, sheet_of, sound, told, with_sheet

from reportgen.problems import Severity
from reportgen.workbook.raw import RawCell, RawRow, RawSheet, reference
from reportgen.workbook.schema import LANGUAGES, load_schema
from reportgen.workbook.texts import form


def renamed(old: str, new: str):
    raw = sound()
    return replace(
        raw, sheets=tuple(replace(sheet, title=new) if sheet.title == old else sheet for sheet in raw.sheets)
    )


def rearranged(key: str, arrange):
    """The sound workbook, the cells of a sheet (by row and column number) arranged anew; new ones as plain values."""
    sheet = sheet_of(sound(), key)
    rows = {row.number: dict(row.cells) for row in sheet.rows}
    made = tuple(
        RawRow(number, {column: _cell(value, reference(column, number)) for column, value in cells.items()})
        for number, cells in sorted(arrange(rows).items())
    )
    return with_sheet(sound(), replace(sheet, rows=made))


def _cell(value, ref):
    return value._replace(ref=ref) if isinstance(value, RawCell) else RawCell(value, ref)


@pytest.mark.parametrize("title", ["Suivi ", "suivi", "SUIVI\u00a0", "Updates", "updates"])
def test_sheets_are_found_by_either_title(title):
    report, problems = outcome(renamed("Suivi", title))
    assert not problems
    assert {update.cell.sheet for update in report.updates} == {title}


def test_accents_do_not_matter():
    assert not outcome(renamed("Thèmes", "themes"))[1]


def test_missing_sheet():
    raw = sound()
    raw = replace(raw, sheets=tuple(sheet for sheet in raw.sheets if sheet.title != "Thèmes"))
    report, problems = outcome(raw)
    assert (report, told(problems)) == (None, [("sheet-missing", "Thèmes!A1")])


def test_misspelt_sheet():
    _, problems = outcome(renamed("Recommandations", "Recomandation"))
    assert told(problems) == [("sheet-misspelt", "Recomandation!A1")]
    assert problems[0].given["wanted"] == "Recommandations"


def test_two_sheets_for_one():
    raw = sound()
    raw = replace(raw, sheets=(*raw.sheets, RawSheet("THEMES ", ())))
    assert told(outcome(raw)[1]) == [("sheet-ambiguous", "THEMES !A1")]


def test_extra_and_hidden_sheets_are_notices():
    raw = sound()
    hidden = replace(sheet_of(raw, "errata"), visible=False)
    raw = with_sheet(replace(raw, sheets=(RawSheet("Brouillon de Awa", ()), *raw.sheets)), hidden)
    report, problems = outcome(raw)
    assert report
    assert {problem.severity for problem in problems} == {Severity.NOTICE}
    assert told(problems) == [("sheet-unknown", "Brouillon de Awa!A1"), ("sheet-hidden", "Errata et questions!A1")]


def test_columns_in_another_order_and_language_below_a_title():
    def arrange(rows):
        last = max(column for cells in rows.values() for column in cells) + 1
        turned = {
            number + 6: {last - column: value for column, value in cells.items()} for number, cells in rows.items()
        }
        turned[7][last - 1] = "ITEM"
        turned[7][last - 3] = " status :"
        return {2: {1: "Cluster santé", 2: "Suivi"}, **turned}

    report, problems = outcome(rearranged("updates", arrange))
    assert not problems
    expected, _ = outcome(sound())
    assert [update.percent.value for update in report.updates] == [update.percent.value for update in expected.updates]
    assert report.updates[0].percent.cell.ref == reference(18 - 4 + 1, 8)


def test_headings_that_come_once_more_are_told_once_and_passed_over():
    def arrange(rows):
        return {**rows, max(rows) + 1: rows[1]}

    report, problems = outcome(rearranged("updates", arrange))
    assert [code for code, _ in told(problems)] == ["headings-repeated"]
    assert len(report.updates) == len(outcome(sound())[0].updates)


def test_headings_too_far_down():
    def arrange(rows):
        return {number + 20: cells for number, cells in rows.items()}

    assert told(outcome(rearranged("results", arrange))[1]) == [("headings-not-found", "Résultats!A1")]


def test_empty_sheet():
    raw = with_sheet(sound(), replace(sheet_of(sound(), "acronyms"), rows=()))
    assert told(outcome(raw)[1]) == [("headings-not-found", "Sigles!A1")]


def test_sheet_with_headings_only():
    sheet = sheet_of(sound(), "errata")
    report, problems = outcome(with_sheet(sound(), replace(sheet, rows=sheet.rows[:1])))
    assert (report.errata, problems) == ((), ())


def test_missing_required_column():
    report, problems = outcome(rearranged("updates", lambda rows: _without(rows, 3)))
    assert (report, told(problems)) == (None, [("column-missing", "Suivi!R1")])
    assert problems[0].given["wanted"] == "Statut"


def test_missing_optional_column():
    report, problems = outcome(rearranged("updates", lambda rows: _without(rows, 17)))
    assert report
    assert told(problems) == [("column-missing-optional", "Suivi!R1")]


def test_a_missing_column_that_the_report_counts_by_stops_a_final_report():
    report, problems = outcome(rearranged("recommendations", lambda rows: _without(rows, 15)))
    (missing,) = problems
    assert (missing.code, missing.severity, missing.given["wanted"]) == (
        "column-missing-counted",
        Severity.ERROR,
        "Échéance",
    )
    assert not report.recommendations[0].due.value


def test_missing_translation_column():
    report, problems = outcome(rearranged("updates", lambda rows: _without(rows, 6)))
    assert told(problems) == [("column-missing-language", "Suivi!R1")]
    assert not report.updates[0].done["en"]


def test_misspelt_headings():
    report, problems = outcome(changed({"recommendations.action_fr.1": "Points d'actions (FR)"}))
    assert (report, told(problems)) == (None, [("heading-misspelt", at("recommendations.action_fr.1"))])
    report, problems = outcome(changed({"updates.updated_by.1": "Mise à jour par"}))
    assert report
    assert told(problems) == [("heading-misspelt", at("updates.updated_by.1"))]


@pytest.mark.parametrize(
    "heading",
    ["constat fr", "CONSTAT [FR]", "Finding (FR)", " Constat\u00a0(FR) :", "Constat (français)", "Finding – French"],
)
def test_headings_in_many_guises(heading):
    assert not outcome(changed({"recommendations.finding_fr.1": heading}))[1]


def test_doubled_heading():
    _, problems = outcome(changed({"updates.updated_by.1": "Avancement"}))
    assert ("heading-duplicate", at("updates.updated_by.1")) in told(problems)


def test_extra_and_unnamed_columns():
    raw = rearranged(
        "updates", lambda rows: {**rows, 1: {**rows[1], 19: "Remarques"}, 2: {**rows[2], 20: "x", 19: "y"}}
    )
    report, problems = outcome(raw)
    assert report
    assert told(problems) == [("column-unnamed", "Suivi!T2"), ("column-unknown", "Suivi!S1")]


def test_blank_heading_over_a_required_column():
    _, problems = outcome(changed({"updates.item.1": " \u00a0"}))
    assert told(problems) == [("column-missing", "Suivi!S1"), ("column-unnamed", "Suivi!A2")]


def test_rows_of_blanks_are_skipped():
    raw = rearranged("results", lambda rows: {**rows, 3: {1: " ", 3: "\u00a0"}, 4: {}, 9: {**rows[2], 1: "RS2"}})
    report, problems = outcome(raw)
    assert ([result.code for result in report.results], problems) == (["RS1", "RS2"], ())


def test_a_row_of_hashtags_is_skipped():
    def arrange(rows):
        below = {number + 1: cells for number, cells in rows.items() if number > 1}
        return {1: rows[1], 2: {1: "#item+code", 2: "#date+quarter", 3: "#status"}, **below}

    report, problems = outcome(rearranged("updates", arrange))
    assert (len(report.updates), problems) == (5, ())


def test_hidden_rows_and_columns_are_read_with_a_notice():
    sheet = sheet_of(sound(), "updates")
    hidden = replace(
        sheet,
        rows=tuple(replace(row, hidden=row.number in (3, 4)) for row in sheet.rows),
        hidden_columns=frozenset({5}),
    )
    report, problems = outcome(with_sheet(sound(), hidden))
    assert len(report.updates) == 5
    assert told(problems) == [("columns-hidden", "Suivi!E1"), ("rows-hidden", "Suivi!A3")]
    assert problems[1].given["count"] == 2


def test_merged_cells_are_one_problem():
    sheet = sheet_of(changed({"updates.quarter.3": None}), "updates")
    raw = with_sheet(sound(), replace(sheet, merged=((2, 2, 2, 3),)))
    report, problems = outcome(raw)
    assert (report, told(problems)) == (None, [("merged-cells", "Suivi!B2")])
    assert problems[0].given["range"] == "B2:B3"


def test_merged_headings_are_one_problem():
    raw = rearranged("updates", lambda rows: {n: {c: v for c, v in cells.items() if (n, c) != (1, 6)}
                                              for n, cells in rows.items()})  # fmt: skip
    raw = with_sheet(raw, replace(sheet_of(raw, "updates"), merged=((5, 1, 6, 1),)))
    assert told(outcome(raw)[1]) == [("merged-cells", "Suivi!E1")]


def test_merged_title_above_the_headings_is_fine():
    def arrange(rows):
        return {1: {1: "Titre"}, **{number + 2: cells for number, cells in rows.items()}}

    raw = rearranged("results", arrange)
    raw = with_sheet(raw, replace(sheet_of(raw, "results"), merged=((1, 1, 3, 1),)))
    assert not outcome(raw)[1]


def test_no_two_headings_of_a_sheet_look_alike():
    for sheet in load_schema().sheets:
        fields: dict[str, str] = {}
        for column in sheet.columns:
            for field, text_in in column.physical():
                for language in LANGUAGES:
                    assert fields.setdefault(form(column.heading(language, text_in)), field) == field


def _without(rows, gone):
    """The rows without a column; those right of it move up."""
    return {
        number: {column - (column > gone): value for column, value in cells.items() if column != gone}
        for number, cells in rows.items()
    }

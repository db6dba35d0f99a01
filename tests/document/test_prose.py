from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import lxml.html
import pytest
from markupsafe import Markup

import nutrition
from nutrition import Q2, figure, passage
from pages import NO_BREAK, THIN, edition, gathered, html_of, sample, text_of
from reportgen.document import prose
from reportgen.document.emphasis import plain
from reportgen.document.prose import (
    cited,
    difference_of,
    figure_of,
    figure_value,
    not_yet_known,
    passage_lines,
    source_of,
    sources_of,
)
from reportgen.problems import ProblemsFound
from reportgen.report.model import Cell, Entry
from reportgen.report.period import Quarter

CELL = Cell("Figures", "G2")


def lines(text, language="en", quarter="", of_quarter=None, **more):
    """The lines of one passage in an edition of its own, each as its text and its footnotes."""
    report, _ = gathered(narrative=[passage("context", text, text, quarter=of_quarter, **more)])
    told = edition(report, language, quarter)
    return [_read(line) for line in passage_lines(told, report.narrative[0])]


def _read(line: Markup) -> tuple[str, list[str]]:
    tree = lxml.html.fragment_fromstring(line, create_parent="p")
    return text_of(tree), ["".join(note.itertext()) for note in tree.xpath("//span[@class='footnote']")]


# ---------------------------------------------------------------- figures in their form


@pytest.mark.parametrize(
    ("cited", "english", "french"),
    [
        ("[F1]", "12,345", f"12{THIN}345"),
        ("[F2]", f"14.5{NO_BREAK}per cent", f"14,5{NO_BREAK}pour cent"),
        ("[F3]", "three", "trois"),
        ("[F4]", f"1{NO_BREAK}November 2025", f"1er{NO_BREAK}novembre 2025"),
        ("[F5]", "October 2025", "octobre 2025"),
        ("[F6]", "2019", "2019"),
        ("[F7]", f"US$21.5{NO_BREAK}million", f"21,5{NO_BREAK}millions de{NO_BREAK}dollars"),
        ("[F8]", "more than 40", "plus de 40"),
        ("[F9]", f"less than 50{NO_BREAK}per cent", f"moins de 50{NO_BREAK}pour cent"),
        ("[F10]", f"1.5{NO_BREAK}million", f"1,5{NO_BREAK}million"),
    ],
)
def test_a_figure_prints_in_the_form_of_the_language(cited, english, french):
    assert lines(f"There are {cited}.")[0][0] == f"There are {english}."
    assert lines(f"There are {cited}.", "fr")[0][0] == f"There are {french}."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("[F3] came.", "Three came."),
        ("All came. [F8] stayed.", "All came. More than 40 stayed."),
        ("Who? [F3].", "Who? Three."),
        ("They came: [F3], e.g.[F3].", "They came: three, e.g.three."),
        ("[F1] came.", "12,345 came."),
    ],
)
def test_a_figure_that_opens_a_sentence_has_a_capital(typed, said):
    assert lines(typed)[0][0] == said


def test_a_code_may_be_typed_in_small_letters_and_a_figure_carries_its_cell():
    report, _ = gathered(narrative=[passage("context", "So [f1].", "So [f1].")])
    (line,) = passage_lines(edition(report), report.narrative[0])
    assert '<span data-cell="Figures!E2">12,345</span>' in line
    assert line.startswith('<span data-cell="Narrative!H2">')


def test_what_only_looks_like_a_figure_is_text():
    assert lines("See [1], [F], [F1 and [see F1].") == [("See [1], [F], [F1 and [see F1].", [])]


def test_a_code_with_a_part_is_cited_as_a_whole():
    figures = [figure("F4", "Whole", 12), figure("F4.1", "Part", 5)]
    report, _ = gathered(figures=figures, partners=[], narrative=[passage("context", "[F4.1] of [F4].", "x")])
    (line,) = passage_lines(edition(report), report.narrative[0])
    assert text_of(lxml.html.fragment_fromstring(line, create_parent="p")) == "Five of 12."


def test_text_around_figures_is_text():
    assert lines("<b>{{ 7*7 }}</b> & [F3]")[0][0] == "<b>{{ 7*7 }}</b> & three"


# ---------------------------------------------------------------- sources


def test_a_source_is_a_footnote_once_after_its_last_figure_in_the_line():
    ((text, notes),) = lines("From [F1] to [F3], then [F4].")
    assert text == f"From 12,345 to three, then 1{NO_BREAK}November 2025."
    assert notes == ["Lean season survey (as of January 2026).", "Harvest survey (as of January 2026)."]
    report, _ = gathered(narrative=[passage("context", "From [F1] to [F3].", "x")])
    (line,) = passage_lines(edition(report), report.narrative[0])
    assert line.index("12,345") < line.index("three") < line.index("footnote")
    assert line.count("footnote") == 1


def test_a_source_is_not_repeated_in_its_section_but_in_the_next():
    rows = [passage("context", "[F1]\n[F3]", "x"), passage("context", "[F2]", "x"), passage("themes", "[F1]", "x")]
    report, _ = gathered(narrative=rows)
    told = edition(report)
    notes = [_read(line)[1] for row in report.narrative for line in passage_lines(told, row)]
    assert [len(each) for each in notes] == [1, 0, 0, 1]


def test_a_source_that_says_its_date_is_not_dated_twice():
    survey = {"source_en": "Survey, 1 June 2026", "source_fr": "Enquête du 1er juin 2026"}
    figures = [figure("F1", "One", 1, as_of="2026-06-01", **survey), figure("F2", "Two", 2, as_of="2026", **survey)]
    report, _ = gathered(figures=figures, partners=[], narrative=[])
    told = edition(report)
    assert [plain(source_of(told, each)) for each in report.figures] == [
        f"Survey, 1{NO_BREAK}June 2026",
        f"Survey, 1{NO_BREAK}June 2026 (as of 2026)",
    ]


def test_a_footnote_names_each_date_of_its_source():
    figures = [
        figure("F1", "One", 1, as_of="2025-01"),
        figure("F2", "Two", 2, as_of="2025-02-01"),
        figure("F3", "Three", 3, as_of="2025-01"),
    ]
    report, _ = gathered(figures=figures, partners=[], narrative=[passage("context", "[F1] [F2] [F3]", "x")])
    (line,) = passage_lines(edition(report), report.narrative[0])
    assert _read(line)[1] == [f"Lean season survey (as of January 2025 and 1{NO_BREAK}February 2025)."]


def test_sources_are_told_once_each():
    told = edition()
    figures = [state.figure for state in told.now.figures.values()]
    assert len(sources_of(told, figures)) == 2
    assert plain(source_of(told, figures[0])) == f"Lean season survey (as of 30{NO_BREAK}June 2026)"


# ---------------------------------------------------------------- which value


@pytest.mark.parametrize(
    ("quarter", "of_quarter", "value"),
    [("2026-Q1", None, "12,345"), (Q2, None, "12,345"), (Q2, Q2, "15,000"), ("2026-Q1", "2026-Q1", "12,345")],
)
def test_a_passage_of_every_report_cites_the_event_and_one_of_a_quarter_what_it_knew(quarter, of_quarter, value):
    assert lines("[F1]", quarter=quarter, of_quarter=of_quarter)[0][0] == value


def test_an_earlier_row_cites_what_its_quarter_knew():
    words = sample().narrative[0].text
    source = replace(words, texts={"en": words["en"]._replace(value="[F1]", marks=())})
    told = edition()
    values = [plain(cited(told, source, Quarter.parse(quarter))) for quarter in ("2026-Q1", "2026-Q2")]
    assert values == ["12,345", "15,000"]


def test_a_figure_that_was_first_reported_later_is_cited_as_it_was_last_known():
    assert lines("[F15]")[0][0] == f"US$4.3{NO_BREAK}million"
    assert figure_of(edition(), "F99", None) is None
    assert figure_of(edition(), "F1", edition().now.quarter).quarter == edition().now.quarter


def test_a_figure_that_the_quarter_does_not_know_stops_a_final_report_and_is_marked_in_a_draft():
    late = [*nutrition.FIGURES, figure("F20", "Late", 5, quarter=Q2), figure("F21", "Late", 6, quarter=Q2)]
    rows = [passage("context", "So [F20], [f21] and [F20].", "[F20]"), passage("context", "[F20]", "[F20]", quarter=Q2)]
    report, _ = gathered(figures=late, narrative=rows)
    told = edition(report, quarter="2026-Q1")
    assert [(each.code, each.place.cell, each.given["typed"]) for each in not_yet_known(told)] == [
        ("figure-not-yet-known", "H2", "F20"),
        ("figure-not-yet-known", "H2", "F21"),
    ]
    with pytest.raises(ProblemsFound):
        html_of(told)
    assert not_yet_known(edition(report)) == ()
    (line,) = passage_lines(told, report.narrative[0])
    assert line.count('class="flaw" data-cell="Narrative!H2"') == 3
    assert html_of(edition(report, quarter="2026-Q1", draft=True)).count("To be completed: Narrative!H2") == 3


# ---------------------------------------------------------------- missing and unreadable


def test_a_passage_without_text_in_this_language_shows_a_mark_with_its_cell():
    report, problems = gathered(narrative=[{"section": "context", "form": "paragraph", "text_en": "Only English"}])
    assert [each.code for each in problems if each.place.sheet == "Narrative"] == ["missing-translation"]
    (line,) = passage_lines(edition(report, "fr", draft=True), report.narrative[0])
    assert 'class="flaw" data-cell="Narrative!G2"' in line


def test_a_passage_without_any_text_shows_a_mark():
    report, problems = gathered(
        narrative=[{"section": "context", "form": "bullets", **nutrition.both("title", "Only a title")}]
    )
    assert [each.code for each in problems if each.place.sheet == "Narrative"] == ["required-empty"]
    (line,) = passage_lines(edition(report, draft=True), report.narrative[0])
    assert 'class="flaw"' in line


def test_a_value_that_is_missing_or_cannot_be_read_shows_a_mark():
    known = sample().figures[0]
    told = edition()
    unreadable = replace(known, value=Entry(None, CELL, "about ten"))
    assert "about ten" in plain(figure_value(told, unreadable))
    assert 'class="flaw" data-cell="Figures!G2"' in figure_value(told, unreadable)
    assert 'class="flaw" data-cell="Figures!G2"' in figure_value(told, replace(known, value=Entry(None, CELL)))


# ---------------------------------------------------------------- differences


@pytest.mark.parametrize(
    ("code", "before", "after", "english"),
    [
        ("F1", 12345, 15000, "+2,655"),
        ("F2", 14.5, 12, f"−2.5{NO_BREAK}points"),
        ("F7", 21.5, 23, f"+US$1.5{NO_BREAK}million"),
        ("F10", 1.5, 1.5, f"0{NO_BREAK}million"),
    ],
)
def test_a_difference_is_told_in_the_unit_of_its_figure(code, before, after, english):
    rows = {row["code"]: row for row in nutrition.FIGURES if "quarter" not in row}
    figures = [{**rows[code], "value": before}, {**rows[code], "value": after, "quarter": Q2}]
    report, _ = gathered(figures=figures, narrative=[], partners=[])
    state = edition(report).now.figures[code]
    assert state.difference == Decimal(str(after)) - Decimal(str(before))
    assert difference_of(edition(report), state) == english


def test_without_a_difference_there_is_nothing_to_tell():
    assert difference_of(edition(), edition().now.figures["F2"]) == ""


@pytest.mark.parametrize(
    ("date", "source", "said"),
    [
        ("1 June 2026", "Survey, 1 June 2026", True),
        ("1 June 2026", "Survey, 11 June 2026", False),
        ("2026", "Survey 2026", False),  # of the year before, perhaps
    ],
)
def test_a_date_is_left_out_where_its_source_says_that_very_one(date, source, said):
    assert prose._is_said(date, source) is said

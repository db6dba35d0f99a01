from __future__ import annotations

from datetime import date

import pytest
from markupsafe import Markup

from pages import NO_BREAK, THIN, edition
from reportgen.document.edition import Numbering
from reportgen.document.emphasis import plain
from reportgen.problems import UnknownMessage
from reportgen.report.model import Cell, Entry, Text, Translated
from reportgen.report.period import PartialDate

B2, C2 = Cell("Récit", "B2"), Cell("Récit", "C2")


def texts(english="", french=""):
    return Translated({"en": Text(english, B2, "en"), "fr": Text(french, C2, "fr")})


# ---------------------------------------------------------------- texts of the workbook


def test_a_text_carries_its_cell():
    assert edition().text(texts("Done")) == '<span data-cell="Récit!B2">Done</span>'
    assert edition(language="fr").text(texts("Done", "Fait")) == '<span data-cell="Récit!C2">Fait</span>'
    assert edition().text(Text("Alone", C2, "en")) == '<span data-cell="Récit!C2">Alone</span>'


def test_a_text_is_typeset_by_the_rules_of_its_language():
    assert f"Pourquoi{THIN}?" in edition(language="fr").text(texts("Why?", "Pourquoi ?"))
    assert f"Coût{NO_BREAK}:" in edition(language="fr").bare(texts("Cost:", "Coût :"))


@pytest.mark.parametrize("typed", ["{{ 7*7 }}", "{% raw %}", "<b>bold</b>", "a & b", '=HYPERLINK("x")', "{n} {0}"])
def test_a_text_is_printed_as_the_text_it_is(typed):
    told = edition()
    assert plain(told.text(texts(typed))) == told.typeset(typed)
    assert "<b>" not in told.text(texts(typed))


def test_what_stands_in_a_message_is_text_and_markup_stays_markup():
    told = edition()
    assert told.translate("Data as of {date}", date="<b>&</b>") == "Data as of &lt;b&gt;&amp;&lt;/b&gt;"
    assert told.translate("Data as of {date}", date=Markup("<b>x</b>")) == "Data as of <b>x</b>"
    assert told.translate("Data as of {date}", date="{0} {date}") == "Data as of {0} {date}"


def test_a_missing_translation_shows_a_mark_with_its_cell():
    mark = edition(language="fr", draft=True).text(texts("Done"))
    assert mark.startswith('<span class="flaw" data-cell="Récit!C2">')
    assert "Récit!C2" in plain(mark)


def test_a_text_that_is_missing_everywhere_is_nothing_unless_it_is_needed():
    told = edition()
    assert told.text(texts()) == ""
    assert told.lines(texts()) == []
    assert 'data-cell="Récit!B2"' in told.needed(texts())


def test_lines_are_what_the_cell_holds_line_by_line():
    told = edition(language="fr")
    assert [plain(line) for line in told.lines(texts("", "Un\n\n  Deux \n"))] == ["Un", "Deux"]
    assert "flaw" in told.lines(texts("One"))[0]
    assert plain(told.text(texts("", "Un\nDeux"))) == "Un Deux"


def test_what_no_font_can_draw_is_replaced():
    told = edition()
    assert "😀" in told.text(texts("Good 😀"))
    replaced = type(told)(told.report, told.now, told.catalog, told.formats, "en", True, {ord("😀"): "\ufffd"})
    assert plain(replaced.text(texts("Good 😀"))) == "Good \ufffd"
    assert replaced.bare(texts("Good 😀")) == "Good \ufffd"


# ---------------------------------------------------------------- words of the templates


def test_a_word_without_a_translation_is_an_error():
    with pytest.raises(UnknownMessage, match="never said"):
        edition(language="fr").translate("never said")


@pytest.mark.parametrize(("number", "said"), [(0, "0 days late"), (1, "1 day late"), (12345, "12,345 days late")])
def test_a_count_takes_its_grammatical_form(number, said):
    assert edition().translate_many("{n} day late", "{n} days late", number) == said


def test_french_counts_from_two_on_as_many():
    def counted(number):
        return plain(edition(language="fr").translate_many("{n} day late", "{n} days late", number))

    assert counted(0).replace("0", "1") == counted(1) != counted(2).replace("2", "1")
    assert f"12{THIN}345" in counted(12345)


# ---------------------------------------------------------------- values of the workbook


def test_a_day_is_written_out_with_its_cell_and_an_unreadable_one_shows_what_was_typed():
    told = edition()
    assert plain(told.day(Entry(date(2026, 3, 1), B2))) == f"1{NO_BREAK}March 2026"
    assert 'data-cell="Récit!B2"' in told.day(Entry(date(2026, 3, 1), B2))
    assert told.day(date(2026, 3, 1)) == f"1{NO_BREAK}March 2026"
    assert told.day(None) == told.day(Entry(None, B2)) == ""
    mark = told.day(Entry(None, B2, "32/13/2026"))
    assert 'class="flaw"' in mark
    assert "32/13/2026" in plain(mark)


def test_what_was_typed_is_text_in_its_mark():
    assert "<script>" not in edition().unreadable(Entry(None, B2, "<script>{0}"))
    assert "<script>{0}" in plain(edition().unreadable(Entry(None, B2, "<script>{0}")))


def test_a_partial_date_is_written_as_far_as_it_is_known():
    told = edition(language="fr")
    assert told.as_of(Entry(PartialDate(2024), B2)) == "2024"
    assert told.as_of(Entry(PartialDate(2024, 9), B2)) == "septembre 2024"
    assert "flaw" in told.as_of(Entry(None, B2, "soon"))


def test_a_list_reads_as_the_language_lists():
    parts = [Markup("<b>a</b>"), Markup("b"), Markup("c")]
    assert edition().listed(parts) == "<b>a</b>, b and c"
    assert edition(language="fr").listed(parts) == "<b>a</b>, b et c"


# ---------------------------------------------------------------- numbers of headings, figures and tables


def test_headings_are_numbered_by_level_and_unnumbered_ones_do_not_count():
    numbers = Numbering()
    steps = [(2, False), (2, True), (3, True), (3, True), (4, False), (3, True), (2, True), (3, True), (4, True)]
    given = [numbers.heading(level, Markup("x"), "x", numbered) for level, numbered in steps]
    assert given == ["", "1", "1.1", "1.2", "", "1.3", "2", "2.1", "2.1.1"]
    assert [level for level, *_ in numbers.headings] == [level for level, _ in steps]


def test_figures_and_tables_count_apart():
    numbers = Numbering()
    assert [numbers.caption(kind) for kind in ("table", "figure", "table", "table")] == [1, 1, 2, 3]


def test_a_source_is_cited_once_a_section():
    numbers = Numbering()
    cited = [("a", "S"), ("a", "S"), ("b", "S"), ("a", "T")]
    assert [numbers.first_of(*each) for each in cited] == [True, False, True, True]


def test_plain_is_the_text_without_markup():
    assert plain(Markup('<span data-cell="A!B1">1&nbsp;&lt; 2 &amp; 3</span>')) == f"1{NO_BREAK}< 2 & 3"

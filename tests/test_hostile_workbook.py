"""Whatever is typed into a cell is printed, or named with its cell; a draft prints a sign for what no font draws."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

import nutrition
from hostile import LONGEST, SPECIMENS
from made_files import WordText, squashed
from pages import FOLDERS, edition, gathered, html_of, the_theme
from reportgen.document.glyphs import drawable
from reportgen.document.html_reader import read_html
from reportgen.report.model import Cell, Text
from reportgen.word.lint import lint
from reportgen.word.writer import write_word
from reportgen.workbook.raw import reference
from reportgen.workbook.texts import cleaned

DRAWN = drawable(FOLDERS)
STAND_IN = "a text of its own"
# Where a text is a heading, part of a table, a note, a caption, a paragraph, an item, a quotation, the report's title.
PLACES = (
    ("themes", 0, "title_en"),
    ("recommendations", 0, "action_en"),
    ("updates", 9, "done_en"),
    ("figures", 0, "source_en"),
    ("annexes", 1, "caption_en"),
    ("narrative", 2, "text_en"),
    ("narrative", 4, "text_en"),
    ("narrative", 6, "text_en"),
    ("settings", 3, "en"),
)
TYPED = st.lists(st.one_of(st.sampled_from(SPECIMENS), st.text(st.characters(), max_size=20)), max_size=4).map("".join)


def typed_everywhere(text: str) -> tuple[dict[str, list[dict[str, object]]], set[str]]:
    """The sheets of the sample with the text in all places, and the cells of these."""
    content = nutrition.content()
    for sheet, row, field in PLACES:
        content[sheet][row][field] = STAND_IN
    cells = {
        f"{sheet}!{reference(column, row)}"
        for sheet, row, column, value in nutrition.cells(content)
        if value == STAND_IN
    }
    for sheet, row, field in PLACES:
        content[sheet][row][field] = text
    return {sheet: content[sheet] for sheet, _, _ in PLACES}, cells


def told(problems, code: str) -> set[str]:
    return {f"{each.place.sheet}!{each.place.cell}" for each in problems if each.code == code}


@settings(max_examples=5, deadline=None)
@given(TYPED)
@example("".join(SPECIMENS))
@example("a" * LONGEST)
@example("\x08")
@example("• one\n- two")
def test_any_text_is_printed_or_named_with_its_cell(typed):
    text, removed = cleaned(typed)
    changes, cells = typed_everywhere(typed)
    report, problems = gathered(**changes)
    assert told(problems, "characters-removed") == (cells if removed and text else set())  # of nothing else: empty
    assert told(problems, "character-unprintable") == (cells if {*text} - DRAWN else set())
    edit = edition(report, quarter="2026-Q2", draft=True, problems=problems)
    page = html_of(edit)
    assert {*page} - {"\t"} <= DRAWN
    data = write_word(read_html(page), the_theme(), photos={"A2.jpg": nutrition.photo()})
    assert lint(data) == ()
    word = WordText(data)
    everything = squashed("".join([word.text(), *word.notes(), *word.margins()]))
    for line in Text(text, Cell("A", "B2"), "en").lines:
        assert everything.count(squashed(edit.typeset(line.value))) >= len(PLACES)

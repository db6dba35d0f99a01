"""Marks beside a plain text: cut, clipped, carried over cleaning and typography, kept by copies."""

from __future__ import annotations

import copy
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.language.typography import typeset
from reportgen.report.model import Cell, Text
from reportgen.report.rich import Mark, Marked, Piece, carried, pieces, substituted, within

URL = "https://example.org"


def marked(text: str, part: str, kind: str = "strong") -> tuple[Mark, ...]:
    at = text.index(part)
    return (Mark(at, at + len(part), kind),)


def told(text: str, marks) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks]


def test_a_text_is_cut_where_marks_start_or_end():
    marks = (Mark(2, 8, "strong"), Mark(4, 10, "em"), Mark(0, 12, "link", URL))
    assert [*pieces("abcdefghijkl", marks)] == [
        Piece("ab", target=URL),
        Piece("cd", strong=True, target=URL),
        Piece("efgh", strong=True, em=True, target=URL),
        Piece("ij", em=True, target=URL),
        Piece("kl", target=URL),
    ]
    assert [*pieces("plain", ())] == [Piece("plain")]
    assert [*pieces("", ())] == []


def test_lines_have_their_part_of_the_marks():
    text = Text(" one two\n\n\tthree \nfour", Cell("A", "B2"), "en", (Mark(5, 15, "strong"),))
    assert [(line.value, told(line.value, line.marks)) for line in text.lines] == [
        ("one two", ["two"]),
        ("three", ["thre"]),
        ("four", []),
    ]
    assert within((Mark(2, 4, "em"), Mark(9, 12, "em")), 3, 9) == (Mark(0, 1, "em"),)


def test_a_bullet_typed_before_a_line_is_not_printed_beside_that_of_the_list():
    text = Text("• one\n- two\n  –\u00a0three\n-5 °C\n•four - five", Cell("A", "B2"), "en", (Mark(0, 5, "strong"),))
    assert [line.value for line in text.lines] == ["one", "two", "three", "-5 °C", "four - five"]
    assert told(text.lines[0].value, text.lines[0].marks) == ["one"]
    assert [line.value for line in Text("-", Cell("A", "B2"), "en").lines] == ["-"]


@pytest.mark.parametrize(
    ("language", "before", "part", "after"),
    [
        ("fr", 'Il dit "mot" et part', '"mot"', "«\u00a0mot\u00a0»"),
        ("fr", 'Il dit "mot" et part', "mot", "mot"),
        ("fr", "Attention: non", "Attention:", "Attention\u00a0:"),
        ("fr", "Attention: non", "Attention", "Attention"),
        ("fr", "Attention !", "!", "!"),
        ("fr", "la fin... et", "fin...", "fin…"),
        ("fr", "10 000 personnes", "10", "10"),
        ("fr", "10 000 personnes", "10 000", "10\u202f000"),
        ("fr", "l'eau, l'air", "l'", "l’"),
        ("en", "a \"deep 'inner' one\"", "'inner'", "‘inner’"),
        ("en", "pages 5-7", "5-7", "5–7"),
        ("en", "pages 5-7", "7", "7"),
    ],
)
def test_marks_stay_with_their_words_through_typography(language, before, part, after):
    text = typeset(before, language)
    assert told(text, carried(marked(before, part), before, text)) == [after]


def test_marks_of_a_text_with_other_letters_are_lost_rather_than_misplaced():
    assert carried(marked("abc def", "def"), "abc def", "abcd def") == ()


runs = st.lists(
    st.tuples(
        st.text("ab1é \"'«»().,:;!?-–…\u00a0", min_size=1, max_size=8), st.sampled_from([None, "strong", "em", "both"])
    ),
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(runs, st.sampled_from(["fr", "en"]))
def test_letters_keep_their_look_whatever_typography_does(written, language):
    before, marks = "", []
    for text, look in written:
        kinds = {"both": ("strong", "em"), None: ()}.get(look, (look,))
        marks += [Mark(len(before), len(before) + len(text), kind) for kind in kinds]
        before += text
    after = typeset(before, language)
    cut = [*pieces(after, carried(marks, before, after))]
    assert "".join(piece.text for piece in cut) == after
    wanted = [
        (char, look in ("strong", "both"), look in ("em", "both")) for text, look in written for char in text
        if char.isalnum()
    ]  # fmt: skip
    assert [(char, p.strong, p.em) for p in cut for char in p.text if char.isalnum()] == wanted


def test_a_substitution_moves_the_marks_behind_it():
    text = "See [F1] and [F22] now"
    marks = (*marked(text, "See [F1]"), *marked(text, "[F22]", "em"), *marked(text, "now", "em"))
    made, moved = substituted(re.compile(r"\[F\d+\]"), lambda _: "[…]", text, marks)
    assert made == "See […] and […] now"
    assert told(made, moved) == ["See […]", "[…]", "now"]


def test_a_marked_text_is_its_text_to_whatever_compares_it_and_copies_keep_the_marks():
    text = Marked("a word", marked("a word", "word"))
    assert text == "a word"
    assert hash(text) == hash("a word")
    assert copy.deepcopy(text).marks == text.marks

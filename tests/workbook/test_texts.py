# ruff: noqa: DTZ001  cells have no time zone
from __future__ import annotations

import unicodedata
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.workbook.raw import RawCell
from reportgen.workbook.texts import Unreadable, cleaned, is_blank, plain, read_text, shown


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  Fait \u00a0\u202f\n", "Fait"),
        ("\u00a0Fait\t", "Fait"),
        ("1\u202f234 \u00a0%", "1\u202f234 \u00a0%"),
        ("e\u0301te\u0301", "été"),
        ("Un_x000D_\nDeux", "Un\nDeux"),
        ("Un\r\nDeux\rTrois\vQuatre\u2028Cinq", "Un\nDeux\nTrois\nQuatre\nCinq"),
        ("Un \u00a0\n \u00a0 Deux", "Un\nDeux"),
        ("_x005F_x0041_", "_x0041_"),
        ("_xD83D__xDE00_", "😀"),
        ("co\u00adopé\u200bration\ufeff", "coopération"),
        ("✔\ufe0f ☎\ufe0e", "✔ ☎"),
        ("{{ 7*7 }} <b>&amp;</b> =HYPERLINK()", "{{ 7*7 }} <b>&amp;</b> =HYPERLINK()"),
        ("", ""),
    ],
)
def test_cleaned(typed, text):
    assert cleaned(typed) == (text, "")


@pytest.mark.parametrize(
    ("typed", "text", "removed"),
    [
        ("a\x07b", "ab", "U+0007"),
        ("a_x0007_b", "ab", "U+0007"),
        ("\ue000a\uf8ff", "a", "U+E000, U+F8FF"),
        ("a\ud83d", "a", "U+D83D"),
        ("a\u202eb", "ab", "U+202E"),
        ("a\uffffb\U0010fffd", "ab", "U+FFFF, U+10FFFD"),
        ("\x00", "", "U+0000"),
    ],
)
def test_what_cannot_be_printed_is_removed_and_named(typed, text, removed):
    assert cleaned(typed) == (text, removed)


@given(st.text(st.characters(), max_size=40))
def test_cleaning_is_done_once_and_for_all(typed):
    text, _ = cleaned(typed)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Co") for char in text.replace("\n", ""))
    assert unicodedata.is_normalized("NFC", text)
    if "_x" not in text:
        assert cleaned(text) == (text, "")


@pytest.mark.parametrize(
    ("value", "words"),
    [(40.0, "40"), (6.5, "6.5"), (0.1 + 0.2, "0.3"), (7, "7"), (True, "True"), (datetime(2025, 5, 31), "2025-05-31")],
)
def test_plain(value, words):
    assert plain(value) == words


@pytest.mark.parametrize("value", [datetime(2025, 5, 31), time(8)])
def test_text_cells_refuse_dates(value):
    with pytest.raises(Unreadable) as flaw:
        read_text(RawCell(value, "A1"))
    assert flaw.value.code == "text-is-date"


@pytest.mark.parametrize(
    ("value", "number_format", "typed"),
    [
        (0.4, "0%", "40%"),
        (40, '0"%"', "40"),
        (40.5, "General", "40.5"),
        (330713, "#,##0", "330713"),
        (330713, "# ##0", "330713"),
        (True, "General", "TRUE"),
        (float("inf"), "General", "INF"),
    ],
)
def test_text_cells_refuse_numbers_that_each_language_writes_otherwise(value, number_format, typed):
    with pytest.raises(Unreadable) as flaw:
        read_text(RawCell(value, "A1", number_format))
    assert (flaw.value.code, flaw.value.given["typed"]) == ("text-is-number", typed)


@pytest.mark.parametrize(("value", "number_format"), [(2025, "General"), (12.0, "0"), (76543210, "@")])
def test_bare_whole_numbers_are_words(value, number_format):
    assert read_text(RawCell(value, "A1", number_format)) == str(int(value))


def test_shown_is_short_and_on_one_line():
    assert shown(RawCell("a\nb" + "c" * 80, "A1")) == "a b" + "c" * 56 + "…"
    assert shown(RawCell(None, "A1", error="#REF!")) == "#REF!"


@pytest.mark.parametrize(("value", "blank"), [(" \u00a0\u202f", True), ("\u200b", True), ("0", False), (0, False)])
def test_is_blank(value, blank):
    assert is_blank(RawCell(value, "A1")) is blank

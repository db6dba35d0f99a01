"""Which text is older than the text it translates."""

from __future__ import annotations

from reportgen.report.model import Cell, Text, Translated
from reportgen.report.pairs import Pair
from reportgen.report.remembered import (
    is_reviewed,
    remember,
    remembered_all,
    remembered_with,
    reviewed_prints,
    stale_texts,
)


def pair(french: str, english: str, row="R1", at=2, column="action") -> Pair:
    texts = {"fr": Text(french, Cell("A", f"E{at}"), "fr"), "en": Text(english, Cell("A", f"F{at}"), "en")}
    return Pair("recommendations", row, column, Translated(texts))


def stale(now: list[Pair], before: list[Pair]) -> list[tuple[str, str]]:
    known = remembered_all(before, ())
    return [(str(each.old.cell), str(each.source.cell)) for each in stale_texts(now, known)]


def test_nothing_is_stale_before_anything_is_remembered():
    assert stale([pair("Un", "One")], []) == []


def test_the_text_that_stayed_is_older_in_either_direction():
    before = [pair("Un", "One")]
    assert stale([pair("Deux", "One")], before) == [("A!F2", "A!E2")]
    assert stale([pair("Un", "Two")], before) == [("A!E2", "A!F2")]


def test_a_pair_written_anew_or_typed_differently_is_up_to_date():
    before = [pair("L'eau", "Water")]
    assert stale([pair("Le vent", "Wind")], before) == []
    assert stale([pair("L’eau ", "Water")], before) == []
    assert stale([pair("Le vent", "")], before) == []  # missing, which is told as such


def test_a_row_is_followed_by_its_name_when_it_moves():
    before = [pair("Un", "One", "R1"), pair("Deux", "Two", "R2", at=3)]
    moved = [pair("Deux", "Two", "R2", at=9), pair("Un !", "One", "R1", at=10)]
    assert stale(moved, before) == [("A!F10", "A!E10")]


def test_a_row_without_a_name_is_followed_by_the_text_that_stayed():
    before = [pair("Un", "One", ""), pair("Deux", "Two", "", at=3)]
    assert stale([pair("Deux bis", "Two", "", at=8), pair("Un", "One", "", at=9)], before) == [("A!F8", "A!E8")]


def test_a_new_row_with_a_known_text_is_no_change():
    before = [pair("Note", "Memo", "R1")]
    assert stale([pair("Note", "Memo", "R1"), pair("Note", "Note", "R2", at=3)], before) == []
    assert stale([pair("Note", "Memo", ""), pair("Note", "Note", "", at=3)], [pair("Note", "Memo", "")]) == []


def test_a_review_replaces_what_the_pair_was_and_leaves_the_others():
    before = remembered_all([pair("Un", "One"), pair("Deux", "Two", "R2", at=3)], ())
    now = [pair("Un !", "One"), pair("Deux !", "Two", "R2", at=3)]
    after = remembered_with((), now[:1], now, before)
    assert [str(each.old.cell) for each in stale_texts(now, after)] == ["A!F3"]
    assert is_reviewed(now[0], reviewed_prints(after))
    assert not is_reviewed(now[1], reviewed_prints(after))


def test_a_translation_is_known_to_be_newer_and_is_not_reviewed_yet():
    before = remembered_all([pair("Un", "One")], ())
    now = [pair("Un !", "One")]
    after = remembered_with(now, (), now, before)
    assert list(stale_texts(now, after)) == []
    assert not is_reviewed(now[0], reviewed_prints(after))


def test_a_final_report_keeps_reviews_only_of_what_is_the_same():
    before = (remember(pair("Un", "One"), reviewed=True),)
    assert remembered_all([pair("Un", "One")], before)[0].reviewed
    assert not remembered_all([pair("Un", "Two")], before)[0].reviewed
    assert remembered_all([pair("Un", "")], before) == ()

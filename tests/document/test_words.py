from __future__ import annotations

import pytest

from pages import edition
from reportgen.document.words import mark_word, urgency_word
from reportgen.report.progress import Mark
from reportgen.workbook.schema import load_schema

LANGUAGES = ("en", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_has_a_word_of_its_own(language):
    words = [mark_word(edition(language=language), mark) for mark in Mark]
    assert all(words)
    assert len(set(words)) == len(Mark)


@pytest.mark.parametrize("language", LANGUAGES)
def test_statuses_and_degrees_are_called_as_in_the_workbook(language):
    told, schema = edition(language=language), load_schema()
    for choice in schema.choices["status"]:
        assert mark_word(told, Mark(choice.code)) == choice.words[language]
    for choice in schema.choices["urgency"]:
        assert urgency_word(told, choice.code) == choice.words[language]


def test_a_point_without_a_degree_has_no_word():
    assert urgency_word(edition(), "") == ""

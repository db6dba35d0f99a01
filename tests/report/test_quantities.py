"""Numbers by value, whatever language they are typed in."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.quantities import Quantities, in_figures


def amounts(text: str, language: str) -> list[Decimal]:
    return [number.amount for number in Quantities(in_figures(text, language), language).figures]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1 234,5", "fr", ["1234.5"]),
        ("1,234.5", "en", ["1234.5"]),
        ("1.234.567", "fr", ["1234567"]),
        ("0,125 et 0.125", "fr", ["0.125", "0.125"]),
        ("2,5 milliards, 3 mille", "fr", ["2500000000", "3000"]),
        ("soixante-quinze et quatre-vingt-onze", "fr", ["75", "91"]),
        ("deux cents; deux cent trois", "fr", ["200"]),
        ("ninety-nine, eighty and 12 noon", "en", ["99", "80", "12"]),
        ("at 12 am, 12:15 p.m. and 1pm", "en", ["0", "12", "15", "13"]),
    ],
)
def test_numbers_are_read_by_value(text, language, expected):
    assert amounts(text, language) == [Decimal(each) for each in expected]


@pytest.mark.parametrize(("language", "short"), [("fr", "le 3 févr. 2025"), ("en", "on 3 Feb 2025")])
def test_short_months_are_months(language, short):
    assert [*Quantities(in_figures(short, language), language).months] == ["2"]


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_both_languages_write_the_same_number(whole, part):
    english = f"{whole:,}.{part:02}"
    french = english.replace(",", "\u202f").replace(".", ",")
    assert amounts(english, "en") == amounts(french, "fr") == [Decimal(f"{whole}.{part:02}")]


@pytest.mark.parametrize(
    "part", ["1 ", "1,", "deux ", "vingt-", "quatre-vingt ", "12:00 ", "1 234 567 ", "M ", "sept. "]
)
def test_time_grows_with_the_length_alone(part):
    started = time.process_time()
    Quantities(in_figures((part * 30_000)[:30_000], "fr"), "fr")
    assert time.process_time() - started < 1

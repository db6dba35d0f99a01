from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reportgen.language.formats import Formats
from reportgen.report.model import Unit
from reportgen.report.period import PartialDate, Quarter

EN, FR = Formats("en"), Formats("fr")
AUTUMN = Quarter(2025, 3)


def both(method: str, *given: object, **named: object) -> tuple[str, str]:
    """The English and the French form, with ~ for U+00A0 and ^ for U+202F."""
    forms = (getattr(formats, method)(*given, **named) for formats in (EN, FR))
    english, french = (form.replace("\u00a0", "~").replace("\u202f", "^") for form in forms)
    return english, french


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (4272, "4,272", "4^272"),
        (330713, "330,713", "330^713"),
        (Decimal(2679097), "2,679,097", "2^679^097"),
        (Decimal("6.50"), "6.5", "6,5"),
        (Decimal("1E+3"), "1,000", "1^000"),
        (0.1, "0.1", "0,1"),
        (Decimal("0.123456789"), "0.123456789", "0,123456789"),
        (-1234.5, "−1,234.5", "−1^234,5"),
    ],
)
def test_numbers(value: int | float | Decimal, english: str, french: str) -> None:
    assert both("number", value) == (english, french)


def test_office_writes_percentages_as_the_language_does() -> None:
    assert (EN.percent_code, FR.percent_code) == ('0"%"', '0"\u00a0%"')


def test_decimals_round_to_at_most_that_many_halves_away_from_zero() -> None:
    assert EN.number(100 / 3, 1) == "33.3"
    assert EN.number(2.5, 0) == "3"
    assert EN.number(-2.5, 0) == "−3"
    assert EN.number(-0.2, 0) == "0"
    assert EN.number(7, 2) == "7"


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (0, "0", "0"),
        (1, "one", "un"),
        (Decimal("6.0"), "six", "six"),
        (9, "nine", "neuf"),
        (10, "10", "10"),
        (Decimal("6.5"), "6.5", "6,5"),
        (-3, "−3", "−3"),
    ],
)
def test_small_whole_numbers_are_words_in_prose(value: int | Decimal, english: str, french: str) -> None:
    assert both("prose_number", value) == (english, french)


def test_per_cent() -> None:
    assert both("percent", 16, prose=True) == ("16~per cent", "16~pour cent")
    assert both("percent", 16) == ("16%", "16~%")
    assert both("percent", Decimal("19.5")) == ("19.5%", "19,5~%")
    assert both("percent", 100 / 3, 0) == ("33%", "33~%")
    assert both("percent", 4, prose=True) == ("4~per cent", "4~pour cent")


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (21, "+21~points", "+21~points"),
        (-3, "−3~points", "−3~points"),
        (1, "+1~point", "+1~point"),
        (0, "0~points", "0~point"),
        (Decimal("1.5"), "+1.5~points", "+1,5~point"),
    ],
)
def test_points(value: int | Decimal, english: str, french: str) -> None:
    assert both("points", value) == (english, french)


def test_signed() -> None:
    assert both("signed", 1200) == ("+1,200", "+1^200")
    assert both("signed", -2) == ("−2", "−2")
    assert both("signed", 0) == ("0", "0")
    assert both("signed", 0.2, 0) == ("0", "0")


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (Decimal("6.5"), "6.5~million", "6,5~millions"),
        (Decimal("1.5"), "1.5~million", "1,5~million"),
        (2, "2~million", "2~millions"),
        (Decimal("0.8"), "0.8~million", "0,8~million"),
    ],
)
def test_millions_are_singular_below_two_in_french(value: int | Decimal, english: str, french: str) -> None:
    assert both("million", value) == (english, french)


def test_money() -> None:
    assert both("money_million", Decimal("43.3")) == ("US$43.3~million", "43,3~millions de~dollars")
    assert both("money_million", 1) == ("US$1~million", "1~million de~dollars")
    assert both("money_million", Decimal("-2.5")) == ("−US$2.5~million", "−2,5~millions de~dollars")


def test_ticks_of_an_axis() -> None:
    assert both("tick", 0.1 + 0.2) == ("0.3", "0,3")
    assert both("tick", 1500.0) == ("1,500", "1^500")
    assert both("tick", 40, Unit.PERCENT) == ("40%", "40~%")


def test_dates() -> None:
    assert both("date", date(2025, 3, 19)) == ("19~March 2025", "19~mars 2025")
    assert both("date", date(2025, 7, 1)) == ("1~July 2025", "1er~juillet 2025")
    assert both("short_date", date(2025, 9, 30)) == ("30~Sep 2025", "30~sept. 2025")
    assert both("short_date", date(2025, 8, 1)) == ("1~Aug 2025", "1er~août 2025")


@pytest.mark.parametrize(
    ("start", "end", "english", "french"),
    [
        (date(2025, 3, 19), date(2025, 3, 19), "19~March 2025", "19~mars 2025"),
        (date(2025, 3, 19), date(2025, 3, 20), "19–20~March 2025", "19–20~mars 2025"),
        (date(2025, 7, 1), date(2025, 7, 2), "1–2~July 2025", "1er–2~juillet 2025"),
        (date(2025, 3, 28), date(2025, 4, 2), "28~March~– 2~April 2025", "28~mars~– 2~avril 2025"),
        (
            date(2024, 12, 30),
            date(2025, 1, 1),
            "30~December 2024~– 1~January 2025",
            "30~décembre 2024~– 1er~janvier 2025",
        ),
    ],
)
def test_ranges_of_dates(start: date, end: date, english: str, french: str) -> None:
    assert both("date_range", start, end) == (english, french)


def test_partial_dates() -> None:
    assert both("partial_date", PartialDate(2024, 5, 31)) == ("31~May 2024", "31~mai 2024")
    assert both("partial_date", PartialDate(2024, 9)) == ("September 2024", "septembre 2024")
    assert both("partial_date", PartialDate(2024)) == ("2024", "2024")
    assert both("partial_date", PartialDate(2024, 5, 31), short=True) == ("31~May 2024", "31~mai 2024")
    assert both("partial_date", PartialDate(2024, 9), short=True) == ("Sep 2024", "sept. 2024")
    assert both("month", date(2025, 8, 1)) == ("August 2025", "août 2025")
    with pytest.raises(ValueError, match="2024"):
        EN.month(PartialDate(2024))


def test_quarters() -> None:
    assert both("quarter_name", AUTUMN) == ("Third quarter 2025", "Troisième trimestre 2025")
    assert both("quarter_long", AUTUMN) == (
        "Third quarter 2025 (July–September)",
        "Troisième trimestre 2025 (juillet–septembre)",
    )
    assert both("quarter_months", AUTUMN) == ("July–September 2025", "juillet–septembre 2025")
    assert both("quarter_short", AUTUMN) == ("Q3~2025", "T3~2025")
    assert both("quarter_name", Quarter(2026, 1)) == ("First quarter 2026", "Premier trimestre 2026")


def test_lists() -> None:
    assert both("list", ["a", "b", "c"]) == ("a, b and c", "a, b et c")
    assert both("list", ("a", "b"), "or") == ("a or b", "a ou b")
    assert both("list", ["a"]) == ("a", "a")
    assert both("list", []) == ("", "")


@pytest.mark.parametrize(
    ("value", "unit", "bound", "english", "french"),
    [
        (Decimal(6), Unit.NUMBER, "", "six", "six"),
        (Decimal(40), Unit.NUMBER, "more_than", "more than 40", "plus de 40"),
        (Decimal(40), Unit.NUMBER, "at_least", "at least 40", "au moins 40"),
        (Decimal(40), Unit.NUMBER, "below", "fewer than 40", "moins de 40"),
        (Decimal(50), Unit.PERCENT, "below", "less than 50~per cent", "moins de 50~pour cent"),
        (Decimal("6.5"), Unit.MILLION, "", "6.5~million", "6,5~millions"),
        (Decimal("771.3"), Unit.USD_MILLION, "", "US$771.3~million", "771,3~millions de~dollars"),
        (PartialDate(2024, 5, 31), Unit.DATE, "", "31~May 2024", "31~mai 2024"),
        (PartialDate(2024, 9), Unit.MONTH, "", "September 2024", "septembre 2024"),
        (PartialDate(2012), Unit.YEAR, "", "2012", "2012"),
        (Decimal(2012), Unit.YEAR, "", "2012", "2012"),
    ],
)
def test_figures_in_prose(value: Decimal | PartialDate, unit: Unit, bound: str, english: str, french: str) -> None:
    assert both("figure", value, unit, bound, prose=True) == (english, french)


def test_figures_in_tables() -> None:
    assert both("figure", Decimal(6), Unit.NUMBER) == ("6", "6")
    assert both("figure", Decimal(50), Unit.PERCENT, "below") == ("less than 50%", "moins de 50~%")
    with pytest.raises(ValueError, match="date"):
        EN.figure(Decimal(6), Unit.DATE)


def test_languages() -> None:
    assert (EN.tag, FR.tag) == ("en-GB", "fr-FR")
    with pytest.raises(ValueError, match="'de'"):
        Formats("de")

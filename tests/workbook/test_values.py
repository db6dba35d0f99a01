# ruff: noqa: DTZ001  cells have no time zone
from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.problem_kinds import KINDS
from reportgen.report.model import Unit
from reportgen.report.period import PartialDate
from reportgen.workbook import values
from reportgen.workbook.raw import RawCell
from reportgen.workbook.schema import load_schema
from reportgen.workbook.texts import Unreadable


class Remarks(list):
    def __call__(self, code, **given):
        KINDS[code].message.format_map({"column": "x", **given})
        self.append(code)


def cell(value, number_format="General"):
    return RawCell(value, "A1", number_format)


def flaw_of(read, *given):
    with pytest.raises(Unreadable) as flaw:
        read(*given)
    return flaw.value.code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("R4", "R4"),
        (" r4 ", "R4"),
        ("r\u00a04", "R4"),
        (1.1, "1.1"),
        ("1.10", "1.10"),
        (4, "4"),
        (4.0, "4"),
        ("OG", "OG"),
        ("RS12", "RS12"),
    ],
)
def test_codes(typed, code):
    assert values.read_code(cell(typed)) == code


def test_a_code_has_the_decimals_that_its_format_shows():
    assert values.read_code(RawCell(1.1, "A1", "0.00")) == "1.10"


@pytest.mark.parametrize("typed", ["Recommandation 4", "R4!", "<b>", "", True, "R٤", "ÉR4"])
def test_no_codes(typed):
    assert flaw_of(values.read_code, cell(typed)) == "unreadable-code"


def test_a_code_that_excel_turned_into_a_date():
    assert flaw_of(values.read_code, cell(datetime(2025, 1, 1))) == "code-is-date"


@pytest.mark.parametrize(
    "typed", ["R3, R4", "r3;R4", "R3 et R4", "R3 and r4", "R3\nR4", "R3 R4", "R 3 / R 4", "R3, R4, R3,"]
)
def test_several_codes(typed):
    assert values.read_codes(cell(typed)) == ("R3", "R4")


def test_one_code_of_several():
    assert values.read_codes(cell(1.1)) == ("1.1",)
    assert flaw_of(values.read_codes, cell("R3, quatre")) == "unreadable-code"


STATUS = values.words_of(load_schema().choices["status"])


@pytest.mark.parametrize("typed", ["Réalisée", "REALISEE", " réalisée\u00a0", "Completed", "completed"])
def test_choices(typed):
    assert values.read_choice(cell(typed), STATUS, "fr", "Statut") == "completed"


@pytest.mark.parametrize(
    ("typed", "near"),
    [("Réalisé", "Réalisée"), ("en court", "En cours"), ("on holt", "Suspendue"), ("« En cours »", "En cours")],
)
def test_a_choice_that_comes_close(typed, near):
    with pytest.raises(Unreadable) as flaw:
        values.read_choice(cell(typed), STATUS, "fr", "Statut")
    assert flaw.value.code == "misspelt-choice"
    assert flaw.value.given["near"] == near


@pytest.mark.parametrize(
    "typed", ["xyz", 12, "", True, "En retard", "non réalisée", "Not completed", "incomplete", "started", "démarrée"]
)
def test_a_choice_that_comes_close_to_nothing(typed):
    assert flaw_of(values.read_choice, cell(typed), STATUS, "fr", "Statut") == "unknown-choice"


@pytest.mark.parametrize("typed", ["oui", "Oui", "yes", "VRAI", "x", "True", True, 1, "TRUE"])
def test_yes(typed):
    assert values.read_yes(cell(typed), Remarks()) is True


@pytest.mark.parametrize("typed", ["non", "no", "FAUX", False, 0, "n"])
def test_no(typed):
    assert values.read_yes(cell(typed), Remarks()) is False


@pytest.mark.parametrize("typed", ["peut-être", 2, 0.5, datetime(2025, 1, 1)])
def test_neither_yes_nor_no(typed):
    assert flaw_of(values.read_yes, cell(typed), Remarks()) == "unreadable-yesno"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234\u202f567,5", "1234567.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("330713", "330713"),
        ("6,5", "6.5"),
        ("6.5", "6.5"),
        ("0,125", "0.125"),
        ("-3", "-3"),
        ("\u22123,5", "-3.5"),
        ("+3", "3"),
        (6.5, "6.5"),
        (0.1 + 0.2, "0.3"),
        (330713, "330713"),
        (330713.0, "330713"),
    ],
)
def test_numbers(typed, number):
    assert values.read_number(cell(typed), Remarks()) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1,234", "ambiguous-number"),
        ("330.713", "ambiguous-number"),
        ("beaucoup", "unreadable-number"),
        ("43,3 millions", "unreadable-number"),
        ("12 34", "unreadable-number"),
        ("1,23,4", "unreadable-number"),
        ("٣", "unreadable-number"),
        ("", "unreadable-number"),
        (True, "unreadable-number"),
        (float("inf"), "unreadable-number"),
        (float("nan"), "unreadable-number"),
        (datetime(2025, 1, 1), "number-is-date"),
        (time(1), "number-is-date"),
    ],
)
def test_no_numbers(typed, code):
    assert flaw_of(values.read_number, cell(typed), Remarks()) == code


@pytest.mark.parametrize(("typed", "count"), [(40, 40), (40.0, 40), ("40", 40), ("1 200", 1200), (0, 0)])
def test_counts(typed, count):
    assert values.read_count(cell(typed), Remarks()) == count


@pytest.mark.parametrize("typed", [40.5, -1, "quarante", True, "4,5", 10**15])
def test_no_counts(typed):
    assert flaw_of(values.read_count, cell(typed), Remarks()) == "unreadable-count"


@pytest.mark.parametrize(
    ("typed", "number_format", "percent"),
    [
        (50, "General", 50),
        (0.5, "0%", 50),
        (0.29, "0%", 29),
        (1, "0%", 100),
        (16, '0"%"', 16),
        (16, r"0\%", 16),
        (1, "General", 1),
        (0, "General", 0),
        (100, "General", 100),
        ("50 %", "General", 50),
        ("50%", "General", 50),
        ("50\u202f%", "General", 50),
        ("50 pour cent", "General", 50),
        ("50", "General", 50),
    ],
)
def test_percentages(typed, number_format, percent):
    remarks = Remarks()
    assert values.read_percent(cell(typed, number_format), remarks) == percent
    assert not remarks


@pytest.mark.parametrize(("typed", "percent"), [("33,4 %", 33), (99.9, 99), ("0,2 %", 1), (50.5, 51)])
def test_parts_of_a_per_cent_are_rounded_with_a_remark(typed, percent):
    remarks = Remarks()
    assert values.read_percent(cell(typed), remarks) == percent
    assert remarks == ["percent-rounded"]


@pytest.mark.parametrize(
    ("typed", "number_format", "code"),
    [
        (0.5, "General", "unclear-percent"),
        ("0,5", "General", "unclear-percent"),
        (150, "General", "percent-outside"),
        (50, "0%", "percent-outside"),
        (-10, "General", "percent-outside"),
        ("la moitié", "General", "unreadable-percent"),
        ("%", "General", "unreadable-percent"),
        (True, "General", "unreadable-percent"),
        (datetime(2025, 1, 1), "General", "number-is-date"),
    ],
)
def test_no_percentages(typed, number_format, code):
    assert flaw_of(values.read_percent, cell(typed, number_format), Remarks()) == code


@pytest.mark.parametrize(
    ("unit", "typed", "value"),
    [
        (Unit.NUMBER, "330 713", Decimal(330713)),
        (Unit.MILLION, "6,5", Decimal("6.5")),
        (Unit.PERCENT, 119.5, Decimal("119.5")),
        (Unit.PERCENT, "-3 %", Decimal(-3)),
        (Unit.DATE, "31 mai 2024", PartialDate(2024, 5, 31)),
        (Unit.MONTH, "2024-09", PartialDate(2024, 9)),
        (Unit.YEAR, 2012, PartialDate(2012)),
    ],
)
def test_figures_by_unit(unit, typed, value):
    assert values.read_figure(cell(typed), unit, Remarks()) == value


def test_links():
    remarks = Remarks()
    assert values.read_link(cell(" https://example.org/a?b=c "), remarks) == "https://example.org/a?b=c"
    assert values.read_link(RawCell("Note", "A1", link="https://example.org/n"), remarks) == "https://example.org/n"
    assert not remarks
    assert values.read_link(cell("http://example.org"), remarks) == "http://example.org"
    assert remarks == ["link-not-https"]


@pytest.mark.parametrize(
    "typed",
    [
        "www.example.org",
        "javascript:alert(1)",
        "https://",
        "https://localhost",
        "https://a b.org",
        "https://user:word@example.org",
        "file:///etc/hosts",
        "https://[example.org",
        'https://example.org/"onload',
        12,
    ],
)
def test_no_links(typed):
    assert flaw_of(values.read_link, cell(typed), Remarks()) == "unreadable-link"


ANYTHING = st.one_of(
    st.text(max_size=20),
    st.text("0123456789.,% -+\u00a0\u202feE", max_size=12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(),
)


@given(ANYTHING, st.sampled_from(["General", "0%", "mmm-yy"]))
def test_anything_is_read_or_told(value, number_format):
    typed = cell(value, number_format)
    for read in (
        lambda: values.read_code(typed),
        lambda: values.read_codes(typed),
        lambda: values.read_choice(typed, STATUS, "en", "Status"),
        lambda: values.read_yes(typed, Remarks()),
        lambda: values.read_count(typed, Remarks()),
        lambda: values.read_percent(typed, Remarks()),
        lambda: values.read_link(typed, Remarks()),
        *(lambda unit=unit: values.read_figure(typed, unit, Remarks()) for unit in Unit),
    ):
        try:
            read()
        except Unreadable as flaw:
            kind = KINDS[flaw.code]
            kind.message.format_map({"column": "x", **flaw.given})
            kind.hint.format_map({"column": "x", **flaw.given})

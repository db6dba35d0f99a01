# ruff: noqa: DTZ001  cells have no time zone
from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.problem_kinds import KINDS
from reportgen.report.period import PartialDate, Quarter
from reportgen.workbook.dates import read_date, read_month, read_period, read_quarter, read_year
from reportgen.workbook.raw import RawCell
from reportgen.workbook.texts import Unreadable


class Remarks(list):
    def __call__(self, code, **given):
        KINDS[code].message.format_map({"column": "x", **given})
        self.append(code)


def cell(value, number_format="General"):
    return RawCell(value, "A1", number_format, isinstance(value, datetime))


def flaw_of(read, value, number_format="General"):
    with pytest.raises(Unreadable) as flaw:
        read(cell(value, number_format), Remarks())
    return flaw.value.code


@pytest.mark.parametrize(
    "typed",
    [
        "2025-Q3",
        "2025-T3",
        "T3 2025",
        "Q3 2025",
        "q3\u00a02025",
        "2025 T3",
        "2025/Q3",
        "Q3-2025",
        " 2025-q3 ",
        "2025Q3",
        "2025–T3",
        "2025\u2011Q3",
        "3e trimestre 2025",
        "3ème trimestre de 2025",
        "Trimestre 3, 2025",
        "3rd quarter of 2025",
        "3T 2025",
        "Troisième trimestre 2025",
        "third quarter of 2025",
    ],
)
def test_quarters(typed):
    assert read_quarter(cell(typed), Remarks()) == Quarter(2025, 3)


@pytest.mark.parametrize("typed", ["2025-Q5", "2025", "T3 25", "", "3", 2025, datetime(2025, 9, 30), "1025-Q3", True])
def test_no_quarters(typed):
    assert flaw_of(read_quarter, typed) == "unreadable-quarter"


@pytest.mark.parametrize(
    "typed",
    [
        datetime(2025, 5, 31),
        datetime(2025, 5, 31, 14, 30),
        "2025-05-31",
        "2025-05-31 00:00:00",
        "2025-05-31T08:30",
        "31/05/2025 à 14h30",
        "31 / 05 / 2025",
        "31 mai 2025.",
        "2025/5/31",
        "31/05/2025",
        "31.5.2025",
        "31-05-2025",
        "31 mai 2025",
        "31\u00a0Mai\u202f2025",
        "31 May 2025",
        "May 31, 2025",
        "may 31st 2025",
        "31 mai, 2025",
        "31-May-2025",
        "samedi 31 mai 2025",
        "le samedi 31/05/2025",
        "Saturday, May 31, 2025",
        "le 31 mai 2025",
    ],
)
def test_dates(typed):
    remarks = Remarks()
    assert read_date(cell(typed), remarks) == date(2025, 5, 31)
    assert not remarks


@pytest.mark.parametrize(
    ("typed", "read", "remark"),
    [
        ("03/04/2025", date(2025, 4, 3), "date-day-first"),
        (45808, date(2025, 5, 31), "date-from-serial"),
        (45808.0, date(2025, 5, 31), "date-from-serial"),
    ],
)
def test_dates_that_are_read_with_a_remark(typed, read, remark):
    remarks = Remarks()
    assert read_date(cell(typed), remarks) == read
    assert remarks == [remark]


@pytest.mark.parametrize(
    "typed", ["1er juillet 2025", "1 er juill. 2025", "1 juil. 2025", "01/07/2025", "1st July 2025", "Jul. 1, 2025"]
)
def test_the_first_of_a_month(typed):
    assert read_date(cell(typed), Remarks()) == date(2025, 7, 1)


def test_serials_of_the_calendar_of_1904():
    assert read_date(RawCell(44346, "A1", origin=date(1904, 1, 1)), Remarks()) == date(2025, 5, 31)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("05/31/2025", "impossible-date"),
        ("31/04/2025", "impossible-date"),
        ("30 février 2025", "impossible-date"),
        ("03/04/25", "short-year"),
        ("31-mai-25", "short-year"),
        ("05/31/25", "impossible-date"),
        ("31-foo-25", "unreadable-date"),
        ("lundi 31 mai 2025", "impossible-date"),
        ("midi 31 mai 2025", "unreadable-date"),
        ("samedi", "unreadable-date"),
        ("mai 2025", "unreadable-date"),
        ("bientôt", "unreadable-date"),
        ("31 brumaire 2025", "unreadable-date"),
        ("2025", "unreadable-date"),
        (2025, "unreadable-date"),
        (20250531, "unreadable-date"),
        (60, "unreadable-date"),
        (-5, "unreadable-date"),
        (45808.5, "unreadable-date"),
        (1e300, "unreadable-date"),
        (True, "unreadable-date"),
        (time(8), "unreadable-date"),
        (timedelta(3), "unreadable-date"),
        (datetime(1899, 12, 25), "implausible-date"),
        ("31/05/0225", "implausible-date"),
        ("31/05/2125", "implausible-date"),
    ],
)
def test_no_dates(typed, code):
    assert flaw_of(read_date, typed) == code


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [("31/12/25", "31/12/2025"), ("31 déc. 25", "31/12/2025"), ("1-2-98", "01/02/1998, 01/02/2098")],
)
def test_a_year_of_two_digits_is_proposed_with_four(typed, proposed):
    with pytest.raises(Unreadable) as flaw:
        read_date(cell(typed), Remarks())
    assert (flaw.value.code, flaw.value.given["dates"]) == ("short-year", proposed)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_date_reads_back_from_its_usual_forms(day):
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"):
        assert read_date(cell(day.strftime(form)), Remarks()) == day
    assert read_period(cell(day.isoformat()), Remarks()) == PartialDate.of(day)


@pytest.mark.parametrize(
    ("typed", "number_format", "read"),
    [
        ("2024-09-30", "", PartialDate(2024, 9, 30)),
        ("30/09/2024", "", PartialDate(2024, 9, 30)),
        ("2024-09", "", PartialDate(2024, 9)),
        ("09/2024", "", PartialDate(2024, 9)),
        ("septembre 2024", "", PartialDate(2024, 9)),
        ("Sept. 2024", "", PartialDate(2024, 9)),
        ("September 2024", "", PartialDate(2024, 9)),
        ("2024", "", PartialDate(2024)),
        (2024, "", PartialDate(2024)),
        (2024.0, "", PartialDate(2024)),
        (datetime(2024, 9, 30), "dd/mm/yyyy", PartialDate(2024, 9, 30)),
        (datetime(2024, 9, 1), "mmm-yy", PartialDate(2024, 9)),
        (datetime(2024, 9, 1), "[$-40C]mmmm\\ yyyy;@", PartialDate(2024, 9)),
        (datetime(2024, 9, 1), '"au "mm/yyyy', PartialDate(2024, 9)),
        (datetime(2024, 1, 1), "yyyy", PartialDate(2024)),
        (45565, "", PartialDate(2024, 9, 30)),
    ],
)
def test_periods(typed, number_format, read):
    assert read_period(cell(typed, number_format), Remarks()) == read


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2024-13", "impossible-date"),
        ("brumaire 2024", "unreadable-period"),
        ("vers 2024", "unreadable-period"),
        ("0000", "implausible-date"),
        (12, "unreadable-period"),
        (True, "unreadable-period"),
    ],
)
def test_no_periods(typed, code):
    assert flaw_of(read_period, typed) == code


def test_months_and_years_by_unit():
    assert read_month(cell(datetime(2024, 9, 1), "dd/mm/yyyy"), Remarks()) == PartialDate(2024, 9)
    assert read_year(cell("2012"), Remarks()) == PartialDate(2012)
    assert flaw_of(read_month, 2024) == "unreadable-month"
    assert flaw_of(read_month, "x") == "unreadable-month"
    assert flaw_of(read_year, "2024-09") == "unreadable-year"
    assert flaw_of(read_year, "x") == "unreadable-year"


@given(st.one_of(st.text(max_size=20), st.integers(), st.floats(allow_nan=False), st.booleans(), st.datetimes()))
def test_anything_is_read_or_told(value):
    for read in (read_quarter, read_date, read_period, read_month, read_year):
        try:
            read(cell(value), Remarks())
        except Unreadable as flaw:
            kind = KINDS[flaw.code]
            kind.message.format_map({"column": "x", **flaw.given})
            kind.hint.format_map({"column": "x", **flaw.given})

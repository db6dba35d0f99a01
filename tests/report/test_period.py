from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.report.period import PartialDate, Quarter

quarters = st.builds(Quarter, st.integers(1900, 2998), st.integers(1, 4))


@pytest.mark.parametrize("written", ["2025-Q3", "2025-T3", "2025-q3", "2025-t3", " 2025-Q3 ", "\u00a02025-Q3"])
def test_reads_a_quarter_in_either_language(written):
    assert Quarter.parse(written) == Quarter(2025, 3)


@pytest.mark.parametrize(
    "written", ["", "2025", "Q3 2025", "2025-Q0", "2025-Q5", "2025-Q33", "25-Q3", "2025-S2", "1899-Q4"]
)
def test_refuses_what_is_no_quarter(written):
    with pytest.raises(ValueError, match="quarter"):
        Quarter.parse(written)


@pytest.mark.parametrize(("year", "number"), [(2025, 0), (2025, 5), (2025, -1), (1899, 1), (3000, 1)])
def test_refuses_numbers_that_are_no_quarter(year, number):
    with pytest.raises(ValueError, match="no such quarter"):
        Quarter(year, number)


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        (Quarter(2025, 1), date(2025, 1, 1), date(2025, 3, 31)),
        (Quarter(2025, 2), date(2025, 4, 1), date(2025, 6, 30)),
        (Quarter(2025, 3), date(2025, 7, 1), date(2025, 9, 30)),
        (Quarter(2025, 4), date(2025, 10, 1), date(2025, 12, 31)),
    ],
)
def test_a_quarter_runs_from_its_first_day_to_its_last(quarter, first, last):
    assert (quarter.first_day, quarter.last_day) == (first, last)
    assert first in quarter
    assert last in quarter
    assert first - timedelta(days=1) not in quarter
    assert last + timedelta(days=1) not in quarter


def test_the_fourth_quarter_is_followed_by_the_first():
    assert Quarter(2025, 3).next() == Quarter(2025, 4)
    assert Quarter(2025, 4).next() == Quarter(2026, 1)


@given(quarters)
@settings(max_examples=50)
def test_quarters_follow_each_other_without_a_gap(quarter):
    assert quarter.next().first_day - quarter.last_day == timedelta(days=1)
    assert quarter < quarter.next()
    assert Quarter.parse(str(quarter)) == quarter


@pytest.mark.parametrize(
    ("partial", "written", "last"),
    [
        (PartialDate(2024), "2024", date(2024, 12, 31)),
        (PartialDate(2024, 2), "2024-02", date(2024, 2, 29)),
        (PartialDate(2023, 2), "2023-02", date(2023, 2, 28)),
        (PartialDate(2024, 9, 5), "2024-09-05", date(2024, 9, 5)),
    ],
)
def test_a_partial_date_is_written_as_far_as_it_is_known(partial, written, last):
    assert str(partial) == written
    assert partial.last_day == last


def test_partial_dates_are_ordered_the_less_precise_first():
    told = [
        PartialDate(2024, 9, 1),
        PartialDate(2025),
        PartialDate(2024, 9),
        PartialDate(2024),
        PartialDate(2023, 12, 31),
    ]
    assert [str(each) for each in sorted(told)] == ["2023-12-31", "2024", "2024-09", "2024-09-01", "2025"]
    assert PartialDate(2024, 9) <= PartialDate(2024, 9)
    assert PartialDate(2025) > PartialDate(2024, 12, 31)


def test_a_whole_date_is_a_partial_date_too():
    assert PartialDate.of(date(2024, 9, 30)) == PartialDate(2024, 9, 30)

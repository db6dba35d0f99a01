"""Quarters, dates and periods as people type them, in French or in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeAlias

from reportgen.report.period import PartialDate, Quarter
from reportgen.workbook.raw import RawCell
from reportgen.workbook.texts import Unreadable, folded, shown

Remark: TypeAlias = Callable[..., None]
"""Called with the code of a warning, and what fills its message, for a value that was read all the same."""

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)

_MONTHS = (
    ("janvier", "janv", "january", "jan"),
    ("fevrier", "fevr", "fev", "february", "feb"),
    ("mars", "march", "mar"),
    ("avril", "avr", "april", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "juill", "juil", "july", "jul"),
    ("aout", "august", "aug"),
    ("septembre", "sept", "september", "sep"),
    ("octobre", "oct", "october"),
    ("novembre", "nov", "november"),
    ("decembre", "dec", "december"),
)
_WEEKDAYS = (
    ("lundi", "monday"),
    ("mardi", "tuesday"),
    ("mercredi", "wednesday"),
    ("jeudi", "thursday"),
    ("vendredi", "friday"),
    ("samedi", "saturday"),
    ("dimanche", "sunday"),
)
_MONTH_BY_NAME = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_MONTH = r"([a-z]+)\.?"

_GAP = r"[ ./_\u2010-\u2014-]*"  # a report and Word put their own hyphens
_QUARTER = re.compile(rf"(\d{{4}}){_GAP}[qt] ?([1-4])", re.ASCII)
_QUARTER_FIRST = re.compile(rf"(?:[qt]|trimestre|quarter) ?([1-4]),?{_GAP}(\d{{4}})", re.ASCII)
_QUARTER_IN_WORDS = re.compile(
    r"([1-4])(?:er|e|eme|st|nd|rd|th)? ?(?:t|q|trimestre|quarter)(?: de| of)? ?(\d{4})", re.ASCII
)
_OF_QUARTERS = (("premier", "first"), ("deuxieme", "second"), ("troisieme", "third"), ("quatrieme", "fourth"))
_ORDINALS = {word: number for number, words in enumerate(_OF_QUARTERS, 1) for word in words}
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b")
_TIME_OF_DAY = re.compile(r"(?:[ t]| a )(?:[01]?\d|2[0-3])[:h][0-5]\d(?::[0-5]\d)?$", re.ASCII)
_SPACED_SIGN = re.compile(r"(?<=\d) ?([/.-]) ?(?=\d)", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]+)\.?[-/. ](\d{2})", re.ASCII)
_DAY_MONTH_YEAR = re.compile(rf"(\d{{1,2}})(?: ?er|st|nd|rd|th|e)?[ -]{_MONTH}[, -]+(\d{{4}})", re.ASCII)
_BEFORE_A_DAY = re.compile(r"(?:le )?(?:([a-z]{3,6}di|dimanche|[a-z]{3,6}day),? (?:le )?)?")
_MONTH_DAY_YEAR = re.compile(rf"{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?[, ]+(\d{{4}})", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_NAME_YEAR = re.compile(rf"{_MONTH}[ -](\d{{4}})", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:[.,]0+)?", re.ASCII)
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def read_quarter(cell: RawCell, remark: Remark) -> Quarter:  # noqa: ARG001  one signature for all
    """Read ``2025-Q3``, ``2025-T3``, ``T3 2025``, third quarter 2025 and the like."""
    text = folded(cell.value) if isinstance(cell.value, str) else ""
    text = _ORDINAL.sub(lambda found: str(_ORDINALS[found[0]]), text)
    if found := _QUARTER.fullmatch(text):
        year, number = found.groups()
    elif found := _QUARTER_FIRST.fullmatch(text) or _QUARTER_IN_WORDS.fullmatch(text):
        number, year = found.groups()
    else:
        raise Unreadable("unreadable-quarter", typed=shown(cell))
    if not EARLIEST.year <= int(year) <= LATEST.year:
        raise Unreadable("unreadable-quarter", typed=shown(cell))
    return Quarter(int(year), int(number))


def read_date(cell: RawCell, remark: Remark) -> date:
    """Read a real date, a serial number that lacks its format, or a date in words or digits, day first."""
    value = cell.value
    if isinstance(value, datetime):
        return _plausible(value.date())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_serial(cell, value, remark)
    if isinstance(value, str):
        return _plausible(_day_in_text(cell, folded(value), remark))
    raise Unreadable("unreadable-date", typed=shown(cell))


def read_optional_date(cell: RawCell, remark: Remark) -> date:
    """The same where a cell may be empty: words such as "immediate" are to be taken out."""
    try:
        return read_date(cell, remark)
    except Unreadable as flaw:
        if flaw.code == "unreadable-date" and not any(char.isdigit() for char in shown(cell)):
            raise Unreadable("date-in-words", **flaw.given) from None
        raise


def read_period(cell: RawCell, remark: Remark) -> PartialDate:
    """Read a date, a month (``2024-09``, septembre 2024) or a year."""
    value = cell.value
    if isinstance(value, datetime):
        return _as_formatted(_plausible(value.date()), cell.number_format)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if EARLIEST.year <= value <= LATEST.year and value == int(value):
            return PartialDate(int(value))
        return PartialDate.of(_from_serial(cell, value, remark, "unreadable-period"))
    if isinstance(value, str):
        text = folded(value)
        return _month_or_year(cell, text) or PartialDate.of(
            _plausible(_day_in_text(cell, text, remark, "unreadable-period"))
        )
    raise Unreadable("unreadable-period", typed=shown(cell))


def read_month(cell: RawCell, remark: Remark) -> PartialDate:
    """Read a month; the day of a full date is left out."""
    try:
        period = read_period(cell, remark)
    except Unreadable:
        period = PartialDate(EARLIEST.year)
    if period.month is None:
        raise Unreadable("unreadable-month", typed=shown(cell))
    return PartialDate(period.year, period.month)


def read_year(cell: RawCell, remark: Remark) -> PartialDate:
    """Read a year, from a year alone or from a date formatted as one."""
    try:
        period = read_period(cell, remark)
    except Unreadable:
        period = PartialDate(EARLIEST.year, 1)
    if period.month is not None:
        raise Unreadable("unreadable-year", typed=shown(cell))
    return period


def format_parts(number_format: str) -> str:
    """A number format of Excel without what it prints as it stands, its colours and its conditions."""
    return _LITERAL.sub("", number_format)


def _plausible(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise Unreadable("implausible-date", typed=day, earliest=EARLIEST, latest=LATEST)
    return day


def _from_serial(cell: RawCell, value: float, remark: Remark, code: str = "unreadable-date") -> date:
    days = int(value) if 0 < value < 1_000_000 else 0
    day = cell.origin + timedelta(days=days)
    if days != value or not EARLIEST <= day <= LATEST:
        raise Unreadable(code, typed=shown(cell))
    remark("date-from-serial", typed=shown(cell), read=day)
    return day


def _day_in_text(cell: RawCell, text: str, remark: Remark, code: str = "unreadable-date") -> date:
    """A date with or without its weekday, which has to be the right one, and without its time of day."""
    text = _SPACED_SIGN.sub(r"\1", _TIME_OF_DAY.sub("", text.rstrip(" .")))
    before = _BEFORE_A_DAY.match(text)
    day = _date_in_text(cell, text[before.end() :] if before else text, remark, code)
    if before and before[1] and before[1] not in _WEEKDAYS[day.weekday()]:
        raise Unreadable("impossible-date", typed=shown(cell))
    return day


def _date_in_text(cell: RawCell, text: str, remark: Remark, code: str) -> date:
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(cell, *found.groups())
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
        read = _day(cell, year, month, day)
        if int(day) <= 12 and int(day) != int(month):  # the other order would be a date too
            remark("date-day-first", typed=shown(cell), read=read.isoformat())  # the other order would say no more
        return read
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        day, name, year = found.groups()
        return _day(cell, year, _month_number(cell, name, code), day)
    if found := _MONTH_DAY_YEAR.fullmatch(text):
        name, day, year = found.groups()
        return _day(cell, year, _month_number(cell, name, code), day)
    if found := _SHORT_YEAR.fullmatch(text):
        day, name, year = found.groups()
        month = name if name.isdecimal() else _month_number(cell, name, code)
        centuries = (f"{century}{year}" for century in (EARLIEST.year // 100, LATEST.year // 100))
        days = [_day(cell, each, month, day) for each in centuries if EARLIEST.year <= int(each) <= LATEST.year]
        raise Unreadable("short-year", typed=shown(cell), dates=", ".join(f"{each:%d/%m/%Y}" for each in days))
    raise Unreadable(code, typed=shown(cell))


def _month_number(cell: RawCell, name: str, code: str) -> int:
    if name not in _MONTH_BY_NAME:
        raise Unreadable(code, typed=shown(cell))
    return _MONTH_BY_NAME[name]


def _day(cell: RawCell, year: str, month: str | int, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unreadable("impossible-date", typed=shown(cell)) from None


def _month_or_year(cell: RawCell, text: str) -> PartialDate | None:
    if found := _YEAR.fullmatch(text):
        return PartialDate(_plausible(date(int(found[1]) or 1, 1, 1)).year)
    if found := _YEAR_MONTH.fullmatch(text):
        first = _day(cell, found[1], found[2], "1")
    elif found := _MONTH_YEAR.fullmatch(text):
        first = _day(cell, found[2], found[1], "1")
    elif (found := _NAME_YEAR.fullmatch(text)) and found[1] in _MONTH_BY_NAME:
        first = _day(cell, found[2], _MONTH_BY_NAME[found[1]], "1")
    else:
        return None
    return PartialDate(_plausible(first).year, first.month)


def _as_formatted(day: date, number_format: str) -> PartialDate:
    """Excel turns a typed ``2024-09`` into the first of the month, shown as "Sep-24": only the format tells."""
    parts = format_parts(number_format).casefold()
    if "d" in parts or "j" in parts:
        return PartialDate.of(day)
    return PartialDate(day.year, day.month) if "m" in parts else PartialDate(day.year)

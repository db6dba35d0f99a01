"""Numbers, dates, money, quarters and lists as each language writes them.

The rules stand in the conventions, "Language and numbers": U+202F parts thousands in French, U+00A0 ties a number to
what it counts and a day to its month. A negative number has a true minus sign.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeAlias

from babel import Locale
from babel.numbers import format_decimal

from reportgen.language import NO_BREAK
from reportgen.rounding import half_up

MINUS = "\u2212"

Number: TypeAlias = int | float | Decimal


class PartialDate(Protocol):
    """A date known to the day, the month or only the year."""

    @property
    def year(self) -> int: ...
    @property
    def month(self) -> int | None: ...
    @property
    def day(self) -> int | None: ...


class Quarter(Protocol):
    """A quarter, 1 to 4, of a year."""

    @property
    def year(self) -> int: ...
    @property
    def number(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Words:
    """What Babel's data do not hold, or hold in another style."""

    locale: str
    small_numbers: str
    short_months: str
    quarters: str
    quarter: str
    quarter_letter: str
    locale_code: str  # of Office: language and country, hexadecimal
    per_cent: str
    percent_sign: str
    million: tuple[str, str]
    money: str
    points: tuple[str, str]
    more_than: str
    at_least: str
    below: str
    fewer: str
    and_: str
    or_: str


_WORDS = {
    "en": _Words(
        locale="en_GB",
        small_numbers="one two three four five six seven eight nine",
        short_months="Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        quarters="First Second Third Fourth",
        quarter="quarter",
        quarter_letter="Q",
        locale_code="809",
        per_cent="per cent",
        percent_sign="%",
        million=("million", "million"),
        money="US${}",
        points=("point", "points"),
        more_than="more than",
        at_least="at least",
        below="less than",
        fewer="fewer than",
        and_="and",
        or_="or",
    ),
    "fr": _Words(
        locale="fr_FR",
        small_numbers="un deux trois quatre cinq six sept huit neuf",
        short_months="janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        quarters="Premier Deuxième Troisième Quatrième",
        quarter="trimestre",
        quarter_letter="T",
        locale_code="40C",
        per_cent="pour cent",
        percent_sign=NO_BREAK + "%",
        million=("million", "millions"),
        money=f"{{}} de{NO_BREAK}dollars",
        points=("point", "points"),
        more_than="plus de",
        at_least="au moins",
        below="moins de",
        fewer="moins de",
        and_="et",
        or_="ou",
    ),
}


@dataclass(frozen=True, slots=True)
class Formats:
    """How ``language`` ("fr" or "en") writes values. Raises ValueError for another language."""

    language: str

    def __post_init__(self) -> None:
        if self.language not in _WORDS:
            raise ValueError(f"no formats for the language {self.language!r}")

    @property
    def tag(self) -> str:
        """The BCP 47 tag of the documents: ``fr-FR`` or ``en-GB``."""
        return self._words.locale.replace("_", "-")

    # ---------------------------------------------------------------- numbers

    def number(self, value: Number, decimals: int | None = None) -> str:
        """With all its decimals and no zero after them; ``decimals`` rounds to at most that many (half up)."""
        exact = _rounded(value, decimals)
        sign = MINUS if exact < 0 else ""
        digits: str = format_decimal(abs(exact), locale=self._words.locale, decimal_quantization=False)
        return sign + digits

    def prose_number(self, value: Number) -> str:
        """One to nine in words, as in running text; other numbers in figures."""
        if value in range(1, 10):
            return self._words.small_numbers.split()[int(value) - 1]
        return self.number(value)

    def signed(self, value: Number, decimals: int | None = None) -> str:
        """A change: "+3", "−3", and "0" without a sign."""
        plus = "+" if _rounded(value, decimals) > 0 else ""
        return plus + self.number(value, decimals)

    def percent(self, value: Number, decimals: int | None = None, *, prose: bool = False) -> str:
        """16 as "16 per cent" in prose, as "16%" in tables and charts."""
        number = self.number(value, decimals)
        return f"{number}{NO_BREAK}{self._words.per_cent}" if prose else number + self._words.percent_sign

    def points(self, value: Number, decimals: int | None = None) -> str:
        """A difference of two percentages: "+21 points"."""
        return f"{self.signed(value, decimals)}{NO_BREAK}{self._counted(value, decimals, self._words.points)}"

    def million(self, value: Number, decimals: int | None = None) -> str:
        """6.5, which counts millions, as "6.5 million"."""
        return f"{self.number(value, decimals)}{NO_BREAK}{self._counted(value, decimals, self._words.million)}"

    def money_million(self, value: Number, decimals: int | None = None) -> str:
        """43.3, which counts millions of US dollars, as "US$43.3 million"."""
        exact = _rounded(value, decimals)
        return (MINUS if exact < 0 else "") + self._words.money.format(self.million(abs(exact)))

    def tick(self, value: Number, unit: str = "number") -> str:
        """The label of an axis: "40%" or "1,500". Steps of an axis add up with errors, so six decimals at most."""
        return self.percent(value, 6) if unit == "percent" else self.number(value, 6)

    @property
    def percent_code(self) -> str:
        """The number format that makes Office write 16 as :meth:`percent` does."""
        return f'0"{self._words.percent_sign}"'

    # ---------------------------------------------------------------- dates

    def date(self, day: datetime.date) -> str:
        """19 March 2025, 1er juillet 2025."""
        return f"{self._day_and_month(day)} {day.year}"

    def short_date(self, day: datetime.date) -> str:
        """19 Mar 2025, 30 sept. 2025: for tables."""
        return f"{self._day(day)}{NO_BREAK}{self._short_month(day.month)} {day.year}"

    def date_range(self, start: datetime.date, end: datetime.date) -> str:
        """19–20 March 2025; 28 March – 2 April 2025; a single day as a date."""
        if start == end:
            return self.date(start)
        if (start.year, start.month) == (end.year, end.month):
            return f"{self._day(start)}–{self.date(end)}"
        first = self._day_and_month(start) if start.year == end.year else self.date(start)
        return f"{first}{NO_BREAK}– {self.date(end)}"

    def month(self, when: PartialDate) -> str:
        """September 2024. Raises ValueError where the month is not known."""
        if when.month is None:
            raise ValueError(f"no month in {when}")
        return f"{self._month_name(when.month)} {when.year}"

    def partial_date(self, when: PartialDate, *, short: bool = False) -> str:
        """As much of a date as is known; ``short`` for tables."""
        if when.month is None:
            return str(when.year)
        if when.day is None:
            return f"{self._short_month(when.month)} {when.year}" if short else self.month(when)
        day = datetime.date(when.year, when.month, when.day)
        return self.short_date(day) if short else self.date(day)

    @property
    def date_code(self) -> str:
        """The number format that makes Office write a date as :meth:`short_date` does, whatever the machine speaks."""
        return f"[$-{self._words.locale_code}]d\u00a0mmm yyyy"

    # ---------------------------------------------------------------- quarters

    def quarter_name(self, quarter: Quarter) -> str:
        """Third quarter 2025."""
        return f"{self._words.quarters.split()[quarter.number - 1]} {self._words.quarter} {quarter.year}"

    def quarter_long(self, quarter: Quarter) -> str:
        """Third quarter 2025 (July–September)."""
        return f"{self.quarter_name(quarter)} ({self._month_span(quarter)})"

    def quarter_months(self, quarter: Quarter) -> str:
        """July–September 2025."""
        return f"{self._month_span(quarter)} {quarter.year}"

    def quarter_short(self, quarter: Quarter) -> str:
        """Q3 2025, T3 2025, in one piece."""
        return f"{self._words.quarter_letter}{quarter.number}{NO_BREAK}{quarter.year}"

    # ---------------------------------------------------------------- texts

    def list(self, words: Iterable[str], last: str = "and") -> str:
        """a, b and c; ``last`` is "and" or "or". No comma before it (OCHA style guide)."""
        *others, end = tuple(words) or ("",)
        joint = {"and": self._words.and_, "or": self._words.or_}[last]
        return f"{', '.join(others)} {joint} {end}" if others else end

    def figure(self, value: Number | PartialDate, unit: str, bound: str = "", *, prose: bool = False) -> str:
        """The value of a row of the sheet Figures, by the code of its unit.

        ``bound`` ("more_than", "at_least" or "below") tells that the value is a limit. Raises ValueError for a number
        of dates.
        """
        if not isinstance(value, int | float | Decimal):
            written = self.partial_date(value)
        elif unit == "percent":
            written = self.percent(value, prose=prose)
        elif unit == "million":
            written = self.million(value)
        elif unit == "usd_million":
            written = self.money_million(value)
        elif unit == "year":
            written = str(int(value))
        elif unit == "number":
            written = self.prose_number(value) if prose else self.number(value)
        else:
            raise ValueError(f"{value} is not a {unit}")
        below = self._words.fewer if unit == "number" else self._words.below
        words = {"": "", "more_than": self._words.more_than, "at_least": self._words.at_least, "below": below}
        return f"{words[bound]} {written}".lstrip()

    # ---------------------------------------------------------------- parts

    @property
    def _words(self) -> _Words:
        return _WORDS[self.language]

    def _counted(self, value: Number, decimals: int | None, forms: tuple[str, str]) -> str:
        """French counts from two on as many; English has one for one alone."""
        exact = abs(_rounded(value, decimals))
        return forms[0] if (exact < 2 if self.language == "fr" else exact == 1) else forms[1]

    def _day(self, day: datetime.date) -> str:
        return "1er" if day.day == 1 and self.language == "fr" else str(day.day)

    def _day_and_month(self, day: datetime.date) -> str:
        return f"{self._day(day)}{NO_BREAK}{self._month_name(day.month)}"

    def _month_name(self, month: int) -> str:
        return str(Locale.parse(self._words.locale).months["format"]["wide"][month])

    def _short_month(self, month: int) -> str:
        return self._words.short_months.split()[month - 1]

    def _month_span(self, quarter: Quarter) -> str:
        last = 3 * quarter.number
        return f"{self._month_name(last - 2)}–{self._month_name(last)}"


def _rounded(value: Number, decimals: int | None) -> Decimal:
    exact = Decimal(str(value)) if decimals is None else half_up(value, decimals)
    return exact.normalize() + 0

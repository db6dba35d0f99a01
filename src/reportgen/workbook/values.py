"""Codes, choices, numbers, percentages, yes and no, links as people type them."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

from reportgen.report.model import FigureValue, Unit
from reportgen.report.period import PartialDate
from reportgen.rounding import half_up
from reportgen.workbook.dates import Remark, format_parts, read_date, read_month, read_year
from reportgen.workbook.raw import RawCell
from reportgen.workbook.schema import Choice
from reportgen.workbook.texts import Unreadable, cleaned, folded, form, shown, shown_date

_CODE = re.compile(r"[A-Z]{0,3}\d{1,4}(?:\.\d{1,3})*|[A-Z]{2,3}", re.ASCII)
_DECIMALS = re.compile(r"0\.(0+)")
_SEPARATORS = re.compile(r"[,;/\n&+]|\b(?:et|and)\b", re.IGNORECASE)
_GAPS = re.compile(r"[ \u00a0\u202f\u2009\t]", re.ASCII)
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?", re.ASCII)
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_PERCENT_WORDS = re.compile(r"(?:%|pour ?cent|per ?cent)$", re.IGNORECASE)

_YES = frozenset({"oui", "o", "yes", "y", "vrai", "true", "x", "1"})
_NO = frozenset({"non", "n", "no", "faux", "false", "0"})


def read_code(cell: RawCell, example: str = "R4") -> str:
    """Read a code: ``r 4`` is R4, the number 1.1 is 1.1, or 1.10 where its format shows that."""
    if isinstance(cell.value, (datetime, time, timedelta)):
        raise Unreadable("code-is-date", typed=shown_date(cell), example=example)
    decimals = _DECIMALS.fullmatch(cell.number_format) if isinstance(cell.value, (int, float)) else None
    code = f"{cell.value:.{len(decimals[1])}f}" if decimals else _GAPS.sub("", shown(cell)).upper()
    if isinstance(cell.value, bool) or not _CODE.fullmatch(code):
        raise Unreadable("unreadable-code", typed=shown(cell), example=example)
    return code


def read_codes(cell: RawCell, example: str = "R4") -> tuple[str, ...]:
    """Read the codes of a cell, separated by commas, semicolons, "and" or lines; each once."""
    if not isinstance(cell.value, str):
        return (read_code(cell, example),)
    codes: list[str] = []
    for part in filter(None, map(str.strip, _SEPARATORS.split(cleaned(cell.value)[0]))):
        words = part.upper().split()
        apart = words if all(map(_CODE.fullmatch, words)) else [part]  # "R3 R4", but "R 3" is one code
        codes += [read_code(RawCell(code, cell.ref), example) for code in apart]
    return tuple(dict.fromkeys(codes))


def words_of(choices: Sequence[Choice]) -> dict[str, Choice]:
    """The choices of a list by each of their words and by their code, folded."""
    return {folded(word): choice for choice in choices for word in (*choice.words.values(), choice.code)}


def read_choice(cell: RawCell, by_word: Mapping[str, Choice], language: str, column: str) -> str:
    """Read one of the choices (see :func:`words_of`), by its word in any language or by its code; gives the code."""
    typed = folded(shown(cell))
    if typed in by_word:
        return by_word[typed].code
    choices = tuple({choice.code: choice for choice in by_word.values()}.values())
    listed = ", ".join(choice.words[language] for choice in choices)
    initial = form(typed)[:1]  # "non réalisée" and "en retard" are far from being misspelt "réalisée", "non démarrée"
    alike = [word for word in by_word if word.startswith(initial)]
    for near in difflib.get_close_matches(typed, alike, 1, 0.6):
        word = by_word[near].words[language]
        raise Unreadable("misspelt-choice", typed=shown(cell), column=column, near=word, choices=listed)
    raise Unreadable("unknown-choice", typed=shown(cell), column=column, choices=listed)


def read_yes(cell: RawCell, remark: Remark) -> bool:  # noqa: ARG001  one signature for all
    """Read oui, non, yes, no, vrai, faux, x, TRUE and the like."""
    typed = folded(shown(cell))
    if typed in _YES:
        return True
    if typed in _NO:
        return False
    raise Unreadable("unreadable-yesno", typed=shown(cell))


def read_number(cell: RawCell, remark: Remark) -> Decimal:  # noqa: ARG001  one signature for all
    """Read a number typed in the French or the English way."""
    value = cell.value
    if isinstance(value, (datetime, time, timedelta)):
        raise Unreadable("number-is-date", typed=shown_date(cell))
    if isinstance(value, bool) or value is None:
        raise Unreadable("unreadable-number", typed=shown(cell))
    if isinstance(value, str):
        return _number_in_text(cell, cleaned(value)[0])
    if not math.isfinite(value):
        raise Unreadable("unreadable-number", typed=shown(cell))
    return Decimal(f"{value:.15g}" if isinstance(value, float) else value)  # Excel keeps 15 digits


def read_count(cell: RawCell, remark: Remark) -> int:
    """Read a whole number, zero or more."""
    try:
        number = read_number(cell, remark)
    except Unreadable as flaw:
        raise Unreadable("unreadable-count" if flaw.code == "unreadable-number" else flaw.code, **flaw.given) from None
    if number < 0 or number != number.to_integral_value() or number > 10**12:
        raise Unreadable("unreadable-count", typed=shown(cell))
    return int(number)


def read_share(cell: RawCell, remark: Remark) -> Decimal:
    """Read a percentage: 50 for ``50``, ``50 %`` and 0.5 formatted as a percentage; bare 0.5 is asked about.

    A sign that a format only writes behind the number (``0"%"``) multiplies nothing.
    """
    signed = isinstance(cell.value, (int, float)) and "%" in cell.number_format
    try:
        if isinstance(cell.value, str):
            text = cleaned(cell.value)[0]
            bare = _PERCENT_WORDS.sub("", text)
            signed = bare != text
            number = _number_in_text(cell, bare.strip())
        else:
            number = read_number(cell, remark) * (100 if "%" in format_parts(cell.number_format) else 1)
    except Unreadable as flaw:
        known = flaw.code in ("ambiguous-number", "number-is-date")
        raise Unreadable(flaw.code if known else "unreadable-percent", **flaw.given) from None
    if not signed and 0 < number < 1:
        typed = shown(cell) if isinstance(cell.value, str) else number
        raise Unreadable("unclear-percent", typed=typed, large=_short(number * 100), small=_short(number))
    return number


def read_percent(cell: RawCell, remark: Remark) -> int:
    """Read progress, 0 to 100. A part of a per cent is rounded, but never to 0 or 100."""
    share = read_share(cell, remark)
    if not 0 <= share <= 100:
        raise Unreadable("percent-outside", typed=_short(share))
    whole = int(half_up(share))
    if whole != share:
        whole = min(99, max(1, whole))
        remark("percent-rounded", typed=_short(share), read=whole)
    return whole


def read_figure(cell: RawCell, unit: Unit, remark: Remark) -> FigureValue:
    """Read the value of a figure as its unit says."""
    match unit:
        case Unit.PERCENT:
            return read_share(cell, remark)
        case Unit.DATE:
            return PartialDate.of(read_date(cell, remark))
        case Unit.MONTH:
            return read_month(cell, remark)
        case Unit.YEAR:
            return read_year(cell, remark)
        case _:
            return read_number(cell, remark)


def read_link(cell: RawCell, remark: Remark) -> str:
    """Read a web address; a cell that shows other words may hide one behind them."""
    typed = cleaned(cell.value)[0] if isinstance(cell.value, str) else ""
    address = next((found for found in (typed, cell.link) if _is_address(found)), "")
    if not address:
        raise Unreadable("unreadable-link", typed=shown(cell))
    if address.casefold().startswith("http:"):
        remark("link-not-https")
    return address


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    clean = not any(char.isspace() or char in '<>"{}|\\^`' for char in text)
    return clean and parts.scheme in ("https", "http") and "." in host.strip(".") and "@" not in parts.netloc


def _number_in_text(cell: RawCell, text: str) -> Decimal:
    text = _GAPS.sub(" ", text).replace("\u2212", "-")
    sign = -1 if text.startswith("-") else 1
    digits = text.lstrip("+-").strip() if text[:1] in "+-" else text
    commas, points = _COMMAS.fullmatch(digits), _POINTS.fullmatch(digits)
    separators = digits.count(",") + digits.count(".")
    if (commas or points) and separators == 1 and not digits.startswith("0"):
        small = digits.replace(",", ".")
        raise Unreadable("ambiguous-number", typed=shown(cell), large=small.replace(".", ""), small=Decimal(small))
    if commas and separators > 1:
        digits = digits.replace(",", "")
    elif points and separators > 1:
        digits = digits.replace(".", "").replace(",", ".")
    elif _PLAIN.fullmatch(digits) or _SPACED.fullmatch(digits):
        digits = digits.replace(" ", "").replace(",", ".")
    else:
        raise Unreadable("unreadable-number", typed=shown(cell))
    return sign * Decimal(digits)


def _short(number: Decimal) -> Decimal:
    """Without zeros at the end."""
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()

"""Texts as people and their programs type them, made printable."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from reportgen.report.rich import Mark, carried
from reportgen.workbook.addresses import link_address
from reportgen.workbook.raw import RawCell, Scalar

SPACES = " \t\n\r\u00a0\u202f\u2007\u2009\u200a\u3000"
"""Stripped at the ends of a text. Inside one, no-break spaces stay: French typography needs them."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NEW_LINE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufe00-\ufe0f\ufeff]")  # soft breaks, and the variant of a sign
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\uffff"
    "\U000e0000-\U0010ffff]"
)
_NEEDS_WORK = re.compile(r"[^\n\x20-\x7e\xa0\xa1-\xac\xae-\u017f\u2010-\u2027\u202f-\u205e]|_x")
_DASHES = "-–—−‐‑_ "
_PLACEHOLDERS = frozenset(
    {"xxx", "xxxx", "tbd", "todo", "a completer", "a remplir", "to be completed", "to be filled in"}
)
_SIGNS_OF_NOTHING = "?.…/ "
_LONGEST_PLACEHOLDER = max(map(len, _PLACEHOLDERS)) + 2
_LITERAL = re.compile(r'"[^"]*"|\\.')
_WRITTEN_BY_LANGUAGE = re.compile("[%,]|# #")  # in a number format: a percentage, or thousands set apart
_SIGNS = re.compile(r"[\W_]+")


class Unreadable(ValueError):
    """A cell that cannot be read: the ``code`` of the problem and what fills its message."""

    def __init__(self, code: str, **given: object) -> None:
        super().__init__(code)
        self.code = code
        self.given: dict[str, Any] = given


@lru_cache(4096)  # from quarter to quarter much is said in the same words
def cleaned(text: str) -> tuple[str, str]:
    r"""A text ready to print, and the characters that had to be left out (``U+0007, U+E000``), if any.

    Excel's ``_x000D_`` escapes are undone, line ends are ``\n``, composed characters are in form C, spaces of every
    kind go from the ends of lines, and control, private-use, direction and unpaired surrogate characters go altogether.
    """
    removed = ""
    if _NEEDS_WORK.search(text):
        text = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")  # pairs become one
        text = _INVISIBLE.sub("", _NEW_LINE.sub("\n", text)).replace("\t", " ")
        removed = ", ".join(f"U+{ord(char):04X}" for char in sorted(set(_UNPRINTABLE.findall(text))))
        text = unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))
    if "\n" in text:
        text = "\n".join(line.strip(SPACES) for line in text.split("\n"))
    return text.strip(SPACES), removed


def marks_of(cell: RawCell, text: str) -> tuple[Mark, ...]:
    """The marks of a cell at their places in ``text``, its text made printable; a link covers it all."""
    address = link_address(cell.link) if cell.link and text else ""
    link = (Mark(0, len(text), "link", address),) if address else ()
    if not cell.marks or not isinstance(cell.value, str):
        return link
    typed = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)).ljust(len(escape[0])), cell.value)
    return (*carried(cell.marks, typed, text), *link)


@lru_cache(1024)
def folded(text: str) -> str:
    """The form in which headings, sheet names and choices are compared: no accents, case or outer spaces."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.replace("’", "'").casefold().split())


def form(text: str) -> str:
    """The form in which headings and titles are compared: folded, and without signs: ``constat fr``."""
    return _SIGNS.sub(" ", folded(text)).strip()


def is_blank(cell: RawCell) -> bool:
    """Whether a cell only looks filled: spaces of some kind, or a dash where there is nothing to say."""
    return isinstance(cell.value, str) and not cell.value[:1].isalnum() and not cleaned(cell.value)[0].strip(_DASHES)


def is_placeholder(text: str) -> bool:
    """Whether a text, or one of its lines, only holds the place of one that is still to come."""
    if len(text) > _LONGEST_PLACEHOLDER and "\n" not in text:
        return False
    return any(
        len(line) <= _LONGEST_PLACEHOLDER and (form(line) in _PLACEHOLDERS or line.strip(_SIGNS_OF_NOTHING) == "")
        for line in text.split("\n")
        if line
    )


def shown(cell: RawCell, limit: int = 60) -> str:
    """What stands in a cell, as a message quotes it."""
    if cell.value is None:
        return cell.error or cell.formula
    text = plain(cell.value).replace("\n", " ")
    return text if len(text) <= limit else text[: limit - 1] + "…"


def plain(value: Scalar) -> str:
    """A value in words: ``40`` for 40.0, ``2025-05-31`` for a date."""
    if isinstance(value, str):
        return cleaned(value)[0]
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value)


def shown_date(cell: RawCell) -> date | str:
    """A day as such, to be told as people type it; a time as it is shown."""
    value = cell.value
    return value.date() if isinstance(value, datetime) and value.time() == time() else shown(cell)


def read_text(cell: RawCell) -> str:
    """The text of a cell, which may be a bare whole number: each language writes all others, and dates, in its way."""
    if isinstance(cell.value, (datetime, time, timedelta)):
        raise Unreadable("text-is-date", typed=shown_date(cell))
    if isinstance(cell.value, (int, float)) and not _is_bare_whole(cell.value, cell.number_format):
        sign = "%" in _LITERAL.sub("", cell.number_format)
        raise Unreadable("text-is-number", typed=f"{cell.value * 100:.15g}%" if sign else shown(cell).upper())
    return "" if cell.value is None else plain(cell.value)


def _is_bare_whole(value: float, number_format: str) -> bool:
    whole = not isinstance(value, bool) and (isinstance(value, int) or value.is_integer())
    return whole and not _WRITTEN_BY_LANGUAGE.search(number_format)

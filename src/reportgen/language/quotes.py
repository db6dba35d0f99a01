"""Straight quotes and apostrophes of one line made curly, by pairs; what has no partner stays as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.language import NO_BREAK

_SPACES = " \t\r\v\f\u00a0\u202f\u2009"
_BEFORE_OPENING = _SPACES + "([{«“‘\"'’/–—-"
_AFTER_CLOSING = _SPACES + ")]}»”’\"'/–—-.,;:!?…"

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_DOUBLE = re.compile('["«»“”]')

_MARKS = {
    "fr": (("«" + NO_BREAK, NO_BREAK + "»"), ("“", "”")),
    "en": (("“", "”"), ("‘", "’")),
}
"""The pair of a quotation, then of one inside it, by turns."""


@dataclass(frozen=True, slots=True)
class _Pair:
    opening: int
    closing: int
    typed: bool  # with straight quotes: ours to change


def curled(line: str, language: str) -> str:
    """``line`` with the quotes and apostrophes of ``language``."""
    if '"' not in line and "'" not in line:
        return line
    pieces: list[str] = []
    done = 0
    for at, mark in sorted([*_double(line, language), *_single(line)]):
        pieces += line[done:at], mark
        done = at + 1
    return "".join(pieces) + line[done:]


def verbatim(line: str, language: str) -> str:
    """``line`` as it was typed, misprints and all, but for the marks of its quotations and its apostrophes."""
    opening, closing = _MARKS[language][0]
    (first, *others), inside = parted(line)
    framed = (f"{opening}{text}{closing}{rest}" for text, rest in zip(inside, others, strict=True))
    return apostrophes(first + "".join(framed))


def apostrophes(text: str) -> str:
    """``text`` with the apostrophes between its letters as print has them."""
    return _APOSTROPHE.sub("’", text)


def parted(line: str) -> tuple[list[str], list[str]]:
    """What stands around the quotations of a line, and what stands in each of them; those inside others count not."""
    around, inside, done = [], [], 0
    for pair in _double_pairs(line):
        if pair.opening >= done:
            around.append(line[done : pair.opening])
            inside.append(line[pair.opening + 1 : pair.closing].strip(_SPACES))
            done = pair.closing + 1
    return [*around, line[done:]], inside


def _double(line: str, language: str) -> Iterator[tuple[int, str]]:
    depth_ends: list[int] = []  # where the quotations around this place end
    for pair in _double_pairs(line):
        while depth_ends and depth_ends[-1] < pair.opening:
            depth_ends.pop()
        opening, closing = _MARKS[language][len(depth_ends) % 2]
        depth_ends.append(pair.closing)
        if pair.typed:
            yield pair.opening, opening
            yield pair.closing, closing


def _double_pairs(line: str) -> list[_Pair]:
    """Quotations marked by ``" "``, ``« »`` or ``“ ”``, well nested, by the place where they open."""
    waiting: list[tuple[int, str]] = []  # opening marks without their closing one so far
    counted = {'"': 0, "«": 0, "“": 0}
    pairs = []
    for found in _DOUBLE.finditer(line):
        at, char = found.start(), found[0]
        partner = {"»": "«", "”": "“"}.get(char, char)
        if counted.get(partner) and (char in "»”" or (char == '"' and _may_close(line, at))):
            while True:
                opening, mark = waiting.pop()
                counted[mark] -= 1
                if mark == partner:
                    break
            pairs.append(_Pair(opening, at, typed=char == '"'))
        elif char in "«“" or (char == '"' and _may_open(line, at)):
            waiting.append((at, char))
            counted[char] += 1
    return sorted(pairs, key=lambda pair: pair.opening)


def _single(line: str) -> Iterator[tuple[int, str]]:
    waiting: list[int] = []
    for found in re.finditer("'", line):
        at = found.start()
        before, after = line[at - 1 : at], line[at + 1 : at + 2]
        if _is_decade(line, at) or (before.isalpha() and after.isalnum()):
            yield at, "’"  # the '90s; l'eau
        elif waiting and _may_close(line, at):
            yield waiting.pop(), "‘"
            yield at, "’"
        elif before.isalpha():
            yield at, "’"  # the NGOs' plan; d'« urgence »
        elif _may_open(line, at):
            waiting.append(at)


def _may_open(line: str, at: int) -> bool:
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    return (not before or before in _BEFORE_OPENING) and bool(after) and after not in _SPACES


def _may_close(line: str, at: int) -> bool:
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    return bool(before) and before not in _SPACES and (not after or after in _AFTER_CLOSING)


def _is_decade(line: str, at: int) -> bool:
    return _may_open(line, at) and line[at + 1 : at + 3].isdigit() and line[at + 3 : at + 4] == "s"

"""Emphasis and links of a text, as marks beside it: the text itself stays plain wherever it is compared or exported."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Self

_BULLET = r"^[ \t]*(?:[•‣▪◦●·➢][ \t\u00a0]*|[*–—-][ \t\u00a0]+)"
_LINE = re.compile(rf"(?:{_BULLET})?([^ \t\n](?:[^\n]*[^ \t\n])?)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mark:
    """What characters ``start`` to ``end`` of a text are: "strong", "em", or a "link" to the address ``target``.

    Marks of one kind do not overlap.
    """

    start: int
    end: int
    kind: str
    target: str = ""


class Marked(str):
    """A text with its marks, for content that is plain values: it is compared, measured and written as its text."""

    __slots__ = ("marks",)
    marks: tuple[Mark, ...]

    def __new__(cls, text: str, marks: Sequence[Mark]) -> Self:
        made = super().__new__(cls, text)
        made.marks = tuple(marks)
        return made

    def __getnewargs__(self) -> tuple[str, tuple[Mark, ...]]:  # type: ignore[override]  # copies keep the marks
        return str(self), self.marks


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that is marked alike throughout; ``target`` is the address of its link, or ""."""

    text: str
    strong: bool = False
    em: bool = False
    target: str = ""


def pieces(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The text cut where a mark starts or ends."""
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    current: list[Mark] = []
    for start, end in pairwise(cuts):
        current = [mark for mark in current if mark.end > start]
        while waiting and waiting[-1].start <= start:
            current.append(waiting.pop())
        kinds = {mark.kind: mark.target for mark in current}
        yield Piece(text[start:end], "strong" in kinds, "em" in kinds, kinds.get("link", ""))


def lines_in(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of a text start and end, those that are empty left out, without the bullets typed before them."""
    return (found.span(1) for found in _LINE.finditer(text))


def within(marks: Sequence[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """The marks of a part of a text, counted from its start."""
    return tuple(
        replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
        for mark in marks
        if mark.start < end and mark.end > start
    )


def carried(marks: Sequence[Mark], before: str, after: str) -> tuple[Mark, ...]:
    """The marks of ``before`` at their places in ``after``, where only what stands between letters has changed.

    Cleaning and typography touch spaces, quotes and punctuation, never a letter or a digit: a place is found again
    by the letters that precede it. Where the letters are others, the marks are lost rather than misplaced.
    """
    if before == after or not marks:
        return tuple(marks)
    old, new = _letters(before), _letters(after)
    if len(old) != len(new):
        return ()

    @cache
    def gaps(count: int) -> tuple[int, int, int, int, int, int]:
        left, right = _gap(old, count, len(before))
        new_left, new_right = _gap(new, count, len(after))
        return left, right, new_left, new_right, *_ends(before[left:right], after[new_left:new_right])

    def place(at: int) -> int:
        left, right, new_left, new_right, same, same_at_end = gaps(bisect_left(old, at))
        return new_left + at - left if at - left <= same else new_right - min(right - at, same_at_end)

    moved = (replace(mark, start=place(mark.start), end=place(mark.end)) for mark in marks)
    return tuple(mark for mark in moved if mark.start < mark.end)


def substituted(
    pattern: re.Pattern[str], told: Callable[[re.Match[str]], str], text: str, marks: Sequence[Mark]
) -> tuple[str, tuple[Mark, ...]]:
    """A text with what ``pattern`` finds replaced by what ``told`` says, and its marks at their places in it."""
    found = [(match.start(), match.end(), told(match)) for match in pattern.finditer(text)]

    def place(at: int) -> int:
        grown = 0
        for start, end, new in found if marks else ():
            if at <= start:
                break
            grown += start + len(new) - at if at < end else len(new) - (end - start)
        return at + grown

    made = pattern.sub(told, text)
    return made, tuple(replace(mark, start=place(mark.start), end=place(mark.end)) for mark in marks)


def _letters(text: str) -> list[int]:
    """Where the letters and digits of a text stand."""
    return [at for at, char in enumerate(text) if char.isalnum()]


def _gap(letters: Sequence[int], count: int, length: int) -> tuple[int, int]:
    """Where the stretch without letters lies that follows the first ``count`` of them."""
    return letters[count - 1] + 1 if count else 0, letters[count] if count < len(letters) else length


def _ends(before: str, after: str) -> tuple[int, int]:
    """How many characters are the same at the start of two stretches, and how many more at their end."""
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    end = next((n for n in range(shorter - start) if before[-n - 1] != after[-n - 1]), shorter - start)
    return start, end

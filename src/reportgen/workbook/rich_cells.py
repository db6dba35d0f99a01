"""What openpyxl says of bold and italic inside a cell, and of the address behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from openpyxl.cell.rich_text import CellRichText

from reportgen.report.rich import Mark


class Look(NamedTuple):
    """What the style of a cell says of its font."""

    b: bool = False
    i: bool = False
    strike: bool = False


def marks_of(runs: CellRichText, look: Look) -> tuple[Mark, ...]:
    """What is emphasized *within* a text. ``look`` is the cell's own font, which runs without a font take.

    A text that is bold from end to end is no emphasis but the look of the sheet, and has no mark.
    """
    fonts = [(str(run), look if isinstance(run, str) else run.font) for run in runs if str(run)]
    strong = [(text, bool(font.b)) for text, font in fonts]
    em = [(text, bool(font.i)) for text, font in fonts]
    return (*_emphasis(strong, "strong"), *_emphasis(em, "em"))


def is_struck(runs: CellRichText) -> bool:
    """Whether a part of a text is struck through by a font of its own."""
    return any(run.font.strike for run in runs if not isinstance(run, str))


def address_of(target: str, location: str) -> str:
    """The whole address: what follows its # stands apart in the file. A link inside the workbook has none."""
    return f"{target}#{location}" if target and location and "#" not in target else target


def _emphasis(runs: Sequence[tuple[str, bool]], kind: str) -> Iterator[Mark]:
    if all(marked for text, marked in runs if text.strip()):
        return
    at = 0
    for marked, group in groupby(runs, key=lambda run: run[1]):  # programs cut runs as they like
        text = "".join(each for each, _ in group)
        if marked and text.strip():
            start = at + len(text) - len(text.lstrip())
            yield Mark(start, start + len(text.strip()), kind)
        at += len(text)

"""Raw cells: what a file holds, each with its place, before anything is interpreted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from reportgen.report.rich import Mark

Scalar: TypeAlias = str | bool | int | float | datetime | time | timedelta


class RawCell(NamedTuple):
    """A cell that holds something. A named tuple: hundreds of thousands are made, and handed on by another process.

    ``value`` is None for a formula that was never calculated and for an error. ``number_format`` is
    kept for numbers and dates only. ``error`` is ``#REF!`` and the like. ``origin`` is day zero of serial dates.
    ``link`` is the address behind the text, ``marks`` what is bold or italic in it, ``struck``: some is struck out.
    """

    value: Scalar | None
    ref: str
    number_format: str = "General"
    error: str = ""
    formula: str = ""
    link: str = ""
    origin: date = date(1899, 12, 30)
    marks: tuple[Mark, ...] = ()
    struck: bool = False


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row with at least one filled cell; ``cells`` by column number, from 1."""

    number: int
    cells: Mapping[int, RawCell]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet. ``merged`` holds its merged ranges as (first column, first row, last column, last row)."""

    title: str
    rows: tuple[RawRow, ...]
    visible: bool = True
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """All sheets of a file, in order; ``file`` is its name without the folder."""

    file: str
    sheets: tuple[RawSheet, ...]


def reference(column: int, row: int) -> str:
    """The name of a cell: ``F7`` for column 6, row 7."""
    return f"{letters(column)}{row}"


@cache
def letters(column: int) -> str:
    """The name of a column: ``F`` for 6."""
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


# ---------------------------------------------------------------- from one process to another

Packed: TypeAlias = Sequence[Any]
_PLAIN = RawCell("", "")[2:]


def packed(raw: RawWorkbook) -> Packed:
    """Plain values and tuples, which are handed over ten times as fast as objects; most cells are but their value."""
    return [
        (
            *(sheet.title, sheet.visible, sheet.hidden_columns, sheet.merged),
            [
                (
                    *(row.number, row.hidden),
                    {key: cell.value if cell[2:] == _PLAIN else tuple(cell) for key, cell in row.cells.items()},
                )
                for row in sheet.rows
            ],
        )
        for sheet in raw.sheets
    ]


def unpacked(file: str, given: Packed) -> RawWorkbook:
    """What :func:`packed` was given; ``file`` is its name."""
    return RawWorkbook(
        file,
        tuple(
            RawSheet(title, tuple(_row(*row) for row in rows), visible, hidden_columns, merged)
            for title, visible, hidden_columns, merged, rows in given
        ),
    )


def _row(number: int, hidden: bool, given: Mapping[int, Any]) -> RawRow:
    cells = {
        column: RawCell(*cell) if isinstance(cell, tuple) else RawCell(cell, reference(column, number))
        for column, cell in given.items()
    }
    return RawRow(number, cells, hidden)

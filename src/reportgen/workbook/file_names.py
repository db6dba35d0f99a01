"""The names of the workbooks that follow one another: followup.xlsx, followup_2025-Q4.xlsx, followup_2026-Q1.xlsx."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from reportgen.report.period import Quarter
from reportgen.workbook.new_file import ending_of

_OF_A_COPY = re.compile(r"(?<=.)(_translated)+$")  # as `reportgen translations --import` calls it
_OF_A_QUARTER = re.compile(r"(?P<stem>.+)_(?P<quarter>\d{4}-Q[1-4])")


def name_for(workbook: Path, quarter: Quarter) -> Path:
    """Where the workbook of a quarter lies: beside the one that it begins from."""
    return workbook.with_name(f"{_stem(workbook)}_{quarter}{ending_of(workbook)}")


def newer_than(workbook: Path, latest: Quarter) -> Path | None:
    """The newest workbook beside this one whose name says a quarter after ``latest``."""
    found: dict[Quarter, Path] = {}
    for path in workbook.parent.glob(f"*{ending_of(workbook)}"):
        named = _OF_A_QUARTER.fullmatch(path.stem)
        if named and named["stem"] == _stem(workbook):
            with contextlib.suppress(ValueError):  # a name such as …_0025-Q4 says no quarter
                found[Quarter.parse(named["quarter"])] = path
    newest = max(found, default=latest)
    return found[newest] if newest > latest else None


def _stem(workbook: Path) -> str:
    own = _OF_A_COPY.sub("", workbook.stem)
    named = _OF_A_QUARTER.fullmatch(own)
    return named["stem"] if named else own

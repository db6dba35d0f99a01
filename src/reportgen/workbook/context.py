"""What the rows of a workbook share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from reportgen.report.period import Quarter
from reportgen.workbook.findings import Findings
from reportgen.workbook.schema import Choice, Schema, load_schema
from reportgen.workbook.values import words_of


@dataclass(frozen=True)
class Context:
    """What the rows of a workbook share.

    ``words``: the choices of every list by their folded words. ``codes``: those of each sheet that was found, as keys.
    ``quarters``: those on the sheet of quarters, None where it was not found. ``folder``: where the workbook lies.
    """

    schema: Schema
    words: Mapping[str, Mapping[str, Choice]]
    findings: Findings
    languages: tuple[str, ...]
    folder: Path
    codes: Mapping[str, Mapping[str, None]] = field(default_factory=dict)
    quarters: frozenset[Quarter] | None = None


@cache
def words_by_list() -> Mapping[str, Mapping[str, Choice]]:
    """The choices of every list by their folded words."""
    return {name: words_of(choices) for name, choices in load_schema().choices.items()}

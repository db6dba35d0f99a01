"""The translations that a workbook's folder remembers: ``<file_stem>.translations.json`` beside the workbook.

The file holds fingerprints and no text. It goes by the start of the report's file names, not by the workbook's own
name: teams rename workbooks. It is written by an explicit command or after a final report, never otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound
from reportgen.report.remembered import Remembered

_FORMAT = "reportgen translations 1"
_MAX_SIZE = 50 * 2**20


def memory_path(folder: Path, stem: str) -> Path:
    """Where the translations of a report are remembered."""
    return folder / f"{stem}.translations.json"


def read_memory(path: Path) -> tuple[Remembered, ...]:
    """What is remembered; nothing where there is no file yet. Raises ProblemsFound (``memory-damaged``)."""
    try:
        if not path.exists():
            return ()
        if path.stat().st_size > _MAX_SIZE:
            raise ValueError("too large")
        content = json.loads(path.read_text("utf-8"))
        if content["format"] != _FORMAT:
            raise ValueError(content["format"])
        return tuple(_entry(**each) for each in content["pairs"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ProblemsFound([problem("memory-damaged", Place(path.name))]) from error


def _entry(*, sheet: str, row: str, column: str, prints: dict[str, str], reviewed: bool = False) -> Remembered:
    pairs = tuple(sorted((str(language), str(mark)) for language, mark in prints.items()))
    return Remembered(str(sheet), str(row), str(column), pairs, bool(reviewed))


def memory_file(remembered: Sequence[Remembered]) -> bytes:
    """The content of the file: one pair a line, in order, so that two versions are easily compared."""
    lines = [
        json.dumps(
            {"sheet": entry.sheet, "row": entry.row, "column": entry.column, "prints": dict(entry.prints)}
            | ({"reviewed": True} if entry.reviewed else {}),
            ensure_ascii=False,
        )
        for entry in sorted(remembered)
    ]
    body = ",\n  ".join(lines)
    return f'{{"format": "{_FORMAT}", "pairs": [\n  {body}\n]}}\n'.encode()

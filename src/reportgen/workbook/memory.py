"""What a workbook's folder remembers: ``<file_stem>.translations.json`` and ``<file_stem>.issued`` beside the workbook.

Both go by the start of the report's file names, not by the workbook's own name: teams rename and copy workbooks.
They are written by an explicit command or after a final report, never otherwise. The file of translations, read and
written here, holds fingerprints and no text; the records of issued quarters are those of :mod:`reportgen.issued`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound
from reportgen.report.remembered import Remembered
from reportgen.writing import write_whole

_FORMAT = "reportgen translations 1"
_MAX_SIZE = 50 * 2**20


def memory_path(folder: Path, stem: str) -> Path:
    """Where the translations of a report are remembered."""
    return folder / f"{stem}.translations.json"


def issued_folder(folder: Path, stem: str) -> Path:
    """Where the quarters of a report that were issued are recorded."""
    return folder / f"{stem}.issued"


def carry(source: Path, target: Path, stem: str) -> None:
    """Give the folder ``target``, to which a workbook was copied, what ``source`` remembers; what it has stays.

    ``stem`` is "*" where it is not known: then all that is remembered there.
    Raises ProblemsFound when something cannot be read or written.
    """
    names = memory_path(Path(), stem), issued_folder(Path(), stem) / "*.json"
    kept = sorted(path for name in names for path in source.glob(str(name)))
    places = {path: target / path.relative_to(source) for path in kept if path.is_file()}
    try:
        new = {place: path.read_bytes() for path, place in places.items() if not place.exists()}
    except OSError as error:
        raise ProblemsFound([problem("file-unreadable", Place(Path(str(error.filename)).name))]) from error
    write_whole(new)


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

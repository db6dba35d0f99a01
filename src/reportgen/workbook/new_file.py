"""Writes a file that must not replace another."""

from __future__ import annotations

from pathlib import Path

from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound


def refuse_existing(path: Path) -> None:
    """Raise ProblemsFound when something of this name is there already, or its folder is not."""
    if path.exists():
        raise ProblemsFound([problem("file-exists", Place(path.name))])
    if not path.parent.is_dir():
        raise ProblemsFound([problem("folder-missing", Place(path.parent.name))])


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all; raise ProblemsFound when that cannot be."""
    refuse_existing(path)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise ProblemsFound([problem("file-exists", Place(path.name))]) from None
    except OSError as error:
        path.unlink(missing_ok=True)
        raise ProblemsFound([problem("output-locked", Place(path.name), detail=error.strerror or "")]) from error

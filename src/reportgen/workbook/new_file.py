"""Writes a file that must not replace another."""

from __future__ import annotations

from pathlib import Path

from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound

_OTHER_ENDINGS = (".xlsm", ".xltx", ".xltm")


def refuse_existing(path: Path) -> None:
    """Raise ProblemsFound when something of this name is there already, its folder is not, or no file can have it."""
    try:
        if path.exists():
            raise ProblemsFound([problem("file-exists", Place(path.name))])
        if not path.parent.is_dir():
            raise ProblemsFound([problem("folder-missing", Place(path.parent.name))])
    except OSError as error:  # such as a name that is too long
        raise _locked(path, error) from error


def ending_of(workbook: Path) -> str:
    """The ending that a copy of a workbook needs: Excel opens no macros in a .xlsx, and no .xlsx under another name."""
    ending = workbook.suffix.lower()
    return ending if ending in _OTHER_ENDINGS else ".xlsx"


def refuse_ending(path: Path, ending: str) -> None:
    """Raise ProblemsFound when a new workbook has a name that does not say what it is."""
    if path.suffix.lower() != ending:
        proposed = path.with_name(f"{path.stem}{ending}").name
        raise ProblemsFound([problem("name-ending", Place(path.name), ending=ending, name=proposed)])


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all; raise ProblemsFound when that cannot be."""
    refuse_existing(path)
    try:
        file = path.open("xb")
        try:
            with file:
                file.write(content)
        except BaseException:  # Ctrl-C leaves no half of a file either
            path.unlink(missing_ok=True)
            raise
    except FileExistsError:
        raise ProblemsFound([problem("file-exists", Place(path.name))]) from None
    except OSError as error:
        raise _locked(path, error) from error


def _locked(path: Path, error: OSError) -> ProblemsFound:
    return ProblemsFound([problem("output-locked", Place(path.name), detail=error.strerror or "")])

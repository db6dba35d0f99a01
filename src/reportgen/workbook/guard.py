"""What a file must be before openpyxl opens it, and what it may hold. Each refusal is a problem of its own."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import NoReturn

from reportgen.office_file import (
    DAMAGE,
    MAX_FILE,
    MEGABYTE,
    OLE,
    has_password,
    is_encrypted,
    markup_parts,
    too_much,
    unsafe_markup,
)
from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem, ProblemsFound
from reportgen.workbook.raw import RawSheet, RawWorkbook

MAX_CELLS, MAX_ROWS = 300_000, 50_000
"""Of all sheets together, the filled ones. The log of ten years has a third of the cells and a tenth of the rows."""
MAX_TEXT = 32_767
"""Characters of one cell, by Excel's specification; what else stands in or behind a cell is shorter."""
MAX_TEXTS = 50_000_000
"""Characters of all cells: a file may hold a text once and show it in every cell."""
MAX_TITLE = 255
"""Characters of a sheet's title; Excel allows 31, others more."""
MAX_SECONDS = 10
MAX_MEMORY = 200 * MEGABYTE
"""What the reading of a file may take, see :mod:`reportgen.workbook.limited`."""

_MARKUP = re.compile(rb"\s*<(\?xml|!doctype|html|table|head|body|meta)", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/"


def check_file(path: Path) -> None:
    """Return when ``path`` is a workbook that is safe to load; raise ProblemsFound with one problem otherwise."""
    if path.name.startswith("~$"):
        refuse(path, "file-lock")
    try:
        size = _size(path)
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        refuse(path, "file-unreadable")
    if size > MAX_FILE:
        refuse(path, "file-too-large", limit=MAX_FILE // MEGABYTE)
    if not start.startswith(b"PK"):
        _refuse_by_content(path, start)
    try:
        with zipfile.ZipFile(path) as package:
            _check_directory(path, package, size)
            _check_parts(path, package)
    except DAMAGE:
        refuse(path, "file-damaged")


def refuse(path: Path, code: str, **given: object) -> NoReturn:
    """Refuse the whole file."""
    raise ProblemsFound([problem(code, Place(path.name), **given)])


def refuse_heavy(path: Path) -> NoReturn:
    """Refuse a file that takes more time or memory than any workbook of a team."""
    refuse(path, "file-too-heavy", seconds=MAX_SECONDS, memory=MAX_MEMORY // MEGABYTE)


def check_content(path: Path, raw: RawWorkbook) -> None:
    """Return when everybody after the reader can cope with ``raw``; raise ProblemsFound with all problems otherwise."""
    if not raw.sheets:
        refuse(path, "file-damaged")
    if any(len(sheet.title) > MAX_TITLE for sheet in raw.sheets):
        refuse(path, "file-unsafe", reason="title of a sheet")
    problems: list[Problem] = []
    total = 0
    for sheet in raw.sheets:
        cells = [cell for row in sheet.rows for cell in row.cells.values()]
        total += sum(len(cell.value) for cell in cells if isinstance(cell.value, str))
        for cell in cells:
            if isinstance(cell.value, str) and len(cell.value) > MAX_TEXT:
                place = Place(path.name, sheet.title, cell.ref)
                problems.append(problem("cell-too-long", place, length=len(cell.value), limit=MAX_TEXT))
    if sum(len(sheet.rows) for sheet in raw.sheets) > MAX_ROWS or sum(map(_filled, raw.sheets)) > MAX_CELLS:
        place = Place(path.name, max(raw.sheets, key=_filled).title, "A1")
        problems.append(problem("sheet-too-large", place, rows=MAX_ROWS, cells=MAX_CELLS))
    if problems:
        raise ProblemsFound(problems)
    if total > MAX_TEXTS:
        refuse_heavy(path)


def _filled(sheet: RawSheet) -> int:
    return sum(len(row.cells) for row in sheet.rows)


def _size(path: Path) -> int:
    if not path.exists():
        refuse(path, "file-missing")
    if path.is_dir():
        refuse(path, "file-folder")
    if not path.is_file():
        refuse(path, "file-other")
    size = path.stat().st_size
    if size == 0:
        refuse(path, "file-empty")
    return size


def _refuse_by_content(path: Path, start: bytes) -> NoReturn:
    if start.startswith(OLE):
        refuse(path, _ole_kind(path))
    text = _as_text(start)
    if text is None:
        refuse(path, "file-other")
    refuse(path, "file-html" if _MARKUP.match(text) else "file-csv")


def _ole_kind(path: Path) -> str:
    try:
        with path.open("rb") as file:
            encrypted = is_encrypted(file)
    except OSError:
        encrypted = False
    if encrypted:
        return "file-encrypted"
    return "file-xls" if path.suffix.casefold() in (".xls", ".xlt", ".xlsx", ".xlsm") else "file-other"


def _as_text(start: bytes) -> bytes | None:
    """The bytes as UTF-8 when they can be text at all."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace").lstrip("\ufeff").encode()
    if b"\0" in start or start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8")):
        return None
    return start.removeprefix(b"\xef\xbb\xbf")


def _check_directory(path: Path, package: zipfile.ZipFile, size: int) -> None:
    if reason := too_much(package, size):
        refuse(path, "file-unsafe", reason=reason)
    if has_password(package):
        refuse(path, "file-encrypted")
    names = set(package.namelist())
    if "mimetype" in names:
        refuse(path, "file-ods" if b"spreadsheet" in package.read("mimetype") else "file-other")
    if "xl/workbook.bin" in names:
        refuse(path, "file-xlsb")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        refuse(path, "file-other")


def _check_parts(path: Path, package: zipfile.ZipFile) -> None:
    for name, start in markup_parts(package):
        if reason := unsafe_markup(name, start):
            refuse(path, "file-unsafe", reason=reason)
        if name.endswith("workbook.xml") and _STRICT in start:
            refuse(path, "file-strict")

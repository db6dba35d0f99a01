"""What a file must be before openpyxl opens it. Cheap checks first; each refusal is a problem of its own."""

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
from reportgen.problems import Place, ProblemsFound

MAX_AREA = 100_000
"""Cells of one merged range or one linked range: openpyxl makes every one of them."""

_MARKUP = re.compile(rb"\s*<(\?xml|!doctype|html|table|head|body|meta)", re.IGNORECASE)
_RANGE = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*[\"']([^\"']{1,40})[\"']")
_CORNERS = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")
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
    for name, content in markup_parts(package):
        if reason := unsafe_markup(name, content):
            refuse(path, "file-unsafe", reason=reason)
        if name == "xl/workbook.xml" and _STRICT in content[:4096]:
            refuse(path, "file-strict")
        for found in _RANGE.finditer(content):
            if _area(found[1]) > MAX_AREA:
                refuse(path, "file-unsafe", reason=f"{name} merges or links {found[1].decode('ascii', 'replace')}")


def _area(reference: bytes) -> int:
    corners = _CORNERS.fullmatch(reference.strip())
    if not corners:
        return 1
    left, top, right, bottom = corners.groups()
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number

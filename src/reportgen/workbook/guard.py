"""What a file must be before openpyxl opens it. Cheap checks first; each refusal is a problem of its own."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound

MEGABYTE = 1024 * 1024
MAX_FILE = 50 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_RATIO = 100
MAX_MEMBERS = 2000
MAX_AREA = 100_000
"""Cells of one merged range or one linked range: openpyxl makes every one of them."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 0x1
_MARKUP = re.compile(rb"\s*<(\?xml|!doctype|html|table|head|body|meta)", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")
_RANGE = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*[\"']([^\"']{1,40})[\"']")
_CORNERS = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_STRICT = b"http://purl.oclc.org/ooxml/"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


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
    except _DAMAGE:
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
    if start.startswith(_OLE):
        refuse(path, _ole_kind(path))
    text = _as_text(start)
    if text is None:
        refuse(path, "file-other")
    refuse(path, "file-html" if _MARKUP.match(text) else "file-csv")


def _ole_kind(path: Path) -> str:
    import msoffcrypto  # a tenth of a second, for a rare file

    try:
        with path.open("rb") as file:
            encrypted = msoffcrypto.OfficeFile(file).is_encrypted()
    except Exception:  # noqa: BLE001  it raises whatever it meets in a damaged file
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
    members = package.infolist()
    if len(members) > MAX_MEMBERS:
        refuse(path, "file-unsafe", reason=f"{len(members)} parts")
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        refuse(path, "file-encrypted")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * size:
        refuse(path, "file-unsafe", reason=f"{size} bytes unpack to {unpacked}")
    for member in members:
        if member.file_size > max(MEGABYTE, MAX_RATIO * member.compress_size):
            refuse(path, "file-unsafe", reason=f"{member.filename} unpacks to {member.file_size} bytes")
    names = {member.filename for member in members}
    if "mimetype" in names:
        refuse(path, "file-ods" if b"spreadsheet" in package.read("mimetype") else "file-other")
    if "xl/workbook.bin" in names:
        refuse(path, "file-xlsb")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        refuse(path, "file-other")


def _check_parts(path: Path, package: zipfile.ZipFile) -> None:
    for name, content in _markup_parts(package):
        if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:8]:
            refuse(path, "file-unsafe", reason=f"{name} is not in UTF-8")
        if _DECLARATION.search(content, 0, 65536):
            refuse(path, "file-unsafe", reason=f"{name} declares entities")
        if name == "xl/workbook.xml" and _STRICT in content[:4096]:
            refuse(path, "file-strict")
        for found in _RANGE.finditer(content):
            if _area(found[1]) > MAX_AREA:
                refuse(path, "file-unsafe", reason=f"{name} merges or links {found[1].decode('ascii', 'replace')}")


def _markup_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in package.namelist():
        with package.open(name) as part:
            start = part.read(64)
            if start.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
                yield name, start + part.read()


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

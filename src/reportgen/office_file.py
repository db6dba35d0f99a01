"""What an office file must be before anything unpacks or parses it, be it a workbook or a Word file."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

MEGABYTE = 1024 * 1024
MAX_FILE = 50 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_RATIO = 100
MAX_MEMBERS = 2000

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of the formats before 2007 begins, and one that Office has encrypted."""
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What the reading of a damaged zip file raises."""

_ENCRYPTED_FLAG = 0x1
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")


def is_encrypted(file: BinaryIO) -> bool:
    """Whether a file that begins as :data:`OLE` is one that Office has encrypted."""
    import msoffcrypto  # a tenth of a second, for a rare file

    try:
        return bool(msoffcrypto.OfficeFile(file).is_encrypted())
    except Exception:  # noqa: BLE001  it raises whatever it meets in a damaged file
        return False


def has_password(package: zipfile.ZipFile) -> bool:
    """Whether a member of a zip file is encrypted by the zip format itself."""
    return any(member.flag_bits & _ENCRYPTED_FLAG for member in package.infolist())


def too_much(package: zipfile.ZipFile, size: int) -> str:
    """Why a zip file of ``size`` bytes must not be unpacked; "" when it may be."""
    members = package.infolist()
    if len(members) > MAX_MEMBERS:
        return f"{len(members)} parts"
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * size:
        return f"{size} bytes unpack to {unpacked}"
    for member in members:
        if member.file_size > max(MEGABYTE, MAX_RATIO * member.compress_size):
            return f"{member.filename} unpacks to {member.file_size} bytes"
    return ""


def markup_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """The members that hold XML, by their first bytes, whatever they are called."""
    for name in package.namelist():
        with package.open(name) as part:
            start = part.read(64)
            if start.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
                yield name, start + part.read()


def unsafe_markup(name: str, content: bytes) -> str:
    """Why XML must not be parsed; "" when it may be."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:8]:
        return f"{name} is not in UTF-8"
    if _DECLARATION.search(content, 0, 65536):
        return f"{name} declares entities"
    return ""

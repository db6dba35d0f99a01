"""What an office file must be before anything unpacks or parses it, be it a workbook or a Word file."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, NoReturn
from xml.parsers import expat

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
_PROLOG = 65536  # bytes of a part in which its first element stands


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
    """The members that hold XML, by their first bytes, whatever they are called: each with its first 64 KB, and read
    to its end, where its checksum is compared.
    """
    for name in package.namelist():
        with package.open(name) as part:
            start = part.read(_PROLOG)
            if start[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
                yield name, start
                while part.read(MEGABYTE):
                    pass


def unsafe_markup(name: str, start: bytes) -> str:
    """Why XML that begins like this must not be parsed; "" when it may be."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start[:8]:
        return f"{name} is not in UTF-8"
    if _has_document_type(start):
        return f"{name} declares entities"
    return ""


def _has_document_type(start: bytes) -> bool:
    """Whether a document type, which may declare entities, stands or may stand before the first element of a part.

    Because none is let pass, a part may be parsed without looking for one.
    """
    found: list[str] = []

    def stop(event: str, *_: object) -> NoReturn:
        found.append(event)
        raise StopIteration

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = partial(stop, "document type")
    parser.StartElementHandler = partial(stop, "element")
    try:
        parser.Parse(start)
    except StopIteration:
        return found != ["element"]
    except expat.ExpatError:
        return False  # told when it is read
    return len(start) == _PROLOG

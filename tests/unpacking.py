"""Every byte of a file that could tell something: parts unpacked, streams decompressed, glyphs read as letters."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

import pikepdf

from pdf_reading import bare, marked_texts, opened


def everything_in(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file and all that is in it, at any depth, each with a name that tells where it lies."""
    yield name, name.encode() + b"\n" + data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            yield f"{name}: directory", parts.comment + b"".join(part.extra + part.comment for part in parts.filelist)
            for part in parts.namelist():
                yield from everything_in(f"{name}/{part}", parts.read(part))
    elif data.startswith(b"%PDF"):
        with opened(data) as pdf:
            yield from _in_pdf(name, pdf)
    elif data.startswith(b"\x89PNG"):
        yield f"{name}: chunks", b"".join(_inflated(data))


def _in_pdf(name: str, pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    for number, page in enumerate(pdf.pages, start=1):
        yield f"{name}: page {number}", bare("".join(marked_texts(page).values())).encode()
    for thing in pdf.objects:
        place = f"{name}: object {thing.objgen[0]}"
        if isinstance(thing, pikepdf.Stream):
            yield place, _plain(dict(thing.items()))
            yield place, thing.read_raw_bytes()
            if thing.get("/Filter") != "/DCTDecode":
                yield from everything_in(place, thing.read_bytes())
        else:
            yield place, _plain(thing)
    for file, attached in pdf.attachments.items():
        yield from everything_in(f"{name}!{file}", attached.get_file().read_bytes())


def _plain(thing: object) -> bytes:
    """An object with its strings as text, not as the UTF-16 that a PDF holds; what it refers to comes by itself."""
    match thing:
        case pikepdf.String():
            return bytes(thing) + b" " + str(thing).encode()
        case pikepdf.Array():
            return b" ".join(_plain(each) for each in thing if not _elsewhere(each))
        case pikepdf.Dictionary() | dict():
            return b" ".join(key.encode() + b" " + _plain(each) for key, each in thing.items() if not _elsewhere(each))
        case _:
            return str(thing).encode()


def _elsewhere(thing: object) -> bool:
    return isinstance(thing, pikepdf.Object) and thing.is_indirect


def _inflated(data: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if kind in (b"zTXt", b"iTXt"):
            yield zlib.decompress(body.partition(b"\0")[2][1:])
        at += 12 + size


def forms_of(word: str) -> tuple[bytes, ...]:
    """How a word may stand in bytes."""
    encoded = [word.encode(), word.encode("utf-16-be"), word.encode("utf-16-le")]
    return (*encoded, *(each.hex().encode() for each in encoded), *(each.hex().upper().encode() for each in encoded))

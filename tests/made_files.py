"""What the made files hold: every byte unpacked, and the text of a PDF."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pypdf


def unpacked(data: bytes) -> bytes:
    """Everything in a PDF or an office file, decompressed, with the files inside it; UTF-16 strings also as UTF-8."""
    if data.startswith(b"%PDF"):
        return _unpacked_pdf(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return b"\n".join(name.encode() + b"\n" + unpacked(parts.read(name)) for name in parts.namelist())
    return data


def _unpacked_pdf(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        strings = [str(each) for element in pdf.objects for each in _strings(element)]
        inside = [spec.get_file().read_bytes() for spec in pdf.attachments.values()]
    return b"\n".join([out.getvalue(), *(text.encode() for text in strings), *map(unpacked, inside)])


def _strings(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The strings that stand directly in an object; those of other objects come with them."""
    if isinstance(element, pikepdf.String):
        return [element]
    if isinstance(element, pikepdf.Dictionary | pikepdf.Stream):
        return [each for value in dict(element).values() if _is_direct(value) for each in _strings(value)]
    if isinstance(element, pikepdf.Array):
        return [each for value in element if _is_direct(value) for each in _strings(value)]
    return []


def _is_direct(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def page_texts(data: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]

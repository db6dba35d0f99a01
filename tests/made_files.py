"""What the made files hold: every byte unpacked, the text of a PDF, the text of a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import pikepdf
from lxml import etree

from reportgen.word.lint_file import WordFile, value, w


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


# ---------------------------------------------------------------- PDF


@lru_cache(maxsize=4)
def page_texts(data: bytes) -> tuple[str, ...]:
    """The text of each page in the order in which it is drawn: cell by cell, as those hear it who have it read out."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts: dict[tuple[int, int], dict[int, str]] = {}
        return tuple(_drawn(page.obj, page.obj.Resources, fonts) for page in pdf.pages)


def _drawn(stream: pikepdf.Object, resources: pikepdf.Object, fonts: dict[tuple[int, int], dict[int, str]]) -> str:
    letters: dict[int, str] = {}
    found = []
    for operands, operator in pikepdf.parse_content_stream(stream):
        match str(operator):
            case "Tf":
                font = resources.Font[str(operands[0])]
                letters = fonts.setdefault(font.objgen, fonts.get(font.objgen) or _letters(font))
            case "Tj" | "TJ":
                parts = operands[0] if str(operator) == "TJ" else operands
                glyphs = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                found += [letters[high << 8 | low] for high, low in zip(glyphs[::2], glyphs[1::2], strict=True)]
            case "ET":
                found.append("\n")
            case "Do":
                drawing = resources.XObject[str(operands[0])]
                if drawing.Subtype == "/Form":
                    found.append(_drawn(drawing, drawing.get("/Resources", resources), fonts))
    return "".join(found)


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """What each glyph of a font stands for (ISO 32000-1, 9.10.3), as the engine writes it: one by one."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    assert "beginbfrange" not in table
    blocks = re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL)
    pairs = re.findall(r"<(\w+)> *<(\w*)>", "".join(blocks))
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}


# ---------------------------------------------------------------- text, without what typography and layout do to it


def squashed(text: str) -> str:
    """Without spaces and soft breaks, in small letters: what a wrapped line and a capital cannot change."""
    plain = text.translate({ord("’"): "'", ord("\u00ad"): None, ord("\u200b"): None})
    return "".join(plain.split()).casefold()


class Found:
    """Looks for texts in the pages of a PDF, also for those that a page break parts."""

    def __init__(self, pages: Sequence[str]) -> None:
        self._pages = [squashed(page) for page in pages]
        self._all = "\n".join(self._pages)

    def __contains__(self, text: str) -> bool:
        wanted = squashed(text)
        return wanted in self._all or any(
            _begins_and_ends(wanted, before, after) for before, after in pairwise(self._pages)
        )


def _begins_and_ends(wanted: str, before: str, after: str) -> bool:
    """Whether the text begins on one page and ends on the next."""
    low, high = 0, len(wanted)
    while low < high:  # the longest beginning that the first page holds
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in before else (low, middle - 1)
    return low > 0 and wanted[low:] in after


# ---------------------------------------------------------------- Word


class WordText:
    """A .docx as its reader sees it: paragraphs with their styles, tables, footnotes, chart titles and descriptions."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            self.file = WordFile({name: parts.read(name) for name in parts.namelist()})

    def paragraphs(self, *but: str) -> list[tuple[str, str]]:
        """Style and text of each paragraph of the body, in reading order, but those of some styles."""
        found = [(value(node, "pPr/pStyle"), _said(node)) for node in self.file.document.iter(w("p"))]
        return [(style, text) for style, text in found if not style.startswith(but or "\n")]

    def of_style(self, *styles: str) -> list[str]:
        return [text for style, text in self.paragraphs() if style in styles]

    def tables(self) -> list[list[list[str]]]:
        """The cells of each report table, row by row, without bars of progress."""
        return [
            [
                [
                    " ".join(
                        _said(node)
                        for node in cell.iter(w("p"))
                        if value(node, "pPr/pStyle") != "Progress" and _said(node)
                    )
                    for cell in row.findall(w("tc"))
                ]
                for row in table.findall(w("tr"))
            ]
            for table in self.file.document.iter(w("tbl"))
            if value(table, "tblPr/tblStyle") == "ReportTable"
        ]

    def notes(self) -> list[str]:
        notes = self.file.trees["word/footnotes.xml"].iter(w("footnote"))
        return [text for note in notes if (text := " ".join(map(_said, note.iter(w("p")))).strip())]

    def margins(self) -> list[str]:
        """The text of each kind of head and foot."""
        stories = [tree for name, tree in self.file.stories() if "header" in name or "footer" in name]
        return [" ".join(map(_said, tree.iter(w("p")))) for tree in stories]

    def descriptions(self) -> list[str]:
        """The alternative texts of charts and pictures."""
        return [
            text for node in self.file.document.iter() if node.tag.endswith("}docPr") and (text := node.get("descr"))
        ]

    def text(self) -> str:
        return "\n".join(text for _, text in self.paragraphs())


def _said(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(w("t")))

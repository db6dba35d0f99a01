"""A tagged PDF as a screen reader meets it: elements with their text, headers of cells, links; made from the sample."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf

import nutrition
from pages import FOLDERS
from reportgen.build import Order, gather
from reportgen.job import Job
from reportgen.worker import make

_CHARS = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def printed(**changes) -> bytes:
    """The PDF of the sample in English with some sheets replaced, made in this process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report, _ = gather(Order(nutrition.written(folder, **changes), folder), FOLDERS)
        return make(Job(report, report.quarters[-1].quarter, "en", ("pdf",), False, FOLDERS, folder, {})).files["pdf"]


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


class Reader:
    """Reads the tag tree of one file."""

    def __init__(self, data: bytes) -> None:
        self.pdf = opened(data)
        self.marked = {page.objgen: marked_texts(page) for page in self.pdf.pages}
        self.root = self.pdf.Root.StructTreeRoot.K[0]

    def elements(self, *kinds: str, below: pikepdf.Object | None = None) -> Iterator[pikepdf.Object]:
        """The elements of some kinds, or of all, in reading order."""
        start = self.root if below is None else below
        for kid in kids(start):
            if "/S" in kid:
                if not kinds or str(kid.S) in kinds:
                    yield kid
                yield from self.elements(*kinds, below=kid)

    def text(self, element: pikepdf.Object, page: pikepdf.Object | None = None) -> str:
        """What stands in an element, without the bullets and numbers of lists."""
        page = element.get("/Pg", page)
        parts = []
        for kid in kids(element, all_kinds=True):
            if isinstance(kid, pikepdf.Dictionary):
                parts.append(self.text(kid, page) if "/S" in kid and kid.S != "/Lbl" else "")
            else:
                parts.append(self.marked[page.objgen][int(kid)])
        return "".join(parts)

    def texts(self, *kinds: str) -> list[str]:
        return [bare(self.text(element)) for element in self.elements(*kinds)]


def kids(element: pikepdf.Object, *, all_kinds: bool = False) -> list[pikepdf.Object]:
    found = element.get("/K", ())
    every = list(found) if isinstance(found, pikepdf.Array) else [found]
    return every if all_kinds else [kid for kid in every if isinstance(kid, pikepdf.Dictionary)]


def bare(text: str) -> str:
    """Without spaces: a line end in a PDF is none, and French spaces may stand for it."""
    return re.sub(r"\s+", "", text)


def marked_texts(page: pikepdf.Page) -> dict[int | str, str]:
    """The text of a page by the number of its marked content; what is an artifact under its type."""
    texts: dict[int | str, str] = {}
    fonts: dict[str, dict[int, str]] = {}
    open_marks: list[int | str] = []
    font = ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1]
                artifact = str(operands[0]) == "/Artifact"
                open_marks.append(str(properties.Type) if artifact else int(properties.MCID))
                texts.setdefault(open_marks[-1], "")
            case "BMC":
                open_marks.append("decoration")
            case "EMC":
                open_marks.pop()
            case "Tf":
                font = str(operands[0])
                fonts.setdefault(font, _letters(page.Resources.Font[font]))
            case "TJ" | "Tj":
                shown = operands[0] if str(operator) == "TJ" else operands
                codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
                letters = (int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2))
                mark = next((each for each in reversed(open_marks) if each != "decoration"), "untagged")
                texts[mark] = texts.get(mark, "") + "".join(fonts[font].get(letter, "?") for letter in letters)
    return texts


def _letters(font: pikepdf.Object) -> dict[int, str]:
    table = font.ToUnicode.read_bytes()
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in _CHARS.findall(table)}

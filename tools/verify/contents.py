"""Whether the page numbers that a Word file shows in its contents, and in its lists of figures and tables, are those
of a real layout of it.

They were counted in the PDF edition; LibreOffice's print of the Word file is the witness.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from lxml import etree
from pypdf import PdfReader

from reportgen.word.lint_file import value, w
from tools.verify.findings import Finding
from tools.verify.office import headings

TOOL: Final = "contents"
EXACT_SHARE: Final = 0.9
"""At least so many entries must show the very page; the others may be one page off."""

_ENTRY: Final = re.compile(r"TOC[1-9]")
_CAPTION: Final = "TableofFigures"
_NUMBER: Final = re.compile(r"^\d+(\.\d+)*\s+")


@dataclass(frozen=True)
class Entry:
    """An entry: its title, the page it shows, and the page of that heading or caption in the print, if found."""

    title: str
    shown: int
    printed: int | None

    @property
    def off(self) -> int | None:
        """How many pages lie between what it shows and where the heading is."""
        return None if self.printed is None else abs(self.shown - self.printed)


def entries(file: Path, printed: Path) -> list[Entry]:
    """The entries of a Word file's contents and lists, each with its page in a print of the file."""
    pages: dict[str, list[int]] = {}
    for heading in headings(printed):
        pages.setdefault(_key(heading.text), []).append(heading.page)
    texts = [_bare(page.extract_text()) for page in PdfReader(printed).pages]
    shown_in_file = _shown(file)
    captions = [_bare(title) for style, title, _ in shown_in_file if style == _CAPTION]
    found = []
    for style, title, shown in shown_in_file:
        places = _pages_of(title, captions, texts) if style == _CAPTION else pages.get(_key(title), [])
        found.append(Entry(title, shown, places.pop(0) if places else None))
    return found


def check(file: Path, printed: Path) -> list[Finding]:
    """Name every entry that is lost or more than a page off, and a share of exact ones that is too small."""
    known = entries(file, printed)
    if not known:
        return [Finding(file, TOOL, "no-contents", "the file has no table of contents with entries")]
    findings = [
        Finding(file, TOOL, "no-heading", "the print has no such heading or caption", place=entry.title)
        for entry in known
        if entry.off is None
    ]
    findings += [
        Finding(file, TOOL, "page-off", f"shows page {entry.shown}, is on page {entry.printed}", place=entry.title)
        for entry in known
        if entry.off is not None and entry.off > 1
    ]
    if _exact(known) < EXACT_SHARE * len(known):
        findings.append(Finding(file, TOOL, "pages-differ", told(known)))
    return findings


def told(known: Sequence[Entry]) -> str:
    """The figure: how many page numbers are exact, and how many within one page."""
    near = sum(entry.off is not None and entry.off <= 1 for entry in known)
    return f"{_exact(known)} of {len(known)} page numbers exact, {near} within one page"


def _exact(known: Sequence[Entry]) -> int:
    return sum(entry.off == 0 for entry in known)


def _shown(file: Path) -> list[tuple[str, str, int]]:
    """Style, title and page of each entry, as they lie in the file."""
    with ZipFile(file) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for paragraph in body.iter(w("p")):
        style = value(paragraph, "pPr/pStyle")
        if style != _CAPTION and not _ENTRY.fullmatch(style):
            continue
        pieces = [("\t" if node.tag == w("tab") else node.text or "") for node in paragraph.iter(w("t"), w("tab"))]
        *title, page = "".join(pieces).strip("\t").split("\t")
        if page.isdigit():
            found.append((style, " ".join(title), int(page)))
    return found


def _pages_of(caption: str, captions: Sequence[str], texts: Sequence[str]) -> list[int]:
    """The pages of a caption: of those that hold its words all but its list, where most captions stand."""
    places = [number for number, text in enumerate(texts, 1) if _bare(caption) in text]
    return sorted(places, key=lambda number: (sum(each in texts[number - 1] for each in captions), -number))[:-1]


def _bare(text: str) -> str:
    return "".join(text.split())


def _key(title: str) -> str:
    """A title without its number and its spaces: programs write both in their own ways."""
    return _bare(_NUMBER.sub("", title.strip()))

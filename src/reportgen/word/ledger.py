"""What the writer keeps count of while it goes through a document: ids, footnotes, lists, captions, links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass

from reportgen.document.blocks import (
    Chart,
    Document,
    Heading,
    Link,
    Note,
    Paragraph,
    Picture,
    Run,
    Table,
    blocks_of,
    flat,
)
from reportgen.problems import ContractBroken
from reportgen.theme import StatusLook, Theme
from reportgen.word.comments import Comments
from reportgen.word.fields import Anchors
from reportgen.word.house import House
from reportgen.word.lists import Numbering, counts_itself
from reportgen.word.notes import Notes
from reportgen.word.package import Package, Part
from reportgen.word.style_kinds import status_style, style_id


@dataclass
class Ledger:
    """The state of one document being written.

    ``pages`` gives the page of each id in the PDF's layout, ``photos`` pictures by name, ``levels`` and
    ``numbers`` the level and the printed number of each heading by its id.
    """

    document: Document
    theme: Theme
    pages: Mapping[str, int]
    photos: Mapping[str, bytes]
    levels: Mapping[str, int]
    numbers: Mapping[str, str]
    package: Package
    body: Part
    footnotes: Part
    anchors: Anchors
    comments: Comments
    house: House | None = None  # the team's own file, where the document is to look like it
    notes: Notes = field(default_factory=Notes)
    numbering: Numbering = field(default_factory=Numbering)
    captions: dict[str, int] = field(default_factory=dict)
    drawings: int = 0

    def word(self, key: str) -> str:
        """One of the writer's few words in the document's language; raises ContractBroken when it is not given."""
        found = self.document.words.get(key, "")
        if not found:
            raise ContractBroken(f"the document gives no word for {key!r}")
        return found

    def look(self, mark: str) -> StatusLook:
        """How a status looks; raises ContractBroken when the theme has no such status."""
        found = self.theme.status.get(mark)
        if found is None:
            raise ContractBroken(f"the theme has no status {mark!r}")
        return found

    def status(self, use: str, mark: str) -> str:
        """The id of a status's style for one use: "Status", "Bar", "Strip" or "Table"."""
        self.look(mark)
        return style_id(status_style(use, mark))

    def page(self, identifier: str) -> str:
        """The page on which a block starts, as text; "1" as long as no layout is known."""
        return str(self.pages.get(identifier, 1))

    def count_caption(self, kind: str) -> int:
        self.captions[kind] = self.captions.get(kind, 0) + 1
        return self.captions[kind]

    def count_drawing(self) -> int:
        self.drawings += 1
        return self.drawings


def ids_of(document: Document) -> Iterator[str]:
    """The id of every block and table row that has one, in reading order."""
    for section in document.sections:
        for block in flat(section.blocks):
            if isinstance(block, Heading | Paragraph | Table | Chart | Picture) and block.id:
                yield block.id
            if isinstance(block, Table):
                yield from (row.id for row in (*block.head, *block.body) if row.id)


def levels_of(document: Document) -> dict[str, int]:
    """The level of every heading that has an id."""
    return {block.id: block.level for block in blocks_of(document) if isinstance(block, Heading) and block.id}


def numbers_of(document: Document) -> dict[str, str]:
    """The number of every heading that Word itself numbers and that has an id."""
    return {
        block.id: block.number
        for block in blocks_of(document)
        if isinstance(block, Heading) and block.id and counts_itself(block.level - 2, block.number)
    }


def cells_of(document: Document) -> list[str]:
    """The cells that the runs of a document come from, in reading order; footnotes, which take no comment, left out."""
    return list(dict.fromkeys(_cells(document.sections)))


def _cells(value: object) -> Iterator[str]:
    if isinstance(value, Run | Link):
        if value.cell:
            yield value.cell
    elif isinstance(value, tuple):
        for each in value:
            yield from _cells(each)
    elif is_dataclass(value) and not isinstance(value, Note):
        for each in fields(value):
            yield from _cells(getattr(value, each.name))

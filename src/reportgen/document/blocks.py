"""The document model that the Word writer understands: frozen values, nothing else.

A document is sections; a section is blocks; a block holds inlines. Lengths of table columns are
shares of the text width that add up to 1. Every text is final: typography has been applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

# ---------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. ``style``: "", "strong", "em", "strong em", "struck", "small", "flaw" (a draft's mark).

    ``language`` is set only where it departs from the document's. ``cell`` is where the text came from.
    """

    text: str
    style: str = ""
    language: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced new line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: ``target`` is an address, or ``#id`` of a block of this document.

    ``style`` is that of its text: "", "strong", "em", "strong em" or "small". ``cell`` is where the text came from.
    """

    text: str
    target: str
    style: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class PageReference:
    """The number of the page on which the block ``target`` (an id without ``#``) starts."""

    target: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote called at this place."""

    content: tuple[Run | Link, ...]


@dataclass(frozen=True, slots=True)
class StatusMark:
    """A status told by sign and word on its colour; ``mark`` names the colour (``completed``, ``overdue``…)."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class ProgressBar:
    """A small bar, 0 to 100, in the colour of ``mark``; its number always stands beside it as text."""

    percent: int
    mark: str


Inline: TypeAlias = Run | LineBreak | Link | PageReference | Note | StatusMark | ProgressBar

# ---------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4. ``number`` is its printed number ("5.4"), empty when it has none."""

    level: int
    content: tuple[Inline, ...]
    id: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a named style: see CONTRACT.md for the names."""

    content: tuple[Inline, ...]
    style: str = "text"
    id: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with nested lists below it."""

    content: tuple[Inline, ...]
    children: tuple[ItemList, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list: ``kind`` is "bullets" or "numbers". Numbers start at 1 in each list. ``keep`` asks for all of it on one
    page.
    """

    items: tuple[Item, ...]
    kind: str = "bullets"
    keep: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """``scope``: "" (data), "col", "row" or "rowgroup". ``align``: "left", "right" or "center"."""

    blocks: tuple[Paragraph | ItemList, ...]
    scope: str = ""
    span: int = 1
    align: str = "left"
    mark: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """``kind``: "" , "theme" (a band across the table) or "update" (what moved this quarter)."""

    cells: tuple[TableCell, ...]
    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``head`` rows repeat on each page. ``caption`` is numbered by the writer when not empty.

    ``keep`` asks for all of it on one page, ``joins`` for the end of the table before it on that page.
    """

    widths: tuple[float, ...]
    head: tuple[TableRow, ...]
    body: tuple[TableRow, ...]
    style: str = "table"
    caption: tuple[Inline, ...] = ()
    id: str = ""
    summary: str = ""
    keep: bool = False
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart. ``colour`` names a colour of the theme. None is a value that is not known."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartData:
    """The values of a chart, the same for the PDF's drawing and for Word's native chart.

    ``kind``: "stacked_bars" or "bars" (horizontal), "columns", "lines" or "timeline". ``number_format`` is an Excel
    format. A timeline's values are days: those of the first series dates, counted as Excel does, those of the others
    what is added to them; its rows are labelled at their ends, by the labels of the first series. It begins at the date
    ``minimum``; a line stands at the date ``mark``, which ``mark_name`` explains.
    """

    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str = "0"
    maximum: float | None = None
    minimum: float | None = None
    mark: float | None = None
    mark_name: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure drawn from values, with its finding as title, alternative text and numbered caption."""

    data: ChartData
    title: str
    alt: str
    caption: tuple[Inline, ...]
    id: str = ""
    height: float = 60.0  # millimetres
    width: float = 1.0  # share of the text width


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo of the team: ``file`` is a path that the builder has checked and prepared."""

    file: str
    alt: str
    caption: tuple[Inline, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A large value, what it counts, and how it changed."""

    value: tuple[Inline, ...]
    label: tuple[Inline, ...]
    change: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Tiles:
    """Tiles side by side, read in order."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The strip of statuses: one coloured box an item, read in order."""

    boxes: tuple[StatusMark, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Legend:
    """The marks of a strip or chart, with their words and counts."""

    entries: tuple[StatusMark, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of term and value, such as the cover's report number and cut-off date."""

    pairs: tuple[tuple[tuple[Inline, ...], tuple[Inline, ...]], ...]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    level: int
    number: str
    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, entries in order. ``kind``: "contents", or "figure" or "table" for a list of captions."""

    entries: tuple[ContentsEntry, ...]
    kind: str = "contents"


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns side by side, of equal width, read one after the other."""

    columns: tuple[tuple[Block, ...], ...]


Block: TypeAlias = (
    Heading | Paragraph | ItemList | Table | Chart | Picture | Tiles | Strip | Legend | Facts | Contents | Columns
)

# ---------------------------------------------------------------- document


@dataclass(frozen=True, slots=True)
class Section:
    """``kind``: "cover", "portrait" or "landscape". Each section starts on a new page."""

    kind: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """What stands at the head and foot of every page but the cover.

    ``page`` holds the words around the numbers: "Page {page} of {pages}".
    ``mark`` is the draft or example mark, empty on a real final report.
    """

    head_left: str
    head_right: str
    foot_left: str
    page: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in one language. ``issued`` is an ISO date from the workbook, for the metadata."""

    language: str  # BCP 47: "fr-FR", "en-GB"
    title: str
    subject: str
    author: str
    keywords: str
    category: str
    issued: str
    running: Running
    sections: tuple[Section, ...]
    words: dict[str, str] = field(default_factory=dict)  # "figure", "table", "contents": the writer's few words


def blocks_of(document: Document) -> Sequence[Block]:
    """Every block in reading order, those inside columns too."""
    return [block for section in document.sections for block in flat(section.blocks)]


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks in reading order, with those of columns in place of the columns."""
    for block in blocks:
        if isinstance(block, Columns):
            for column in block.columns:
                yield from flat(column)
        else:
            yield block

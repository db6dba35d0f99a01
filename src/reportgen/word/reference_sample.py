"""The file that a team begins its own style with: every style of a report, shown where a report uses it.

Each text is the name of its style. Header and footer are empty, so that a report keeps its own until they are filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reportgen.document.blocks import (
    Block,
    Chart,
    ChartData,
    Contents,
    ContentsEntry,
    Document,
    Facts,
    Heading,
    Item,
    ItemList,
    Legend,
    LineBreak,
    Link,
    Note,
    Paragraph,
    ProgressBar,
    Run,
    Running,
    Section,
    Series,
    StatusMark,
    Strip,
    Table,
    TableCell,
    TableRow,
    Tile,
    Tiles,
)
from reportgen.theme import Theme
from reportgen.word.runs import LANGUAGES
from reportgen.word.style_kinds import status_style
from reportgen.word.styles_text import LEVELS
from reportgen.word.writer import write_word

_MADE = "2025-01-01"  # no clock is read: the file is the same whenever it is written


def starting_file(theme: Theme, language: str, translate: Callable[[str], str]) -> bytes:
    """A .docx with every style of a report, to be restyled in Word; its few sentences are in ``language`` ("fr")."""
    title = translate("The styles of the report")
    words = {"figure": translate("Figure"), "table": translate("Table"), "contents": translate("Contents")}
    document = Document(
        language=LANGUAGES[language],
        title=title,
        subject=title,
        author="reportgen",
        keywords="",
        category="",
        issued=_MADE,
        running=Running("", "", "", ""),
        sections=(
            Section("cover", tuple(_cover())),
            Section("landscape", tuple(_tables(theme))),
            Section("portrait", (*_explained(title, translate), *_text(), *_lists(), *_marks(theme), *_contents())),
        ),
        words=words,
    )
    return write_word(document, theme)


def _named(text: str, style: str = "") -> tuple[Run]:
    return (Run(text, style),)


def _explained(title: str, translate: Callable[[str], str]) -> Iterable[Block]:
    yield Heading(2, _named(title), "about")
    yield Paragraph(
        _named(
            translate(
                "Change these styles in Word (right-click a style, Modify), the page with its margins, and what stands "
                "in header and footer. A report takes these and nothing else of this file; its text can stay or go."
            )
        )
    )
    yield Paragraph(
        _named(
            translate(
                "Each text here is the name of its style, as Word's file format has it. Keep the names: styles are "
                "found by them. Then: reportgen build --reference with the name of this file."
            )
        )
    )


def _cover() -> Iterable[Block]:
    for style, name in (
        ("eyebrow", "Cover Line"),
        ("title", "Title"),
        ("subtitle", "Subtitle"),
        ("venue", "Cover Venue"),
    ):
        yield Paragraph(_named(name), style)
    yield Paragraph((Run("Cover Period"), LineBreak(), Run("Period Detail", "small")), "period")
    yield Paragraph(_named("Cover Months"), "months")
    yield Paragraph(_named("Cover Mark"), "mark")
    yield Facts(((_named("Cover Fact Term"), _named("Fact Value")),))


def _text() -> Iterable[Block]:
    for level in range(LEVELS):
        number = ".".join("1" * (level + 1))
        yield Heading(level + 2, _named(f"Heading {level + 1}"), f"heading-{level}", number)
    for level in range(LEVELS):
        yield Heading(level + 2, _named(f"Heading {level + 1} Unnumbered"), f"unnumbered-{level}")
    for style, name in (("lead", "Lead"), ("text", "Body Text"), ("quote", "Quote"), ("note", "Note")):
        yield Paragraph(_named(name), style)
    pieces = {
        "Strong": "strong",
        "Emphasis": "em",
        "Intense Emphasis": "strong em",
        "Struck": "struck",
        "Small": "small",
    }
    links = {
        "Hyperlink": "",
        "Hyperlink Strong": "strong",
        "Hyperlink Emphasis": "em",
        "Hyperlink Intense Emphasis": "strong em",
        "Hyperlink Small": "small",
    }
    runs = [Run(f"{name} ", style) for name, style in {**pieces, "Flaw": "flaw"}.items()]
    linked = [piece for name, style in links.items() for piece in (Link(name, "#about", style), Run(" "))]
    yield Paragraph((*runs, *linked, Note(_named("Footnote Text"))))
    yield Facts(((_named("Fact Term"), _named("Fact Value")),))
    yield Paragraph(_named("Body Text After Table"))
    bars = ChartData("bars", ("A", "B"), (Series("Chart", (2.0, 1.0), "first", ("2", "1")),))
    yield Chart(bars, "Chart Title", "Chart", _named("Caption"), "figure", height=30.0)
    yield Chart(bars, "Chart Title", "Chart", (), "figure-alone", height=30.0)
    yield Paragraph(_named("Source"), "source")


def _lists() -> Iterable[Block]:
    for kind, name in (("bullets", "List Bullet"), ("numbers", "List Number")):
        yield _nested(kind, [f"{name} {level + 1}" if level else name for level in range(LEVELS)])


def _nested(kind: str, names: list[str]) -> ItemList:
    inside = (_nested(kind, names[1:]),) if names[1:] else ()
    return ItemList((Item(_named(names[0]), inside),), kind)


def _marks(theme: Theme) -> Iterable[Block]:
    """What shows statuses and figures."""
    yield Tiles(
        (
            Tile((*_named("7"), *_named("Unit", "small")), _named("Tile Label"), _named("Tile Change")),
            Tile(_named("Tile"), _named("Tile Label")),
        )
    )
    yield Tiles((Tile(_named("Tile Value Long"), _named("Tile Label")),))
    yield Strip(tuple(StatusMark(mark, status_style("Strip", mark)) for mark in theme.status), "Strip Table")
    yield Legend((StatusMark("completed", "Legend"),))
    yield Paragraph(
        tuple(each for mark in theme.status for each in (StatusMark(mark, status_style("Status", mark)), Run(" ")))
    )
    for mark in theme.status:
        yield Paragraph((ProgressBar(50, mark),))


def _tables(theme: Theme) -> Iterable[Block]:
    def row(*cells: TableCell, kind: str = "") -> TableRow:
        return TableRow(cells, kind)

    def cell(name: str, align: str = "left", scope: str = "", mark: str = "", style: str = "text") -> TableCell:
        return TableCell((Paragraph(_named(name), style),), scope, 1, align, mark)

    def in_cell(kind: str, name: str) -> TableCell:
        return TableCell((_nested(kind, [f"{name} {level + 1}" if level else name for level in range(LEVELS)]),))

    aligned = ("left", "Text"), ("center", "Centre"), ("right", "Number")
    heads = [cell(f"Table Head {name}".replace(" Text", ""), align, "col") for align, name in aligned]
    marks = [cell(status_style("Table", mark), mark=mark) for mark in theme.status]
    marks += [cell("Table Text")] * (-len(marks) % 3)
    lines = [
        row(cell("Table Row Head", scope="row"), cell("Table Centre", "center"), cell("Table Number", "right")),
        row(TableCell((Paragraph(_named("Theme Row")),), "rowgroup", 3), kind="theme"),
        row(cell("Update Row"), cell("Update Row"), cell("Table Note", style="note"), kind="update"),
        row(cell("Table Text"), in_cell("bullets", "List Bullet Table"), in_cell("numbers", "List Number Table")),
        *(row(*marks[start : start + 3]) for start in range(0, len(marks), 3)),
    ]
    yield Table((1, 1, 1), (row(*heads),), tuple(lines), caption=_named("Table Caption"), id="table")
    yield Table((1,), (row(cell("Table Head", scope="col")),), (row(cell("Table Text")),), summary="Report Table")


def _contents() -> Iterable[Block]:
    yield Heading(2, _named("TOC Heading"), "contents")
    yield Contents(
        tuple(ContentsEntry(level + 2, "1", f"TOC {level + 1}", f"heading-{level}") for level in range(LEVELS))
    )
    yield Heading(2, _named("TOC Heading"), "figures")
    yield Contents((ContentsEntry(2, "", "Table of Figures", "figure"),), "figure")

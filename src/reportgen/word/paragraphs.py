"""Headings, paragraphs, lists and captions."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.blocks import Heading, Inline, ItemList, Paragraph, ProgressBar
from reportgen.problems import ContractBroken
from reportgen.word.fields import complex_field, run, words
from reportgen.word.formats import number_format
from reportgen.word.ledger import Ledger
from reportgen.word.lists import counts_itself
from reportgen.word.markup import NOTHING, Xml, element, join, val
from reportgen.word.runs import runs
from reportgen.word.style_kinds import style_id
from reportgen.word.styles_text import LEVELS

STYLES = {
    "text": "Body Text",
    "title": "Title",
    "eyebrow": "Cover Line",
    "subtitle": "Subtitle",
    "venue": "Cover Venue",
    "period": "Cover Period",
    "months": "Cover Months",
    "mark": "Cover Mark",
    "lead": "Lead",
    "note": "Note",
    "empty": "Note",
    "source": "Source",
    "quote": "Quote",
}
IN_BOLD = ("Title", "Cover Line", "Cover Mark", "Cover Period")  # those of the styles above that are bold
_SMALL = {"Cover Period": "Period Detail"}


def paragraph(style: str, content: Xml, number: tuple[int, int] | None = None, *, keep: bool = False) -> Xml:
    """A paragraph of the style of this name; ``number`` is a level and a numbering id, where not the style's own.

    ``keep`` keeps it on the page of the next one, where its place asks for that and not its style.
    """
    kept = element("w:keepNext") if keep else NOTHING
    numbered = number_format(*number) if number else NOTHING
    return element("w:p", None, element("w:pPr", None, val("w:pStyle", style_id(style)), kept, numbered), content)


def heading(block: Heading, ledger: Ledger) -> Xml:
    """A heading: level 1 is the document's title, level 2 Word's first level of headings, and so on."""
    content = runs(block.content, ledger, bold=True)
    if block.level == 1:
        return paragraph("Title", ledger.anchors.around(block.id, content))
    level = block.level - 2
    if not 0 <= level < LEVELS:
        raise ContractBroken(f"a heading of level {block.level}")
    name, number = f"Heading {level + 1}", None
    if counts_itself(level, block.number):
        instance = ledger.numbering.heading(level, block.number)
        number = (level, instance) if instance else None
    else:
        name += " Unnumbered"
        printed = run(words(f"{block.number}\u2002")) if block.number else NOTHING
        content = join(printed, content)
    return paragraph(name, ledger.anchors.around(block.id, content), number)


def text(block: Paragraph, ledger: Ledger, *, after_table: bool = False, keep: bool = False) -> Xml:
    """A paragraph outside tables; one without content leaves nothing, since empty paragraphs are no spacing."""
    if not block.content:
        return NOTHING
    name = STYLES.get(block.style)
    if name is None:
        raise ContractBroken(f"no paragraph is called {block.style!r}")
    if all(isinstance(inline, ProgressBar) for inline in block.content):
        name = "Progress"
    elif name == "Body Text" and after_table:
        name = "Body Text After Table"
    content = runs(block.content, ledger, bold=name in IN_BOLD, small=_SMALL.get(name, "Small"))
    return paragraph(name, ledger.anchors.around(block.id, content), keep=keep)


def item_list(
    block: ItemList, ledger: Ledger, *, in_table: bool = False, level: int = 0, lead: Xml = NOTHING, keep: bool = False
) -> Xml:
    """A list and the lists inside it; numbers start at 1 in each. ``lead`` stands at the start of its first item;
    ``keep`` keeps all of it with what follows.
    """
    if level >= LEVELS:
        raise ContractBroken(f"a list inside {level} others")
    if block.kind not in ("bullets", "numbers"):
        raise ContractBroken(f"no list is called {block.kind!r}")
    name = "List Bullet" if block.kind == "bullets" else "List Number"
    name += (" Table" if in_table else "") + (f" {level + 1}" if level else "")
    number = (level, ledger.numbering.new_list(level, in_table)) if block.kind == "numbers" else None
    written = []
    for place, item in enumerate(block.items):
        last = place + 1 == len(block.items)
        together = keep or (not last and not in_table and (block.keep or place + 3 >= len(block.items)))
        written.append(paragraph(name, join(lead, runs(item.content, ledger)), number, keep=together))
        written += [item_list(child, ledger, in_table=in_table, level=level + 1, keep=keep) for child in item.children]
        lead = NOTHING
    return join(*written)


def caption(kind: str, content: Sequence[Inline], identifier: str, ledger: Ledger) -> Xml:
    """A numbered caption: ``kind`` is "figure" (below) or "table" (above). Its label and number share a bookmark,
    since a reference cannot point at a SEQ field.
    """
    word = ledger.word(kind)
    label = join(
        run(words(f"{word}\u00a0"), "Strong"),
        complex_field(f"SEQ {word} \\* ARABIC", str(ledger.count_caption(kind)), "Strong"),
    )
    marked = ledger.anchors.around(identifier, label)
    style = "Caption" if kind == "figure" else "Table Caption"
    return paragraph(style, join(marked, run(words(". "), "Strong"), runs(content, ledger)))

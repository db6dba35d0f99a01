"""The table of contents, and the lists of figures and tables: a field with all its entries in place."""

from __future__ import annotations

from reportgen.document.blocks import Contents, ContentsEntry, Heading
from reportgen.word.fields import complex_field, field_end, field_start, run, words
from reportgen.word.ledger import Ledger
from reportgen.word.markup import NOTHING, Xml, element, join, val
from reportgen.word.paragraphs import paragraph
from reportgen.word.runs import runs
from reportgen.word.styles_text import LEVELS

_TAB = run(element("w:tab"))


def contents(block: Contents, heading: Heading | None, ledger: Ledger) -> Xml:
    """The title and the entries; a table of contents as the building block that Word's own button to update it
    belongs to.

    The title is the heading before the contents, or else the document's word for them.
    """
    entries = [
        _entry(entry, block.kind, ledger, first=place == 0, last=place + 1 == len(block.entries))
        for place, entry in enumerate(block.entries)
    ]
    if heading is None:
        title = run(words(ledger.word("contents")))
    else:
        title = ledger.anchors.around(heading.id, runs(heading.content, ledger, bold=True))
    if block.kind != "contents":
        return join(paragraph("TOC Heading", title), *entries)
    gallery = element("w:docPartObj", None, val("w:docPartGallery", "Table of Contents"), element("w:docPartUnique"))
    return element(
        "w:sdt",
        None,
        element("w:sdtPr", None, val("w:id", 1), gallery),
        element("w:sdtContent", None, paragraph("TOC Heading", title), *entries),
    )


def _entry(entry: ContentsEntry, kind: str, ledger: Ledger, *, first: bool, last: bool) -> Xml:
    name = ledger.anchors.name(entry.target)
    level = min(max(ledger.levels.get(entry.target, entry.level + 1) - 1, 1), LEVELS)
    number = join(run(words(entry.number)), _TAB) if entry.number else NOTHING
    page = complex_field(f"PAGEREF {name} \\h", ledger.page(entry.target))
    link = element("w:hyperlink", {"w:anchor": name, "w:history": 1}, number, run(words(entry.text)), _TAB, page)
    listed = kind != "contents"
    gathered = f'TOC \\h \\z \\c "{ledger.word(kind)}"' if listed else f'TOC \\o "1-{LEVELS}" \\h \\z \\u'
    start = field_start(gathered) if first else NOTHING
    return paragraph(
        "Table of Figures" if listed else f"TOC {level}", join(start, link, field_end() if last else NOTHING)
    )

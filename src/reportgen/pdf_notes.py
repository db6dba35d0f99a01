"""Notes that stay on the page of their calls.

To save a line of a paragraph at the foot of a page, the engine moves notes of that page to the next one, often in vain.
print.css keeps three lines together, which avoids most such cases; any other paragraph goes to the next page whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import Box, FootnoteAreaBox, LineBox

_WHOLE = "orphans: 99"
_MOST = 4  # layouts, each a second or two


def laid_out(render: Callable[[], Document]) -> Document:
    """What ``render`` lays out, once more for each paragraph that costs a note its page."""
    document = render()
    for _ in range(_MOST - 1):
        first = (_first(after) for page, after in pairwise(document.pages) if _lacks_a_note(page))
        paragraph = next((each for each in first if each is not None and _WHOLE not in each.get("style", "")), None)
        if paragraph is None:
            break
        paragraph.set("style", f"{paragraph.get('style', '')}; {_WHOLE}".lstrip("; "))
        document = render()
    return document


def _lacks_a_note(page: Page) -> bool:
    content, *areas = page._page_box.children
    called = {box.footnote.element for box in content.descendants() if box.footnote}
    return not called <= {note.element for area in areas if isinstance(area, FootnoteAreaBox) for note in area.children}


def _first(page: Page) -> Element | None:
    """What the text of a page begins with, beneath its heading."""
    elements = (box.element for box in _with_lines(page._page_box.children[0]))
    return next((element for element in elements if element.tag not in ("h2", "h3", "h4")), None)


def _with_lines(box: Box) -> Iterator[Box]:
    if box.children and isinstance(box.children[0], LineBox):
        yield box
    for child in box.children:
        yield from _with_lines(child)

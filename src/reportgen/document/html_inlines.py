"""Inline HTML becomes inlines: styles, links, notes, status marks. White space is collapsed as CSS does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.document.blocks import Inline, LineBreak, Link, Note, PageReference, ProgressBar, Run, StatusMark
from reportgen.document.html_contract import classes, refused

BLANK = " \t\n\r\f"  # white space of HTML; no-break spaces are text
_SPACE = re.compile(f"[{BLANK}]+")
_STYLES = {"strong": "strong", "em": "em", "s": "struck", "small": "small"}
_OF_LINKS = ("", "strong", "em", "strong em", "small")
_SCHEMES = ("https://", "http://", "mailto:")


@dataclass(frozen=True, slots=True)
class Manner:
    """How text reads where it stands: the page's language, and what elements around it said.

    ``dropped`` is the class of the span that this place does not print: "number", "label" or "".
    """

    page_language: str
    dropped: str = ""
    style: str = ""
    language: str = ""
    cell: str = ""

    def run(self, text: str) -> Run:
        return Run(text, self.style, self.language, self.cell)


def inlines(element: etree._Element, manner: Manner) -> tuple[Inline, ...]:
    """The inline content of an element. Raises ContractBroken for a block inside it."""
    if len(element):
        return settled(_inside(element, manner))
    text = tidy(element.text)
    return (manner.run(text),) if text else ()


def bare(element: etree._Element) -> str:
    """The text of an element that may hold nothing but text."""
    if len(element):
        raise refused(element[0], f"<{element.tag}> holds bare text only")
    return tidy(element.text)


def tidy(text: str | None) -> str:
    """Text with its white space collapsed and trimmed; no-break spaces stay."""
    return _SPACE.sub(" ", text or "").strip(" ")


def _inside(element: etree._Element, manner: Manner) -> Iterator[Inline]:
    """The inlines inside an element, their white space as it is."""
    if element.text:
        yield manner.run(element.text)
    for child in element:
        yield from pieces(child, manner)
        if child.tail:
            yield manner.run(child.tail)


def pieces(child: etree._Element, manner: Manner) -> Iterator[Inline]:
    """One inline element, its white space as it is."""
    if child.tag in _STYLES:
        style = _STYLES[str(child.tag)]
        if manner.style and {manner.style, style} != {"strong", "em"}:
            raise refused(child, f"a text has one style, and stands in {manner.style!r} already")
        yield from _inside(child, replace(manner, style="strong em" if manner.style else style))
    elif child.tag == "span":
        yield from _span(child, manner)
    elif child.tag == "a":
        yield _link(child, manner)
    elif child.tag == "b":
        yield StatusMark(mark_of(child), bare(child))
    elif child.tag == "i":
        yield _bar(child)
    elif child.tag == "br":
        yield LineBreak()
    else:
        raise refused(child, "only text and inline elements may stand here")


def settled(found: Iterable[Inline]) -> tuple[Inline, ...]:
    """Collapses white space over all of a block, trims its edges, joins neighbours of one kind."""
    settling: list[Inline] = []
    after_space = True
    for inline in found:
        if not isinstance(inline, Run):
            after_space = isinstance(inline, LineBreak)
            if after_space:
                _trim_end(settling)
            settling.append(inline)
            continue
        text = _SPACE.sub(" ", inline.text)
        if after_space and text.startswith(" "):
            text = text[1:]
        if not text:
            continue
        after_space = text.endswith(" ")
        last = settling[-1] if settling else None
        if isinstance(last, Run) and _kind(last) == _kind(inline):
            settling[-1] = _with_text(last, last.text + text)
        else:
            settling.append(inline if text == inline.text else _with_text(inline, text))
    _trim_end(settling)
    return tuple(settling)


def _kind(run: Run) -> tuple[str, str, str]:
    return run.style, run.language, run.cell


def _with_text(run: Run, text: str) -> Run:
    return Run(text, run.style, run.language, run.cell)  # much faster than dataclasses.replace, and called for each run


def mark_of(element: etree._Element) -> str:
    """The status that an element's class names."""
    found = [name.removeprefix("status-") for name in classes(element) if name.startswith("status-")]
    if len(found) != 1:
        raise refused(element, "it needs one class status-…")
    return found[0]


def _span(span: etree._Element, manner: Manner) -> Iterator[Inline]:
    name = "".join(classes(span))
    if name in ("number", "label"):
        if name != manner.dropped:
            raise refused(span, "a number stands in headings and contents, a label in captions")
    elif name == "footnote":
        content = settled(_inside(span, Manner(manner.page_language)))
        if not content or not all(isinstance(inline, Run | Link) for inline in content):
            raise refused(span, "a footnote holds text and links only")
        yield Note(tuple(inline for inline in content if isinstance(inline, Run | Link)))
    elif name == "paper":
        yield from _inside(span, manner)
    elif name == "flaw":
        yield from _inside(span, replace(manner, style="flaw", cell=span.get("data-cell") or manner.cell))
    elif "lang" in span.attrib or "data-cell" in span.attrib:
        language, cell = span.get("lang") or "", span.get("data-cell") or manner.cell
        departs = language if not f"{manner.page_language}-".startswith(f"{language}-") else ""
        yield from _inside(span, replace(manner, language=departs if language else manner.language, cell=cell))
    else:
        raise refused(span, "a span without a class needs lang or data-cell")


def _link(link: etree._Element, manner: Manner) -> Link | PageReference:
    target, text = link.get("href") or "", bare(link)
    if classes(link):
        if text or not target.startswith("#"):
            raise refused(link, "a page reference is empty and leads to an id of this page")
        return PageReference(target[1:])
    if manner.style not in _OF_LINKS:
        raise refused(link, f"a link does not stand in a text that is {manner.style!r}")
    if not text:
        raise refused(link, "a link without text")
    if not target.startswith(("#", *_SCHEMES)):
        raise refused(link, f"{target!r} is not an address such as https://… or #id")
    return Link(text, target, manner.style, manner.cell)


def _bar(bar: etree._Element) -> ProgressBar:
    percent = bar.get("data-percent") or ""
    if "bar" not in classes(bar) or bare(bar):
        raise refused(bar, "a bar has the class 'bar' and no text")
    if not re.fullmatch(r"\d{1,3}", percent, re.ASCII) or int(percent) > 100:
        raise refused(bar, f"data-percent is a whole number from 0 to 100, not {percent!r}")
    return ProgressBar(int(percent), mark_of(bar))


def _trim_end(settling: list[Inline]) -> None:
    while settling and isinstance(last := settling[-1], Run) and last.text.endswith(" "):
        settling.pop()
        if trimmed := last.text.rstrip(" "):
            settling.append(_with_text(last, trimmed))

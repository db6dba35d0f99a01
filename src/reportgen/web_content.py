"""What the web edition makes of a page's content: figures, notes, strips and tables that suit a phone too."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import lxml.html
from lxml import etree
from PIL import Image

STACKED = ("subtheme", "moved")  # tables of long texts: on a phone their cells stand one below the other
WIDEST = 1000  # pixels of a photo's longer side, for slow lines
NARROW = 0.6  # of the text width: wider charts are drawn a second time, for phones
FITS = 3  # columns that a phone can show side by side, unless their words are long
LONGEST = 28  # letters of a word: a longer one is broken where a table has no room for it
PINNED = 25  # per cent of a table's width: a wider first column would leave no room for the others

Say = Callable[[str], str]
Redraw = Callable[[str, str, float], str]


def element(tag: str, *content: str | etree._Element, **attributes: str) -> etree._Element:
    """An element with text or elements in it; ``class_`` is class, ``aria_label`` is aria-label."""
    made: etree._Element = lxml.html.Element(tag)
    for name, value in attributes.items():
        made.set(name.rstrip("_").replace("_", "-"), value)
    for part in content:
        if isinstance(part, str):
            made.text = part
        else:
            made.append(part)
    return made


def found(below: etree._Element, path: str, **variables: Any) -> list[etree._Element]:
    """The elements at an XPath that gives elements."""
    return cast("list[etree._Element]", below.xpath(path, **variables))


def wrap(inner: etree._Element, outer: etree._Element) -> None:
    """Put ``outer`` in the place of ``inner``, and ``inner`` into it."""
    outer.tail, inner.tail = inner.tail, None
    inner.addprevious(outer)
    outer.insert(0, inner)


# ---------------------------------------------------------------- figures


def redraw_charts(page: etree._Element, redraw: Redraw) -> None:
    """Give each wide chart a second drawing, narrow enough to be read on a phone; drawings take the page's font."""
    for figure in found(page, "//figure[@data-chart]"):
        drawing = figure.find("svg")
        if drawing is None:
            continue
        if float(figure.get("data-width") or 1) > NARROW:
            svg = redraw(
                figure.get("data-chart") or "", figure.get("data-alt") or "", float(figure.get("data-height") or 0)
            )
            narrow = lxml.html.fragment_fromstring(svg)
            narrow.set("class", "narrow")
            drawing.addprevious(narrow)
        for each in figure.iter("svg"):
            for name in ("font-family", "width", "height"):
                each.attrib.pop(name, "")


def embed_photos(page: etree._Element, photos: Mapping[str, bytes]) -> None:
    for image in page.iter("img"):
        name = (image.get("src") or "").removeprefix("photo:")
        with Image.open(io.BytesIO(photos[name])) as photo:
            photo.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
            out = io.BytesIO()
            photo.save(out, "JPEG", quality=75, optimize=True, progressive=True)
            image.set("width", str(photo.width))
            image.set("height", str(photo.height))
        image.set("src", "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode("ascii"))


# ---------------------------------------------------------------- notes


def place_notes(page: etree._Element, _: Say) -> None:
    """Put the notes of each chapter at its end, with links there and back."""
    number = 0
    for section in page.iter("section"):
        pending: list[etree._Element] = []
        for child in list(section):
            if child.tag == "h2" and pending:
                child.addprevious(_listed(pending, number, _))
                pending = []
            for note in list(child.iterfind(".//span[@class='footnote']")):
                number += 1
                pending.append(_called(note, number, _))
        if pending:
            section.append(_listed(pending, number, _))


def _called(note: etree._Element, number: int, _: Say) -> etree._Element:
    """Leave a call in the place of the note; give the note as an item of the list."""
    item = element("li", id=f"note-{number}")
    item.text = note.text
    item.extend(note)
    back = element(
        "a", "↑", class_="back", href=f"#call-{number}", aria_label=_("Back to the text of note {n}").format(n=number)
    )
    item.append(back)
    link = element("a", str(number), id=f"call-{number}", href=f"#note-{number}")
    link.set("aria-label", _("Note {n}").format(n=number))
    call = element("sup", link, class_="call")
    call.tail = note.tail
    parent = note.getparent()
    assert parent is not None  # noqa: S101 - found below a section
    parent.replace(note, call)
    return item


def _listed(notes: Sequence[etree._Element], last: int, _: Say) -> etree._Element:
    return element("ol", *notes, class_="notes", start=str(last - len(notes) + 1), aria_label=_("Notes"))


# ---------------------------------------------------------------- statuses


def link_strip(page: etree._Element, status_words: Mapping[str, str]) -> None:
    """Lead from each mark of a strip to its item, and say its status for those who see neither colour nor sign."""
    for mark in found(page, "//ol[@class='strip']/li"):
        words, mark.text = mark.text or "", None
        spoken = element("span", " " + status_words[(mark.get("class") or "").removeprefix("status-")], class_="unseen")
        code = words.split("\u00a0")[0]
        known = found(page, "//*[@id=$code]", code=code)
        mark.append(element("a", words, spoken, href=f"#{code}") if known else element("span", words, spoken))


def show_signs_as_text(page: etree._Element) -> None:
    """Keep phones from drawing ✔ as a coloured picture (U+FE0E asks for the plain sign)."""
    for mark in found(page, "//*[starts-with(@class, 'status-')]/descendant-or-self::*[contains(text(), '✔')]"):
        mark.text = (mark.text or "").replace("✔", "✔\ufe0e")


# ---------------------------------------------------------------- tables


def dress_table(table: etree._Element, number: int) -> None:
    """Name the table, and let it scroll in a box of its own, or stand in one column, where the screen is narrow."""
    heads = table.findall("thead/tr/th")
    caption = table.find("caption")
    named = caption if caption is not None else _heading_before(table)
    if named is not None and not named.get("id"):
        named.set("id", f"table-{number}")
    if named is not None and caption is None:
        table.set("aria-labelledby", named.get("id") or "")
    if table.get("class") in STACKED:
        _stack(table, [_text(head) for head in heads])
    else:
        _scroll(table, len(heads), (named.get("id") or "") if named is not None else "")


def _scroll(table: etree._Element, columns: int, name: str) -> None:
    first = table.find("colgroup/col")
    width = (first.get("style") or "") if first is not None else ""
    share = float(width.removeprefix("width:").rstrip("%") or 100) if width.endswith("%") else 100
    if share <= PINNED:
        _mark(table, "pinned")
    if any(len(word) > LONGEST for text in table.itertext() for word in text.split()):
        _mark(table, "long")
    for head in table.iterfind("tbody/tr/th[@colspan]"):
        words = element("span", head.text or "", *head)
        head.text = None
        head.append(words)
    box = element("div", class_="scroll wide" if columns > FITS else "scroll", role="group", tabindex="0")
    box.set("style", f"--columns: {columns}")
    if name:
        box.set("aria-labelledby", name)
    wrap(table, box)


def _stack(table: etree._Element, heads: Sequence[str]) -> None:
    """Roles keep it a table for those who listen when CSS lays its cells out as blocks; labels stand for its head."""
    _mark(table, "stacked")
    table.set("role", "table")
    for part in table.iter("thead", "tbody", "tr"):
        part.set("role", "row" if part.tag == "tr" else "rowgroup")
    for cell in table.iter("th", "td"):
        scope = cell.get("scope")
        cell.set("role", "cell" if cell.tag == "td" else "columnheader" if scope == "col" else "rowheader")
    if len(heads) < FITS:
        return
    for row in table.iterfind("tbody/tr"):
        for cell, words in zip(row, heads, strict=False):
            if len(row) == len(heads) and cell.tag == "td":
                cell.set("data-label", words)


def _mark(table: etree._Element, name: str) -> None:
    table.set("class", f"{table.get('class') or ''} {name}".strip())


def _heading_before(table: etree._Element) -> etree._Element | None:
    headings = found(table, "(preceding::*[self::h2 or self::h3 or self::h4][@id])[last()]")
    return headings[0] if headings else None


def _text(of: etree._Element) -> str:
    return " ".join("".join(map(str, of.itertext())).split("\n")).strip()

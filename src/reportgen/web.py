"""HTML -> the web edition: the same page as one file that a browser reads alone, without script or network.

The page keeps its words and its order. What a sheet of paper does for the reader is done in another way: a bar with
the contents and the other language, tables in boxes that scroll, notes at the end of their chapter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import lxml.html
from lxml import etree

from reportgen.theme import Theme, css_variables
from reportgen.web_content import (
    Redraw,
    Say,
    dress_table,
    element,
    embed_photos,
    found,
    link_strip,
    place_notes,
    redraw_charts,
    show_signs_as_text,
    wrap,
)

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"  # CSP: whatever else a page asks for is refused


@dataclass(frozen=True, slots=True)
class Sibling:
    """The same page in another language: its file beside this one, and ``say``, which speaks that language."""

    language: str
    file: str
    say: Say


def web_page(
    html: str,
    style: str,
    photos: Mapping[str, bytes],
    siblings: Sequence[Sibling],
    status_words: Mapping[str, str],
    say: Say,
    redraw: Redraw,
) -> bytes:
    """The self-contained page, UTF-8.

    ``style`` is its whole style sheet (:func:`style_sheet`); ``photos`` holds prepared pictures by name; ``siblings``
    are the other languages of this run; ``status_words`` says each mark of a status; ``say`` translates our own words;
    ``redraw`` draws the values of a chart for a phone, from ``data-chart``, its alternative text and height in mm.
    """
    page = lxml.html.document_fromstring(html)
    body = page.find("body")
    assert body is not None  # noqa: S101 - the parser adds one
    running = _running(body)
    redraw_charts(page, redraw)
    embed_photos(page, photos)
    _drop_origins(page)
    _complete_head(page, style)
    place_notes(page, say)
    link_strip(page, status_words)
    show_signs_as_text(page)
    for number, table in enumerate(list(page.iter("table")), start=1):
        dress_table(table, number)
    contents = _contents_as_menu(page, say)
    for listed in found(page, "//nav[@class='figures' or @class='tables']"):
        listed.set("aria-labelledby", f"list-of-{listed.get('class')}")  # two landmarks, told apart by their headings
    _link_headings(page, siblings)
    _frame(body, running, contents, siblings, say)
    return str(lxml.html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")).encode()


def style_sheet(css: str, theme: Theme, html: str) -> str:
    """The theme's variables, web.css, and page boxes with the running texts of the page, for those who print it."""
    running = _running(lxml.html.document_fromstring(html).find("body"))
    page, landscape = theme.page, "landscape_"
    margins = [
        " ".join(f"{getattr(page, kind + side):g}mm" for side in ("top", "right", "bottom", "left"))
        for kind in ("", landscape)
    ]
    before, _, rest = (running.get("data-page") or "{page}{pages}").partition("{page}")
    between, _, after = rest.partition("{pages}")
    before, between, after = _css_string(before), _css_string(between), _css_string(after)
    corners = {
        "@top-left": _css_string(running.get("data-head-left", "")),
        "@top-right": _css_string(running.get("data-head-right", "")),
        "@bottom-left": _css_string(running.get("data-foot-left", "")),
        "@bottom-right": f"{before} counter(page) {between} counter(pages) {after}",
    }
    boxes = "".join(
        f" {box} {{ content: {words}; font: 8pt Arial, sans-serif; color: {theme.colour.quiet} }}"
        for box, words in corners.items()
    )
    none = "".join(f" {box} {{ content: none }}" for box in corners)
    return css_variables(theme) + css + (
        f"@page {{ size: {page.width:g}mm {page.height:g}mm; margin: {margins[0]};{boxes} }}\n"
        f"@page landscape {{ size: {page.height:g}mm {page.width:g}mm; margin: {margins[1]} }}\n"
        f"@page cover {{ margin: 0;{none} }}\n"
    )  # fmt: skip


def _running(body: etree._Element | None) -> dict[str, str]:
    """The texts that the page carries for the head and foot of each sheet."""
    return {} if body is None else {str(name): str(text) for name, text in body.attrib.items()}


def _css_string(text: str) -> str:
    """A string for CSS inside HTML: nothing in it can end the string or the style element."""
    return '"' + "".join(c if c.isalnum() or c in " .,:·–-" else f"\\{ord(c):x} " for c in text) + '"'


# ---------------------------------------------------------------- what the page carries for Word and the PDF


def _drop_origins(page: etree._Element) -> None:
    """Drop cells, chart values, running texts and page numbers: the reader of a web page sees none of them."""
    for span in list(page.iter("span")):
        if set(span.attrib) == {"data-cell"}:
            span.drop_tag()  # type: ignore[attr-defined]
        elif span.get("class") == "paper":
            span.drop_tree()  # type: ignore[attr-defined]
    for each in page.iter(etree.Element):
        for name in [name for name in each.attrib if str(name).startswith("data-")]:
            del each.attrib[name]


def _complete_head(page: etree._Element, style: str) -> None:
    head = page.find("head")
    assert head is not None  # noqa: S101 - the contract asks for it, and the parser adds one
    head.insert(1, element("meta", name="viewport", content="width=device-width, initial-scale=1"))
    head.insert(2, element("meta", http_equiv="Content-Security-Policy", content=POLICY))
    head.append(element("link", rel="icon", href="data:,"))
    head.append(element("style", style))


# ---------------------------------------------------------------- finding one's way


def _contents_as_menu(page: etree._Element, _: Say) -> str:
    """Make the section of contents a menu with a name of its own and a way out; give its id, empty without one."""
    listed = page.find(".//nav[@class='contents']")
    section = None if listed is None else listed.getparent()
    title = None if section is None else section.find("h2")
    if listed is None or section is None or title is None:
        return ""
    anchor = title.get("id") or "contents"
    title.set("id", f"{anchor}-title")
    section.tag = "nav"
    section.set("class", "contents")
    section.set("id", anchor)
    section.set("aria-labelledby", f"{anchor}-title")
    section.append(element("a", _("Close"), class_="close", href="#reading"))
    listed.drop_tag()  # type: ignore[attr-defined]
    return anchor


def _link_headings(page: etree._Element, siblings: Sequence[Sibling]) -> None:
    """Beside each heading of the contents, and of each theme, the same section in the other languages."""
    entries = {link.get("href") for link in found(page, "//nav[@class='contents']//li/a")}
    for heading in found(page, "//section/*[self::h2 or self::h3 or self::h4][@id]"):
        if f"#{heading.get('id')}" not in entries and heading.tag != "h4":
            continue
        box = element("div", class_="head top" if heading.tag == "h2" or heading.getprevious() is None else "head")
        wrap(heading, box)
        box.extend(_switch(sibling, heading.get("id") or "") for sibling in siblings)


def _switch(sibling: Sibling, anchor: str = "") -> etree._Element:
    """A link to the sibling, in its own language; at ``anchor``, if given, whose id is the same in both."""
    _ = sibling.say
    href = f"{quote(sibling.file)}#{anchor}" if anchor else quote(sibling.file)
    link = element("a", _("English"), href=href, lang=sibling.language, hreflang=sibling.language)
    if anchor:  # said in full where many links bear the same word
        link.set("aria-label", _("This section in English"))
    return link


def _frame(
    body: etree._Element, running: Mapping[str, str], contents: str, siblings: Sequence[Sibling], _: Say
) -> None:
    """Set the page between a bar, which stays in sight with the draft or example mark, and a foot."""
    main = element("main", *body, id="report")
    skip = element("a", _("Skip to the report"), class_="skip", href="#report")
    bar = element("header", class_="bar")
    if contents:
        bar.append(element("a", running.get("data-word-contents") or _("Contents"), class_="menu", href=f"#{contents}"))
    bar.append(element("p", running.get("data-head-right", ""), class_="running"))
    if mark := running.get("data-mark"):
        bar.append(element("p", mark, class_="mark"))
    if siblings:
        bar.append(element("nav", *(_switch(sibling) for sibling in siblings), aria_label=_("Languages")))
    told = " · ".join(filter(None, (running.get("data-foot-left"), running.get("data-head-left"))))
    foot = element("footer", element("p", told))
    body.extend([skip, element("span", class_="reading", id="reading"), bar, main, foot])

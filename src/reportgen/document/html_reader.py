"""The HTML page of one language becomes the document that the Word writer understands.

Nothing is dropped: what ``templates/CONTRACT.md`` does not name raises ContractBroken with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from reportgen.document.blocks import (
    Block,
    Chart,
    Columns,
    Contents,
    ContentsEntry,
    Document,
    Facts,
    Heading,
    Inline,
    Legend,
    Paragraph,
    Picture,
    Running,
    Section,
    StatusMark,
    Strip,
    Tile,
    Tiles,
)
from reportgen.document.charts import from_json
from reportgen.document.html_blocks import item_list, only_elements, paragraph, parts, table
from reportgen.document.html_contract import LAYOUT, check, classes, refused
from reportgen.document.html_inlines import Manner, bare, inlines, mark_of, tidy
from reportgen.problems import ContractBroken

_KINDS = ("cover", "portrait", "landscape")
_LISTED = {"contents": "contents", "figures": "figure", "tables": "table"}  # the class of a nav, the kind of its list
_NOT_OURS = ("HTML_UNKNOWN_TAG", "DTD_ID_REDEFINED")  # what HTML 4 did not know; what `check` tells better


def read_html(html: str) -> Document:
    """The document that a page holds.

    Raises ContractBroken, with the element, its class and its line, for the first thing that is not in the contract.
    """
    root = _parsed(html)
    check(root)
    head, body = parts(root, "head", "body").values()
    language = root.get("lang") or ""
    title = tidy("".join(found.text or "" for found in head.iterfind("title")))
    if not language or not title:
        raise refused(root, "a page has a language and a title")
    meta = {found.get("name"): found.get("content") or "" for found in head.iterfind("meta")}
    reader = _Reader(language, titled=body.find(".//h1[@class='title']") is not None)
    return Document(
        language=language,
        title=title,
        subject=meta.get("description", ""),
        author=meta.get("author", ""),
        keywords=meta.get("keywords", ""),
        category=meta.get("category", ""),
        issued=meta.get("issued", ""),
        running=Running(
            head_left=_needed(body, "data-head-left"),
            head_right=_needed(body, "data-head-right"),
            foot_left=_needed(body, "data-foot-left"),
            page=_needed(body, "data-page"),
            mark=body.get("data-mark") or "",
        ),
        sections=tuple(reader.section(section) for section in only_elements(body)),
        words={word: _needed(body, f"data-word-{word}") for word in ("figure", "table", "contents")},
    )


def _parsed(html: str) -> etree._Element:
    parser = etree.HTMLParser()
    root = etree.fromstring(html, parser)
    for entry in parser.error_log:
        if entry.level >= etree.ErrorLevels.ERROR and entry.type_name not in _NOT_OURS:
            raise ContractBroken(f"line {entry.line}: {entry.message}")
    if root is None:
        raise ContractBroken("an empty page")
    return root


def _needed(element: etree._Element, attribute: str) -> str:
    value = element.get(attribute)
    if not value:
        raise refused(element, f"it needs the attribute {attribute}")
    return value


def _text(element: etree._Element) -> str:
    return tidy("".join(str(text) for text in element.itertext()))


class _Reader:
    """Reads the blocks of one page."""

    def __init__(self, language: str, *, titled: bool) -> None:
        self._manner = Manner(language)
        self._titled = titled

    def section(self, section: etree._Element) -> Section:
        kinds = [name for name in classes(section) if name in _KINDS]
        if section.tag != "section" or len(kinds) != 1 or not {*classes(section)} <= {*kinds, *LAYOUT}:
            raise refused(section, f"a page holds sections, each of one kind: {', '.join(_KINDS)}")
        return Section(kinds[0], tuple(self._blocks(section)))

    def _blocks(self, parent: etree._Element) -> Iterator[Block]:
        for child in only_elements(parent):
            if child.tag == "div" and classes(child) == ["cols"]:
                yield Columns(tuple(tuple(self._blocks(column)) for column in only_elements(child)))
            elif child.tag == "div" and classes(child):
                yield from self._blocks(child)
            elif child.tag == "blockquote":
                yield from self._quote(child)
            elif child.tag == "p":
                yield from paragraph(child, self._manner)
            else:
                yield self._block(child)

    def _block(self, element: etree._Element) -> Block:
        tag, name = str(element.tag), "".join(classes(element))
        if tag in ("ul", "ol") and not name:
            return item_list(element, self._manner)
        if tag == "table":
            return table(element, self._manner)
        read = _READERS.get((tag, name))
        if read is None:
            raise refused(element, "it does not stand here")
        return read(self, element)

    def _quote(self, quote: etree._Element) -> Iterator[Paragraph]:
        for child in only_elements(quote):
            if child.tag != "p":
                raise refused(child, "a quotation holds paragraphs")
            yield from paragraph(child, self._manner, "quote")

    def _title(self, title: etree._Element) -> Paragraph:
        return Paragraph(self._filled(title), "title", title.get("id") or "")

    def _heading(self, heading: etree._Element) -> Heading:
        level = int(str(heading.tag)[1])
        if level == 1 and self._titled:
            raise refused(heading, "a page with a title has no other h1")
        number = heading.find("span[@class='number']")
        return Heading(
            level,
            self._filled(heading, "number"),
            heading.get("id") or "",
            "" if number is None else bare(number),
        )

    def _chart(self, figure: etree._Element) -> Chart:
        found = parts(figure, "p", "svg", "figcaption")
        title, alt = _needed(figure, "data-title"), _needed(figure, "data-alt")
        heading, drawn = found["p"], found["svg"].findtext("title")
        if classes(heading) != ["chart-title"] or _text(heading) != tidy(title):
            raise refused(heading, "a chart begins with p.chart-title, which says what data-title says")
        if tidy(drawn) != tidy(alt):
            raise refused(found["svg"], "a drawing begins with a <title>, which says what data-alt says")
        try:
            data = from_json(_needed(figure, "data-chart"))
            height, width = float(_needed(figure, "data-height")), float(_needed(figure, "data-width"))
        except (ContractBroken, ValueError) as error:
            raise refused(figure, str(error)) from error
        if not (0 < height < 300 and 0 < width <= 1):
            raise refused(figure, "data-height is millimetres, data-width a share of the text width")
        return Chart(
            data, tidy(title), tidy(alt), self._caption(found["figcaption"]), figure.get("id") or "", height, width
        )

    def _picture(self, figure: etree._Element) -> Picture:
        found = parts(figure, "img", "figcaption")
        alt = tidy(found["img"].get("alt"))
        if not alt:
            raise refused(found["img"], "a picture has alternative text")
        caption = self._caption(found["figcaption"])
        return Picture(_needed(found["img"], "src"), alt, caption, figure.get("id") or "")

    def _caption(self, caption: etree._Element) -> tuple[Inline, ...]:
        """A caption without the label typed for the PDF: Word numbers captions itself."""
        return self._filled(caption, "label")

    def _tiles(self, tiles: etree._Element) -> Tiles:
        return Tiles(tuple(self._tile(tile) for tile in only_elements(tiles)))

    def _tile(self, tile: etree._Element) -> Tile:
        found = parts(tile, "strong", "span", "em?")
        if any(classes(part) for part in (tile, *found.values())):
            raise refused(tile, "a tile and its parts have no classes")
        return Tile(*(self._filled(part) for part in found.values()))

    def _strip(self, strip: etree._Element) -> Strip:
        return Strip(self._marks(strip), _needed(strip, "aria-label"))

    def _legend(self, legend: etree._Element) -> Legend:
        return Legend(self._marks(legend))

    def _marks(self, marks: etree._Element) -> tuple[StatusMark, ...]:
        return tuple(StatusMark(mark_of(entry), bare(entry)) for entry in only_elements(marks))

    def _facts(self, facts: etree._Element) -> Facts:
        return Facts(tuple(self._fact(pair) for pair in only_elements(facts)))

    def _fact(self, pair: etree._Element) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
        if pair.tag != "div" or classes(pair):
            raise refused(pair, "facts are <div><dt>…</dt><dd>…</dd></div>")
        found = parts(pair, "dt", "dd")
        return self._filled(found["dt"]), inlines(found["dd"], self._manner)

    def _contents(self, nav: etree._Element) -> Contents:
        entries = tuple(self._entry(entry) for entry in only_elements(parts(nav, "ol")["ol"]))
        return Contents(entries, _LISTED["".join(classes(nav))])

    def _entry(self, entry: etree._Element) -> ContentsEntry:
        levels = [name.removeprefix("level-") for name in classes(entry) if name.startswith("level-")]
        found = parts(entry, "span?", "a")
        target = _needed(found["a"], "href")
        if not levels or not target.startswith("#") or classes(found["a"]):
            raise refused(entry, 'an entry is <li class="level-1"> with a link to an id of this page')
        number = found.get("span")
        if number is not None and classes(number) != ["number"]:
            raise refused(number, "only the number of a heading stands before its title")
        return ContentsEntry(int(levels[0]), "" if number is None else bare(number), bare(found["a"]), target[1:])

    def _filled(self, element: etree._Element, dropped: str = "") -> tuple[Inline, ...]:
        """The inline content of an element that must not be empty."""
        content = inlines(element, replace(self._manner, dropped=dropped))
        if not content:
            raise refused(element, "it is empty")
        return content


_READERS: Mapping[tuple[str, str], Callable[[_Reader, etree._Element], Block]] = {
    ("h1", "title"): _Reader._title,
    **{(tag, ""): _Reader._heading for tag in ("h1", "h2", "h3", "h4")},
    ("figure", "chart"): _Reader._chart,
    ("figure", "photo"): _Reader._picture,
    ("ol", "tiles"): _Reader._tiles,
    ("ol", "strip"): _Reader._strip,
    ("ul", "legend"): _Reader._legend,
    ("dl", "facts"): _Reader._facts,
    **{("nav", name): _Reader._contents for name in _LISTED},
}

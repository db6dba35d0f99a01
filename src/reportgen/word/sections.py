"""Sections: page, margins, and the header and footer that each of them names for itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from reportgen.document.blocks import Section
from reportgen.problems import ContractBroken
from reportgen.word.fields import complex_field, run, words
from reportgen.word.formats import twips
from reportgen.word.house import parsed, to_bytes
from reportgen.word.ledger import Ledger
from reportgen.word.lint_file import text_of
from reportgen.word.markup import NAMESPACES, NOTHING, Xml, element, join, part, root, val
from reportgen.word.package import Part
from reportgen.word.panels import BAND_HEIGHT
from reportgen.word.paragraphs import paragraph
from reportgen.word.reference_story import Taken
from reportgen.word.shapes import cover_ground, watermark

COLUMN_GAP = 8.0  # millimetres
KINDS = ("cover", "portrait", "landscape")
_EDGE = 0.38  # the header stands at this share of the top margin, the footer of the bottom margin
_W = f"{{{NAMESPACES['w']}}}"
_DOC_PR = f"{{{NAMESPACES['wp']}}}docPr"
_PLACES = re.compile(r"(\{page\}|\{pages\})")


@dataclass
class Sections:
    """The headers and footers of a document, each written once, and the properties of its sections."""

    ledger: Ledger
    pages_total: int
    headers: dict[str, str] = field(default_factory=dict)  # relationship ids, by kind of page
    footers: dict[str, str] = field(default_factory=dict)

    def properties(self, section: Section, *, columns: int = 1, goes_on: bool = False) -> Xml:
        """``w:sectPr``. A cover's first page has a header of its own, without the watermark.

        ``goes_on`` is a part of a section that stays on the page of the part before it.
        """
        if section.kind not in KINDS:
            raise ContractBroken(f"no section is called {section.kind!r}")
        cover = section.kind == "cover"
        page = "portrait" if cover else section.kind
        first = "cover" if cover else page
        return element(
            "w:sectPr",
            None,
            *self._references("header", page, first),
            *self._references("footer", page, first),
            val("w:type", "continuous" if goes_on else "nextPage"),
            *self._sheet(landscape=page == "landscape"),
            element("w:cols", {"w:num": columns, "w:space": twips(COLUMN_GAP)}),
            element("w:titlePg") if cover else NOTHING,
        )

    def _references(self, kind: str, page: str, first: str) -> list[Xml]:
        known = self.headers if kind == "header" else self.footers
        named = [(name, self._story(kind, name)) for name in (page, first)]
        keys = [name if taken is None else f"taken for {_shown_on(name)}" for name, taken in named]
        for key, (name, taken) in zip(keys, named, strict=True):
            if key not in known:
                known[key] = self._part(kind, name, taken)
        return [
            element(f"w:{kind}Reference", {"w:type": "default", "r:id": known[keys[0]]}),
            element(f"w:{kind}Reference", {"w:type": "first", "r:id": known[keys[1]]}),
        ]

    def _story(self, kind: str, page: str) -> Taken | None:
        """The header or footer of a team's own file that replaces ours on a kind of page."""
        house = self.ledger.house
        return house.story(kind, _shown_on(page)) if house else None

    def _part(self, kind: str, page: str, taken: Taken | None) -> str:
        """Write one header or footer; returns the id of its relationship."""
        number = len(self.headers if kind == "header" else self.footers) + 1
        content_type, relation = (CT.WML_HEADER, RT.HEADER) if kind == "header" else (CT.WML_FOOTER, RT.FOOTER)
        written = self.ledger.package.part(f"/word/{kind}{number}.xml", content_type)
        if taken is not None:
            written.content = self._taken(taken, written, page, number if kind == "header" else 0)
        else:
            content = self._header(page, number) if kind == "header" else self._footer(page)
            written.content = part(root("w:hdr" if kind == "header" else "w:ftr", "w r v o", None, content))
        return self.ledger.body.relate_to(written, relation)

    def _taken(self, taken: Taken, written: Part, page: str, number: int) -> bytes:
        """What a team's own file has; a header, which has a ``number``, carries the mark too."""
        house, document = self.ledger.house, self.ledger.document
        assert house  # noqa: S101 - what is taken is from there
        said = {"PAGE": "1", "NUMPAGES": str(self.pages_total), "TITLE": document.title, "SUBJECT": document.subject}
        tree = house.story_tree(taken, written, self.ledger.package, said)
        for properties in tree.iter(_DOC_PR):
            properties.set("id", str(self.ledger.count_drawing()))
        mark = document.running.mark
        if not (mark and number) or page == "cover":
            return to_bytes(tree)
        first = tree.find(f"{_W}p")
        if first is None:
            first = etree.SubElement(tree, f"{_W}p")
        first.insert(len(first.findall(f"{_W}pPr")), parsed(watermark(mark, number, self.ledger.theme)))
        if mark not in text_of(tree):
            tree.append(parsed(_said(mark)))
        return to_bytes(tree)

    def _header(self, page: str, number: int) -> Xml:
        running, theme = self.ledger.document.running, self.ledger.theme
        if page == "cover":  # its words say what the watermark says, which the band would cut in two
            colour = self.ledger.house.ground if self.ledger.house else theme.colour.primary
            return paragraph("Cover Header", cover_ground(BAND_HEIGHT, theme, colour))
        behind = watermark(running.mark, number, theme)
        line = join(behind, run(words(running.head_left)), run(element("w:tab")), run(words(running.head_right)))
        told = running.mark in running.head_left + running.head_right
        return join(paragraph(_wide("Header", page), line), NOTHING if told else _said(running.mark))

    def _footer(self, page: str) -> Xml:
        if page == "cover":
            return paragraph("Cover Header", NOTHING)
        running = self.ledger.document.running
        fields = {"{page}": ("PAGE", "1"), "{pages}": ("NUMPAGES", str(self.pages_total))}
        numbers = [
            complex_field(*fields[piece]) if piece in fields else run(words(piece))
            for piece in _PLACES.split(running.page)
            if piece
        ]
        line = join(run(words(running.foot_left)), run(element("w:tab")), *numbers)
        return paragraph(_wide("Footer", page), line)

    def _sheet(self, *, landscape: bool) -> tuple[Xml, Xml]:
        page, house = self.ledger.theme.page, self.ledger.house
        if landscape:
            across, down = page.height, page.width
            top, bottom, left, right = (
                page.landscape_top,
                page.landscape_bottom,
                page.landscape_left,
                page.landscape_right,
            )
        else:
            across, down = page.width, page.height
            top, bottom, left, right = page.top, page.bottom, page.left, page.right
        size: dict[str, object] = {"w:w": twips(across), "w:h": twips(down)}
        margins = {"top": top, "right": right, "bottom": bottom, "left": left}
        header, footer = (house and house.edges(landscape=landscape)) or (top * _EDGE, bottom * _EDGE)
        edges = {"header": header, "footer": footer, "gutter": 0.0}
        return (
            element("w:pgSz", {**size, "w:orient": "landscape"} if landscape else size),
            element("w:pgMar", {f"w:{side}": twips(length) for side, length in (margins | edges).items()}),
        )


def _said(mark: str) -> Xml:
    """The paragraph that says in words what the watermark says."""
    return paragraph("Header Mark", run(words(mark)))


def _shown_on(page: str) -> str:
    return "first" if page == "cover" else "default"


def _wide(style: str, page: str) -> str:
    return f"{style} Landscape" if page == "landscape" else style


def close_sections(written: Xml) -> bytes:
    """The document's bytes, with the properties of every section but the last where Word keeps them: in the last
    paragraph of the section. Where a section ends in a table, it gets the smallest paragraph that can carry them.
    """
    tree = etree.fromstring(part(written))
    body = tree[0]
    for properties in body.findall(f"{_W}sectPr"):
        before = properties.getprevious()
        if before is None or before.tag != f"{_W}p" or _is_taken(before):
            before = _section_end()
            properties.addprevious(before)
        if properties.getnext() is not None:
            shape = before.find(f"{_W}pPr")
            assert shape is not None  # noqa: S101 - every paragraph of ours names its style
            shape.append(properties)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_taken(paragraph: etree._Element) -> bool:
    """Whether a paragraph ends a section already, or ends a list of captions: LibreOffice would take the page numbers
    of this section for part of that field.
    """
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    listed = style is not None and style.get(f"{_W}val") == "TableofFigures"
    return listed or paragraph.find(f"{_W}pPr/{_W}sectPr") is not None


def _section_end() -> etree._Element:
    end = etree.Element(f"{_W}p")
    shape = etree.SubElement(end, f"{_W}pPr")
    etree.SubElement(shape, f"{_W}pStyle", {f"{_W}val": "SectionEnd"})
    return end

"""The document model as a Word file: one function a block, in the modules beside this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TypeGuard

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from reportgen.document.blocks import (
    Block,
    Chart,
    Columns,
    Contents,
    Document,
    Facts,
    Heading,
    ItemList,
    Legend,
    Paragraph,
    Picture,
    Section,
    Strip,
    Table,
    Tiles,
)
from reportgen.problems import ContractBroken
from reportgen.theme import Theme
from reportgen.word import metadata
from reportgen.word.comments import Comments
from reportgen.word.contents import contents
from reportgen.word.drawings import chart, picture
from reportgen.word.fields import Anchors, run
from reportgen.word.formats import twips
from reportgen.word.house import House
from reportgen.word.ledger import Ledger, cells_of, ids_of, levels_of, numbers_of
from reportgen.word.markup import NOTHING, Xml, element, join, part, root
from reportgen.word.package import Package
from reportgen.word.panels import band, facts, legend, strip, tiles
from reportgen.word.paragraphs import heading, item_list, paragraph, text
from reportgen.word.reference import Reference
from reportgen.word.sections import COLUMN_GAP, Sections, close_sections
from reportgen.word.styles import styles_part
from reportgen.word.tables import table

_IN_BAND = ("eyebrow", "title", "subtitle", "venue")


def write_word(
    document: Document,
    theme: Theme,
    page_numbers: Mapping[str, int] | None = None,
    pages_total: int | None = None,
    photos: Mapping[str, bytes] | None = None,
    said: Mapping[str, Sequence[str]] | None = None,
    reference: Reference | None = None,
) -> bytes:
    """The bytes of a .docx, the same for the same document.

    ``page_numbers`` gives the page of each id and ``pages_total`` the number of pages, from the PDF's layout: what
    page references show until Word counts for itself. ``photos`` holds prepared pictures by the name that follows
    ``photo:`` in a Picture's file; any other file is a path.
    ``said`` is what comments say of cells. With a ``reference`` the file has its styles, theme, fonts and letterhead;
    its page must be that of the theme. Raises ContractBroken where the document asks for what CONTRACT.md does not
    name, or links to what it does not hold; ProblemsFound (``reference-style-missing``) for styles that it lacks.
    """
    package = Package()
    ledger = Ledger(
        document,
        theme,
        page_numbers or {},
        photos or {},
        levels_of(document),
        numbers_of(document),
        package,
        body=package.part("/word/document.xml", CT.WML_DOCUMENT_MAIN),
        footnotes=package.part("/word/footnotes.xml", CT.WML_FOOTNOTES),
        anchors=Anchors.of(ids_of(document)),
        comments=Comments.of(said or {}, cells_of(document) if said else (), document.issued),
        house=House.of(reference, theme, document.language) if reference else None,
    )
    sections = Sections(ledger, pages_total or 1)
    written = [_section(section, ledger, sections) for section in document.sections]
    ledger.body.content = close_sections(root("w:document", "w r wp a pic c", None, element("w:body", None, *written)))
    ledger.footnotes.content = part(ledger.notes.part())
    _complete(ledger)
    data = package.to_bytes()
    if ledger.house:
        ledger.house.demand_styles(data)
    return data


def _complete(ledger: Ledger) -> None:
    """Every other part, and the relationships that tie the file together."""
    document, theme, package, house = ledger.document, ledger.theme, ledger.package, ledger.house
    numbering = ledger.numbering.part(theme)
    for name, content_type, relation, content in (
        (
            "styles",
            CT.WML_STYLES,
            RT.STYLES,
            house.styles_part() if house else part(styles_part(theme, document.language)),
        ),
        ("numbering", CT.WML_NUMBERING, RT.NUMBERING, house.numbering(numbering) if house else part(numbering)),
        ("settings", CT.WML_SETTINGS, RT.SETTINGS, part(metadata.settings(document.language))),
        ("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, (house and house.fonts) or part(metadata.font_table(theme))),
    ):
        ledger.body.relate_to(package.part(f"/word/{name}.xml", content_type, content), relation)
    colours = package.part("/word/theme/theme1.xml", CT.OFC_THEME, part(metadata.office_theme(theme)))
    if house:
        house.write_theme(colours, package)
    ledger.body.relate_to(colours, RT.THEME)
    ledger.body.relate_to(ledger.footnotes, RT.FOOTNOTES)
    if ledger.comments.texts:
        told = part(ledger.comments.part())
        ledger.body.relate_to(package.part("/word/comments.xml", CT.WML_COMMENTS, told), RT.COMMENTS)
    package.relate(ledger.body, RT.OFFICE_DOCUMENT)
    core, application = metadata.core_properties(document), metadata.application_properties(document)
    package.relate(package.part("/docProps/core.xml", CT.OPC_CORE_PROPERTIES, part(core)), RT.CORE_PROPERTIES)
    package.relate(
        package.part("/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, part(application)), RT.EXTENDED_PROPERTIES
    )


def _section(section: Section, ledger: Ledger, sections: Sections) -> Xml:
    """The blocks of a section with its properties. What stands in columns is a Word section on the same page."""
    page = ledger.theme.page
    width = page.landscape_text_width if section.kind == "landscape" else page.text_width
    if section.kind == "cover":
        return join(_cover(section.blocks, ledger, width), sections.properties(section))
    written: list[Xml] = []
    for in_columns, group in groupby(section.blocks, lambda block: isinstance(block, Columns)):
        blocks = list(group)
        for each in blocks if in_columns else [Columns((tuple(blocks),))]:
            assert isinstance(each, Columns)  # noqa: S101 - grouped above
            xml = _side_by_side(each.columns, ledger, width)
            properties = sections.properties(section, columns=len(each.columns), goes_on=bool(written))
            written.append(join(xml, properties))
    return join(*written)


def _side_by_side(columns: Sequence[Sequence[Block]], ledger: Ledger, width: float) -> Xml:
    """Columns one after the other, with a break between them that takes no height."""
    narrow = (width - COLUMN_GAP * (len(columns) - 1)) / len(columns)
    broken = paragraph("Section End", run(element("w:br", {"w:type": "column"})))
    written = [_blocks(column, ledger, narrow) for column in columns]
    return join(written[0], *(join(broken, xml) for xml in written[1:]))


def _cover(blocks: Sequence[Block], ledger: Ledger, width: float) -> Xml:
    """The blocks of a cover; those that open it stand in the coloured band."""
    held = next((place for place, block in enumerate(blocks) if not _opens_cover(block)), len(blocks))
    inside = _blocks(blocks[:held], ledger, width)
    top = band(inside, ledger) if inside else NOTHING
    return _blocks(blocks[held:], ledger, width, cover=True, above=top)


def _opens_cover(block: Block) -> bool:
    if isinstance(block, Heading):
        return block.level == 1
    return isinstance(block, Paragraph) and block.style in _IN_BAND


def _blocks(blocks: Sequence[Block], ledger: Ledger, width: float, *, cover: bool = False, above: Xml = NOTHING) -> Xml:
    """Blocks one under the other, below what is written ``above``. Two tables in a row get the smallest paragraph
    that keeps them apart.
    """
    written = [above] if above else []
    for before, block, following in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        if isinstance(following, Contents) and _titles(block):
            continue
        after_table = bool(written) and written[-1].endswith("</w:tbl>")
        xml = _block(block, before, following, ledger, width, cover=cover, after_table=after_table)
        if after_table and xml.startswith("<w:tbl>"):
            written.append(paragraph("Table Gap", NOTHING, keep=_joins(block)))
        if xml:
            written.append(xml)
    return join(*written)


def _keeps(block: Block | None) -> bool:
    """Whether the paragraph before a block stays with it."""
    if isinstance(block, Paragraph):
        return block.style == "lead"
    return isinstance(block, Table) or (isinstance(block, ItemList) and block.keep)


def _joins(block: Block | None) -> bool:
    """Whether the end of a table before a block stays with it."""
    return isinstance(block, Table) and block.joins


def _titles(block: Block | None) -> TypeGuard[Heading]:
    """Whether a block, just before the contents, is their title, which is written with them."""
    return isinstance(block, Heading) and not block.number


def _block(  # noqa: C901 - one case for each block
    block: Block,
    before: Block | None,
    following: Block | None,
    ledger: Ledger,
    width: float,
    *,
    cover: bool,
    after_table: bool,
) -> Xml:
    match block:
        case Heading():
            return heading(block, ledger)
        case Paragraph():
            return text(block, ledger, after_table=after_table, keep=_keeps(following))
        case ItemList():
            return item_list(block, ledger)
        case Table():
            return table(block, ledger, twips(width), joined=_joins(following))
        case Chart():
            return chart(block, ledger, width)
        case Picture():
            return picture(block, ledger, width)
        case Tiles():
            return tiles(block, ledger, twips(width))
        case Strip():
            return strip(block, ledger, twips(width))
        case Legend():
            return legend(block, ledger)
        case Facts():
            return facts(block, ledger, twips(width), cover=cover)
        case Contents():
            return contents(block, before if _titles(before) else None, ledger)
        case _:
            raise ContractBroken(f"Word has no form for {block!r}")

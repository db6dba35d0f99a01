"""A team's own Word file for tests: as a French Word saves it, with letterhead, logo and a page of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from word_sample import the_theme

from reportgen.word.reference_sample import starting_file

STYLES, DOCUMENT, TYPES = "word/styles.xml", "word/document.xml", "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
FRENCH = {"Heading1": "Titre1", "Heading2": "Titre2", "Heading3": "Titre3", "BodyText": "Corpsdetexte",
          "Caption": "Lgende", "Header": "En-tte", "Footer": "Pieddepage", "Hyperlink": "Lienhypertexte",
          "Title": "Titre", "TOC1": "TM1", "Strong": "lev", "TableNormal": "TableauNormal"}  # fmt: skip
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LOGO = 'r:embed="logo"'
LAST_SECTION = re.compile(r"<w:sectPr>(?:(?!<w:sectPr>).)*</w:sectPr></w:body>", re.DOTALL)

Parts = dict[str, bytes]


@cache
def _start() -> Mapping[str, bytes]:
    return unzipped(starting_file(the_theme(), "fr", str))


def start() -> Parts:
    """The parts of the file that a team begins with."""
    return dict(_start())


def unzipped(data: bytes) -> Parts:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def changed(parts: Parts, name: str, *edits: tuple[str, str]) -> Parts:
    """The parts with the first occurrence of each text in one of them replaced."""
    content = parts[name].decode()
    for old, new in edits:
        assert old in content, f"{old} is not in {name}"
        content = content.replace(old, new, 1)
    return {**parts, name: content.encode()}


def everywhere(parts: Parts, edit: Callable[[str], str]) -> Parts:
    """The parts with every part of text that uses styles edited."""
    used = re.compile(r"word/(styles|document|header\d+|footer\d+|footnotes|numbering)\.xml")
    return {name: edit(content.decode()).encode() if used.fullmatch(name) else content
            for name, content in parts.items()}  # fmt: skip


def in_french(parts: Parts) -> Parts:
    """The same with the style ids that a French Word gives."""
    ids = re.compile(r'(w:(?:styleId|pStyle w:val|rStyle w:val|tblStyle w:val|basedOn w:val|next w:val)=")(\w+)"')
    return everywhere(parts, lambda xml: ids.sub(lambda use: f'{use[1]}{FRENCH.get(use[2], use[2])}"', xml))


def last_section(parts: Parts, edit: Callable[[str], str]) -> Parts:
    """The parts with the properties of the last section edited."""
    content = parts[DOCUMENT].decode()
    (found,) = LAST_SECTION.findall(content)
    return {**parts, DOCUMENT: content.replace(found, edit(found)).encode()}


def with_story(parts: Parts, content: str, kind: str = "header", page: str = "default", relations: str = "") -> Parts:
    """The parts with a header or footer of this content in the last section; for a first page, which it then has.

    ``relations`` are the relationships of the header.
    """
    root = "hdr" if kind == "header" else "ftr"
    number = f"{kind}{page}"
    made = {
        **last_section(
            parts,
            lambda xml: re.sub(rf'(<w:{kind}Reference w:type="{page}" r:id=")\w+"', rf'\g<1>{number}"', xml).replace(
                "</w:sectPr>", "<w:titlePg/></w:sectPr>" if page == "first" and "titlePg" not in xml else "</w:sectPr>"
            ),
        ),
        f"word/{number}.xml": f"<w:{root} {NAMESPACES}>{content}</w:{root}>".encode(),
        f"word/_rels/{number}.xml.rels": relationships(relations),
    }
    made = changed(made, RELATIONS, ("</Relationships>", relation(number, kind, f"{number}.xml") + "</Relationships>"))
    override = (
        f'<Override PartName="/word/{number}.xml" ContentType='
        f'"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/></Types>'
    )
    return changed(made, TYPES, ("</Types>", override))


def relationships(inside: str) -> bytes:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    ).encode()


def relation(identifier: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def logo() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (120, 40), "#7A1F5C").save(buffer, "PNG")
    return buffer.getvalue()


def picture(attributes: str, number: int = 1, described: str = "") -> str:
    """A drawing; ``attributes`` of its blip name the picture, such as ``r:embed="logo"``."""
    size = 'cx="1080000" cy="360000"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Logo"{described}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr>'
        f"<pic:blipFill><a:blip {attributes}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def words(text: str, style: str = "", direct: str = "") -> str:
    look = (f'<w:pStyle w:val="{style}"/>' if style else "") + direct
    return f"<w:p><w:pPr>{look}</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"


def field(code: str, result: str = "", *, separate: bool = True) -> str:
    """A complex field, in one run, as many tools write it."""
    middle = f'<w:fldChar w:fldCharType="separate"/><w:t>{result}</w:t>' if separate else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText xml:space="preserve"> {code} </w:instrText>{middle}'
        '<w:fldChar w:fldCharType="end"/></w:r>'
    )


def letterhead() -> str:
    """A table by hand: the logo at the left, the name of the organization at the right."""
    cell = '<w:tc><w:tcPr><w:tcW w:w="4900" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{}</w:tc>'
    grid = '<w:tblGrid><w:gridCol w:w="4900"/><w:gridCol w:w="4900"/></w:tblGrid>'
    left = f"<w:p>{picture(LOGO)}</w:p>"
    right = words("Cluster Nutrition", "Corpsdetexte", '<w:jc w:val="right"/>')
    rows = f"<w:tr>{cell.format(left)}{cell.format(right)}</w:tr>"
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9800" w:type="dxa"/></w:tblPr>{grid}{rows}</w:tbl>'
        '<w:p><w:pPr><w:pStyle w:val="En-tte"/></w:pPr></w:p>'
    )


def house(*, page: Callable[[str], str] = str) -> Parts:
    """A house style as a French Word saves it: purple headings with their own numbering, letterhead, footer with page
    numbers; ``page`` edits the properties of the last section.
    """
    parts = everywhere(in_french(start()), lambda xml: xml.replace("005392", "7A1F5C"))
    parts = changed(parts, STYLES, ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
                                    '<w:numPr><w:numId w:val="37"/></w:numPr>'))  # fmt: skip
    parts = with_story(parts, letterhead(), relations=relation("logo", "image", "media/logo.png"))
    foot = f"<w:p><w:r><w:t>p. </w:t></w:r>{field('PAGE', '3')}<w:r><w:t>/</w:t></w:r>{field('NUMPAGES', '3')}</w:p>"
    parts = with_story(parts, foot, "footer")
    described = picture(LOGO, described=' descr="Cluster Nutrition"')
    first = f"<w:p>{described}</w:p>"
    parts = with_story(parts, first, page="first", relations=relation("logo", "image", "media/logo.png"))
    parts = changed(parts, TYPES, ("</Types>", '<Default Extension="png" ContentType="image/png"/></Types>'))
    return last_section({**parts, "word/media/logo.png": logo()}, page)


def letter(xml: str) -> str:
    """US Letter with wide margins."""
    xml = re.sub(r"<w:pgSz[^>]*>", '<w:pgSz w:w="12240" w:h="15840"/>', xml)
    return re.sub(
        r"<w:pgMar[^>]*>",
        '<w:pgMar w:top="2268" w:right="1134" w:bottom="1440" w:left="1418" w:header="709" w:footer="567" '
        'w:gutter="0"/>',
        xml,
    )

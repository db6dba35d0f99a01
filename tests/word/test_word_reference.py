"""What is taken of a team's own Word file, and what is refused or left out."""

import io
import re
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest
from house_file import (
    DOCUMENT,
    OFFICE,
    RELATIONS,
    STYLES,
    TYPES,
    changed,
    field,
    house,
    last_section,
    letter,
    logo,
    picture,
    relation,
    relationships,
    start,
    with_story,
    words,
    zipped,
)
from lxml import etree
from word_sample import the_theme

from reportgen import office_file
from reportgen.problems import ProblemsFound
from reportgen.word.formats import twips
from reportgen.word.lint_file import text_of
from reportgen.word.reference import Reference, read_reference
from reportgen.word.reference_file import reference_bytes

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EMBEDDED, LINKED = 'r:embed="x"', 'r:link="x"'
HEADER = ("header", "default")


def read(parts: dict[str, bytes]) -> Reference:
    return read_reference("house.docx", zipped(parts))


def refusal(data: bytes) -> str:
    with pytest.raises(ProblemsFound) as refused:
        read_reference("house.docx", data)
    (found,) = refused.value.problems
    assert str(found.place) == "house.docx"
    assert all(found.told(str))
    return found.code


def codes(parts: dict[str, bytes]) -> set[str]:
    """The codes of the problems; none when the file is read."""
    try:
        read(parts)
    except ProblemsFound as refused:
        return {problem.code for problem in refused.problems}
    return set()


def story(content: str, relations: str = "", *, page: str = "default", **parts: bytes) -> Reference:
    """A file whose header has this content."""
    made = with_story(start(), content, page=page, relations=relations)
    return read({**made, **{f"word/media/{name}.png": data for name, data in parts.items()}})


def tree(reference: Reference, kind: str = "header", page: str = "default") -> etree._Element:
    return reference.stories[kind, page].tree()


# ---------------------------------------------------------------- what is refused


def encrypted() -> bytes:
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(zipped(start()))).encrypt("secret", out)
    return out.getvalue()


def with_flag() -> bytes:
    data = bytearray(zipped(start()))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def typed(kind: str) -> bytes:
    return zipped(changed(start(), TYPES, (MAIN, kind)))


STRICT = {
    **start(),
    DOCUMENT: start()[DOCUMENT].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    ),
}  # fmt: skip
BOMB = ("?>", '?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>')
OUTSIDE = ("?>", '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>')


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "reference-other"),
        (b"Some text", "reference-other"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "reference-other"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "reference-other"),
        (zipped({"photo.jpg": b"\xff\xd8"}), "reference-other"),
        (typed("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "reference-other"),
        (zipped(STRICT), "reference-other"),
        (encrypted(), "reference-encrypted"),
        (with_flag(), "reference-encrypted"),
        (typed("application/vnd.ms-word.document.macroEnabled.main+xml"), "reference-macros"),
        (zipped({**start(), "word/vbaProject.bin": b"\xcc\x61"}), "reference-macros"),
        (b"PK\x03\x04 cut off", "reference-damaged"),
        (zipped(start())[:-400], "reference-damaged"),
        (zipped({**start(), STYLES: b"<w:styles"}), "reference-damaged"),
        (zipped({**start(), TYPES: b""}), "reference-damaged"),
        (zipped({name: part for name, part in start().items() if name != STYLES}), "reference-damaged"),
        (zipped({name: part for name, part in start().items() if name != DOCUMENT}), "reference-damaged"),
        (zipped({**start(), "word/media/zeros.bin": bytes(20_000_000)}), "reference-unsafe"),
        (zipped(changed(start(), STYLES, BOMB)), "reference-unsafe"),
        (zipped(changed(start(), DOCUMENT, OUTSIDE)), "reference-unsafe"),
        (zipped({**start(), STYLES: start()[STYLES].decode().encode("utf-16")}), "reference-unsafe"),
        (zipped(last_section(start(), lambda xml: re.sub('w:h="[0-9]+"', 'w:h="tall"', xml))), "reference-damaged"),
    ],
)  # fmt: skip
def test_what_is_no_sound_word_document_is_told_by_its_content(data, code):
    assert refusal(data) == code


def test_too_many_parts():
    many = {f"word/{number}.xml": b"" for number in range(office_file.MAX_MEMBERS)}
    assert refusal(zipped({**start(), **many})) == "reference-unsafe"


def test_every_part_that_is_damaged_has_an_outcome():
    parts = house()
    for name in parts:
        for content in (b"", b"<a", b"<a/>", b"\x00\x01"):
            assert codes({**parts, name: content}) <= {"reference-damaged", "reference-other"}, name


def test_a_template_of_word_is_as_good_as_a_document():
    data = typed("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml")
    assert read_reference("house.dotx", data).sheet


@pytest.mark.parametrize(("name", "code"), [("gone.docx", "file-missing"), (".", "file-unreadable")])
def test_a_file_that_cannot_be_opened(tmp_path: Path, name: str, code: str):
    with pytest.raises(ProblemsFound) as refused:
        reference_bytes(tmp_path / name)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path):
    with (tmp_path / "large.docx").open("wb") as file:
        file.truncate(office_file.MAX_FILE + 1)
    with pytest.raises(ProblemsFound, match="reference-unsafe"):
        reference_bytes(tmp_path / "large.docx")


# ---------------------------------------------------------------- the page


def sized(size: str, margins: str = "", *, more: str = "") -> dict[str, bytes]:
    """The file with another size and margins, in twips, in its last section, and no other section of that size."""

    def edit(xml: str) -> str:
        xml = re.sub(r"<w:pgSz[^>]*>", f"<w:pgSz {size}/>", xml)
        return re.sub(r"<w:pgMar[^>]*>", f"<w:pgMar {margins} {more}/>", xml) if margins else xml

    return last_section(start(), edit)


MARGINS = 'w:top="1100" w:right="1200" w:bottom="1300" w:left="1400"'


def lengths(reference: Reference) -> list[int]:
    assert reference.sheet
    page = reference.sheet.page
    upright = (page.width, page.height, page.top, page.right, page.bottom, page.left)
    lying = (page.landscape_top, page.landscape_right, page.landscape_bottom, page.landscape_left)
    return [twips(length) for length in (*upright, *lying)]


def test_the_page_of_the_untouched_file_is_ours():
    sheet = read(start()).sheet
    assert sheet
    assert sheet.beside(the_theme().page) == the_theme().page


def test_the_page_is_that_of_the_last_section_and_lies_as_word_turns_it():
    reference = read(sized('w:w="12240" w:h="15840"', MARGINS))
    assert lengths(reference) == [12240, 15840, 1100, 1200, 1300, 1400, 1400, 1100, 1200, 1300]


def test_a_last_section_that_lies_is_turned_back():
    reference = read(sized('w:w="15840" w:h="12240" w:orient="landscape"', MARGINS))
    assert lengths(reference) == [12240, 15840, 1200, 1300, 1400, 1100, 1100, 1200, 1300, 1400]


def test_a_section_of_the_file_that_lies_gives_its_own_margins():
    assert lengths(read(sized('w:w="11906" w:h="16838"', MARGINS)))[6:] == [twips(18), twips(16), twips(17), twips(16)]


def test_lengths_may_have_units_and_the_gutter_is_margin():
    more = 'w:header="1cm" w:footer="20mm" w:gutter="0.5in"'
    reference = read(sized('w:w="8.5in" w:h="11in"', MARGINS.replace('"1100"', '"-1100"'), more=more))
    assert lengths(reference)[:6] == [12240, 15840, 1100, 1200, 1300, 1400 + 720]
    assert reference.sheet
    assert reference.sheet.upright == reference.sheet.lying == (10, 20)


@pytest.mark.parametrize(
    ("size", "margins"),
    [
        ('w:w="8391" w:h="11906"', MARGINS),
        ('w:w="0" w:h="0"', MARGINS),
        ('w:w="12240" w:h="15840"', MARGINS.replace("1200", "8200")),
    ],
)
def test_a_page_on_which_no_report_fits_is_refused(size: str, margins: str):
    assert refusal(zipped(sized(size, margins))) == "reference-page"


def test_a_file_that_says_nothing_of_its_page_leaves_us_ours():
    data = re.sub(rb"<w:pgSz[^>]*>", b"", start()[DOCUMENT])
    assert read({**start(), DOCUMENT: data}).sheet is None


# ---------------------------------------------------------------- the letterhead


def test_the_untouched_file_has_no_letterhead():
    assert read(start()).stories == {}


@pytest.mark.parametrize(
    "content",
    [words("Cluster Nutrition"), f"<w:p>{field('PAGE', '1')}</w:p>", f"<w:p>{picture(EMBEDDED)}</w:p>"],
)  # fmt: skip
def test_text_a_field_or_a_picture_makes_a_letterhead(content: str):
    made = with_story(start(), content, relations=relation("x", "image", "media/x.png"))
    made = changed(made, TYPES, ("</Types>", '<Default Extension="png" ContentType="image/png"/></Types>'))
    assert list(read({**made, "word/media/x.png": logo()}).stories) == [HEADER]


def test_spaces_tabs_and_a_watermark_make_none():
    mark = '<w:r><w:pict><v:shape id="PowerPlusWaterMarkObject5" alt="DRAFT"/></w:pict></w:r>'
    said = words("EXAMPLE", "HeaderMark")
    assert story(f"<w:p><w:r><w:t> \u00a0</w:t><w:tab/></w:r>{mark}</w:p>{said}").stories == {}


def test_the_first_page_has_its_own_where_word_shows_it():
    reference = story(words("First"), page="first")
    assert list(reference.stories) == [("header", "first")]
    off = last_section(with_story(start(), words("First"), page="first"), lambda xml: xml.replace("<w:titlePg/>", ""))
    assert read(off).stories == {}
    off = last_section(off, lambda xml: xml.replace("</w:sectPr>", '<w:titlePg w:val="0"/></w:sectPr>'))
    assert read(off).stories == {}


def test_a_last_section_that_names_no_header_has_that_of_the_one_before():
    made = with_story(start(), words("Earlier"))
    named = '<w:headerReference w:type="default" r:id="headerdefault"/>'
    moved = last_section(made, lambda xml: xml.replace(named, ""))
    content = moved[DOCUMENT].decode()
    assert "headerdefault" not in content
    earlier = re.sub(r'<w:headerReference w:type="default" r:id="\w+"/>', named, content)
    assert text_of(tree(read({**moved, DOCUMENT: earlier.encode()}))) == "Earlier"


# ---------------------------------------------------------------- what does not come along


def noticed(reference: Reference) -> str:
    (notice,) = reference.notices
    assert notice.code == "reference-left-out"
    assert str(notice.place) == "house.docx"
    return str(notice.given["what"])


def test_a_linked_picture_is_dropped_with_a_notice():
    content = words("Cluster") + f"<w:p>{picture(LINKED)}</w:p>"
    reference = story(content, relation("x", "image", "https://example.org/logo.png", external=True))
    assert noticed(reference) == "https://example.org/logo.png"
    taken = reference.stories[HEADER]
    assert taken.pictures == {}
    assert b"<w:drawing" not in taken.xml
    assert b"example.org" not in taken.xml


def test_the_text_of_a_link_stays_and_the_link_is_told():
    content = '<w:p><w:hyperlink r:id="x" w:anchor="y"><w:r><w:t>site</w:t></w:r></w:hyperlink></w:p>'
    reference = story(content, relation("x", "hyperlink", "https://example.org", external=True))
    assert noticed(reference) == "https://example.org"
    assert text_of(tree(reference)) == "site"
    assert b"hyperlink" not in reference.stories[HEADER].xml


def test_the_template_of_the_file_is_left_out():
    settings = relation("x", "attachedTemplate", "file:///C:/Office/House.dotm", external=True)
    parts = {**start(), "word/_rels/settings.xml.rels": relationships(settings)}
    assert noticed(read(parts)) == "file:///C:/Office/House.dotm"


def test_what_is_no_picture_is_left_out():
    chart = (
        '<w:r><w:drawing><a:graphic><a:graphicData uri="x"><c:chart xmlns:c="x" r:id="x"/></a:graphicData></a:graphic>'
        "</w:drawing></w:r>"
    )
    reference = story(f"<w:p>{chart}<w:r><w:t>a</w:t></w:r></w:p>", relation("x", "chart", "charts/chart1.xml"))
    assert noticed(reference) == "word/charts/chart1.xml"
    assert b"<w:drawing" not in reference.stories[HEADER].xml


def test_what_vml_leads_to_is_left_out():
    shape = '<w:r><w:pict><v:shape href="https://example.org" id="a"><v:imagedata src="https://example.org/b"/></v:shape></w:pict></w:r>'
    assert b"example.org" not in story(f"<w:p>{shape}</w:p>").stories[HEADER].xml


def test_what_belongs_to_the_text_stays_behind():
    content = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr><w:bookmarkStart w:id="1" w:name="a"/>'
        '<w:ins w:id="2" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>'
        '<w:del w:id="3" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del><w:bookmarkEnd w:id="1"/></w:p>'
        '<w:sdt><w:sdtPr><w:id w:val="4"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>held</w:t></w:r></w:p>'
        "</w:sdtContent></w:sdt>"
    )
    reference = story(content)
    assert text_of(tree(reference)) == "newheld"
    for name in (b"bookmark", b"numPr", b"author", b"old", b"sdt"):
        assert name not in reference.stories[HEADER].xml


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (field("PAGE", "7"), True),
        (field("PAGE", separate=False), True),
        (field("PAGE", ""), True),
        (field("STYLEREF 1", "Contexte"), True),
        (field("STYLEREF 1"), False),
        (field('INCLUDEPICTURE "https://example.org/x.png" \\d', "Logo"), False),
        (field("REF house", "Logo"), False),
        ('<w:fldSimple w:instr=" NUMPAGES " w:dirty="1"/>', True),
        ('<w:fldSimple w:instr=" LINK Excel.Sheet x "><w:r><w:t>Logo</w:t></w:r></w:fldSimple>', False),
        (field("PAGE", "7").replace('<w:fldChar w:fldCharType="end"/>', ""), False),
        ('<w:r><w:fldChar w:fldCharType="end"/></w:r>', False),
    ],
)
def test_only_fields_of_the_page_and_the_like_stay(content: str, kept: bool):
    found = tree(story(f"<w:p>{content}<w:r><w:t>.</w:t></w:r></w:p>"))
    marks = [node.tag.split("}")[1] for node in found.iter() if "fld" in node.tag or "instr" in node.tag]
    assert bool(marks) == kept
    assert b"example.org" not in etree.tostring(found)
    said = text_of(found)
    assert said.endswith(".")
    assert len(said) > 1 or not kept
    assert b"dirty" not in etree.tostring(found)


def test_a_field_inside_the_code_of_one_that_goes_goes_too():
    inner = field("PAGE", "1")
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> IF </w:instrText></w:r>' + inner
        + '<w:r><w:instrText> = 1 "a" "b" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>a</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    assert text_of(tree(story(f"<w:p>{outer}</w:p>"))) == "a"


def test_a_picture_that_says_nothing_of_itself_is_decoration():
    reference = read(house())
    for place, described in ((HEADER, None), (("header", "first"), "Cluster Nutrition")):
        (properties,) = reference.stories[place].tree().iter("{*}docPr")
        assert properties.get("descr") == described
        assert [node.get("val") for node in properties.iter("{*}decorative")] == ([] if described else ["1"])


def test_pictures_are_taken_once_with_their_bytes():
    reference = read(house(page=letter))
    assert {name: picture.data for name, picture in reference.pictures.items()} == {"word/media/logo.png": logo()}
    assert reference.notices == ()


def test_embedded_fonts_do_not_travel():
    fonts = start()["word/fontTable.xml"].decode().replace("</w:font>", '<w:embedRegular r:id="rId1"/></w:font>')
    fonts = fonts.replace("<w:fonts ", f'<w:fonts xmlns:r="{OFFICE}" ')
    assert b"embed" in fonts.encode()
    assert b"embed" not in read({**start(), "word/fontTable.xml": fonts.encode()}).fonts


def test_relations_are_read_from_where_the_file_says():
    moved = {("word/document2.xml" if name == DOCUMENT else name): content for name, content in start().items()}
    moved["word/_rels/document2.xml.rels"] = moved.pop(RELATIONS)
    moved = changed(moved, "_rels/.rels", ("word/document.xml", "word/document2.xml"))
    assert read(changed(moved, TYPES, ("/word/document.xml", "/word/document2.xml"))).sheet

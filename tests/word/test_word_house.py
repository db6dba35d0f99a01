"""A document written in the style of a team's own Word file."""

import re
from dataclasses import replace

import pytest
from house_file import (
    FRENCH,
    STYLES,
    changed,
    everywhere,
    field,
    house,
    in_french,
    letter,
    logo,
    start,
    with_story,
    words,
    zipped,
)
from lxml import etree
from test_word_sections import references
from word_reading import numbers, opened, told
from word_sample import a_document, of_sections, rich, run, the_theme

from reportgen.document.blocks import Heading, Item, ItemList, Paragraph, Section
from reportgen.problems import ProblemsFound
from reportgen.word.formats import twips
from reportgen.word.lint import lint
from reportgen.word.lint_file import WordFile, text_of, value, w
from reportgen.word.reference import read_reference
from reportgen.word.writer import write_word

SECTIONS = tuple(Section(kind, (Paragraph(run("a")),)) for kind in ("cover", "portrait", "landscape"))
PLAIN = of_sections(SECTIONS)
MARKED = of_sections(SECTIONS, mark="EXEMPLE")
DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def dressed(parts: dict[str, bytes], document=PLAIN) -> bytes:
    """The document in the style of a file of these parts, on its page."""
    reference, theme = read_reference("house.docx", zipped(parts)), the_theme()
    if reference.sheet:
        theme = replace(theme, page=reference.sheet.beside(theme.page))
    return write_word(document, theme, pages_total=12, reference=reference)


def written(parts: dict[str, bytes], document=PLAIN) -> WordFile:
    return opened(dressed(parts, document))


def lacking(parts: dict[str, bytes], document=PLAIN) -> list[str]:
    with pytest.raises(ProblemsFound) as refused:
        dressed(parts, document)
    assert {(found.code, str(found.place)) for found in refused.value.problems} == {
        ("reference-style-missing", "house.docx")
    }
    return [str(found.given["style"]) for found in refused.value.problems]


def shown(file: WordFile, section: int, kind: str, page: str = "default") -> etree._Element:
    return file.trees[references(file)[section][(f"{kind}Reference", page)]]


# ---------------------------------------------------------------- the whole


@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
def test_the_untouched_file_changes_nothing(language: str):
    document = rich(language, mark="EXEMPLE")
    ours, theirs = opened(write_word(document, the_theme(), pages_total=12)), written(start(), document)
    assert set(ours.parts) == set(theirs.parts)
    for name, tree in ours.trees.items():
        assert etree.tostring(tree, method="c14n") == etree.tostring(theirs.trees[name], method="c14n"), name


@pytest.mark.parametrize("parts", [house(), house(page=letter)], ids=["A4", "Letter"])
@pytest.mark.parametrize("mark", ["", "EXEMPLE"])
def test_a_document_in_a_house_style_passes_the_linter_and_says_the_same(parts: dict[str, bytes], mark: str):
    document = rich("fr-FR", mark=mark)
    data = dressed(parts, document)
    assert lint(data) == ()
    assert told(opened(data).document) == told(opened(write_word(document, the_theme())).document)


def test_the_same_file_makes_the_same_bytes():
    assert dressed(house(), MARKED) == dressed(house(), MARKED)


def test_the_file_is_told_by_no_name_of_its_own():
    assert not [name for name, part in written(house()).parts.items() if b"house.docx" in part]


# ---------------------------------------------------------------- styles


def test_styles_are_found_by_name_whatever_their_ids():
    file = written(house())
    assert file.inherited("Heading1", "rPr/color") == "7A1F5C"
    assert value(file.styles["Heading1"], "name") == "heading 1"
    assert not set(FRENCH.values()) & set(file.styles)
    assert {value(style, "basedOn") for style in file.styles.values()} <= {"", *file.styles}


def test_a_style_of_another_name_that_has_one_of_our_ids_makes_room():
    stranger = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="Stranger"/></w:style>'
    follower = '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="X"/><w:basedOn w:val="Heading1"/></w:style>'
    file = written(changed(in_french(start()), STYLES, ("</w:styles>", f"{stranger}{follower}</w:styles>")))
    assert value(file.styles["Heading1"], "name") == "heading 1"
    assert value(file.styles[value(file.styles["X"], "basedOn")], "name") == "Stranger"


def test_the_exact_name_goes_before_one_in_other_capitals_and_that_before_a_second_name():
    other = '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="{}"/><w:rPr><w:b/></w:rPr></w:style>'
    libre = changed(start(), STYLES, ("<w:style ", other.format("Caption") + "<w:style "))
    assert written(libre).inherited("Caption", "rPr/b") is None
    capitals = changed(start(), STYLES, ('<w:name w:val="caption"/>', '<w:name w:val="CAPTION"/>'))
    assert value(written(capitals).styles["Caption"], "name") == "CAPTION"
    second = '<w:name w:val="Légende maison"/><w:aliases w:val="LM;Caption"/>'
    renamed = changed(start(), STYLES, ('<w:name w:val="caption"/>', second))
    assert value(written(renamed).styles["Caption"], "name") == "Légende maison"


def test_every_style_that_is_used_and_lacking_is_named_at_once_and_no_other():
    document = a_document(Heading(2, run("a"), "a", "1"), Paragraph(run("b"), "lead"), Paragraph(run("c")))
    names = ("heading 1", "Lead", "Strip Overdue", "List Bullet Table 3")
    parts = everywhere(
        start(), lambda xml: re.sub(f'<w:name w:val="({"|".join(names)})"/>', r'<w:name w:val="~\1"/>', xml)
    )
    assert lacking(parts, document) == ["heading 1", "Lead"]


def test_a_style_of_another_kind_is_none():
    parts = changed(start(), STYLES, ('w:type="paragraph" w:customStyle="1" w:styleId="Lead"',
                                      'w:type="character" w:customStyle="1" w:styleId="Lead"'))  # fmt: skip
    assert lacking(parts, a_document(Paragraph(run("b"), "lead"))) == ["Lead"]


def test_headings_and_lists_number_themselves_as_ours():
    document = a_document(
        Heading(2, run("a"), "a", "1"), Heading(3, run("b"), "b", "1.1"), Heading(2, run("c"), "c"),
        ItemList((Item(run("x")), Item(run("y"))), "numbers"),
    )  # fmt: skip
    for parts in (house(), everywhere(house(), lambda xml: re.sub("<w:numPr>.*?</w:numPr>", "", xml))):
        file = written(parts, document)
        assert numbers(file) == ["1", "1.1", "1.", "2."]
        used = {value(node, "numId") for tree in file.trees.values() for node in tree.iter(w("numPr"))}
        assert "37" not in used
        assert file.inherited("Heading1", "pPr/outlineLvl") == "0"


def test_levels_of_numbering_that_belong_to_a_lacking_style_stand_alone():
    parts = changed(start(), STYLES, ('<w:name w:val="List Bullet Table 3"/>', '<w:name w:val="Other"/>'))
    used = {node.get(w("val")) for node in written(parts).trees["word/numbering.xml"].iter(w("pStyle"))}
    assert "ListBulletTable3" not in used
    assert "ListBulletTable2" in used


def test_the_language_is_that_of_the_document():
    parts = changed(start(), STYLES, ("<w:qFormat/><w:rPr>", '<w:qFormat/><w:rPr><w:lang w:val="de-DE"/>'))
    for source in (parts, changed(start(), STYLES, ("w:docDefaults>", "w:x>"), ("</w:docDefaults>", "</w:x>"))):
        file = written(source, replace(PLAIN, language="en-GB"))
        languages = {node.get(w("val")) for node in file.trees["word/styles.xml"].iter(w("lang"))}
        assert languages == {"en-GB"}
        assert file.trees["word/styles.xml"].find(f"{w('docDefaults')}//{w('lang')}") is not None


def test_the_language_stands_before_the_extensions_of_newer_versions_of_word():
    newer = '<w14:ligatures xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:val="none"/>'
    parts = changed(start(), STYLES, ("</w:rPr></w:rPrDefault>", f"{newer}</w:rPr></w:rPrDefault>"))
    look = written(parts).trees["word/styles.xml"].find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    assert [etree.QName(node).localname for node in look][-2:] == ["lang", "ligatures"]


def test_fonts_and_theme_are_those_of_the_file():
    edits = {"word/fontTable.xml": ("Arial", "Gill Sans"), "word/theme/theme1.xml": ("Arial", "Gill Sans")}
    parts = start()
    for name, edit in edits.items():
        parts = changed(parts, name, edit)
    file = written(parts)
    assert all(b"Gill Sans" in file.parts[name] for name in edits)
    bare = {name: content for name, content in start().items() if name not in edits}
    relations = re.sub(rb"<Relationship [^>]*(fontTable|theme1)\.xml[^>]*>", b"", bare["word/_rels/document.xml.rels"])
    ours = written({**bare, "word/_rels/document.xml.rels": relations})
    assert all(b"Arial" in ours.parts[name] for name in edits)


# ---------------------------------------------------------------- the page


def test_page_and_margins_are_those_of_the_file():
    file = written(house(page=letter))
    sizes = [(node.get(w("w")), node.get(w("h"))) for node in file.document.iter(w("pgSz"))]
    assert sizes == [("12240", "15840"), ("12240", "15840"), ("15840", "12240")]
    sides = [
        (node.get(w("top")), node.get(w("left")), node.get(w("header"))) for node in file.document.iter(w("pgMar"))
    ]
    assert sides == [("2268", "1418", "709"), ("2268", "1418", "709"), ("1418", "1440", "709")]


def test_what_is_as_wide_as_the_text_follows_the_page():
    parts = changed(house(page=letter), STYLES, ('w:leader="dot"', 'w:leader="hyphen"'))
    file = written(parts)
    width = 12240 - 1418 - 1134
    tabs = [
        (node.get(w("val")), node.get(w("leader")), node.get(w("pos"))) for node in file.styles["TOC1"].iter(w("tab"))
    ]
    assert tabs[-1] == ("right", "hyphen", str(width))
    band = file.styles["CoverBand"].find(f"{w('tblPr')}/{w('tblInd')}")
    assert band.get(w("w")) == "-1418"
    bare = everywhere(start(), lambda xml: re.sub("<w:tabs>.*?</w:tabs>", "", xml))
    for style in ("TOC1", "TableofFigures", "Header", "Footer"):
        stops = [node.get(w("pos")) for node in written(bare).styles[style].iter(w("tab"))]
        assert stops[-1] == str(twips(174)), style


# ---------------------------------------------------------------- the letterhead


def test_header_and_footer_of_the_file_replace_ours_on_every_page():
    file = written(house())
    for section in range(3):
        assert told(shown(file, section, "header"))[1] == ("BodyText", "Cluster Nutrition")
        assert text_of(shown(file, section, "footer")) == "p. 1/12"
        assert "Données au" not in text_of(shown(file, section, "footer"))
    first = shown(file, 0, "header", "first")
    assert [node.get("descr") for node in first.iter(DOC_PR)] == ["Cluster Nutrition"]


def test_ours_stay_where_those_of_the_file_are_empty():
    file = written(with_story(start(), words("Cluster Nutrition")))
    assert text_of(shown(file, 1, "header")) == "Cluster Nutrition"
    assert told(shown(file, 1, "footer")) == [("Footer", "Données au 30 septembre 2025\tPage 1 sur 12")]
    assert told(shown(file, 0, "header", "first")) == [("CoverHeader", "")]
    footers = written(with_story(start(), words("Cluster Nutrition"), "footer"))
    assert told(shown(footers, 2, "header"))[0][0] == "HeaderLandscape"
    assert text_of(shown(footers, 2, "footer")) == "Cluster Nutrition"


def test_the_logo_is_copied_once_and_shown_where_it_was():
    file = written(house())
    (name,) = [name for name in file.parts if name.startswith("word/media/")]
    assert file.parts[name] == logo()
    targets = [relation.target for part in ("header1", "header2", "header3")
               for relation in file.relations(f"word/{part}.xml").values()]  # fmt: skip
    assert targets == [name] * 2
    assert not [
        relation for source in file.sources() for relation in file.relations(source).values() if relation.external
    ]


@pytest.mark.parametrize(
    "parts",
    [
        start(),
        house(),
        with_story(start(), words("a"), page="first"),
        with_story(start(), f"<w:tbl>{words('a')}</w:tbl>"),
    ],
)
def test_the_mark_is_behind_every_page_but_the_cover_and_in_words(parts: dict[str, bytes]):
    file = written(parts, MARKED)
    for section, named in enumerate(references(file)):
        for page in ("default", "first"):
            header = file.trees[named[("headerReference", page)]]
            marks = [node.get("string") for node in header.iter("{urn:schemas-microsoft-com:vml}textpath")][1:]
            cover = section == 0 and page == "first"
            assert marks == ([] if cover else ["EXEMPLE"])
            assert ("EXEMPLE" in text_of(header)) != cover
    assert lint(dressed(parts, MARKED)) == ()


def test_a_letterhead_that_says_the_mark_is_not_told_twice():
    file = written(with_story(start(), words("EXEMPLE")), MARKED)
    assert text_of(shown(file, 1, "header")) == "EXEMPLE"


def test_fields_that_tell_of_the_document_are_filled_in():
    line = f"<w:p>{field('TITLE', 'Modèle')}{field('NUMPAGES', '1')}</w:p>"
    assert text_of(shown(written(with_story(start(), line)), 1, "header")) == f"{PLAIN.title}12"


def test_a_style_that_only_the_letterhead_uses_comes_along():
    own = '<w:style w:type="paragraph" w:styleId="Adresse"><w:name w:val="Adresse"/></w:style></w:styles>'
    parts = changed(with_story(start(), words("a", "Adresse") + words("b", "Gone")), STYLES, ("</w:styles>", own))
    assert told(shown(written(parts), 1, "header")) == [("Adresse", "a"), ("", "b")]


@pytest.mark.parametrize(("fill", "colour"), [("7A1F5C", "#7A1F5C"), ("auto", "")])
def test_the_ground_of_the_cover_is_of_the_colour_of_its_band(fill: str, colour: str):
    parts = everywhere(start(), lambda xml: xml.replace('w:fill="005392"', f'w:fill="{fill}"'))
    first = shown(written(parts), 0, "header", "first")
    found = [node.get("fillcolor") for node in first.iter("{urn:schemas-microsoft-com:vml}rect")]
    assert found == ([colour] if colour else [])

from word_reading import opened, told
from word_sample import of_sections, run, the_theme

from reportgen.document.blocks import Columns, Paragraph, Section, Table, TableCell, TableRow
from reportgen.word.formats import twips
from reportgen.word.lint_file import WordFile, w
from reportgen.word.writer import write_word

TABLE = Table((1,), (TableRow((TableCell((Paragraph(run("A")),), "col"),)),), ())


def sections(*kinds: str, mark: str = "") -> WordFile:
    made = tuple(Section(kind, (Paragraph(run(f"{n}")),)) for n, kind in enumerate(kinds))
    return opened(write_word(of_sections(made, mark=mark), the_theme(), pages_total=12))


def references(file: WordFile) -> list[dict[tuple[str, str], str]]:
    """For each section: the part of each kind of header and footer, by kind and type."""
    relations = file.relations("word/document.xml")
    found = []
    for properties in file.document.iter(w("sectPr")):
        named = {}
        for node in properties.iter(w("headerReference"), w("footerReference")):
            identifier = next(value for key, value in node.attrib.items() if "relationships" in str(key))
            named[(node.tag.split("}")[1], node.get(w("type"), ""))] = relations[identifier].target
        found.append(named)
    return found


def test_every_section_names_header_and_footer_for_itself_first_page_included():
    for named in references(sections("cover", "portrait", "landscape", "portrait")):
        assert {kind for kind, _ in named} == {"headerReference", "footerReference"}
        assert {page for _, page in named} == {"default", "first"}


def test_only_the_cover_has_a_first_page_of_its_own():
    file = sections("cover", "portrait", "landscape")
    assert [node.find(w("titlePg")) is not None for node in file.document.iter(w("sectPr"))] == [True, False, False]
    cover, portrait, _ = references(file)
    first = file.trees[cover[("headerReference", "first")]]
    assert told(first) == [("CoverHeader", "")]
    assert cover[("headerReference", "default")] == portrait[("headerReference", "default")]
    assert cover[("headerReference", "first")] != portrait[("headerReference", "first")]


def test_pages_stand_upright_or_lie():
    file = sections("portrait", "landscape")
    upright, lying = file.document.iter(w("pgSz"))
    assert (upright.get(w("w")), upright.get(w("h")), upright.get(w("orient"))) == ("11906", "16838", None)
    assert (lying.get(w("w")), lying.get(w("h")), lying.get(w("orient"))) == ("16838", "11906", "landscape")
    margins = [int(node.get(w("left"), "0")) for node in file.document.iter(w("pgMar"))]
    assert margins == [twips(18), twips(16)]


def test_header_and_footer_say_what_runs_on_every_page():
    file = sections("landscape")
    (named,) = references(file)
    assert told(file.trees[named[("headerReference", "default")]]) == [
        ("HeaderLandscape", "Cluster Santé, Mali\tRapport de suivi · T3 2025")
    ]
    footer = file.trees[named[("footerReference", "default")]]
    assert told(footer) == [("FooterLandscape", "Données au 30 septembre 2025\tPage 1 sur 12")]
    assert [(node.text or "").strip() for node in footer.iter(w("instrText"))] == ["PAGE", "NUMPAGES"]


def test_the_right_tab_of_header_and_footer_is_the_end_of_the_text():
    file = sections("portrait")
    page = the_theme().page
    for style, width in (("Header", page.text_width), ("HeaderLandscape", page.landscape_text_width)):
        stops = {node.get(w("val")): node.get(w("pos")) for node in file.styles[style].iter(w("tab"))}
        assert stops["right"] == str(twips(width))


def test_a_mark_lies_behind_every_page_but_the_cover_and_stands_in_the_header():
    file = sections("cover", "portrait", "landscape", mark="EXEMPLE")
    names = []
    for named in references(file):
        for kind in ("default", "first"):
            header = file.trees[named[("headerReference", kind)]]
            shapes = list(header.iter("{urn:schemas-microsoft-com:vml}shape"))
            assert [shape[-1].get("string") for shape in shapes] in ([], ["EXEMPLE"])
            names += [(named[("headerReference", kind)], shape.get("id")) for shape in shapes]
    assert len(names) == 5
    assert all(name.startswith("PowerPlusWaterMarkObject") for _, name in names)
    assert len({name for _, name in names}) == len({part for part, _ in names}) == 2
    header = file.trees[references(file)[1][("headerReference", "default")]]
    assert told(header)[1] == ("HeaderMark", "EXEMPLE")


def test_a_mark_that_the_header_tells_already_is_not_told_twice():
    section = Section("portrait", (Paragraph(run("a")),))
    document = of_sections((section,), mark="Santé")
    file = opened(write_word(document, the_theme()))
    (named,) = references(file)
    assert len(told(file.trees[named[("headerReference", "default")]])) == 1


def test_a_final_report_has_no_mark():
    file = sections("cover", "portrait")
    assert not [name for name, part in file.parts.items() if b"PowerPlusWaterMarkObject" in part]
    assert not [name for name, tree in file.stories() if "HeaderMark" in dict(told(tree))]


def test_a_section_that_ends_in_a_paragraph_needs_no_other():
    assert [style for style, _ in told(sections("portrait", "landscape").document)] == ["BodyText", "BodyText"]


def test_a_section_that_ends_in_a_table_gets_the_smallest_paragraph():
    made = (Section("portrait", (TABLE,)), Section("landscape", (TABLE,)))
    file = opened(write_word(of_sections(made), the_theme()))
    body = file.document[0]
    assert [node.tag.split("}")[1] for node in body] == ["tbl", "p", "tbl", "p", "sectPr"]
    assert body[1].find(f"{w('pPr')}/{w('sectPr')}") is not None
    assert body[3].find(f"{w('pPr')}/{w('sectPr')}") is None


def test_columns_are_a_section_on_the_same_page():
    columns = Columns(((Paragraph(run("left")),), (Paragraph(run("right")),)))
    blocks = (Paragraph(run("above")), columns, Paragraph(run("below")))
    file = opened(write_word(of_sections((Section("portrait", blocks),)), the_theme()))
    found = [
        (node.find(w("type")).get(w("val")), node.find(w("cols")).get(w("num")))
        for node in file.document.iter(w("sectPr"))
    ]
    assert found == [("nextPage", "1"), ("continuous", "2"), ("continuous", "1")]
    assert [node.get(w("type")) for node in file.document.iter(w("br"))] == ["column"]
    assert "".join(file.document.itertext()) == "aboveleftrightbelow"

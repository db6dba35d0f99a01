import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_reading import opened, runs, told, written
from word_sample import a_document, run, the_theme

from reportgen.document.blocks import (
    Chart,
    ChartData,
    Contents,
    ContentsEntry,
    Heading,
    Link,
    Note,
    PageReference,
    Paragraph,
    Series,
    Table,
    TableCell,
    TableRow,
)
from reportgen.problems import ContractBroken
from reportgen.word.fields import Anchors
from reportgen.word.lint_file import text_of, value, w
from reportgen.word.writer import write_word

HEAD = TableRow((TableCell((Paragraph(run("A")),), "col"),))
DATA = ChartData("bars", ("a",), (Series("s", (1.0,), "first"),))


def codes(tree: object) -> list[str]:
    return [(node.text or "").strip() for node in tree.iter(w("instrText"))]  # type: ignore[attr-defined]


# ---------------------------------------------------------------- bookmarks


@settings(max_examples=60)
@given(st.lists(st.text(min_size=1, max_size=60), unique=True, max_size=12))
def test_names_of_bookmarks_are_valid_and_unique_whatever_the_ids(ids: list[str]):
    names = list(Anchors.of(ids).names.values())
    assert len({name.lower() for name in names}) == len(ids)
    for name in names:
        assert len(name) <= 40
        assert name[0].isalpha()
        assert name.replace("_", "a").isalnum()
        assert name.isascii()


def test_a_plain_id_keeps_its_name_and_capitals_alone_make_no_difference():
    anchors = Anchors.of(["R1", "r1", "fig-people", "5.4"])
    assert anchors.name("R1") == "R1"
    assert anchors.name("r1").lower() != "r1"
    assert anchors.name("fig-people").startswith("fig_people_")
    assert anchors.name("5.4").startswith("b_5_4_")


def test_bookmarks_come_in_pairs_with_ids_in_sequence():
    file = written(Heading(2, run("a"), "a", "1"), Paragraph(run("b"), id="b"), Table((1,), (HEAD,), (), id="t"))
    starts = [node.get(w("id")) for node in file.document.iter(w("bookmarkStart"))]
    ends = [node.get(w("id")) for node in file.document.iter(w("bookmarkEnd"))]
    assert starts == ends == ["1", "2", "3"]


# ---------------------------------------------------------------- captions


def test_captions_count_figures_and_tables_apart_in_the_words_of_the_language():
    table = Table((1,), (HEAD,), (), caption=run("Les groupes"), id="t1")
    chart = Chart(DATA, "Le constat", "alt", run("Les parts"), "f1")
    file = written(table, chart, Table((1,), (HEAD,), (), caption=run("Encore"), id="t2"))
    captions = [(style, text) for style, text in told(file.document) if "Caption" in style]
    assert captions == [
        ("TableCaption", "Tableau\u00a01. Les groupes"),
        ("Caption", "Figure\u00a01. Les parts"),
        ("TableCaption", "Tableau\u00a02. Encore"),
    ]
    assert codes(file.document) == ["SEQ Tableau \\* ARABIC", "SEQ Figure \\* ARABIC", "SEQ Tableau \\* ARABIC"]


def test_the_bookmark_of_a_caption_holds_label_and_number_together():
    file = written(Table((1,), (HEAD,), (), caption=run("Les groupes"), id="t1"))
    start = file.document.find(f".//{w('bookmarkStart')}")
    held = ""
    for node in start.itersiblings():
        if node.tag == w("bookmarkEnd"):
            break
        held += text_of(node)
    assert held == "Tableau\u00a01"


def test_table_captions_stand_above_and_figure_captions_below_and_neither_is_torn_off():
    table = Table((1,), (HEAD,), (), caption=run("Les groupes"))
    file = written(table, Chart(DATA, "Le constat", "alt", run("Les parts")))
    assert [style for style, _ in told(file.document)] == [
        "TableCaption", "TableHead", "ChartTitle", "Figure", "Caption",
    ]  # fmt: skip
    for style in ("TableCaption", "ChartTitle", "Figure"):
        assert file.inherited(style, "pPr/keepNext") is None  # no w:val: it is on
        assert file.styles[style].find(f".//{w('keepNext')}") is not None


def test_a_caption_without_a_word_for_it_is_refused():
    document = a_document(Chart(DATA, "", "alt", run("Les parts")))
    document.words.clear()
    with pytest.raises(ContractBroken):
        write_word(document, the_theme())


# ---------------------------------------------------------------- contents


def contents() -> tuple[Contents, Heading, Heading]:
    entries = (ContentsEntry(2, "1", "Contexte", "context"), ContentsEntry(3, "", "Régions", "regions"))
    return Contents(entries), Heading(2, run("Contexte"), "context", "1"), Heading(3, run("Régions"), "regions")


def test_the_contents_are_a_field_with_every_entry_in_place():
    file = opened(write_word(a_document(*contents()), the_theme(), {"context": 4, "regions": 7}))
    assert told(file.document)[:3] == [("TOCHeading", "Sommaire"), ("TOC1", "1\tContexte\t4"), ("TOC2", "Régions\t7")]
    assert codes(file.document)[0] == 'TOC \\o "1-3" \\h \\z \\u'
    links = [node.get(w("anchor")) for node in file.document.iter(w("hyperlink"))]
    assert links == ["context", "regions"]
    assert codes(file.document)[1:] == [f"PAGEREF {link} \\h" for link in links]


def test_the_contents_show_page_one_until_a_layout_is_known():
    assert told(written(*contents()).document)[1] == ("TOC1", "1\tContexte\t1")


def test_the_contents_are_what_word_updates_as_a_table_of_contents():
    gallery = written(*contents()).document.find(f".//{w('docPartGallery')}")
    assert gallery.get(w("val")) == "Table of Contents"


def test_the_heading_before_the_contents_is_their_title():
    entries, *headings = contents()
    file = written(Heading(2, run("Table des matières"), "contents"), entries, *headings)
    assert told(file.document)[:2] == [("TOCHeading", "Table des matières"), ("TOC1", "1\tContexte\t1")]
    assert file.document.find(f".//{w('sdtContent')}//{w('bookmarkStart')}").get(w("name")) == "contents"


def test_an_entry_that_leads_nowhere_is_refused():
    with pytest.raises(ContractBroken):
        written(Contents((ContentsEntry(2, "1", "Contexte", "nowhere"),)))


def test_every_field_is_closed_and_has_a_result():
    file = written(*contents(), Paragraph((PageReference("context"),)))
    kinds = [node.get(w("fldCharType")) for node in file.document.iter(w("fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 4


def test_the_number_of_a_heading_is_a_field_that_follows_it():
    reference = Paragraph((*run("voir "), Link("1", "#context"), *run(", "), Link("ici", "#context")))
    file = written(Heading(2, run("Contexte"), "context", "1"), reference)
    assert codes(file.document) == ["REF context \\r \\h"]
    assert told(file.document)[1] == ("BodyText", "voir 1, ici")
    assert [text_of(link) for link in file.document.iter(w("hyperlink"))] == ["ici"]


def test_a_number_that_word_does_not_count_stays_a_link():
    file = written(Heading(2, run("Annexe"), "annex", "A"), Paragraph((Link("A", "#annex"),)))
    assert codes(file.document) == []
    assert [link.get(w("anchor")) for link in file.document.iter(w("hyperlink"))] == ["annex"]


# ---------------------------------------------------------------- footnotes


def test_footnotes_are_numbered_in_the_order_of_their_calls():
    file = written(
        Paragraph((*run("a"), Note(run("un")), *run("b"), Note((*run("deux "), Link("là", "https://a.org")))))
    )
    notes = file.trees["word/footnotes.xml"]
    ids = [(note.get(w("id")), note.get(w("type")), text_of(note)) for note in notes]
    assert ids == [
        ("-1", "separator", ""),
        ("0", "continuationSeparator", ""),
        ("1", None, "\u00a0un"),
        ("2", None, "\u00a0deux là"),
    ]
    assert [node.get(w("id")) for node in file.document.iter(w("footnoteReference"))] == ["1", "2"]
    assert {relation.target for relation in file.relations("word/footnotes.xml").values()} == {"https://a.org"}


def test_footnotes_have_the_styles_that_word_knows():
    file = written(Paragraph((*run("a"), Note(run("un")))))
    note = file.trees["word/footnotes.xml"][-1]
    assert value(note, "p/pPr/pStyle") == "FootnoteText"
    assert value(next(note.iter(w("r"))), "rPr/rStyle") == "FootnoteReference"
    assert [style for style, _ in runs(next(file.document.iter(w("p"))))] == [""]
    named = [node.get(w("id")) for node in file.trees["word/settings.xml"].iter(w("footnote"))]
    assert named == ["-1", "0"]


def test_a_list_of_captions_is_a_field_with_entries_and_pages():
    table = Table((1.0,), (HEAD,), (), caption=run("One"), id="t1")
    listed = Contents((ContentsEntry(1, "", "Tableau 1. One", "t1"),), "table")
    file = written(Heading(2, run("Tableaux"), "list"), listed, Heading(2, run("A"), "a"), table)
    assert ("TableofFigures", "Tableau 1. One\t1") in told(file.document)
    assert codes(file.document) == ['TOC \\h \\z \\c "Tableau"', "PAGEREF t1 \\h", "SEQ Tableau \\* ARABIC"]

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from word_reading import opened, runs, told, written
from word_sample import STATUSES, a_document, of_sections, rich, run, the_theme

from reportgen.document.blocks import (
    Heading,
    Item,
    ItemList,
    LineBreak,
    Link,
    PageReference,
    Paragraph,
    Picture,
    ProgressBar,
    Run,
    Section,
    StatusMark,
)
from reportgen.problems import ContractBroken
from reportgen.word.lint import lint
from reportgen.word.lint_file import text_of, w
from reportgen.word.markup import clean
from reportgen.word.writer import write_word

LINKED = ("", "strong", "em", "strong em", "small")


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("photos") / "room.jpg"
    Image.new("RGB", (600, 400), "#336699").save(path)
    return str(path)


@pytest.fixture(scope="module", params=["fr-FR", "en-GB"])
def everything(request: pytest.FixtureRequest, photo: str) -> bytes:
    return write_word(rich(request.param, photo, "EXEMPLE"), the_theme(), {"glance": 3, "context": 4}, 9)


# ---------------------------------------------------------------- the whole


def test_the_whole_document_passes_the_linter(everything: bytes):
    assert lint(everything) == ()


def test_it_opens_in_python_docx_with_the_metadata_of_the_report(everything: bytes):
    file = docx.Document(BytesIO(everything))
    core = file.core_properties
    assert core.title.startswith("Mali")
    assert core.author == core.last_modified_by
    assert core.language in ("fr-FR", "en-GB")
    assert core.created == core.modified
    assert core.created.isoformat().startswith("2025-10-15")
    assert core.keywords
    assert core.subject
    assert core.category


def test_the_same_document_makes_the_same_bytes(everything: bytes, photo: str):
    language = docx.Document(BytesIO(everything)).core_properties.language
    again = write_word(rich(language, photo, "EXEMPLE"), the_theme(), {"glance": 3, "context": 4}, 9)
    assert again == everything


def test_zip_entries_are_sorted_and_carry_no_time(everything: bytes):
    def check(data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
            assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
            for entry in entries:
                if entry.filename.endswith(".xlsx"):
                    check(archive.read(entry))
                else:
                    dates = set(re.findall(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}T", archive.read(entry)))
                    assert dates <= {b"2025-10-15T"}, entry.filename

    check(everything)


def test_nothing_of_the_template_of_python_docx_is_left(everything: bytes):
    file = opened(everything)
    assert not [name for name in file.parts if "stylesWithEffects" in name or "customXml" in name]
    for name, content in file.parts.items():
        if not name.endswith((".xlsx", ".jpg")):
            assert b"python-docx" not in content, name
            assert b"en-US" not in content, name


def test_settings_ask_nothing_and_match_word_2013_and_later(everything: bytes):
    settings_ = opened(everything).trees["word/settings.xml"]
    modes = {node.get(w("name")): node.get(w("val")) for node in settings_.iter(w("compatSetting"))}
    assert modes["compatibilityMode"] == "15"
    assert settings_.find(w("updateFields")) is None
    assert settings_.find(w("trackRevisions")) is None


# ---------------------------------------------------------------- headings and paragraphs


def test_headings_one_level_down_from_html_and_the_title_on_top():
    file = written(
        Heading(1, run("Le titre"), "top"),
        Heading(2, run("Cinq"), "five", "1"),
        Heading(3, run("Sans numéro"), "x"),
        Heading(2, run("Annexe"), "y", "Annexe A"),
        Heading(3, run("Bas"), "z", "1.1"),
        Heading(4, run("Plus bas"), "zz", "1.1.1"),
    )
    assert told(file.document) == [
        ("Title", "Le titre"),
        ("Heading1", "Cinq"),
        ("Heading2Unnumbered", "Sans numéro"),
        ("Heading1Unnumbered", "Annexe A\u2002Annexe"),
        ("Heading2", "Bas"),
        ("Heading3", "Plus bas"),
    ]


def test_each_kind_of_paragraph_has_its_style():
    kinds = (
        "text", "title", "eyebrow", "subtitle", "venue", "period", "months", "mark", "lead", "note", "empty", "source",
        "quote",
    )  # fmt: skip
    file = written(*(Paragraph(run(kind), kind) for kind in kinds))
    assert [style for style, _ in told(file.document)] == [
        "BodyText", "Title", "CoverLine", "Subtitle", "CoverVenue", "CoverPeriod", "CoverMonths", "CoverMark", "Lead",
        "Note", "Note", "Source", "Quote",
    ]  # fmt: skip


def test_an_empty_paragraph_is_not_written():
    assert told(written(Paragraph(()), Paragraph(run("a"))).document) == [("BodyText", "a")]


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(run("a"), "unheard-of"),
        Paragraph(run("a", "blink")),
        Paragraph((Link("a", "#nowhere"),)),
        Paragraph((PageReference("nowhere"),)),
        Paragraph((StatusMark("late", "!"),)),
        Paragraph((ProgressBar(5, "late"),)),
        Heading(5, run("a")),
        ItemList((Item(run("a")),), "roman"),
    ],
)
def test_what_the_contract_does_not_name_is_refused(block: Paragraph):
    with pytest.raises(ContractBroken):
        written(block)


def test_an_id_that_stands_twice_is_refused():
    with pytest.raises(ContractBroken):
        written(Paragraph(run("a"), id="x"), Heading(2, run("b"), "x"))


def test_an_unknown_kind_of_section_is_refused():
    with pytest.raises(ContractBroken):
        write_word(a_document(Paragraph(run("a")), kind="poster"), the_theme())


# ---------------------------------------------------------------- runs


def test_runs_have_character_styles_and_a_language_where_it_departs():
    content = (Run("a", "strong"), Run("b", "em"), Run("c", "struck"), Run("d", "small"))
    file = written(Paragraph((*content, Run("f", "flaw"), Run("g"), Run("h", language="en"))))
    paragraph = next(file.document.iter(w("p")))
    assert runs(paragraph) == [
        ("Strong", "a"),
        ("Emphasis", "b"),
        ("Struck", "c"),
        ("Small", "d"),
        ("Flaw", "f"),
        ("", "g"),
        ("", "h"),
    ]
    languages = [(text_of(node), node.find(f".//{w('lang')}").get(w("val"))) for node in paragraph.iter(w("r"))
                 if node.find(f".//{w('lang')}") is not None]  # fmt: skip
    assert languages == [("h", "en-GB")]


def test_emphasis_and_links_have_one_character_style_and_are_not_bold_twice():
    both, linked = Run("a", "strong em"), [Link(style or "-", "https://a.org", style) for style in LINKED]
    file = written(Paragraph((both, *linked)), Heading(2, (both, *linked), "h"))
    text, heading = [node for node in file.document.iter(w("p")) if text_of(node)]
    names = ["Hyperlink", "HyperlinkStrong", "HyperlinkEmphasis", "HyperlinkIntenseEmphasis", "HyperlinkSmall"]
    assert [style for style, _ in runs(text)] == ["IntenseEmphasis", *names]
    plainer = ["Hyperlink", "Hyperlink", "HyperlinkEmphasis", "HyperlinkEmphasis", "HyperlinkSmall"]
    assert [style for style, _ in runs(heading)] == ["Emphasis", *plainer]


def test_a_link_of_a_style_that_no_link_has_is_refused():
    with pytest.raises(ContractBroken):
        written(Paragraph((Link("a", "https://a.org", "struck"),)))


def test_bold_text_in_a_bold_paragraph_is_left_plain_because_bold_on_bold_cancels_out():
    paragraph = next(written(Heading(2, run("a", "strong"), "x", "1")).document.iter(w("p")))
    assert runs(paragraph) == [("", "a")]


def test_line_breaks_links_and_page_references():
    file = written(
        Paragraph((Run("a"), LineBreak(), Link("site", "https://example.org/?a=1&b=2"), Link("plus bas", "#t"))),
        Paragraph((PageReference("t"),), id="t"),
    )
    assert told(file.document)[0] == ("BodyText", "a\nsiteplus bas")
    outside, inside = file.document.iter(w("hyperlink"))
    assert inside.get(w("anchor")) == "t"
    relation = file.relations("word/document.xml")[
        outside.attrib[next(k for k in outside.attrib if "relationships" in k)]
    ]
    assert relation.external
    assert relation.target == "https://example.org/?a=1&b=2"


def test_a_page_reference_shows_the_page_of_the_layout():
    document = a_document(Paragraph((PageReference("t"),)), Paragraph(run("a"), id="t"))
    assert told(opened(write_word(document, the_theme(), {"t": 12})).document)[0] == ("BodyText", "12")
    assert told(opened(write_word(document, the_theme())).document)[0] == ("BodyText", "1")


def test_a_status_mark_keeps_its_text_on_the_style_of_its_status():
    marks = tuple(StatusMark(mark, f"{sign}\u00a0{word}") for mark, (sign, word, _) in STATUSES.items())
    paragraph = next(written(Paragraph(marks)).document.iter(w("p")))
    assert runs(paragraph)[0] == ("StatusCompleted", "✔\u00a0Réalisée")
    assert [style for style, _ in runs(paragraph)][5:] == ["StatusNoLongerRelevant", "StatusUnreported"]


@pytest.mark.parametrize(("percent", "filled"), [(0, 0), (1, 1), (3, 1), (50, 10), (60, 12), (99, 19), (100, 20)])
def test_a_bar_is_twenty_spaces_that_a_screen_reader_passes_over(percent: int, filled: int):
    paragraph = next(written(Paragraph((ProgressBar(percent, "overdue"),))).document.iter(w("p")))
    cells = {style: len(text) for style, text in runs(paragraph)}
    assert cells.get("BarOverdue", 0) == filled
    assert cells.get("BarRest", 0) == 20 - filled
    assert set(text_of(paragraph)) == {"\u00a0"}


def test_a_bar_beside_text_stands_on_a_line_of_its_own():
    file = written(Paragraph((Run("60 %"), ProgressBar(60, "overdue"), Run("suite"))))
    assert told(file.document) == [("BodyText", "60 %\n" + "\u00a0" * 20 + "\nsuite")]
    assert told(written(Paragraph((ProgressBar(60, "overdue"),))).document)[0][0] == "Progress"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_back_as_it_was(value: str):
    document = a_document(Paragraph((Run("|"), Run(value), Run("|"))), Heading(2, run(f"x{value}"), "h", "1"))
    data = write_word(document, the_theme())
    kept = clean(value).translate({9: " ", 10: " ", 13: " "})
    assert [text for _, text in told(opened(data).document)] == [f"|{kept}|", f"x{kept}"]


# ---------------------------------------------------------------- pictures


def test_a_picture_is_no_wider_than_the_text_and_has_alternative_text(photo: str):
    file = written(Picture(photo, "Une salle", run("La salle"), "photo"), Picture(photo, "Encore", (), "again"))
    first, second = file.document.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline")
    assert int(first[0].get("cx", "0")) <= 174 * 36000
    assert [first[2].get("descr"), second[2].get("descr")] == ["Une salle", "Encore"]
    assert first[2].get("id") != second[2].get("id")
    assert [style for style, _ in told(file.document)] == ["Figure", "Caption", "FigureAlone"]
    assert sum(name.startswith("word/media/") for name in file.parts) == 2


def test_prepared_photos_are_found_by_their_name(photo: str):
    document = a_document(Picture("photo:A3.jpg", "Une salle", ()))
    data = Path(photo).read_bytes()
    file = opened(write_word(document, the_theme(), photos={"A3.jpg": data}))
    assert file.parts["word/media/image1.jpg"] == data
    with pytest.raises(ContractBroken):
        write_word(document, the_theme())


def test_a_picture_of_another_format_is_refused(tmp_path):
    Image.new("RGB", (10, 10)).save(tmp_path / "a.gif")
    with pytest.raises(ContractBroken):
        written(Picture(str(tmp_path / "a.gif"), "a", ()))


def test_sections_that_are_empty_do_not_break_the_file():
    sections = (Section("portrait", ()), Section("landscape", ()), Section("portrait", (Paragraph(run("a")),)))
    assert lint(write_word(of_sections(sections), the_theme())) == ()

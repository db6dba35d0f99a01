from __future__ import annotations

import io
import logging
import shutil
import time
from functools import cache

import lxml.html
import pikepdf
import pypdf
import pytest

import nutrition
from made_files import page_texts, squashed, unpacked
from pages import FOLDERS, sample, the_theme
from reportgen import pdf
from reportgen.document.glyphs import drawable
from reportgen.pdf import Printed, link_names, print_pdf, style_sheet
from reportgen.pdf_tags import _elements
from reportgen.pictures import prepare_photos
from reportgen.problems import EngineFailed

PAGE_WORDS = 'Page {page} of {pages} "\\'
HEAD = (
    '<meta charset="utf-8"><title>A title</title><meta name="author" content="The team">'
    '<meta name="description" content="What it is">'
)
TABLE = (
    '<table><colgroup><col style="width:30%"><col style="width:70%"></colgroup>'
    '<thead><tr><th scope="col">Kopf</th><th scope="col">Zahl</th></tr></thead>'
    '<tbody><tr><th scope="row">Reihe</th><td>12</td></tr></tbody></table>'
)


def html(*sections: str, head: str = "", kind: str = "portrait") -> str:
    parts = "".join(
        f'<section class="{kind}"><h2 id="s{n}">Part {n}</h2>{body}</section>' for n, body in enumerate(sections, 1)
    )
    attributes = 'data-head-left="Left" data-head-right="Right" data-foot-left="Foot" data-mark=""'
    return f'<!DOCTYPE html><html lang="fr-FR"><head>{HEAD}{head}</head><body {attributes}>{parts}</body></html>'


def printed(page: str, *, mark: str = "", photos=None, folders=FOLDERS) -> Printed:
    return print_pdf(page, folders, the_theme(), photos or {}, PAGE_WORDS, mark)


@cache
def usual() -> Printed:
    body = f'<p><span data-cell="A!B1">Words</span><span class="footnote">Said at the foot.</span></p>{TABLE}'
    return printed(html(body, '<p id="late">Second</p><h3 id="sub">Below</h3><p>Last</p>'), mark="Example data")


def read(made: Printed) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made.data), strict=True)


def kinds(element) -> list[str]:
    """The kinds of structure elements, in order, each before those inside it."""
    element = element.get_object()
    found = [element["/S"]] if "/S" in element else []
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if not isinstance(kid, int) and isinstance(kid.get_object(), dict):
            found += kinds(kid)
    return found


# ---------------------------------------------------------------- what the file says


def test_the_file_knows_its_title_author_subject_and_language():
    reader = read(usual())
    assert reader.metadata.title == "A title"
    assert reader.metadata.author == "The team"
    assert reader.metadata.subject == "What it is"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_no_person_machine_or_moment_is_in_it():
    data = unpacked(usual().data)
    assert b"A title" in data
    assert not [word for word in (b"CreationDate", b"ModDate", b"CreateDate", b"/home/", b"data-cell") if word in data]


def test_headings_paragraphs_tables_and_notes_are_tagged():
    tree = read(usual()).trailer["/Root"]["/StructTreeRoot"]
    found = kinds(tree)
    assert found.count("/H2") == 2
    assert found.count("/H3") == 1
    assert [kind for kind in found if kind in ("/Table", "/TH", "/TD")] == ["/Table", "/TH", "/TH", "/TH", "/TD"]


def test_pages_are_counted_and_every_id_has_its_page():
    made = usual()
    assert made.pages == len(read(made).pages) == 2
    assert {name: made.page_of[name] for name in ("s1", "s2", "late", "sub")} == {"s1": 1, "s2": 2, "late": 2, "sub": 2}


def test_head_foot_page_number_and_mark_are_on_every_page():
    for number, page in enumerate(read(usual()).pages, 1):
        text = page.extract_text()
        assert f'Page {number} of 2 "\\' in text
        for words in ("Left", "Right", "Foot", "Example data"):
            assert words in text


def test_without_a_mark_there_is_none():
    text = read(printed(html("<p>a</p>"))).pages[0].extract_text()
    assert "Example" not in text
    assert "Part 1" in text


def test_a_mark_is_text_and_never_markup():
    text = read(printed(html("<p>a</p>"), mark="<b>&\"'")).pages[0].extract_text()
    assert "<b>&\"'" in text


def test_the_cover_has_neither_head_nor_number():
    made = printed(html("<p>Cover</p>", kind="cover"), mark="Draft")
    text = read(made).pages[0].extract_text()
    assert not [words for words in ("Left", "Right", "Foot", "Page 1") if words in text]


def test_the_same_page_gives_the_same_bytes():
    assert printed(html(TABLE), mark="Draft").data == printed(html(TABLE), mark="Draft").data
    assert printed(html(TABLE), mark="Draft").data != printed(html(TABLE), mark="Draught").data


def test_only_our_fonts_are_in_it():
    made = printed(html("<p>abc <strong>bold</strong> <em>em</em> ✔ ● Ελ</p>"))
    fonts = [font.get_object() for page in read(made).pages for font in page["/Resources"]["/Font"].values()]
    names = {str(font["/BaseFont"]).partition("+")[2] for font in fonts}
    assert {"-".join(name.split("-")[:3]) for name in names} == {"Report-Liberation-Sans", "Report-DejaVu-Sans"}
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_cells_leave_no_trace_in_the_layout():
    assert printed(html('<p><span data-cell="A!B1">Words</span></p>')).data == printed(html("<p>Words</p>")).data


# ---------------------------------------------------------------- what it may read


def test_photos_of_the_workbook_are_shown(tmp_path):
    (tmp_path / "hall.png").write_bytes(nutrition.photo())
    body = '<figure class="photo"><img src="photo:A2.jpg" alt="A hall"><figcaption>The hall</figcaption></figure>'
    photos, _ = prepare_photos(sample().annexes, tmp_path, "nutrition.xlsx")
    made = printed(html(body), photos=photos)
    assert len(list(read(made).pages[0].images)) == 1
    assert "/Figure" in kinds(read(made).trailer["/Root"]["/StructTreeRoot"])


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname", "/etc/hostname", "../theme.toml", "hall.png", "http://127.0.0.1:9/x.png", "https://example.org/x.png",
        "photo:A99.jpg", "font:../theme.toml", "font:%2e%2e%2ftheme.toml", "font:nothing.ttf", "ftp://example.org/x.png",
        "gopher:x", "FILE:///etc/hostname",
    ],
)  # fmt: skip
def test_nothing_else_is_read(url):
    with pytest.raises(EngineFailed):
        printed(html(f'<figure class="photo"><img src="{url}" alt="x"><figcaption>x</figcaption></figure>'))


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<style>@import url("file:///etc/hostname");</style>',
        '<style>p { background: url("file:///etc/hostname") }</style>',
        '<style>@font-face { font-family: "X"; src: url("file:///etc/hostname") } p { font-family: "X" }</style>',
        '<link rel="attachment" href="file:///etc/hostname">',
    ],
)
def test_no_style_reads_anything_else(head):
    with pytest.raises(EngineFailed):
        printed(html("<p>a</p>", head=head))


# ---------------------------------------------------------------- what the engine says


@pytest.mark.parametrize(
    "head",
    [
        "<style>p { colour: red }</style>",
        "<style>p { color: reddish }</style>",
        "<style>@page { margin: oops }</style>",
    ],
)
def test_whatever_the_engine_logs_is_a_failure(head):
    with pytest.raises(EngineFailed, match=r"Ignored|Invalid|Unknown|unknown|invalid"):
        printed(html("<p>a</p>", head=head))


def test_the_log_of_others_is_left_as_it_was():
    logger = logging.getLogger("weasyprint")
    handlers = list(logger.handlers)
    with pytest.raises(EngineFailed):
        printed(html("<p>a</p>", head="<style>p { colour: red }</style>"))
    assert logger.handlers == handlers


def test_the_look_comes_from_the_theme():
    css = style_sheet(FOLDERS, the_theme(), PAGE_WORDS, "")
    assert the_theme().colour.primary in css
    assert "var(--colour" not in css
    assert "mark:" not in css
    assert "mark:" in style_sheet(FOLDERS, the_theme(), PAGE_WORDS, "Draft")
    for name, look in the_theme().status.items():
        assert f"b.status-{name}" in css
        assert look.colour in css


def test_a_team_has_its_own_style_sheet(tmp_path):
    (tmp_path / "print.css").write_text("@page { size: A6 }", "utf-8")
    own = printed(html("<p>a</p>"), folders=(tmp_path, *FOLDERS))
    assert float(read(own).pages[0].mediabox.width) < float(read(usual()).pages[0].mediabox.width)
    (tmp_path / "fonts").mkdir()
    shutil.copy(FOLDERS[-1] / "fonts" / "DejaVuSans.ttf", tmp_path / "fonts" / "LiberationSans-Regular.ttf")
    (tmp_path / "print.css").unlink()
    assert printed(html("<p>a</p>"), folders=(tmp_path, *FOLDERS)).data != printed(html("<p>a</p>")).data


def test_the_mark_grows_with_the_page_and_shrinks_with_its_words():
    assert 'font-size="150"' in pdf._watermark("Draft", "Report Sans")
    assert 'font-size="23"' in pdf._watermark("x" * 50, "Report Sans")
    assert 'font-size="68"' in pdf._watermark("Provisoire, avec données d'exemple", "Report Sans")


EMOJI_MACHINE = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir><cachedir>{folder}/cache</cachedir>
  <alias binding="same"><family>emoji</family><prefer><family>DejaVu Sans</family></prefer></alias>
</fontconfig>
"""


def test_an_emoji_font_of_the_machine_draws_nothing(tmp_path, monkeypatch):
    shutil.copy(FOLDERS[-1] / "fonts" / "DejaVuSans.ttf", tmp_path)
    (tmp_path / "fonts.conf").write_text(EMOJI_MACHINE.format(folder=tmp_path))
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    page = read(printed(html("<p>Good 😀 ☕</p><p><em>Good 😀 ☕</em></p>"))).pages[0]
    names = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert len(names) > 2
    assert [name for name in names if "+Report-" not in name] == []


@pytest.mark.parametrize("word", ["." * 30_000, "ا\u00a0" * 15_000])
def test_a_word_that_never_ends_is_printed_within_seconds(word):
    started = time.process_time()
    made = printed(html(f"<table><tbody><tr><td>x</td><td><p>{word}</p></td></tr></tbody></table>"))
    assert time.process_time() - started < 6
    assert squashed("".join(page_texts(made.data))).count(word[0]) >= len(word) / 2


def with_a_row_of(text: str) -> str:
    head = '<thead><tr><th scope="col">Kopf</th><th scope="col">Zahl</th></tr></thead>'
    rows = f'<tr><th scope="row">Reihe</th><td>{text}</td></tr><tr><th scope="row">Ende</th><td>12</td></tr>'
    return html(f"<table><caption>Tafel</caption>{head}<tbody>{rows}</tbody></table>")


def test_a_row_taller_than_a_page_breaks_and_its_table_has_its_head_on_every_page():
    pages = page_texts(printed(with_a_row_of("<p>A line of it</p>" * 150)).data)
    assert len(pages) == 3
    assert ["Kopf" in page and "A line" in page for page in pages] == [True] * 3


def test_a_caption_alone_on_its_page_belongs_to_the_table_that_follows():
    data = printed(with_a_row_of("A line of it<br>" * 150)).data
    assert "Reihe" not in page_texts(data)[0]  # nobody counted these lines, so that the row was to stay whole
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (table,) = (element for element in _elements(pdf.Root.StructTreeRoot.K[0]) if element.S == "/Table")
        assert [str(part.S) for part in table.K] == ["/Caption", "/THead", "/TBody"]


def test_a_font_with_too_many_letters_to_subset_is_embedded_whole():
    drawn = sorted(drawable(FOLDERS))
    rare = "".join(letter for letter in drawn[1::2] if letter.isprintable() and letter > "\u024f")
    lines = [rare[start : start + 50] for start in range(0, len(rare), 50)]
    assert printed(html("".join(f"<p><strong>{line}</strong></p>" for line in lines))).pages > 0


def test_a_link_is_named_by_what_it_says_first_and_one_in_pieces_by_all_of_it():
    body = (
        '<p><a href="https://a.org">See</a> <strong><a href="https://a.org">this</a></strong><a href="https://a.org">!</a>'
        ' or <a href="https://a.org">that</a></p><p><a href="#x">R1</a>, <a href="#x">R1</a></p>'
        '<ul><li><a href="#y">one</a></li>\n<li><a href="#y">two</a></li></ul>'
    )
    names = link_names(lxml.html.document_fromstring(html(body)))
    assert names == {"https://a.org": "See this!", "x": "R1", "y": "one"}

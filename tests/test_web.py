"""The web edition: one file that needs nothing else, in two languages that lead to each other."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import lxml.html
import pytest
from PIL import Image

import pages
from reportgen.build import FORMATS, Order, gather, template_folders
from reportgen.document.glyphs import replacements
from reportgen.job import Job, file_name
from reportgen.theme import STATUSES
from reportgen.web import Sibling, style_sheet, web_page
from reportgen.worker import make

ROOT = Path(__file__).parents[1]
LANGUAGES = ("fr", "en")
LARGEST = 500_000  # bytes, without photos
FOLDERS = template_folders(None)
CSS = (FOLDERS[-1] / "web.css").read_text("utf-8")


@cache
def shipped(language: str) -> bytes:
    """The web edition of the workbook that ships, as `make report FORMAT=html` writes it."""
    report, problems = gather(Order(ROOT / "inputs" / "followup.xlsx", Path()), FOLDERS)
    quarter = report.quarters[-1].quarter
    given = (report, quarter, language, ("html",), False, FOLDERS, ROOT / "inputs", replacements(problems))
    return make(Job(*given, languages=LANGUAGES)).files["html"]


@cache
def page_of(language: str):
    return lxml.html.document_fromstring(shipped(language).decode())


def made(body: str, photos=None, siblings=(), **running: str):
    """A page of our own, made a web edition."""
    texts = "".join(f' data-{name.replace("_", "-")}="{value}"' for name, value in running.items())
    head = '<head><meta charset="utf-8"><title>T</title></head>'
    html = f'<!DOCTYPE html><html lang="en">{head}<body{texts}>{body}</body></html>'
    style = style_sheet(CSS, pages.the_theme(), html)
    words = dict.fromkeys(STATUSES, "word")
    data = web_page(html, style, photos or {}, siblings, words, str, lambda *_: "<svg><title>small</title></svg>")
    return lxml.html.document_fromstring(data.decode())


def test_html_is_a_format_that_must_be_asked_for() -> None:
    assert "html" in FORMATS
    assert "html" not in Order(Path(), Path()).formats


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_light_enough_for_a_slow_line(language: str) -> None:
    assert len(shipped(language)) < LARGEST


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_loads_nothing_and_runs_nothing(language: str) -> None:
    page, text = page_of(language), shipped(language).decode()
    assert not page.xpath(
        "//script | //iframe | //object | //embed | //form | //base | //@*[starts-with(name(), 'on')]"
    )
    loaded = page.xpath("//@src | //@srcset | //@poster | //link/@href | //svg//@href")
    assert all(address.startswith("data:") for address in loaded)
    assert not re.search(r"url\(|@import|javascript:", text)
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_stands_once_and_every_link_of_the_page_finds_its_own(language: str) -> None:
    page = page_of(language)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)
    assert set(" ".join(page.xpath("//@aria-labelledby")).split()) <= set(ids)


@pytest.mark.parametrize(("language", "other"), [LANGUAGES, LANGUAGES[::-1]])
def test_the_switch_finds_the_same_sections_in_the_sibling(language: str, other: str) -> None:
    report, _ = gather(Order(ROOT / "inputs" / "followup.xlsx", Path()), FOLDERS)
    sibling = file_name(report, report.quarters[-1].quarter, other, "html")
    links = page_of(language).xpath("//a[@hreflang]/@href")
    assert {link.partition("#")[0] for link in links} == {sibling}
    anchors = [link.partition("#")[2] for link in links if "#" in link]
    assert set(anchors) <= set(page_of(other).xpath("//@id"))
    entries = page_of(language).xpath("//nav[@id='contents']//a/@href[. != '#reading']")
    assert {entry[1:] for entry in entries} <= set(anchors)
    words = {"fr": "Français", "en": "English"}
    assert set(page_of(language).xpath("//a[@hreflang]/text()")) == {words[other]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_keeps_every_word_in_its_order(language: str) -> None:
    html = pages.html_of(pages.edition(language=language))
    before = lxml.html.document_fromstring(html)
    photos = {src.removeprefix("photo:"): a_photo() for src in before.xpath("//img/@src")}
    data = web_page(html, "", photos, (), dict.fromkeys(STATUSES, ""), str, lambda *_: "<svg></svg>")
    after = lxml.html.document_fromstring(data.decode())
    main = after.find(".//main")
    assert words_of(main) == words_of(before.body)
    notes = [note.text_content().removesuffix("↑") for note in after.xpath("//ol[@class='notes']/li")]
    assert notes == [note.text_content() for note in before.xpath("//span[@class='footnote']")]


def words_of(body) -> list[str]:
    """The words of the report itself: no drawing, note, call, nor what is said to those who do not see."""
    classes = " footnote notes call unseen close paper "
    ours = f"ancestor::*[local-name()='svg' or contains('{classes}', concat(' ', @class, ' '))]"
    return "".join(body.xpath(f".//text()[not({ours})]")).replace("\ufe0e", "").split()


def a_photo(width: int = 1300, height: int = 900) -> bytes:
    photo = io.BytesIO()
    Image.effect_noise((width, height), 50).convert("RGB").save(photo, "JPEG", quality=85)
    return photo.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_nothing_of_cells_and_charts_for_word(language: str) -> None:
    page = page_of(language)
    assert set(page.xpath("//@*[starts-with(name(), 'data-')]/..")) == set(page.xpath("//td[@data-label]"))


def test_landmarks_and_a_way_past_the_bar() -> None:
    page = page_of("en")
    assert [child.tag for child in page.body] == ["a", "span", "header", "main", "footer"]
    assert page.body[0].get("href") == "#report" == "#" + page.find(".//main").get("id")
    assert page.get("lang") == "en-GB"
    assert all(page.get_element_by_id(nav.get("aria-labelledby")).text for nav in page.xpath("//nav[@aria-labelledby]"))


def test_the_example_mark_stays_in_sight_and_is_printed() -> None:
    page = page_of("en")
    assert page.xpath("//header/p[@class='mark']/text()") == ["Example data"]
    assert "Example data" in page.xpath("string(//style)").partition("@page")[2]


def test_every_table_has_a_name_and_wide_ones_scroll_by_keyboard() -> None:
    page = page_of("en")
    for table in page.iter("table"):
        assert table.find("caption") is not None or table.get("aria-labelledby")
        if len(table.findall("thead/tr/th")) > 3:
            box = table.getparent()
            assert (box.get("class"), box.get("tabindex"), box.get("role")) == ("scroll wide", "0", "group")
            assert box.get("aria-labelledby")


@pytest.mark.parametrize(("word", "classes"), [("anticonstitutionnellement", "pinned"), ("x" * 40, "pinned long")])
def test_a_word_as_wide_as_a_screen_may_break(word: str, classes: str) -> None:
    columns = "<colgroup><col style='width:10%'><col style='width:90%'></colgroup>"
    rows = f"<tbody><tr><td>unbreakable</td><td>{word}</td></tr></tbody>"
    page = made(f"<section><table>{columns}<thead><tr><th>A</th><th>B</th></tr></thead>{rows}</table></section>")
    assert page.find(".//table").get("class") == classes


def test_a_stacked_table_keeps_its_roles_and_labels() -> None:
    table = made(
        "<section><h2 id='x'>X</h2><table class='subtheme'><thead><tr><th scope='col'>A</th><th scope='col'>B</th>"
        "<th scope='col'>C</th></tr></thead><tbody><tr><th scope='row'>1</th><td>2</td><td>3</td></tr>"
        "<tr><th scope='row'>4</th><td colspan='2'>5</td></tr></tbody></table></section>"
    ).find(".//table")
    assert table.get("role") == "table"
    assert [cell.get("role") for cell in table.iter("th", "td")][2:5] == ["columnheader", "rowheader", "cell"]
    assert [cell.get("data-label") for cell in table.iter("td")] == ["B", "C", None]


def test_notes_stand_at_the_end_of_their_chapter_with_ways_there_and_back() -> None:
    note = '<span class="footnote">Source <a href="https://example.org">one</a>.</span>'
    page = made(f"<section><h2>A</h2><p>x{note} y</p><h2>B</h2><p>z{note}{note}</p></section>")
    assert [part.tag for part in page.find(".//section")] == ["h2", "p", "ol", "h2", "p", "ol"]
    assert [notes.get("start") for notes in page.xpath("//ol[@class='notes']")] == ["1", "2"]
    assert page.xpath("string(//section/p[1])") == "x1 y"
    assert page.xpath("//li/@id") == ["note-1", "note-2", "note-3"]
    assert pages.tidy(page.xpath("string(//li[1])")) == "Source one.↑"
    assert page.xpath("//sup/a/@href") == ["#note-1", "#note-2", "#note-3"]
    assert page.xpath("//li/a[@class='back']/@href") == ["#call-1", "#call-2", "#call-3"]


def test_a_strip_leads_to_its_items_and_says_their_status() -> None:
    marks = "".join(f"<li class='status-overdue'>{code}\u00a0!</li>" for code in ("R1", "R2"))
    page = made(f"<section><ol class='strip' aria-label='S'>{marks}</ol><h2 id='R1'>R</h2></section>")
    first, second = page.xpath("//ol[@class='strip']/li/*")
    assert (first.tag, first.get("href"), second.tag) == ("a", "#R1", "span")
    assert first.text_content() == "R1\u00a0! word"


def test_a_wide_chart_is_drawn_for_phones_too() -> None:
    svg = "<svg width='9mm'><title>A</title></svg>"
    figure = f"<figure class='chart' data-chart='{{}}' data-alt='A' data-height='50' data-width='%s'>{svg}</figure>"
    page = made("<section>" + figure % "1.0" + figure % "0.47" + "</section>")
    drawings = [[svg.get("class") for svg in each.iter("svg")] for each in page.iter("figure")]
    assert drawings == [["narrow", None], [None]]
    assert not page.xpath("//svg/@width | //svg/@font-family")


def test_the_axis_of_a_phone_chart_tells_dates_as_the_wide_one_does() -> None:
    narrow, wide = (
        {text for text in svg.itertext() if re.fullmatch(r"\d+(er)?\u00a0\S+ \d{4}", text)}
        for svg in page_of("fr").xpath("//figure[@id='figure-due-dates']/svg")
    )
    assert narrow & wide


def test_a_photo_travels_inside_and_no_wider_than_needed() -> None:
    photo = a_photo()
    page = made("<section><figure class='photo'><img src='photo:A1.jpg' alt='a'></figure></section>", {"A1.jpg": photo})
    image = page.find(".//img")
    assert image.get("src").startswith("data:image/jpeg;base64,")
    assert (image.get("width"), image.get("height")) == ("1000", "692")
    assert len(image.get("src")) < len(photo)


def test_running_texts_cannot_leave_the_style_sheet() -> None:
    page = made("<p>x</p>", data_head="", head_left="&lt;/style&gt;&lt;script&gt;&quot;}")
    assert not page.xpath("//script")
    assert len(page.xpath("//style")) == 1


def test_a_page_of_one_language_has_no_switch() -> None:
    assert not made("<section><h2 id='a'>A</h2></section>").xpath("//a[@hreflang]")
    listed = "<nav class='contents'><ol><li><a href='#a'>A</a></li></ol></nav>"
    contents = f"<section class='contents'><h2 id='contents'>C</h2>{listed}</section>"
    page = made(f"{contents}<section><h2 id='a'>A</h2></section>", siblings=[Sibling("fr", "é.html", str)])
    assert page.xpath("//a[@hreflang]/@href") == ["%C3%A9.html", "%C3%A9.html#a"]
    assert page.get_element_by_id("contents").tag == "nav"


@pytest.mark.parametrize("status", STATUSES)
def test_the_style_sheet_knows_every_status(status: str) -> None:
    assert f".status-{status} {{" in CSS
    assert f"var(--status-{status.replace('_', '-')}-colour)" in CSS


def test_the_same_page_comes_out_twice() -> None:
    first = shipped("fr")
    shipped.cache_clear()
    assert shipped("fr") == first

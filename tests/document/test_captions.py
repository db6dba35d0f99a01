from __future__ import annotations

import pytest

from pages import edition, html_of, page, texts
from reportgen.document.blocks import Contents, blocks_of
from reportgen.document.captions import Caption, anchored
from reportgen.document.html_reader import read_html

LABEL = '<span class="label">Table 1.</span> '


def test_a_caption_without_id_gets_one_and_footnotes_stay_out():
    note = '<span class="footnote">c</span>'
    html, found = anchored(f'<table class="x"><caption>{LABEL}A &amp; B{note}</caption></table>')
    assert html.startswith('<table class="x" id="caption-1"><caption>')
    assert found == [Caption("table", "Table 1. A & B", "caption-1")]


def test_a_list_says_what_a_chart_shows_and_not_its_source():
    caption = '<figcaption><span class="label">Figure 1.</span> What. <small>Source: Who.</small></figcaption>'
    assert anchored(f'<figure id="f">{caption}</figure>')[1] == [Caption("figure", "Figure 1. What", "f")]


def test_a_caption_with_an_id_keeps_it():
    html = f'<table id="p"><caption>{LABEL}A</caption></table>'
    assert anchored(html) == (html, [Caption("table", "Table 1. A", "p")])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_lists_hold_every_caption_of_the_page(language: str):
    tree = page(language=language)
    for source in tree.xpath("//figcaption/small"):
        source.drop_tree()
    for name, path in (("figures", "//figcaption"), ("tables", "//caption")):
        assert texts(tree, f"//nav[@class='{name}']//a") == [text.removesuffix(".") for text in texts(tree, path)]


def test_the_lists_become_blocks_of_their_kind():
    lists = [block for block in blocks_of(read_html(html_of(edition()))) if isinstance(block, Contents)]
    assert [block.kind for block in lists] == ["contents", "figure", "table"]
    assert lists[1].entries[0].text.startswith("Figure")

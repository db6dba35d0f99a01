"""Acronyms are spelt out once, codes become links, and nothing else is touched."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import nutrition
from nutrition import both, passage
from pages import NO_BREAK, edition, gathered, html_of
from reportgen.document.html_reader import read_html
from reportgen.document.running_text import edited

ACRONYMS = [
    {
        **both("form", "NGO", "ONG"),
        **both("expansion", "Non-governmental organization", "Organisation non gouvernementale"),
    },
    {
        **both("form", "WHO", "OMS"),
        **both("expansion", "World Health Organization", "Organisation mondiale de la Santé"),
    },
    {**both("form", "A/NGO"), **both("expansion", "Associations of NGOs")},
    {**both("form", "MUAC (in English)"), **both("expansion", "Mid-upper arm circumference (band)")},
    {**both("form", "Navarra"), **both("expansion", "Cooperation of Navarra")},
    {**both("form", "BSFP"), **both("expansion", "blanket feeding programme"), "to_confirm": True},
]


@pytest.fixture(scope="module")
def told():
    report, _ = gathered(acronyms=ACRONYMS)
    return {language: edition(report, language) for language in ("en", "fr")}


def text_after(told, html, language="en"):
    return re.sub("<[^>]*>", "", edited(f"<body>{html}</body>", told[language]))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>The WHO and the WHO</p>", "The WHO (World Health Organization) and the WHO"),
        ("<p>NGOs met</p><p>an NGO</p>", "NGOs (non-governmental organizations) metan NGO"),
        ("<p>One NGO met</p>", "One NGO (non-governmental organization) met"),
        ("<li>By MUAC</li>", "By MUAC (mid-upper arm circumference)"),
        (
            "<p>Partners (WHO, one NGO) met</p>",
            "Partners (WHO [World Health Organization], one NGO [non-governmental organization]) met",
        ),
        ("<h3>The WHO</h3><p>The WHO</p>", "The WHOThe WHO (World Health Organization)"),
        ("<p><a href='#x'>WHO</a> WHO</p>", "WHO WHO (World Health Organization)"),
    ],
)
def test_an_acronym_is_spelt_out_where_it_first_stands_in_running_text(told, before, after):
    assert text_after(told, before) == after


@pytest.mark.parametrize(
    "kept",
    [
        "<p>World Health Organization (WHO)</p><p>WHO</p>",
        "<p>The WHO (in Geneva)</p>",
        "<p>The world health organization, or WHO</p>",
        "<p>A/NGOs, WHO-led, WHO's, WHO/UN and xWHO</p>".replace("A/NGOs, ", ""),
        "<td>WHO</td>",
        "<table><tbody><tr><td><p>WHO</p></td></tr></tbody></table>",
        "<blockquote><p>WHO</p></blockquote>",
        '<figure class="photo"><figcaption><p>WHO</p></figcaption></figure>',
        '<p>x<span class="footnote">WHO</span></p>',
        '<section class="cover"><p>WHO</p></section>',
        "<p>Navarra and the BSFP</p>",
    ],
)
def test_what_is_explained_or_no_running_text_stays(told, kept):
    assert text_after(told, kept) == re.sub("<[^>]*>", "", kept)


def test_an_acronym_inside_another_is_not_taken_for_it(told):
    assert "A/NGO (" in text_after(told, "<p>The A/NGO met</p>")
    assert "(non-governmental" not in text_after(told, "<p>The A/NGO met</p>")


def test_french_has_its_own_forms_and_keeps_the_capitals_of_names(told):
    assert text_after(told, "<p>L’OMS et une ONG</p>", "fr") == (
        "L’OMS (Organisation mondiale de la Santé) et une ONG (organisation non gouvernementale)"
    )


def test_codes_lead_to_their_rows():
    messages = {
        **nutrition.QUARTERS[1],
        **both("key_messages", "R101 and P1 moved (R301–R302), not R999\nXR101, R101b and T10", "R101 bouge"),
    }
    narrative = [
        *nutrition.NARRATIVE,
        passage("context", "See R302, and O1 2026.", "Voir R302.", **both("title", "About R101")),
    ]
    report, _ = gathered(quarters=[nutrition.QUARTERS[0], messages], narrative=narrative)
    html = html_of(edition(report))
    tree = etree.HTML(html)
    messages = tree.xpath("//h3[@id='key-messages']/following-sibling::ul[1]/li")
    assert [message.xpath(".//a/@href") for message in messages] == [["#R101", "#P1", "#R301", "#R302"], []]
    context = tree.xpath("//p[contains(., 'See R302')]")[0]
    assert context.xpath(".//a/text()") == ["R101", "R302"]
    read_html(html)  # the contract holds: bare text in links


def test_a_quarter_is_no_theme_and_a_cell_is_no_code():
    html = html_of(edition(language="fr"))
    assert f'<a href="#T1">T1</a>{NO_BREAK}2026' not in html
    assert not re.search(r'data-cell="[^"]*<a', html)


def test_references_to_sections_are_links():
    tree = etree.HTML(html_of(edition()))
    (rules,) = tree.xpath("//p[@class='note'][contains(., 'All rules')]")
    (link,) = rules.xpath(".//a[not(@class)]")
    assert link.get("href") == "#follow-up-method"
    assert link.text == tree.xpath("//h3[@id='follow-up-method']/span[@class='number']/text()")[0]


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from("WHO NGs(R101)-/P1 \u00a0é&<.;"), max_size=40))
def test_only_links_and_explanations_are_added(told, text):
    from markupsafe import escape

    page = f'<body><tr id="R101"></tr><p>{escape(text)}</p></body>'
    once = edited(page, told["en"])
    assert etree.HTML(once) is not None
    plainly = re.sub(r"[(\[]<span data-cell=.*?</span>[)\]]", "", once)
    assert re.sub(r"</?a[^>]*>", "", plainly).replace(" ", "") == page.replace(" ", "")

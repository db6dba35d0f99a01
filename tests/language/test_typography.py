from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.language.quotes import verbatim
from reportgen.language.typography import typeset, typeset_around

PHONE = "+223" + " 20-22 27 12"


def shown(text: str, language: str) -> str:
    """Typeset, with ~ for U+00A0 and ^ for U+202F; what is typeset already must stay as it is."""
    once = typeset(text, language)
    assert typeset(once, language) == once
    return once.replace("\u00a0", "~").replace("\u202f", "^")


@pytest.mark.parametrize(
    ("typed", "french"),
    [
        # punctuation
        ("Qui ? Non ! Oui ; voici : tout.", "Qui^? Non^! Oui^; voici~: tout."),
        ("Qui? Non! Oui; voici: tout.", "Qui^? Non^! Oui^; voici~: tout."),
        ("Vraiment ?! (Quoi ?) Si…!", "Vraiment^?! (Quoi^?) Si…^!"),
        ("Deux  : trois", "Deux~: trois"),
        ("(?) [!] « ? »", "(?) [!] «~?~»"),
        ("un mot , puis un autre .", "un mot, puis un autre."),
        ("déjà\u00a0; fait\u202f: rien", "déjà~; fait^: rien"),
        ("[F4] : {n} ; fin", "[F4]~: {n}^; fin"),
        # quotes and apostrophes
        ('"Oui", dit-il.', "«~Oui~», dit-il."),
        ('Il dit "un "vrai" mot".', "Il dit «~un “vrai” mot~»."),
        ('« un "vrai" mot »', "«~un “vrai” mot~»"),
        ("«mot»", "«~mot~»"),
        ("«\u202fmot\u202f»", "«^mot^»"),
        ("l'eau, aujourd'hui, d'\"urgence\", qu'« il »", "l’eau, aujourd’hui, d’«~urgence~», qu’«~il~»"),
        ("une vitre de 5\" sur 3'", "une vitre de 5\" sur 3'"),
        ('un guillemet " seul', 'un guillemet " seul'),
        # numbers
        ("330 713 personnes, 2 679 097 PDI", "330^713 personnes, 2^679^097 PDI"),
        ("16 %, 16% et 6,5 millions", "16~%, 16~% et 6,5~millions"),
        ("50 km, 3 kg, 40 pour cent, 14 h 30, 8 h, 10:30", "50~km, 3~kg, 40~pour cent, 14~h~30, 8~h, 10:30"),
        ("n° 3, n°3, N° 12, p. 4, art. 7", "n°~3, n°~3, N°~12, p.~4, art.~7"),
        ("les 19-20 mars et le 1er juillet 2025", "les 19–20~mars et le 1er~juillet 2025"),
        ("2024-2025, 2024-25, 6.1-6.7, 0,51-0,75", "2024–2025, 2024–25, 6.1–6.7, 0,51–0,75"),
        ("10 000-20 000 cas (3-4 %)", "10^000–20^000 cas (3–4~%)"),
        ("des lieux, p. ex. ici...", "des lieux, p.~ex. ici…"),
        ("section {section}, page {page}", "section~{section}, page~{page}"),
        ("{completed} sur {relevant} ce trimestre", "{completed}~sur~{relevant} ce trimestre"),
        # lines
        ("Un ?\nDeux :\n\n« trois »", "Un^?\nDeux~:\n\n«~trois~»"),
        ('"un\ndeux"', '"un\ndeux"'),
    ],
)
def test_french(typed: str, french: str) -> None:
    assert shown(typed, "fr") == french


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("Who ? No ! Yes ; here : all , now .", "Who? No! Yes; here: all, now."),
        ('"Yes", he said; "the "best" plan".', "“Yes”, he said; “the ‘best’ plan”."),
        ("'A \"B\" C'", "‘A “B” C’"),
        ("it's the NGOs' plan of the '90s", "it’s the NGOs’ plan of the ’90s"),
        ("the 'real' one", "the ‘real’ one"),
        ("« déjà »", "«~déjà~»"),
        (
            "16 % of 330 713 people, 6.5 million, US$ 43.3 million",
            "16% of 330^713 people, 6.5~million, US$~43.3~million",
        ),
        ("40 per cent, 5 km", "40~per cent, 5~km"),
        ("19-20 March, 3 May 2025, 2024-2025", "19–20~March, 3~May 2025, 2024–2025"),
        ("No. 3, Nos. 3-4, e.g. this, e. g. that, i.e. all", "No.~3, Nos.~3-4, e.g.~this, e.~g.~that, i.e.~all"),
        ("and so on...", "and so on…"),
        ("already\u00a0: there", "already~: there"),
    ],
)
def test_english(typed: str, english: str) -> None:
    assert shown(typed, "en") == english


UNTOUCHED = [
    "R4, F12, COVID-19, 2025-Q3 and T3",
    "2025-09-30, 2025-09, 30-09-2025, 19/03/2025",
    "COVID-19 100 and 5.4 330",
    "5-3, 2-2, 1-2-3, 02-04, 90-60-30",
    "5.4 and 2.1.3",
    PHONE,
    "at 10:30 or 1:2",
    "https://example.org/a-b?c=1-2;d='x'...y",
    "www.example.org/2024-2025",
    "some.team@example.org",
    r"C:\data\plan'a'1-2",
    "a.b.xlsx, rapport_2024-2025.docx, 2024-2025.pdf, l-2...3.csv",
    "{{ 7*7 }}, {{ \"a\" ... '1-2' }}, {% if 'x' %}",
    '`a "b" 1-2 ... 5 %`',
    "snake_case_1-2 and n=1-2 and a::b",
    '<b class="x">, &amp; and &nbsp;',
    "[F4], {name}",
    '=HYPERLINK("https://example.org";"it\'s ... here")',
    "....... 4",
    "",
    " \t ",
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_no_prose_stays(text: str, language: str) -> None:
    assert typeset(text, language) == text


def test_prose_around_what_stays_is_typeset() -> None:
    assert shown("Voir https://example.org/a-b?c=1 ; d'où ?", "fr") == "Voir https://example.org/a-b?c=1^; d’où^?"
    assert shown('"https://example.org" et "a_b"', "fr") == "«~https://example.org~» et «~a_b~»"
    assert shown("l'annexe.xlsx: d'un", "fr") == "l’annexe.xlsx~: d’un"
    assert shown("Tél. : 20-22, n° 12-345, réf. 3-4", "fr") == "Tél.~: 20-22, n°~12-345, réf. 3-4"
    assert shown("Écrire à team@example.org; merci", "fr") == "Écrire à team@example.org^; merci"
    assert shown("{{ x }} : it's", "en") == "{{ x }}: it’s"


ATOMS = st.sampled_from(
    [
        *"\"'«»“”‘’ ;:!?.,%…-–()[]{}<>=_\\`/@+°$&aéSl019\t\ufdd0\ue000",
        *(" ", "  ", "\u00a0", "\u202f", "...", "10", "330", "713", "2024", "2025", "19", "mars", "March", "n°"),
        *("No. ", "p. ", "ex.", "e.g.", "http://", "www.", ".xlsx", "{{", "}}", "km", "US$", " h ", "l'", "'90s", "\n"),
    ]
)
NASTY = st.lists(ATOMS, max_size=14).map("".join)
LANGUAGE = st.sampled_from(["fr", "en"])


@given(NASTY | st.text(max_size=30), LANGUAGE)
@settings(max_examples=200, deadline=None)
def test_a_second_time_changes_nothing_more(text: str, language: str) -> None:
    once = typeset(text, language)
    assert typeset(once, language) == once


@given(NASTY | st.text(max_size=30), LANGUAGE)
@settings(max_examples=200, deadline=None)
def test_no_letter_digit_or_line_is_lost(text: str, language: str) -> None:
    def lasting(line: str) -> list[str]:
        return [char for char in line if char.isalnum() or char in "\n()[]{}<>=_\\`/@+°$&%;:!?,"]

    assert lasting(typeset(text, language)) == lasting(text)


@given(st.sampled_from([each for each in UNTOUCHED if each[:1] not in ("", "=", " ", ".")]), NASTY, LANGUAGE)
@settings(max_examples=100, deadline=None)
def test_code_inside_prose_is_found_again(text: str, around: str, language: str) -> None:
    prose = around.translate(dict.fromkeys(map(ord, "`{}<>&"), "x"))
    assert text in typeset(f"{prose} mot ({text}) mot {prose}", language)


@pytest.mark.parametrize(
    "part", ["a", " ", '"a ', " 'a", "{{ a", "<a ", "1 234 ", "3-4 ", "a_", "www.)", "a.", "« a", "n° "]
)
def test_time_grows_with_the_length_alone(part: str) -> None:
    text = (part * 30_000)[:30_000]
    started = time.process_time()
    typeset(text, "fr")
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("typed", "around", "kept"),
    [
        ('"a % ; b", "c": 5 % .', "“a % ; b”, “c”: 5%.", "“a % ; b”, “c”: 5 % ."),
        ("« l'x d'un \"y\"t »", '“l’x d’un "y"t”', '“l’x d’un "y"t”'),
        ("« a “b” c »", "“a “b” c”", "“a “b” c”"),
        ('"« b » c"', "“« b » c”", "“« b » c”"),
        ("a « b", "a «~b", "a « b"),
        ("« 1 » et « 2 »", "“1” et “2”", "“1” et “2”"),
    ],
)
def test_what_is_quoted_keeps_the_rules_of_its_language(typed: str, around: str, kept: str) -> None:
    assert typeset_around(typed, "en").replace("\u00a0", "~") == around
    assert verbatim(typed, "en").replace("\u00a0", "~") == kept
    assert verbatim('"58%"', "fr") == "«\u00a058%\u00a0»"


@given(NASTY | st.text(max_size=30), LANGUAGE)
@settings(max_examples=200, deadline=None)
def test_a_quotation_is_printed_to_the_letter(text: str, language: str) -> None:
    text = text.translate(dict.fromkeys(map(ord, "\n«»“”"), " "))  # a lone one inside would pair on the second run
    for rules in (typeset_around, verbatim):
        once = rules(text, language)
        assert rules(once, language) == once
        assert [char for char in once if char.isalnum()] == [char for char in text if char.isalnum()]

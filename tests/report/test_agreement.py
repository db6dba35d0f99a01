"""What a text names and its translation does not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.report.agreement import Difference, difference, terms_of
from reportgen.report.model import Acronym, Cell, Text, Translated
from reportgen.report.pairs import Pair, fingerprint, is_copy


def texts(french: str, english: str) -> Translated:
    return Translated({"fr": Text(french, Cell("Suivi", "E2"), "fr"), "en": Text(english, Cell("Suivi", "F2"), "en")})


def pair(french: str, english: str, sheet="updates") -> Pair:
    return Pair(sheet, "R1 2025-Q3", "done", texts(french, english))


ACRONYMS = [
    Acronym(texts("OMS", "WHO"), texts("Organisation mondiale de la Santé", "World Health Organization"), False),
    Acronym(texts("FFOM (SWOT)", "SWOT"), texts("Forces et menaces", "Strengths and threats"), False),
    Acronym(texts("PF", "PF (in French)"), texts("Point focal", "Focal point"), False),
]
PLACES = [pair("À Mopti et à Gao.", "In Mopti and Gao."), pair("Vers Gao et Mopti.", "To Gao and Mopti.")]
TERMS = terms_of(ACRONYMS, PLACES, ["F4", "F5"])


def found(french: str, english: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    differs = difference(pair(french, english), "fr", "en", TERMS)
    return (differs.first, differs.second) if differs else None


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("330\u202f713 personnes, soit 6,5 %", "330,713 people, or 6.5%"),
        ("1\u00a0200 et 2 000 trousses", "1,200 and 2,000 kits"),
        ("le 1er juillet 2025", "on 1 July 2025"),
        ("le 31/05/2025", "on 31 May 2025"),
        ("trois réunions et 12 visites", "three meetings and twelve visits"),
        ("3 réunions", "three meetings"),
        ("la moitié des 50 districts", "50 % of the 50 districts"),
        ("au T3 2025", "in Q3 2025"),
        ("au troisième trimestre", "in Q3"),
        ("à la fois résilient et efficace", "both resilient and efficient"),
        ("du matériel neuf", "new equipment"),
        ("R4 et COVID-19", "R4 and COVID-19"),
        ("L'OMS et les ONG", "WHO and the NGOs"),
        ("Le PF de la DRS", "The focal point of the DRS"),
        ("Analyse FFOM", "SWOT analysis"),
        ("Dans la région de Mopti", "In the Mopti region"),
        ("Voir [F4] et https://example.org/12", "See [f4]"),
        ("RAS pour ce trimestre", "Nothing to report this quarter"),
        ("", "Only in English, 12"),
        ("dix-sept agents", "17 staff"),
        ("dix-neuf agents", "nineteen staff"),
        ("quatre-vingt-dix-sept agents", "97 staff"),
        ("0 décès", "no deaths"),
        ("1,5 million de personnes", "1.5 million people"),
        ("12 sept. 2025", "12 Sept. 2025"),
        ("quatre-vingts centres", "80 centres"),
        ("12,50", "12.5"),
        ("0,5 %", "0.50%"),
        ("1,5 million", "1,500,000"),
        ("150 mille", "150,000"),
        ("à 14h30", "at 2:30 pm"),
        ("60 000 USD", "US$60,000"),
        ("de 6,5 à 7 millions", "from 6.5 to 7 million"),
        ("de 40 à 50 %", "from 40% to 50%"),
        ("vingt-cinq agents", "twenty-five staff"),
        ("soixante-dix villages", "70 villages"),
        ("quatre-vingt-douze jours", "92 days"),
        ("deux mille trousses", "2,000 kits"),
        ("trois cents trousses", "three hundred kits"),
        ("au premier trimestre", "in the first quarter"),
        ("au T1", "in the first quarter"),
        ("50 pour cent", "50 per cent"),
        ("quinze jours", "a fortnight"),
        ("vingt et un", "21"),
        ("le 5 juil. 2025", "on 5 July 2025"),
        ("le 3 mai 2025", "on 3 May 2025"),
        ("43,3 M$ US", "US$43.3 million"),
        ("mille personnes", "1,000 people"),
        ("des milliers de personnes", "thousands of people"),
        ("une dizaine", "about ten"),
        ("trente mille", "30,000"),
        ("Une première réunion", "A first meeting"),
        ("un quart", "a quarter"),
        ("25 %", "a quarter"),
        ("2 679 097 personnes", "2,679,097 people"),
        ("environ 1,2 milliard", "about 1.2 billion"),
        ("deux trimestres", "two quarters"),
        ("Mars 2025", "March 2025"),
        ("100 %", "100%"),
        ("fin de trimestre", "end of the quarter"),
        ("le second semestre", "the second half"),
        ("La marche continue", "March on"),
        ("Peut-être", "May be"),
    ],
)
def test_the_same_said_in_two_languages_agrees(french, english):
    terms = terms_of([*ACRONYMS, Acronym(texts("ONG", "NGO"), texts("", ""), False)], PLACES, ["F4"])
    assert difference(pair(french, english), "fr", "en", terms) is None


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("330 713 personnes", "330,731 people", (("330 713",), ("330,731",))),
        ("6,5 millions", "65.5 million", (("6,5",), ("65.5",))),
        ("trois réunions", "four meetings", (("trois",), ("four",))),
        ("le 19 mars", "on 19 May", (("mars",), ("May",))),
        ("pour R4", "for R5", (("R4",), ("R5",))),
        ("au T3", "in Q4", (("T3",), ("Q4",))),
        ("1,5 million de personnes", "15 million people", (("1,5",), ("15",))),
        ("5 000 000 de personnes", "5,000 people", (("5 000 000",), ("5,000",))),
        ("1,5 million", "5.1 million", (("1,5",), ("5.1",))),
        ("330 713 cas", "713,330 cases", (("330 713",), ("713,330",))),
        ("dix-sept agents", "seven staff", (("17",), ("seven",))),
        ("Réunion avec PIN", "Opinion of the people", (("PIN",), ())),
        ("43,3 millions", "433 million", (("43,3",), ("433",))),
        ("3 millions", "3 thousand", (("3",), ("3",))),
        ("40 % des centres", "40 centres", (("40",), ())),
        ("vingt", "thirty", (("vingt",), ("thirty",))),
        ("vingt-cinq", "thirty-five", (("25",), ("35",))),
        ("Premier trimestre", "Second quarter", (("T1",), ("T2",))),
        ("à 14h30", "at 2:30 am", (("14",), ("2",))),
        ("Il y a [F4]", "There are [F5]", (("F4",), ("F5",))),
        ("avec OCHA", "with partners", (("OCHA",), ())),
        ("avec les partenaires", "with OCHA", ((), ("OCHA",))),
        ("Dans la région de Mopti", "In the region of Gao", (("Mopti",), ("Gao",))),
    ],
)
def test_what_stands_in_one_language_only_is_named(french, english, expected):
    assert found(french, english) == expected


@settings(max_examples=60)
@given(st.integers(10, 10**9), st.integers(10, 10**9))
def test_any_two_numbers_agree_when_they_are_the_same(one, other):
    french = f"{one:,}".replace(",", "\u202f")
    expected = None if one == other else Difference((french,), (f"{other:,}",))
    assert difference(pair(f"Il y a {french} cas", f"There are {other:,} cases"), "fr", "en", TERMS) == expected


WORDS = (
    "quatre-vingts Ninety eighty ſix cents vingt et un twenty-one million M 14h30 2 pm sept. Sep. 3 % premier quarter"
)
SENTENCES = st.lists(st.sampled_from([*WORDS.split(), " ", "-"]), max_size=12).map(" ".join)


@settings(max_examples=200)
@given(st.text(max_size=60) | SENTENCES, st.text(max_size=60) | SENTENCES)
def test_no_text_is_too_strange(french, english):
    difference(pair(french, english), "fr", "en", TERMS)
    fingerprint(french)


def test_time_grows_with_the_numbers_alone():
    french, english = (" ".join(map(str, range(start, start + 5_000))) for start in (10_000, 20_000))
    started = time.process_time()
    assert found(french, english) is not None
    assert time.process_time() - started < 2


def test_only_sentences_are_copies():
    sentence = "Le groupe de travail s'est réuni."
    assert is_copy(pair(sentence, sentence + " "))
    assert not is_copy(pair("Bamako, Mopti", "Bamako, Mopti"))
    assert not is_copy(pair("Documents", "Documents"))
    assert not is_copy(pair(sentence, "The working group met."))
    assert not is_copy(pair(sentence, ""))


def test_a_fingerprint_ignores_how_quotes_and_spaces_are_typed():
    assert fingerprint("l’eau\u00a0: « oui »") == fingerprint("l'eau : “ oui ”")
    assert fingerprint("l'eau") != fingerprint("L'eau")

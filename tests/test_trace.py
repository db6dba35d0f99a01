from __future__ import annotations

import pytest

import nutrition
from reportgen.build import Order
from reportgen.trace import Traced, places, trace

PAGE = """<body><h1>1 Contexte</h1>
<nav><ol><li>Déplacés</li></ol></nav>
<p>Déplacés : <span data-cell="Chiffres!E4">330\u202f713</span> personnes,
   dont <span data-cell="Chiffres!E5"><strong>12</strong> 000</span> à Gao.</p>
<h2>Suivi</h2>
<table><tr><td><span data-cell="Suivi!A2">R1</span></td><td>En retard</td></tr></table>
<ul><li>Rien</li><li><p>Fait</p></li></ul></body>"""


@pytest.mark.parametrize(
    ("wanted", "section", "words", "cells"),
    [
        ("330 713", "1 Contexte", "Déplacés : 330\u202f713 personnes, dont 12 000 à Gao.", ("Chiffres!E4",)),
        ("DEPLACES", "1 Contexte", "Déplacés : 330\u202f713 personnes, dont 12 00…", ("Chiffres!E4", "Chiffres!E5")),
        (" 713  personnes, dont 12", "1 Contexte", "Déplacés : 330\u202f713 personnes, dont 12 000 à Gao.",
         ("Chiffres!E4", "Chiffres!E5")),
        ("330,713", "1 Contexte", "Déplacés : 330\u202f713 personnes, dont 12 000 à Gao.", ("Chiffres!E4",)),
        ("330713", "1 Contexte", "Déplacés : 330\u202f713 personnes, dont 12 000 à Gao.", ("Chiffres!E4",)),
        ("en retard", "Suivi", "En retard", ("Suivi!A2",)),
        ("fait", "Suivi", "Fait", ()),
        ("1 contexte", "1 Contexte", "1 Contexte", ()),
    ],
)  # fmt: skip
def test_words_are_found_with_their_cells(wanted, section, words, cells):
    assert [*places("fr", PAGE, wanted)] == [Traced("fr", section, words, cells)]


def test_what_the_report_does_not_say_is_not_found():
    assert not [*places("fr", PAGE, "Kidal")]


def test_a_figure_of_the_workbook_is_traced_in_every_language(tmp_path):
    found = trace(Order(nutrition.written(tmp_path), tmp_path), "R101")
    assert {each.language for each in found} == {"en", "fr"}
    assert "Recommendations!C2" in {cell for each in found for cell in each.cells}  # beside its code

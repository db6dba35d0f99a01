from __future__ import annotations

import re
import shutil

from fontTools.ttLib import TTFont

from nutrition import set_in
from pages import FOLDERS, edition, flaws, gathered, page, sample, texts
from reportgen.document.glyphs import EVERYWHERE, REPLACEMENT, drawable, replacements, unprintable
from reportgen.fonts import faces


def with_done(english):
    return gathered(**set_in("updates", 0, done_en=english))


def test_the_sample_needs_no_other_font():
    assert unprintable(sample(), FOLDERS) == ()


def test_letters_signs_and_other_scripts_that_the_fonts_hold_are_fine():
    report, problems = with_done("Œuvre, naïve, Ñ, ŵ, ✔ ● ‖ → ≥ €, Ελληνικά, Русский")
    assert not [each for each in problems if each.code == "character-unprintable"]
    assert unprintable(report, FOLDERS) == ()


def test_the_signs_that_are_not_looked_for_are_in_every_font():
    signs = {char for char in map(chr, range(0x10000)) if re.match(f"[{EVERYWHERE}]", char) and char.isprintable()}
    assert {"é", "œ", "’", "«", "…", "€", "→"} <= signs
    for face in faces(FOLDERS):
        with TTFont(face.path, lazy=True) as font:
            assert signs <= set(map(chr, font.getBestCmap())), face.path.name


def test_what_no_font_can_draw_is_told_with_its_cell_and_each_character():
    report, _ = with_done("Good က 病 and က again")
    (found,) = unprintable(report, FOLDERS)
    assert (found.code, found.place.sheet, found.place.cell) == ("character-unprintable", "Updates", "F2")
    assert found.given["characters"] == "က (U+1000) 病 (U+75C5)"


def test_the_credit_of_a_photo_and_what_could_not_be_read_are_looked_at_too():
    changes = set_in("annexes", 1, credit="病") | set_in("updates", 6, completed_on="31 mai က")
    report, problems = gathered(**changes)
    rare = [each for each in problems if each.code == "character-unprintable"]
    assert [(each.place.sheet, each.place.cell, each.given["characters"]) for each in rare] == [
        ("Attachments", "I3", "病 (U+75C5)"),
        ("Updates", "O8", "က (U+1000)"),
    ]
    tree = page(report, quarter="2026-Q1", draft=True, problems=problems)
    assert f"31 mai {REPLACEMENT}" in dict(flaws(tree))["Updates!O8"]
    assert set("".join(tree.itertext())) - {"\t"} <= drawable(FOLDERS)


def test_a_draft_prints_a_sign_in_their_place():
    report, problems = with_done("Good က 病")
    assert replacements(problems) == {ord("က"): REPLACEMENT, ord("病"): REPLACEMENT}
    drawn = drawable(FOLDERS)
    assert REPLACEMENT in drawn
    tree = page(report, quarter="2026-Q1", draft=True, problems=problems)
    assert f"Good {REPLACEMENT} {REPLACEMENT}" in texts(tree, "//tr[@id='R101']/td[6]/p")[-1]
    assert flaws(tree) == []


def test_an_internal_row_may_hold_anything():
    report, _ = gathered(**set_in("updates", -1, done_en="က"))
    assert unprintable(report, FOLDERS) == ()


def test_a_font_of_a_team_stands_beside_ours_or_in_its_place(tmp_path):
    (tmp_path / "fonts").mkdir()
    ours = FOLDERS[-1] / "fonts"
    shutil.copy(ours / "DejaVuSans.ttf", tmp_path / "fonts" / "OwnSans.ttf")
    assert drawable((tmp_path, *FOLDERS)) == drawable(FOLDERS)
    shutil.copy(ours / "LiberationSans-Regular.ttf", tmp_path / "fonts" / "DejaVuSans.ttf")
    (tmp_path / "fonts" / "OwnSans.ttf").unlink()
    assert drawable((tmp_path, *FOLDERS)) < drawable(FOLDERS)


def test_every_sign_of_the_report_itself_can_be_drawn():
    told = "".join(page(language="fr").itertext()) + "".join(page(language="en").itertext())
    assert set(told) - {"\t"} <= drawable(FOLDERS)
    assert edition().unprintable == {}

"""The engine's complaints stop a build, and say where what they speak of was written."""

from __future__ import annotations

import pytest

from pages import FOLDERS, the_theme
from reportgen.pdf import print_pdf
from reportgen.problems import EngineFailed

PAGE = '<html lang="en"><head><title>A</title></head><body><h1>A</h1>{}</body></html>'


def printed(body="", folders=FOLDERS, photos=None):
    return print_pdf(PAGE.format(body), folders, the_theme(), photos or {}, "{page}/{pages}", "")


def complaint(*given, **more) -> str:
    with pytest.raises(EngineFailed) as failure:
        printed(*given, **more)
    return str(failure.value)


def test_a_style_that_the_engine_does_not_know_is_told_with_its_line(tmp_path):
    sheet = (FOLDERS[-1] / "print.css").read_text("utf-8").splitlines()
    (tmp_path / "print.css").write_text("\n".join([*sheet[:5], "p { colour: red }", *sheet[5:]]), "utf-8")
    assert complaint(folders=(tmp_path, *FOLDERS)).startswith("print.css:6: ")


def test_a_style_of_an_element_is_not_taken_for_a_line_of_the_sheet():
    assert "print.css" not in complaint('<p style="colour: red">x</p>')


def test_a_photo_that_cannot_be_drawn_is_told_with_its_cell():
    figure = (
        '<figure class="photo"><img src="photo:A2.jpg" alt="x"><figcaption>'
        '<span data-cell="Annexes!F3">x</span></figcaption></figure>'
    )
    assert complaint(figure, photos={"A2.jpg": b"no picture"}).startswith("Annexes!F3: ")


@pytest.mark.parametrize("address", ["file:///etc/hostname", "https://example.org/a.png", "photo:A9.jpg", "font:../x"])
def test_nothing_but_ours_is_fetched(address):
    assert "not one of ours" in complaint(f'<img src="{address}" alt="x">')


def test_a_page_without_files_to_carry_is_printed():
    assert printed().pages == 1

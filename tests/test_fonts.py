from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from pages import FOLDERS
from reportgen.fonts import faces, font_faces, of_ours, unknown_families

OURS = FOLDERS[-1] / "fonts"
PRINT = """
import sys
from pathlib import Path
from reportgen.pdf import print_pdf
from reportgen.theme import load_theme
folder = Path(sys.argv[1])
head = "<head><meta charset='utf-8'><title>T</title></head>"
told = "<section class='portrait'><h1>Wide</h1><p>Words <strong>bold</strong> ✔ Ελ</p></section>"
page = f"<!DOCTYPE html><html lang='en'>{head}<body data-mark=''>{told}</body></html>"
made = print_pdf(page, (folder,), load_theme(folder / "theme.toml"), {}, "Page {page} of {pages}", "Example")
sys.stdout.buffer.write(made.data)
"""


def test_our_faces_are_known_by_what_their_files_say():
    found = {(face.path.name, face.family, face.weight, face.italic) for face in faces(FOLDERS)}
    assert ("LiberationSans-BoldItalic.ttf", "Liberation Sans", 700, True) in found
    assert ("DejaVuSans.ttf", "DejaVu Sans", 400, False) in found


def test_a_file_of_a_team_goes_before_ours(tmp_path):
    (tmp_path / "fonts").mkdir()
    shutil.copy(OURS / "DejaVuSans.ttf", tmp_path / "fonts" / "LiberationSans-Regular.ttf")
    shutil.copy(OURS / "DejaVuSans-Bold.ttf", tmp_path / "fonts" / "own.otf")
    css = font_faces((tmp_path, *FOLDERS))
    assert '"Report DejaVu Sans"; src: url("font:LiberationSans-Regular.ttf"); font-weight: 400' in css
    assert '"Report DejaVu Sans"; src: url("font:own.otf"); font-weight: 700' in css


def test_a_family_without_files_is_told_with_those_there_are():
    assert unknown_families({"font.pdf": "Liberation Sans"}, FOLDERS) == {}
    (told,) = unknown_families({"font.pdf": "Roboto"}, FOLDERS).values()
    assert "Roboto" in told
    assert "DejaVu Sans, Liberation Sans" in told


def a_machine(folder: Path, *families: str) -> Path:
    """The font settings of a machine that has these families, each of them much wider than ours."""
    folder.mkdir()
    for family in families:
        with TTFont(OURS / "DejaVuSans.ttf") as font:
            for name in font["name"].names:
                if name.nameID in (1, 4, 16):
                    name.string = family
            widths = font["hmtx"].metrics
            font["hmtx"].metrics = {glyph: (width + 400, left) for glyph, (width, left) in widths.items()}
            font.save(folder / f"{family}.ttf")
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>",
        "utf-8",
    )
    return settings


def printed(**environment: str) -> bytes:
    """A page printed in a process of its own: it reads its font settings as it starts."""
    command = [sys.executable, "-c", PRINT, str(FOLDERS[-1])]
    return subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True).stdout  # noqa: S603


@pytest.mark.parametrize(
    "families", [(), ("Liberation Sans", "DejaVu Sans", "Arial", "sans-serif")], ids=["no fonts", "fonts of our names"]
)
def test_the_same_bytes_on_machines_with_other_fonts(once, tmp_path, families):
    here = once("printed-here", printed)
    assert here.startswith(b"%PDF")
    assert printed(FONTCONFIG_FILE=str(a_machine(tmp_path / "machine", *families))) == here


def test_our_families_have_names_of_their_own():
    assert of_ours("Liberation Sans") != "Liberation Sans"

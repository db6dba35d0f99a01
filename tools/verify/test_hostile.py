"""Files made of hostile texts satisfy every validator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import nutrition
from hostile import LONGEST, SPECIMENS, document, every_character, printable, texts_for, workbook
from made_files import WordText
from reportgen.build import Order, build, template_folders
from reportgen.document.glyphs import drawable
from reportgen.theme import load_theme
from reportgen.word.writer import write_word
from tools.verify import office, pdf, verapdf, word

TEMPLATES = template_folders(None)


def write_docx(path: Path, texts: Sequence[str]) -> Path:
    theme, photos = load_theme(TEMPLATES[-1] / "theme.toml"), {"hall.png": nutrition.photo()}
    said = {f"Texts!A{number}": [text] for number, text in enumerate(texts, 1)}
    path.write_bytes(write_word(document(*texts), theme, photos=photos, said=said))
    return path


def test_word_takes_every_character_of_unicode_in_every_place(tmp_path: Path) -> None:
    texts = printable(["".join(SPECIMENS), "a" * LONGEST, *every_character()])
    assert sum(map(len, texts)) > 170_000
    file = write_docx(tmp_path / "hostile.docx", texts)
    assert word.check([file]) == []
    assert word.check_with_own_linter(file) == []


def test_libreoffice_reads_hostile_texts_as_they_are(tmp_path: Path) -> None:
    texts = printable(SPECIMENS)
    saved = office.convert(write_docx(tmp_path / "hostile.docx", texts), tmp_path / "saved", "docx")
    read = WordText(saved.read_bytes()).of_style("Heading1")
    assert [text.replace("_x005F_", "_") for text in read] == texts  # it writes _x0041_ so that Excel would keep it


def test_a_report_of_hostile_texts_satisfies_every_validator(tmp_path: Path) -> None:
    drawn = drawable(TEMPLATES)
    kept = ["".join(letter for letter in text if letter in drawn) for text in printable(SPECIMENS)]
    longest = ("ends " * (LONGEST // 5), "a" * LONGEST, "\n".join(["عربي"] * 600))
    path = workbook(tmp_path, texts_for([*kept], sorted(drawn), seed=7), longest)
    files = [made.path for made in build(Order(path, tmp_path / "build")).files]
    printed, written = ([file for file in files if file.suffix == suffix] for suffix in (".pdf", ".docx"))
    assert len(printed) == len(written) == 2
    assert verapdf.check(printed, ["ua1", "3a"]) == []
    assert pdf.check(printed) == []
    assert word.check(written) == []

from __future__ import annotations

import io
from unicodedata import normalize

import pytest
from PIL import Image
from workbook_sample import at, changed, found, outcome

from reportgen.pictures import photo_problems

PHOTO = {
    "annexes.kind.2": "Photo",
    "annexes.alt_fr.2": "Une salle",
    "annexes.alt_en.2": "A room",
    "annexes.credit.2": "OMS",
    "annexes.consent.2": "Oui",
}


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, kind)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "inputs"
    (inside / "photos").mkdir(parents=True)
    (inside / "a.png").write_bytes(picture("PNG"))
    (inside / "photos" / "b.jpg").write_bytes(picture("JPEG"))
    (inside / "c.png").write_bytes(picture("GIF"))
    (inside / "d.png").write_bytes(b"")
    (tmp_path / "secret.png").write_bytes(picture("PNG"))
    (inside / "link.png").symlink_to(tmp_path / "secret.png")
    return inside


@pytest.mark.parametrize("name", ["a.png", "photos/b.jpg"])
def test_pictures_beside_the_workbook(folder, name):
    report, problems = outcome(changed({**PHOTO, "annexes.file.2": name}), folder)
    assert (report.annexes[0].file, problems) == (name, ())


def test_a_name_is_found_however_the_disk_writes_its_accents(folder):
    apart = normalize("NFD", "réunions/clôture.png")
    (folder / apart).parent.mkdir()
    (folder / apart).write_bytes(picture("PNG"))
    report, problems = outcome(changed({**PHOTO, "annexes.file.2": "réunions/clôture.png"}), folder)
    assert (report.annexes[0].file, problems) == (apart, ())
    assert photo_problems(report.annexes, folder, "a.xlsx") == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("no.png", "attachment-missing"),
        ("photos", "attachment-missing"),
        ("c.png", "attachment-not-image"),
        ("d.png", "attachment-not-image"),
        ("../secret.png", "attachment-outside"),
        ("link.png", "attachment-outside"),
        ("photos/../../secret.png", "attachment-outside"),
        ("photos\\b.jpg", "attachment-outside"),
        ("C:a.png", "attachment-outside"),
        ("/secret.png", "attachment-outside"),
        ("x" * 300 + ".png", "attachment-not-image"),
    ],
)
def test_other_files_are_told_and_left_out(folder, name, code):
    cells = {**PHOTO, "annexes.file.2": name}
    assert found(cells, folder) == [(code, at("annexes.file.2"))]
    assert outcome(changed(cells), folder)[0].annexes[0].file == ""


@pytest.mark.parametrize(
    ("missing", "code"),
    [("alt_fr", "photo-without-alt"), ("credit", "photo-without-credit"), ("consent", "photo-without-consent")],
)
def test_a_picture_needs_words_credit_and_consent(folder, missing, code):
    cells = {**PHOTO, "annexes.file.2": "a.png", f"annexes.{missing}.2": None}
    if missing == "alt_fr":
        cells["annexes.alt_en.2"] = None
    assert found(cells, folder) == [(code, at(f"annexes.{missing}.2"))]


@pytest.mark.parametrize("consent", [None, "Non", "je crois"])
def test_a_picture_without_consent_is_never_printed(folder, consent):
    report, problems = outcome(changed({**PHOTO, "annexes.file.2": "a.png", "annexes.consent.2": consent}), folder)
    assert problems
    assert not report.annexes[0].file


def test_a_photo_without_a_file_is_only_listed():
    assert found({"annexes.kind.2": "Photo"}) == []

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from reportgen import pictures
from reportgen.pictures import only_ready, photo_problems, prepare_photos
from reportgen.report.model import Attachment, Cell, Entry, Text, Translated

GPS, LATITUDE, MAKER, ORIENTATION = 0x8825, 2, 0x010F, 0x0112
WORDS = Translated({"en": Text("The hall", Cell("Attachments", "F2"), "en")})


def annex(code: str, file: str, kind: str = "photo") -> Attachment:
    cell = Cell("Attachments", f"A{code[1:]}")
    return Attachment(
        code, kind, file, Entry(None, cell), WORDS, WORDS, "Team", consent=True, internal=False, cell=cell
    )


def annexes(*files: str) -> list[Attachment]:
    return [annex(f"A{n}", file) for n, file in enumerate(files, 2)]


def prepared(folder: Path, *files: str) -> dict[str, bytes]:
    ready, problems = prepare_photos(annexes(*files), folder, "nutrition.xlsx")
    assert problems == ()
    return ready


def refused(folder: Path, *files: str) -> list[tuple[str, str]]:
    _, problems = prepare_photos(annexes(*files), folder, "nutrition.xlsx")
    return [(problem.code, str(problem.place)) for problem in problems]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_photos_become_jpegs_named_by_their_code(tmp_path):
    Image.new("RGB", (60, 40), "green").save(tmp_path / "hall.png")
    Image.new("RGB", (30, 20), "red").save(tmp_path / "Salle à l'été.JPG", "JPEG")
    ready = prepared(tmp_path, "hall.png", "Salle à l'été.JPG")
    assert list(ready) == ["A2.jpg", "A3.jpg"]
    assert [opened(data).format for data in ready.values()] == ["JPEG", "JPEG"]
    assert [opened(data).size for data in ready.values()] == [(60, 40), (30, 20)]
    assert prepared(tmp_path, "hall.png") == prepared(tmp_path, "hall.png")


def test_what_has_no_file_is_left_alone(tmp_path):
    rows = [annex("A1", "", "photo"), annex("A2", "", "document"), annex("A3", "", "link")]
    assert prepare_photos(rows, tmp_path, "nutrition.xlsx") == ({}, ())
    assert only_ready(rows, {}) == tuple(rows)


def test_a_picture_is_made_ready_whatever_its_row_calls_it(tmp_path):
    Image.new("RGB", (60, 40), "green").save(tmp_path / "plan.png")
    rows = [annex("A2", "plan.png", "document"), annex("A3", "plan.png", "link")]
    ready, problems = prepare_photos(rows, tmp_path, "nutrition.xlsx")
    assert ([*ready], problems) == (["A2.jpg", "A3.jpg"], ())


@pytest.mark.parametrize("transparency", [None, 0])
def test_sixteen_bits_of_grey_keep_their_shades(tmp_path, transparency):
    picture = Image.new("I;16", (60, 40), 20_000)
    more = {} if transparency is None else {"transparency": transparency}
    picture.save(tmp_path / "scan.png", **more)
    shade = opened(prepared(tmp_path, "scan.png")["A2.jpg"]).getpixel((30, 20))
    assert all(abs(level - 20_000 // 256) < 4 for level in shade)


def test_what_a_camera_wrote_is_gone(tmp_path):
    picture, exif = Image.new("RGB", (60, 40), "green"), Image.Exif()
    exif[MAKER] = "Pinhole Works"
    exif.get_ifd(GPS)[LATITUDE] = (12.0, 39.0, 1.0)
    picture.save(tmp_path / "hall.jpg", exif=exif, comment=b"taken by Quillfeather", icc_profile=b"profile of a phone")
    before = (tmp_path / "hall.jpg").read_bytes()
    assert all(word in before for word in (b"Pinhole", b"Quillfeather", b"profile of a phone"))
    assert opened(before).getexif().get_ifd(GPS)
    data = prepared(tmp_path, "hall.jpg")["A2.jpg"]
    assert not [word for word in (b"Exif", b"Pinhole", b"Quillfeather", b"profile of a phone") if word in data]
    assert dict(opened(data).getexif()) == {}


def test_what_a_png_says_of_itself_is_gone(tmp_path):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Quillfeather")
    notes.add_itxt("XML:com.adobe.xmp", "<x>Port Amsel</x>")
    Image.new("RGB", (60, 40)).save(tmp_path / "hall.png", pnginfo=notes)
    data = prepared(tmp_path, "hall.png")["A2.jpg"]
    assert b"Quillfeather" not in data
    assert b"Amsel" not in data


def test_a_photo_taken_sideways_stands_upright(tmp_path):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    Image.new("RGB", (60, 40)).save(tmp_path / "hall.jpg", exif=exif)
    assert opened(prepared(tmp_path, "hall.jpg")["A2.jpg"]).size == (40, 60)


@pytest.mark.parametrize(
    ("size", "scaled"), [((2740, 1370), (1370, 685)), ((100, 2740), (50, 1370)), ((1370, 9), (1370, 9))]
)
def test_a_large_photo_is_scaled_to_what_a_page_shows(tmp_path, size, scaled):
    Image.new("RGB", size).save(tmp_path / "hall.png")
    assert opened(prepared(tmp_path, "hall.png")["A2.jpg"]).size == scaled


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK", "I;16"])
def test_every_kind_of_colour_is_printed(tmp_path, mode):
    Image.new(mode, (6, 4)).save(tmp_path / f"hall.{'jpg' if mode == 'CMYK' else 'png'}")
    data = prepared(tmp_path, f"hall.{'jpg' if mode == 'CMYK' else 'png'}")["A2.jpg"]
    assert opened(data).mode == "RGB"


def test_what_is_transparent_is_white_paper(tmp_path):
    Image.new("RGBA", (6, 4), (0, 0, 0, 0)).save(tmp_path / "hall.png")
    assert opened(prepared(tmp_path, "hall.png")["A2.jpg"]).getpixel((3, 2)) == (255, 255, 255)


def test_too_many_pixels_are_refused_before_they_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST", 2399)
    Image.new("RGB", (60, 40)).save(tmp_path / "hall.png")
    assert refused(tmp_path, "hall.png") == [("photo-too-large", "nutrition.xlsx, Attachments!A2")]
    monkeypatch.setattr(pictures, "LARGEST", 2400)
    assert prepared(tmp_path, "hall.png")


def test_a_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    Image.new("RGB", (60, 40)).save(tmp_path / "hall.png")
    assert refused(tmp_path, "hall.png")[0][0] == "photo-too-large"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.png", b"no picture at all"),
        ("empty.jpg", b""),
        ("drawing.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("cut.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"),
        ("gone.png", None),
    ],
)
def test_what_is_no_sound_picture_is_refused(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert refused(tmp_path, name) == [("photo-unreadable", "nutrition.xlsx, Attachments!A2")]


@pytest.mark.parametrize(("name", "kind"), [("hall.png", "PNG"), ("hall.jpg", "JPEG")])
def test_a_picture_that_breaks_off_is_refused(tmp_path, monkeypatch, name, kind):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # weasyprint sets it so for everyone
    Image.effect_noise((200, 200), 80).save(tmp_path / name, kind)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    assert refused(tmp_path, name) == [("photo-unreadable", "nutrition.xlsx, Attachments!A2")]


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "WEBP"])
def test_other_formats_are_refused_whatever_their_name(tmp_path, kind):
    Image.new("RGB", (6, 4)).save(tmp_path / "hall.png", kind)
    assert refused(tmp_path, "hall.png")[0][0] == "photo-unreadable"


def test_every_photo_that_cannot_be_used_is_told_at_once(tmp_path):
    for name in ("a.png", "c.png"):
        (tmp_path / name).write_bytes(b"no")
    Image.new("RGB", (6, 4)).save(tmp_path / "b.png")
    assert [place for _, place in refused(tmp_path, "a.png", "b.png", "c.png")] == [
        "nutrition.xlsx, Attachments!A2",
        "nutrition.xlsx, Attachments!A4",
    ]


def test_what_the_first_bytes_tell_is_told_without_unpacking_a_picture(tmp_path, monkeypatch):
    Image.effect_noise((200, 200), 80).save(tmp_path / "cut.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "cut.png").read_bytes()[:2000])
    (tmp_path / "text.png").write_text("no picture")
    Image.new("RGB", (60, 40)).save(tmp_path / "large.png")
    Image.new("RGB", (6, 4)).save(tmp_path / "sound.png")
    monkeypatch.setattr(pictures, "LARGEST", 50_000)
    files = ("cut.png", "text.png", "large.png", "sound.png")
    assert [found.code for found in photo_problems(annexes(*files), tmp_path, "x.xlsx")] == ["photo-unreadable"]
    monkeypatch.setattr(pictures, "LARGEST", 1000)
    told = [(found.code, found.place.cell) for found in photo_problems(annexes(*files), tmp_path, "x.xlsx")]
    assert told == [("photo-too-large", "A2"), ("photo-unreadable", "A3"), ("photo-too-large", "A4")]


def test_a_photo_that_is_not_ready_loses_its_file(tmp_path):
    Image.new("RGB", (6, 4)).save(tmp_path / "b.png")
    (tmp_path / "c.png").write_text("no picture")
    rows = annexes("b.png", "c.png")
    ready, _ = prepare_photos(rows, tmp_path, "nutrition.xlsx")
    assert [(row.code, row.file) for row in only_ready(rows, ready)] == [("A2", "b.png"), ("A3", "")]

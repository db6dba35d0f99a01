"""Photos and other pictures, made ready: checked, scaled to 200 dpi, and stripped of what a camera wrote into them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem
from reportgen.report.model import Attachment

LARGEST = 20_000_000  # pixels
WIDEST = 1370  # pixels: 174 mm of text width at 200 dpi
_FORMATS = ("PNG", "JPEG")


def prepare_photos(
    annexes: Iterable[Attachment], folder: Path, file: str
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """JPEG data by name (``A3.jpg``) of every annex that has a file in ``folder``, and a problem for each other one.

    Location, camera and owner are not copied (data responsibility). The problems: ``photo-too-large``, and
    ``photo-unreadable`` for what is no sound PNG or JPEG.
    """
    ready: dict[str, bytes] = {}
    problems: list[Problem] = []
    for annex in _photos(annexes):
        prepared = _read(annex, folder, file, whole=True)
        if isinstance(prepared, Problem):
            problems.append(prepared)
        else:
            ready[f"{annex.code}.jpg"] = prepared
    return ready, tuple(problems)


def photo_problems(annexes: Iterable[Attachment], folder: Path, file: str) -> tuple[Problem, ...]:
    """The problems that the first bytes of the files tell: quick, and with no picture unpacked."""
    found = (_read(annex, folder, file, whole=False) for annex in _photos(annexes))
    return tuple(each for each in found if isinstance(each, Problem))


def only_ready(annexes: Iterable[Attachment], ready: Mapping[str, bytes]) -> tuple[Attachment, ...]:
    """The annexes, one whose picture is not ready without its file: a draft says in words that it is missing."""
    missing = {annex.code for annex in _photos(annexes) if f"{annex.code}.jpg" not in ready}
    return tuple(replace(annex, file="") if annex.code in missing else annex for annex in annexes)


def _photos(annexes: Iterable[Attachment]) -> Iterator[Attachment]:
    return (annex for annex in annexes if annex.file)


def _read(annex: Attachment, folder: Path, file: str, *, whole: bool) -> bytes | Problem:
    place = Place(file, annex.cell.sheet, annex.cell.ref)
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # weasyprint has it True, for all: half a photo would pass
    try:
        with Image.open(folder / annex.file, formats=_FORMATS) as picture:
            if picture.width * picture.height > LARGEST:
                raise Image.DecompressionBombError
            return _prepared(picture) if whole else b""
    except Image.DecompressionBombError:
        return problem("photo-too-large", place, name=annex.file, limit=LARGEST // 1_000_000)
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError):
        return problem("photo-unreadable", place, name=annex.file)


def _prepared(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off at 255: nearly all would be white
        upright = upright.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
        upright.info.pop("transparency", None)
    if upright.has_transparency_data:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    shown = upright.convert("RGB")
    shown.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    shown.info = {}  # Pillow would copy a comment
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()

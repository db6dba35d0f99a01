"""Photos of the team, made ready: checked, scaled to 200 dpi, and stripped of what a camera wrote into them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem, ProblemsFound
from reportgen.report.model import Attachment

LARGEST = 20_000_000  # pixels
WIDEST = 1370  # pixels: 174 mm of text width at 200 dpi
_FORMATS = ("PNG", "JPEG")


def prepare_photos(annexes: Iterable[Attachment], folder: Path, file: str) -> dict[str, bytes]:
    """JPEG data by name (``A3.jpg``) of every photo that has a file in ``folder``.

    Location, camera and owner are not copied (data responsibility). Raises ProblemsFound with every photo
    that is too large (``photo-too-large``) or no sound PNG or JPEG (``photo-unreadable``).
    """
    ready: dict[str, bytes] = {}
    problems: list[Problem] = []
    for annex in annexes:
        if annex.kind != "photo" or not annex.file:
            continue
        place = Place(file, annex.cell.sheet, annex.cell.ref)
        try:
            with Image.open(folder / annex.file, formats=_FORMATS) as picture:
                if picture.width * picture.height > LARGEST:
                    problems.append(problem("photo-too-large", place, name=annex.file, limit=LARGEST // 1_000_000))
                    continue
                ready[f"{annex.code}.jpg"] = _prepared(picture)
        except (OSError, UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError):
            problems.append(problem("photo-unreadable", place, name=annex.file))
    if problems:
        raise ProblemsFound(problems)
    return ready


def _prepared(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()

"""The fonts of the PDF: the files in ``templates/fonts``, under family names that no machine has.

A font of the machine would come before ours of the same name, and pages would differ from machine to machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REGULAR = 400  # the weight of text that is not bold


@dataclass(frozen=True, slots=True)
class Face:
    """A font file: its family as its makers named it, its weight (700 is bold), whether it slants."""

    path: Path
    family: str
    weight: int
    italic: bool


def faces(template_folders: Sequence[Path]) -> tuple[Face, ...]:
    """The font files of the templates, by name. A team's file stands in place of ours of the same name."""
    files = {path.name: path for folder in reversed(template_folders) for path in (folder / "fonts").glob("*.[ot]tf")}
    return tuple(_face(files[name]) for name in sorted(files))


def unknown_families(theme: Mapping[str, str], template_folders: Sequence[Path]) -> dict[str, str]:
    """What is wrong with each family of the theme, given by its key, that no font file is of."""
    known = sorted({face.family for face in faces(template_folders)})
    return {
        key: f"no file in the folder fonts is of the family {family!r}; those there are: {', '.join(known)}"
        for key, family in theme.items()
        if family not in known
    }


def font_faces(template_folders: Sequence[Path]) -> str:
    """The CSS that makes the font files known, each as ``font:<file>``."""
    return "".join(
        f'@font-face {{ font-family: "{of_ours(face.family)}"; src: url("font:{face.path.name}");'
        f" font-weight: {face.weight}; font-style: {'italic' if face.italic else 'normal'} }}\n"
        for face in faces(template_folders)
    )


def of_ours(family: str) -> str:
    """The name by which a family of the templates is called, and none of a machine's."""
    return f"Report {family}"


@cache
def _face(path: Path) -> Face:
    from fontTools.ttLib import TTFont  # imported here: most checks of a workbook need no look into the fonts

    with TTFont(path, lazy=True) as font:
        slanted = bool(font["OS/2"].fsSelection & 1)  # OpenType, OS/2: bit 0 of fsSelection is ITALIC
        return Face(path, font["name"].getBestFamilyName(), font["OS/2"].usWeightClass, slanted)

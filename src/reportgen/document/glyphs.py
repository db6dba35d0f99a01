"""Characters that no font of the project can draw: a PDF must hold a glyph for each (ISO 14289-1, 7.21.4.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

from reportgen.fonts import REGULAR, faces
from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem
from reportgen.report.model import Report, Text

REPLACEMENT = "\ufffd"
_ALWAYS_THERE = "\u024f"  # every font of ours holds Latin letters up to here


def unprintable(
    report: Report, template_folders: Sequence[Path], problems: Sequence[Problem] = ()
) -> tuple[Problem, ...]:
    """A problem (``character-unprintable``) for each text with characters that none of our fonts has; also for what
    was typed and could not be read, as ``problems`` tell it: a draft quotes that.
    """
    texts = [(text.value, Place(report.file, text.cell.sheet, text.cell.ref)) for text in _texts(report)]
    typed = [(str(found.given.get("typed", "")), found.place) for found in problems]
    rare = [(place, missing) for text, place in (*texts, *typed) if (missing := {c for c in text if c > _ALWAYS_THERE})]
    if not rare:
        return ()
    drawn = drawable(template_folders)
    return tuple(
        problem(
            "character-unprintable",
            place,
            characters=" ".join(sorted(f"{c} (U+{ord(c):04X})" for c in characters - drawn)),
        )
        for place, characters in rare
        if characters - drawn
    )


def drawable(template_folders: Sequence[Path]) -> frozenset[str]:
    """Every character that the fonts of the templates can draw, and the line feed. A team's font goes before ours."""
    drawn: set[str] = {"\n"}
    for face in faces(template_folders):
        if face.weight == REGULAR and not face.italic:
            with TTFont(face.path, lazy=True) as font:
                drawn |= set(map(chr, font.getBestCmap()))
    return frozenset(drawn)


def replacements(problems: Sequence[Problem]) -> dict[int, str]:
    """What a draft prints in place of such characters, as a table for ``str.translate``."""
    return {
        ord(char): REPLACEMENT
        for found in problems
        if found.code == "character-unprintable"
        for char in str(found.given["characters"])
        if char > _ALWAYS_THERE
    }


def _texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)

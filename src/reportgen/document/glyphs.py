"""Characters that no font of the project can draw: a PDF must hold a glyph for each (ISO 14289-1, 7.21.4.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from reportgen.fonts import REGULAR, faces
from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem
from reportgen.report.model import Report
from reportgen.report.pairs import pairs_of

REPLACEMENT = "\ufffd"
EVERYWHERE = "\0-\u024f\u2010\u2012-\u2022\u2026\u202f\u2030\u20ac\u2190-\u2193\u2248\u2264\u2265"
"""Latin letters and the signs of typography, as ranges; every font of ours has them, so that few texts need a look."""

_RARE = re.compile(f"[^{EVERYWHERE}]")


def unprintable(
    report: Report, template_folders: Sequence[Path], problems: Sequence[Problem] = ()
) -> tuple[Problem, ...]:
    """A problem (``character-unprintable``) for each text with characters that none of our fonts has; also for what
    was typed and could not be read, as ``problems`` tell it: a draft quotes that.
    """
    texts = [text for pair in pairs_of(report) for text in pair.texts.texts.values()]
    texts += [annex.credit for annex in report.annexes]
    rare = [
        (Place(report.file, text.cell.sheet, text.cell.ref), characters)
        for text in texts
        if (characters := {*_RARE.findall(text.value)})
    ]
    rare += [
        (found.place, characters)
        for found in problems
        if (characters := {*_RARE.findall(str(found.given.get("typed", "")))})
    ]
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
    from fontTools.ttLib import TTFont  # imported here: most workbooks need no look into the fonts

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
        if _RARE.match(char)
    }

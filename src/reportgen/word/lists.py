"""Numbering: bullets, numbered lists that each start at 1, and headings that count themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reportgen.theme import Theme
from reportgen.word.formats import paragraph_format, run_format, tab, twips
from reportgen.word.markup import NOTHING, Xml, element, root, val
from reportgen.word.style_kinds import style_id
from reportgen.word.styles_text import BULLETS, HEADINGS, LEVELS, NUMBERS, TABLE_BULLETS, TABLE_NUMBERS

_DIGITS = re.compile(r"[1-9]\d{0,3}(\.[1-9]\d{0,3}){0,2}")
_BULLETS = ("•", "–", "·")
_HEADING_TABS = (8.0, 10.5, 13.0)  # millimetres from a heading's number to its text


@dataclass
class Numbering:
    """The numbering instances of a document: those that styles point to, and one more for each numbered list."""

    restarts: list[tuple[int, tuple[tuple[int, int], ...]]] = field(default_factory=list)
    counters: list[int] = field(default_factory=lambda: [0] * LEVELS)

    def new_list(self, level: int, in_table: bool) -> int:
        """The numbering id of a list of numbers that starts at 1 again."""
        return self._restart(TABLE_NUMBERS if in_table else NUMBERS, ((level, 1),))

    def heading(self, level: int, number: str) -> int | None:
        """Count a heading of ``level`` (0 is the highest) that is printed with ``number``.

        None where the style alone prints this number; else the id of an instance that does.
        """
        wanted = [int(part) for part in number.split(".")]
        due = [*self.counters[:level], self.counters[level] + 1]
        self.counters = [*wanted, *[0] * (LEVELS - len(wanted))]
        if wanted == due:
            return None
        return self._restart(HEADINGS, tuple(enumerate(wanted)))

    def part(self, theme: Theme) -> Xml:
        """``w:numbering`` with every definition and instance."""
        kinds = {
            HEADINGS: [_heading_level(level) for level in range(LEVELS)],
            BULLETS: [_bullet(theme, level, "List Bullet", 5.0, 4.2) for level in range(LEVELS)],
            TABLE_BULLETS: [_bullet(theme, level, "List Bullet Table", 3.2, 3.2) for level in range(LEVELS)],
            NUMBERS: [_number(theme, level, "List Number", 6.0) for level in range(LEVELS)],
            TABLE_NUMBERS: [_number(theme, level, "List Number Table", 4.6) for level in range(LEVELS)],
        }
        definitions = [_definition(number, levels) for number, levels in kinds.items()]
        instances = [_instance(number, number) for number in kinds]
        extra = [
            _instance(len(kinds) + place, definition, starts)
            for place, (definition, starts) in enumerate(self.restarts, 1)
        ]
        return root("w:numbering", "w", None, *definitions, *instances, *extra)

    def _restart(self, definition: int, starts: tuple[tuple[int, int], ...]) -> int:
        self.restarts.append((definition, starts))
        return TABLE_NUMBERS + len(self.restarts)


def counts_itself(level: int, number: str) -> bool:
    """Whether a heading of ``level`` can print ``number`` by itself: digits, one group a level."""
    return bool(_DIGITS.fullmatch(number)) and number.count(".") == level


def _definition(number: int, levels: list[Xml]) -> Xml:
    return element(
        "w:abstractNum",
        {"w:abstractNumId": number},
        val("w:nsid", f"{0x5A010000 + number:08X}"),
        val("w:multiLevelType", "multilevel"),
        val("w:tmpl", f"{0x5A020000 + number:08X}"),
        *levels,
    )


def _instance(number: int, definition: int, starts: tuple[tuple[int, int], ...] = ()) -> Xml:
    overrides = [element("w:lvlOverride", {"w:ilvl": level}, val("w:startOverride", start)) for level, start in starts]
    return element("w:num", {"w:numId": number}, val("w:abstractNumId", definition), *overrides)


def _heading_level(level: int) -> Xml:
    pattern = ".".join(f"%{depth + 1}" for depth in range(level + 1))
    shape = paragraph_format(tabs=[tab("num", twips(_HEADING_TABS[level]))], left=0, hanging=0)
    return _level(level, "decimal", pattern, f"Heading {level + 1}", shape)


def _bullet(theme: Theme, level: int, style: str, step: float, hanging: float) -> Xml:
    look = run_format(font=theme.font.word, colour=theme.colour.accent)
    return _level(level, "bullet", _BULLETS[level], _ranked(style, level), _indents(level, step, hanging), look)


def _number(theme: Theme, level: int, style: str, step: float) -> Xml:
    look = run_format(bold=True, colour=theme.colour.primary)
    return _level(level, "decimal", f"%{level + 1}.", _ranked(style, level), _indents(level, step, step), look)


def _ranked(style: str, level: int) -> str:
    return f"{style} {level + 1}" if level else style


def _indents(level: int, step: float, hanging: float) -> Xml:
    """Indents in millimetres: each level one step further in."""
    left = twips(step * (level + 1))
    return paragraph_format(tabs=[tab("num", left)], left=left, hanging=twips(hanging))


def _level(level: int, kind: str, pattern: str, style: str, shape: Xml, look: Xml = NOTHING) -> Xml:
    return element(
        "w:lvl",
        {"w:ilvl": level},
        val("w:start", 1),
        val("w:numFmt", kind),
        val("w:pStyle", style_id(style)),
        val("w:suff", "tab"),
        val("w:lvlText", pattern),
        val("w:lvlJc", "left"),
        shape,
        look,
    )

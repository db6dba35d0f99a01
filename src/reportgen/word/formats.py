"""The properties that styles are made of, in the order that the schema demands, and Word's units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from reportgen.word.markup import NOTHING, Xml, element, join, val

ARIAL_LINE = 1.149  # the height of a line of Arial set solid, as a multiple of its size: Word's "single"

MM_PER_POINT = 25.4 / 72


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def emu(millimetres: float) -> int:
    return round(millimetres * 36000)


def points(size: float) -> int:
    """Points as twentieths of a point, for spacing and indents."""
    return round(size * 20)


def half_points(size: float) -> int:
    return round(size * 2)


def line_units(multiple: float) -> int:
    """A line height, as a multiple of the size as in CSS, in 240ths of a single line."""
    return round(240 * multiple / ARIAL_LINE)


def plain(colour: str) -> str:
    """``#005392`` as Word writes it."""
    return colour.removeprefix("#").upper()


def shading(colour: str) -> Xml:
    return element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": plain(colour)})


def border(side: str, colour: str, size: float, space: int = 0) -> Xml:
    """A rule; ``size`` in points, ``space`` between it and the text in points."""
    look = {"w:val": "single", "w:sz": round(size * 8), "w:space": space, "w:color": plain(colour)}
    return element(f"w:{side}", look)


def tab(kind: str, position: int, leader: str = "none") -> Xml:
    """A tab stop; ``position`` in twips."""
    return element("w:tab", {"w:val": kind, "w:leader": leader, "w:pos": position})


def paragraph_format(
    *,
    keep_next: bool | None = None,
    keep_lines: bool = False,
    page_break: bool = False,
    numbering: tuple[int, int] | None = None,
    borders: Iterable[Xml] = (),
    shade: str = "",
    tabs: Iterable[Xml] = (),
    before: float | None = None,
    after: float | None = None,
    line: float | None = None,
    exact: float | None = None,
    left: int | None = None,
    right: int | None = None,
    hanging: int | None = None,
    contextual: bool = False,
    align: str = "",
    outline: int | None = None,
) -> Xml:
    """``w:pPr`` of a style. ``before``, ``after`` and ``exact`` are points, ``line`` a multiple of the size,
    indents twips, ``numbering`` a level and a numbering id.
    """
    spacing: dict[str, object] = {}
    if before is not None:
        spacing["w:before"] = points(before)
    if after is not None:
        spacing["w:after"] = points(after)
    if line is not None:
        spacing |= {"w:line": line_units(line), "w:lineRule": "auto"}
    if exact is not None:
        spacing |= {"w:line": points(exact), "w:lineRule": "exact"}
    indent = {"w:left": left, "w:right": right, "w:hanging": hanging}
    given = {side: value for side, value in indent.items() if value is not None}
    rules, stops = join(*borders), join(*tabs)
    content = join(
        NOTHING if keep_next is None else element("w:keepNext") if keep_next else val("w:keepNext", 0),
        element("w:keepLines") if keep_lines else NOTHING,
        element("w:pageBreakBefore") if page_break else NOTHING,
        number_format(*numbering) if numbering else NOTHING,
        element("w:pBdr", None, rules) if rules else NOTHING,
        shading(shade) if shade else NOTHING,
        element("w:tabs", None, stops) if stops else NOTHING,
        element("w:spacing", spacing) if spacing else NOTHING,
        element("w:ind", given) if given else NOTHING,
        element("w:contextualSpacing") if contextual else NOTHING,
        val("w:jc", align) if align else NOTHING,
        NOTHING if outline is None else val("w:outlineLvl", outline),
    )
    return element("w:pPr", None, content) if content else NOTHING


def number_format(level: int, number: int) -> Xml:
    return element("w:numPr", None, val("w:ilvl", level), val("w:numId", number))


def run_format(
    *,
    font: str = "",
    bold: bool | None = None,
    italic: bool | None = None,
    caps: bool = False,
    strike: bool = False,
    colour: str = "",
    track: float = 0,
    stretch: int = 0,
    raised: float = 0,
    size: float = 0,
    underline: bool = False,
    frame: str = "",
    shade: str = "",
    position: Literal["", "superscript"] = "",
    language: str = "",
) -> Xml:
    """``w:rPr`` of a style. ``size``, ``track`` and ``raised`` are points, ``stretch`` a percentage;
    ``frame`` is the colour of a thin border, the padding of a coloured mark.
    """
    content = join(
        element("w:rFonts", {f"w:{script}": font for script in ("ascii", "hAnsi", "eastAsia", "cs")})
        if font
        else NOTHING,
        _switch("b", bold),
        _switch("i", italic),
        element("w:caps") if caps else NOTHING,
        element("w:strike") if strike else NOTHING,
        val("w:color", plain(colour)) if colour else NOTHING,
        val("w:spacing", points(track)) if track else NOTHING,
        val("w:w", stretch) if stretch else NOTHING,
        val("w:position", half_points(raised)) if raised else NOTHING,
        join(val("w:sz", half_points(size)), val("w:szCs", half_points(size))) if size else NOTHING,
        val("w:u", "single") if underline else NOTHING,
        border("bdr", frame, 0.75) if frame else NOTHING,
        shading(shade) if shade else NOTHING,
        val("w:vertAlign", position) if position else NOTHING,
        element("w:lang", {"w:val": language, "w:eastAsia": language, "w:bidi": "ar-SA"}) if language else NOTHING,
    )
    return element("w:rPr", None, content) if content else NOTHING


def _switch(name: str, value: bool | None) -> Xml:
    """A property and its twin for complex scripts: on, off, or left to the style below."""
    if value is None:
        return NOTHING
    attributes = {} if value else {"w:val": 0}
    return join(element(f"w:{name}", attributes), element(f"w:{name}Cs", attributes))

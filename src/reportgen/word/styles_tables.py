"""Table styles, and the paragraph styles of their cells.

Bold stands either in the table style or in the paragraph style of a cell, never in both: two of them cancel
each other out (ECMA-376, 17.7.3, toggle properties).
"""

from __future__ import annotations

from reportgen.theme import Theme
from reportgen.word.formats import MM_PER_POINT, border, paragraph_format, run_format, shading, twips
from reportgen.word.markup import NOTHING, Xml, element, val
from reportgen.word.style_kinds import paragraph_style, table_style
from reportgen.word.styles_page import WHITE

_BAND_TOP = 6.0  # millimetres from the head of the text to the first line in the band


def table_styles(theme: Theme) -> list[Xml]:
    return [*_cells(theme), _report(theme), _tiles(theme), _strip(), _facts(), _band(theme)]


def _cells(theme: Theme) -> list[Xml]:
    colour, font = theme.colour, theme.font
    white = run_format(colour=WHITE)  # as the table style has it: the colour of Normal would prevail
    heading = run_format(bold=True, colour=colour.primary)
    return [
        paragraph_style("Table Text", paragraph_format(after=1.7, line=1.34), run_format(size=font.table)),
        paragraph_style("Table Head", paragraph_format(keep_next=True, after=2), white, based_on="Table Text"),
        paragraph_style("Table Number", paragraph_format(align="right"), based_on="Table Text"),
        paragraph_style("Table Centre", paragraph_format(align="center"), based_on="Table Text"),
        paragraph_style("Table Head Number", paragraph_format(align="right"), based_on="Table Head"),
        paragraph_style("Table Head Centre", paragraph_format(align="center"), based_on="Table Head"),
        paragraph_style("Table Row Head", look=heading, based_on="Table Text"),
        paragraph_style("Table Note", look=run_format(colour=colour.quiet), based_on="Table Text"),
        paragraph_style(
            "Theme Row",
            paragraph_format(keep_next=True, after=1.7),
            run_format(bold=True, colour=colour.primary, size=font.table + 0.6),
            based_on="Table Text",
        ),
        paragraph_style("Update Row", based_on="Table Text"),
    ]


def _report(theme: Theme) -> Xml:
    colour = theme.colour
    rules = [border("bottom", colour.rule, 0.5), border("insideH", colour.rule, 0.5)]
    return table_style(
        "Report Table",
        _properties(rules, (3.7, 5.1, 2, 5.1)),
        _condition(
            "firstRow",
            run_format(bold=True, colour=WHITE),
            element("w:tcPr", None, shading(colour.primary), val("w:vAlign", "bottom")),
        ),
        _condition("firstCol", run_format(colour=colour.primary), element("w:tcPr", None, shading(colour.row_header))),
    )


def _tiles(theme: Theme) -> Xml:
    gap = border("insideV", WHITE, 6)
    rules = [border("top", theme.colour.band, 2.25), border("insideH", theme.colour.band, 2.25), gap]
    return table_style(
        "Tiles Table", _properties(rules, (7, 9, 7, 6)), element("w:tcPr", None, shading(theme.colour.tint))
    )


def _strip() -> Xml:
    return table_style(
        "Strip Table",
        _properties([border("insideH", WHITE, 4), border("insideV", WHITE, 4)], (6, 0, 6, 0)),
        element("w:tcPr", None, val("w:vAlign", "center")),
    )


def _facts() -> Xml:
    return table_style("Facts Table", _properties([], (0, 0, 0, 10)))


def _band(theme: Theme) -> Xml:
    """The head of the cover, from edge to edge of the page, its text where that of other pages begins."""
    page = theme.page
    margins = (_BAND_TOP / MM_PER_POINT, page.left / MM_PER_POINT, 20, page.right / MM_PER_POINT)
    shape = _properties([], margins, indent=-twips(page.left))
    return table_style("Cover Band", shape, element("w:tcPr", None, shading(theme.colour.primary)))


def _properties(rules: list[Xml], margins: tuple[float, float, float, float], indent: int = 0) -> Xml:
    """Borders, and the margins inside cells in points: top, left, bottom, right; ``indent`` in twips."""
    sides = zip(("top", "left", "bottom", "right"), margins, strict=True)
    room = [element(f"w:{side}", {"w:w": round(size * 20), "w:type": "dxa"}) for side, size in sides]
    return element(
        "w:tblPr",
        None,
        element("w:tblInd", {"w:w": indent, "w:type": "dxa"}),
        element("w:tblBorders", None, *rules) if rules else NOTHING,
        element("w:tblCellMar", None, *room),
    )


def _condition(where: str, look: Xml, cell: Xml) -> Xml:
    return element("w:tblStylePr", {"w:type": where}, look, cell)

"""What lies behind the text: the ground of the cover, and the watermark of drafts and examples.

Both hang in a header. The watermark is as Word writes it, so that Design, Watermark, Remove finds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.theme import Theme
from reportgen.watermark import COLOUR, in_lines
from reportgen.word.fields import run
from reportgen.word.formats import MM_PER_POINT
from reportgen.word.markup import NOTHING, Xml, clean, element, text

_LONGEST, _TALLEST = 470, 120  # points
_BLEED = 9  # points that the ground reaches over the edges of the page
_FORMULAS = (
    "sum #0 0 10800",
    "prod #0 2 1",
    "sum 21600 0 @1",
    "sum 0 0 @2",
    "sum 21600 0 @3",
    "if @0 @3 0",
    "if @0 21600 @1",
    "if @0 0 @2",
    "if @0 @4 21600",
    "mid @5 @6",
    "mid @8 @5",
    "mid @7 @8",
    "mid @6 @7",
    "sum @6 0 @5",
)


def watermark(mark: str, number: int, theme: Theme) -> Xml:
    """A run with the mark across the page, light grey, behind the text; nothing where there is no mark.

    ``number`` is that of the header.
    """
    if not mark:
        return NOTHING
    lines = in_lines(mark)
    letters = max(map(len, lines))
    height = min(_TALLEST, round(_LONGEST / (0.62 * letters)))
    width = min(_LONGEST, round(height * 0.75 * letters))
    height *= len(lines)
    style = {
        "position": "absolute",
        "margin-left": "0",
        "margin-top": "0",
        "width": f"{width}pt",
        "height": f"{height}pt",
        "rotation": "315",
        "z-index": str(-251658240 + number),
        "mso-position-horizontal": "center",
        "mso-position-horizontal-relative": "margin",
        "mso-position-vertical": "center",
        "mso-position-vertical-relative": "margin",
    }
    shape = element(
        "v:shape",
        {
            "id": f"PowerPlusWaterMarkObject{number}",
            "o:spid": f"_x0000_s{2048 + number}",
            "type": "#_x0000_t136",
            "alt": clean(mark),
            "style": _css(style),
            "o:allowincell": "f",
            "fillcolor": COLOUR,
            "stroked": "f",
        },
        _words(lines, theme),
    )
    return run(element("w:pict", None, _word_art(), shape))


def _words(lines: Sequence[str], theme: Theme) -> Xml:
    look = text(f'font-family:"{theme.font.word}";font-size:1pt')
    return Xml(f'<v:textpath style="{look}" string="{"&#10;".join(map(text, lines))}"/>')


def cover_ground(height: float, theme: Theme, colour: str) -> Xml:
    """A run with a coloured ground from edge to edge of the page's head; ``height`` in millimetres. Nothing without
    a colour.

    The text over it stands in a table of the same colour, and stays readable should the ground be lost.
    """
    if not colour:
        return NOTHING
    style = {
        "position": "absolute",
        "margin-left": f"-{_BLEED}pt",
        "margin-top": f"-{_BLEED}pt",
        "width": f"{theme.page.width / MM_PER_POINT + 2 * _BLEED:.1f}pt",
        "height": f"{height / MM_PER_POINT + _BLEED:.1f}pt",
        "z-index": "-251659264",
        "mso-position-horizontal": "absolute",
        "mso-position-horizontal-relative": "page",
        "mso-position-vertical": "absolute",
        "mso-position-vertical-relative": "page",
    }
    return run(
        element(
            "w:pict",
            None,
            element(
                "v:rect",
                {
                    "id": "CoverGround",
                    "o:spid": "_x0000_s2048",
                    "alt": "",
                    "style": _css(style),
                    "o:allowincell": "f",
                    "fillcolor": colour,
                    "stroked": "f",
                },
            ),
        )
    )


def _css(style: Mapping[str, str]) -> str:
    return ";".join(f"{key}:{value}" for key, value in style.items())


def _word_art() -> Xml:
    """Word's own shape type 136: plain text along a straight line."""
    return element(
        "v:shapetype",
        {
            "id": "_x0000_t136",
            "coordsize": "21600,21600",
            "o:spt": 136,
            "adj": 10800,
            "path": "m@7,l@8,m@5,21600l@6,21600e",
        },
        element("v:formulas", None, *(element("v:f", {"eqn": formula}) for formula in _FORMULAS)),
        element(
            "v:path",
            {
                "textpathok": "t",
                "o:connecttype": "custom",
                "o:connectlocs": "@9,0;@10,10800;@11,21600;@12,10800",
                "o:connectangles": "270,180,90,0",
            },
        ),
        element("v:textpath", {"on": "t", "fitshape": "t"}),
        element("v:handles", None, element("v:h", {"position": "#0,bottomRight", "xrange": "6629,14971"})),
        element("o:lock", {"v:ext": "edit", "text": "t", "shapetype": "t"}),
    )

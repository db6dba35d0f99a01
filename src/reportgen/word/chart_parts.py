"""The small elements that charts are made of."""

from __future__ import annotations

from reportgen.problems import ContractBroken
from reportgen.theme import Theme
from reportgen.word.formats import plain
from reportgen.word.markup import Xml, element

_SIZE = 8.0  # points, of all text in charts
UNBROKEN = element("a:bodyPr", {"wrap": "none"})  # text that stays on one line
_LEVEL = element("a:bodyPr", {"rot": 0, "vert": "horz"})  # text that breaks rather than rises


def value(name: str, content: object) -> Xml:
    """The most common element of DrawingML charts: one value, in ``val``."""
    return element(f"c:{name}", {"val": content})


def fill(colour: str) -> Xml:
    return element("a:solidFill", None, element("a:srgbClr", {"val": plain(colour)}))


def colour_of(name: str, theme: Theme) -> str:
    try:
        return theme.named(name)
    except KeyError:
        raise ContractBroken(f"the theme has no colour {name!r}") from None


def number_format(code: str) -> Xml:
    return element("c:numFmt", {"formatCode": code, "sourceLinked": 0})


def text_format(
    name: str, theme: Theme, colour: str, *, bold: bool = False, unbroken: bool = False, level: bool = False
) -> Xml:
    default = element("a:pPr", None, letters("a:defRPr", theme, colour, bold))
    paragraph = element("a:p", None, default, element("a:endParaRPr"))
    body = UNBROKEN if unbroken else _LEVEL if level else element("a:bodyPr")
    return element(name, None, body, element("a:lstStyle"), paragraph)


def letters(name: str, theme: Theme, colour: str, bold: bool) -> Xml:
    fonts = [element(f"a:{script}", {"typeface": theme.font.word}) for script in ("latin", "ea", "cs")]
    return element(name, {"sz": round(_SIZE * 100), "b": int(bold)}, fill(colour), *fonts)

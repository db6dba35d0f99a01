"""The styles part: document defaults and every named style, made from the theme."""

from __future__ import annotations

from reportgen.theme import Theme
from reportgen.word.formats import paragraph_format, run_format
from reportgen.word.markup import Xml, element, join, root, val
from reportgen.word.style_kinds import BUILT_IN
from reportgen.word.styles_page import page_styles
from reportgen.word.styles_tables import table_styles
from reportgen.word.styles_text import text_styles


def styles_part(theme: Theme, language: str) -> Xml:
    """``w:styles`` for a document in ``language`` (BCP 47)."""
    return root("w:styles", "w", None, _defaults(theme, language), _latent(), _roots(theme), *_named(theme))


def _named(theme: Theme) -> list[Xml]:
    return [*text_styles(theme), *page_styles(theme), *table_styles(theme)]


def _defaults(theme: Theme, language: str) -> Xml:
    run = run_format(font=theme.font.word, size=theme.font.body, language=language)
    paragraph = paragraph_format(before=0, after=0, line=theme.font.line)
    return element("w:docDefaults", None, element("w:rPrDefault", None, run), element("w:pPrDefault", None, paragraph))


def _latent() -> Xml:
    """Word's other built-in styles stay out of the reader's way."""
    hidden = {
        "w:defLockedState": 0,
        "w:defUIPriority": 99,
        "w:defSemiHidden": 1,
        "w:defUnhideWhenUsed": 1,
        "w:defQFormat": 0,
        "w:count": 376,
    }
    shown = [
        element(
            "w:lsdException",
            {"w:name": name, "w:uiPriority": 9, "w:semiHidden": 0, "w:unhideWhenUsed": 0, "w:qFormat": 1},
        )
        for name in sorted(set(BUILT_IN.values()))
        if not name.startswith(("heading", "toc")) or name[-1] in "123"
    ]
    return element("w:latentStyles", hidden, *shown)


def _roots(theme: Theme) -> Xml:
    """The four defaults that every other style is based on."""
    margins = [element(f"w:{side}", {"w:w": 0, "w:type": "dxa"}) for side in ("top", "left", "bottom", "right")]
    return join(
        _default("paragraph", "Normal", "Normal", element("w:qFormat"), run_format(colour=theme.colour.body)),
        _default("character", "DefaultParagraphFont", "Default Paragraph Font"),
        _default(
            "table",
            "TableNormal",
            "Normal Table",
            element(
                "w:tblPr",
                None,
                element("w:tblInd", {"w:w": 0, "w:type": "dxa"}),
                element("w:tblCellMar", None, *margins),
            ),
        ),
        _default("numbering", "NoList", "No List"),
    )


def _default(kind: str, identifier: str, name: str, *content: Xml) -> Xml:
    attributes = {"w:type": kind, "w:default": 1, "w:styleId": identifier}
    return element("w:style", attributes, val("w:name", name), val("w:uiPriority", 0), *content)

"""One style of each kind: what it is called, in the file and in Word, and how it is written."""

from __future__ import annotations

from reportgen.word.markup import NOTHING, Xml, element, val

# Built-in styles, by the name that Word's own file format gives them; Word shows it in the reader's language.
BUILT_IN = {
    **{f"Heading {level}": f"heading {level}" for level in range(1, 10)},
    **{f"TOC {level}": f"toc {level}" for level in range(1, 10)},
    "Normal": "Normal",
    "Body Text": "Body Text",
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Quote": "Quote",
    "Caption": "caption",
    "Header": "header",
    "Footer": "footer",
    "Footnote Text": "footnote text",
    "Footnote Reference": "footnote reference",
    "Comment Text": "annotation text",
    "Comment Reference": "annotation reference",
    "TOC Heading": "TOC Heading",
    "Table of Figures": "table of figures",
    "List Bullet": "List Bullet",
    "List Bullet 2": "List Bullet 2",
    "List Bullet 3": "List Bullet 3",
    "List Number": "List Number",
    "List Number 2": "List Number 2",
    "List Number 3": "List Number 3",
    "Strong": "Strong",
    "Emphasis": "Emphasis",
    "Intense Emphasis": "Intense Emphasis",
    "Hyperlink": "Hyperlink",
}


def style_id(name: str) -> str:
    """The id of a style, the same in every language of Word: its name without spaces."""
    return name.replace(" ", "")


def status_style(use: str, mark: str) -> str:
    """The name of a status's style: ``Status`` and ``in_progress`` make ``Status In Progress``."""
    return f"{use} {mark.replace('_', ' ').title()}"


def paragraph_style(
    name: str, shape: Xml = NOTHING, look: Xml = NOTHING, *, based_on: str = "Normal", following: str = ""
) -> Xml:
    """A paragraph style with its ``w:pPr`` and ``w:rPr``. ``following`` is the style of the next paragraph typed."""
    return _style("paragraph", name, shape, look, based_on=based_on, following=following)


def character_style(name: str, look: Xml) -> Xml:
    """A character style with its ``w:rPr``."""
    return _style("character", name, look, based_on="Default Paragraph Font")


def table_style(name: str, *content: Xml) -> Xml:
    """A table style with its properties and its conditional formatting."""
    return _style("table", name, *content, based_on="Table Normal")


def _style(kind: str, name: str, *content: Xml, based_on: str, following: str = "") -> Xml:
    known = name in BUILT_IN
    attributes = {"w:type": kind, **({} if known else {"w:customStyle": 1}), "w:styleId": style_id(name)}
    return element(
        "w:style",
        attributes,
        val("w:name", BUILT_IN.get(name, name)),
        val("w:basedOn", style_id(based_on)),
        val("w:next", style_id(following)) if following else NOTHING,
        val("w:uiPriority", 9 if known else 20),
        element("w:qFormat"),
        *content,
    )

"""Styles of running text: headings, paragraphs, lists, captions, notes, and the character styles."""

from __future__ import annotations

from reportgen.theme import Theme
from reportgen.word.formats import border, paragraph_format, run_format, tab, twips
from reportgen.word.markup import Xml
from reportgen.word.style_kinds import character_style, paragraph_style

HEADINGS, BULLETS, TABLE_BULLETS, NUMBERS, TABLE_NUMBERS = 1, 2, 3, 4, 5  # numbering ids that styles point to
LEVELS = 3  # of headings, and of lists one inside the other


def text_styles(theme: Theme) -> list[Xml]:
    return [*_headings(theme), *_paragraphs(theme), *_lists(theme), *_captions(theme), *_characters(theme)]


def _headings(theme: Theme) -> list[Xml]:
    """Heading 1 to 3 number themselves; each has an unnumbered twin of the same look and outline level."""
    colour = theme.colour
    rule = [border("bottom", colour.band, 1.5, 6)]
    shapes = [
        (theme.font.heading_1, {"before": 14.2, "after": 11.3, "borders": rule}),
        (theme.font.heading_2, {"before": 14.2, "after": 7.1}),
        (theme.font.heading_3, {"before": 14.2, "after": 5.7}),
    ]
    styles = []
    for level, (size, spacing) in enumerate(shapes):
        name = f"Heading {level + 1}"
        shape = paragraph_format(
            keep_next=True,
            keep_lines=True,
            numbering=(level, HEADINGS),
            outline=level,
            line=1.2,
            **spacing,  # type: ignore[arg-type]
        )
        look = run_format(bold=True, colour=colour.primary, size=size)
        styles.append(paragraph_style(name, shape, look, following="Body Text"))
        without = paragraph_format(numbering=(0, 0), left=0, hanging=0)
        styles.append(paragraph_style(f"{name} Unnumbered", without, based_on=name, following="Body Text"))
    return styles


def _paragraphs(theme: Theme) -> list[Xml]:
    colour, font = theme.colour, theme.font
    quiet = run_format(colour=colour.quiet, size=font.small)
    return [
        paragraph_style("Body Text", paragraph_format(after=6.8)),
        paragraph_style("Body Text After Table", paragraph_format(before=11.3), based_on="Body Text"),
        paragraph_style(
            "Lead",
            paragraph_format(after=11, line=1.45),
            run_format(colour=colour.primary, size=font.body + 1.5),
            following="Body Text",
        ),
        paragraph_style("Note", paragraph_format(before=6.8, after=6.8, line=1.4), quiet),
        paragraph_style("Source", paragraph_format(before=3, after=8, line=1.3), quiet),
        paragraph_style(
            "Quote",
            paragraph_format(
                borders=[border("left", colour.band, 2.25, 8)], before=1, after=7, left=twips(6), right=twips(6)
            ),
            run_format(italic=True, colour=colour.quiet),
            following="Body Text",
        ),
        paragraph_style("Footnote Text", paragraph_format(after=1, line=1.35), run_format(size=font.small)),
        paragraph_style("Comment Text", look=run_format(size=font.small)),
        paragraph_style("Section End", paragraph_format(before=0, after=0, exact=1), run_format(size=1)),
        paragraph_style("Table Gap", paragraph_format(before=0, after=0, exact=8.5), run_format(size=1)),
        *_contents(theme),
    ]


def _contents(theme: Theme) -> list[Xml]:
    width = twips(theme.page.text_width)
    steps = [(0, 8, True, 5.0), (8, 19, False, 1.0), (19, 33, False, 0.0)]  # indent and text in mm, bold, space before
    styles = [
        paragraph_style(
            "TOC Heading",
            paragraph_format(
                keep_next=True, borders=[border("bottom", theme.colour.band, 1.5, 4)], before=18, after=10, line=1.2
            ),
            run_format(bold=True, colour=theme.colour.primary, size=theme.font.heading_1),
            following="Body Text",
        )
    ]
    for level, (indent, start, bold, before) in enumerate(steps, 1):
        tabs = [tab("left", twips(start)), tab("right", width, "dot")]
        shape = paragraph_format(tabs=tabs, before=before, after=2, line=1.25, left=twips(indent))
        styles.append(paragraph_style(f"TOC {level}", shape, run_format(bold=bold or None)))
    listed = paragraph_format(tabs=[tab("right", width, "dot")], after=2.8, line=1.3)
    return [*styles, paragraph_style("Table of Figures", listed, run_format(size=theme.font.table))]


def _lists(theme: Theme) -> list[Xml]:
    """List styles carry the numbering; the indents stand in the numbering itself."""
    styles = []
    small = run_format(size=theme.font.table)
    for word, body, table in (("Bullet", BULLETS, TABLE_BULLETS), ("Number", NUMBERS, TABLE_NUMBERS)):
        for level in range(LEVELS):
            rank = f" {level + 1}" if level else ""
            shape = paragraph_format(numbering=(level, body), after=3.5)
            tight = paragraph_format(numbering=(level, table), after=1.7, line=1.34)
            styles.append(paragraph_style(f"List {word}{rank}", shape))
            styles.append(paragraph_style(f"List {word} Table{rank}", tight, small))
    return styles


def _captions(theme: Theme) -> list[Xml]:
    colour, font = theme.colour, theme.font
    return [
        paragraph_style(
            "Caption",
            paragraph_format(keep_lines=True, before=2.8, after=11.3, line=1.4),
            run_format(colour=colour.quiet, size=font.small),
            following="Body Text",
        ),
        paragraph_style(
            "Table Caption", paragraph_format(keep_next=True, before=11.3, after=4.5, line=1.34), based_on="Caption"
        ),
        paragraph_style(
            "Chart Title",
            paragraph_format(keep_next=True, keep_lines=True, before=0, after=4.2, line=1.4),
            run_format(bold=True, colour=colour.primary, size=font.body - 0.5),
        ),
        paragraph_style("Figure", paragraph_format(keep_next=True, before=0, after=2, line=1.15)),
        paragraph_style("Figure Alone", paragraph_format(keep_next=False, after=8), based_on="Figure"),
    ]


def _characters(theme: Theme) -> list[Xml]:
    colour, font = theme.colour, theme.font
    return [
        character_style("Strong", run_format(bold=True)),
        character_style("Emphasis", run_format(italic=True)),
        character_style("Intense Emphasis", run_format(bold=True, italic=True)),
        character_style("Struck", run_format(strike=True, colour=colour.quiet)),
        character_style("Small", run_format(size=font.small, colour=colour.quiet)),
        character_style("Flaw", run_format(shade=colour.flaw, frame=colour.flaw, colour=colour.body)),
        *_links(theme),
        character_style("Comment Reference", run_format(size=font.small)),
        character_style("Footnote Reference", run_format(position="superscript", colour=colour.primary)),
    ]


def _links(theme: Theme) -> list[Xml]:
    """The style of links, and of those in text that is emphasized or small: a run has one character style."""
    looks: dict[str, dict[str, object]] = {
        "": {},
        " Strong": {"bold": True},
        " Emphasis": {"italic": True},
        " Intense Emphasis": {"bold": True, "italic": True},
        " Small": {"size": theme.font.small},
    }
    return [
        character_style(f"Hyperlink{name}", run_format(colour=theme.colour.primary, underline=True, **look))  # type: ignore[arg-type]
        for name, look in looks.items()
    ]

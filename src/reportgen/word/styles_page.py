"""Styles of the page: cover, header and footer, tiles, strip, legend and facts."""

from __future__ import annotations

from reportgen.theme import Theme
from reportgen.word.formats import border, paragraph_format, run_format, tab, twips
from reportgen.word.markup import Xml
from reportgen.word.style_kinds import character_style, paragraph_style, status_style

WHITE = "#FFFFFF"


def page_styles(theme: Theme) -> list[Xml]:
    return [*_cover(theme), *_running(theme), *_tiles(theme), *_statuses(theme), *_facts(theme)]


def _cover(theme: Theme) -> list[Xml]:
    colour, font = theme.colour, theme.font
    return [
        paragraph_style(
            "Cover Line",
            paragraph_format(after=42, line=1.2),
            run_format(bold=True, caps=True, colour=WHITE, track=1.2, size=10),
        ),
        paragraph_style(
            "Title", paragraph_format(after=12, line=1.12), run_format(bold=True, colour=WHITE, size=font.title)
        ),
        paragraph_style("Subtitle", paragraph_format(after=6, line=1.4), run_format(colour=WHITE, size=13)),
        paragraph_style("Cover Venue", paragraph_format(after=4, line=1.4), run_format(colour=WHITE, size=10.5)),
        paragraph_style(
            "Cover Period",
            paragraph_format(before=30, after=2, line=1.25),
            run_format(bold=True, colour=colour.primary, size=23),
        ),
        paragraph_style(
            "Cover Months", paragraph_format(after=22, line=1.3), run_format(colour=colour.quiet, size=12.5)
        ),
        paragraph_style(
            "Cover Mark",
            paragraph_format(
                borders=[
                    border("top", colour.update_row, 0.5, 6),
                    border("left", theme.status["overdue"].colour, 3, 8),
                    border("bottom", colour.update_row, 0.5, 6),
                    border("right", colour.update_row, 0.5, 8),
                ],
                shade=colour.update_row,
                before=14,
                after=6,
                line=1.4,
                left=twips(4),
                right=twips(3),
            ),
            run_format(bold=True, colour=colour.body),
        ),
        character_style("Period Detail", run_format(bold=True, colour=colour.quiet, size=12.5)),
    ]


def _running(theme: Theme) -> list[Xml]:
    """Header and footer, whose right tab stands at the end of the text of each kind of page."""
    upright, wide = twips(theme.page.text_width), twips(theme.page.landscape_text_width)
    look = run_format(colour=theme.colour.quiet, size=theme.font.small)
    styles = []
    for name, rule in (
        ("Header", border("bottom", theme.colour.rule, 0.5, 4)),
        ("Footer", border("top", theme.colour.rule, 0.5, 4)),
    ):
        shape = paragraph_format(borders=[rule], tabs=[tab("right", upright)], line=1.2)
        moved = paragraph_format(tabs=[tab("clear", upright), tab("right", wide)])
        styles.append(paragraph_style(name, shape, look))
        styles.append(paragraph_style(f"{name} Landscape", moved, based_on=name))
    mark = run_format(bold=True, colour=theme.colour.body, shade=theme.colour.flaw, frame=theme.colour.flaw, size=7.5)
    return [
        *styles,
        paragraph_style("Header Mark", paragraph_format(before=2, line=1.15, align="center"), mark),
        paragraph_style("Cover Header", paragraph_format(exact=1), run_format(size=1)),
    ]


def _tiles(theme: Theme) -> list[Xml]:
    colour = theme.colour
    value = run_format(bold=True, colour=colour.primary, size=24)
    return [
        paragraph_style("Tile Value", paragraph_format(keep_next=True, line=1.15), value),
        paragraph_style("Tile Value Long", look=run_format(size=13.5), based_on="Tile Value"),
        paragraph_style("Tile Label", paragraph_format(before=2, line=1.3), run_format(size=9)),
        paragraph_style("Tile Change", paragraph_format(before=3, line=1.25), run_format(colour=colour.quiet, size=8)),
        character_style("Tile Unit", run_format(bold=True, colour=colour.primary, size=12.5)),
    ]


def _statuses(theme: Theme) -> list[Xml]:
    """For each status: the mark in text, the bar, the box of the strip and the coloured cell of a table."""
    styles = [
        paragraph_style("Strip", paragraph_format(line=1.2, align="center"), run_format(bold=True, size=8.5)),
        paragraph_style("Legend", paragraph_format(before=5, after=8, line=1.7), run_format(size=9)),
        paragraph_style("Progress", paragraph_format(after=3, line=1.3), run_format(size=4)),
        character_style("Bar Rest", run_format(track=2.2, size=4, shade=theme.colour.rule)),
    ]
    for mark, look in theme.status.items():
        chip = run_format(bold=True, colour=look.text, frame=look.colour, shade=look.colour)
        bar = run_format(track=2.2, size=4, shade=look.colour)
        on_colour = run_format(colour=look.text)
        styles += [
            character_style(status_style("Status", mark), chip),
            character_style(status_style("Bar", mark), bar),
            paragraph_style(status_style("Strip", mark), look=on_colour, based_on="Strip"),
            paragraph_style(status_style("Table", mark), look=on_colour, based_on="Table Centre"),
        ]
    return styles


def _facts(theme: Theme) -> list[Xml]:
    term = run_format(caps=True, colour=theme.colour.quiet, track=0.5, size=7.5)
    value = run_format(bold=True, size=theme.font.body)
    rule = [border("top", theme.colour.rule, 0.5, 5)]
    return [
        paragraph_style("Fact Term", paragraph_format(keep_next=True, borders=rule, before=10, line=1.2), term),
        paragraph_style("Cover Fact Term", paragraph_format(before=130), based_on="Fact Term"),
        paragraph_style("Fact Value", paragraph_format(before=2, line=1.3), value),
    ]

"""A team's own Word file, whose styles, page and letterhead a report is to have. Nothing of its text is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem
from reportgen.theme import impossible
from reportgen.word.lint_file import value, w
from reportgen.word.markup import NAMESPACES
from reportgen.word.reference_file import Opened, opened, refuse
from reportgen.word.reference_page import Sheet, sheet_of
from reportgen.word.reference_story import Found, Taken, story, theme

_ROOTS = {"header": "hdr", "footer": "ftr"}
_THEME = f"{{{NAMESPACES['a']}}}theme"
_ID = f"{{{NAMESPACES['r']}}}id"
_OFF = ("0", "false", "off")
_ADDED = "header mark"  # the paragraph of a report that says draft or example: each report has its own
_EMBEDDED = ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the letterhead: what kind of file it is, and its bytes."""

    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reference:
    """What a report takes from a file of this name.

    ``stories`` holds the headers and footers that have content, by kind ("header") and page ("default", "first");
    ``pictures`` theirs, by the name of the part. ``notices`` tells what was left out.
    """

    name: str
    sheet: Sheet | None
    styles: bytes
    theme: Taken | None
    fonts: bytes
    stories: Mapping[tuple[str, str], Taken]
    pictures: Mapping[str, Picture]
    notices: tuple[Problem, ...]


def read_reference(name: str, data: bytes) -> Reference:
    """Read a file; raises ProblemsFound when it is no sound Word document, or its page leaves no room for text."""
    source = opened(name, data)
    sections = list(_sections(source.file.trees[source.main]))
    found = dict(_stories(source, sections))
    parts = [*found.values()]
    themed = theme(source, source.name_of(RT.THEME)) if source.related(RT.THEME, _THEME) is not None else None
    parts += [themed] if themed else []
    stories = {place: each.taken for place, each in found.items() if each.has_content}
    shown = {part for each in parts for part in each.taken.pictures.values()}
    styles = source.related(RT.STYLES, w("styles"))
    assert styles is not None  # noqa: S101 - a file without is refused
    return Reference(
        name,
        _sheet(name, sections),
        etree.tostring(styles),
        themed.taken if themed else None,
        _fonts(source),
        stories,
        {part: Picture(source.content_type(part), source.file.parts[part]) for part in sorted(shown)},
        _notices(name, [*_template(source), *(left for each in parts for left in each.left_out)]),
    )


def _sections(document: etree._Element) -> Iterator[etree._Element]:
    """The properties of every section in order, but those that a tracked change has replaced."""
    yield from (node for node in document.iter(w("sectPr")) if node.getparent().tag != w("sectPrChange"))  # type: ignore[union-attr]


def _sheet(name: str, sections: Sequence[etree._Element]) -> Sheet | None:
    try:
        sheet = sheet_of(sections)
    except ValueError:
        refuse(name, "reference-damaged")
    if sheet is not None and (faults := impossible(sheet.page)):
        refuse(name, "reference-page", detail="; ".join(f"{key}: {fault}" for key, fault in faults.items()))
    return sheet


def _stories(source: Opened, sections: Sequence[etree._Element]) -> Iterator[tuple[tuple[str, str], Found]]:
    """The headers and footers that the last section shows; what it does not name it has from those before it."""
    relations = source.file.relations(source.main)
    styles = source.related(RT.STYLES, w("styles"))
    assert styles is not None  # noqa: S101 - a file without is refused
    ours = frozenset(
        style.get(w("styleId"), "") for style in styles.iter(w("style")) if value(style, "name").lower() == _ADDED
    )
    own_first = bool(sections) and _is_on(sections[-1].find(w("titlePg")))
    for kind in _ROOTS:
        for page in ("default", "first") if own_first else ("default",):
            named = (
                node.get(_ID, "")
                for section in reversed(sections)
                for node in section.iter(w(f"{kind}Reference"))
                if node.get(w("type"), "default") == page
            )
            relation = relations.get(next(named, ""))
            if relation is not None and source.part(relation.target, w(_ROOTS[kind])) is not None:
                yield (kind, page), story(source, relation.target, ours)


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(w("val"), "1") not in _OFF


def _fonts(source: Opened) -> bytes:
    """The table of fonts, without the fonts that are embedded: their licences rarely let them travel."""
    tree = source.related(RT.FONT_TABLE, w("fonts"))
    if tree is None:
        return b""
    for node in list(tree.iter(*map(w, _EMBEDDED))):
        node.getparent().remove(node)  # type: ignore[union-attr]
    return etree.tostring(tree)


def _template(source: Opened) -> list[str]:
    """The template that the file is attached to, which is never taken."""
    relations = source.file.relations(source.name_of(RT.SETTINGS)).values()
    return [each.target for each in relations if each.external]


def _notices(name: str, left_out: Sequence[str]) -> tuple[Problem, ...]:
    if not left_out:
        return ()
    return (problem("reference-left-out", Place(name), what=", ".join(dict.fromkeys(left_out))),)

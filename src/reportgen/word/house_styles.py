"""The styles of a team's own file, made to answer to the ids that this program writes.

Which styles are the same is told by their names: ids depend on the language of the Word that saved the file.
What follows from the document itself stays ours: language, numbering, outline levels, and whatever is as wide as the
text or the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from reportgen.theme import Theme
from reportgen.word.lint_file import value, w
from reportgen.word.markup import part
from reportgen.word.styles import styles_part
from reportgen.word.xml_tree import put, remove

REFERRING = ("basedOn", "next", "link")
USES = ("pStyle", "rStyle", "tblStyle")
_CHANGES = ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange")

# Children in the order of the schema: CT_Style, CT_PPrGeneral, CT_DocDefaults, CT_RPr.
_STYLE = (
    *("name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden"),
    *("unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid"),
    *("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr"),
)
_PARAGRAPH = (
    *("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers"),
    *("pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
    *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing"),
    *("mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl"),
)
_STYLES = ("docDefaults", "latentStyles", "style")
_DEFAULTS = ("rPrDefault", "pPrDefault")
_RUN_END = ("lang", "eastAsianLayout", "specVanish", "oMath")


@dataclass(frozen=True)
class HouseStyles:
    """``tree`` is ``w:styles`` with our ids; ``ids`` leads from each id of the file to the one that it has now."""

    tree: etree._Element
    ids: Mapping[str, str]

    @property
    def known(self) -> frozenset[str]:
        return frozenset(self.ids.values())

    def find(self, identifier: str) -> etree._Element | None:
        return next((style for style in self.tree.iter(w("style")) if style.get(w("styleId")) == identifier), None)


def house_styles(
    content: bytes, theme: Theme, language: str, running: tuple[str, ...] = ("Header", "Footer")
) -> HouseStyles:
    """The styles of a file for a document in ``language`` on the page of ``theme``.

    ``running`` names those of Header and Footer that hold our own lines, and not the file's.
    """
    tree = etree.fromstring(content)
    ours = _by_id(etree.fromstring(part(styles_part(theme, language))))
    house = HouseStyles(tree, _rekey(tree, ours))
    _forget_what_is_not_taken(tree)
    _speak(tree, language)
    for identifier, own in ours.items():
        style = house.find(identifier)
        if style is not None:
            _structure(style, own)
    for identifier in ("TOC1", "TOC2", "TOC3", "TableofFigures"):
        _end_with_the_text(house, ours, identifier)
    for name in running:
        for identifier in (name, f"{name}Landscape"):
            _copy(house.find(identifier), ours[identifier], "pPr", "tabs", _PARAGRAPH)
    band = house.find("CoverBand")
    if band is not None:
        put(band, deepcopy(_child(ours["CoverBand"], "tblPr")), _STYLE)
    return house


def names_of(theme: Theme, language: str) -> dict[str, str]:
    """Our styles: the name of each id, as the file format has it."""
    tree = etree.fromstring(part(styles_part(theme, language)))
    return {identifier: value(style, "name") for identifier, style in _by_id(tree).items()}


def refer(tree: etree._Element, ids: Mapping[str, str]) -> None:
    """Let what uses a style name it by its new id; what names none that there is falls back to the usual one."""
    for node in list(tree.iter(*map(w, USES))):
        new = ids.get(node.get(w("val"), ""))
        if new is None:
            remove(node)
        else:
            node.set(w("val"), new)


def _by_id(tree: etree._Element) -> dict[str, etree._Element]:
    return {style.get(w("styleId"), ""): style for style in tree.iter(w("style"))}


def _rekey(tree: etree._Element, ours: Mapping[str, etree._Element]) -> dict[str, str]:
    """Give the styles that have our names our ids, all others ids that are none of ours; returns the new by the old."""
    styles: dict[str, etree._Element] = {}
    for style in list(tree.iter(w("style"))):
        if styles.setdefault(style.get(w("styleId"), ""), style) is not style or not style.get(w("styleId")):
            remove(style)  # one that nothing can refer to
    styles.pop("", None)
    ids = _matched(styles, ours)
    for old in styles:
        if old not in ids:
            ids[old] = _free(old, {*ours, *ids.values(), *(styles.keys() - {old})}) if old in ours else old
    for old, style in styles.items():
        style.set(w("styleId"), ids[old])
        for node in list(style.iter(*map(w, REFERRING))):
            if node.get(w("val")) in ids:
                node.set(w("val"), ids[node.get(w("val"), "")])
            else:
                remove(node)
    return ids


def _matched(styles: Mapping[str, etree._Element], ours: Mapping[str, etree._Element]) -> dict[str, str]:
    """Our id for the id of each style that is one of ours by its kind and a name of its.

    The exact name goes first (LibreOffice writes "Caption" and "caption", of which the second is Word's), then the name
    in other capitals, then the further names that a person can give a style in Word ("Titre 1;H1").
    """
    ids: dict[str, str] = {}
    for names in (_name, _any_case, _aliases):
        wanted = {key: own for own, style in ours.items() for key in (_name if names is _name else _any_case)(style)}
        for old, style in styles.items():
            own = next((wanted[key] for key in names(style) if key in wanted), "")
            if own and old not in ids and own not in ids.values():
                ids[old] = own
    return ids


def _name(style: etree._Element) -> list[tuple[str, str]]:
    return [(style.get(w("type"), "paragraph"), value(style, "name"))]


def _any_case(style: etree._Element) -> list[tuple[str, str]]:
    return [(kind, name.casefold()) for kind, name in _name(style)]


def _aliases(style: etree._Element) -> list[tuple[str, str]]:
    names = value(style, "aliases").replace(";", ",").split(",")
    return [(style.get(w("type"), "paragraph"), name.strip().casefold()) for name in names]


def _free(identifier: str, taken: set[str]) -> str:
    """The identifier, lengthened until no other style has it."""
    while identifier in taken:
        identifier += "0"
    return identifier


def _forget_what_is_not_taken(tree: etree._Element) -> None:
    """Numbering and languages of the file, and what was changed in its styles when."""
    for node in list(tree.iter(*map(w, ("numPr", "lang", *_CHANGES)))):
        remove(node)


def _speak(tree: etree._Element, language: str) -> None:
    """Let every text be in the language of the document, for the spelling checker and for screen readers."""
    defaults = tree.find(w("docDefaults"))
    if defaults is None:
        defaults = etree.Element(w("docDefaults"))
        put(tree, defaults, _STYLES)
    look = _made(_made(defaults, "rPrDefault", _DEFAULTS), "rPr", ("rPr",))
    said = {"val": language, "eastAsia": language, "bidi": "ar-SA"}
    put(look, etree.Element(w("lang"), {w(key): given for key, given in said.items()}), _RUN_END)


def _made(parent: etree._Element, name: str, order: tuple[str, ...]) -> etree._Element:
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        put(parent, found, order)
    return found


def _structure(style: etree._Element, own: etree._Element) -> None:
    """Headings and lists number themselves as ours do, and have our outline levels."""
    for name in ("numPr", "outlineLvl"):
        _copy(style, own, "pPr", name, _PARAGRAPH)


def _end_with_the_text(house: HouseStyles, ours: Mapping[str, etree._Element], identifier: str) -> None:
    """A page number stands where the text ends. Where the file's style has no right tab, it gets our tabs."""
    style, own = house.find(identifier), ours[identifier]
    if style is None:
        return
    right = [node for node in style.iter(w("tab")) if node.get(w("val")) in ("right", "end")]
    if right:
        right[-1].set(w("pos"), [node.get(w("pos"), "") for node in own.iter(w("tab"))][-1])
    else:
        _copy(style, own, "pPr", "tabs", _PARAGRAPH)


def _copy(style: etree._Element | None, own: etree._Element, group: str, name: str, order: tuple[str, ...]) -> None:
    """Give a style a property of ours, where ours has it."""
    given = own.find(f"{w(group)}/{w(name)}")
    if style is not None and given is not None:
        put(_made(style, group, _STYLE), deepcopy(given), order)


def _child(node: etree._Element, name: str) -> etree._Element:
    found = node.find(w(name))
    assert found is not None  # noqa: S101 - our own style
    return found

"""What may stand in a page, in the notation of ``templates/CONTRACT.md``, and the check that nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.problems import ContractBroken

MARKS = ("completed", "in_progress", "overdue", "on_hold", "not_started", "no_longer_relevant", "unreported")
"""The statuses of theme.toml, which ``status-*`` stands for."""

LAYOUT = ("glance", "contents", "themes", "recommendations")
"""Further classes of sections, for print.css alone."""

ACCEPTED = (
    "html[lang]",
    *("head", "title", "meta", "style", "link"),
    "body[data-head-left][data-head-right][data-foot-left][data-page][data-mark]",
    "body[data-word-figure][data-word-table][data-word-contents]",
    *("section.cover", "section.portrait", "section.landscape"),
    *(f"section.{name}" for name in LAYOUT),
    *("div.cols", "div.col", "div.keep"),
    *("h1[id]", "h2[id]", "h3[id]", "h4[id]", "h1.title"),
    *("p", "p[id]", "p.eyebrow", "p.subtitle", "p.venue", "p.period", "p.months", "p.mark"),
    *("p.lead", "p.note", "p.empty", "p.source", "p.chart-title"),
    "blockquote",
    *("ul[data-keep]", "ol[data-keep]", "li"),
    *("table", "table.*", "table[id][data-keep]", "caption", "colgroup", "col[style]", "thead", "tbody"),
    *("tr[id]", "tr.theme", "tr.update"),
    *("th", "th.right", "th.center", "th[scope][colspan]"),
    *("td", "td.right", "td.center", "td.status-*", "td[colspan]"),
    *("figure.chart[id][data-chart][data-title][data-alt][data-height][data-width]", "figure.photo[id]"),
    *("svg", "img[src][alt]", "figcaption"),
    *("ol.tiles", "ol.strip[aria-label]", "ul.legend", "li.status-*"),
    *("dl.facts", "div", "dt", "dd"),
    *("nav.contents", "nav.figures", "nav.tables", "li.level-1", "li.level-2", "li.level-3"),
    *("strong", "em", "s", "small", "br"),
    *("span", "span[lang]", "span[data-cell]", "span.number", "span.label", "span.flaw", "span.footnote", "span.paper"),
    *("a[href]", "a.page[href]", "b.status-*", "i.bar.status-*[data-percent][style]"),
)

_COMBINED = ("section", "th", "td", "i")  # elsewhere one class names one thing
_SELECTOR = re.compile(r"(?P<tag>[a-z0-9]+)(?P<classes>(\.[a-z0-9*-]+)*)(?P<attributes>(\[[a-z-]+\])*)")
_HEAD = ("title", "meta", "style", "link")


@dataclass(frozen=True, slots=True)
class _Rule:
    """The classes ("" for none) and attributes that an element may have."""

    classes: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=lambda: {"class"})


def atoms(selector: str) -> Iterator[tuple[str, str]]:
    """What a selector allows: ``td.right[colspan]`` gives ("td", ".right") and ("td", "[colspan]")."""
    found = _SELECTOR.fullmatch(selector)
    if not found:
        raise ValueError(f"not a selector of the contract: {selector!r}")
    classes = found["classes"].split(".")[1:]
    yield from ((found["tag"], f".{name}") for name in classes or [""])
    yield from ((found["tag"], f"[{name}]") for name in found["attributes"][1:-1].split("][") if name)


def _rules() -> Mapping[str, _Rule]:
    rules: dict[str, _Rule] = {}
    for selector in ACCEPTED:
        for tag, allowed in atoms(selector):
            rule = rules.setdefault(tag, _Rule())
            if allowed.startswith("["):
                rule.attributes.add(allowed[1:-1])
            else:
                rule.classes.add(allowed[1:])
    return rules


_RULES = _rules()


def refused(element: etree._Element, reason: str) -> ContractBroken:
    """The exception that names an element, its class and its line in the page."""
    tag = element.tag if isinstance(element.tag, str) else "!--"
    name = f"{tag} {' '.join(f'{key}={value!r}' for key, value in element.attrib.items() if key in ('class', 'id'))}"
    return ContractBroken(f"line {element.sourceline}: <{name.rstrip(' ')}>: {reason}")


def classes(element: etree._Element) -> list[str]:
    return (element.get("class") or "").split(" ") if element.get("class") else []


def check(page: etree._Element) -> None:
    """Refuses the page's first element, class or attribute that the contract does not name.

    Also ids that come twice, links to an id that no element has, and headings out of order.
    """
    for outside in (*page.itersiblings(preceding=True), *page.itersiblings()):
        raise refused(outside, "nothing stands outside <html>")
    ids: dict[str, etree._Element] = {}
    links: list[etree._Element] = []
    level = 0
    for element in _walk(page):
        _check_element(element)
        if name := element.get("id"):
            if name in ids:
                raise refused(element, f"the id {name!r} comes twice")
            ids[name] = element
        if element.tag == "a":
            links.append(element)
        if element.tag in ("h1", "h2", "h3", "h4"):
            if int(element.tag[1]) > level + 1:
                raise refused(element, f"a heading of level {level + 1} is missing before it")
            level = int(element.tag[1])
    for link in links:
        target = link.get("href") or ""
        if target.startswith("#") and target[1:] not in ids:
            raise refused(link, f"it leads to {target!r}, which nothing on the page has as its id")


def _walk(page: etree._Element) -> Iterator[etree._Element]:
    """Every element in reading order, drawings left alone: nothing but the PDF reads them."""
    ahead = [page]
    while ahead:
        element = ahead.pop()
        yield element
        if element.tag != "svg":
            ahead.extend(reversed(element))


def _check_element(element: etree._Element) -> None:
    if not isinstance(element.tag, str):
        raise refused(element, "comments and instructions are not part of the contract")
    rule = _RULES.get(element.tag)
    if rule is None:
        raise refused(element, "the contract does not name this element")
    if element.tag in ("svg", *_HEAD):
        return
    names = classes(element)
    if not names and "" not in rule.classes:
        raise refused(element, "it needs one of the classes that the contract names")
    for name in names:
        general = "status-*" if name.removeprefix("status-") in MARKS else "*"
        if not {name, general} & rule.classes or name in ("", "*"):
            raise refused(element, f"the contract does not name the class {name!r} here")
    if len(names) > 1 and element.tag not in _COMBINED:
        raise refused(element, "one class only")
    for attribute in element.attrib:
        if attribute not in rule.attributes:
            raise refused(element, f"the contract does not name the attribute {attribute!r} here")

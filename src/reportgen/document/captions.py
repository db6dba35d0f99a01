"""The lists of figures and tables: what the captions of a rendered page say, and where they lead."""

from __future__ import annotations

import re
from dataclasses import dataclass

import lxml.html
from markupsafe import Markup

from reportgen.document.edition import Edition

_CAPTION = re.compile(r"<(?P<end>caption|figcaption)>(?P<text><span class=\"label\">.*?)</(?P=end)>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_OPENS = {"caption": "<table", "figcaption": "<figure"}


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption as text, its label included; ``kind`` is "figure" or "table", ``anchor`` the id that it leads to."""

    kind: str
    text: str
    anchor: str


def anchored(page: str) -> tuple[str, list[Caption]]:
    """The page with an id on every figure and table that has a caption, and these captions in reading order."""
    written, done = [], 0
    found: list[Caption] = []
    for number, match in enumerate(_CAPTION.finditer(page), 1):
        kind = "table" if match["end"] == "caption" else "figure"
        start = page.rindex(_OPENS[match["end"]], 0, match.start())
        end = page.index(">", start)
        known = _ID.search(page, start, end)
        anchor = known[1] if known else f"caption-{number}"
        if not known:
            written.append(f'{page[done:end]} id="{anchor}"')
            done = end
        found.append(Caption(kind, _text(match["text"]), anchor))
    return "".join([*written, page[done:]]), found


def section(edition: Edition, captions: list[Caption]) -> Markup:
    """The page that lists figures, then tables; nothing where there are none."""
    lists = [
        Markup('<h2 id="list-of-{0}">{1}</h2><nav class="{0}"><ol>{2}</ol></nav>').format(
            name, title, Markup("").join(_entry(caption) for caption in captions if caption.kind == kind)
        )
        for kind, name, title in (
            ("figure", "figures", edition.translate("Figures")),
            ("table", "tables", edition.translate("Tables")),
        )
        if any(caption.kind == kind for caption in captions)
    ]
    return Markup('<section class="portrait">{}</section>').format(Markup("").join(lists)) if lists else Markup("")


def _entry(caption: Caption) -> Markup:
    return Markup('<li class="level-1"><a href="#{}">{}</a></li>').format(caption.anchor, caption.text)


def _text(caption: str) -> str:
    """What a caption says, without its footnotes and its source; no-break spaces stay."""
    tree = lxml.html.fragment_fromstring(caption, create_parent="p")
    for aside in tree.xpath("//span[@class='footnote'] | //small"):
        aside.drop_tree()
    return re.sub(r"[ \t\r\n]+", " ", str(tree.text_content())).strip(" ").removesuffix(".")

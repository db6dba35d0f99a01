"""What is emphasized or a link in a cell becomes elements of the page, where the place that a template gave it allows.

They are written as ``x-strong``, ``x-em`` and ``x-a`` first: only on the finished page it is known what stands around
them. A text that a template prints inside ``<strong>`` must not break the page because somebody made a word of it bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup

from reportgen.report.rich import Piece

_TAG = re.compile(r"<[^>]*>")
_EDGES = re.compile(r"( *)(.*?)( *)", re.DOTALL)
_APART = ("a", "b", "s", "span.flaw")
_REFUSED = {"strong": (*_APART, "small", "strong"), "em": (*_APART, "small", "em"), "a": _APART}
"""What an element may not stand in: CONTRACT.md."""


def plain(markup: Markup) -> str:
    """The text of markup, its no-break spaces kept, for attributes and metadata."""
    return Markup(_TAG.sub("", markup)).unescape()  # noqa: S704 - on its way out of markup


def written(pieces: Iterable[Piece]) -> Markup:
    """Pieces as markup. A text that is Markup already stays so, but in a link, which holds bare text only."""
    return Markup("").join(
        _element(Markup("").join(piece.text for piece in group), *look)
        for look, group in groupby(pieces, key=lambda piece: (piece.strong, piece.em, piece.target))
    )


def _element(inside: Markup, strong: bool, em: bool, target: str) -> Markup:
    """Markup in the elements of its look: the link is the innermost (ISO 14289-1, 7.18.5, as the engine tags it)."""
    if target and (edges := _EDGES.fullmatch(plain(inside))) and edges[2]:
        inside = Markup('{}<x-a href="{}">{}</x-a>{}').format(edges[1], target, edges[2], edges[3])
    if em:
        inside = Markup("<x-em>{}</x-em>").format(inside)
    return Markup("<x-strong>{}</x-strong>").format(inside) if strong else inside


class Settling:
    """Makes ``x-strong``, ``x-em`` and ``x-a`` of a page, tag by tag, what they stand for, or nothing."""

    def __init__(self) -> None:
        self._kept: list[bool] = []

    def tag(self, tag: str, open_tags: Sequence[str]) -> str:
        """What a tag becomes inside the elements ``open_tags``; any other tag stays as it is."""
        if tag.startswith("</x-"):
            return f"</{tag[4:]}" if self._kept.pop() else ""
        if not tag.startswith("<x-"):
            return tag
        refused = _REFUSED[tag[3:-1].partition(" ")[0]]
        self._kept.append(not any(name in refused for name in open_tags))
        return f"<{tag[3:]}" if self._kept[-1] else ""

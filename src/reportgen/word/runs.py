"""Inlines as runs: text, links, page numbers, footnotes, status marks and bars."""

from __future__ import annotations

from collections.abc import Sequence

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from reportgen.document.blocks import Inline, LineBreak, Link, Note, PageReference, ProgressBar, Run, StatusMark
from reportgen.problems import ContractBroken
from reportgen.word.fields import complex_field, run, words
from reportgen.word.ledger import Ledger
from reportgen.word.markup import NOTHING, Xml, element, join
from reportgen.word.package import Part
from reportgen.word.style_kinds import style_id

LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
BAR_CELLS = 20  # no-break spaces in a bar: nothing for a screen reader to spell out

_BREAK = run(element("w:br"))
_STYLES = {
    "": "",
    "strong": "Strong",
    "em": "Emphasis",
    "strong em": "Intense Emphasis",
    "struck": "Struck",
    "flaw": "Flaw",
}
_LINKS = {
    "": "Hyperlink",
    "strong": "Hyperlink Strong",
    "em": "Hyperlink Emphasis",
    "strong em": "Hyperlink Intense Emphasis",
    "small": "Hyperlink Small",
}
_NOT_BOLD = {"strong": "", "strong em": "em"}


def runs(
    content: Sequence[Inline], ledger: Ledger, *, bold: bool = False, small: str = "Small", part: Part | None = None
) -> Xml:
    """The inlines of a paragraph. ``bold`` says that its style is bold already, so that bold on top would undo it
    (ECMA-376, 17.7.3); ``small`` is the character style of small text there; ``part`` owns the links.
    """
    return join(
        *(
            _bar(inline, content, place, ledger)
            if isinstance(inline, ProgressBar)
            else _inline(inline, ledger, bold, small, part or ledger.body)
            for place, inline in enumerate(content)
        )
    )


def plain_text(content: Sequence[Inline]) -> str:
    """The text of inlines, without their footnotes."""
    return "".join(inline.text for inline in content if isinstance(inline, Run | Link | StatusMark))


def _inline(inline: Inline, ledger: Ledger, bold: bool, small: str, part: Part) -> Xml:
    match inline:
        case Run():
            told = _text(inline, bold, small)
            return _commented(inline, told, ledger, part) if told else told
        case LineBreak():
            return _BREAK
        case Link():
            return _commented(inline, _link(inline, ledger, bold, part), ledger, part)
        case PageReference(target):
            return complex_field(f"PAGEREF {ledger.anchors.name(target)} \\h", ledger.page(target))
        case Note():
            return ledger.notes.call(runs(inline.content, ledger, part=ledger.footnotes))
        case StatusMark(mark, told):
            return run(words(told), ledger.status("Status", mark))
        case _:
            raise ContractBroken(f"Word has no form for {inline!r}")


def _commented(inline: Run | Link, told: Xml, ledger: Ledger, part: Part) -> Xml:
    return ledger.comments.around(inline.cell, told) if inline.cell and part is ledger.body else told


def _text(inline: Run, bold: bool, small: str) -> Xml:
    if not inline.text:
        return NOTHING
    style = _NOT_BOLD.get(inline.style, inline.style) if bold else inline.style
    name = small if style == "small" else _STYLES.get(style)
    if name is None:
        raise ContractBroken(f"no run is called {inline.style!r}")
    return run(words(inline.text), style_id(name), LANGUAGES.get(inline.language, inline.language))


def _link(link: Link, ledger: Ledger, bold: bool, part: Part) -> Xml:
    """A hyperlink; the number of a heading is a field instead, which follows when colleagues add a section."""
    style = _NOT_BOLD.get(link.style, link.style) if bold else link.style
    name = _LINKS.get(style)
    if name is None:
        raise ContractBroken(f"no link is called {link.style!r}")
    if link.target.startswith("#"):
        if link.text == ledger.numbers.get(link.target[1:]):
            return complex_field(f"REF {ledger.anchors.name(link.target[1:])} \\r \\h", link.text, style_id(name))
        target = {"w:anchor": ledger.anchors.name(link.target[1:])}
    else:
        target = {"r:id": part.relate_to(link.target, RT.HYPERLINK, is_external=True)}
    return element("w:hyperlink", {**target, "w:history": 1}, run(words(link.text), style_id(name)))


def _bar(bar: ProgressBar, around: Sequence[Inline], place: int, ledger: Ledger) -> Xml:
    """A bar on a line of its own: spaces on the colour of its status, then spaces on grey."""
    filled = round(bar.percent * BAR_CELLS / 100)
    if 0 < bar.percent < 100:
        filled = min(max(filled, 1), BAR_CELLS - 1)
    follows = place > 0 and not isinstance(around[place - 1], LineBreak)
    leads = place + 1 < len(around) and not isinstance(around[place + 1], LineBreak)
    return join(
        _BREAK if follows else NOTHING,
        run(words("\u00a0" * filled), ledger.status("Bar", bar.mark)) if filled else NOTHING,
        run(words("\u00a0" * (BAR_CELLS - filled)), "BarRest") if filled < BAR_CELLS else NOTHING,
        _BREAK if leads else NOTHING,
    )

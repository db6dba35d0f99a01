"""What an editor adds to running text at the end: acronyms spelt out where they first appear, codes as links.

Works on the finished page, in reading order, because only there it is known what comes first. Running text is
paragraphs and items outside tables, figures, headings, links, quotations and footnotes; all else stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from html import unescape

from markupsafe import Markup, escape

from reportgen.document.edition import Edition
from reportgen.document.emphasis import Settling
from reportgen.report.model import Acronym

_TAGS = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
_CLOSED = ("section.cover", "head", "h1", "h2", "h3", "h4", "a", "b", "table", "figure", "nav", "dl", "blockquote")
_LISTS = ("ol.tiles", "ol.strip", "ul.legend", "span.flaw", "span.footnote", "span.number")
_NO_LINKS = ("s", "small")
_VOID = ("br", "meta", "link", "img", "col")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_INITIALS = re.compile(r"[A-Z].*[A-Z]")
_AFTER = r"(?![\w/\u2019'-])"
_BEFORE = r"(?<![\w/-])"
_SEAM = re.compile(r"</?(?:x-)?(?:strong|em|a)\b|$")
_NEAR = 80  # characters

Around = tuple[str, str]
"""What stands before and after a text."""


def edited(page: str, edition: Edition) -> str:
    """The page with its acronyms spelt out at their first use and the codes of items leading to their rows."""
    acronyms = _Acronyms(edition)
    codes = _codes(page, edition)
    settling = Settling()
    pieces = _TAGS.split(page)
    open_tags: list[str] = []
    for place, piece in enumerate(pieces):
        if place % 2:
            pieces[place] = settling.tag(piece, open_tags)
            _follow(open_tags, pieces[place])
        elif piece and _is_running(open_tags):
            around = _around(pieces, place)
            told = acronyms.spelt(piece, around, partial(_paragraph, pieces, place))
            pieces[place] = told if any(tag in _NO_LINKS for tag in open_tags) else codes(told, around)
    return "".join(pieces)


def _replaced(pattern: re.Pattern[str], told: Callable[[re.Match[str]], str], text: str, around: Around) -> str:
    """The text with what the pattern finds in it replaced; what stands around it is seen, and left alone."""
    whole, done = text.join(around), len(around[0])
    end = done + len(text)
    written: list[str] = []
    for found in pattern.finditer(whole, done):
        if found.end() > end:
            break
        written += whole[done : found.start()], told(found)
        done = found.end()
    return "".join(written) + whole[done:end]


def _is_running(open_tags: list[str]) -> bool:
    within = "p" in open_tags or "li" in open_tags
    return within and not any(tag in _CLOSED or tag in _LISTS for tag in open_tags)


def _follow(open_tags: list[str], tag: str) -> None:
    """Keeps the list of open elements, as ``tag`` or ``tag.class`` where the class decides."""
    found = _NAME.match(tag)
    if not found or found[1] in _VOID or tag.endswith("/>"):
        return
    if tag.startswith("</"):
        open_tags.pop()
        return
    first_class = re.search(r'class="([^" ]*)', tag)
    named = f"{found[1]}.{first_class[1]}" if first_class else found[1]
    open_tags.append(named if named in (*_CLOSED, *_LISTS) else found[1])


def _paragraph(pieces: list[str], place: int) -> str:
    """The text of the paragraph or item around a piece, folded for comparison."""
    edges = ("<p", "</p", "<li", "</li", "<ul", "<ol")
    start = next((at for at in range(place, 0, -1) if at % 2 and pieces[at].startswith(edges)), 0)
    end = next((at for at in range(place, len(pieces)) if at % 2 and pieces[at].startswith(edges)), len(pieces))
    return "".join(pieces[start + 1 : end : 1][::2]).casefold()


def _around(pieces: list[str], place: int) -> Around:
    """What stands before and after a piece where only emphasis or a link parts them: words go on through it."""
    before = after = ""
    at = place
    while at > 1 and _SEAM.match(pieces[at - 1]) and len(before) < _NEAR:
        at -= 2
        before = pieces[at] + before
    at = place
    while at + 2 < len(pieces) and _SEAM.match(pieces[at + 1]) and len(after) < _NEAR:
        at += 2
        after += pieces[at]
    return before, after


# ---------------------------------------------------------------- codes


def _codes(page: str, edition: Edition) -> Callable[[str, Around], str]:
    """Makes links of the codes of items that have a row on the page; themes have none, and T3 is a quarter too."""
    report = edition.report
    codes = [each.code for each in report.recommendations] + [each.code for each in report.attention_points]
    codes += [each.code for each in report.results] + [each.code for each in report.objectives]
    known = [code for code in codes if f'<tr id="{escape(code)}"' in page]
    if not known:
        return lambda text, _: text
    longest_first = "|".join(re.escape(code) for code in sorted(known, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w/.&#!-])({longest_first})(?![\w-]|[ \u00a0\u202f]?\d{{4}})")
    return partial(_replaced, pattern, lambda found: f'<a href="#{found[1]}">{found[1]}</a>')


# ---------------------------------------------------------------- acronyms


@dataclass
class _Acronyms:
    """The acronyms not met so far, in the language of the edition."""

    edition: Edition
    waiting: dict[str, Acronym] = field(init=False)

    def __post_init__(self) -> None:
        language = self.edition.language
        named = {
            _ASIDE.sub("", acronym.form[language].value): acronym
            for acronym in self.edition.report.acronyms
            if acronym.expansion[language] and not acronym.to_confirm
        }
        self.waiting = {form: acronym for form, acronym in named.items() if _INITIALS.search(form)}
        self._pattern = self._compiled()

    def _compiled(self) -> re.Pattern[str] | None:
        forms = "|".join(re.escape(str(escape(form))) for form in sorted(self.waiting, key=len, reverse=True))
        plural = "s?" if self.edition.language == "en" else ""
        return re.compile(f"{_BEFORE}({forms})({plural}){_AFTER}") if forms else None

    def spelt(self, text: str, around: Around, paragraph: Callable[[], str]) -> str:
        """The text with those that come up for the first time spelt out after them, unless the author does."""
        if self._pattern is None:
            return text
        done: list[str] = []

        def replaced(found: re.Match[str]) -> str:
            form = unescape(found[1])
            if form in done:
                return found[0]
            done.append(form)
            acronym = self.waiting[form]
            words = self._words(acronym, bool(found[2]))
            before, after = found.string[: found.start()], found.string[found.end() :]
            explained = before.endswith("(") and after.startswith(")")
            if explained or after.lstrip(" \u00a0").startswith("(") or words.casefold() in paragraph():
                return found[0]
            cell = acronym.expansion[self.edition.language].cell
            inside = before.count("(") > before.count(")")
            left, right = "[]" if inside else "()"
            told = Markup('<span data-cell="{}">{}</span>').format(cell, words)
            return f"{found[0]} {left}{told}{right}"

        made = _replaced(self._pattern, replaced, text, around)
        if done:
            for form in done:
                del self.waiting[form]
            self._pattern = self._compiled()
        return made

    def _words(self, acronym: Acronym, plural: bool) -> str:
        """What it stands for, as running text writes it: small, unless other capitals show that it is a name."""
        words = _ASIDE.sub("", self.edition.bare(acronym.expansion))
        if not any(letter.isupper() for letter in words[1:]):
            words = words[:1].lower() + words[1:]
        simple = not re.search(r" (of|for|and|to) |[,:;]|[sy]$", words)
        return f"{words}s" if plural and simple else words

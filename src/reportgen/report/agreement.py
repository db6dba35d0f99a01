"""Whether a text and its translation name the same numbers, months, codes, acronyms and names.

Numbers are compared by value, so that 330 713 and 330,713 agree and 330,731 does not. They may stand in words in one
language. An acronym may stand as its counterpart or as what it means, by the acronyms sheet.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from reportgen.report.citations import CITATION
from reportgen.report.model import Acronym
from reportgen.report.pairs import Pair
from reportgen.report.quantities import Number, Quantities, glossary, in_figures

_LINK = re.compile(r"https?://\S+")
_CODE = re.compile(r"(?<![^\W\d_])[A-Z]{1,4}\d+(?:\.\d+)?\b")
_ACRONYM = re.compile(r"\b(?=\w*[A-ZÀ-Þ]\w*[A-ZÀ-Þ])[A-ZÀ-Þ][A-Za-zÀ-ÿ]+\b")
_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"[^\W_]+|%")
_NOTABLE = re.compile(r"[\dA-ZÀ-Þ][^\W_]*")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[A-ZÀ-Þ](?<!^.)(?<!\w.)(?<![\n«“\"(’'].)(?<![.!?:;•«“\"(\n-] .)[a-zà-ÿ]{2,}\b")
"""The capital first, which is quickly sought; then what may not stand before it."""

_PHRASES = frozenset({"RAS"})  # rien à signaler: a phrase, which other languages say in words


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in one language only, as it was typed."""

    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a report calls things: acronyms with all that may stand for them, and names that no language translates."""

    meanings: Mapping[str, frozenset[str]]
    names: frozenset[str]
    figures: frozenset[str] = frozenset()  # codes that may be cited as [F4]; others are told as unknown
    _met: dict[str, _Words] = field(default_factory=dict, init=False, repr=False, compare=False)

    def glance(self, text: str, language: str) -> set[str]:
        """All that may differ, quickly: most texts agree at a glance, and a workbook has tens of thousands."""
        if language not in self._met:
            self._met[language] = _Words(glossary(language), self.names)
        return set().union(*map(self._met[language].__getitem__, text.split()))


class _Words(dict[str, tuple[str, ...]]):
    """What each word of a language may differ by, nothing for most; every word is looked at once."""

    def __init__(self, known: Mapping[str, str], names: Container[str]) -> None:
        super().__init__()
        self._known = known
        self._names = names

    def __missing__(self, word: str) -> tuple[str, ...]:
        self[word] = tuple(filter(None, map(self._told, _TOKEN.findall(word))))
        return self[word]

    def _told(self, token: str) -> str:
        if token in self._known:
            return self._known[token]
        found = _NOTABLE.search(token)
        if not found or found[0] in self._known:
            return ""
        notable = found[0]
        simple = notable.isalpha() and (len(notable) == 1 or notable[1:].islower())  # a capital starts a sentence
        return "" if simple and notable not in self._names else notable.removesuffix("s")


def terms_of(acronyms: Iterable[Acronym], pairs: Iterable[Pair], figures: Iterable[str] = ()) -> Terms:
    """The acronyms of the sheet, and the words that stand with a capital in both languages as a rule."""
    meanings: dict[str, set[str]] = {}
    for acronym in acronyms:
        forms = {form for text in acronym.form.texts.values() for form in _acronyms(text.value)}
        others = {folded(text.value) for text in acronym.expansion.texts.values() if text}
        for form in forms:
            meanings.setdefault(form, set()).update({folded(each) for each in forms}, others)
    together: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    for pair in pairs:
        texts = [_names(text.value) for text in pair.texts.texts.values() if text.value]
        if len(texts) == 2 and any(texts):
            together.update(texts[0] & texts[1])
            apart.update(texts[0] ^ texts[1])
    names = {name for name, count in together.items() if count >= 2 and apart[name] * 4 <= count}
    return Terms({form: frozenset(others) for form, others in meanings.items()}, frozenset(names), frozenset(figures))


def difference(pair: Pair, first: str, second: str, terms: Terms) -> Difference | None:
    """What of a pair stands in one of two languages only; None where they agree."""
    one, other = pair[first].value, pair[second].value
    if not one or not other or one == other:
        return None
    told = terms.glance(one, first)
    if told == terms.glance(other, second) and (not told or _DIGITS.findall(one) == _DIGITS.findall(other)):
        return None
    facts, others = _Facts(one, first, terms.figures), _Facts(other, second, terms.figures)
    acronyms = _acronyms_lacking(facts, others, terms), _acronyms_lacking(others, facts, terms)
    if len(acronyms[0]) == len(acronyms[1]) and not terms.meanings.keys() & {*acronyms[0], *acronyms[1]}:
        acronyms = ((), ())  # unknown to the sheet of acronyms, one for one: counterparts such as ONG and NGO
    found = Difference((*_lacking(facts, others, terms), *acronyms[0]), (*_lacking(others, facts, terms), *acronyms[1]))
    return found if found.first or found.second else None


@lru_cache(4096)
def _names(text: str) -> frozenset[str]:
    """Words with a capital that do not start a sentence; most texts have none, which is quickly seen."""
    return frozenset() if text[1:].islower() else frozenset(_NAME.findall(text))


def _lacking(here: _Facts, there: _Facts, terms: Terms) -> tuple[str, ...]:
    """The numbers, months, codes and names of a text that have no counterpart in another."""
    lacking = [each.typed for each in here.said.figures if not there.says(each, here.said)]
    lacking += [typed for number, typed in here.said.words.items() if not there.says(Number.of(number), here.said)]
    lacking += [typed for month, typed in here.said.months.items() if not there.said.has_month(month)]
    lacking += [code for code in here.codes if not there.has_code(code)]
    meant = (meaning for acronym in there.acronyms for meaning in terms.meanings.get(acronym, ()))
    said = " | ".join((there.folded, *sorted(meant)))
    lacking += [name for name in here.names if name in terms.names and folded(name) not in said]
    return tuple(dict.fromkeys(lacking))


def _acronyms_lacking(here: _Facts, there: _Facts, terms: Terms) -> tuple[str, ...]:
    return tuple(
        acronym
        for acronym in here.acronyms
        if not any(
            f" {meaning}{plural} " in f" {there.folded} "
            for meaning in {folded(acronym), *terms.meanings.get(acronym, ())}
            for plural in ("", "s")
        )
    )


class _Facts:
    """What a text names, by a form that does not depend on its language, with what was typed."""

    def __init__(self, text: str, language: str, figures: frozenset[str]) -> None:
        text = CITATION.sub(lambda cited: cited[1].upper() if cited[1].upper() in figures else "", _LINK.sub("", text))
        text = in_figures(text, language)
        self.folded = folded(text)
        self.names = tuple(dict.fromkeys(_NAME.findall(text)))
        self.codes = tuple(dict.fromkeys(_CODE.findall(text)))
        self._known = frozenset(self.codes)
        self._quarters = frozenset(code[1:] for code in self.codes if code[0] in "TQ")
        self.acronyms = _acronyms(_CODE.sub(" ", text))
        self.said = Quantities(_CODE.sub(" ", text), language)

    def says(self, number: Number, other: Quantities) -> bool:
        """Whether a number of the ``other`` text stands here, perhaps as a quarter."""
        return self.said.says(number, other) or self.has_code(f"T{number.value:f}")

    def has_code(self, code: str) -> bool:
        """Whether a code stands here; T3, Q3 and the third quarter are one."""
        if code in self._known or code[0] not in "TQ":
            return code in self._known
        return self.said.says_loosely(code[1:]) or code[1:] in self._quarters


def folded(text: str) -> str:
    """Without accents and capitals; every sign between words is one space."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(_WORD.findall(plain.casefold()))


def _acronyms(text: str) -> tuple[str, ...]:
    """Its acronyms, in the singular; none in a text that is all in capitals."""
    if text.isupper() and text.count(" ") > 2:
        return ()
    found = (acronym.removesuffix("s") for acronym in _ACRONYM.findall(text) if acronym not in _PHRASES)
    return tuple(dict.fromkeys(found))

"""What is left to translate: texts that are missing, older than their source, copied, or that name other things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from shlex import quote
from typing import Any

from reportgen.problems import ProblemsFound
from reportgen.report.agreement import Difference, Terms, difference, terms_of
from reportgen.report.model import Report, Text
from reportgen.report.pairs import Pair, is_copy, pairs_of
from reportgen.report.remembered import Remembered, is_reviewed, remembered_all, reviewed_prints, stale_texts
from reportgen.report.tongue import is_in_another
from reportgen.workbook.findings import Findings
from reportgen.workbook.memory import memory_file, memory_path, read_memory
from reportgen.workbook.texts import folded

_QUOTING = ("errata", "acronyms", "settings")
"""Sheets whose texts may well differ: misprints of one language, forms and names."""
_SIGNS_OF_PLACES = re.compile(r"[$']")


class Reason(StrEnum):
    """Why a text is open, the most pressing first."""

    MISSING = "missing"
    STALE = "stale"
    COPY = "copy"
    TONGUE = "tongue"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text to translate or to look at again, and the text it is translated from."""

    reason: Reason
    pair: Pair
    text: Text
    source: Text
    difference: Difference | None = None


def open_texts(report: Report, remembered: Sequence[Remembered]) -> tuple[OpenText, ...]:
    """Every open text once, for its most pressing reason, in the order of the workbook."""
    pairs = pairs_of(report)
    stale = {(each.old.cell, each.old.language): each for each in stale_texts(pairs, remembered)}
    reviewed = reviewed_prints(remembered)
    terms = terms_of(report.acronyms, pairs, (figure.code for figure in report.figures))
    main = report.settings.languages[0]
    found: list[OpenText] = []
    at_rest: set[tuple[str, ...]] = set()  # from quarter to quarter much is said in the same words
    for pair in pairs:
        values = tuple([text.value for text in pair.texts.texts.values()])
        if values in at_rest:
            continue
        known = len(found)
        filled = [text for text in pair.texts.texts.values() if text.value]
        if len(filled) < len(pair.texts.texts):
            found += [OpenText(Reason.MISSING, pair, text, filled[0]) for text in pair.empty]
        if is_reviewed(pair, reviewed):
            continue
        older = [stale[key] for text in filled if stale and (key := (text.cell, text.language)) in stale]
        if is_copy(pair):
            found += _copied(pair, filled, main, [each.old for each in older])
            continue
        found += [OpenText(Reason.STALE, pair, each.old, each.source) for each in older]
        if not older and pair.sheet not in _QUOTING:
            found += [*_in_another_language(pair, filled)] or _differing(pair, filled, main, terms)
            if len(found) == known and not stale:
                at_rest.add(values)
    return tuple(found)


def _copied(pair: Pair, filled: Sequence[Text], main: str, unchanged: Sequence[Text]) -> Iterator[OpenText]:
    """The texts that became the same as one that is as it was; else those that are the same as the main language's."""
    source = unchanged[0] if unchanged else pair[main]
    copies = [text for text in filled if text not in unchanged and text != source] if source else []
    yield from (OpenText(Reason.COPY, pair, text, source) for text in copies)


def _in_another_language(pair: Pair, filled: Sequence[Text]) -> Iterator[OpenText]:
    for text in filled:
        if pair.column != "source" and is_in_another(text.value, text.language):  # official titles stand there
            other = next((each for each in filled if each != text), text)
            yield OpenText(Reason.TONGUE, pair, text, other)


def _differing(pair: Pair, filled: Sequence[Text], main: str, terms: Terms) -> Iterator[OpenText]:
    for text in filled:
        if text.language != main and pair[main] and (differs := difference(pair, main, text.language, terms)):
            yield OpenText(Reason.DIFFERS, pair, text, pair[main], differs)


def check_translations(report: Report, findings: Findings, folder: Path) -> None:
    """Tell every text that is stale, copied or that differs; a missing one is told where its row is read."""
    try:
        remembered = read_memory(memory_path(folder, report.settings.file_stem))
    except ProblemsFound as damaged:
        findings.problems += damaged.problems
        remembered = ()
    workbook = quote(str(folder / findings.file))
    for found in open_texts(report, remembered):
        target = str(found.text.cell).replace("'", "’")  # stands in quotes, in a command to be copied
        given: dict[str, Any] = {"source": found.source.cell.ref, "target": target, "workbook": workbook}
        if found.reason is Reason.STALE:
            findings.add("translation-stale", found.text.cell, **given)
        elif found.reason is Reason.COPY:
            findings.add("translation-copy", found.text.cell, **given)
        elif found.reason is Reason.TONGUE:
            findings.add("translation-tongue", found.text.cell, **given)
        elif found.difference is not None:
            there, here = (", ".join(terms) for terms in (found.difference.first, found.difference.second))
            code = "translation-differs" if there and here else "translation-lacks" if there else "translation-adds"
            given |= {"here": here} if here else {}
            given |= {"there": there} if there else {}
            findings.add(code, found.text.cell, **given)


def memory_after_final(report: Report, folder: Path) -> tuple[Path, bytes] | None:
    """The file of remembered translations after a final report; None where it says so already.

    Raises ProblemsFound when the file there cannot be read.
    """
    path = memory_path(folder, report.settings.file_stem)
    before = read_memory(path)
    after = remembered_all(pairs_of(report), before)
    return None if before == after else (path, memory_file(after))


def pairs_at(report: Report, places: Sequence[str]) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    """The pairs at ``Suivi!F7`` or in the row ``Suivi!7``, or ``all`` of them; and the places that name none."""
    pairs = pairs_of(report)
    by_place: dict[str, list[Pair]] = {}
    for pair in pairs:
        for place in _places(pair):
            by_place.setdefault(place, []).append(pair)
    wanted = [_folded(place) for place in places]
    named = {id(pair) for place in wanted for pair in (pairs if place == "all" else by_place.get(place, ()))}
    unknown = [typed for typed, place in zip(places, wanted, strict=True) if place != "all" and place not in by_place]
    return tuple(pair for pair in pairs if id(pair) in named), tuple(unknown)


def _places(pair: Pair) -> Iterator[str]:
    for text in pair.texts.texts.values():
        yield _folded(str(text.cell))
    yield _folded(f"{text.cell.sheet}!{text.cell.ref.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}")


def _folded(place: str) -> str:
    """A place as it is compared: Excel puts some titles in quotes; people copy the full stop of a sentence too."""
    return _SIGNS_OF_PLACES.sub("", folded(place)).rstrip(".")

"""What a translator sent back, matched with the texts of the workbook as they are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem
from reportgen.report.model import Report
from reportgen.report.pairs import Pair, fingerprint, pairs_of
from reportgen.workbook.schema import load_schema
from reportgen.workbook.texts import cleaned
from reportgen.workbook.translations import Reason

WHY = {  # in the languages of every translator
    Reason.MISSING: "Manquante / Missing",
    Reason.STALE: "Plus ancienne que sa source / Older than its source",
    Reason.COPY: "Non traduite / Not translated",
    Reason.TONGUE: "Dans une autre langue / In another language",
    Reason.DIFFERS: "Chiffres ou noms différents / Other numbers or names",
}
_Sources = dict[tuple[str, str, str], list[Pair]]  # by sheet, language to translate into, and source
_LONGEST = 32_767  # characters in a cell, by Excel's specifications and limits


@dataclass(frozen=True, slots=True)
class Given:
    """A translation in a translator's file, at its ``place`` there.

    ``cell`` (``Suivi!F7``) and ``row`` are where it belongs, ``to`` is its language, ``source`` what it was made from.
    ``before`` is the text as it was handed out, None where the file does not say.
    ``right``: it is right as it is, even if the workbook says the same. ``unfinished``: more work is to be done on it.
    ``reviewed``: a person said of the text as it is here that it is right.
    """

    place: Place
    cell: str
    row: str
    source: str
    to: str
    text: str
    right: bool = False
    unfinished: bool = False
    reviewed: bool = False
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: ``texts`` by sheet and cell, the pairs they belong to, and what could not be taken.

    ``reviewed`` are those of the pairs that are right as they are, whatever else is found in them.
    """

    texts: dict[str, dict[str, str]]
    pairs: tuple[Pair, ...]
    reviewed: tuple[Pair, ...]
    problems: tuple[Problem, ...]


def matched(report: Report, given: Iterable[Given]) -> Returned:
    """What can be taken: finished texts that are still translated from the same source, each cell once.

    A row that moved in the workbook is found by its source.
    """
    sources = _by_source(report)
    texts: dict[str, dict[str, str]] = {}
    answered: dict[str, str] = {}
    taken: list[tuple[Pair, bool]] = []  # and whether it is right as it is
    problems: list[Problem] = []
    for each in given:
        pair = _found(sources, each)
        if pair is None:
            problems.append(problem("exchange-outdated", each.place))
            continue
        text = pair[each.to]
        untouched = each.before is not None and cleaned(each.text)[0] == cleaned(each.before)[0]
        changed = each.text != text.value and not untouched
        if not (changed or each.right):
            continue
        if each.before is not None and each.text != text.value != cleaned(each.before)[0]:
            problems.append(problem("exchange-edited", each.place, cell=text.cell))
            continue
        if each.unfinished:
            problems.append(problem("exchange-unfinished", each.place))
        elif (length := len(each.text.encode("utf-16-le")) // 2) > _LONGEST:
            problems.append(problem("exchange-too-long", each.place, length=length, limit=_LONGEST))
        elif str(text.cell) in answered:
            if answered[str(text.cell)] != each.text:
                problems.append(problem("exchange-twice", each.place))
        else:
            answered[str(text.cell)] = each.text
            taken.append((pair, each.reviewed))
            if changed:
                texts.setdefault(text.cell.sheet, {})[text.cell.ref] = each.text
    pairs, reviewed = (tuple(pair for pair, right in taken if right or every) for every in (True, False))
    return Returned(texts, pairs, reviewed, tuple(problems))


def column_words(pair: Pair) -> str:
    """The heading of a pair's column, or its setting, in the languages of every translator."""
    schema = load_schema()
    declared = schema.settings if pair.sheet == "settings" else schema.sheet(pair.sheet).columns
    return " / ".join(next(each.words for each in declared if each.key == pair.column).values())


def _by_source(report: Report) -> _Sources:
    sources: _Sources = defaultdict(list)
    for pair in pairs_of(report):
        for to, text in pair.texts.texts.items():
            others = {fingerprint(other.value) for other in pair.texts.texts.values() if other and other != text}
            for source in others:
                sources[text.cell.sheet, to, source].append(pair)
    return sources


def _found(sources: _Sources, given: Given) -> Pair | None:
    """The pair at the cell if it still has the source; else the only one of the sheet and row name that has it."""
    source = fingerprint(cleaned(given.source)[0])
    pairs = sources.get((given.cell.rpartition("!")[0], given.to, source), [])
    here = [pair for pair in pairs if str(pair[given.to].cell) == given.cell]
    found = here or [pair for pair in pairs if pair.row == given.row]
    return found[0] if len(found) == 1 else None

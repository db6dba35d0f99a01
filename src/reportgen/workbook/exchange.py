"""What a translator sent back, matched with the texts of the workbook as they are now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    Reason.DIFFERS: "Chiffres ou noms différents / Other numbers or names",
}
_LONGEST = 32_767  # characters in a cell, by Excel's specifications and limits


@dataclass(frozen=True, slots=True)
class Given:
    """A translation in a translator's file, at its ``place`` there.

    ``cell`` (``Suivi!F7``) and ``row`` are where it belongs, ``to`` is its language, ``source`` what it was made from.
    ``right``: it is right as it is, even if the workbook says the same. ``unfinished``: more work is to be done on it.
    """

    place: Place
    cell: str
    row: str
    source: str
    to: str
    text: str
    right: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: ``texts`` by sheet and cell, the pairs they belong to, and what could not be taken."""

    texts: dict[str, dict[str, str]]
    pairs: tuple[Pair, ...]
    problems: tuple[Problem, ...]


def matched(report: Report, given: Iterable[Given]) -> Returned:
    """What can be taken: finished texts that are still translated from the same source, each cell once.

    A row that moved in the workbook is found by its source.
    """
    pairs = pairs_of(report)
    at = {str(text.cell): pair for pair in pairs for text in pair.texts.texts.values()}
    texts: dict[str, dict[str, str]] = {}
    answered: dict[str, str] = {}
    taken: list[Pair] = []
    problems: list[Problem] = []
    for each in given:
        pair = at.get(each.cell)
        if pair is None or not _belongs(each, pair) or str(pair[each.to].cell) != each.cell:
            pair = _moved(pairs, each)
        if pair is None:
            problems.append(problem("exchange-outdated", each.place))
            continue
        text = pair[each.to]
        changed = each.text != text.value
        if not (changed or each.right):
            continue
        if each.unfinished:
            problems.append(problem("exchange-unfinished", each.place))
        elif (length := len(each.text.encode("utf-16-le")) // 2) > _LONGEST:
            problems.append(problem("exchange-too-long", each.place, length=length, limit=_LONGEST))
        elif answered.setdefault(str(text.cell), each.text) != each.text:
            problems.append(problem("exchange-twice", each.place))
        else:
            taken.append(pair)
            if changed:
                texts.setdefault(text.cell.sheet, {})[text.cell.ref] = each.text
    return Returned(texts, tuple(taken), tuple(problems))


def column_words(pair: Pair) -> str:
    """The heading of a pair's column, or its setting, in the languages of every translator."""
    schema = load_schema()
    declared = schema.settings if pair.sheet == "settings" else schema.sheet(pair.sheet).columns
    return " / ".join(next(each.words for each in declared if each.key == pair.column).values())


def _belongs(given: Given, pair: Pair) -> bool:
    """Whether a pair has a text in the language, and another one that is the source."""
    source = fingerprint(cleaned(given.source)[0])
    others = [text.value for text in pair.texts.texts.values() if text.language != given.to]
    return len(others) < len(pair.texts.texts) and any(text and fingerprint(text) == source for text in others)


def _moved(pairs: Sequence[Pair], given: Given) -> Pair | None:
    """The only pair of the same sheet, row name and source, if there is one."""
    sheet = given.cell.rpartition("!")[0]
    found = [
        pair for pair in pairs if pair.row == given.row and _belongs(given, pair) and pair[given.to].cell.sheet == sheet
    ]
    return found[0] if len(found) == 1 else None

"""Which text a translation was made from: pairs remembered by fingerprint, compared with what a report says now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.report.model import Cell, Text
from reportgen.report.pairs import Pair, fingerprint


@dataclass(frozen=True, slots=True, order=True)
class Remembered:
    """A pair as it was when its texts were known to say the same. ``prints`` by language.

    ``reviewed``: a person said so; otherwise a final report was made from it.
    """

    sheet: str
    row: str
    column: str
    prints: tuple[tuple[str, str], ...]
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Stale:
    """A text that stayed as it was while the text it translates changed."""

    pair: Pair
    old: Text
    source: Text


def remember(pair: Pair, *, reviewed: bool = False) -> Remembered:
    """A pair as it is now."""
    return Remembered(pair.sheet, pair.row, pair.column, _prints(pair), reviewed)


def remembered_all(pairs: Iterable[Pair], before: Sequence[Remembered]) -> tuple[Remembered, ...]:
    """Every complete pair as it is now; what a person reviewed stays reviewed as long as it is the same."""
    reviewed = {(entry.sheet, entry.column, entry.prints) for entry in before if entry.reviewed}
    return tuple(
        sorted(
            {
                remember(pair, reviewed=(pair.sheet, pair.column, _prints(pair)) in reviewed)
                for pair in pairs
                if not pair.empty
            }
        )
    )


def remembered_with(
    translated: Sequence[Pair], reviewed: Sequence[Pair], all_pairs: Sequence[Pair], before: Sequence[Remembered]
) -> tuple[Remembered, ...]:
    """What was remembered before, the pairs just translated, or reviewed by a person, in the place of what they were.

    Of a translated pair it is known what it was made from; only a reviewed one is right whatever is found in it.
    """
    right = {_cells(pair) for pair in reviewed}
    given = right | {_cells(pair) for pair in translated}
    gone = {entry for pair, entry in _changed(all_pairs, before) if _cells(pair) in given}
    fresh = {
        remember(pair, reviewed=_cells(pair) in right) for pair in all_pairs if _cells(pair) in given and not pair.empty
    }
    known = {(entry.sheet, entry.row, entry.column, entry.prints) for entry in fresh}
    kept = {e for e in before if e not in gone and (e.sheet, e.row, e.column, e.prints) not in known}
    return tuple(sorted(kept | fresh))


def stale_texts(pairs: Sequence[Pair], before: Sequence[Remembered]) -> Iterator[Stale]:
    """The texts that are older than the text they translate, in every direction.

    A pair in which every language changed was written anew. Rows are followed by their name; rows without one
    by the text that stayed the same.
    """
    for pair, entry in _changed(pairs, before):
        then = dict(entry.prints)
        texts = [text for text in pair.texts.texts.values() if text and text.language in then]
        changed = [text for text in texts if fingerprint(text.value) != then[text.language]]
        if changed:
            for text in texts:
                if text not in changed:
                    yield Stale(pair, text, changed[0])


def is_reviewed(pair: Pair, before: Mapping[tuple[str, str, tuple[tuple[str, str], ...]], bool]) -> bool:
    """Whether a person said that a pair as it is now is right."""
    return bool(before) and before.get((pair.sheet, pair.column, _prints(pair)), False)


def reviewed_prints(before: Iterable[Remembered]) -> dict[tuple[str, str, tuple[tuple[str, str], ...]], bool]:
    """What :func:`is_reviewed` looks into."""
    return {(entry.sheet, entry.column, entry.prints): True for entry in before if entry.reviewed}


def _cells(pair: Pair) -> tuple[Cell, ...]:
    return tuple(text.cell for text in pair.texts.texts.values())


def _prints(pair: Pair) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((language, fingerprint(text.value)) for language, text in pair.texts.texts.items() if text))


def _changed(pairs: Sequence[Pair], before: Sequence[Remembered]) -> Iterator[tuple[Pair, Remembered]]:
    """Each complete pair that is not as remembered, with what it was."""
    by_row: dict[tuple[str, str, str], list[Remembered]] = defaultdict(list)
    for entry in before:
        by_row[entry.sheet, entry.row, entry.column].append(entry)
    now = [(pair, _prints(pair)) for pair in pairs if not pair.empty] if before else []
    nameless = {(pair.sheet, pair.column, prints) for pair, prints in now if not pair.row}
    for pair, prints in now:
        entries = by_row.get((pair.sheet, pair.row, pair.column), [])
        if any(entry.prints == prints for entry in entries):
            continue
        # one entry, unless rows of this sheet have no name: then that of the row that is gone and shares a text
        for entry in entries:
            if pair.row or ((pair.sheet, pair.column, entry.prints) not in nameless and {*entry.prints} & {*prints}):
                yield pair, entry
                break

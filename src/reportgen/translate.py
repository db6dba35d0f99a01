"""What the command ``translations`` does: tell what is open, hand it to a translator, take it back, remember it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.po_exchange import po_files, read_po_exchange
from reportgen.problem_kinds import problem
from reportgen.problems import EngineFailed, Place, Problem, ProblemsFound
from reportgen.report.model import Report
from reportgen.report.pairs import Pair, pairs_of
from reportgen.report.remembered import remembered_with
from reportgen.workbook import limited
from reportgen.workbook.cell_edit import with_texts
from reportgen.workbook.exchange_file import exchange_file, read_exchange
from reportgen.workbook.findings import Findings
from reportgen.workbook.ingest import read_report
from reportgen.workbook.memory import carry, memory_file, memory_path, read_memory
from reportgen.workbook.new_file import ending_of, refuse_ending, refuse_existing
from reportgen.workbook.translations import OpenText, Reason, check_translations, open_texts, pairs_at
from reportgen.writing import alone_in, write_whole

FORMATS = (".xlsx", ".po")


@dataclass(frozen=True, slots=True)
class Imported:
    """The new workbook (None when every text was already there), how many texts it took, and what it could not take."""

    path: Path | None
    taken: int
    problems: tuple[Problem, ...]


def opened(workbook: Path) -> tuple[OpenText, ...]:
    """Every open translation of a workbook."""
    report = read_report(workbook).report
    return open_texts(report, read_memory(_memory(workbook, report)))


def counted(texts: Sequence[OpenText]) -> Mapping[tuple[str, str], Counter[Reason]]:
    """How many texts are open for each reason, by sheet title and language."""
    counts: dict[tuple[str, str], Counter[Reason]] = {}
    for each in texts:
        counts.setdefault((each.text.cell.sheet, each.text.language), Counter())[each.reason] += 1
    return counts


def hand_out(workbook: Path, path: Path) -> dict[Path, int]:
    """Write the open translations to a new file for a translator; gives their number by file.

    ``path`` says the format. A PO file is for one language: of more than one, each gets a file of its own.
    """
    refuse_existing(path)
    texts = opened(workbook)
    if path.suffix.lower() == ".po":
        made = po_files(texts)
        contents = {path if len(made) == 1 else path.with_stem(f"{path.stem}_{each}"): made[each] for each in made}
        languages = Counter(each.text.language for each in texts)
        counts = dict(zip(contents, (languages[each] for each in made), strict=True))
    else:
        contents, counts = ({path: exchange_file(texts)}, {path: len(texts)}) if texts else ({}, {})
    for each in contents:
        refuse_existing(each)
    write_whole(contents)
    return counts


def take_back(workbook: Path, given: Path, output: Path | None) -> Imported:
    """Write a copy of the workbook with a translator's texts in it, and remember them as translated from their source.

    The workbook itself is never written; neither is a file that exists. Raises ProblemsFound, or EngineFailed when the
    copy does not say what was asked.
    """
    report = read_report(workbook).report
    ending = ending_of(workbook)
    output = output or workbook.with_name(f"{workbook.stem}_translated{ending}")
    refuse_ending(output, ending)
    returned = read_po_exchange(given, report) if given.suffix.lower() == ".po" else read_exchange(given, report)
    folder = (output if returned.texts else workbook).parent
    path, skipped = workbook, set[str]()
    problems = returned.problems
    if returned.texts:
        refuse_existing(output)
        content, formulas = limited.in_limits(workbook, with_texts, workbook, returned.texts)
        problems += tuple(problem("exchange-formula", Place(given.name), cell=cell) for cell in formulas)
        skipped |= {*formulas}
        write_whole({output: content})
        carry(workbook.parent, folder, report.settings.file_stem)
        path = output
        report = _checked(output, returned.texts, skipped)
    taken = {cell for pair in returned.pairs if not skipped & _cells(pair) for cell in _cells(pair)}
    right = {cell for pair in returned.reviewed for cell in _cells(pair)}
    translated = [pair for pair in pairs_of(report) if taken & _cells(pair)]
    reviewed = [pair for pair in translated if right & _cells(pair)]
    if translated:
        _remember(path, report, translated, reviewed)
    problems += tuple(
        found for found in _still_open(path, report) if f"{found.place.sheet}!{found.place.cell}" in taken
    )
    return Imported(path if returned.texts else None, len(translated), problems)


def review(workbook: Path, places: Sequence[str]) -> int:
    """Remember the texts at these places as right; gives the number of pairs."""
    report = read_report(workbook).report
    pairs, unknown = pairs_at(report, places)
    if unknown:
        raise ProblemsFound([problem("place-unknown", Place(workbook.name), typed=typed) for typed in unknown])
    complete: list[Pair] = [pair for pair in pairs if not pair.empty]
    if complete:
        _remember(workbook, report, complete, complete)
    return len(complete)


def _remember(workbook: Path, report: Report, translated: Sequence[Pair], reviewed: Sequence[Pair]) -> None:
    place = _memory(workbook, report)
    with alone_in(place.parent):  # another run may add to it just now
        after = remembered_with(translated, reviewed, pairs_of(report), read_memory(place))
        write_whole({place: memory_file(after)})


def _still_open(workbook: Path, report: Report) -> Sequence[Problem]:
    """What is still to be told of the translations of a workbook."""
    findings = Findings(workbook.name)
    check_translations(report, findings, workbook.parent)
    return findings.problems


def _cells(pair: Pair) -> set[str]:
    return {str(text.cell) for text in pair.texts.texts.values()}


def _checked(path: Path, texts: Mapping[str, Mapping[str, str]], skipped: set[str]) -> Report:
    """Read the copy again: every text must stand in its cell. Otherwise the copy is removed."""
    try:
        report = read_report(path).report
        said = {str(text.cell): text.value for pair in pairs_of(report) for text in pair.texts.texts.values()}
    except ProblemsFound:
        path.unlink()
        raise
    for sheet, cells in texts.items():
        for ref, text in cells.items():
            if f"{sheet}!{ref}" not in skipped and said.get(f"{sheet}!{ref}") != text:
                path.unlink()
                raise EngineFailed(f"{sheet}!{ref}")
    return report


def _memory(workbook: Path, report: Report) -> Path:
    return memory_path(workbook.parent, report.settings.file_stem)

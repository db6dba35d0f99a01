"""The open translations as PO files, a file a language, for translators' own programs; and what comes back in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.language.po import Entry, PoFile, po_file, read_po_file
from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound
from reportgen.report.model import Report
from reportgen.report.pairs import fingerprint, pairs_of
from reportgen.workbook.exchange import WHY, Given, Returned, column_words, matched
from reportgen.workbook.texts import cleaned
from reportgen.workbook.translations import OpenText

_CONTEXT = re.compile(
    r"(?P<cell>(?P<sheet>.+)!(?P<ref>[A-Z]{1,3}[0-9]{1,7}))(?: \((?P<row>.*)\))?(?: #(?P<before>[0-9a-f]+))?"
)
_NOTE = (
    (
        "Écrire ou corriger msgstr\u202f; une traduction juste n'est pas «\u00a0fuzzy\u00a0» (à revoir). "
        "Ne rien changer d'autre."
    ),
    "Type or correct msgstr; a translation that is right is not “fuzzy” (needs work). Change nothing else.",
)


def po_files(opened: Sequence[OpenText]) -> dict[str, bytes]:
    """The content of a file for each language to translate into. The same texts give the same bytes."""
    languages = sorted({each.text.language for each in opened})
    return {
        language: po_file(language, _NOTE, [_entry(each) for each in opened if each.text.language == language])
        for language in languages
    }


def _entry(each: OpenText) -> Entry:
    """A text that is there already is fuzzy: somebody is to look at it. The context says which text that was."""
    row = f" ({each.pair.row})" if each.pair.row else ""
    row += f" #{fingerprint(each.text.value)}" if each.text.value else ""
    comments = (f"{each.text.cell.sheet}: {column_words(each.pair)}", f"{WHY[each.reason]} ({each.source.language})")
    return Entry(f"{each.text.cell}{row}", each.source.value, each.text.value, bool(each.text.value), comments)


def read_po_exchange(path: Path, report: Report) -> Returned:
    """What a translator sent back. Raises ProblemsFound when the file is not one of ours, or no sound PO file."""
    try:
        found = read_po_file(path.name, path.read_bytes())
    except FileNotFoundError:
        raise ProblemsFound([problem("file-missing", Place(path.name))]) from None
    except OSError:
        raise ProblemsFound([problem("file-unreadable", Place(path.name))]) from None
    _check_language(path.name, found, report)
    returned = matched(report, _given(path.name, found))
    return replace(returned, problems=(*found.problems, *returned.problems))


def _given(name: str, found: PoFile) -> Iterator[Given]:
    for entry in found.entries:
        if text := cleaned(entry.text)[0]:
            context = _CONTEXT.fullmatch(entry.context)
            groups = ("cell", "sheet", "ref", "row", "before")
            cell, sheet, ref, row, before = context.group(*groups) if context else ("",) * len(groups)
            place = Place(name, sheet, ref, entry.line)
            same = not entry.fuzzy and before == fingerprint(text)
            given = (place, cell, row or "", entry.source, found.language, text)
            yield Given(*given, right=not entry.fuzzy, unfinished=entry.fuzzy, reviewed=same)


def _check_language(name: str, found: PoFile, report: Report) -> None:
    """Raise ProblemsFound unless the file is for the language of the cells that it names."""
    contexts = [context for entry in found.entries if (context := _CONTEXT.fullmatch(entry.context))]
    if not contexts:
        raise ProblemsFound([problem("exchange-headings", Place(name))])
    languages = {str(text.cell): text.language for pair in pairs_of(report) for text in pair.texts.texts.values()}
    wanted = {languages[context["cell"]] for context in contexts if context["cell"] in languages}
    wanted = wanted or {*report.settings.languages}
    if found.language not in wanted:
        place = Place(name, line=found.line)
        given = {"language": found.language or "–", "wanted": ", ".join(sorted(wanted))}
        raise ProblemsFound([problem("exchange-language", place, **given)])

"""Texts to translate as a PO file, which translators' programs read; and what comes back in one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, write_po

from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem, ProblemsFound

_MAX_SIZE = 5  # megabytes
_MAX_TOLD = 20
_LINE = re.compile(
    r'(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)[ \t]*)?(?P<text>"[^"\\]*(?:\\.[^"\\]*)*")'
)
_LETTERS = {"msgctxt": "c", "msgid": "i", "msgid_plural": "p", "msgstr": "s"}  # and n for msgstr[0]
_ENTRIES = re.compile("(?:c?i(?:s|pn+))*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A text with its translation. ``fuzzy``: somebody is to look at it. ``line``: of its source, where it was read."""

    context: str
    source: str
    text: str
    fuzzy: bool = False
    comments: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class PoFile:
    """What stands in a file, entries that are no longer in use left out.

    ``language`` is what the header in that ``line`` says, "" without one.
    """

    language: str
    line: int
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def header(note: Sequence[str], language: str, **more: str) -> bytes:
    """The beginning of a file, without dates, persons or programs: the same entries give the same bytes."""
    fields = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    lines = (
        *(f"# {line}" for line in note),
        'msgid ""',
        'msgstr ""',
        *(f'"{name}: {value}\\n"' for name, value in fields.items()),
    )
    return ("\n".join(lines) + "\n\n").encode()


def po_file(language: str, note: Sequence[str], entries: Sequence[Entry]) -> bytes:
    """The content of a file for a translator into ``language``; every context stands in it once."""
    catalog = Catalog()
    for entry in entries:
        given: dict[str, Any] = {"auto_comments": entry.comments, "context": entry.context}
        message = catalog.add(entry.source, entry.text, **given)
        message.flags = {"fuzzy"} if entry.fuzzy else set()  # "50 % de" is no format of Python
    written = io.BytesIO()
    write_po(written, catalog, omit_header=True)
    return header(note, language) + written.getvalue().strip() + b"\n"


def read_po_file(name: str, data: bytes) -> PoFile:
    """What stands in a file called ``name``. Raises ProblemsFound, with the lines, when it is no sound PO file."""
    if len(data) > _MAX_SIZE * 2**20:
        raise ProblemsFound([problem("po-too-large", Place(name), limit=_MAX_SIZE)])
    catalog = _Entries()
    try:
        PoFileParser(catalog, ignore_obsolete=True, abort_invalid=True).parse(_sound_lines(name, _decoded(name, data)))
    except PoFileError as error:
        raise ProblemsFound([problem("po-broken", Place(name, line=error.lineno + 1))]) from error
    language, head, entries, problems = "", 1, [], []
    for message in catalog.found:
        line = message.lineno or 0
        if not isinstance(message.id, str):
            problems.append(problem("po-plural", Place(name, line=line)))
        elif message.id:
            found = (message.context or "", message.id, str(message.string), message.fuzzy)
            entries.append(Entry(*found, line=line))
        elif not message.context:
            language, head = _language(str(message.string)), line
    return PoFile(language, head, tuple(entries), tuple(problems))


class _Entries(Catalog):
    """Every message as it stands in the file. (A catalog merges those that stand in it twice, and obeys any header.)"""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Message] = []

    @property
    def num_plurals(self) -> int:
        return 10

    def __setitem__(self, _: object, message: Message) -> None:
        self.found.append(message)


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ProblemsFound([problem("po-encoding", Place(name, line=line))]) from error


def _sound_lines(name: str, content: str) -> list[str]:
    """The lines for babel's parser, which takes quotes and the order of words on trust; without comments."""
    lines: list[str] = []
    words: list[tuple[str, int]] = []
    broken: list[int] = []
    for number, typed in enumerate(io.StringIO(content, newline=None), 1):
        line = typed.strip(" \t\n")
        if not line or (line[0] == "#" and (line[:2] not in ("#,", "#~") or line[:3] == "#~|")):
            lines.append("")
            continue
        if line[:2] == "#,":
            lines.append(line)
            continue
        obsolete = "#~ " if line[0] == "#" else ""
        found = _LINE.fullmatch(line.removeprefix("#~").lstrip(" \t"))
        if not found:
            broken.append(number)
            continue
        lines.append(obsolete + " ".join(filter(None, found.group("word", "text"))))
        if word := found["word"]:
            words.append((_LETTERS.get(word, "n"), number))
    if not broken:
        end = _matching(letter for letter, _ in words)
        broken = [number for _, number in words[end : end + 1]]
    if broken:
        raise ProblemsFound([problem("po-broken", Place(name, line=number)) for number in broken[:_MAX_TOLD]])
    return lines


def _matching(letters: Iterable[str]) -> int:
    """How many words stand in the order of entries."""
    found = _ENTRIES.match("".join(letters))
    return found.end() if found else 0


def _language(fields: str) -> str:
    """``fr`` from the header's line ``Language: fr_FR``."""
    found = re.search(r"^Language:[ \t]*([A-Za-z]+)", fields, re.MULTILINE)
    return found[1].lower() if found else ""

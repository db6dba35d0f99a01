"""Every table of words has every language: whoever adds one is told here what it lacks still."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path

from reportgen.workbook.schema import LANGUAGES

ROOT = Path(__file__).parents[1]
ENGLISH = "en"  # the messages themselves


def lacking(languages: Collection[str]) -> list[str]:
    """Each table of words that one of the languages is not in: its file and its line, or its key."""
    return [
        f"{path.relative_to(ROOT)}: {place}"
        for path in sorted((ROOT / "src").rglob("*"))
        for place, known in tables(path)
        if {"fr", "en"} <= known and not set(languages) <= known
    ] + [f"templates/locale/{each}.po" for each in languages if each != ENGLISH and not catalog(each).is_file()]


def tables(path: Path) -> Iterator[tuple[object, set[str]]]:
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Dict):
                yield node.lineno, {each.value for each in node.keys if isinstance(each, ast.Constant)}
    if path.suffix == ".toml":
        yield from tables_in(tomllib.loads(path.read_text("utf-8")), "")


def tables_in(content: object, place: str) -> Iterator[tuple[str, set[str]]]:
    if isinstance(content, dict):
        yield place, {*content}
        if notes := {key.removeprefix("note_") for key in content if key.startswith("note_")}:
            yield f"{place} note", notes
    parts = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, part in parts:
        yield from tables_in(part, f"{place} {key}".strip())


def catalog(language: str) -> Path:
    return ROOT / "templates" / "locale" / f"{language}.po"


def test_no_table_of_words_lacks_a_language():
    assert lacking(LANGUAGES) == []


def test_another_language_is_asked_for_wherever_it_has_words():
    found = lacking((*LANGUAGES, "pt"))
    files = {place.split(":")[0].rpartition("/")[2] for place in found}
    assert {"schema.toml", "read_me.toml", "schema.py", "formats.py", "quotes.py", "pt.po"} <= files
    assert len([place for place in found if "schema.toml" in place]) > 100

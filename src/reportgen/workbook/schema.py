"""The declared shape of the workbook: sheets, columns, choices and settings, read from ``schema.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

LANGUAGES = ("fr", "en")
"""Languages that headings, choices and notes are declared in, and that texts can be written in."""

LANGUAGE_NAMES = {"fr": ("fr", "français", "french"), "en": ("en", "anglais", "english")}
"""What people call them."""

SHEET_READ_ME = {"fr": "Lisez-moi", "en": "Read me"}
SHEET_LISTS = {"fr": "Listes", "en": "Lists"}
SHEET_PROBLEMS = {"fr": "Problèmes", "en": "Problems"}
TO_UPDATE = {"fr": "À mettre à jour", "en": "To be updated"}
"""Stands in the column “Updated on” of a row that `reportgen quarter` prepared, until somebody types the date."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a drop-down list: a stable code and its words by language."""

    code: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column; a translated one stands for one physical column a language."""

    key: str
    kind: str
    words: Mapping[str, str]
    notes: Mapping[str, str]
    width: int
    required: bool = False
    translated: bool = False
    lines: bool = False
    many: bool = False
    unique: bool = False
    prefix: str = ""
    choices: str = ""
    refers: tuple[str, ...] = ()
    limit: int = 0
    internal: bool = False
    counted: bool = False  # without the column, what the report counts would be wrong

    def physical(self) -> Iterator[tuple[str, str | None]]:
        """The physical columns: (field name, language or None); ``finding`` gives ``finding_fr``, ``finding_en``."""
        if not self.translated:
            yield self.key, None
            return
        for language in LANGUAGES:
            yield f"{self.key}_{language}", language

    def heading(self, words_in: str, text_in: str | None) -> str:
        """The heading in a language, such as ``Constat (EN)`` for the English text in a French workbook."""
        word = self.words[words_in]
        return f"{word} ({text_in.upper()})" if text_in else word


@dataclass(frozen=True, slots=True)
class Sheet:
    """One declared sheet: a table with a heading row."""

    key: str
    words: Mapping[str, str]
    purpose: Mapping[str, str]
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the settings sheet."""

    key: str
    kind: str
    words: Mapping[str, str]
    notes: Mapping[str, str]
    required: bool
    translated: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """The whole declaration."""

    sheets: tuple[Sheet, ...]
    settings: tuple[Setting, ...]
    choices: Mapping[str, tuple[Choice, ...]]

    def sheet(self, key: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.key == key)

    def public(self) -> Schema:
        """The declaration without the columns that never leave the team's workbook."""
        kept = ((sheet, tuple(each for each in sheet.columns if not each.internal)) for sheet in self.sheets)
        return replace(self, sheets=tuple(replace(sheet, columns=columns) for sheet, columns in kept))

    def choice_words(self, list_name: str, code: str, language: str) -> str:
        return next(choice.words[language] for choice in self.choices[list_name] if choice.code == code)


@cache
def load_schema() -> Schema:
    """The declaration that ships with the program."""
    declared = tomllib.loads(files(__package__).joinpath("schema.toml").read_text(encoding="utf-8"))
    return Schema(
        sheets=tuple(
            Sheet(
                sheet["key"],
                _by_language(sheet, ""),
                _by_language(sheet, "purpose_"),
                tuple(_column(column) for column in sheet["column"]),
            )
            for sheet in declared["sheet"]
        ),
        settings=tuple(
            Setting(
                setting["key"],
                setting["kind"],
                _by_language(setting, ""),
                _by_language(setting, "note_"),
                setting["required"],
                setting.get("translated", False),
            )
            for setting in declared["setting"]
        ),
        choices={
            name: tuple(Choice(code, words) for code, words in entries.items())
            for name, entries in declared["choices"].items()
        },
    )


def _column(declared: dict[str, object]) -> Column:
    plain = {key: value for key, value in declared.items() if key not in LANGUAGES and not key.startswith("note_")}
    plain["refers"] = tuple(plain.get("refers", ()))  # type: ignore[arg-type]
    return Column(words=_by_language(declared, ""), notes=_by_language(declared, "note_"), **plain)  # type: ignore[arg-type]


def _by_language(declared: Mapping[str, object], prefix: str) -> dict[str, str]:
    return {language: str(declared[prefix + language]) for language in LANGUAGES}

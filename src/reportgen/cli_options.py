"""The options that commands share, and how what is typed for them is read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reportgen.report.period import Quarter
from reportgen.workbook.dates import EARLIEST, LATEST
from reportgen.workbook.schema import LANGUAGES

WORKBOOK = Path("inputs/followup.xlsx")

WorkbookOption = Annotated[Path, typer.Option("--workbook", "-w", help="The team's Excel workbook.")]
QuarterOption = Annotated[
    str, typer.Option("--quarter", "-q", help="The quarter, such as 2025-Q3. Default: the latest.")
]


def language_of(text: str) -> str:
    if text and text.lower() not in LANGUAGES:
        raise typer.BadParameter(f"language {text!r}", param_hint="--lang")
    return text.lower()


LanguageOption = Annotated[
    str,
    typer.Option(
        "--lang", "-l", callback=language_of, help="The language of the messages, fr or en. Default: the system's."
    ),
]
FileLanguageOption = Annotated[
    str,
    typer.Option(
        "--lang",
        "-l",
        callback=language_of,
        help="The language of the new file and of the messages, fr or en. Default: the system's.",
    ),
]
DraftOption = Annotated[
    bool, typer.Option("--draft", help="Make a draft: what is missing shows as a mark in its place.")
]
ReferenceOption = Annotated[
    Path | None,
    typer.Option("--reference", "-r", help="A Word file whose styles, page and letterhead the report is to have."),
]
TemplatesOption = Annotated[
    Path | None,
    typer.Option(
        "--templates", exists=True, file_okay=False, help="A folder with your own versions of some templates."
    ),
]


def quarter_of(text: str, parameter: str = "--quarter") -> Quarter | None:
    if not text and parameter.startswith("-"):
        return None
    try:
        quarter = Quarter.parse(text)
    except ValueError:
        raise typer.BadParameter(f"quarter {text!r}", param_hint=parameter) from None  # in words: console_usage
    if not EARLIEST <= quarter.first_day < LATEST:  # a workbook could not say it either
        within = f"within {EARLIEST.year} and {LATEST.year}"
        raise typer.BadParameter(f"quarter {text!r} not {within}", param_hint=parameter)
    return quarter


def places(given: list[str]) -> list[str]:
    return [place.strip() for value in given for place in value.split(",") if place.strip()]


def listed(given: list[str] | None) -> tuple[str, ...]:
    """Each value once, whether the option is repeated or its values are separated by commas."""
    parts = (part.strip().lower() for value in given or () for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))

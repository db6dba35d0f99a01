"""What the parent process asks of a worker, and what it gets back. Light to import on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.problems import Problem
from reportgen.report.model import Report
from reportgen.report.period import Quarter


@dataclass(frozen=True, slots=True)
class Job:
    """What one process is to make: a shared report at a quarter, in one language."""

    report: Report
    quarter: Quarter
    language: str
    formats: tuple[str, ...]
    draft: bool
    template_folders: tuple[Path, ...]
    workbook_folder: Path
    unprintable: dict[int, str]  # what is printed in place of characters that no font has
    languages: tuple[str, ...] = ()  # all that this run makes: a web page leads to the others
    problems: tuple[Problem, ...] = ()  # told in a draft's comments: those that quote nothing internal
    reference: tuple[str, bytes] | None = None  # the team's own Word file, by name, where it is to look like that


@dataclass(frozen=True, slots=True)
class Made:
    """The files of one edition by format, the pages of its layout (a web page alone has none), and their seconds."""

    files: dict[str, bytes]
    pages: int
    seconds: dict[str, float]
    problems: tuple[Problem, ...] = ()
    failure: str = ""


def file_name(report: Report, quarter: Quarter, language: str, kind: str) -> str:
    """``mali-health-cluster-followup_2025-Q3_fr.pdf``."""
    return f"{report.settings.file_stem}_{quarter}_{language}.{kind}"

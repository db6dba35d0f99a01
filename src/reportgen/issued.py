"""The record of an issued quarter: ``<file_stem>.issued/<quarter>.json`` beside the workbook.

It holds what the quarter said when it was first issued (nothing internal); and for each time it was made, the
fingerprints of the workbook and of the files, and the versions that made them. Nothing recorded is ever replaced.
An open format: JSON in UTF-8, a file a quarter and a line a statement, so that two copies are easily merged.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from reportgen.language.formats import Formats
from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem, ProblemsFound
from reportgen.report.issued import changes, statements
from reportgen.report.model import Report
from reportgen.report.period import Quarter
from reportgen.workbook.memory import issued_folder
from reportgen.workbook.schema import LANGUAGES, load_schema

_FORMAT = "reportgen issued 1"
_MAX_SIZE = 50 * 2**20
_CHOICES = ("status", "unit", "bound")
_LARGE_OR_PART = re.compile(r"-?(\d{5,}|\d+\.\d+)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
PHOTO = "photo "
"""Begins the name of what was given to a report besides the workbook and its options: the pictures in its folder."""
_ENGINES = ("reportgen", "weasyprint", "python-docx")


@dataclass(frozen=True)
class Issue:
    """What one run made. ``workbook_print`` and ``files`` (by name) are SHA-256 sums.

    So are ``options``, of what was given to it besides the workbook; None in a record that does not know.
    """

    workbook: str
    workbook_print: str
    versions: Mapping[str, str]
    files: Mapping[str, str]
    options: Mapping[str, str] | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """What the run made: each of its web pages leads to the others."""
        return tuple(dict.fromkeys(Path(name).stem.rpartition("_")[2] for name in self.files))


@dataclass(frozen=True)
class Record:
    """What is kept of an issued quarter: what it said first, and every issue of it, the latest last."""

    quarter: str
    said: Mapping[str, str]
    issues: tuple[Issue, ...]
    format: str = field(default=_FORMAT)

    def issue_of(self, name: str, fingerprint: str) -> Issue | None:
        """The issue that made this very file; else the latest one of its name."""
        named = [issue for issue in self.issues if name in issue.files]
        return next((issue for issue in named if issue.files[name] == fingerprint), named[-1] if named else None)


def record_path(folder: Path, stem: str, quarter: Quarter) -> Path:
    """Where the record of a quarter lies, ``folder`` being that of the workbook."""
    return issued_folder(folder, stem) / f"{quarter}.json"


def read_record(path: Path) -> Record | None:
    """The record, None where there is none. Raises ProblemsFound (``record-damaged``)."""
    try:
        if not path.exists():
            return None
        if path.stat().st_size > _MAX_SIZE:
            raise ValueError("too large")
        record = _record(**json.loads(path.read_text("utf-8")))
        if (record.format, record.quarter) != (_FORMAT, path.stem):
            raise ValueError(record.format)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ProblemsFound([problem("record-damaged", Place(f"{path.parent.name}/{path.name}"))]) from error
    return record


def _record(*, said: Any, issues: Any, **more: str) -> Record:
    if not all(" " in name for name in said):
        raise ValueError("a statement without a row")
    return Record(said=_texts(said), issues=tuple(_issue(**each) for each in issues), **more)


def _issue(*, versions: Any, files: Any, options: Any = None, **more: str) -> Issue:
    given = None if options is None else _texts(options)
    return Issue(versions=_texts(versions), files=_texts(files), options=given, **more)


def _texts(given: Any) -> dict[str, str]:
    if not all(isinstance(text, str) for text in given.values()):
        raise TypeError
    return dict(given)


def record_after_issue(report: Report, quarter: Quarter, issue: Issue, folder: Path) -> tuple[Path, bytes] | None:
    """The record after an issue; None where it knows all of these files already. What was said first stays.

    Raises ProblemsFound (``record-damaged``) rather than replace a record that cannot be read.
    """
    path = record_path(folder, report.settings.file_stem, quarter)
    before = read_record(path)
    issues = before.issues if before else ()
    known = {item for each in issues for item in each.files.items()}
    if issue.files.items() <= known:
        return None
    said = before.said if before else {name: text for name, (text, _) in statements(report, quarter).items()}
    record = Record(str(quarter), said, (*issues, issue))
    return path, (json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def changed_since_issue(report: Report, folder: Path) -> list[Problem]:
    """Every statement of an issued quarter that reads otherwise now, at its cell."""
    found: list[Problem] = []
    records: dict[Quarter, Record] = {}
    for plan in report.quarters:
        try:
            record = read_record(record_path(folder, report.settings.file_stem, plan.quarter))
        except ProblemsFound as damaged:
            found += damaged.problems
            continue
        records |= {plan.quarter: record} if record else {}
    for quarter, record in records.items():
        found += changed_since(report, quarter, record, latest=quarter == max(records))
    return found


def changed_since(report: Report, quarter: Quarter, record: Record, *, latest: bool) -> list[Problem]:
    """What one quarter says otherwise than its record; of the event only if it is the ``latest`` one."""
    found: list[Problem] = []
    quoted = partial(worded, report.settings.languages)
    for change in changes(report, quarter, record.said, quoted, latest=latest):
        old, new = change.shown(quoted)
        code = "issued-changed" if old and new else "issued-added" if new else "issued-removed"
        place = Place(report.file, change.cell.sheet, change.cell.ref)
        given = {"quarter": quarter} | ({"old": old} if old else {}) | ({"new": new} if new else {})
        given |= {} if new else {"what": _what(change.name, report.settings.languages[0])}
        found.append(problem(code, place, **given))
    return found


def _what(name: str, language: str) -> str:
    """What a statement is, in the words of the workbook: ``Suivi, R1, Actions menées (EN)``."""
    sheet, *row, field = name.removeprefix("event ").split(" ")
    text_in = field if row and field in LANGUAGES else None
    field = row.pop() if text_in else field
    if sheet == "settings":
        return next((each.words[language] for each in load_schema().settings if each.key == field), field)
    known = next((each for each in load_schema().sheets if each.key == sheet), None)
    column = known and next((each for each in known.columns if each.key == field), None)
    parts = (
        known.words[language] if known else sheet,
        " ".join(row),
        column.heading(language, text_in) if column else field,
    )
    return ", ".join(filter(None, parts))


def worded(languages: Sequence[str], name: str, text: str) -> tuple[str, ...]:
    """How the report prints what was recorded, the main language first; and as it was recorded."""
    field = name.rpartition(" ")[2]
    return (*dict.fromkeys((*(_in_words(field, text, language) for language in languages), text)),)


def _in_words(field: str, text: str, language: str) -> str:
    formats = Formats(language)
    if field in _CHOICES:
        words = {choice.code: choice.words for choice in load_schema().choices[field]}
        return words[text][language] if text in words else text
    if field == "percent" and text.isdecimal():
        return formats.percent(int(text))
    if field == "value" and _LARGE_OR_PART.fullmatch(text):
        return formats.number(Decimal(text))
    if _DAY.fullmatch(text):
        with suppress(ValueError):  # a record that somebody has edited
            return formats.date(date.fromisoformat(text))
    return text


def versions() -> dict[str, str]:
    """What makes the files, with its version."""
    from importlib.metadata import PackageNotFoundError, version  # imported here: no check needs it

    found = {}
    for name in _ENGINES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # run from a checkout that is not installed
            found[name] = ""
    return found


def option_prints(templates: Path | None, reference: Path | None) -> dict[str, str]:
    """The fingerprint of the team's own templates and of its Word file, by the option that gives them.

    Raises ProblemsFound when one of them cannot be read.
    """
    prints = {"--reference": fingerprint_of(reference)} if reference else {}
    if templates:
        inside = sorted(path for path in templates.rglob("*") if path.is_file())
        each = [f"{path.relative_to(templates).as_posix()} {fingerprint_of(path)}" for path in inside]
        prints["--templates"] = sha256("\n".join(each).encode())
    return prints


def photo_prints(report: Report, folder: Path) -> dict[str, str]:
    """The fingerprint of each photo beside the workbook. Raises ProblemsFound when one of them cannot be read."""
    return {f"{PHOTO}{annex.file}": fingerprint_of(folder / annex.file) for annex in report.annexes if annex.file}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def fingerprint_of(path: Path) -> str:
    """The SHA-256 sum of a file. Raises ProblemsFound (``file-missing`` or ``file-unreadable``)."""
    try:
        return sha256(path.read_bytes())
    except FileNotFoundError as error:
        raise ProblemsFound([problem("file-missing", Place(path.name))]) from error
    except OSError as error:
        raise ProblemsFound([problem("file-unreadable", Place(path.name))]) from error

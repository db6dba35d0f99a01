"""The record of an issued quarter: ``<file_stem>_<quarter>.json`` beside its reports.

It holds what the quarter said when it was first issued (nothing internal), the fingerprints of the workbook and of the
files made, and the versions that made them. An open format: JSON in UTF-8.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem, ProblemsFound
from reportgen.report.issued import changes, statements
from reportgen.report.model import Report
from reportgen.report.period import Quarter

_FORMAT = "reportgen issued 1"
_MAX_SIZE = 50 * 2**20
_ENGINES = ("reportgen", "weasyprint", "python-docx")


@dataclass(frozen=True)
class Record:
    """What is kept of an issued quarter. ``files`` and ``workbook_print`` are SHA-256 sums."""

    quarter: str
    workbook: str
    workbook_print: str
    versions: Mapping[str, str]
    files: Mapping[str, str]
    said: Mapping[str, str]
    format: str = field(default=_FORMAT)


def record_path(output: Path, report: Report, quarter: Quarter) -> Path:
    return output / str(quarter) / f"{report.settings.file_stem}_{quarter}.json"


def read_record(path: Path) -> Record | None:
    """The record, None where there is none. Raises ProblemsFound (``record-damaged``)."""
    try:
        if not path.exists():
            return None
        if path.stat().st_size > _MAX_SIZE:
            raise ValueError("too large")
        record = Record(**json.loads(path.read_text("utf-8")))
        if record.format != _FORMAT or not all(isinstance(each, dict) for each in (record.files, record.said)):
            raise ValueError(record.format)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise ProblemsFound([problem("record-damaged", Place(path.name))]) from error
    return record


def record_file(path: Path, report: Report, quarter: Quarter, workbook: Path, made: Mapping[str, bytes]) -> bytes:
    """The record after an issue: what was said first stays; files made anew replace those of the same name."""
    before = read_record(path)
    said = before.said if before else {name: text for name, (text, _) in statements(report, quarter).items()}
    files = {**(before.files if before else {}), **{name: sha256(data) for name, data in made.items()}}
    record = Record(str(quarter), workbook.name, sha256(workbook.read_bytes()), versions(), files, said)
    return (json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def changed_since_issue(report: Report, output: Path) -> list[Problem]:
    """Every statement of an issued quarter that reads otherwise now, at its cell."""
    found: list[Problem] = []
    for plan in report.quarters:
        try:
            record = read_record(record_path(output, report, plan.quarter))
        except ProblemsFound as damaged:
            found += damaged.problems
            continue
        for change in changes(report, plan.quarter, record.said) if record else ():
            old, new = change.shown()
            code = "issued-changed" if old and new else "issued-added" if new else "issued-removed"
            place = Place(report.file, change.cell.sheet, change.cell.ref)
            given = {"quarter": plan.quarter} | ({"old": old} if old else {}) | ({"new": new} if new else {})
            found.append(problem(code, place, **given))
    return found


def versions() -> dict[str, str]:
    """What makes the files, with its version."""
    found = {}
    for name in _ENGINES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # run from a checkout that is not installed
            found[name] = ""
    return found


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

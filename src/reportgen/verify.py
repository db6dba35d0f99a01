"""Whether a report that was issued can be made again to the byte; and if not, what differs."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from reportgen.build import FORMATS, Order, build
from reportgen.issued import (
    PHOTO,
    Issue,
    changed_since,
    fingerprint_of,
    option_prints,
    read_record,
    record_path,
    sha256,
    versions,
)
from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem, ProblemsFound, Severity
from reportgen.report.period import Quarter

_NAME = re.compile(r"(?P<stem>.+)_(?P<quarter>\d{4}-Q[1-4])_(?P<language>[a-z]{2})\.(?P<format>[a-z]+)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """``same``: made again, the file has the same bytes. The problems say what differs, and where.

    ``made``: the workbook as it is now can be made into a report.
    """

    same: bool
    problems: tuple[Problem, ...]
    made: bool = True


def verify(
    file: Path,
    workbook: Path,
    templates: Path | None = None,
    reference: Path | None = None,
    *,
    chosen: bool = True,
) -> Verdict:
    """Make an issued file again from the workbook and compare. Writes nothing outside a temporary folder.

    A workbook that nobody has ``chosen`` gives way to the one beside it that the file was made from.
    Raises ProblemsFound when the file, its record or the workbook is missing.
    """
    place = Place(file.name)
    named = _NAME.fullmatch(file.name)
    if not named or named["format"] not in FORMATS:
        raise ProblemsFound([problem("verify-name", place)])
    try:
        quarter = Quarter.parse(named["quarter"])
    except ValueError:  # such as 0025-Q4
        raise ProblemsFound([problem("verify-name", place)]) from None
    fingerprint = fingerprint_of(file)
    record = read_record(record_path(workbook.parent, named["stem"], quarter))
    issue = record.issue_of(file.name, fingerprint) if record else None
    if record is None or issue is None:
        raise ProblemsFound([problem("record-missing", place)])
    if not chosen:
        workbook = _made_from(workbook.parent, issue) or workbook
    found: list[Problem] = []
    if fingerprint != issue.files[file.name]:
        found.append(problem("verify-file-changed", place))
    languages = issue.languages if named["format"] == "html" else (named["language"],)
    with tempfile.TemporaryDirectory() as folder:
        asked = (workbook, Path(folder), quarter, languages, (named["format"],), False, templates)
        order = Order(*asked, record=False, reference=reference)
        try:
            outcome = build(order)
        except ProblemsFound as stopped:
            found += [*_changed(workbook, issue), *_given(issue, place, workbook.parent, templates, reference)]
            return Verdict(False, (*found, *_telling(stopped.problems, quarter)), made=False)
        made = {written.language: sha256(written.path.read_bytes()) for written in outcome.files}
    same = made[named["language"]] == fingerprint
    if same:
        return Verdict(True, tuple(found))
    found += [*_changed(workbook, issue), *_given(issue, place, workbook.parent, templates, reference)]
    for name, now in versions().items():
        if issue.versions.get(name) != now:
            found.append(problem("verify-version", place, name=name, then=issue.versions.get(name, ""), now=now))
    return Verdict(False, (*found, *changed_since(outcome.report, quarter, record, latest=True)))


def _changed(workbook: Path, issue: Issue) -> list[Problem]:
    if fingerprint_of(workbook) == issue.workbook_print:
        return []
    if made_from := _made_from(workbook.parent, issue):
        return [problem("verify-workbook-other", Place(workbook.name), name=issue.workbook, path=quote(str(made_from)))]
    return [problem("verify-workbook-changed", Place(workbook.name), name=issue.workbook)]


def _made_from(folder: Path, issue: Issue) -> Path | None:
    """The very workbook that an issue was made from, where it lies in the folder still."""
    path = folder / Path(issue.workbook).name
    return path if path.is_file() and fingerprint_of(path) == issue.workbook_print else None


def _given(
    issue: Issue, place: Place, folder: Path, templates: Path | None, reference: Path | None
) -> Iterator[Problem]:
    """What was given besides the workbook, and is not given now, or otherwise."""
    if issue.options is None:
        return
    photos = {name.removeprefix(PHOTO): mark for name, mark in issue.options.items() if name.startswith(PHOTO)}
    for name, mark in photos.items():
        if not (folder / name).is_file() or fingerprint_of(folder / name) != mark:
            yield problem("verify-photo", place, name=name)
    then = {name: mark for name, mark in issue.options.items() if not name.startswith(PHOTO)}
    now = option_prints(templates, reference)
    for option in sorted({*then, *now}):
        if then.get(option) != now.get(option):
            yield problem("verify-with" if option in then else "verify-without", place, option=option)


def _telling(problems: Iterable[Problem], quarter: Quarter) -> list[Problem]:
    """What stops the report, and what of this quarter reads otherwise."""
    return [p for p in problems if p.severity >= Severity.ERROR or _says_of(p, quarter)]


def _says_of(found: Problem, quarter: Quarter) -> bool:
    return found.code.startswith("issued-") and found.given.get("quarter") == quarter

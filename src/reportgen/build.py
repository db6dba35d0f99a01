"""The pipeline, readable aloud: gather, check, render, write all, or nothing."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from reportgen.document.glyphs import replacements, unprintable
from reportgen.issued import changed_since_issue, record_file, record_path
from reportgen.job import Job, Made, file_name
from reportgen.pictures import photo_problems
from reportgen.problem_kinds import problem
from reportgen.problems import EngineFailed, Place, Problem, ProblemsFound, Severity, in_order
from reportgen.report.model import Report
from reportgen.report.period import Quarter
from reportgen.report.progress import FollowUp, follow_up
from reportgen.report.sharing import shared
from reportgen.workbook.ingest import Ingested, read_report
from reportgen.workbook.raw import RawWorkbook
from reportgen.workbook.translations import memory_after_final

FORMATS = ("pdf", "docx", "html")
DEFAULT_FORMATS = ("pdf", "docx")
TIME_LIMIT = 180  # seconds for one edition


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. None means: the latest quarter, every language of the workbook, as the workbook says."""

    workbook: Path
    output: Path
    quarter: Quarter | None = None
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = DEFAULT_FORMATS
    draft: bool = False
    templates: Path | None = None
    record: bool = True  # whether a final report is remembered: its translations, and what it said


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file of the run: pages of its layout (0 for a web page), bytes, and the seconds it took to make."""

    path: Path
    language: str
    pages: int
    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run made, where the quarter stands, and the problems that did not stop it."""

    files: tuple[WrittenFile, ...]
    now: FollowUp
    report: Report
    problems: tuple[Problem, ...]


def build(order: Order, tell: Callable[[str], None] = lambda _: None) -> Outcome:
    """Make the report of one quarter; write every file, or none.

    ``tell`` hears the step under way: "read", "make", "write". Raises ProblemsFound when the workbook stops it,
    EngineFailed when a file could not be made.
    """
    folders = template_folders(order.templates)
    with _processes(len(order.languages) or 2) as started:
        tell("read")
        ingested, report, problems = _gathered(order, folders)
        quarter = order.quarter or report.quarters[-1].quarter
        now = follow_up(report, quarter)
        draft = order.draft or now.is_draft
        check(problems, draft)
        tell("make")
        languages = order.languages or report.settings.languages
        jobs = [
            Job(
                *(report, quarter, language, order.formats, draft, folders, order.workbook.parent),
                unprintable=replacements(problems),
                languages=languages,
                problems=problems,
            )
            for language in languages
        ]
        made = [
            _result(process, job)
            for process, job in zip(_enough(started, len(jobs)), _sent(started, jobs), strict=True)
        ]
    tell("write")
    issued = order.record and not draft and not now.is_example  # an example is no issue to remember
    written = _write_all(order, report, quarter, languages, made, issued=issued)
    if issued:
        problems += _remember(ingested.report, order.workbook.parent)
    return Outcome(written, now, report, problems)


def gather(
    order: Order, folders: Sequence[Path], cells: RawWorkbook | None = None
) -> tuple[Report, tuple[Problem, ...]]:
    """The shared report (nothing internal) and every problem of the workbook. ``cells``: if they are read already."""
    _, report, problems = _gathered(order, folders, cells)
    return report, problems


def _gathered(
    order: Order, folders: Sequence[Path], cells: RawWorkbook | None = None
) -> tuple[Ingested, Report, tuple[Problem, ...]]:
    ingested = read_report(order.workbook, cells)
    report = shared(ingested.report)
    photos = photo_problems(report.annexes, order.workbook.parent, report.file)
    changed = changed_since_issue(report, order.output)
    found = [*ingested.problems, *unprintable(report, folders, ingested.problems), *photos, *changed]
    place = Place(order.workbook.name)
    known = [plan.quarter for plan in report.quarters]
    if not known:
        raise ProblemsFound(in_order([*found, problem("quarter-none", place)]))
    if order.quarter and order.quarter not in known:
        listed = ", ".join(map(str, known))
        raise ProblemsFound(in_order([problem("quarter-unknown", place, quarter=order.quarter, known=listed)]))
    unknown = [language for language in order.languages if language not in report.settings.languages]
    if unknown:
        given = {"language": ", ".join(unknown), "known": ", ".join(report.settings.languages)}
        raise ProblemsFound(in_order([*found, problem("language-unknown", place, **given)]))
    return ingested, report, in_order(found)


def _remember(report: Report, folder: Path) -> tuple[Problem, ...]:
    """Remember the translations of a final report; a folder that cannot be written in does not undo the report."""
    try:
        if changed := memory_after_final(report, folder):
            write_whole(dict([changed]))
    except ProblemsFound as found:
        place, given = found.problems[0].place, found.problems[0].given
        return (problem("memory-not-written", place, detail=given.get("detail", "")),)
    return ()


def check(problems: Sequence[Problem], draft: bool) -> None:
    """Stop a final report that has errors, and any report that has blocking problems; raise them all."""
    stopping = Severity.BLOCKING if draft else Severity.ERROR
    if any(found.severity >= stopping for found in problems):
        raise ProblemsFound(problems)


def template_folders(own: Path | None) -> tuple[Path, ...]:
    """Where templates are looked for: the team's own folder first, then ours."""
    packaged = Path(str(files("reportgen"))) / "templates"
    ours = packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / "templates"
    return (own, ours) if own else (ours,)


# ---------------------------------------------------------------- one process a language


@contextlib.contextmanager
def _processes(count: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Workers that import their libraries while the workbook is read; none survives this block."""
    started = [_started() for _ in range(count)]
    try:
        yield started
    finally:
        for process in started:
            process.kill()
            process.communicate()


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "reportgen.worker"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603


def _enough(started: list[subprocess.Popen[bytes]], wanted: int) -> list[subprocess.Popen[bytes]]:
    while len(started) < wanted:
        started.append(_started())
    return started[:wanted]


def _sent(started: list[subprocess.Popen[bytes]], jobs: Sequence[Job]) -> Sequence[Job]:
    """Give every worker its job before the first answer is awaited."""
    for process, job in zip(_enough(started, len(jobs)), jobs, strict=True):
        assert process.stdin is not None  # noqa: S101 - opened as a pipe above
        with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
            pickle.dump(job, pipe)
        process.stdin = None
    return jobs


def _result(process: subprocess.Popen[bytes], job: Job) -> Made:
    try:
        answer, said = process.communicate(timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise EngineFailed(f"{job.language}: not finished after {TIME_LIMIT} s") from error
    try:
        made: Made = pickle.loads(answer)  # noqa: S301 - written by our own child process
    except (EOFError, pickle.UnpicklingError) as error:  # nothing, or only a part of it
        reason = said.decode(errors="replace").strip() or "the process died"
        raise EngineFailed(f"{job.language}: {reason}") from error
    if made.problems:
        raise ProblemsFound(made.problems)
    if made.failure:
        raise EngineFailed(f"{job.language}: {made.failure}")
    return made


# ---------------------------------------------------------------- write all, or nothing


def _write_all(
    order: Order, report: Report, quarter: Quarter, languages: Sequence[str], made: Sequence[Made], *, issued: bool
) -> tuple[WrittenFile, ...]:
    folder = order.output / str(quarter)
    contents: dict[Path, bytes] = {}
    written = []
    for language, edition in zip(languages, made, strict=True):
        for kind, data in edition.files.items():
            path = folder / file_name(report, quarter, language, kind)
            contents[path] = data
            pages = 0 if kind == "html" else edition.pages
            written.append(WrittenFile(path, language, pages, len(data), edition.seconds[kind]))
    if issued:
        record = record_path(order.output, report, quarter)
        files = {path.name: data for path, data in contents.items()}
        contents[record] = record_file(record, report, quarter, order.workbook, files)
    write_whole(contents)
    return tuple(written)


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write all files, each in one go; when one cannot be written, all are as they were.

    They are written beside their places first, then moved there. Raises ProblemsFound (``output-locked``).
    """
    parts: dict[Path, Path] = {}
    copies: dict[Path, Path] = {}  # of what was there
    replaced: list[Path] = []
    path = Path()
    try:
        for path, data in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            parts[path] = _beside(path, data)
        for path, part in parts.items():
            if path.exists():
                copies[path] = _beside(path, path.read_bytes())
            part.replace(path)
            replaced.append(path)
    except OSError as error:
        for written in replaced:
            if written in copies:
                copies[written].replace(written)
            else:
                written.unlink()
        raise ProblemsFound([problem("output-locked", Place(path.name), detail=error.strerror or "")]) from error
    finally:
        for left in (*parts.values(), *copies.values()):
            left.unlink(missing_ok=True)


def _beside(path: Path, data: bytes) -> Path:
    """A new hidden file with the data in the folder of ``path``."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)

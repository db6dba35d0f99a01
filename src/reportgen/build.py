"""The pipeline, readable aloud: gather, check, render, write all, or nothing."""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from shlex import quote

from reportgen.document.glyphs import replacements, unprintable
from reportgen.issued import (
    Issue,
    changed_since_issue,
    fingerprint_of,
    option_prints,
    photo_prints,
    record_after_issue,
    sha256,
    versions,
)
from reportgen.job import Job, Made, file_name
from reportgen.problem_kinds import problem
from reportgen.problems import EngineFailed, Place, Problem, ProblemsFound, Severity, in_both, in_order
from reportgen.report.model import Report
from reportgen.report.period import Quarter
from reportgen.report.progress import FollowUp, follow_up
from reportgen.report.sharing import shared
from reportgen.workbook.file_names import newer_than
from reportgen.workbook.ingest import Ingested, read_report
from reportgen.workbook.raw import RawWorkbook
from reportgen.workbook.translations import memory_after_final
from reportgen.writing import alone_in, write_whole

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
    reference: Path | None = None  # a Word file in the team's own style


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
        ingested, report = _gathered(order, folders)
        workbook_print = fingerprint_of(order.workbook)  # now: it may be saved again while the report is made
        reference, told = _referenced(order.reference)
        problems = in_order([*ingested.problems, *told])
        quarter = order.quarter or report.quarters[-1].quarter
        now = follow_up(report, quarter)
        draft = order.draft or now.is_draft
        check(problems, draft)
        recorded = order.record and not draft and not now.is_example  # an example is no issue to remember
        given = option_prints(order.templates, order.reference) if recorded else {}
        given |= photo_prints(report, order.workbook.parent) if recorded else {}
        tell("make")
        languages = order.languages or report.settings.languages
        jobs = [
            Job(
                *(report, quarter, language, order.formats, draft, folders, order.workbook.parent),
                unprintable=replacements(problems),
                languages=languages,
                problems=ingested.public,
                reference=reference,
            )
            for language in languages
        ]
        made = [
            _result(process, job)
            for process, job in zip(_enough(started, len(jobs)), _sent(started, jobs), strict=True)
        ]
    if stopped := [found for edition in made for found in edition.problems]:
        raise ProblemsFound(in_order(stopped))
    tell("write")
    contents, written = _placed(order.output / str(quarter), report, quarter, languages, made)
    write_whole(contents)
    if recorded:
        prints = {path.name: sha256(data) for path, data in contents.items()}
        issue = Issue(order.workbook.name, workbook_print, versions(), prints, given)
        problems += _remember(ingested.report, report, quarter, issue, order.workbook.parent)
    return Outcome(written, now, report, problems)


def gather(
    order: Order, folders: Sequence[Path], cells: RawWorkbook | None = None
) -> tuple[Report, tuple[Problem, ...]]:
    """The shared report (nothing internal) and every problem of the workbook. ``cells``: if they are read already."""
    ingested, report = _gathered(order, folders, cells)
    return report, ingested.problems


def _gathered(order: Order, folders: Sequence[Path], cells: RawWorkbook | None = None) -> tuple[Ingested, Report]:
    """The whole report with every problem of its workbook and of its folder; and the shared report."""
    ingested = read_report(order.workbook, cells)
    report, folder = shared(ingested.report), order.workbook.parent
    more = (*unprintable(report, folders, ingested.problems), *_photo_problems(report, folder))
    changed = changed_since_issue(report, folder)
    # what was issued may have been marked internal since: with the internal rows it is no change
    public = in_both(changed, changed_since_issue(ingested.report, folder)) if changed else ()
    found = [*ingested.problems, *more, *changed]
    place = Place(order.workbook.name)
    known = [plan.quarter for plan in report.quarters]
    if not known:
        raise ProblemsFound(in_order([*found, problem("quarter-none", place)]))
    if order.quarter is None and (newer := newer_than(order.workbook, known[-1])):
        found.append(problem("workbook-newer", place, found=newer.name, path=quote(str(newer))))
    if order.quarter and order.quarter not in known:
        listed = ", ".join(map(str, known))
        raise ProblemsFound(in_order([problem("quarter-unknown", place, quarter=order.quarter, known=listed)]))
    unknown = [language for language in order.languages if language not in report.settings.languages]
    if unknown:
        given = {"language": ", ".join(unknown), "known": ", ".join(report.settings.languages)}
        raise ProblemsFound(in_order([*found, problem("language-unknown", place, **given)]))
    return Ingested(ingested.report, in_order(found), in_order([*ingested.public, *more, *public])), report


def _photo_problems(report: Report, folder: Path) -> tuple[Problem, ...]:
    if not any(annex.file for annex in report.annexes):
        return ()
    from reportgen.pictures import photo_problems  # imported here: most reports need no Pillow

    return photo_problems(report.annexes, folder, report.file)


def _referenced(path: Path | None) -> tuple[tuple[str, bytes] | None, tuple[Problem, ...]]:
    """The team's own Word file, by its name, and what is to be told of it."""
    if path is None:
        return None, ()
    from reportgen.word.reference import read_reference  # imported here: most reports need none of it
    from reportgen.word.reference_file import reference_bytes

    try:
        data = reference_bytes(path)
        return (path.name, data), read_reference(path.name, data).notices
    except ProblemsFound as refused:
        return None, refused.problems


def _remember(whole: Report, report: Report, quarter: Quarter, issue: Issue, folder: Path) -> tuple[Problem, ...]:
    """Remember a final report: what it said, and its translations.

    A folder that cannot be written in does not undo the report, which lies in its place by now: it is told.
    """
    told: list[Problem] = []
    kept: dict[str, Callable[[], tuple[Path, bytes] | None]] = {
        "record-not-written": lambda: record_after_issue(report, quarter, issue, folder),
        "memory-not-written": lambda: memory_after_final(whole, folder),
    }
    for code, after in kept.items():
        try:
            with alone_in(folder):  # another run may add to them just now
                if changed := after():
                    write_whole(dict([changed]))
        except ProblemsFound as stopped:
            for found in stopped.problems:
                locked = found.code == "output-locked"
                told.append(problem(code, found.place, **found.given) if locked else found)
    return tuple(told)


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
    command = [sys.executable, "-P", "-m", "reportgen.worker"]
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
    if made.failure:
        raise EngineFailed(f"{job.language}: {made.failure}")
    return made


# ---------------------------------------------------------------- what was made, in its place


def _placed(
    folder: Path, report: Report, quarter: Quarter, languages: Sequence[str], made: Sequence[Made]
) -> tuple[dict[Path, bytes], tuple[WrittenFile, ...]]:
    """The content of every file by its place, and what is to be told of them."""
    contents: dict[Path, bytes] = {}
    written = []
    for language, edition in zip(languages, made, strict=True):
        for kind, data in edition.files.items():
            path = folder / file_name(report, quarter, language, kind)
            contents[path] = data
            pages = 0 if kind == "html" else edition.pages
            written.append(WrittenFile(path, language, pages, len(data), edition.seconds[kind]))
    return contents, tuple(written)

"""One edition in a process of its own: ``python -m reportgen.worker`` reads a job and writes what it made.

The process starts before the workbook is read, so that its imports overlap with the reading. It has a memory
limit, and its parent a time limit: a hostile picture or a runaway layout cannot take the tool along.
"""

from __future__ import annotations

import gc
import pickle
import sys
import time
import traceback
from pathlib import Path

from reportgen.document.edition import Edition
from reportgen.document.html_reader import read_html
from reportgen.document.render import ChartLook, render
from reportgen.job import Job, Made
from reportgen.language.catalog import load_catalog
from reportgen.language.formats import Formats
from reportgen.pdf import print_pdf
from reportgen.pictures import prepare_photos
from reportgen.problem_kinds import problem
from reportgen.problems import ContractBroken, EngineFailed, Place, ProblemsFound, Severity
from reportgen.report.progress import follow_up
from reportgen.theme import ThemeError, load_theme

MEMORY_LIMIT = 4 * 2**30  # bytes


def make(job: Job) -> Made:
    """Render, print and write one edition."""
    theme = load_theme(_first(job.template_folders, "theme.toml"))
    now = follow_up(job.report, job.quarter)
    edition = Edition(
        report=job.report,
        now=now,
        catalog=load_catalog(job.language, _first(job.template_folders, "locale")),
        formats=Formats(job.language),
        language=job.language,
        draft=job.draft,
        unprintable=job.unprintable,
    )
    colours = {name: theme.named(name) for name in (*theme.status, *theme.series, "body", "quiet", "rule")}
    started = time.perf_counter()
    html = render(
        edition,
        job.template_folders,
        ChartLook(colours, f"{theme.font.pdf}, {theme.font.symbols}", theme.page.text_width),
    )
    document = read_html(html)
    files, seconds = {}, {}
    photos = prepare_photos(job.report.annexes, job.workbook_folder, job.report.file)
    printed = print_pdf(html, job.template_folders, theme, photos, document.running.page, document.running.mark)
    if "pdf" in job.formats:
        files["pdf"] = printed.data
        seconds["pdf"] = time.perf_counter() - started
    if "docx" in job.formats:
        from reportgen.word.lint import lint  # imported here: a PDF alone needs none of it
        from reportgen.word.writer import write_word

        started = time.perf_counter()
        files["docx"] = write_word(document, theme, printed.page_of, printed.pages, photos, _said(job, edition))
        if findings := lint(files["docx"]):
            raise EngineFailed("; ".join(map(str, findings)))
        seconds["docx"] = time.perf_counter() - started
    return Made(files, printed.pages, seconds)


def _said(job: Job, edition: Edition) -> dict[str, list[str]]:
    """What a draft's comments say of each cell: its warnings and errors, in the edition's language. A final report,
    which leaves the team, carries none.
    """
    said: dict[str, list[str]] = {}
    for found in job.problems if job.draft else ():
        if found.severity >= Severity.WARNING and found.place.cell:
            cell = f"{found.place.sheet}!{found.place.cell}"
            told = " ".join(edition.typeset(text) for text in found.told(edition.catalog.gettext) if text)
            said.setdefault(cell, []).append(f"{cell}\u2002{told}")
    return said


def main() -> None:
    """Read one pickled job from standard input, write the pickled result to standard output."""
    gc.disable()  # short-lived, and all of it is needed to the end
    _limit_memory()
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent process
    try:
        made = make(job)
    except ProblemsFound as found:
        made = Made({}, 0, {}, problems=found.problems)
    except ContractBroken as broken:
        made = Made({}, 0, {}, problems=(problem("contract-broken", Place("report.html.j2"), detail=str(broken)),))
    except ThemeError as wrong:
        made = Made({}, 0, {}, problems=(problem("theme-wrong", Place(wrong.file), detail=str(wrong)),))
    except EngineFailed as failure:
        made = Made({}, 0, {}, failure=str(failure))
    except MemoryError:
        made = Made({}, 0, {}, failure="out of memory")
    except Exception:  # noqa: BLE001 - told whole by the parent, as a defect of the program
        made = Made({}, 0, {}, failure=traceback.format_exc())
    pickle.dump(made, out)
    out.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def _first(folders: tuple[Path, ...], name: str) -> Path:
    """The file or folder of that name in the first folder that has one: a team's own goes before ours."""
    return next(folder / name for folder in folders if (folder / name).exists())


if __name__ == "__main__":
    main()

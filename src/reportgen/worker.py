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
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.document.chart_plan import tick_of
from reportgen.document.charts import draw, from_json
from reportgen.document.edition import Edition
from reportgen.document.emphasis import plain
from reportgen.document.html_reader import read_html
from reportgen.document.render import ChartLook, render
from reportgen.document.words import mark_word
from reportgen.fonts import of_ours, unknown_families
from reportgen.job import Job, Made, file_name
from reportgen.language.catalog import load_catalog
from reportgen.language.formats import Formats
from reportgen.pdf import print_pdf
from reportgen.pdf_archive import Attached
from reportgen.pictures import only_ready, prepare_photos
from reportgen.problem_kinds import problem
from reportgen.problems import ContractBroken, EngineFailed, Place, ProblemsFound, ReportgenError, Severity
from reportgen.report.evidence import evidence
from reportgen.report.progress import follow_up
from reportgen.report.standing import Mark
from reportgen.theme import Theme, ThemeError, theme_of
from reportgen.workbook.public import public_workbook

if TYPE_CHECKING:
    from reportgen.word.reference import Reference

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEMORY_LIMIT = 4 * 2**30  # bytes
PHONE_WIDTH = 88.0  # millimetres: a chart this wide can be read on a phone


def make(job: Job) -> Made:
    """Render, print and write one edition."""
    reference = _reference(job)
    theme = _theme(job, reference)
    photos, problems = prepare_photos(job.report.annexes, job.workbook_folder, job.report.file)
    if problems and not job.draft:
        raise ProblemsFound(problems)
    report = replace(job.report, annexes=only_ready(job.report.annexes, photos))
    edition = Edition(
        report=report,
        now=follow_up(report, job.quarter),
        catalog=load_catalog(job.language, _locale(job.template_folders, job.language)),
        formats=Formats(job.language),
        language=job.language,
        draft=job.draft,
        unprintable=job.unprintable,
    )
    colours = theme.of_charts
    started = time.perf_counter()
    html = render(
        edition,
        job.template_folders,
        ChartLook(colours, f"{of_ours(theme.font.pdf)}, {of_ours(theme.font.symbols)}", theme.page.text_width),
    )
    document = read_html(html)
    files, seconds, pages = {}, {}, 0
    if {"pdf", "docx"} & set(job.formats):  # Word's contents name the pages of the PDF
        attached = attachments(edition) if "pdf" in job.formats else ()
        printed = print_pdf(
            html, job.template_folders, theme, photos, document.running.page, document.running.mark, attached
        )
        pages = printed.pages
        if "pdf" in job.formats:
            files["pdf"] = printed.data
            seconds["pdf"] = time.perf_counter() - started
        if "docx" in job.formats:
            from reportgen.word.lint import lint  # imported here: a PDF alone needs none of it
            from reportgen.word.writer import write_word

            started = time.perf_counter()
            said = _said(job, edition)
            files["docx"] = write_word(document, theme, printed.page_of, printed.pages, photos, said, reference)
            if findings := "; ".join(map(str, lint(files["docx"]))):
                if reference:
                    raise ProblemsFound([problem("reference-unfit", Place(reference.name), detail=findings)])
                raise EngineFailed(findings)
            seconds["docx"] = time.perf_counter() - started
    if "html" in job.formats:
        started = time.perf_counter()
        files["html"] = _web_page(html, job, edition, theme, photos, colours)
        seconds["html"] = time.perf_counter() - started
    return Made(files, pages, seconds)


def _reference(job: Job) -> Reference | None:
    if job.reference is None:
        return None
    from reportgen.word.reference import read_reference  # imported here: most reports need none of it

    return read_reference(*job.reference)


def _web_page(
    html: str, job: Job, edition: Edition, theme: Theme, photos: Mapping[str, bytes], colours: dict[str, str]
) -> bytes:
    from reportgen.web import Sibling, style_sheet, web_page  # imported here: the others need none of it

    def redraw(values: str, alt: str, height: float) -> str:
        data = from_json(values)
        return draw(
            data,
            alt,
            colours,
            width=PHONE_WIDTH,
            height=height,
            font=theme.font.word,
            tick=tick_of(edition, data),
        )

    siblings = [
        Sibling(
            other,
            file_name(job.report, job.quarter, other, "html"),
            load_catalog(other, _locale(job.template_folders, other)).gettext,
        )
        for other in job.languages
        if other != job.language
    ]
    css = _first(job.template_folders, "web.css").read_text(encoding="utf-8")
    status_words = {str(mark): str(mark_word(edition, mark)) for mark in Mark}

    def say(message: str) -> str:
        return edition.typeset(edition.catalog.gettext(message))

    return web_page(html, style_sheet(css, theme, html), photos, siblings, status_words, say, redraw)


def attachments(edition: Edition) -> tuple[Attached, ...]:
    """What a PDF carries: the public part of the workbook, and the data of the report for other programs."""
    report, now, language = edition.report, edition.now, edition.language
    stem = f"{report.settings.file_stem}_{now.quarter}_{language}"
    return (
        Attached(
            f"{stem}.xlsx",
            public_workbook(report, now.quarter, language),
            XLSX,
            plain(edition.translate("The public part of the workbook that this report was made from")),
            "Source",
        ),
        Attached(
            f"{stem}.json",
            evidence(report, now, language, draft=edition.draft),
            "application/json",
            plain(edition.translate("The recommendations by quarter and the figures with their sources, as data")),
            "Data",
        ),
    )


def _said(job: Job, edition: Edition) -> dict[str, list[str]]:
    """What a draft's comments say of each cell: its warnings and errors, in the edition's language. A final report,
    which leaves the team, carries none.
    """
    said: dict[str, list[str]] = {}
    for found in job.problems if job.draft else ():
        if found.severity >= Severity.WARNING and found.place.cell:
            cell = f"{found.place.sheet}!{found.place.cell}"
            message, hint = found.told(edition.catalog.gettext)
            hint = "" if "workbook" in found.given else hint  # a command to type, with the team's folder in it
            told = " ".join(edition.typeset(text) for text in (message, hint) if text)
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
    except ReportgenError as failure:
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


def _locale(folders: tuple[Path, ...], language: str) -> Path:
    """The folder of the language's catalog: a team may translate one language and leave us the others."""
    own = (folder / "locale" for folder in folders if (folder / "locale" / f"{language}.po").is_file())
    return next(own, folders[-1] / "locale")


def _theme(job: Job, reference: Reference | None) -> Theme:
    """The theme, with fonts that are there, and with the page of the team's own Word file where it has given one."""
    theme = theme_of(job.template_folders)
    families = {"font.pdf": theme.font.pdf, "font.symbols": theme.font.symbols}
    if faults := unknown_families(families, job.template_folders):
        raise ThemeError("theme.toml", faults)
    if reference and reference.sheet:
        return replace(theme, page=reference.sheet.beside(theme.page))
    return theme


def _first(folders: tuple[Path, ...], name: str) -> Path:
    """The file or folder of that name in the first folder that has one: a team's own goes before ours."""
    return next(folder / name for folder in folders if (folder / name).exists())


if __name__ == "__main__":
    main()

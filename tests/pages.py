"""From a workbook's content to an edition and its page, in this process; and what a page says, read back."""

from __future__ import annotations

import tempfile
from functools import cache, partial
from pathlib import Path
from types import CodeType
from unittest.mock import patch

import jinja2
import lxml.html
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment

import nutrition
from reportgen import build
from reportgen.build import Order, gather, template_folders
from reportgen.document import render as rendering
from reportgen.document.edition import Edition
from reportgen.document.glyphs import replacements
from reportgen.document.render import ChartLook, render
from reportgen.language.catalog import Catalog, load_catalog
from reportgen.language.formats import Formats
from reportgen.problems import Problem
from reportgen.report.model import Report
from reportgen.report.period import Quarter
from reportgen.report.progress import follow_up
from reportgen.theme import Theme, load_theme
from reportgen.workbook.ingest import interpret


class Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates in this process: compiling them anew for every page is most of the time."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.code


rendering.SandboxedEnvironment = partial(SandboxedEnvironment, bytecode_cache=Compiled())

FOLDERS = template_folders(None)
NO_BREAK, THIN = "\u00a0", "\u202f"


def gathered(**changes) -> tuple[Report, tuple[Problem, ...]]:
    """The shared report of the sample with some sheets replaced, and its problems."""
    content = nutrition.content(**changes)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "hall.png").write_bytes(nutrition.photo())
        raw = nutrition.raw(content)
        with patch.object(build, "read_report", lambda path, _=None: interpret(raw, path.parent)):
            return gather(Order(Path(folder) / raw.file, Path(folder)), FOLDERS)


@cache
def sample() -> Report:
    """The sample as it is; it has no problem worth a word."""
    return gathered()[0]


@cache
def short() -> Report:
    """The sample with little more than its settings, its quarters and a photo: quick to print."""
    kept = ("settings", "quarters", "annexes")
    return gathered(**{sheet: [] for sheet in nutrition.CONTENT if sheet not in kept})[0]


@cache
def the_catalog(language: str) -> Catalog:
    return load_catalog(language, FOLDERS[-1] / "locale")


@cache
def the_theme() -> Theme:
    return load_theme(FOLDERS[-1] / "theme.toml")


def edition(report: Report | None = None, language="en", quarter="", *, draft=False, problems=()) -> Edition:
    """An edition of a report, of the sample where none is given, at its latest quarter."""
    report = report or sample()
    at = Quarter.parse(quarter) if quarter else report.quarters[-1].quarter
    now, words = follow_up(report, at), the_catalog(language)
    return Edition(report, now, words, Formats(language), language, draft, replacements(problems))


def html_of(told: Edition, folders=FOLDERS) -> str:
    theme = the_theme()
    return render(told, folders, ChartLook(theme.of_charts, theme.font.pdf, theme.page.text_width))


def page(report: Report | None = None, language="en", quarter="", *, draft=False, problems=(), folders=FOLDERS):
    """The page of an edition, parsed."""
    if report is None and folders == FOLDERS:
        return lxml.html.document_fromstring(_of_the_sample(language, quarter, draft))
    html = html_of(edition(report, language, quarter, draft=draft, problems=problems), folders)
    return lxml.html.document_fromstring(html)


@cache
def _of_the_sample(language: str, quarter: str, draft: bool) -> str:
    return html_of(edition(None, language, quarter, draft=draft))


def tidy(text: str) -> str:
    """Without the line ends and indents of the template; no-break spaces are kept."""
    return " ".join(part for part in text.replace("\n", " ").replace("\t", " ").split(" ") if part)


def text_of(element) -> str:
    """Its text, without its footnotes."""
    return tidy(
        "".join(element.xpath(".//text()[not(ancestor::*[@class='footnote'] or ancestor::*[local-name()='svg'])]"))
    )


def texts(tree, path: str) -> list[str]:
    """The texts of the elements at an XPath."""
    return [text_of(element) for element in tree.xpath(path)]


def section(tree, anchor: str):
    """The elements between the heading with this id and the next heading of its level or above, that heading's too."""
    start = tree.get_element_by_id(anchor)
    found = []
    for element in start.itersiblings():
        if element.tag in ("h2", "h3", "h4") and element.tag <= start.tag:
            break
        found.append(element)
    return found


def said(tree, anchor: str) -> str:
    """What the page says under a heading."""
    return " ".join(text_of(element) for element in section(tree, anchor))


def flaws(tree) -> list[tuple[str, str]]:
    """The marks of a draft: the cell and the words."""
    return [(mark.get("data-cell"), tidy("".join(mark.itertext()))) for mark in tree.xpath("//span[@class='flaw']")]

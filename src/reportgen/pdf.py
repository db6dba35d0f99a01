"""HTML -> PDF. The only place that imports weasyprint."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote
from xml.sax.saxutils import escape

import lxml.html
import pikepdf
import weasyprint
from weasyprint.css import ColorProfile
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reportgen.fonts import font_faces, of_ours
from reportgen.pdf_archive import Attached, attach, declare
from reportgen.pdf_fonts import without_fonts
from reportgen.pdf_log import EngineLog, placed
from reportgen.pdf_notes import laid_out
from reportgen.pdf_page import prepared
from reportgen.pdf_tags import mend
from reportgen.problems import EngineFailed
from reportgen.theme import Theme, css_variables
from reportgen.watermark import COLOUR, in_lines

_VARIANT, _PROFILE = "pdf/a-3a", "report"
_VARIABLE = re.compile(r"--([a-z0-9-]+): ([^;]+);")
_USE = re.compile(r"var\(--([a-z0-9-]+)\)")
_PAGE_WORDS = re.compile(r"\{page\}|\{pages\}")
_TYPES = {".ttf": "font/ttf", ".otf": "font/otf", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, the number of its pages, and the page on which each id of the HTML starts (from 1)."""

    data: bytes
    pages: int
    page_of: Mapping[str, int]


def print_pdf(
    html: str,
    template_folders: Sequence[Path],
    theme: Theme,
    photos: Mapping[str, bytes],
    page_words: str,
    mark: str,
    attached: Sequence[Attached] = (),
) -> Printed:
    """Print one page of HTML as PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) at once.

    ``photos`` holds prepared pictures by name; ``page_words`` is "Page {page} of {pages}"; ``mark`` is the
    draft or example mark behind every page; ``attached`` are the files that travel in the PDF.
    Raises EngineFailed with the engine's own words, and where it can be known the place, when it logs anything.
    """
    log = EngineLog()
    fetcher = _OnlyOurs(template_folders, photos, _watermark(mark, of_ours(theme.font.pdf)))
    fonts = without_fonts()
    css = style_sheet(template_folders, theme, page_words, mark)
    logger = logging.getLogger("weasyprint")
    handlers, logger.handlers = logger.handlers, [log]
    try:
        sheet = weasyprint.CSS(string=css, url_fetcher=fetcher, font_config=fonts)
        told = prepared(html)
        markup = lxml.html.tostring(told, encoding="unicode", doctype="<!DOCTYPE html>")
        source = weasyprint.HTML(string=markup, url_fetcher=fetcher, base_url="report:")
        given = {"stylesheets": [sheet], "font_config": fonts, "pdf_variant": _VARIANT, "presentational_hints": False}
        document = laid_out(lambda: source.render(**given))
        document.color_profiles[_PROFILE] = _srgb()
        data = document.write_pdf(pdf_variant=_VARIANT, output_intent=_PROFILE)
    except FatalURLFetchingError as error:
        raise EngineFailed(str(error)) from error
    finally:
        logger.handlers = handlers
    if log.lines:
        written = lxml.html.document_fromstring(html)
        raise EngineFailed("; ".join(dict.fromkeys(placed(line, written, css) for line in log.lines)))
    page_of: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for anchor in page.anchors:
            page_of.setdefault(anchor, number)
    known = {table.get("id") for table in told.iter("table")}
    tables = [[anchor for anchor in page.anchors if anchor in known] for page in document.pages]
    return Printed(_finished(data, told, tables, attached), len(document.pages), page_of)


def _finished(
    data: bytes, page: lxml.html.HtmlElement, tables: Sequence[Sequence[str]], attached: Sequence[Attached]
) -> bytes:
    """The same PDF with what the engine leaves out. Same bytes for same bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        mend(pdf, link_names(page), tables)
        declare(pdf)
        attach(pdf, attached)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def link_names(page: lxml.html.HtmlElement) -> dict[str, str]:
    """What each target is first called; a link that emphasis cuts in pieces, one after the other, by its whole text."""
    names: dict[str, str] = {}
    growing, between = "", ""
    for text in page.xpath("//body//text()"):
        link = text.getparent()
        if not text.is_text or link.tag != "a":
            between += text
            continue
        target = link.get("href").removeprefix("#")
        if target == growing and not between.strip(" "):
            names[target] += between + text
        else:
            growing = "" if target in names else target
            names.setdefault(target, str(text))
        between = ""
    return names


def _srgb() -> ColorProfile:
    """The engine's own profile, from a file that is closed again: left to itself it leaves it open."""
    profile = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()
    return ColorProfile(io.BytesIO(profile), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


def style_sheet(template_folders: Sequence[Path], theme: Theme, page_words: str, mark: str) -> str:
    """print.css with the theme's values in place of its variables, which page boxes cannot see, and status rules."""
    values = dict(_VARIABLE.findall(css_variables(theme)))
    values |= {"font-pdf": f'"{of_ours(theme.font.pdf)}"', "font-symbols": f'"{of_ours(theme.font.symbols)}"'}
    css = (
        _found(template_folders, "print.css").read_text(encoding="utf-8")  # first: complaints name its lines
        + font_faces(template_folders)
        + _status_rules(theme)
        + _page_rules(page_words, mark)
    )
    return _USE.sub(lambda use: values.get(use[1], use[0]), css)


def _status_rules(theme: Theme) -> str:
    return "".join(
        f"b.status-{name}, li.status-{name}, td.status-{name} {{ background: {look.colour}; color: {look.text} }}\n"
        f"i.bar.status-{name} {{ --bar: {look.colour} }}\n"
        for name, look in theme.status.items()
    )


def _page_rules(page_words: str, mark: str) -> str:
    before, between, after = (_css_string(part) for part in _PAGE_WORDS.split(page_words))
    watermark = '@page { background: url("mark:") center / 92% auto no-repeat }\n' if mark else ""
    return (
        f"@page {{ @bottom-right {{ content: {before} counter(page) {between} counter(pages) {after} }} }}\n"
        "@page cover { background: none; @bottom-right { content: none } }\n"
        + watermark
        + "@page cover { background: none }\n"
    )


def _css_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _found(folders: Sequence[Path], name: str) -> Path:
    return next(folder / name for folder in folders if (folder / name).is_file())


class _OnlyOurs(URLFetcher):  # type: ignore[misc]
    """Serves our fonts, the prepared photos and the mark: no file of the machine, no network."""

    def __init__(self, folders: Sequence[Path], photos: Mapping[str, bytes], watermark: str) -> None:
        super().__init__(allowed_protocols=())
        self._folders, self._photos, self._watermark = folders, photos, watermark

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        del headers
        scheme, _, name = url.partition(":")
        name = unquote(name)
        if scheme == "font" and Path(name).name == name:
            return self._served(url, _found(self._folders, f"fonts/{name}").read_bytes(), _TYPES[Path(name).suffix])
        if scheme == "photo" and name in self._photos:
            return self._served(url, self._photos[name], _TYPES[Path(name).suffix.lower()])
        if scheme == "mark":
            return self._served(url, self._watermark.encode(), "image/svg+xml")
        raise FatalURLFetchingError(f"not one of ours: {url}")

    def _served(self, url: str, data: bytes, kind: str) -> URLFetcherResponse:
        return URLFetcherResponse(url, body=data, headers={"Content-Type": kind})


def _watermark(mark: str, font_family: str) -> str:
    """The mark in large light letters, rising, on two lines where it is long; the size follows the longer one."""
    lines = in_lines(mark)
    size = min(150, 1150 / max(*map(len, lines), 1))
    font = f'font-family="{escape(font_family)}" font-weight="bold" font-size="{size:.0f}"'
    first = 400 + size * (0.35 - 0.6 * (len(lines) - 1))
    texts = (
        f'<text x="400" y="{first + place * size * 1.2:.0f}" text-anchor="middle">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800">'
        f'<g {font} fill="{COLOUR}" transform="rotate(-38 400 400)">{"".join(texts)}</g></svg>'
    )

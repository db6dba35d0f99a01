"""What the engine had to say while printing, and where what it speaks of was written."""

from __future__ import annotations

import logging
import re

import lxml.html

_AT = re.compile(r"(?: at |:)(\d+):\d+")
_PHOTO = re.compile(r"photo:[^\s'\"»”]+\.jpg")
_QUOTED = re.compile(r"[`'](?:@|:)?([\w-]+)")


_HARMLESS = "Unable to subset"  # a font with too many of its letters in use: it is embedded whole


class EngineLog(logging.Handler):
    """Every word of it is a failure but one: the engine drops what it cannot draw."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.getMessage().startswith(_HARMLESS):
            self.lines.append(record.getMessage())


def placed(line: str, page: lxml.html.HtmlElement, css: str) -> str:
    """A line of the log with its place before it, where that can be known: a line of print.css, or the cell that names
    a photo. ``page`` still has its ``data-cell``; ``css`` is the style sheet as the engine read it.
    """
    if photo := _PHOTO.search(line):
        for picture in page.xpath("//img[@src=$name]", name=photo[0]):
            cells = picture.xpath("ancestor::figure[1]//@data-cell")
            return f"{cells[0]}: {line}" if cells else line
    written = css.splitlines()
    if (at := _AT.search(line)) and (word := _QUOTED.search(line)):
        number = int(at[1])
        if number <= len(written) and word[1] in written[number - 1]:  # else it speaks of a style attribute
            return f"print.css:{number}: {line}"
    return line

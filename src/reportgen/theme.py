"""The look that the PDF and the Word file share: ``theme.toml`` as a frozen, typed value.

Lengths are millimetres, sizes are points, colours are ``#RRGGBB``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from reportgen.problems import ReportgenError

STATUSES = ("completed", "in_progress", "overdue", "on_hold", "not_started", "no_longer_relevant", "unreported")
SERIES = ("first", "second", "third", "fourth")

_NARROWEST, _LOWEST = 200, 270  # millimetres of a page: A4 and Letter are larger

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_WORD = re.compile(r"[^\x00-\x1f\"\\<>{};]{1,60}")  # it goes into CSS and XML as it is
_MEANT_AS_TEXT = ("pdf", "symbols", "word")  # every other value is a number or a colour

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font names, sizes in points, and ``line``: the line height as a multiple of the size."""

    pdf: str
    symbols: str
    word: str
    body: float
    line: float
    table: float
    small: float
    heading_1: float
    heading_2: float
    heading_3: float
    title: float


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet upright, its margins, and the margins of a landscape page; in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    landscape_top: float
    landscape_bottom: float
    landscape_left: float
    landscape_right: float

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def landscape_text_width(self) -> float:
        return self.height - self.landscape_left - self.landscape_right


@dataclass(frozen=True, slots=True)
class Colours:
    primary: str
    accent: str
    band: str
    tint: str
    theme_row: str
    row_header: str
    update_row: str
    rule: str
    body: str
    quiet: str
    flaw: str


@dataclass(frozen=True, slots=True)
class StatusLook:
    """A status: its colour, and the colour of text on it."""

    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class Theme:
    font: Fonts
    page: Page
    colour: Colours
    status: Mapping[str, StatusLook]
    series: Mapping[str, str]

    def named(self, colour: str) -> str:
        """The colour that a status, a series or a colour key names; raises KeyError when none does."""
        if colour in self.status:
            return self.status[colour].colour
        if colour in self.series:
            return self.series[colour]
        if colour in Colours.__slots__:
            return str(getattr(self.colour, colour))
        raise KeyError(colour)

    @property
    def of_charts(self) -> dict[str, str]:
        """The colours that charts are drawn in, by name."""
        return {name: self.named(name) for name in (*self.status, *self.series, "body", "quiet", "rule")}


class ThemeError(ReportgenError, ValueError):
    """A theme file that cannot be used. ``faults`` says what is wrong with each key, such as ``colour.primary``."""

    def __init__(self, file: str, faults: Mapping[str, str]) -> None:
        self.file = file
        self.faults = MappingProxyType(dict(faults))
        super().__init__(f"{file}: " + "; ".join(f"{key}: {fault}" for key, fault in faults.items()))


def load_theme(path: Path) -> Theme:
    """Read a theme file; raises ThemeError with every key that is missing, wrong or not known."""
    return read_theme(path.read_text(encoding="utf-8"), path.name)


def theme_of(folders: Iterable[Path]) -> Theme:
    """The theme of the first of these folders that has one: a team's own goes before ours."""
    return load_theme(next(file for folder in folders if (file := folder / "theme.toml").exists()))


def read_theme(text: str, file: str = "theme.toml") -> Theme:
    """Like :func:`load_theme`, from the text of a theme file. ``file`` names it in messages."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ThemeError(file, {"TOML": str(error)}) from error
    faults: dict[str, str] = {}
    known = {field.name for field in fields(Theme)}
    faults.update({key: "not a known table" for key in tables if key not in known})
    statuses = _keys(tables, "status", STATUSES, faults)
    series = _keys(tables, "series", SERIES, faults)
    theme = Theme(
        font=_read(Fonts, tables.get("font"), "font", faults),
        page=_read(Page, tables.get("page"), "page", faults),
        colour=_read(Colours, tables.get("colour"), "colour", faults),
        status=MappingProxyType(
            {name: _read(StatusLook, statuses.get(name), f"status.{name}", faults) for name in STATUSES}
        ),
        series=MappingProxyType({name: _colour(series.get(name), f"series.{name}", faults) for name in SERIES}),
    )
    if not faults:
        faults.update({f"page.{key}": fault for key, fault in impossible(theme.page).items()})
    if faults:
        raise ThemeError(file, faults)
    return theme


def css_variables(theme: Theme) -> str:
    """The theme as CSS custom properties: ``--font-body``, ``--page-top``, ``--colour-primary``,
    ``--status-completed-colour``, ``--series-first`` and so on, one rule for ``:root``.
    """
    lines: list[str] = [
        *(_variable("font", key, value, "" if key == "line" else "pt") for key, value in _items(theme.font)),
        *(_variable("page", key, value, "mm") for key, value in _items(theme.page)),
        *(_variable("colour", key, value) for key, value in _items(theme.colour)),
        *(
            _variable(f"status-{name}", key, value)
            for name, look in theme.status.items()
            for key, value in _items(look)
        ),
        *(_variable("series", name, colour) for name, colour in theme.series.items()),
    ]
    return ":root {\n" + "".join(f"  {line}\n" for line in lines) + "}\n"


def _items(values: Fonts | Page | Colours | StatusLook) -> list[tuple[str, str | float]]:
    return [(field.name, getattr(values, field.name)) for field in fields(values)]


def _variable(group: str, key: str, value: str | float, unit: str = "") -> str:
    name = f"--{group}-{key}".replace("_", "-")
    if isinstance(value, float):
        return f"{name}: {value:g}{unit};"
    return f'{name}: "{value}";' if key in _MEANT_AS_TEXT else f"{name}: {value};"


def _keys(tables: Mapping[str, object], name: str, keys: tuple[str, ...], faults: dict[str, str]) -> dict[str, object]:
    """A table of the file whose keys are fixed; what is not a known key is a fault."""
    found = tables.get(name, {})
    if not isinstance(found, dict):
        faults[name] = f"{found!r} is not a table"
        return {}
    faults.update({f"{name}.{key}": "not a known key" for key in found if key not in keys})
    return found


def _read(shape: type[T], found: object, place: str, faults: dict[str, str]) -> T:
    """One table of the file as its dataclass. With faults the value is unusable, and never leaves this module."""
    kinds = {field.name: field.type for field in fields(shape)}  # type: ignore[arg-type]
    given: dict[str, object] = found if isinstance(found, dict) else {}
    inside: dict[str, str] = {f"{place}.{key}": "not a known key" for key in given if key not in kinds}
    values: dict[str, object] = {}
    for name, kind in kinds.items():
        read = _number if kind == "float" else _word if name in _MEANT_AS_TEXT else _colour
        values[name] = read(given.get(name), f"{place}.{name}", inside)
    faults.update(inside if isinstance(found, dict) else {place: "missing" if found is None else "not a table"})
    return shape(**values)


def _number(value: object, key: str, faults: dict[str, str]) -> float:
    if value is None:
        faults[key] = "missing"
    elif isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 2000:
        faults[key] = f"{value!r} is not a length or a size above 0"
    else:
        return float(value)
    return 0.0


def _word(value: object, key: str, faults: dict[str, str]) -> str:
    if value is None:
        faults[key] = "missing"
    elif not isinstance(value, str) or not _WORD.fullmatch(value):
        faults[key] = f"{value!r} is not a short text without quotes and brackets"
    else:
        return value
    return ""


def _colour(value: object, key: str, faults: dict[str, str]) -> str:
    if value is None:
        faults[key] = "missing"
    elif not isinstance(value, str) or not _COLOUR.fullmatch(value):
        faults[key] = f"{value!r} is not a colour such as #005392"
    else:
        return value
    return ""


def impossible(page: Page) -> dict[str, str]:
    """What is wrong with a page, by the name of the length: one too small for the cover, or margins that leave less
    than a third of it to the text.
    """
    small = {"width": (page.width, _NARROWEST), "height": (page.height, _LOWEST)}
    faults = {key: f"{length:.0f} mm; at least {least} mm" for key, (length, least) in small.items() if length < least}
    room = {
        "left": (page.text_width, page.width),
        "top": (page.height - page.top - page.bottom, page.height),
        "landscape_left": (page.landscape_text_width, page.height),
        "landscape_top": (page.width - page.landscape_top - page.landscape_bottom, page.width),
    }
    narrow = {key: "the margins leave no room for the text" for key, (left, whole) in room.items() if left < whole / 3}
    return faults | narrow

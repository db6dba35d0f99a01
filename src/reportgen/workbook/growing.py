"""Adds rows below a table of a workbook's file, and tells what cannot come along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem, ProblemsFound
from reportgen.workbook.annotate import remove_marks
from reportgen.workbook.own_ranges import count_anew, ends_with
from reportgen.workbook.package import MAIN, Package
from reportgen.workbook.ranges import Area, Growth, column_number
from reportgen.workbook.raw import reference
from reportgen.workbook.sheet_xml import RowWriter, Typed, extend_filter, formats_of, grow, last_filled_row

_LAST_ROW = 1_048_576
_LISTED = 10
_GROWING_NAMES = ("_xlnm._FilterDatabase", "_xlnm.Print_Area")


@dataclass(frozen=True, slots=True)
class Addition:
    """Rows for one table: values by column number. ``heading`` and ``last`` are its rows, ``columns`` those read."""

    title: str
    heading: int
    last: int
    columns: frozenset[int]
    rows: Sequence[Mapping[int, Typed]]


@dataclass(frozen=True, slots=True)
class Losses:
    """``stopping``: what cannot be kept. ``told``: what the team has to see to itself."""

    stopping: tuple[Problem, ...]
    told: tuple[Problem, ...]


def grown(source: Path, additions: Sequence[Addition], *, accept_loss: bool) -> tuple[bytes, Losses]:
    """The workbook with more rows, without the marks of a copy that was annotated, and what that cost.

    Raises ProblemsFound when something cannot be kept (unless ``accept_loss``), or when the rows do not fit.
    """
    package = Package(source)
    remove_marks(package)  # they tell of the rows as they were
    lost = _losses(package, additions, source.name)
    if lost.stopping and not accept_loss:
        raise ProblemsFound(lost.stopping)
    for addition in additions:
        _add_rows(package, addition, source.name)
    count_anew(package)
    return package.saved(), lost


def _losses(package: Package, additions: Sequence[Addition], file: str) -> Losses:
    stopping: list[Problem] = []
    told: list[Problem] = []
    if any(name.startswith("_xmlsignatures/") for name in package.names):
        stopping.append(problem("loss-signature", Place(file)))
    for addition in additions:
        part = package.sheet_part(addition.title)
        for table in _tables_of(package, part):
            area = Area.parse(table.get("ref", ""))
            if area and int(table.get("totalsRowCount") or 0) and area.top <= addition.last <= area.bottom:
                place = Place(file, addition.title, reference(area.left, area.bottom))
                stopping.append(problem("loss-totals-row", place, table=table.get("displayName", "")))
        cells = [reference(column, addition.last) for column in _own_formulas(package.look(part), addition)]
        told += [problem("own-formulas", Place(file, addition.title, cell)) for cell in cells]
        ends = [*ends_with(package, addition.title, addition.last)] if addition.rows else []
        if ends:
            place = Place(file, addition.title, reference(1, addition.last))
            told.append(problem("own-ranges", place, row=addition.last, ends=", ".join(ends[:_LISTED])))
    return Losses(tuple(stopping), tuple(told))


def _add_rows(package: Package, addition: Addition, file: str) -> None:
    """Type the rows below everything that stands on the sheet; filters, lists, rules and tables come along."""
    part = package.sheet_part(addition.title)
    root = package.edit(part)
    last = max(last_filled_row(root, addition.columns), addition.last)
    end = last + len(addition.rows)
    if end > _LAST_ROW:
        raise ProblemsFound([problem("sheet-full", Place(file, addition.title, reference(1, last)), row=last)])
    if not addition.rows:
        return
    writer = RowWriter(root, formats_of(package), _origin(package))
    for number, row in enumerate(addition.rows, last + 1):
        writer.write(number, row)
    growth = Growth(addition.heading, addition.last, end)
    grow(root, growth, max(addition.columns))
    for name in _table_parts(package, part):
        _grow_table(package.edit(name), growth)
    _grow_names(package, addition.title, growth)


def _grow_table(table: etree._Element, growth: Growth) -> None:
    if not int(table.get("totalsRowCount") or 0):
        table.set("ref", growth.of_text(table.get("ref", "")))
        extend_filter(table, growth)


def _grow_names(package: Package, title: str, growth: Growth) -> None:
    """The hidden name of the filter, and the print area. The workbook's part is written anew only if one changes."""
    position = str(list(package.sheets()).index(title))
    for index, name in enumerate(_names(package.look(package.workbook))):
        if name.get("name") not in _GROWING_NAMES or name.get("localSheetId") != position or not name.text:
            continue
        sheet, _, area = name.text.rpartition("!")
        grown = growth.of_text(area)
        if grown != area:
            _names(package.edit(package.workbook))[index].text = f"{sheet}!{grown}"


def _names(workbook: etree._Element) -> list[etree._Element]:
    return list(workbook.iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName"))


def _table_parts(package: Package, sheet: str) -> list[str]:
    return [target for (kind, _), target in package.related(sheet).items() if kind == "table"]


def _tables_of(package: Package, sheet: str) -> Iterator[etree._Element]:
    for name in _table_parts(package, sheet):
        yield package.look(name)


def _own_formulas(root: etree._Element, addition: Addition) -> list[int]:
    """The columns of the team's own that hold a formula in the table's last row, and none in those to come."""
    path = f"{{{MAIN}}}sheetData/{{{MAIN}}}row/{{{MAIN}}}c[{{{MAIN}}}f]"
    places = {cell.get("r") or "" for cell in root.iterfind(path)}
    columns = {column_number(place.rstrip("0123456789")) for place in places} - addition.columns
    last, end = addition.last, addition.last + len(addition.rows)
    return sorted(n for n in columns if n and reference(n, last) in places and reference(n, end) not in places)


def _origin(package: Package) -> date:
    """Day zero of the workbook's dates."""
    settings = package.look(package.workbook).find(f"{{{MAIN}}}workbookPr")
    of_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    return date(1904, 1, 1) if of_1904 else date(1899, 12, 30)

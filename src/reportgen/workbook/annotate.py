"""Hands the problems back in Excel: a copy of the workbook with each faulty cell coloured and noted.

The copy is the workbook itself: everything the team has in it is still there, and it can be worked on and checked
again. A colour goes as soon as something else stands in its cell; the next annotated copy starts afresh.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from shlex import quote

from lxml import etree

from reportgen.problems import Problem, Severity, in_order
from reportgen.workbook import limited
from reportgen.workbook.completeness import Completeness
from reportgen.workbook.new_file import write_new
from reportgen.workbook.notes import add_notes, remove_notes
from reportgen.workbook.package import MAIN, Package
from reportgen.workbook.problems_sheet import insert_problems_sheet, remove_problems_sheet
from reportgen.workbook.raw import RawCell, RawWorkbook
from reportgen.workbook.sheet_order import put_in_order, section

_MARK = '"reportgen"="reportgen"'
_LOOKS = {Severity.WARNING: ("FFFFE8B3", "FF5C4400"), Severity.ERROR: ("FFF9CFD4", "FF8A1226")}  # ground, letters
_LONGEST = 200  # characters of a text in a formula; Excel takes 255
_MOST = 2000
"""Coloured cells of one sheet; all the others are listed all the same."""


def annotate(
    source: Path,
    target: Path,
    raw: RawWorkbook,
    problems: Sequence[Problem],
    complete: Sequence[Completeness],
    translate: Callable[[str], str],
) -> int:
    """Write ``target``: ``source`` with its problems marked; gives the number of cells that are.

    ``raw`` is what was read from ``source``; ``translate`` can be pickled. Raises ProblemsFound when ``source`` is
    larger than any workbook of a team, or ``target`` exists or cannot be written.
    """
    problems = in_order(_of_the_copy(problem, target) for problem in problems)
    marked = _by_sheet(problems, {sheet.title for sheet in raw.sheets})
    cells = {
        sheet.title: {cell.ref: cell for row in sheet.rows for cell in row.cells.values() if cell.ref in by_cell}
        for sheet in raw.sheets
        if (by_cell := marked.get(sheet.title))
    }
    given = (source, target, marked, cells, problems, complete, translate)
    write_new(target, limited.in_limits(source, _annotated, *given))
    return sum(map(len, marked.values()))


def _annotated(
    source: Path,
    target: Path,
    marked: Mapping[str, Mapping[str, Sequence[Problem]]],
    cells: Mapping[str, Mapping[str, RawCell]],
    problems: Sequence[Problem],
    complete: Sequence[Completeness],
    translate: Callable[[str], str],
) -> bytes:
    """The copy that is to stand at ``target``. By sheet and cell: what is ``marked``, and the filled ``cells``."""
    package = Package(source)
    remove_marks(package)
    looks = _add_looks(package)
    for title, by_cell in marked.items():
        part = package.sheet_part(title)
        _colour(package.edit(part), by_cell, cells[title], looks)
        add_notes(package, part, {cell: _note(found, translate) for cell, found in by_cell.items()})
    insert_problems_sheet(package, problems, complete, translate, source.name, quote(str(target)))
    return package.saved()


def _of_the_copy(problem: Problem, path: Path) -> Problem:
    """The commands that a hint gives name the workbook, which is now this one."""
    given = problem.given
    return replace(problem, given={**given, "workbook": quote(str(path))}) if "workbook" in given else problem


def _by_sheet(problems: Sequence[Problem], sheets: Container[str]) -> dict[str, dict[str, list[Problem]]]:
    """What to mark: warnings and worse, by sheet and cell, the worst first."""
    found: dict[str, dict[str, list[Problem]]] = {}
    for problem in problems:
        place = problem.place
        if problem.severity >= Severity.WARNING and place.cell and place.sheet in sheets:
            by_cell = found.setdefault(place.sheet, {})
            if place.cell in by_cell or len(by_cell) < _MOST:
                by_cell.setdefault(place.cell, []).append(problem)
    return found


def _note(problems: Sequence[Problem], translate: Callable[[str], str]) -> str:
    told = (problem.told(translate) for problem in problems)
    return "\n".join("\n".join(line for line in each if line) for each in told)


# ---------------------------------------------------------------- colours


def _add_looks(package: Package) -> dict[Severity, str]:
    """Add the colours to the styles; gives the number of each."""
    listed = section(package.edit(package.styles()), "dxfs")
    numbers = {}
    for severity, (ground, letters) in _LOOKS.items():
        look = etree.SubElement(listed, f"{{{MAIN}}}dxf")
        etree.SubElement(etree.SubElement(look, f"{{{MAIN}}}font"), f"{{{MAIN}}}color", {"rgb": letters})
        pattern = etree.SubElement(
            etree.SubElement(look, f"{{{MAIN}}}fill"), f"{{{MAIN}}}patternFill", {"patternType": "solid"}
        )
        for name in ("fgColor", "bgColor"):
            etree.SubElement(pattern, f"{{{MAIN}}}{name}", {"rgb": ground})
        numbers[severity] = str(len(listed) - 1)
    listed.set("count", str(len(listed)))
    return {**numbers, Severity.BLOCKING: numbers[Severity.ERROR]}


def _colour(
    root: etree._Element,
    by_cell: Mapping[str, Sequence[Problem]],
    known: Mapping[str, RawCell],
    looks: Mapping[Severity, str],
) -> None:
    """Colour cells by rules of their own, above all others: formats stay, and a colour goes with what was wrong.

    Excel goes by the priority of rules, LibreOffice by their order.
    """
    for rule in root.iter("{*}cfRule"):
        if (priority := rule.get("priority", "")).isdigit():
            rule.set("priority", str(int(priority) + len(by_cell)))
    others = root.findall(f"{{{MAIN}}}conditionalFormatting")
    bare = (cell for cell in root.iter(f"{{{MAIN}}}c") if cell.get("t", "n") == "n")
    numbers = {cell.get("r", ""): cell.findtext(f"{{{MAIN}}}v") or "" for cell in bare}
    for rank, (cell, problems) in enumerate(by_cell.items(), 1):
        area = etree.Element(f"{{{MAIN}}}conditionalFormatting", {"sqref": cell})
        look = looks[max(problem.severity for problem in problems)]
        given = {"type": "expression", "dxfId": look, "priority": str(rank), "stopIfTrue": "1"}
        rule = etree.SubElement(area, f"{{{MAIN}}}cfRule", given)
        same = _is_unchanged(cell, known.get(cell), numbers.get(cell, ""))
        etree.SubElement(rule, f"{{{MAIN}}}formula").text = f"AND({_MARK},{same})"
        put_in_order(root, area)
    for area in others:
        put_in_order(root, area)


def _is_unchanged(place: str, cell: RawCell | None, number: str) -> str:
    """The formula that holds as long as the cell is what it was."""
    if cell is None:
        return f"LEN({place})=0"
    if cell.formula:
        return "TRUE"
    if cell.error:
        return f"ISERROR({place})"
    if isinstance(cell.value, str):
        if len(cell.value) <= _LONGEST and cell.value.isprintable():
            quoted = cell.value.replace('"', '""')
            return f'EXACT({place},"{quoted}")'
        return f"LEN({place})={len(cell.value.encode('utf-16-le')) // 2}"
    if isinstance(cell.value, bool):
        return f"{place}={'TRUE' if cell.value else 'FALSE'}"
    return f"{place}={number}" if number else "TRUE"


# ---------------------------------------------------------------- an annotated copy, annotated again


def remove_marks(package: Package) -> None:
    """Take out what an earlier run marked."""
    remove_problems_sheet(package)
    for part in package.sheets().values():
        if _MARK.replace('"', "&quot;").encode() in package.content(part) or _MARK.encode() in package.content(part):
            _remove_colours(package.edit(part))
        remove_notes(package, part)


def _remove_colours(root: etree._Element) -> None:
    for area in list(root.iter(f"{{{MAIN}}}conditionalFormatting")):
        for rule in list(area.iter(f"{{{MAIN}}}cfRule")):
            if any(_MARK in (formula.text or "").replace(" ", "") for formula in rule):
                area.remove(rule)
        if not area.findall(f"{{{MAIN}}}cfRule"):
            root.remove(area)

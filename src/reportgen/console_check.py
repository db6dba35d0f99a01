"""What `reportgen check` says on the terminal: the problems by sheet, what each language lacks, what to do next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reportgen.checking import Checking, Group, grouped
from reportgen.problems import Place, Severity

_COLOURS = {Severity.BLOCKING: "bold red", Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
_WIDTH_OF_A_FILE = 140
"""Characters of a line where the output goes into a file or another program."""


def tell_checked(
    out: Console, translate: Callable[[str], str], checked: Checking, copy: Path | None, marked: int | None
) -> None:
    """Print the outcome of a check."""
    if not out.is_terminal:
        out.width = max(_WIDTH_OF_A_FILE, out.width)
    _tell_problems(out, translate, checked)
    _tell_languages(out, translate, checked)
    _tell_next(out, translate, checked, copy, marked)


def _tell_problems(out: Console, translate: Callable[[str], str], checked: Checking) -> None:
    """A line a group: ``file, sheet!cells: what is wrong (hint)``, sheet by sheet."""
    for groups in grouped(checked.problems).values():
        for group in groups:
            out.print(_line(group, translate))


def _line(group: Group, translate: Callable[[str], str]) -> Text:
    _ = translate
    words = {
        Severity.BLOCKING: _("blocking"),
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.NOTICE: _("notice"),
    }
    example = group.example
    message, hint = example.told(translate)
    cells = group.place
    if len(group.cells) > 1:
        cells = _("{cells} ({count} cells)").format(cells=cells, count=len(group.cells))
    place = str(Place(example.place.file, example.place.sheet, cells))
    line = Text.assemble((f"{words[example.severity]}  ", _COLOURS[example.severity]), (place, "bold"), f": {message}")
    if len(group.cells) > 1 and not group.alike:
        line.append(" " + _("Likewise the others."), "italic")
    if hint:
        line.append(f" ({hint})", "dim")
    return line


def _tell_languages(out: Console, translate: Callable[[str], str], checked: Checking) -> None:
    _ = translate
    if not checked.complete:
        return
    lacking = [sheet for sheet in checked.complete if any(sheet.missing.values())]
    if not lacking:
        out.print(_("Every text stands in every language."))
        return
    names = {"fr": _("French"), "en": _("English")}
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(_("Missing texts"))
    for language in lacking[0].missing:
        table.add_column(names[language], justify="right")
    for sheet in lacking:
        shares = [
            _("{missing} of {wanted}").format(missing=len(cells), wanted=sheet.wanted) if cells else "–"
            for cells in sheet.missing.values()
        ]
        table.add_row(sheet.sheet, *shares)
    out.print(table)


def _tell_next(
    out: Console, translate: Callable[[str], str], checked: Checking, copy: Path | None, marked: int | None
) -> None:
    _ = translate
    errors = checked.count(Severity.ERROR) + checked.count(Severity.BLOCKING)
    warnings = checked.count(Severity.WARNING)
    if checked.stops:
        out.print(Text(_("Problems to correct before the report can be made: {count}.").format(count=errors), "bold"))
    elif errors:
        said = _("A draft can be made. Problems to correct before the quarter can be final: {count}.")
        out.print(Text(said.format(count=errors), "bold"))
    elif warnings:
        out.print(_("The report can be made. Warnings worth a look: {count}.").format(count=warnings))
    else:
        out.print(_("The workbook is in order: the report can be made."))
    if copy and marked is not None:
        said = _("Written: {path}. Cells marked: {count}. Correct them there, then: reportgen check --workbook {path}")
        out.print(said.format(path=copy, count=marked))
    elif copy:
        out.print(_("No copy was written: there is no workbook to mark."))
    elif errors or warnings:
        out.print(
            _(
                "Next: correct the cells named above, save the workbook and check it again. "
                "Or have them marked in a copy: reportgen check --annotate problems.xlsx"
            )
        )
    if not checked.stops:
        out.print(_("To make it: reportgen build --workbook {path}").format(path=checked.workbook))

"""What `reportgen check` says on the terminal: the problems by sheet, what each language lacks, what to do next."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from shlex import quote

from rich.console import Console
from rich.table import Table

from reportgen.checking import Checking
from reportgen.console_problems import say, tell_problems
from reportgen.problems import Severity

_WIDTH_OF_A_FILE = 140
"""Characters of a line where the output goes into a file or another program."""


def tell_checked(
    out: Console, translate: Callable[[str], str], checked: Checking, copy: Path | None, marked: int | None
) -> None:
    """Print the outcome of a check."""
    if not out.is_terminal:
        out.width = max(_WIDTH_OF_A_FILE, out.width)
    tell_problems(out, translate, checked.problems)
    _tell_languages(out, translate, checked)
    _tell_next(out, translate, checked, copy, marked)


def _tell_languages(out: Console, translate: Callable[[str], str], checked: Checking) -> None:
    _ = translate
    if not checked.complete:
        return
    lacking = [sheet for sheet in checked.complete if any(sheet.missing.values())]
    if not lacking:
        say(out, _("Every text stands in every language."))
        return
    names = {"fr": _("in French"), "en": _("in English")}
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
    workbook = quote(str(checked.workbook))
    if checked.stops:
        say(out, _("Problems to correct before the report can be made: {count}.").format(count=errors), "bold")
    elif errors:
        said = _("A draft can be made. Problems to correct before the quarter can be final: {count}.")
        say(out, said.format(count=errors), "bold")
    elif warnings:
        say(out, _("The report can be made. Warnings worth a look: {count}.").format(count=warnings))
    else:
        say(out, _("The workbook is in order: the report can be made."))
    if copy and marked is not None:
        said = _("Written: {path}. Cells marked: {count}. Correct them there, then:")
        say(out, said.format(path=copy, count=marked))
        out.print(f"  reportgen check --workbook {quote(str(copy))}")
    elif copy:
        say(out, _("No copy was written: there is no workbook to mark."))
    elif checked.cells and (errors or warnings):
        said = _(
            "Next: correct the cells named above, save the workbook and check it again, or have them marked in a copy:"
        )
        say(out, said)
        beside = quote(str(_free_name(checked.workbook.with_name(_("problems.xlsx")))))
        out.print(f"  reportgen check --workbook {workbook} --annotate {beside}")
    if not checked.stops:
        say(out, _("To make it:"))
        out.print(f"  reportgen build --workbook {workbook}{checked.options}")


def _free_name(path: Path) -> Path:
    """The name, or the first one after it with a number that no file has."""
    numbered = (path.with_stem(f"{path.stem}_{number}") for number in count(2))
    return path if not path.exists() else next(each for each in numbered if not each.exists())

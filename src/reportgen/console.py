"""What the command says, in the user's language: problems, progress, the files written, the quarter in short."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from rich.console import Console as RichConsole
from rich.table import Table
from rich.text import Text

from reportgen.console_problems import say, tell_problems
from reportgen.console_usage import tell_misuse
from reportgen.problems import Problem, Severity
from reportgen.rounding import half_up
from reportgen.workbook.schema import LANGUAGES

if TYPE_CHECKING:  # heavy, and needed by types alone
    from reportgen.build import Outcome
    from reportgen.checking import Checking
    from reportgen.trace import Traced
    from reportgen.workbook.next_quarter import NewQuarter
    from reportgen.workbook.translations import Reason


def system_language() -> str:
    """The language of the system where it is one of ours, else English (POSIX order of the locale's variables)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if value := os.environ.get(name):
            return next((language for language in LANGUAGES if value.lower().startswith(language)), "en")
    return "en"


def asked_language(arguments: Sequence[str]) -> str:
    """The language of ``--lang`` when it names one of ours, else the system's."""
    for option, value in pairwise(arguments):
        if option in ("--lang", "-l") and value.lower() in LANGUAGES:
            return value.lower()
    given = (a.removeprefix("--lang=").lower() for a in arguments if a.startswith("--lang="))
    return next((language for language in given if language in LANGUAGES), system_language())


class Console:
    """Speaks to the user: results on standard output, problems and progress on standard error."""

    def __init__(self, language: str = "") -> None:
        self.language = language if language in LANGUAGES else system_language()
        self._translate = _translator(self.language)
        self._out = RichConsole(highlight=False, markup=False, soft_wrap=True)
        self._err = RichConsole(stderr=True, highlight=False, markup=False, soft_wrap=True)

    def problems(self, problems: Sequence[Problem], *, stopped: bool = False, with_codes: bool = False) -> None:
        """Every problem, the worst first; ``with_codes``: each on a line of its own, with its code."""
        tell_problems(self._err, self._translate, problems, with_codes=with_codes)
        if stopped:
            count = sum(found.severity >= Severity.ERROR for found in problems)
            said = self._translate("Problems to correct first: {count}.")
            self._err.print(Text(said.format(count=count), "bold"))

    def misused(self, wrong: Exception) -> None:
        """What is wrong with the command line, and where its help is."""
        tell_misuse(self._err, self._translate, wrong)

    def failed(self, detail: str) -> None:
        self._err.print(
            Text(self._translate("The report could not be made: {detail}").format(detail=detail), "bold red")
        )

    @contextlib.contextmanager
    def working(self) -> Iterator[Callable[[str], None]]:
        """A progress display; the function it gives names the step under way."""
        _ = self._translate
        steps = {"read": _("Reading the workbook…"), "make": _("Making the reports…"), "write": _("Writing the files…")}
        with self._err.status(steps["read"]) as status:
            yield lambda step: status.update(steps[step])

    def outcome(self, outcome: Outcome) -> None:
        """The table of files and the quarter in short."""
        from reportgen.language.formats import Formats

        _ = self._translate
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column(_("File"), no_wrap=True, overflow="ignore")
        for heading in (_("Pages"), _("Size"), _("Seconds")):
            table.add_column(heading, justify="right")
        for file in outcome.files:
            size = _("{size} kB").format(size=half_up(file.size / 1024))
            table.add_row(file.path.name, str(file.pages or "–"), size, f"{file.seconds:.1f}")
        longest = max(len(file.path.name) for file in outcome.files)
        self._out.print(_("Written to {folder}:").format(folder=outcome.files[0].path.parent))
        self._out.width = max(self._out.width, longest + 40)  # a narrow screen folds the lines, and nothing is cut off
        self._out.print(table)
        tally = outcome.now.overall
        average = "–" if tally.average_percent is None else Formats(self.language).percent(tally.average_percent, 0)
        self._out.print(
            _(
                "{quarter}: {completed} of {relevant} recommendations completed, {overdue} overdue, "
                "average progress {average}."
            ).format(
                quarter=outcome.now.quarter,
                completed=tally.completed,
                relevant=tally.relevant,
                overdue=tally.overdue,
                average=average,
            )
        )
        if outcome.now.is_example:
            say(self._out, _("These are example data: every page says so."))
        if outcome.now.is_draft:
            said = _("This is a draft. For the final report, set the state of the quarter to final in the workbook.")
            say(self._out, said)

    @property
    def translate(self) -> Callable[[str], str]:
        """From an English message to the user's language."""
        return self._translate

    def plain(self, text: str) -> None:
        """Something for another program, as it is."""
        print(text, file=self._out.file)  # as it is: laying it out takes ten times its size

    def checked(self, checked: Checking, copy: Path | None, marked: int | None) -> None:
        """What a check found, what is missing in each language, and what to do next."""
        from reportgen.console_check import tell_checked

        tell_checked(self._out, self._translate, checked, copy, marked)

    def quarter_added(self, added: NewQuarter) -> None:
        """What a new quarter's workbook holds, and how the work goes on."""
        from reportgen.language.formats import Formats

        _ = self._translate
        formats = Formats(self.language)
        say(self._out, _("Created {path}.").format(path=added.path))
        said = _(
            "{quarter}: data as of {cutoff}, report of {issued} (proposed: correct them if need be). "
            "Lines to update on the sheet “{sheet}”: {lines}."
        )
        cutoff, issued = formats.date(added.cutoff), formats.date(added.issued)
        given = {"quarter": added.quarter, "cutoff": cutoff, "issued": issued}
        say(self._out, said.format(**given, sheet=added.sheet, lines=added.lines))
        said = _(
            "Next: fill in each line and type the date in place of “{mark}”; a line left as it is prints "
            "“No update this quarter”. Add the key messages on the sheet “{quarters}”. Save, then:"
        )
        say(self._out, said.format(mark=added.mark, quarters=added.quarters))
        self._out.print(f"  reportgen check --workbook {quote(str(added.path))}")

    def open_texts(self, workbook: Path, counts: Mapping[tuple[str, str], Counter[Reason]]) -> None:
        """How many translations are open, by sheet and language, and what to do next."""
        from reportgen.workbook.translations import Reason

        _ = self._translate
        if not counts:
            self._out.print(_("Every text is translated and up to date."))
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column(_("Sheet"), no_wrap=True, overflow="ignore")
        table.add_column(_("Language"))
        for heading in (_("Missing"), _("Older than its source"), _("Not translated"), _("Other numbers or names")):
            table.add_column(heading, justify="right")
        for (sheet, language), by_reason in counts.items():
            numbers = (by_reason[reason] for reason in Reason)
            table.add_row(sheet, language, *(str(number or "–") for number in numbers))
        self._out.print(table)
        path = quote(str(workbook))
        say(self._out, _("For the cells:"))
        self._out.print(f"  reportgen check --workbook {path}")
        say(self._out, _("For a translator, as .xlsx or .po:"))
        self._out.print(f"  reportgen translations --workbook {path} --export fr-en.xlsx")

    def exported(self, counts: Mapping[Path, int]) -> None:
        _ = self._translate
        if not counts:
            self._out.print(_("Every text is translated and up to date."))
        for path, count in counts.items():
            self._out.print(
                _("Written: {path}. Texts to translate or to look at: {count}.").format(path=path, count=count)
            )

    def imported(self, path: Path | None, count: int) -> None:
        _ = self._translate
        if path is not None:
            self._out.print(
                _("Created {path}. Texts taken from the translator: {count}.").format(path=path, count=count)
            )
            self._out.print(_("Look at it, then put it in the place of the old workbook."))
        else:
            self._out.print(_("Nothing to write. Texts marked as reviewed: {count}.").format(count=count))

    def reviewed(self, count: int) -> None:
        _ = self._translate
        self._out.print(_("Texts remembered as reviewed: {count}.").format(count=count))

    def verified(self, path: Path, *, same: bool, made: bool) -> None:
        _ = self._translate
        said = (
            _("Yes: {path} comes out the same, byte for byte.")
            if same
            else _("No: made again, {path} is another file.")
        )
        said = said if made else _("No: the workbook as it is now cannot be made into {path}.")
        self._out.print(said.format(path=path))

    def traced(self, words: str, found: Sequence[Traced]) -> None:
        """Where a report says something, and the cells that it comes from."""
        _ = self._translate
        if not found:
            say(self._out, _("The report says “{words}” nowhere.").format(words=words))
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in (_("Section"), _("Words"), _("Cells")):
            table.add_column(heading, overflow="fold")
        for each in found:
            cells = ", ".join(each.cells) or _("counted or worded by the report")
            table.add_row(f"{each.language}  {each.section}", each.words, cells)
        self._out.print(table)

    def linted(self, count: int) -> None:
        _ = self._translate
        self._out.print(_("Findings: {count}.").format(count=count) if count else _("Nothing to correct."))

    def reference_created(self, path: Path) -> None:
        said = self._translate("Created {path}. Restyle it in Word, then: reportgen build --reference {quoted}")
        self._out.print(said.format(path=path, quoted=quote(str(path))))

    def created(self, path: Path) -> None:
        self._out.print(self._translate("Created {path}. Start with its first sheet.").format(path=path))


def _translator(language: str) -> Callable[[str], str]:
    if language == "en":
        return str  # the messages are English themselves
    from reportgen.build import template_folders
    from reportgen.language.catalog import load_catalog

    return load_catalog(language, template_folders(None)[0] / "locale").gettext

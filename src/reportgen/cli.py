"""The command ``reportgen``: build, check, quarter, init, schema.

Exit codes: 0 done (warnings may have been told); 1 the inputs hold problems that stop it; 2 the command line is wrong;
3 the program or its engine failed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from reportgen import console
from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound, ReportgenError
from reportgen.report.period import Quarter

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

_WORKBOOK = Path("inputs/followup.xlsx")

WorkbookOption = Annotated[Path, typer.Option("--workbook", "-w", help="The team's Excel workbook.")]
QuarterOption = Annotated[
    str, typer.Option("--quarter", "-q", help="The quarter, such as 2025-Q3. Default: the latest.")
]
LanguageOption = Annotated[
    str, typer.Option("--lang", "-l", help="The language of the messages, fr or en. Default: the system's.")
]
DraftOption = Annotated[
    bool, typer.Option("--draft", help="Make a draft: what is missing shows as a mark in its place.")
]


@app.command()
def build(
    workbook: WorkbookOption = _WORKBOOK,
    quarter: QuarterOption = "",
    lang: Annotated[
        list[str] | None,
        typer.Option("--lang", "-l", help="A language of the report, fr or en; may be repeated. Default: all of them."),
    ] = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", "-f", help="pdf or docx; may be repeated. Default: both.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder that receives the reports.")] = Path(
        "build"
    ),
    templates: Annotated[Path | None, typer.Option(help="A folder with your own versions of some templates.")] = None,
    draft: DraftOption = False,
) -> None:
    """Make the report of a quarter: Word and PDF, in every language of the workbook."""
    from reportgen.build import FORMATS, Order
    from reportgen.build import build as run

    tell = console.Console((lang or [""])[0])
    wanted = _listed(formats) or FORMATS
    if unknown := set(wanted) - set(FORMATS):
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}: pdf, docx", param_hint="--format")
    order = Order(workbook, output, _quarter(quarter), _listed(lang), wanted, draft, templates)
    with tell.working() as step:
        outcome = run(order, step)
    tell.problems(outcome.problems)
    tell.outcome(outcome)


@app.command()
def check(
    workbook: WorkbookOption = _WORKBOOK,
    quarter: QuarterOption = "",
    lang: LanguageOption = "",
    draft: DraftOption = False,
    annotate: Annotated[
        Path | None,
        typer.Option(help="Write a copy of the workbook in which each faulty cell is coloured and noted."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the problems as JSON, for scripts.")] = False,
) -> None:
    """Read the workbook and report every problem at once; the reports are left as they are."""
    from reportgen.checking import Checking

    tell = console.Console(lang)
    if annotate is not None:
        from reportgen.workbook.new_file import refuse_existing

        refuse_existing(annotate)
    checked = Checking.of(workbook, _quarter(quarter), draft=draft)
    marked = checked.annotate(annotate, tell.translate) if annotate else None
    if as_json:
        tell.plain(checked.as_json(tell.translate))
    else:
        tell.checked(checked, annotate, marked)
    if checked.stops:
        raise typer.Exit(1)


@app.command()
def quarter(
    name: Annotated[str, typer.Argument(metavar="QUARTER", help="The quarter to add, such as 2025-Q4.")],
    workbook: WorkbookOption = _WORKBOOK,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The new workbook. Default: beside the old one.")
    ] = None,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Go on even if something in the workbook cannot be kept.")
    ] = False,
    lang: LanguageOption = "",
) -> None:
    """Write a new workbook in which a quarter is begun: its row, and a line to update for each open item."""
    from reportgen.workbook.next_quarter import add_quarter

    tell = console.Console(lang)
    wanted = _quarter(name, "QUARTER")
    assert wanted  # noqa: S101 - an argument is never empty
    stem = re.sub(r"_\d{4}-Q[1-4]$", "", workbook.stem)  # followup_2025-Q4 gives followup_2026-Q1
    target = output or workbook.with_name(f"{stem}_{wanted}{workbook.suffix}")
    added = add_quarter(workbook, wanted, target, accept_loss=accept_loss)
    tell.problems(added.problems)
    tell.quarter_added(added)


@app.command()
def init(
    path: Annotated[Path, typer.Argument(help="The workbook to create, such as inputs/followup.xlsx.")],
    lang: LanguageOption = "",
    hxl: Annotated[bool, typer.Option("--hxl", help="With a row of HXL hashtags under the headings.")] = False,
) -> None:
    """Create an empty workbook with headings, lists and notes, for a new cluster."""
    from reportgen.workbook.authoring import new_workbook

    tell = console.Console(lang)
    if path.exists():
        raise ProblemsFound([problem("file-exists", Place(path.name))])
    if not path.parent.is_dir():
        raise ProblemsFound([problem("folder-missing", Place(path.parent.name))])
    new_workbook(path, tell.language, hxl=hxl)
    tell.created(path)


@app.command()
def schema() -> None:
    """Print what the workbook holds: sheets, columns, rules and choices, in French and in English (Markdown)."""
    from reportgen.workbook.schema_page import schema_page

    console.Console().plain(schema_page())


def main() -> NoReturn:
    """Run the command line in the user's language, and turn every planned failure into words and an exit code."""
    language = console.asked_language(sys.argv[1:])
    command = typer.main.get_command(app)
    console.speak(command, language)
    try:
        sys.exit(command.main(prog_name="reportgen", standalone_mode=True))
    except ProblemsFound as found:
        console.Console(language).problems(found.problems, stopped=True)
        sys.exit(1)
    except ReportgenError as failure:
        console.Console(language).failed(str(failure))
        sys.exit(3)


def _quarter(text: str, parameter: str = "--quarter") -> Quarter | None:
    if not text and parameter.startswith("-"):
        return None
    try:
        return Quarter.parse(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r}: 2025-Q3", param_hint=parameter) from None


def _listed(given: list[str] | None) -> tuple[str, ...]:
    """Each value once, whether the option is repeated or its values are separated by commas."""
    parts = (part.strip().lower() for value in given or () for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))

"""The command ``reportgen``: build, check, quarter, translations, verify, trace, init, reference, lint, schema.

Exit codes: 0 done (warnings may have been told); 1 the inputs hold problems that stop it; 2 the command line is wrong;
3 the program or its engine failed.
"""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from reportgen import cli_files, console
from reportgen.cli_options import (
    WORKBOOK,
    DraftOption,
    LanguageOption,
    QuarterOption,
    ReferenceOption,
    TemplatesOption,
    WorkbookOption,
    listed,
    places,
    quarter_of,
)
from reportgen.console_usage import speak
from reportgen.problems import ProblemsFound, ReportgenError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.command()
def build(
    workbook: WorkbookOption = WORKBOOK,
    quarter: QuarterOption = "",
    lang: Annotated[
        list[str] | None,
        typer.Option("--lang", "-l", help="A language of the report, fr or en; may be repeated. Default: all of them."),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", help="pdf, docx or html; may be repeated. Default: pdf and docx."),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder that receives the reports.")] = Path(
        "build"
    ),
    templates: TemplatesOption = None,
    draft: DraftOption = False,
    reference: ReferenceOption = None,
    record: Annotated[
        bool, typer.Option("--record/--no-record", help="Whether a final report is remembered as issued.")
    ] = True,
) -> None:
    """Make the report of a quarter: Word and PDF, in every language of the workbook."""
    from reportgen.build import DEFAULT_FORMATS, FORMATS, Order
    from reportgen.build import build as run

    tell = console.Console((lang or [""])[0])
    wanted = listed(formats) or DEFAULT_FORMATS
    if unknown := sorted(set(wanted) - set(FORMATS)):
        raise typer.BadParameter(f"format {', '.join(unknown)!r}", param_hint="--format")
    asked = (workbook, output, quarter_of(quarter), listed(lang), wanted, draft, templates, record, reference)
    with tell.working() as step:
        outcome = run(Order(*asked), step)
    tell.problems(outcome.problems)
    tell.outcome(outcome)


@app.command()
def check(
    workbook: WorkbookOption = WORKBOOK,
    quarter: QuarterOption = "",
    lang: LanguageOption = "",
    draft: Annotated[bool, typer.Option("--draft", help="Check as for a draft.")] = False,
    templates: TemplatesOption = None,
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
        from reportgen.workbook.new_file import ending_of, refuse_ending, refuse_existing

        refuse_existing(annotate)
        refuse_ending(annotate, ending_of(workbook))
    checked = Checking.of(workbook, quarter_of(quarter), draft=draft, templates=templates)
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
    workbook: WorkbookOption = WORKBOOK,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The new workbook. Default: beside the old one.")
    ] = None,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Go on even if something in the workbook cannot be kept.")
    ] = False,
    lang: LanguageOption = "",
) -> None:
    """Write a new workbook in which a quarter is begun: its row, and a line to update for each open item."""
    from reportgen.workbook.file_names import name_for
    from reportgen.workbook.next_quarter import add_quarter

    tell = console.Console(lang)
    wanted = quarter_of(name, "QUARTER")
    assert wanted  # noqa: S101 - an argument is never empty
    target = output or name_for(workbook, wanted)
    added = add_quarter(workbook, wanted, target, accept_loss=accept_loss)
    tell.problems(added.problems)
    tell.quarter_added(added)


@app.command()
def translations(
    workbook: WorkbookOption = WORKBOOK,
    export: Annotated[
        Path | None,
        typer.Option("--export", help="Write the open texts to this new .xlsx or .po file, for a translator."),
    ] = None,
    given: Annotated[
        Path | None,
        typer.Option("--import", help="Take a translator's file back, into a copy of the workbook beside it."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The copy that --import writes. Default: …_translated.xlsx.")
    ] = None,
    reviewed: Annotated[
        list[str] | None,
        typer.Option(
            "--reviewed", help="A cell, a row (Suivi!7) or all: its translation is right as it is. May be repeated."
        ),
    ] = None,
    lang: LanguageOption = "",
) -> None:
    """Tell which texts are missing, older than their source or not translated; hand them to a translator and back."""
    from reportgen import translate

    tell = console.Console(lang)
    asked = [option for option, value in (("--export", export), ("--import", given), ("--reviewed", reviewed)) if value]
    if len(asked) > 1:
        raise typer.BadParameter(f"together with {asked[1]!r}", param_hint=asked[0])
    for option, file in (("--export", export), ("--import", given)):
        if file and file.suffix.lower() not in translate.FORMATS:
            raise typer.BadParameter(f"ending {file.name!r}", param_hint=option)
    if export:
        tell.exported(translate.hand_out(workbook, export))
    elif given:
        imported = translate.take_back(workbook, given, output)
        tell.problems(imported.problems)
        tell.imported(imported.path, imported.taken)
    elif reviewed:
        tell.reviewed(translate.review(workbook, places(reviewed)))
    else:
        tell.open_texts(workbook, translate.counted(translate.opened(workbook)))


@app.command()
def verify(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", help="A report that was made as final, such as build/2025-Q3/…_fr.pdf.")
    ],
    workbook: Annotated[
        Path | None,
        typer.Option("--workbook", "-w", help="The team's Excel workbook. Default: the one that the report came from."),
    ] = None,
    templates: TemplatesOption = None,
    reference: ReferenceOption = None,
    lang: LanguageOption = "",
) -> None:
    """Tell whether a report can be made again to the byte, or what differs."""
    from reportgen.verify import verify as run

    tell = console.Console(lang)
    verdict = run(report, workbook or WORKBOOK, templates, reference, chosen=workbook is not None)
    tell.problems(verdict.problems)
    tell.verified(report, same=verdict.same, made=verdict.made)
    raise typer.Exit(0 if verdict.same else 1)


@app.command()
def trace(
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="What the report says, such as “330 713” or the start of a sentence.")
    ],
    workbook: WorkbookOption = WORKBOOK,
    quarter: QuarterOption = "",
    templates: TemplatesOption = None,
    lang: LanguageOption = "",
) -> None:
    """Tell which cells of the workbook something in the report comes from."""
    from reportgen.build import Order
    from reportgen.trace import trace as run

    found = run(Order(workbook, Path(), quarter_of(quarter), templates=templates), words)
    console.Console(lang).traced(words, found)
    raise typer.Exit(0 if found else 1)


app.add_typer(cli_files.app)


def main() -> NoReturn:
    """Run the command line in the user's language, and turn every planned failure into words and an exit code."""
    gc.disable()  # short-lived; on a large workbook the search for cyclic garbage takes a fifth of the time
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # what a terminal's character set lacks is a question mark
    tell = console.Console(console.asked_language(sys.argv[1:]))
    command = typer.main.get_command(app)
    speak(command, tell.translate, sys.argv[1:])
    try:
        sys.exit(command.main(prog_name="reportgen", standalone_mode=False))
    except typer.TyperException as wrong:
        tell.misused(wrong)
        sys.exit(wrong.exit_code)
    except ProblemsFound as found:
        tell.problems(found.problems, stopped=True)
        sys.exit(1)
    except ReportgenError as failure:
        tell.failed(str(failure))
        sys.exit(3)

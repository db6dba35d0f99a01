"""The commands that need no report: init, reference, lint, schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reportgen import console
from reportgen.cli_options import FileLanguageOption, LanguageOption, TemplatesOption
from reportgen.problem_kinds import problem
from reportgen.problems import Place

app = typer.Typer()


@app.command()
def init(
    path: Annotated[
        Path, typer.Argument(metavar="FILE.xlsx", help="The workbook to create, such as inputs/followup.xlsx.")
    ],
    lang: FileLanguageOption = "",
    hxl: Annotated[bool, typer.Option("--hxl", help="With a row of HXL hashtags under the headings.")] = False,
) -> None:
    """Create an empty workbook with headings, lists and notes, for a new cluster."""
    from reportgen.workbook.authoring import new_workbook
    from reportgen.workbook.new_file import refuse_ending

    tell = console.Console(lang)
    refuse_ending(path, ".xlsx")
    new_workbook(path, tell.language, hxl=hxl)
    tell.created(path)


@app.command()
def reference(
    path: Annotated[Path, typer.Argument(metavar="FILE.docx", help="The Word file to create, such as style.docx.")],
    templates: TemplatesOption = None,
    lang: FileLanguageOption = "",
) -> None:
    """Create a Word file with every style of a report, to be changed in Word and given to build --reference."""
    from reportgen.build import template_folders
    from reportgen.theme import theme_of
    from reportgen.word.reference_sample import starting_file
    from reportgen.workbook.new_file import write_new

    tell = console.Console(lang)
    write_new(path, starting_file(theme_of(template_folders(templates)), tell.language, tell.translate))
    tell.reference_created(path)


@app.command()
def lint(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.docx", help="Word files, ours or anybody's.")],
    lang: LanguageOption = "",
) -> None:
    """Check Word files for what no validator sees: what is incomplete, inaccessible or formatted by hand."""
    from reportgen.word.lint import lint as findings_of

    tell = console.Console(lang)
    found = []
    for file in files:
        try:
            found += [finding.problem(file.name) for finding in findings_of(file.read_bytes())]
        except FileNotFoundError:
            found.append(problem("file-missing", Place(file.name)))
        except OSError:
            found.append(problem("file-unreadable", Place(file.name)))
    tell.problems(found, with_codes=True)
    tell.linted(len(found))
    if found:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print what the workbook holds: sheets, columns, rules and choices, in French and in English (Markdown)."""
    from reportgen.workbook.schema_page import schema_page

    console.Console().plain(schema_page())

"""Every verdict on the finished files, as a table: `python -m tools.verify build/2025-Q3/*`.

Exit codes: 0 nothing found, 1 something found, 2 a check could not be made.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Column, Table

from tools.verify import contents, office, pdf, verapdf, web, word
from tools.verify.findings import CLEAN, FOUND, NOT_CHECKED, Finding, merge
from tools.verify.programs import MissingToolError

FONTS: Final = Path(__file__).parents[2] / "templates" / "fonts"


@dataclass(frozen=True)
class Check:
    """One tool, and the kind of file that it judges. A program of its own can run beside the other checks."""

    tool: str
    suffix: str
    find: Callable[[Path], Sequence[Finding]]
    own_program: bool = False


def checks(archival: bool, converted: Path) -> list[Check]:
    """List every check; PDF/A-3a only if `archival`. LibreOffice leaves its pages in the folder `converted`."""
    flavours = ["ua1", "3a"] if archival else ["ua1"]
    return [
        *(Check(f"veraPDF {flavour}", ".pdf", partial(_conforms, flavour)) for flavour in flavours),
        Check("qpdf", ".pdf", pdf.check_with_qpdf, own_program=True),
        Check("pypdf, strict", ".pdf", pdf.check_with_pypdf),
        Check("Open XML SDK", ".docx", word.check_with_sdk, own_program=True),
        Check("openxml-audit, strict", ".docx", word.check_with_audit),
        Check("ooxml-integrity", ".docx", word.check_with_integrity),
        Check("reportgen.word.lint", ".docx", word.check_with_own_linter),
        Check("LibreOffice to PDF", ".docx", partial(_prints, converted), own_program=True),
        Check("Chromium with axe", ".html", lambda file: web.check([file]), own_program=True),
    ]


def judge(files: Sequence[Path], wanted: Sequence[Check]) -> dict[tuple[str, Path], list[Finding]]:
    """Run each check on each file of its kind. Raises MissingToolError."""
    pairs = [(check, file) for check in wanted for file in files if file.suffix == check.suffix]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        beside = {(c.tool, file): pool.submit(c.find, file) for c, file in pairs if c.own_program}
        here = {(c.tool, file): c.find(file) for c, file in pairs if not c.own_program}
        return {key: merge(found) for key, found in here.items()} | {
            key: merge(future.result()) for key, future in beside.items()
        }


def show(files: Sequence[Path], wanted: Sequence[Check], verdicts: dict[tuple[str, Path], list[Finding]]) -> None:
    """Print the table of verdicts, then every finding in one line."""
    table = Table(Column("", no_wrap=True), *(file.stem.rpartition("_")[2] + file.suffix for file in files))
    for check in wanted:
        cells = (verdicts.get((check.tool, file)) for file in files)
        words = ("–" if found is None else f"[red]{len(found)} found" if found else "[green]passed" for found in cells)
        table.add_row(check.tool, *words)
    Console().print(table)
    for found in verdicts.values():
        for finding in found:
            print(finding)


def show_contents(files: Sequence[Path], converted: Path) -> None:
    """Print how many page numbers of each table of contents LibreOffice's print confirms."""
    for file in files:
        printed = converted / f"{file.stem}.pdf"
        if file.suffix == ".docx" and printed.is_file():
            print(
                f"{file.name}, contents against LibreOffice's print: {contents.told(contents.entries(file, printed))}"
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks as a command."""
    parser = argparse.ArgumentParser(prog="python -m tools.verify", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=_report_file, metavar="FILE")
    parser.add_argument("--no-pdfa", action="store_true", help="PDF files need not be PDF/A-3a")
    parser.add_argument("--converted", type=Path, default=Path("build/verify/office"), help="folder for LibreOffice")
    options = parser.parse_args(arguments)
    wanted = checks(not options.no_pdfa, options.converted)
    try:
        verdicts = judge(options.files, wanted)
    except MissingToolError as missing:
        print(missing, file=sys.stderr)
        return NOT_CHECKED
    show(options.files, wanted, verdicts)
    show_contents(options.files, options.converted)
    return FOUND if any(verdicts.values()) else CLEAN


def _prints(converted: Path, file: Path) -> list[Finding]:
    """LibreOffice prints the file with the fonts that the PDF embeds, and its pages are those that the file shows."""
    findings = office.check([file], converted, FONTS)
    return findings or contents.check(file, converted / f"{file.stem}.pdf")


def _conforms(flavour: str, file: Path) -> list[Finding]:
    return verapdf.check([file], [flavour])


def _report_file(argument: str) -> Path:
    path = Path(argument)
    if not path.is_file() or path.suffix not in {".pdf", ".docx", ".html"}:
        raise argparse.ArgumentTypeError(f"no PDF, Word or HTML file: {argument}")
    return path


if __name__ == "__main__":
    sys.exit(main())

"""What an office program makes of a file: LibreOffice opens it and prints it as PDF.

LibreOffice opens almost anything, so a page that comes out proves little; this is for
looking at a Word file and for comparing it with the PDF edition, heading by heading.
Its page breaks agree with Word's only where it has the fonts that the file names:
pass their folder as `fonts`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from tools.verify.findings import Finding, file_arguments, report
from tools.verify.programs import MissingToolError, find_program, run_program

if TYPE_CHECKING:
    from pypdf import PdfReader

TOOL: Final = "libreoffice"

OFFICE_SECONDS: Final = 180
"""Time limit of one conversion; a new profile costs most of the usual four seconds."""

POPPLER_SECONDS: Final = 120

PICTURES: Final = "page-*.png"

FONTS_CONF: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


class ConversionError(Exception):
    """LibreOffice did not write the file that it was asked for."""


@dataclass(frozen=True)
class Heading:
    """A heading as the outline of a PDF has it; the first page is 1, the highest level 1."""

    level: int
    text: str
    page: int


def convert(file: Path, folder: Path, to: str = "pdf", fonts: Path | None = None) -> Path:
    """Convert a file of any office format into another one, in a profile of its own.

    The profile is new each time, so that no setting, lock or running LibreOffice of the
    machine has a say. LibreOffice ends with 0 even when it failed: the file is the proof.
    """
    target = folder / f"{file.stem}.{to}"
    target.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="verify-office-") as scratch:
        command: list[str | Path] = [
            find_program("soffice"),
            f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck"),
            *("--convert-to", to),
            *("--outdir", folder),
            file,
        ]
        try:
            run = run_program(command, OFFICE_SECONDS, _font_environment(fonts, Path(scratch)))
        except subprocess.TimeoutExpired:
            raise ConversionError(f"no answer within {OFFICE_SECONDS} seconds") from None
    if not target.is_file():
        last_words = (run.stderr or run.stdout).splitlines()[-1:]
        raise ConversionError("".join(last_words) or f"exit code {run.returncode}")
    return target


def headings(pdf: Path) -> list[Heading]:
    """List the headings of a PDF in order; LibreOffice and WeasyPrint both write the outline."""
    try:
        from pypdf import PdfReader
    except ImportError:
        raise MissingToolError("pypdf") from None
    reader = PdfReader(pdf)
    return list(_walk_outline(reader, reader.outline, level=1))


def page_texts(pdf: Path) -> list[str]:
    """Extract the text of each page, in reading order."""
    run = run_program([find_program("pdftotext"), "-enc", "UTF-8", pdf, "-"], POPPLER_SECONDS)
    run.check_returncode()
    return run.stdout.split("\f")[:-1]


def page_pictures(pdf: Path, folder: Path, dots_per_inch: int = 80) -> list[Path]:
    """Draw each page as a PNG file, `page-1.png` and on, in a folder kept for them."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(PICTURES):
        old.unlink()
    program, resolution = find_program("pdftoppm"), str(dots_per_inch)
    run = run_program([program, "-png", "-r", resolution, pdf, folder / "page"], POPPLER_SECONDS)
    run.check_returncode()
    return sorted(folder.glob(PICTURES))


def check(files: Sequence[Path], folder: Path, fonts: Path | None = None) -> list[Finding]:
    """Convert each file to PDF, into a folder."""
    findings = []
    for file in files:
        try:
            convert(file, folder, fonts=fonts)
        except ConversionError as failure:
            findings.append(Finding(file, TOOL, "not-converted", str(failure)))
    return findings


def _walk_outline(reader: PdfReader, outline: list[Any], level: int) -> Iterator[Heading]:
    """Flatten pypdf's outline, in which the children of an entry are a list after it."""
    for entry in outline:
        if isinstance(entry, list):
            yield from _walk_outline(reader, entry, level + 1)
        else:
            page = reader.get_destination_page_number(entry)
            yield Heading(level, str(entry.title), (page or 0) + 1)


def _font_environment(fonts: Path | None, scratch: Path) -> dict[str, str]:
    """Let LibreOffice see a folder of fonts besides the machine's own."""
    if fonts is None:
        return {}
    configuration = scratch / "fonts.conf"
    configuration.write_text(
        FONTS_CONF.format(fonts=escape(str(fonts.resolve())), cache=escape(str(scratch / "font-cache"))),
        encoding="utf-8",
    )
    return {"FONTCONFIG_FILE": str(configuration)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Convert files and draw a picture of each page, to look at."""
    parser = file_arguments(__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for PDF and pictures")
    parser.add_argument("--fonts", type=Path, help="folder of the fonts that the files name")
    options = parser.parse_args(arguments)
    code = report(lambda files: check(files, options.out, options.fonts), options.files)
    for file in options.files:
        if (printed := options.out / f"{file.stem}.pdf").is_file():
            page_pictures(printed, options.out / file.stem)
    return code


if __name__ == "__main__":
    sys.exit(main())

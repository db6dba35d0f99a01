"""Integrity of a PDF file: it opens, and no byte of its content has changed since it was written.

Sources of the rules: ISO 32000-1:2008, 7.5 (structure of the file) as `qpdf --check`
and pypdf's strict mode judge it, and RFC 1950 for the checksum that closes every
compressed stream. All three are needed: of eleven streams with one byte changed,
qpdf noticed four, pypdf five, veraPDF (`verapdf.py`) nine, and the checksums all nine
in files that still open.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tools.verify.findings import Finding, file_arguments, merge, report
from tools.verify.programs import MissingToolError, find_program, run_program

if TYPE_CHECKING:
    from pypdf import PdfReader

QPDF_SECONDS: Final = 120
QPDF_LAST_LINE: Final = "qpdf: operation succeeded with warnings"

FLATE_ONLY: Final = ("/FlateDecode", ["/FlateDecode"])


def check(files: Sequence[Path]) -> list[Finding]:
    """Look at each file with qpdf and with pypdf."""
    with ThreadPoolExecutor() as pool:
        from_qpdf = list(pool.map(check_with_qpdf, files))
    return merge(
        finding for file, found in zip(files, from_qpdf, strict=True) for finding in (*found, *check_with_pypdf(file))
    )


def check_with_qpdf(file: Path) -> list[Finding]:
    """Run `qpdf --check`: cross-references, objects, page contents. Warnings count too."""
    try:
        run = run_program([find_program("qpdf"), "--check", file], QPDF_SECONDS)
    except subprocess.TimeoutExpired:
        return [Finding(file, "qpdf", "timeout", f"no answer within {QPDF_SECONDS} seconds")]
    if run.returncode == 0:
        return []
    lines = run.stderr.splitlines() or [f"exit code {run.returncode} without a reason"]
    return [_qpdf_finding(file, line) for line in lines if line != QPDF_LAST_LINE]


def check_with_pypdf(file: Path) -> list[Finding]:
    """Open the file strictly, read the text of every page and unpack every stream."""
    try:
        from pypdf import PdfReader
    except ImportError:
        raise MissingToolError("pypdf") from None
    with _log_of("pypdf") as messages:
        try:
            reader = PdfReader(file, strict=True)
            for page in reader.pages:
                page.extract_text()
            findings = list(_broken_streams(file, reader))
        except Exception as error:  # noqa: BLE001 - whatever pypdf raises, the file does not open
            findings = [Finding(file, "pypdf", type(error).__name__, str(error))]
    return [Finding(file, "pypdf", "log", message) for message in messages] + findings


def _qpdf_finding(file: Path, line: str) -> Finding:
    """Read a line such as `WARNING: a.pdf (object 7 0, offset 99): unknown token`."""
    kind, _, message = line.partition(": ")
    code = "warning" if kind == "WARNING" else "error"
    return Finding(file, "qpdf", code, message.removeprefix(str(file)).lstrip(": "))


def _broken_streams(file: Path, reader: PdfReader) -> Iterator[Finding]:
    """Unpack every Flate stream with its checksum, which pypdf and qpdf themselves forgive."""
    from pypdf.generic import IndirectObject, StreamObject

    for generation, offsets in reader.xref.items():
        for number in offsets:
            stream = reader.get_object(IndirectObject(number, generation, reader))
            if not isinstance(stream, StreamObject) or stream.get("/Filter") not in FLATE_ONLY:
                continue
            try:
                zlib.decompress(stream._data)  # pypdf has no public way to it
            except zlib.error as error:
                yield Finding(file, "zlib", "stream", str(error), place=f"object {number}")


@contextmanager
def _log_of(name: str) -> Iterator[list[str]]:
    """Collect what a library logs, as its warnings are our findings."""
    messages: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger(name)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the check as a command."""
    return report(check, file_arguments(__doc__).parse_args(arguments).files)


if __name__ == "__main__":
    sys.exit(main())

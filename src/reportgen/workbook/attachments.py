"""The files that the annexes name: beside the workbook, PNG or JPEG, with credit, consent and alternative text."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from unicodedata import normalize

from reportgen.report.model import Attachment, Text
from reportgen.workbook.rows import Row

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def attachment(row: Row) -> Attachment:
    """One row of the annexes. A file that cannot or must not be printed is left out, and told: why."""
    code, file, alt = row.code(), row.text("file"), row.translated("alt")
    credit, consent = row.text("credit"), row.yes("consent", default=False)
    if file:
        if not alt:
            row.tell_missing(f"alt_{row.context.languages[0]}", "photo-without-alt", item=code)
        if not credit:
            row.tell_missing("credit", "photo-without-credit", item=code)
        if not consent:
            row.tell_missing("consent", "photo-without-consent", item=code)
        file = _as_on_disk(row.context.folder, file)
        flaw = _flaw(row.context.folder, file)
        if flaw:
            row.tell(flaw, "file", typed=file)
        if flaw or not consent:
            file = ""
    return Attachment(
        code=code,
        kind=row.choice("kind"),
        file=file,
        link=row.link("link"),
        caption=row.translated("caption"),
        alt=alt,
        credit=Text(credit, row.cell("credit"), ""),
        consent=consent,
        internal=row.internal,
        cell=row.cell("code"),
    )


def _as_on_disk(folder: Path, name: str) -> str:
    """The name as the disk has it: a Mac writes é as two characters, where the text of a cell has it as one."""
    if _leads_out(name):
        return name
    found = folder
    try:
        for part in PurePosixPath(name).parts:
            alike = (each for each in found.iterdir() if normalize("NFC", each.name) == part)
            found = found / part if (found / part).exists() else next(alike, found / part)
    except OSError:  # a file where a folder should be, or a name that is too long
        return name
    return found.relative_to(folder).as_posix()


def _leads_out(name: str) -> bool:
    return "\\" in name or ":" in name or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts


def _flaw(folder: Path, name: str) -> str:
    """The code of what is wrong with a file, "" when nothing is."""
    if _leads_out(name):
        return "attachment-outside"
    path = folder / name
    try:
        if not path.is_file():
            return "attachment-missing"
        if not path.resolve().is_relative_to(folder.resolve()):
            return "attachment-outside"
        with path.open("rb") as file:
            return "" if file.read(8).startswith(_SIGNATURES) else "attachment-not-image"
    except (OSError, ValueError):
        return "attachment-not-image"

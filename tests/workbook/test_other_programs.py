"""Workbooks as Excel in French, Google Sheets and others write them; for LibreOffice: tools/verify/test_quarter.py."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from workbook_sample import written

from reportgen.workbook.ingest import read_report


def rewritten(path: Path, change) -> Path:
    """The sound workbook, each of its parts (name and XML) changed."""
    with zipfile.ZipFile(io.BytesIO(written())) as ours, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as theirs:
        for name in ours.namelist():
            theirs.writestr(name, change(name, ours.read(name)))
    return path


def with_prefix(name: str, xml: bytes) -> bytes:
    """As the Open XML SDK writes: every element of the main namespace with a prefix."""
    if not re.fullmatch(r"xl/(worksheets/sheet\d+|sharedStrings|styles|workbook)\.xml", name):
        return xml
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", xml).replace(main, main.replace(b"xmlns", b"xmlns:x"))


def with_texts_in_place(name: str, xml: bytes) -> bytes:
    """As many exporters write: no table of shared texts."""
    if not name.startswith("xl/worksheets/sheet"):
        return xml
    place = rb'<c ([^>]*)t="s"><v>(\d+)</v></c>'
    return re.sub(place, lambda cell: b"<c %st='inlineStr'><is><t>%s</t></is></c>" % (cell[1], shared(cell[2])), xml)


@cache
def shared(number: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(written())) as ours:
        texts = re.findall(rb"<si><t[^>]*>(.*?)</t></si>", ours.read("xl/sharedStrings.xml"), re.DOTALL)
    return texts[int(number)]


def without_hints(name: str, xml: bytes) -> bytes:  # noqa: ARG001
    """As Google Sheets writes: no dimension of the sheet, no spans of rows."""
    return re.sub(rb'<dimension [^>]*/>| spans="[^"]*"', b"", xml)


def with_a_wrong_dimension(name: str, xml: bytes) -> bytes:  # noqa: ARG001
    return re.sub(rb"<dimension [^>]*/>", b'<dimension ref="A1:A2"/>', xml)


def with_french_formats(name: str, xml: bytes) -> bytes:  # noqa: ARG001
    """As the French Excel writes: formats with its locale, a percentage after a space."""
    formats = xml.replace(b'formatCode="dd/mm/yyyy"', b'formatCode="[$-40C]d\\ mmmm\\ yyyy;@"')
    return formats.replace(b'formatCode="0%"', b'formatCode="0\\ %"')


def with_a_filter(name: str, xml: bytes) -> bytes:  # noqa: ARG001
    """As Excel writes a filter of cells that are not blank."""
    rules = b'<filterColumn colId="0"><customFilters><customFilter operator="notEqual" val=" "/></customFilters>'
    return re.sub(
        rb'<autoFilter ref="([^"]*)"/>', rb'<autoFilter ref="\1">' + rules + b"</filterColumn></autoFilter>", xml
    )


def with_an_empty_fill(name: str, xml: bytes) -> bytes:  # noqa: ARG001
    """As WPS writes its styles."""
    return xml.replace(b"<fill>", b"<fill/><fill>", 1)


def with_a_date_in_words(name: str, xml: bytes) -> bytes:  # noqa: ARG001
    """As converters write the day on which a file was made."""
    return re.sub(rb"(<dcterms:created[^>]*>)[^<]*", rb"\g<1>31/05/2025", xml)


@pytest.mark.parametrize(
    "manner",
    [
        with_prefix,
        with_texts_in_place,
        without_hints,
        with_a_wrong_dimension,
        with_french_formats,
        with_a_filter,
        with_an_empty_fill,
        with_a_date_in_words,
    ],
)
def test_files_of_other_programs_say_the_same(tmp_path, manner):
    expected = read_report(rewritten(tmp_path / "a.xlsx", lambda _, xml: xml)).report
    (tmp_path / "other").mkdir()
    path = rewritten(tmp_path / "other" / "a.xlsx", manner)
    assert path.read_bytes() != (tmp_path / "a.xlsx").read_bytes()
    found = read_report(path)
    assert (found.report, found.problems) == (expected, ())

"""Every file that a person can hand in has an outcome of its own, before openpyxl sees it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_sample import column_of, written

from reportgen import office_file
from reportgen.problem_kinds import KINDS
from reportgen.problems import ProblemsFound
from reportgen.workbook import guard, reader
from reportgen.workbook.raw import RawWorkbook, reference
from reportgen.workbook.reader import read_workbook


def refusal(path: Path) -> str:
    with pytest.raises(ProblemsFound) as stopped:
        read_workbook(path)
    (problem,) = stopped.value.problems
    assert problem.place.file == path.name
    problem.told(str)
    return problem.code


def codes(path: Path) -> set[str]:
    """The codes of the problems; none when the file is read."""
    try:
        assert isinstance(read_workbook(path), RawWorkbook)
    except ProblemsFound as stopped:
        return {problem.code for problem in stopped.problems}
    return set()


def file(folder: Path, data: bytes, name="followup.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def package(parts: dict[str, bytes], method=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def parts(language="fr") -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(written(language))) as book:
        return {name: book.read(name) for name in book.namelist()}


def with_part(name: str, edit) -> bytes:
    known = parts()
    return package({**known, name: edit(known.get(name, b""))})


def test_missing_file(tmp_path):
    assert refusal(tmp_path / "no.xlsx") == "file-missing"


def test_folder(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    assert refusal(tmp_path / "a.xlsx") == "file-folder"


def test_lock_file_is_told_by_its_name_even_when_it_is_sound(tmp_path):
    assert refusal(file(tmp_path, written(), "~$followup.xlsx")) == "file-lock"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"a;b;c\n1;2;3\n", "file-csv"),
        ("Élément\tTrimestre\n".encode("utf-16"), "file-csv"),
        (b"\xef\xbb\xbf<html><body><table><tr><td>x", "file-html"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "file-html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file-xls"),
        (b"%PDF-1.7 ...", "file-other"),
        (b"\x89PNG\r\n\x1a\n...", "file-other"),
        (bytes(range(256)), "file-other"),
        (b"PK\x03\x04 cut off", "file-damaged"),
        (package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}), "file-ods"),
        (package({"mimetype": b"application/epub+zip"}), "file-other"),
        (package({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\x83"}), "file-xlsb"),
        (package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), "file-other"),
        (package({"photo.jpg": b"\xff\xd8"}), "file-other"),
    ],
)
def test_what_is_no_workbook_is_told_by_its_content(tmp_path, data, code):
    assert refusal(file(tmp_path, data)) == code


def test_password(tmp_path):
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(written())).encrypt("secret", out)
    assert refusal(file(tmp_path, out.getvalue())) == "file-encrypted"


def test_password_of_the_zip_file(tmp_path):
    data = bytearray(written())
    directory = data.find(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert refusal(file(tmp_path, bytes(data))) == "file-encrypted"


def test_truncated(tmp_path):
    assert refusal(file(tmp_path, written()[:-500])) == "file-damaged"


def test_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "MAX_FILE", 1000)
    assert refusal(file(tmp_path, written())) == "file-too-large"


@pytest.mark.parametrize(
    "name",
    ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet2.xml", "[Content_Types].xml", "xl/sharedStrings.xml"],
)
@pytest.mark.parametrize("content", [b"", b"<a", b"<a/>", b"\x00\x01"])
def test_damaged_parts(tmp_path, name, content):
    path = file(tmp_path, with_part(name, lambda _: content))
    assert codes(path) <= {"file-damaged", "file-strict", "file-unsafe"}


def test_zip_bomb(tmp_path):
    assert refusal(file(tmp_path, with_part("xl/media/zeros.bin", lambda _: bytes(20_000_000)))) == "file-unsafe"


def test_too_many_parts(tmp_path):
    many = {f"xl/{number}.xml": b"" for number in range(office_file.MAX_MEMBERS)}
    assert refusal(file(tmp_path, package({**parts(), **many}))) == "file-unsafe"


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declaration", [BOMB, OUTSIDE])
@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_entities(tmp_path, declaration, name):
    data = with_part(name, lambda xml: xml.replace(b"?>", b"?>" + declaration, 1))
    assert refusal(file(tmp_path, data)) == "file-unsafe"


@pytest.mark.parametrize("space", [b" " * 70_000, b"<!--" + b"a" * 70_000 + b"-->"])
def test_entities_far_from_the_start(tmp_path, space):
    data = with_part("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"?>", b"?>" + space + BOMB, 1))
    assert refusal(file(tmp_path, data)) == "file-unsafe"


def test_entities_in_a_text_are_a_text(tmp_path):
    data = with_part("xl/sharedStrings.xml", lambda xml: xml.replace(b"<t>", b"<t><![CDATA[" + BOMB + b"]]>", 1))
    assert codes(file(tmp_path, data)) == set()


def test_entities_behind_another_encoding(tmp_path):
    def hidden(xml: bytes) -> bytes:
        text = xml.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').replace("?>", "?>" + BOMB.decode(), 1)
        return text.encode("utf-16")

    assert refusal(file(tmp_path, with_part("xl/worksheets/sheet1.xml", hidden))) == "file-unsafe"


@pytest.mark.parametrize(
    "giant",
    [
        b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A1:XFD1048576" display="x"/></hyperlinks>',
    ],
)
def test_ranges_that_would_fill_the_memory(tmp_path, giant):
    data = with_part("xl/worksheets/sheet3.xml", lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + giant))
    assert refusal(file(tmp_path, data)) == "file-unsafe"


def test_strict_open_xml(tmp_path):
    ours, strict = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    known = {name: data.replace(ours, strict) for name, data in parts().items()}
    assert refusal(file(tmp_path, package(known))) == "file-strict"


@pytest.mark.parametrize(("limit", "most"), [("MAX_CELLS", 100), ("MAX_ROWS", 10)])
def test_too_many_cells_or_rows(tmp_path, monkeypatch, limit, most):
    monkeypatch.setattr(guard, limit, most)
    with pytest.raises(ProblemsFound) as stopped:
        read_workbook(file(tmp_path, written()))
    assert {problem.code for problem in stopped.value.problems} == {"sheet-too-large"}
    assert all(problem.place.sheet for problem in stopped.value.problems)


def test_a_cell_longer_than_any_of_excel(tmp_path):
    longer = with_part("xl/sharedStrings.xml", lambda xml: xml.replace(b">Agir<", b">" + b"a" * 32_768 + b"<"))
    with pytest.raises(ProblemsFound) as stopped:
        read_workbook(file(tmp_path, longer))
    found = {(problem.code, problem.place.sheet, problem.place.cell) for problem in stopped.value.problems}
    column = reference(column_of("recommendations", "action_fr"), 2)[:-1]
    assert found == {("cell-too-long", "Recommandations", f"{column}{row}") for row in (2, 3)}


def test_one_text_in_too_many_cells(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "MAX_TEXTS", 1000)
    assert refusal(file(tmp_path, written())) == "file-too-heavy"


def test_a_title_as_long_as_a_text(tmp_path):
    data = with_part("xl/workbook.xml", lambda xml: xml.replace(b'name="Suivi"', b'name="' + b"S" * 300 + b'"'))
    assert refusal(file(tmp_path, data)) == "file-unsafe"


def test_more_memory_than_there_is(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reader, "read_sheet", full)
    assert refusal(file(tmp_path, written())) == "file-too-heavy"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.integers(0, 255), st.booleans())
def test_any_damage_is_read_or_refused(tmp_path, where, byte, cut):
    data = bytearray(written())
    place = where % len(data)
    data[place] = byte
    path = file(tmp_path, bytes(data[:place] if cut and place else data))
    assert codes(path) <= set(KINDS)

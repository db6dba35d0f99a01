"""What a PDF says of itself, and the files that travel in it."""

from __future__ import annotations

import io
import json
import re

import pytest
from pypdf import PdfReader

from nutrition import Q1, Q2
from pages import FOLDERS, edition, the_theme
from pdf_reading import opened
from reportgen.pdf import print_pdf
from reportgen.report.model import Report
from reportgen.report.sharing import as_known
from reportgen.workbook.content import reread
from reportgen.workbook.ingest import read_report
from reportgen.workbook.public import public_content
from reportgen.worker import attachments

LANGUAGES = ("en", "fr")


@pytest.fixture(scope="module", params=LANGUAGES)
def told(request):
    return edition(language=request.param)


@pytest.fixture(scope="module")
def data(told, sample_file):
    return sample_file(told.language, "pdf")


@pytest.fixture(scope="module")
def attached(told):
    return attachments(told)


def metadata(data: bytes) -> str:
    with opened(data) as pdf:
        return pdf.Root.Metadata.read_bytes().decode()


# ---------------------------------------------------------------- what it says of itself


def test_it_declares_both_standards_in_one_place(data):
    xmp = metadata(data)
    assert xmp.count("<rdf:RDF") == 1
    assert 'pdfuaid:part="1"' in xmp
    assert 'pdfaid:part="3"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in xmp


def test_it_says_title_author_subject_keywords_language_and_dates(told, data):
    info = PdfReader(io.BytesIO(data), strict=True).metadata
    report = told.report
    assert told.bare(report.settings.report_title) in info.title
    assert info.author == told.bare(report.settings.organizer)
    assert told.bare(report.settings.cluster) in info.subject
    assert told.bare(report.settings.event) in info["/Keywords"]
    assert (info["/CreationDate"], info["/ModDate"]) == ("D:20260715", "D:20260715")
    assert opened(data).Root.Lang == told.formats.tag
    xmp = metadata(data)
    assert f"<rdf:li>{told.formats.tag}</rdf:li>" in xmp
    assert set(re.findall(r"<xmp:(?:CreateDate|ModifyDate)>([^<]*)<", xmp)) == {"2026-07-15"}
    for value in (info.title, info.author, info.subject, info["/Keywords"]):
        assert value.replace("&", "&amp;") in xmp


# ---------------------------------------------------------------- what travels in it


def test_what_was_attached_is_in_it_byte_for_byte(attached, data):
    files = {file.name: [file.data] for file in attached}
    assert dict(PdfReader(io.BytesIO(data), strict=True).attachments) == files
    assert [name.rpartition(".")[2] for name in files] == ["xlsx", "json"]


def test_each_says_what_it_is_to_the_report(attached, data):
    pdf = opened(data)
    for spec, file in zip(pdf.Root.AF, attached, strict=True):
        assert (str(spec.UF), str(spec.Desc)) == (file.name, file.description)
        assert str(spec.AFRelationship) == f"/{file.relationship}"
        assert str(spec.EF.F.Subtype) == f"/{file.media_type}"
        assert {str(spec.EF.F.Params[key]) for key in ("/CreationDate", "/ModDate")} == {"D:20260715000000Z"}
    assert [str(spec.AFRelationship) for spec in pdf.Root.AF] == ["/Source", "/Data"]


def test_the_workbook_in_it_says_what_the_report_knew(told, attached, tmp_path):
    workbook, _ = attached
    path = tmp_path / "public.xlsx"
    path.write_bytes(workbook.data)
    again = dict(reread(path))
    expected = {key: rows for key, rows in public_content(told.report, told.now.quarter).items() if rows}
    assert {key: rows for key, rows in again.items() if rows} == expected


@pytest.mark.parametrize("quarter", [Q1, Q2])
def test_a_report_made_from_the_workbook_in_it_is_the_report(quarter, tmp_path):
    told = edition(quarter=quarter)
    path = tmp_path / "nutrition.xlsx"
    path.write_bytes(attachments(told)[0].data)
    again = read_report(path).report
    assert without_places(again) == without_places(as_known(told.report, told.now.quarter))


def without_places(report: Report) -> str:
    """The report as text, without cells, and without what never leaves a workbook."""
    text = re.sub(r"Cell\(sheet='[^']*', ref='[^']*'\)", "", repr(report))
    return re.sub(r"(file='|consent=)[^,]*,", "", text)


def test_the_data_in_it_are_the_standings_and_the_figures(told, attached):
    data = json.loads(attached[1].data)
    assert (data["quarter"], data["cutoff"], data["language"]) == (Q2, "2026-06-30", told.language)
    assert (data["draft"], data["example_data"]) == (False, False)
    rows = {(row["quarter"], row["code"]): row for row in data["recommendations"]}
    assert len(rows) == len(data["recommendations"]) == 18
    late = rows[Q2, "R101"]
    assert (late["status"], late["mark"], late["percent"]) == ("in_progress", "overdue", 60)
    assert (late["due"], late["days_late"]) == ("2026-02-28", 122)
    assert rows[Q2, "R102"]["times_revised"] == 1
    assert rows[Q2, "R301"]["updated_this_quarter"] is False
    figures = [row for row in data["figures"] if row["code"] == "F14"]
    assert [(row["quarter"], row["value"]) for row in figures] == [(None, 7), (Q2, 9)]
    assert all(row["source"] and row["as_of"] for row in data["figures"])
    assert "F16" not in {row["code"] for row in data["figures"]}


def test_a_pdf_without_files_has_none():
    page = '<html lang="en"><head><title>A</title></head><body><h1>A</h1></body></html>'
    printed = print_pdf(page, FOLDERS, the_theme(), {}, "{page}/{pages}", "")
    assert "/AF" not in opened(printed.data).Root

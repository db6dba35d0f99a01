"""The verifiers pass good files and name what is wrong with bad ones."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from weasyprint import HTML

from tools.verify import __main__ as all_checks
from tools.verify import contents, office, pdf, verapdf, web, word
from tools.verify.findings import CLEAN, FOUND, NOT_CHECKED, Finding, merge
from tools.verify.programs import MissingToolError

PAGE = """<html lang="en"><head><title>Follow-up</title><meta name="author" content="Team">
<style>h2 { break-before: page }</style></head><body><h1>Mali</h1>
<p>See <a href="https://example.org">the plan</a>.</p><h2>Situation</h2>
<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody>
</table></body></html>"""

STYLES_WITH_EFFECTS = "stylesWithEffects"


def write_pdf(path: Path, html: str = PAGE, variant: str | None = "pdf/ua-1") -> Path:
    HTML(string=html).write_pdf(path, pdf_variant=variant)
    return path


def write_docx(path: Path) -> Path:
    document: Any = Document()
    document.add_heading("Mali", 1)
    document.add_page_break()
    document.add_heading("Situation", 2)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "1"
    relations = document.part.rels
    document.part.drop_rel(next(name for name in relations if relations[name].reltype.endswith(STYLES_WITH_EFFECTS)))
    document.save(str(path))
    return path


def rewrite(source: Path, target: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return target


def codes(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # WeasyPrint leaves its ICC file open
def test_verapdf_passes_each_flavour_that_weasyprint_writes(tmp_path: Path) -> None:
    accessible = write_pdf(tmp_path / "ua.pdf")
    archival = write_pdf(tmp_path / "a.pdf", variant="pdf/a-3a")
    assert verapdf.check([accessible], ["ua1"]) == []
    assert verapdf.check([archival], ["3a"]) == []


def test_verapdf_names_clause_count_and_place(tmp_path: Path) -> None:
    findings = verapdf.check([write_pdf(tmp_path / "plain.pdf", variant=None)])
    assert {"ua1/6.2-1", "ua1/7.1-3", "ua1/7.1-11", "3a/6.7.3.3-1"} <= codes(findings)
    untagged = next(finding for finding in findings if finding.code == "ua1/7.1-3")
    assert untagged.count > 1
    assert untagged.place.startswith("root/document[0]/pages[0]")


def test_verapdf_reads_every_flavour_it_offers(tmp_path: Path) -> None:
    findings = verapdf.check([write_pdf(tmp_path / "plain.pdf", variant=None)], [*verapdf.PROFILES])
    assert {code.partition("/")[0] for code in codes(findings)} == set(verapdf.PROFILES)
    assert not [code for code in codes(findings) if code.endswith(("unreadable", "unfinished"))]


def test_verapdf_gives_the_same_verdict_after_a_bad_file(tmp_path: Path) -> None:
    good = write_pdf(tmp_path / "good.pdf")
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(good.read_bytes()[:2000])
    findings = verapdf.check([good, bad, good], ["ua1"])
    assert [(finding.file, finding.code) for finding in findings] == [(bad, "ua1/unreadable")]


def test_pdf_notices_one_changed_byte_in_any_stream(tmp_path: Path) -> None:
    good = write_pdf(tmp_path / "good.pdf")
    assert pdf.check([good]) == []
    content = good.read_bytes()
    start = content.find(b"\nstream\n")
    while start >= 0:
        end = content.index(b"\nendstream", start)
        changed = bytearray(content)
        changed[(start + len(b"\nstream\n") + end) // 2] ^= 0x55
        bad = tmp_path / "bad.pdf"
        bad.write_bytes(changed)
        assert pdf.check([bad]), f"stream at {start}"
        start = content.find(b"\nstream\n", end)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"not a PDF"])
def test_pdf_refuses_what_is_no_pdf(tmp_path: Path, content: bytes) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(content)
    assert {finding.tool for finding in pdf.check([bad])} == {"qpdf", "pypdf"}


def test_word_passes_a_clean_file(tmp_path: Path) -> None:
    assert word.check([write_docx(tmp_path / "good.docx")]) == []


@pytest.mark.parametrize(
    ("old", "new", "tool"),
    [
        (b"<w:body>", b"<w:body><w:wrong/>", "open-xml-sdk"),
        (b'w:val="Heading1"', b'w:val="None"', "openxml-audit"),
        (b"<w:tblGrid>", b"<w:tblGrid><w:gridCol/>", "ooxml-integrity"),
    ],
)
def test_word_hears_each_of_its_validators(tmp_path: Path, old: bytes, new: bytes, tool: str) -> None:
    good = write_docx(tmp_path / "good.docx")

    def change(part: bytes) -> bytes:
        assert old in part
        return part.replace(old, new)

    bad = rewrite(good, tmp_path / "bad.docx", "word/document.xml", change)
    assert tool in {finding.tool for finding in word.check([bad])}


def test_word_reports_a_broken_zip_by_all_three(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(write_docx(tmp_path / "good.docx").read_bytes()[:5000])
    assert len({finding.tool for finding in word.check([bad])}) == 3


def test_office_prints_headings_on_the_pages_of_the_pdf_edition(tmp_path: Path) -> None:
    printed = office.convert(write_docx(tmp_path / "report.docx"), tmp_path / "out")
    expected = [office.Heading(1, "Mali", 1), office.Heading(2, "Situation", 2)]
    assert office.headings(printed) == expected
    assert office.headings(write_pdf(tmp_path / "edition.pdf")) == expected
    assert [text.split()[0] for text in office.page_texts(printed)] == ["Mali", "Situation"]
    assert [picture.name for picture in office.page_pictures(printed, tmp_path / "pages")] == [
        "page-1.png",
        "page-2.png",
    ]


def test_office_calculates_a_workbook(tmp_path: Path) -> None:
    workbook: Any = Workbook()
    workbook.active["A1"] = "=1+1"
    workbook.save(tmp_path / "sum.xlsx")
    calculated = office.convert(tmp_path / "sum.xlsx", tmp_path / "out", "xlsx")
    values: Any = load_workbook(calculated, data_only=True)
    assert values.active["A1"].value == 2


def test_office_reports_what_it_cannot_open(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(write_docx(tmp_path / "good.docx").read_bytes()[:5000])
    assert codes(office.check([bad], tmp_path / "out")) == {"not-converted"}


def test_office_stops_at_the_time_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "OFFICE_SECONDS", 0.1)
    with pytest.raises(office.ConversionError, match="no answer"):
        office.convert(write_docx(tmp_path / "good.docx"), tmp_path / "out")


GOOD_PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Report</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
    "</head><body><main><h1>Mali</h1><p>All is well.</p></main></body></html>"
)


STUCK_MENU = '<a class="menu" href="#c">C</a><nav class="contents" id="c"><ol><li><a href="#d">D</a></li></ol></nav>'


def test_web_passes_a_clean_page(tmp_path: Path) -> None:
    good = tmp_path / "good.html"
    good.write_text(GOOD_PAGE, "utf-8")
    assert web.check([good], tmp_path / "pictures") == []
    assert {picture.name for picture in (tmp_path / "pictures").iterdir()} == {"good-phone.png", "good-desk.png"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (' lang="en"', "", "html-has-lang"),
        ("<p>", '<p style="color: #aaa">', "color-contrast"),
        ("<p>", '<p style="width: 2000px">', "overflow"),
        ("<p>", '<img alt="x" src="http://127.0.0.1:9/x.png"><p>', "request"),
        ("<p>", STUCK_MENU + "<p>", "menu"),
    ],
)
def test_web_hears_axe_and_its_own_checks(tmp_path: Path, old: str, new: str, code: str) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(GOOD_PAGE.replace(old, new, 1), "utf-8")
    assert f"phone/{code}" in codes(web.check([bad]))


def test_all_checks_end_with_the_promised_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write_pdf(tmp_path / "good.pdf")
    bad = write_pdf(tmp_path / "plain.pdf", variant=None)
    assert all_checks.main(["--no-pdfa", str(good)]) == CLEAN
    assert "passed" in capsys.readouterr().out
    assert all_checks.main([str(good)]) == FOUND
    assert f"{good}: veraPDF 3a/" in capsys.readouterr().out
    assert all_checks.main([str(good), str(bad)]) == FOUND
    assert f"{bad}: veraPDF ua1/" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        all_checks.main([str(tmp_path / "none.pdf")])
    monkeypatch.setenv("PATH", "")
    assert all_checks.main([str(good)]) == NOT_CHECKED
    assert pdf.main([str(bad)]) == NOT_CHECKED
    with pytest.raises(MissingToolError, match="make verify"):
        pdf.check([bad])


def with_contents(path: Path, *entries: tuple[str, int]) -> Path:
    document: Any = Document(str(write_docx(path)))
    for title, page in entries:
        document.styles.add_style("TOC 1", 1) if "TOC 1" not in document.styles else None
        document.add_paragraph(f"1\t{title}\t{page}", style="TOC 1")
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([("Mali", 1), ("Situation", 2)], set()),
        ([("Mali", 1), ("Situation", 3)], {"pages-differ"}),
        ([("Mali", 1), ("Situation", 4)], {"page-off", "pages-differ"}),
        ([("Mali", 1), ("Niger", 2)], {"no-heading", "pages-differ"}),
        ([], {"no-contents"}),
    ],
)
def test_contents_are_held_against_the_print(tmp_path: Path, entries: list[tuple[str, int]], found: set[str]) -> None:
    printed = office.convert(write_docx(tmp_path / "plain.docx"), tmp_path / "out")
    assert codes(contents.check(with_contents(tmp_path / "report.docx", *entries), printed)) == found


@pytest.mark.parametrize(("caption", "shown", "found"), [("Situation", 2, set()), ("Niger", 2, {"no-heading"})])
def test_lists_of_captions_are_held_against_the_print(
    tmp_path: Path, caption: str, shown: int, found: set[str]
) -> None:
    file = with_contents(tmp_path / "report.docx", *[("Mali", 1)] * 9)
    document: Any = Document(str(file))
    document.styles.add_style("Table of Figures", 1)
    document.paragraphs[0].insert_paragraph_before(f"Situation Niger\t{shown}")
    document.paragraphs[0].insert_paragraph_before(f"{caption}\t{shown}", style="Table of Figures")
    document.save(str(file))
    printed = office.convert(file, tmp_path / "out")
    known = [entry for entry in contents.entries(file, printed) if entry.title == caption]
    assert [(entry.shown, entry.printed) for entry in known] == [(shown, None if found else 2)]


def test_the_figure_of_the_contents_is_told() -> None:
    known = [
        contents.Entry("a", 1, 1),
        contents.Entry("b", 2, 3),
        contents.Entry("c", 2, 9),
        contents.Entry("d", 1, None),
    ]
    assert contents.told(known) == "1 of 4 page numbers exact, 2 within one page"


def test_findings_that_differ_in_place_only_are_merged() -> None:
    first = Finding(Path("a"), "tool", "code", "two\nlines", place="here")
    second = Finding(Path("a"), "tool", "code", "two\nlines", place="there", count=2)
    assert [str(finding) for finding in merge([first, second])] == ["a: tool code: two lines (3 times) at here"]

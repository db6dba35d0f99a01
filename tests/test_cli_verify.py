"""A final report is recorded beside the workbook; ``reportgen verify`` makes it again to the byte."""

from __future__ import annotations

import json
import shutil

import pytest
from openpyxl import load_workbook
from PIL import Image
from typer.testing import CliRunner

import nutrition
from reportgen.build import Order, build, gather, template_folders
from reportgen.cli import app
from reportgen.issued import read_record, record_path
from reportgen.problems import ProblemsFound
from reportgen.report.period import Quarter
from reportgen.theme import theme_of
from reportgen.verify import Verdict, verify
from reportgen.word.reference_sample import starting_file

QUARTER = Quarter.parse(nutrition.Q1)


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments), "--lang", "en"], catch_exceptions=False)


def final(folder):
    """A workbook whose first quarter is final."""
    rows = nutrition.content()["quarters"]
    return nutrition.written(folder, quarters=[{**row, "state": "final"} for row in rows])


def warned(workbook, output) -> list[str]:
    return [p.code for p in gather(Order(workbook, output), template_folders(None))[1] if p.code.startswith("issued")]


def test_a_final_report_is_recorded_verified_and_watched(tmp_path):
    workbook, output = final(tmp_path), tmp_path / "build"
    outcome = build(Order(workbook, output, QUARTER, ("en",), ("html",)))
    (written,) = outcome.files
    record = read_record(record_path(tmp_path, outcome.report.settings.file_stem, QUARTER))
    assert [*record.issues[0].files] == [written.path.name]
    assert (tmp_path / f"{outcome.report.settings.file_stem}.translations.json").exists()
    received = written.path.rename(tmp_path / written.path.name)  # as somebody got it by mail
    shutil.rmtree(output)
    said = run("verify", received, "-w", workbook)
    assert (said.exit_code, said.stdout.startswith("Yes")) == (0, True)
    assert warned(workbook, output) == []

    book = load_workbook(workbook)
    sheet = book["Updates"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(r for r in range(2, 40) if sheet.cell(r, columns["Quarter"]).value == nutrition.Q1)
    sheet.cell(row, columns["Updated on"]).value = None
    book.save(workbook)
    assert warned(workbook, output) == ["issued-removed"]

    received.write_bytes(received.read_bytes() + b"%")
    verdict = verify(received, workbook)
    assert not verdict.same
    assert {"verify-file-changed", "verify-workbook-changed"} <= {p.code for p in verdict.problems}


def test_a_workbook_that_can_no_longer_be_printed_is_told_as_what_differs(tmp_path):
    workbook, output = final(tmp_path), tmp_path / "build"
    (written,) = build(Order(workbook, output, QUARTER, ("en",), ("html",))).files
    book = load_workbook(workbook)
    sheet = book["Updates"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(r for r in range(2, 40) if sheet.cell(r, columns["Quarter"]).value == nutrition.Q1)
    sheet.cell(row, columns["Progress"]).value = 1.4
    book.save(workbook)
    said = run("verify", written.path, "-w", workbook)
    assert (said.exit_code, said.stdout.startswith("No")) == (1, True)
    verdict = verify(written.path, workbook)
    assert (verdict.same, verdict.made) == (False, False)
    assert {p.code for p in verdict.problems} >= {"verify-workbook-changed", "percent-outside", "issued-removed"}
    workbook.unlink()
    with pytest.raises(ProblemsFound) as stopped:
        verify(written.path, workbook)
    assert [p.code for p in stopped.value.problems] == ["file-missing"]


def test_the_workbook_that_a_report_came_from_is_named(tmp_path):
    workbook = final(tmp_path)
    (written,) = build(Order(workbook, tmp_path / "build", QUARTER, ("en",), ("html",))).files
    other = workbook.with_name("other.xlsx")
    book = load_workbook(workbook)
    book["Updates"]["F2"] = "Something else"
    book.save(other)
    told = {p.code: p.given for p in verify(written.path, other).problems}
    assert told["verify-workbook-other"]["name"] == workbook.name
    assert verify(written.path, other, chosen=False) == Verdict(same=True, problems=())


def test_web_pages_that_lead_to_one_another_are_made_again_together(tmp_path):
    workbook = final(tmp_path)
    for languages in (("fr", "en"), ("fr",)):
        outcome = build(Order(workbook, tmp_path / "-".join(languages), QUARTER, languages, ("html",)))
        for written in outcome.files:
            assert verify(written.path, workbook) == Verdict(same=True, problems=())


def test_another_photo_is_told(tmp_path):
    workbook = final(tmp_path)
    (page,) = build(Order(workbook, tmp_path / "build", QUARTER, ("en",), ("html",))).files
    (photo,) = tmp_path.glob("*.png")
    Image.new("RGB", (60, 40), "red").save(photo)
    verdict = verify(page.path, workbook)
    assert [(p.code, p.given["name"]) for p in verdict.problems] == [("verify-photo", photo.name)]


def test_other_templates_and_another_word_file_are_told(tmp_path):
    workbook, own, style = final(tmp_path), tmp_path / "own", tmp_path / "style.docx"
    (own / "locale").mkdir(parents=True)
    css = (template_folders(None)[0] / "web.css").read_text("utf-8")
    (own / "web.css").write_text(css + "/* ours */")
    folders = template_folders(None)
    style.write_bytes(starting_file(theme_of(folders), "en", str))
    order = Order(workbook, tmp_path / "build", QUARTER, ("en",), ("html",), templates=own, reference=style)
    (page,) = (file.path for file in build(order).files)

    def differs(*given) -> set[tuple[str, str]]:
        verdict = verify(page, workbook, *given)
        assert verdict.same == (not verdict.problems)
        return {(p.code, p.given["option"]) for p in verdict.problems}

    assert differs(own, style) == set()
    assert differs() == {("verify-with", "--reference"), ("verify-with", "--templates")}
    (own / "web.css").write_text(css + "/* ours, later */")
    assert differs(own, style) == {("verify-with", "--templates")}
    style.write_bytes(starting_file(theme_of(folders), "fr", str))
    assert differs(own, style) == {("verify-with", "--reference"), ("verify-with", "--templates")}

    path = record_path(tmp_path, page.name.partition("_")[0], QUARTER)
    record = json.loads(path.read_text("utf-8"))
    record["issues"][0]["options"] = {}
    path.write_text(json.dumps(record), "utf-8")
    assert differs(own) == {("verify-without", "--templates")}
    del record["issues"][0]["options"]  # as it was recorded before
    path.write_text(json.dumps(record), "utf-8")
    assert verify(page, workbook, own) == Verdict(same=False, problems=())


def test_files_without_a_record_cannot_be_verified(tmp_path):
    workbook = final(tmp_path)
    for name, code in (
        ("x.pdf", "verify-name"),
        ("x_0025-Q4_en.pdf", "verify-name"),
        ("x_2026-Q1_en.pdf", "file-missing"),
        (f"{'x' * 300}_2026-Q1_en.pdf", "file-unreadable"),
    ):
        with pytest.raises(ProblemsFound) as stopped:
            verify(tmp_path / name, workbook)
        assert stopped.value.problems[0].code == code
    (tmp_path / "x_2026-Q1_en.pdf").write_bytes(b"%PDF")
    with pytest.raises(ProblemsFound) as stopped:
        verify(tmp_path / "x_2026-Q1_en.pdf", workbook)
    assert stopped.value.problems[0].code == "record-missing"

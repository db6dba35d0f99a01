"""``reportgen lint``, and the build that refuses to hand over a Word file with a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

import nutrition
from pages import edition, short
from reportgen import worker
from reportgen.build import template_folders
from reportgen.cli import app
from reportgen.job import Job
from reportgen.problem_kinds import problem
from reportgen.problems import EngineFailed, Place
from reportgen.word.lint_file import Finding


def linted(*arguments: object):
    return CliRunner().invoke(app, ["lint", *map(str, arguments)])


def by_hand(path: Path) -> Path:
    document = Document()
    document.add_heading("Mali", 2)
    document.add_paragraph("")
    document.save(str(path))
    return path


@pytest.mark.parametrize(("language", "words"), [("fr", "Un paragraphe vide"), ("en", "An empty paragraph")])
def test_each_finding_is_told_with_code_part_and_place(tmp_path: Path, language: str, words: str):
    outcome = linted("--lang", language, by_hand(tmp_path / "hand.docx"))
    assert outcome.exit_code == 1
    (line,) = [line for line in outcome.stderr.splitlines() if "paragraph-empty" in line]
    assert "hand.docx, word/document.xml!paragraph 2" in line
    assert words in line


def test_what_cannot_be_read_is_told_and_the_other_files_are_checked(tmp_path: Path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK")
    outcome = linted("--lang", "en", tmp_path / "gone.docx", broken, tmp_path)
    assert outcome.exit_code == 1
    assert [line.split()[1] for line in sorted(outcome.stderr.splitlines())] == [
        "file-missing",
        "file-unreadable",
        "package-broken",
    ]


def the_job(folder: Path) -> Job:
    (folder / "hall.png").write_bytes(nutrition.photo())
    report = short()
    return Job(report, report.quarters[-1].quarter, "en", ("docx",), True, template_folders(None), folder, {})


def test_what_the_build_writes_has_no_finding(tmp_path: Path, sample_file: Callable[[str, str], bytes]):
    path = tmp_path / "ours.docx"
    path.write_bytes(sample_file("en", "docx"))
    assert linted(path).exit_code == 0


def test_the_build_hands_over_no_file_with_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reportgen.word.lint.lint", lambda _: (Finding("alt-missing", "word/document.xml", "x"),))
    with pytest.raises(EngineFailed, match=r"alt-missing, word/document.xml x: "):
        worker.make(the_job(tmp_path))


@pytest.mark.parametrize("draft", [True, False])
def test_warnings_are_comments_of_drafts_alone(tmp_path: Path, draft: bool):
    found = problem("required-empty", Place("a.xlsx", "Recommendations", "C2"), column="Finding")
    job = replace(the_job(tmp_path), problems=(found,), draft=draft)
    said = worker._said(job, edition(draft=draft))
    assert list(said) == (["Recommendations!C2"] if draft else [])
    assert not draft or said["Recommendations!C2"][0].startswith("Recommendations!C2")

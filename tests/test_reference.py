"""``--reference`` from the command line to the worker, and ``reportgen reference``, which begins such a file."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from typer.testing import CliRunner

import nutrition
import stand_ins
from reportgen import worker
from reportgen.build import Order, build, template_folders
from reportgen.cli import app
from reportgen.job import Job, Made
from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound
from reportgen.theme import theme_of
from reportgen.word.house_styles import USES
from reportgen.word.lint import lint
from reportgen.word.lint_file import Finding, WordFile, value, w
from reportgen.word.package import frozen_zip
from reportgen.word.reference_sample import starting_file
from test_worker import short

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def start() -> bytes:
    return starting_file(theme_of(template_folders(None)), "en", str)


def reportgen(*arguments: object):
    return CliRunner().invoke(app, [*map(str, arguments)])


# ---------------------------------------------------------------- reportgen reference


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Modifier dans Word ces styles"), ("en", "Change these styles")]
)
def test_the_file_to_begin_with_is_sound_and_speaks_the_language(tmp_path: Path, language: str, words: str):
    outcome = reportgen("reference", tmp_path / "style.docx", "--lang", language)
    assert outcome.exit_code == 0
    assert "--reference" in outcome.stdout
    assert lint((tmp_path / "style.docx").read_bytes()) == ()
    file = Document(str(tmp_path / "style.docx"))
    assert words in "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert file.core_properties.language == {"fr": "fr-FR", "en": "en-GB"}[language]


def test_it_shows_every_style_that_a_page_can_show(start: bytes):
    with zipfile.ZipFile(io.BytesIO(start)) as parts:
        file = WordFile({name: parts.read(name) for name in parts.namelist()})
    used = {node.get(w("val")) for _, tree in file.stories() for node in tree.iter(*map(w, USES))}
    others = [value(style, "name") for identifier, style in file.styles.items() if identifier not in used]
    roots = ["Normal", "Default Paragraph Font", "Normal Table", "No List", "Strip"]
    assert sorted(others) == sorted([*roots, "annotation text", "annotation reference", "Header Mark"])


def test_it_never_replaces_a_file(tmp_path: Path):
    path = tmp_path / "style.docx"
    path.write_bytes(b"a week of work")
    with pytest.raises(ProblemsFound, match="file-exists"):
        CliRunner().invoke(app, ["reference", str(path)], catch_exceptions=False)
    assert path.read_bytes() == b"a week of work"


# ---------------------------------------------------------------- build --reference


def order(folder: Path, reference: Path, **changes) -> Order:
    return Order(nutrition.written(folder, **changes), folder / "build", reference=reference)


def test_every_worker_gets_the_file_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: bytes):
    jobs: list[Job] = []

    def made(self: stand_ins.StandIn, job: Job, *, plain=stand_ins.StandIn._made):
        jobs.append(job)
        return plain(self, job)

    stand_ins.stand_ins(monkeypatch)
    monkeypatch.setattr(stand_ins.StandIn, "_made", made)
    (tmp_path / "style.docx").write_bytes(start)
    assert build(order(tmp_path, tmp_path / "style.docx")).problems == ()
    assert {job.language: job.reference for job in jobs} == dict.fromkeys(("en", "fr"), ("style.docx", start))


def test_its_problems_are_told_with_those_of_the_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    stand_ins.stand_ins(monkeypatch)
    changes = nutrition.set_in("recommendations", 1, finding_fr=None)
    with pytest.raises(ProblemsFound) as stopped:
        build(order(tmp_path, tmp_path / "gone.docx", **changes))
    found = {problem.code: problem.place.file for problem in stopped.value.problems}
    assert found["file-missing"] == "gone.docx"
    assert found["missing-translation"] == "nutrition.xlsx"


def test_problems_of_every_edition_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def made(_: object, job: Job):
        lacks = problem("reference-style-missing", Place("style.docx"), style=f"only {job.language}")
        return Made({}, 0, {}, problems=(lacks, problem("photo-unreadable", Place("a.xlsx", "A", "A1"), name="x")))

    stand_ins.stand_ins(monkeypatch)
    monkeypatch.setattr(stand_ins.StandIn, "_made", made)
    with pytest.raises(ProblemsFound) as stopped:
        build(Order(nutrition.written(tmp_path), tmp_path / "build"))
    assert sorted(str(found.given.get("style", "x")) for found in stopped.value.problems) == ["only en", "only fr", "x"]


@pytest.fixture
def job(tmp_path: Path) -> Job:
    (tmp_path / "hall.png").write_bytes(nutrition.photo())
    folders = template_folders(None)
    return Job(short(), short().quarters[-1].quarter, "en", ("pdf", "docx"), False, folders, tmp_path, {})


def test_the_page_of_the_file_is_that_of_both_formats(job: Job, start: bytes):
    with zipfile.ZipFile(io.BytesIO(start)) as parts:
        document = parts.read("word/document.xml").replace(b'w:w="11906" w:h="16838"', b'w:w="12240" w:h="15840"')
    made = worker.make(replace(job, reference=("house.docx", frozen_zip(start, {"word/document.xml": document}))))
    with pikepdf.open(io.BytesIO(made.files["pdf"])) as pdf:
        sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages}
    assert sizes <= {(612, 792), (792, 612)}
    assert (612, 792) in sizes
    with zipfile.ZipFile(io.BytesIO(made.files["docx"])) as parts:
        assert b'w:w="12240" w:h="15840"' in parts.read("word/document.xml")


def test_what_makes_a_report_unsound_is_a_problem_of_the_file(job: Job, monkeypatch: pytest.MonkeyPatch, start: bytes):
    monkeypatch.setattr(
        "reportgen.word.lint.lint",
        lambda _: (Finding("table-grid", "word/header1.xml", "x", {"width": 1, "columns": 2}),),
    )
    with pytest.raises(ProblemsFound) as stopped:
        worker.make(replace(job, reference=("style.docx", start), formats=("docx",)))
    (found,) = stopped.value.problems
    assert (found.code, str(found.place)) == ("reference-unfit", "style.docx")
    assert "table-grid" in str(found.given["detail"])


def test_make_passes_the_file_on():
    command = ["make", "--dry-run", "report", "REFERENCE=our style.docx"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout  # noqa: S603
    assert "--reference 'our style.docx'" in told

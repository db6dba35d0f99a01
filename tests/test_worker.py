from __future__ import annotations

import gc
import io
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import nutrition
from made_files import page_texts, unpacked
from pages import FOLDERS, short
from reportgen import worker
from reportgen.job import Job, Made
from reportgen.problems import EngineFailed


@pytest.fixture
def job(tmp_path) -> Job:
    """The short report in English, as a PDF; its photo lies beside its workbook."""
    (tmp_path / "hall.png").write_bytes(nutrition.photo())
    return Job(short(), short().quarters[-1].quarter, "en", ("pdf",), False, FOLDERS, tmp_path, {})


def own(job: Job, name: str, text: str) -> Job:
    """The job with a template of the team's own."""
    folder = job.workbook_folder / "own"
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return replace(job, template_folders=(folder, *FOLDERS))


def answered(job: Job, monkeypatch) -> Made:
    """What ``main`` writes for a job, here instead of in a process of its own."""
    out = io.BytesIO()
    monkeypatch.setattr(worker, "_limit_memory", lambda: None)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(pickle.dumps(job))))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out))
    try:
        worker.main()
    finally:
        gc.enable()
    return pickle.loads(out.getvalue())  # noqa: S301


def codes(made: Made) -> list[tuple[str, str]]:
    assert (made.files, made.failure) == ({}, "")
    return [(problem.code, str(problem.place)) for problem in made.problems]


def test_a_process_reads_its_job_and_writes_what_it_made(job):
    command = [sys.executable, "-m", "reportgen.worker"]
    both = pickle.dumps(replace(job, formats=("pdf", "docx")))
    run = subprocess.run(command, input=both, capture_output=True, check=True)  # noqa: S603
    made = pickle.loads(run.stdout)  # noqa: S301
    assert list(made.files) == list(made.seconds) == ["pdf", "docx"]
    assert made.pages == len(page_texts(made.files["pdf"])) > 4
    assert (made.problems, made.failure, run.stderr) == ((), "", b"")


def test_word_alone_knows_the_pages_too(job):
    made = worker.make(replace(job, formats=("docx",)))
    assert list(made.files) == ["docx"]
    assert made.pages > 4
    assert b"A green hall" in unpacked(made.files["docx"])
    assert b"PAGEREF" in unpacked(made.files["docx"])


def test_what_cannot_be_drawn_is_replaced_in_the_files_too(job):
    made = worker.make(replace(job, unprintable={ord("V"): "\ufffd"}))
    assert list(made.files) == ["pdf"]
    assert "\ufffdARDENIA" in page_texts(made.files["pdf"])[0].upper()


def test_a_process_has_a_limit_of_memory():
    code = "from reportgen import worker; worker._limit_memory(); bytearray(worker.MEMORY_LIMIT)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert run.stderr.strip().endswith("MemoryError")


def test_a_fault_of_a_template_is_a_problem(job, monkeypatch):
    made = answered(own(job, "sections/results.html.j2", "\n{{ nothing }}"), monkeypatch)
    assert codes(made) == [("template-failed", "results.html.j2, 2")]


def test_what_the_contract_does_not_name_is_a_problem(job, monkeypatch):
    made = answered(own(job, "sections/results.html.j2", '<p class="fancy">x</p>'), monkeypatch)
    assert codes(made) == [("contract-broken", "report.html.j2")]
    assert "fancy" in str(made.problems[0].given["detail"])


@pytest.mark.parametrize(
    ("ours", "theirs", "key"), [('"#005392"', '"blue"', "colour.primary"), ("Liberation Sans", "Roboto", "font.pdf")]
)
def test_a_theme_that_cannot_be_used_is_a_problem(job, monkeypatch, ours, theirs, key):
    theme = (FOLDERS[-1] / "theme.toml").read_text("utf-8").replace(ours, theirs, 1)
    made = answered(own(job, "theme.toml", theme), monkeypatch)
    assert codes(made) == [("theme-wrong", "theme.toml")]
    assert key in str(made.problems[0].given["detail"])


def test_a_photo_that_cannot_be_used_is_a_problem(job, monkeypatch):
    (job.workbook_folder / "hall.png").write_bytes(b"no picture")
    assert codes(answered(job, monkeypatch)) == [("photo-unreadable", "nutrition.xlsx, Attachments!A3")]


def test_a_draft_says_in_words_that_a_photo_is_missing(job):
    (job.workbook_folder / "hall.png").write_bytes(nutrition.photo()[:60])
    made = worker.make(replace(job, formats=("docx",), draft=True))
    assert b"The hall" in unpacked(made.files["docx"])
    assert b"A green hall" not in unpacked(made.files["docx"])


def test_what_the_engine_says_is_a_failure(job, monkeypatch):
    made = answered(own(job, "print.css", "p { colour: red }"), monkeypatch)
    assert made.problems == ()
    assert "colour" in made.failure
    assert "Traceback" not in made.failure


def test_a_word_without_translation_is_a_failure_that_names_it(job, monkeypatch):
    french = own(replace(job, language="fr"), "sections/results.html.j2", '{{ _("Nobody translated this") }}')
    made = answered(french, monkeypatch)
    assert "Nobody translated this" in made.failure
    assert "Traceback" not in made.failure


def test_a_defect_of_the_program_is_told_whole(job, monkeypatch):
    def broken(_: object) -> Made:
        raise RuntimeError("a bug")

    monkeypatch.setattr(worker, "make", broken)
    made = answered(job, monkeypatch)
    assert made.failure.startswith("Traceback")
    assert made.failure.strip().endswith("RuntimeError: a bug")


@pytest.mark.parametrize(("error", "told"), [(MemoryError(), "out of memory"), (EngineFailed("no glyph"), "no glyph")])
def test_other_failures_are_told_in_words(job, monkeypatch, error, told):
    def failing(_: object) -> Made:
        raise error

    monkeypatch.setattr(worker, "make", failing)
    assert answered(job, monkeypatch) == Made({}, 0, {}, failure=told)


def test_nothing_that_is_printed_on_the_way_spoils_the_answer(job, monkeypatch, capsys):
    def chatty(_: object) -> Made:
        print("a library talks")
        return Made({"pdf": b"x"}, 1, {"pdf": 0.1})

    monkeypatch.setattr(worker, "make", chatty)
    assert answered(job, monkeypatch).files == {"pdf": b"x"}
    assert "a library talks" in capsys.readouterr().err


def test_a_team_may_translate_one_language_and_leave_us_the_others(job):
    own(job, "locale/es.po", 'msgid ""\nmsgstr ""\n')
    folders = (job.workbook_folder / "own", *FOLDERS)
    assert worker._locale(folders, "fr") == FOLDERS[-1] / "locale"
    assert worker._locale(folders, "es") == Path(folders[0]) / "locale"
    assert worker._locale(folders, "en") == FOLDERS[-1] / "locale"

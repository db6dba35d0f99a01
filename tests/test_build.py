from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

import nutrition
from nutrition import Q1, Q2, set_in
from pages import sample
from reportgen import build as pipeline
from reportgen.build import Order, build, template_folders
from reportgen.problems import EngineFailed, ProblemsFound
from reportgen.report.period import Quarter
from stand_ins import StandIn, processes, stand_ins


@pytest.fixture
def workers(monkeypatch) -> list[StandIn]:
    """Workers that only tell what they were asked for; the ones that were started."""
    return stand_ins(monkeypatch)


def order(folder: Path, *, quarter: str = "", changes=None, **more) -> Order:
    """An order for the sample with some sheets replaced."""
    workbook = nutrition.written(folder, **(changes or {}))
    return Order(workbook, folder / "build", Quarter.parse(quarter) if quarter else None, **more)


def files(folder: Path) -> dict[str, str]:
    """What was written, hidden files too: text by path below the output folder."""
    return {
        str(path.relative_to(folder / "build")): path.read_text()
        for path in (folder / "build").rglob("*")
        if path.is_file()
    }


def stopped(asked: Order) -> list[str]:
    with pytest.raises(ProblemsFound) as raised:
        build(asked)
    assert not asked.output.exists()
    return [problem.code for problem in raised.value.problems]


# ---------------------------------------------------------------- what is made


@pytest.mark.usefixtures("workers")
def test_the_latest_quarter_in_every_language_and_format_is_the_usual_order(tmp_path):
    steps: list[str] = []
    outcome = build(order(tmp_path), steps.append)
    assert steps == ["read", "make", "write"]
    assert set(files(tmp_path)) == {
        f"2026-Q2/vardenia-nutrition_2026-Q2_{language}.{kind}" for language in ("en", "fr") for kind in ("pdf", "docx")
    }
    told = [(file.language, file.path.suffix, file.pages, file.seconds) for file in outcome.files]
    assert told == [("en", ".pdf", 7, 0.5), ("en", ".docx", 7, 0.5), ("fr", ".pdf", 7, 0.5), ("fr", ".docx", 7, 0.5)]
    assert all(file.size == file.path.stat().st_size for file in outcome.files)
    assert outcome.now.quarter == Quarter(2026, 2)
    assert outcome.problems == ()


@pytest.mark.usefixtures("workers")
def test_a_newer_workbook_beside_is_told_unless_a_quarter_was_asked_for(tmp_path):
    (tmp_path / "the team's").mkdir()
    asked = order(tmp_path / "the team's")
    newer = asked.workbook.with_name(f"{asked.workbook.stem}_2026-Q3.xlsx")
    newer.touch()
    (found,) = build(asked).problems
    assert (found.code, found.given["found"]) == ("workbook-newer", newer.name)
    assert shlex.split(found.told(str)[1])[-1] == f"{newer}."  # to be copied into a shell
    assert build(order(tmp_path, quarter="2026-Q2")).problems == ()


@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize(
    ("asked", "made"),
    [
        ({"languages": ("fr",)}, {"2026-Q2_fr.pdf", "2026-Q2_fr.docx"}),
        ({"formats": ("docx",)}, {"2026-Q2_en.docx", "2026-Q2_fr.docx"}),
        ({"formats": ("pdf",), "languages": ("fr", "en"), "quarter": Q1}, {"2026-Q1_fr.pdf", "2026-Q1_en.pdf"}),
    ],
)
def test_a_quarter_languages_and_formats_can_be_chosen(tmp_path, asked, made):
    build(order(tmp_path, **asked))
    assert {name.partition("nutrition_")[2] for name in files(tmp_path)} == made


@pytest.mark.usefixtures("workers")
def test_a_workbook_of_one_language_makes_one_edition(tmp_path):
    rows = [row | {"fr": "en"} if row["key"] == "languages" else row for row in nutrition.SETTINGS]
    assert [file.language for file in build(order(tmp_path, changes={"settings": rows})).files] == ["en", "en"]


@pytest.mark.usefixtures("workers")
def test_workers_learn_of_the_draft_the_folder_and_the_templates(tmp_path):
    build(order(tmp_path, languages=("en",), formats=("pdf",), draft=True, templates=tmp_path))
    assert list(files(tmp_path).values()) == [f"en 2026-Q2 draft=True {tmp_path.name} 2 pdf"]


def test_no_worker_outlives_the_run(tmp_path, workers):
    build(order(tmp_path))
    stopped(order(tmp_path / "build", quarter="2031-Q1", languages=("en",)))
    assert len(workers) == 3
    assert all(worker.killed for worker in workers)


# ---------------------------------------------------------------- what stops it


@pytest.mark.usefixtures("workers")
def test_an_unknown_quarter_gets_the_list_of_known_ones(tmp_path):
    with pytest.raises(ProblemsFound) as raised:
        build(order(tmp_path, quarter="2026-Q3"))
    (found,) = raised.value.problems
    assert found.code == "quarter-unknown"
    assert (str(found.given["quarter"]), found.given["known"]) == ("2026-Q3", f"{Q1}, {Q2}")
    assert found.place.file == "nutrition.xlsx"


@pytest.mark.usefixtures("workers")
def test_a_language_that_the_workbook_has_not_is_told(tmp_path):
    assert "language-unknown" in stopped(order(tmp_path, languages=("en", "es")))


@pytest.mark.usefixtures("workers")
def test_a_workbook_without_quarters_is_told(tmp_path):
    changes = {"quarters": [], "updates": [], "figures": [], "narrative": [], "partners": []}
    assert "quarter-none" in stopped(order(tmp_path, changes=changes))


@pytest.mark.usefixtures("workers")
def test_what_is_missing_stops_a_final_report_with_every_problem(tmp_path):
    changes = set_in("recommendations", 1, finding_fr=None) | set_in("updates", 0, status=None, percent="much")
    codes = stopped(order(tmp_path, changes=changes))
    assert set(codes) >= {"missing-translation", "required-empty", "unreadable-percent"}


@pytest.mark.usefixtures("workers")
def test_a_draft_is_made_all_the_same(tmp_path):
    changes = set_in("recommendations", 1, finding_fr=None)
    outcome = build(order(tmp_path, changes=changes, draft=True))
    assert "missing-translation" in [problem.code for problem in outcome.problems]
    assert all("draft=True" in text for text in files(tmp_path).values())


@pytest.mark.usefixtures("workers")
def test_the_workbook_says_which_quarter_is_a_draft(tmp_path):
    changes = set_in("recommendations", 1, finding_fr=None) | set_in("quarters", 1, state="draft")
    build(order(tmp_path, changes=changes))
    assert all("draft=True" in text for text in files(tmp_path).values())
    (tmp_path / "final").mkdir()
    assert "missing-translation" in stopped(order(tmp_path / "final", changes=changes, quarter=Q1))


@pytest.mark.usefixtures("workers")
def test_what_blocks_stops_a_draft_too(tmp_path):
    assert "duplicate-code" in stopped(order(tmp_path, changes=set_in("recommendations", 1, code="R101"), draft=True))


@pytest.mark.usefixtures("workers")
def test_a_file_that_is_no_workbook_is_told(tmp_path):
    (tmp_path / "notes.xlsx").write_text("hello")
    assert stopped(Order(tmp_path / "notes.xlsx", tmp_path / "build")) == ["file-csv"]
    assert stopped(Order(tmp_path / "gone.xlsx", tmp_path / "build")) == ["file-missing"]


def test_a_character_that_no_font_has_stops_a_final_report_and_not_a_draft(tmp_path, workers):
    changes = set_in("updates", 0, done_en="病")
    assert "character-unprintable" in stopped(order(tmp_path, changes=changes))
    build(order(tmp_path, changes=changes, draft=True))
    assert workers


# ---------------------------------------------------------------- workers that fail


@pytest.mark.parametrize(
    ("language", "how", "error", "told"),
    [
        ("en", "dies", EngineFailed, "a library crashed"),
        ("fr", "breaks off", EngineFailed, "the process died"),
        ("en", "failure", EngineFailed, "no glyph for x"),
        ("fr", "problem", ProblemsFound, "photo-unreadable"),
    ],
)
def test_when_one_edition_fails_nothing_is_written_and_the_last_good_files_stay(
    tmp_path, monkeypatch, language, how, error, told
):
    with monkeypatch.context() as patched:
        stand_ins(patched)
        build(order(tmp_path, draft=True))
    before = files(tmp_path)
    started = stand_ins(monkeypatch, f"{language}:{how}")
    with pytest.raises(error, match=told):
        build(order(tmp_path))
    assert files(tmp_path) == before
    assert all(worker.killed for worker in started)


def test_a_process_that_dies_before_it_reads_is_told_in_words(tmp_path, monkeypatch):
    processes(monkeypatch, sys.executable, "-c", "raise SystemExit('no such library')")
    with pytest.raises(EngineFailed, match="en: no such library"):
        build(order(tmp_path))
    processes(monkeypatch, sys.executable, "-c", "")
    with pytest.raises(EngineFailed, match="the process died"):
        build(order(tmp_path))


def test_an_edition_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "TIME_LIMIT", 0.2)
    started = processes(monkeypatch, sys.executable, "-c", "import time; time.sleep(60)")
    with pytest.raises(EngineFailed, match=r"not finished after 0\.2 s"):
        build(order(tmp_path))
    assert all(worker.poll() is not None for worker in started)
    assert not (tmp_path / "build").exists()


# ---------------------------------------------------------------- where it goes


def test_a_locked_place_stops_a_build_and_leaves_the_others(tmp_path, workers):
    (tmp_path / "build" / "2026-Q2" / "vardenia-nutrition_2026-Q2_fr.docx").mkdir(parents=True)
    with pytest.raises(ProblemsFound) as raised:
        build(order(tmp_path))
    assert [problem.code for problem in raised.value.problems] == ["output-locked"]
    assert files(tmp_path) == {}
    assert workers


# ---------------------------------------------------------------- for good


def test_templates_of_a_team_come_first(tmp_path):
    assert template_folders(tmp_path) == (tmp_path, *template_folders(None))
    assert (template_folders(None)[0] / "report.html.j2").is_file()


LATER = {
    "quarter": "2026-Q3",
    "cutoff": "2026-09-30",
    "issued": "2026-10-15",
    "updated_on": "2026-09-20",
    "value": 11,
    "as_of": "2026-09",
    "next_issue": None,
    "completed_on": "2026-09-10",
    **{f"{field}_{each}": "Later" for field in ("done", "next", "key_messages", "text") for each in ("en", "fr")},
}


def later(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """What a further quarter adds: each row of the last one anew, with other days, values and words."""
    anew = [row for row in rows if row.get("quarter") == Q2]
    return [row | {field: value for field, value in LATER.items() if field in row} for row in anew]


def test_an_earlier_quarter_printed_again_is_what_it_was_byte_for_byte(tmp_path, sample_file):
    """Printed when its rows were the last ones, and again from the workbook that has gone on: nothing of what came
    later is in it, and two runs give the same bytes.
    """
    gone_on = {sheet: [*rows, *later(rows)] for sheet, rows in nutrition.CONTENT.items()}
    again = build(order(tmp_path, changes=gone_on, quarter=Q2, languages=("fr",)))
    assert len(again.report.updates) > len(sample().updates)
    assert [file.path.suffix for file in again.files] == [".pdf", ".docx"]
    for file in again.files:
        assert file.path.read_bytes() == sample_file("fr", file.path.suffix[1:])

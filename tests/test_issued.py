"""The record of an issued quarter, beside the workbook: when it is written, what it keeps, how it is found."""

from __future__ import annotations

import contextlib
import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import nutrition
from nutrition import Q1, Q2, set_in
from reportgen import issued
from reportgen.build import Order, build, gather, template_folders
from reportgen.issued import read_record, record_path
from reportgen.problems import ProblemsFound
from reportgen.report.period import Quarter
from reportgen.workbook.next_quarter import add_quarter
from stand_ins import stand_ins

LATEST = Quarter.parse(Q2)
STEM = "vardenia-nutrition"


@pytest.fixture(autouse=True)
def workers(monkeypatch):
    stand_ins(monkeypatch)


def made(workbook: Path, *languages: str, **more):
    """The latest quarter, made in a folder that is gone soon after."""
    outcome = build(Order(workbook, workbook.parent / "build", None, languages, ("pdf",), **more))
    shutil.rmtree(workbook.parent / "build")
    return outcome


def record(folder: Path, quarter: Quarter = LATEST):
    return read_record(record_path(folder, STEM, quarter))


def told(workbook: Path) -> list[str]:
    _, problems = gather(Order(workbook, Path()), template_folders(None))
    return [p.code for p in problems if p.code.startswith(("issued", "record"))]


def changing() -> dict[str, list[dict[str, object]]]:
    """Another percentage in the first row of the latest quarter."""
    number = next(n for n, row in enumerate(nutrition.UPDATES) if row["quarter"] == Q2 and row.get("percent") == 40)
    return set_in("updates", number, percent=45)


def test_a_final_report_is_recorded_beside_the_workbook_and_not_beside_the_report(tmp_path):
    outcome = made(nutrition.written(tmp_path), "en", "fr")
    kept = record(tmp_path)
    assert kept.quarter == Q2
    assert [[*issue.files] for issue in kept.issues] == [[file.path.name for file in outcome.files]]
    assert kept.issues[0].workbook == "nutrition.xlsx"
    assert {name.split()[0] for name in kept.said} == {"quarters", "updates", "figures", "narrative", "event"}
    assert not any(word in record_path(tmp_path, STEM, LATEST).read_text() for word in nutrition.INTERNAL)


def test_drafts_examples_and_reports_made_to_compare_leave_nothing(tmp_path):
    example = [row | {"fr": True} if row["key"] == "example_data" else row for row in nutrition.SETTINGS]
    for changes, more in (({}, {"draft": True}), ({"settings": example}, {}), ({}, {"record": False})):
        workbook = nutrition.written(tmp_path, **changes)
        made(workbook, "en", **more)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["hall.png", "nutrition.xlsx"]


def test_nothing_recorded_is_ever_replaced(tmp_path):
    workbook = nutrition.written(tmp_path)
    made(workbook, "en")
    said = record(tmp_path).said
    before = record_path(tmp_path, STEM, LATEST).read_bytes()
    made(workbook, "en")
    assert record_path(tmp_path, STEM, LATEST).read_bytes() == before
    made(workbook, "fr")
    made(nutrition.written(tmp_path, **changing()), "en", templates=tmp_path)  # stand-ins tell that
    kept = record(tmp_path)
    assert kept.said == said
    assert [[name[-6:-4] for name in issue.files] for issue in kept.issues] == [["en"], ["fr"], ["en"]]
    assert len({issue.workbook_print for issue in kept.issues}) == 2
    name = f"{STEM}_{Q2}_en.pdf"
    for issue in (kept.issues[0], kept.issues[2]):
        assert kept.issue_of(name, issue.files[name]) == issue
    assert kept.issue_of(name, "of another file") == kept.issues[2]
    assert kept.issue_of("other.pdf", "") is None


def test_what_changed_is_told_after_the_reports_are_gone_and_the_workbook_renamed(tmp_path):
    made(nutrition.written(tmp_path), "en")
    nutrition.written(tmp_path, **changing()).rename(tmp_path / "renamed.xlsx")
    assert told(tmp_path / "renamed.xlsx") == ["issued-changed"]


def test_a_change_is_quoted_as_the_report_prints_it_and_settled_by_such_an_erratum(tmp_path):
    made(nutrition.written(tmp_path), "en")
    changed = changing()
    workbook = nutrition.written(tmp_path, **changed)
    (found,) = (p for p in gather(Order(workbook, Path()), template_folders(None))[1] if p.code == "issued-changed")
    assert (found.given["old"], found.given["new"]) == ("40%", "45%")
    row = {"code": "X9", "kind": "erratum", **nutrition.both("place", "Updates", "Suivi")}
    row |= nutrition.both("printed", "40%", "40 %") | nutrition.both("right", "45%", "45 %")
    row |= nutrition.both("reason", "Typing", "Saisie")
    workbook = nutrition.written(tmp_path, **changed, errata=[*nutrition.content().get("errata", []), row])
    assert told(workbook) == []


def test_what_is_no_longer_there_is_named_in_the_words_of_the_workbook(tmp_path):
    made(nutrition.written(tmp_path), "en")
    number = next(n for n, row in enumerate(nutrition.UPDATES) if row["quarter"] == Q2 and row.get("percent") == 40)
    workbook = nutrition.written(tmp_path, **set_in("updates", number, percent=None, done_fr=None))
    problems = gather(Order(workbook, Path()), template_folders(None))[1]
    item = nutrition.UPDATES[number]["item"]
    gone = {p.given["what"] for p in problems if p.code == "issued-removed"}
    assert gone == {f"Updates, {item}, Progress", f"Updates, {item}, What was done (FR)"}


@pytest.mark.parametrize(
    ("field", "recorded", "printed"),
    [
        ("updates R1 status", "in_progress", ("In progress", "En cours")),
        ("updates R1 status", "gone", ("gone", "gone")),
        ("updates R1 revised_due", "2025-09-24", ("24\u00a0September 2025", "24\u00a0septembre 2025")),
        ("updates R1 revised_due", "2025-99-24", ("2025-99-24", "2025-99-24")),
        ("figures F1 value", "6.5", ("6.5", "6,5")),
        ("figures F1 value", "2012", ("2012", "2012")),
    ],
)
def test_what_was_recorded_is_quoted_in_words_of_each_language(field, recorded, printed):
    assert issued.worded(("en", "fr"), field, recorded) == tuple(dict.fromkeys((*printed, recorded)))


@pytest.mark.parametrize("folder", [".", "elsewhere"])
def test_the_workbook_of_a_new_quarter_knows_what_was_issued(tmp_path, folder):
    workbook = nutrition.written(tmp_path)
    made(workbook, "en", "fr")
    memory = f"{STEM}.translations.json"
    remembered = (tmp_path / memory).read_bytes()
    (tmp_path / folder).mkdir(exist_ok=True)
    changed = nutrition.written(tmp_path, **changing())
    new = tmp_path / folder / "nutrition_2026-Q3.xlsx"
    add_quarter(changed, LATEST.next(), new)
    assert told(new) == ["issued-changed"]
    assert (new.parent / memory).read_bytes() == remembered


def test_what_the_other_folder_remembers_stays_when_a_workbook_comes(tmp_path):
    workbook, other = nutrition.written(tmp_path), tmp_path / "other"
    made(workbook, "en")
    kept = record_path(other, STEM, LATEST)
    kept.parent.mkdir(parents=True)
    kept.write_text("precious")
    add_quarter(workbook, LATEST.next(), other / "new.xlsx")
    assert kept.read_text() == "precious"
    assert (other / f"{STEM}.translations.json").exists()


def test_a_folder_that_cannot_be_written_in_is_told_and_undoes_no_report(tmp_path):
    workbook = nutrition.written(tmp_path)
    (tmp_path / f"{STEM}.issued").write_text("in the way of the folder")
    outcome = build(Order(workbook, tmp_path / "build", formats=("pdf",)))
    assert all(file.path.exists() for file in outcome.files)
    assert [(p.code, p.place.file) for p in outcome.problems] == [("record-not-written", f"{Q2}.json")]
    assert outcome.problems[0].given["detail"]


def test_two_runs_at_once_are_both_recorded(tmp_path, monkeypatch):
    both = threading.Barrier(2)

    def slow(*given):
        changed = issued.record_after_issue(*given)
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(0.3)  # until the other run has read the record as well, which it must not
        return changed

    monkeypatch.setattr("reportgen.build.record_after_issue", slow)
    workbook = nutrition.written(tmp_path)
    orders = [Order(workbook, tmp_path / language, None, (language,), ("pdf",)) for language in ("fr", "en")]
    with ThreadPoolExecutor(2) as runs:
        assert [outcome.problems for outcome in runs.map(build, orders)] == [(), ()]
    assert sorted(name[-6:-4] for issue in record(tmp_path).issues for name in issue.files) == ["en", "fr"]


DAMAGED = ["", "[]", "{}", json.dumps({"format": "x"}), "[" * 100_000]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_record_is_told_stops_nothing_and_is_not_replaced(content, tmp_path):
    workbook = nutrition.written(tmp_path)
    path = record_path(tmp_path, STEM, LATEST)
    path.parent.mkdir()
    path.write_text(content)
    outcome = made(workbook, "en")
    assert {(p.code, p.place.file) for p in outcome.problems} == {("record-damaged", f"{STEM}.issued/{Q2}.json")}
    assert path.read_text() == content


@pytest.mark.parametrize(
    "wrong",
    [
        {"said": {"a": "b"}},
        {"said": {"a": 1}},
        {"said": []},
        {"issues": [1]},
        {"issues": [{"files": {}}]},
        {"quarter": Q1},
        {"more": ""},
    ],
)
def test_a_record_of_another_shape_is_damaged(wrong, tmp_path):
    made(nutrition.written(tmp_path), "en")
    path = record_path(tmp_path, STEM, LATEST)
    path.write_text(json.dumps(json.loads(path.read_text()) | wrong))
    with pytest.raises(ProblemsFound) as stopped:
        read_record(path)
    assert [p.code for p in stopped.value.problems] == ["record-damaged"]

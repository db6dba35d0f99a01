"""Hostile files end within the limits of time and memory, with a result or a problem, in a process of their own."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from workbook_sample import written

import reportgen
from reportgen import build
from reportgen.office_file import MEGABYTE
from reportgen.problems import EngineFailed, ProblemsFound
from reportgen.workbook import limited
from reportgen.workbook.cell_edit import with_texts
from reportgen.workbook.guard import MAX_MEMORY, MAX_SECONDS
from reportgen.workbook.limited import in_limits, prepare, read_limited  # before the tests' own take their places
from reportgen.workbook.raw import RawWorkbook
from reportgen.workbook.reader import read_workbook

SHEET, TEXTS, STYLES, BOOK = "xl/worksheets/sheet4.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
NOISE = b"<!--" + random.Random(1).randbytes(10_000).hex().encode() + b"-->"  # noqa: S311
"""Keeps a part from shrinking to less than a hundredth."""

LAUNCHER = """if True:
    import resource, sys  # a process of its own, and small: a child's peak is never less than its parent's was
    from pathlib import Path
    from reportgen.problems import ProblemsFound
    from reportgen.workbook.cell_edit import with_texts
    from reportgen.workbook.limited import in_limits, read_limited
    path, does = Path(sys.argv[1]), sys.argv[2]
    try:
        if does == "read":
            done = read_limited(path).sheets
        else:
            done = in_limits(path, with_texts, path, {"Suivi": {"A2": "R1"}})
        outcome = does if done else "nothing"
    except ProblemsFound as found:
        outcome = ",".join(problem.code for problem in found.problems)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(outcome, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def changed(path: Path, part: str, before: str, inserted: bytes) -> Path:
    """The sound workbook with something more in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(written())) as sound, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name in sound.namelist():
            data = sound.read(name)
            if name == part:
                head, found, tail = data.partition(before.encode())
                assert found
                data = head + inserted + found + tail
            book.writestr(name, data)
    return path


def measured(path: Path, does: str) -> tuple[str, float, float]:
    """What came of it, its processor time in seconds, and the most memory it had, in megabytes."""
    command = [sys.executable, "-c", LAUNCHER, path, does]
    launched = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    outcome, seconds, kilobytes = launched.stdout.split()
    return outcome, float(seconds), int(kilobytes) / 1024


def refusal(path: Path) -> str:
    with pytest.raises(ProblemsFound) as stopped:
        read_limited(path)
    (problem,) = stopped.value.problems
    assert problem.place.file == path.name
    assert all(problem.told(str))
    return problem.code


def many(form: str, count: int, around: str = "") -> bytes:
    """As many elements with numbers of their own, with another one around them."""
    inner = "".join(form.format(n) for n in range(1000, 1000 + count))
    return (f"<{around}>{inner}</{around}>" if around else inner).encode()


VALIDATION = '<dataValidation type="whole" sqref="A{0}"><formula1>1</formula1></dataValidation>'
RULE = '<cfRule type="expression" priority="{0}"><formula>A1=1</formula></cfRule>'
FORMATS = f'<conditionalFormatting sqref="A{{0}}">{RULE}</conditionalFormatting>'
STYLE = b'<xf numFmtId="0" applyAlignment="1"><alignment indent="1"/></xf>'
READ = {
    "a cell at the far end": lambda: (SHEET, "</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "merged ranges": lambda: (SHEET, "<pageMargins", many('<mergeCell ref="A{0}:B{0}"/>', 20_000, "mergeCells")),
    "links": lambda: (SHEET, "<pageMargins", many('<hyperlink ref="B{0}" location="A1"/>', 20_000, "hyperlinks")),
    "validations": lambda: (SHEET, "<pageMargins", many(VALIDATION, 100_000, "dataValidations")),
    "conditional formats": lambda: (SHEET, "<pageMargins", many(FORMATS, 100_000)),
    "names": lambda: (BOOK, "</definedNames>", many('<definedName name="n{0}">Suivi!$A${0}</definedName>', 40_000)),
    "styles": lambda: (STYLES, "</cellXfs>", (STYLE * 16_000 + NOISE) * 4),
    "columns": lambda: (
        SHEET,
        "<sheetData",
        b"<cols>" + b'<col min="1" max="999" hidden="1"/>' * 50_000 + NOISE + b"</cols>",
    ),
    "elements in elements": lambda: (STYLES, "<cellXfs", b"<a>" * 200_000 + NOISE + b"</a>" * 200_000),
}
REFUSED = {
    "rows": lambda: (SHEET, "</sheetData>", (b"<row/>" * 150_000 + NOISE) * 30),
    "cells": lambda: (SHEET, "</sheetData>", b"<row>" + (b"<c/>" * 200_000 + NOISE) * 20 + b"</row>"),
    "a text": lambda: (TEXTS, "</sst>", b"<si><t>" + (b"a" * 900_000 + NOISE[4:-3]) * 120 + b"</t></si>"),
    "texts in texts": lambda: (
        TEXTS,
        "</sst>",
        b"<si>" + (b"<r>" * 200_000 + NOISE) * 6 + b"</r>" * 1_200_000 + b"</si>",
    ),
}


@pytest.mark.parametrize("what", READ)
def test_what_lies_about_in_a_workbook_is_passed_over(tmp_path, what):
    outcome, seconds, memory = measured(changed(tmp_path / "a.xlsx", *READ[what]()), "read")
    assert outcome == "read"
    assert seconds < MAX_SECONDS
    assert memory < MAX_MEMORY / MEGABYTE


@pytest.mark.parametrize(
    ("rows", "what"), [(200_000, "edit"), (700_000, "file-too-heavy")], ids=["what fits", "what does not"]
)
def test_a_file_is_edited_within_the_same_limits(tmp_path, rows, what):
    many_rows = (b"<row/>" * 50_000 + NOISE) * (rows // 50_000)
    path = changed(tmp_path / "a.xlsx", SHEET, "</sheetData>", many_rows)
    outcome, seconds, memory = measured(path, "edit")
    assert outcome == what
    assert seconds < MAX_SECONDS
    assert memory < MAX_MEMORY / MEGABYTE


@pytest.mark.parametrize("what", REFUSED)
def test_what_no_team_writes_ends_within_the_limits(tmp_path, what):
    outcome, seconds, memory = measured(changed(tmp_path / "a.xlsx", *REFUSED[what]()), "read")
    assert outcome == "file-too-heavy"
    assert seconds < MAX_SECONDS
    assert memory < MAX_MEMORY / MEGABYTE


def test_a_reading_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(limited, "MAX_SECONDS", 0.05)
    assert refusal(changed(tmp_path / "a.xlsx", SHEET, "</sheetData>", b"")) == "file-too-heavy"


def test_what_is_read_comes_back_as_it_was_read(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["x", 1, 0.5, True, "=1+1", "#REF!", datetime(2025, 5, 31)])  # noqa: DTZ001  a cell has no time zone
    sheet.append(["y", "z"])
    sheet["A2"].hyperlink = "https://example.org"
    sheet.row_dimensions[2].hidden = sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("C2:D3")
    book.create_sheet("Suivi").append(["x"])
    book["Suivi"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert read_limited(tmp_path / "a.xlsx") == read_workbook(tmp_path / "a.xlsx")
    assert [len(sheet.rows) for sheet in read_limited(tmp_path / "a.xlsx", {"suivi"}).sheets] == [0, 1]


def test_a_process_that_was_prepared_is_used_once(tmp_path, monkeypatch):
    monkeypatch.setattr(limited, "_prepared", [])
    prepare()
    (process,) = limited._prepared
    path = changed(tmp_path / "a.xlsx", SHEET, "</sheetData>", b"")
    assert [len(read_limited(path, {"suivi"}).sheets) for _ in range(2)] == [19, 19]
    assert (process.returncode, limited._prepared) == (0, [])


def test_a_process_that_is_not_needed_ends_by_itself(monkeypatch):
    monkeypatch.setattr(limited, "_prepared", [])
    prepare()
    (process,) = limited._prepared
    assert process.communicate(timeout=MAX_SECONDS) == (b"", b"")
    assert process.returncode == 0


@pytest.mark.parametrize("start", [limited._started, build._started])
def test_no_file_of_the_folder_is_taken_for_a_module(tmp_path, monkeypatch, start):
    """People name their own files as they like."""
    for name in ("zipfile", "json", "typing", "reportgen"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a file of the team was run')")
    monkeypatch.setenv("PYTHONPATH", str(Path(reportgen.__file__).parents[1]))
    monkeypatch.chdir(tmp_path)
    _, said = start().communicate(timeout=MAX_SECONDS)
    assert b"a file of the team was run" not in said


def test_problems_come_back_too(tmp_path):
    assert refusal(tmp_path / "no.xlsx") == "file-missing"


def test_an_edited_file_comes_back_as_it_was_edited(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(written())
    texts = {"Suivi": {"A2": "R1"}}
    assert in_limits(path, with_texts, path, texts) == with_texts(path, texts)


@pytest.fixture
def replaced(tmp_path, monkeypatch):
    """Runs a script in the place of the reading."""

    def run(script: str) -> RawWorkbook:
        program = tmp_path / "python"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(program))
        return read_limited(tmp_path / "a.xlsx")

    return run


def test_a_reading_that_the_system_stops_is_a_problem(replaced):
    with pytest.raises(ProblemsFound) as stopped:
        replaced("kill -9 $$")
    assert [problem.code for problem in stopped.value.problems] == ["file-too-heavy"]


def test_a_defect_of_the_program_is_told_as_one(replaced):
    with pytest.raises(EngineFailed, match="a bug"):
        replaced("echo a bug >&2; exit 1")


def test_the_command_tells_a_hostile_file_in_words(tmp_path):
    path = changed(tmp_path / "a.xlsx", *REFUSED["texts in texts"]())
    command = [sys.executable, "-m", "reportgen", "check", "--lang", "en", "--workbook", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert run.returncode == 1
    assert "more than can be handled" in run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr

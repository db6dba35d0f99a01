from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path

import pytest
from openpyxl import load_workbook

import nutrition
from nutrition import set_in
from reportgen import cli
from reportgen.workbook.schema import load_schema
from stand_ins import stand_ins

LINE = re.compile(r"(?P<severity>\S+)  (?P<place>.+?)\u00a0?: (?P<message>.+\.) \((?P<hint>.+\.)\)")
WRONG = ({"percent": "120"}, {"status": "nearly"}, {"revised_due": "31/31/2026"})
MISTAKES = {
    **set_in("recommendations", 1, finding_fr=None),
    **set_in("figures", 0, value="many"),
    "updates": [{**row, **wrong} for row, wrong in zip_longest(nutrition.UPDATES, WRONG, fillvalue={})],
}
PLACES = {"Recommendations!E3", "Figures!E2", "Updates!D2", "Updates!C3", "Updates!N4"}


class Told:
    """What a run of the command said, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def places(self) -> set[str]:
        """The cells of the errors; every line of a problem has its form."""
        lines = (self.err + self.out).splitlines()
        found = [LINE.fullmatch(line) for line in lines if line.startswith(("error", "erreur"))]
        assert all(found), lines
        return {match["place"].partition(", ")[2] for match in found if match}


@pytest.fixture
def reportgen(monkeypatch, capsys, tmp_path):
    """Runs the command in this process, in a folder of its own, with English for the system's language."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    def run(*arguments: object) -> Told:
        monkeypatch.setattr(sys, "argv", ["reportgen", *map(str, arguments)])
        try:
            with pytest.raises(SystemExit) as left:
                cli.main()
        finally:
            gc.enable()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Told(int(left.value.code or 0), out, err)

    return run


# ---------------------------------------------------------------- build


def test_build_makes_the_files_and_tells_them(reportgen, monkeypatch, tmp_path):
    stand_ins(monkeypatch)
    (tmp_path / "inputs").mkdir()
    nutrition.written(tmp_path / "inputs").rename("inputs/followup.xlsx")
    told = reportgen("build")
    assert told.code == 0
    made = sorted(path.name for path in Path("build/2026-Q2").iterdir())
    assert len(made) == 4
    assert all(name in told.out for name in made)
    kept = {"followup.xlsx", "hall.png", "vardenia-nutrition.issued", "vardenia-nutrition.translations.json"}
    assert {path.name for path in (tmp_path / "inputs").iterdir()} == kept


@pytest.mark.parametrize(
    ("options", "made"),
    [
        (["--quarter", "2026-T1", "--lang", "fr", "--format", "pdf"], ["2026-Q1/vardenia-nutrition_2026-Q1_fr.pdf"]),
        (
            ["-q", "2026-Q1", "-l", "fr,en", "-f", "docx"],
            ["2026-Q1/vardenia-nutrition_2026-Q1_en.docx", "2026-Q1/vardenia-nutrition_2026-Q1_fr.docx"],
        ),
        (["-l", "fr", "-l", "fr", "-f", "PDF", "-f", "pdf"], ["2026-Q2/vardenia-nutrition_2026-Q2_fr.pdf"]),
    ],
)
def test_build_takes_quarter_languages_and_formats(reportgen, monkeypatch, tmp_path, options, made):
    stand_ins(monkeypatch)
    assert reportgen("build", "-w", nutrition.written(tmp_path), "-o", "out", *options).code == 0
    assert sorted(str(path.relative_to("out")) for path in Path("out").rglob("*_??.*")) == made


def test_a_final_report_can_be_made_without_a_record(reportgen, monkeypatch, tmp_path):
    stand_ins(monkeypatch)
    assert reportgen("build", "-w", nutrition.written(tmp_path), "--no-record").code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"nutrition.xlsx", "hall.png", "build"}


def test_build_speaks_the_language_it_makes(reportgen, monkeypatch, tmp_path):
    stand_ins(monkeypatch)
    assert "recommandations" in reportgen("build", "-w", nutrition.written(tmp_path), "--lang", "fr").out


def test_build_stops_at_problems_and_writes_nothing(reportgen, monkeypatch, tmp_path):
    stand_ins(monkeypatch)
    told = reportgen("build", "--workbook", nutrition.written(tmp_path, **MISTAKES))
    assert told.code == 1
    assert told.places() == PLACES
    assert told.out == ""
    assert not Path("build").exists()


def test_build_makes_a_draft_of_it(reportgen, monkeypatch, tmp_path):
    stand_ins(monkeypatch)
    told = reportgen("build", "--workbook", nutrition.written(tmp_path, **MISTAKES), "--draft", "--format", "pdf")
    assert told.code == 0
    assert told.places() == PLACES
    assert len([*Path("build").rglob("*.pdf")]) == 2


def test_build_lists_the_quarters_it_knows(reportgen, monkeypatch, tmp_path):
    stand_ins(monkeypatch)
    told = reportgen("build", "--workbook", nutrition.written(tmp_path), "--quarter", "2030-Q1")
    assert told.code == 1
    assert "2026-Q1, 2026-Q2" in told.err


def test_a_failure_of_the_engine_is_no_fault_of_the_workbook(reportgen, monkeypatch, tmp_path):
    stand_ins(monkeypatch, "fr:failure")
    told = reportgen("build", "--workbook", nutrition.written(tmp_path))
    assert told.code == 3
    assert "no glyph for x" in told.err
    assert not Path("build").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--quarter", "summer"],
        ["build", "--quarter", "2025-Q5"],
        ["check", "--quarter", "3"],
        ["build", "--format", "odt"],
        ["build", "--colour"],
        ["build", "--templates", "nowhere"],
        ["bild"],
        ["init"],
        ["check", "extra"],
    ],
)
def test_a_wrong_command_line_is_told_as_such(reportgen, arguments):
    told = reportgen(*arguments)
    assert told.code == 2
    assert told.err


# ---------------------------------------------------------------- check


def test_check_says_that_a_workbook_is_sound_and_writes_nothing(reportgen, tmp_path):
    rows = [
        *nutrition.UPDATES,
        nutrition.update("R301", nutrition.Q2, "completed", 100, completed_on="2026-03-10", **nutrition.PROVEN),
    ]
    told = reportgen("check", "--workbook", nutrition.written(tmp_path, updates=rows))
    assert (told.code, told.err) == (0, "")
    assert "in order" in told.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hall.png", "nutrition.xlsx"]


@pytest.mark.parametrize("options", [[], ["--lang", "en"]])
def test_check_tells_every_problem_with_its_cell(reportgen, tmp_path, options):
    told = reportgen("check", "--workbook", nutrition.written(tmp_path, **MISTAKES), *options)
    assert told.code == 1
    assert told.places() == PLACES
    assert "error  nutrition.xlsx, Updates!D2: 120% is not between 0% and 100%. (Type a percentage" in told.out


@pytest.mark.parametrize(
    ("language", "options"), [("fr_FR.UTF-8", []), ("en_GB.UTF-8", ["--lang", "fr"]), ("C", ["-l", "fr"])]
)
def test_check_speaks_french_when_asked_or_when_the_system_does(reportgen, monkeypatch, tmp_path, language, options):
    monkeypatch.setenv("LANG", language)
    told = reportgen("check", "--workbook", nutrition.written(tmp_path, **MISTAKES), *options)
    assert told.code == 1
    assert told.places() == PLACES
    assert "“" not in told.out.replace("”", "“")
    assert not re.search(r"\b(the|is|not|Type)\b", told.out)


def test_check_of_a_draft_or_a_draft_quarter_stops_at_nothing_but_what_blocks(reportgen, tmp_path):
    path = nutrition.written(tmp_path, **MISTAKES)
    assert reportgen("check", "--workbook", path, "--draft").code == 0
    path = nutrition.written(tmp_path, **MISTAKES, **set_in("quarters", 1, state="draft"))
    assert reportgen("check", "--workbook", path).code == 0
    assert reportgen("check", "--workbook", path, "--quarter", "2026-Q1").code == 1
    path = nutrition.written(tmp_path, **set_in("recommendations", 1, code="R101"))
    assert reportgen("check", "--workbook", path, "--draft").code == 1


def test_check_names_a_file_that_is_not_there(reportgen):
    told = reportgen("check", "--workbook", "gone.xlsx")
    assert told.code == 1
    assert told.out.startswith("blocking  gone.xlsx: ")
    assert reportgen("check").out.startswith("blocking  followup.xlsx: ")


def test_check_tells_a_photo_that_cannot_be_printed(reportgen, tmp_path):
    path = nutrition.written(tmp_path)
    (tmp_path / "hall.png").write_bytes(nutrition.photo()[:20])
    told = reportgen("check", "--workbook", path)
    assert told.code == 1
    assert "Attachments!" in told.out


# ---------------------------------------------------------------- init


@pytest.mark.parametrize(("language", "sheet"), [("fr", "Recommandations"), ("en", "Recommendations")])
def test_init_writes_an_empty_workbook_in_a_language(reportgen, language, sheet):
    told = reportgen("init", "new.xlsx", "--lang", language)
    assert told.code == 0
    assert "new.xlsx" in told.out
    book = load_workbook("new.xlsx")
    assert sheet in book.sheetnames
    assert len(book.sheetnames) == len(load_schema().sheets) + 2
    assert book[sheet].max_row == 1 or not any(cell.value for row in book[sheet].iter_rows(min_row=2) for cell in row)


def test_init_never_replaces_a_file(reportgen):
    Path("new.xlsx").write_bytes(b"a year of work")
    told = reportgen("init", "new.xlsx")
    assert told.code == 1
    assert "new.xlsx" in told.err
    assert Path("new.xlsx").read_bytes() == b"a year of work"


def test_init_needs_its_folder(reportgen):
    told = reportgen("init", "nowhere/new.xlsx")
    assert told.code == 1
    assert not Path("nowhere").exists()


def test_an_empty_workbook_says_all_that_is_to_be_filled_in(reportgen):
    reportgen("init", "new.xlsx", "--lang", "en")
    told = reportgen("check", "--workbook", "new.xlsx")
    assert told.code == 1
    required = [setting for setting in load_schema().settings if setting.required]
    empty = sum(told.out.count(f"B{row}") for row in range(2, len(required) + 4))
    assert "Settings!" in told.out
    assert empty
    assert "Quarters" in told.out


# ---------------------------------------------------------------- help, and the command itself


@pytest.mark.parametrize("command", [["--help"], [], ["build", "--help"], ["check", "--help"], ["init", "--help"]])
def test_help_speaks_the_user_s_language(reportgen, monkeypatch, command):
    english = reportgen(*command)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    french = reportgen(*command)
    assert english.code == french.code == (0 if command else 2)
    assert "workbook" in english.out + english.err
    assert "classeur" in french.out + french.err


def test_the_command_runs_as_a_program(tmp_path):
    path = nutrition.written(tmp_path, **MISTAKES)
    command = [sys.executable, "-m", "reportgen", "check", "--workbook", str(path)]
    run = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "LC_ALL": "fr_FR.UTF-8"})  # noqa: S603
    assert run.returncode == 1
    assert run.stderr == b""
    assert "erreur  nutrition.xlsx, Updates!D2" in run.stdout.decode()


@pytest.mark.parametrize("characters", ["ascii", "latin-1"])
def test_a_terminal_may_lack_letters(tmp_path, monkeypatch, characters):
    monkeypatch.setenv("PYTHONIOENCODING", characters)
    path = nutrition.written(tmp_path, **MISTAKES)
    for arguments in (["check", "--lang", "fr", "--workbook", str(path)], ["chek", "--lang", "fr"]):
        command = [sys.executable, "-m", "reportgen", *arguments]
        run = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
        assert run.returncode == (1 if arguments[0] == "check" else 2)
        assert b"erreur  " in run.stdout + run.stderr
        assert b"Traceback" not in run.stderr


def test_a_command_imports_only_what_it_needs():
    code = "import sys, reportgen.cli; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert {"typer", "rich"} <= set(run.stdout.split())
    assert not {"weasyprint", "docx", "jinja2", "openpyxl", "lxml", "PIL"} & set(run.stdout.split())

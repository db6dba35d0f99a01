"""The commands that work on the workbook: what they write, what they say, how they end."""

from __future__ import annotations

import gc
import json
import shutil
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

sys.path.insert(0, str(Path(__file__).parent / "workbook"))

from workbook_sample import written

from reportgen import cli
from reportgen.build import template_folders

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs the command in this process, in a folder: exit code, standard output, standard error."""

    def ran(folder, *arguments, language="en"):
        monkeypatch.chdir(folder)
        monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8" if language == "fr" else "C.UTF-8")
        monkeypatch.setenv("COLUMNS", "160")
        monkeypatch.setattr(sys, "argv", ["reportgen", *map(str, arguments)])
        try:
            with pytest.raises(SystemExit) as left:
                cli.main()
        finally:
            gc.enable()
        return left.value.code or 0, *capsys.readouterr()

    return ran


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "followup.xlsx").write_bytes(written())
    return tmp_path


def test_quarter_writes_beside_the_old_workbook(folder, run):
    code, out, err = run(folder, "quarter", "2025-Q4")
    assert (code, err) == (0, "")
    assert sorted(path.name for path in (folder / "inputs").iterdir()) == ["followup.xlsx", "followup_2025-Q4.xlsx"]
    assert "reportgen check --workbook inputs/followup_2025-Q4.xlsx" in out.replace("\n", " ")
    assert run(folder, "quarter", "2026-Q1", "--workbook", "inputs/followup_2025-Q4.xlsx")[0] == 0
    assert (folder / "inputs" / "followup_2026-Q1.xlsx").exists()
    code, out, err = run(folder, "quarter", "2025-T4", language="fr")
    assert (code, out) == (1, "")
    assert "followup_2025-Q4.xlsx" in err


def test_quarter_refuses_what_is_no_quarter(folder, run):
    assert run(folder, "quarter", "2025-Q5")[0] == 2
    assert run(folder, "quarter", "")[0] == 2


def spoil(folder, **cells):
    """Type into the log of updates: Suivi!C3 and so on."""
    path = folder / "inputs" / "followup.xlsx"
    book = load_workbook(path)
    for cell, value in cells.items():
        book["Suivi"][cell] = value
    book.save(path)


def test_check_groups_the_same_mistake_and_says_what_to_do_next(folder, run):
    spoil(folder, C3="Fini", C4="Fini", C6="Fini", F2=None)
    code, out, err = run(folder, "check")
    assert (code, err) == (1, "")
    assert out.count("“Fini”") == 1
    assert "C3:C4, C6 (3 cells)" in out
    assert "1 of 3" in out
    assert "reportgen check --workbook inputs/followup.xlsx --annotate inputs/problems.xlsx" in out
    code, out, _ = run(folder, "check", language="fr")
    assert code == 1
    assert "«\u00a0Fini\u00a0»" in out
    assert "C3:C4, C6 (3 cellules)" in out


def test_check_of_a_sound_workbook(folder, run):
    code, out, err = run(folder, "check")
    assert (code, err) == (0, "")
    assert "in order" in out
    assert "reportgen build --workbook inputs/followup.xlsx" in out


def test_a_check_looks_at_the_fonts_of_the_team(folder, run):
    """Here its own font, with fewer signs, stands in the place of ours; the report is to be made with it too."""
    own = folder / "our own" / "fonts"
    own.mkdir(parents=True)
    shutil.copy(template_folders(None)[0] / "fonts" / "LiberationSans-Regular.ttf", own / "DejaVuSans.ttf")
    spoil(folder, F2="Fait ⚑")
    assert "(U+2691)" not in run(folder, "check", "--draft")[1]
    out = run(folder, "check", "--draft", "--templates", "our own")[1]
    assert "(U+2691)" in out
    assert "reportgen build --workbook inputs/followup.xlsx --draft --templates 'our own'" in out


def test_a_draft_is_stopped_by_what_is_blocking_alone(folder, run):
    spoil(folder, D3=1.4)
    assert [run(folder, "check", *more)[0] for more in ([], ["--draft"])] == [1, 0]
    spoil(folder, A4="R2", B4="2025-Q2")
    assert run(folder, "check", "--draft")[0] == 1


def test_check_for_scripts(folder, run):
    spoil(folder, C3="Fini")
    code, out, err = run(folder, "check", "--json")
    told = json.loads(out)
    assert (code, err) == (1, "")
    assert (told["workbook"], told["quarter"], told["stops"]) == ("followup.xlsx", "2025-Q3", True)
    assert told["counts"] == {"notice": 0, "warning": 0, "error": 0, "blocking": 0} | told["counts"]
    found = [(p["severity"], p["code"], p["sheet"], p["cell"]) for p in told["problems"]]
    assert ("error", "unknown-choice", "Suivi", "C3") in found
    assert all(p["message"] for p in told["problems"])
    assert {each["sheet"]: each["wanted"] for each in told["languages"]}["Thèmes"] == 4


def test_what_is_no_workbook_is_told_in_the_same_way(folder, run):
    (folder / "inputs" / "followup.xlsx").write_bytes(b"")
    code, out, _ = run(folder, "check", "--json")
    assert code == 1
    assert [p["code"] for p in json.loads(out)["problems"]] == ["file-empty"]
    code, out, _ = run(folder, "check", "--annotate", "problems.xlsx")
    assert code == 1
    assert "no workbook to mark" in out
    assert not (folder / "problems.xlsx").exists()


def test_check_hands_the_problems_back_in_excel(folder, run):
    spoil(folder, C3="Fini")
    code, out, _ = run(folder, "check", "--annotate", "inputs/problems.xlsx", language="fr")
    assert code == 1
    assert "reportgen check --workbook inputs/problems.xlsx" in out
    book = load_workbook(folder / "inputs/problems.xlsx")
    assert book.sheetnames[0] == "Problèmes"
    assert "reportgen check --workbook inputs/problems.xlsx" in book["Problèmes"]["A2"].value
    book["Suivi"]["C3"] = "Non démarrée"
    book.save(folder / "inputs/problems.xlsx")
    assert run(folder, "check", "--workbook", "inputs/problems.xlsx")[0] == 0
    code, _, err = run(folder, "check", "--annotate", "inputs/problems.xlsx")
    assert (code, "problems.xlsx" in err) == (1, True)


def test_what_the_folder_remembers_comes_along_with_an_annotated_copy(folder, run):
    spoil(folder, C3="Fini", A4=None)
    kept = ("mali-follow-up.translations.json", "mali-follow-up.issued/2025-Q2.json")
    for name in kept:
        (folder / "inputs" / name).parent.mkdir(exist_ok=True)
        (folder / "inputs" / name).write_text("{}")
    assert run(folder, "check", "--annotate", "problems.xlsx")[0] == 1
    assert [(folder / name).read_text() for name in kept] == ["{}", "{}"]


def test_what_is_proposed_next_can_be_typed_as_it_stands(folder, run):
    (folder / "inputs" / "problems.xlsx").touch()
    spoil(folder, D3=1.4)
    out = run(folder, "check", "--draft", "--quarter", "2025-Q2")[1]
    assert "--annotate inputs/problems_2.xlsx" in out
    assert "reportgen build --workbook inputs/followup.xlsx --quarter 2025-Q2 --draft" in out


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_name_of_a_new_workbook_says_what_it_is(folder, run, language):
    with_macros = folder / "inputs" / "followup.xlsm"
    (folder / "inputs" / "followup.xlsx").rename(with_macros)
    source = ["--workbook", "inputs/followup.xlsm"]
    for command in (
        ["check", *source, "--annotate", "new.xlsx"],
        ["quarter", "2025-Q4", *source, "--output", "new.xlsx"],
        ["translations", *source, "--import", "back.po", "--output", "new.xlsx"],
        ["init", "new.xls"],
    ):
        code, _, err = run(folder, *command, language=language)
        assert (code, "new.xls" in err) == (1, True)
    assert [path.name for path in folder.iterdir()] == ["inputs"]
    assert run(folder, "quarter", "2025-Q4", *source)[0] == 0
    assert (folder / "inputs" / "followup_2025-Q4.xlsm").is_file()


@pytest.mark.parametrize("name", ["locked", "n" * 300])
def test_a_file_that_cannot_be_made_is_told_in_words(folder, run, monkeypatch, name):
    place = folder / "inputs" / name
    opened = Path.open

    def refused(path, mode="r", *more, **given):
        if path.stem == "locked":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode, *more, **given)

    monkeypatch.setattr(Path, "open", refused)
    for command in (
        ["init", f"{place}.xlsx"],
        ["check", "--annotate", f"{place}.xlsx"],
        ["quarter", "2025-Q4", "--output", f"{place}.xlsx"],
        ["reference", f"{place}.docx"],
    ):
        code, _, err = run(folder, *command)
        assert code == 1
        assert f"blocking  {place.name}" in err.replace("\n", "")
    assert [path.name for path in (folder / "inputs").iterdir()] == ["followup.xlsx"]


def test_schema_prints_the_page_of_the_documentation(folder, run):
    code, out, err = run(folder, "schema")
    assert (code, err) == (0, "")
    assert out == (DOCS / "workbook.md").read_text("utf-8")


def test_trace_names_the_cells_of_what_the_report_says(folder, run):
    code, out, err = run(folder, "trace", "R2", "--quarter", "2025-Q2")
    assert (code, "Recommandations!" in out, err) == (0, True, "")
    code, out, _ = run(folder, "trace", "Tombouctou la mystérieuse", language="fr")
    assert (code, "«\u00a0Tombouctou la mystérieuse\u00a0»" in out) == (1, True)


def test_init_writes_hashtags_when_asked(folder, run):
    assert run(folder, "init", "own.xlsx", "--hxl")[0] == 0
    assert load_workbook(folder / "own.xlsx")["Updates"]["A2"].value == "#activity+code"

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pages import edition, sample
from reportgen.build import Outcome, WrittenFile
from reportgen.console import Console, asked_language, system_language
from reportgen.problem_kinds import problem
from reportgen.problems import Place

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG")
LONG = Path("build/2026-Q2") / f"{'a-very-long-stem-' * 6}_2026-Q2_en.pdf"


@pytest.fixture(autouse=True)
def _no_language(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


# ---------------------------------------------------------------- the user's language


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_ML"}, "fr"),
        ({"LANG": "FR"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "fr_FR", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "fr_FR"}, "fr"),
        ({"LANG": "en_GB", "LANGUAGE": "fr:en"}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": ""}, "fr"),
    ],
)
def test_the_system_says_its_language(monkeypatch, variables, language):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system_language() == Console().language == language


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["check", "--lang", "fr"], "fr"),
        (["check", "-l", "fr"], "fr"),
        (["check", "--lang=fr"], "fr"),
        (["build", "--lang", "de"], "en"),
        (["build", "--lang"], "en"),
        (["check"], "en"),
    ],
)
def test_the_command_line_says_it_first(arguments, language):
    assert asked_language(arguments) == language


def test_a_language_that_is_not_ours_is_the_system_s(monkeypatch):
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert Console("de").language == "fr"
    assert Console("en").language == "en"
    assert asked_language(["--lang", "de"]) == "fr"


# ---------------------------------------------------------------- problems


def test_a_problem_is_one_line_with_its_place_and_hint(capsys):
    found = problem("percent-outside", Place("a.xlsx", "Updates", "E4"), typed="120")
    Console("en").problems([found])
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "error  a.xlsx, Updates!E4: 120% is not between 0% and 100%. (Type a percentage from 0% to 100%.)\n"


def test_problems_are_told_in_french(capsys):
    Console("fr").problems([problem("percent-outside", Place("a.xlsx", "Suivi", "E4"), typed="120")])
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("erreur  a.xlsx, Suivi!E4\u00a0: 120")
    assert "not between" not in line


def test_the_worst_comes_first_and_lines_are_never_broken(capsys):
    wide = "x" * 300
    told = [
        problem("sheet-unknown", Place("a.xlsx", "B")),
        problem("unreadable-date", Place("a.xlsx", "A", "A10"), typed=wide),
        problem("unreadable-date", Place("a.xlsx", "A", "B9"), typed="[red]x[/red] :smile:"),
        problem("file-damaged", Place("a.xlsx")),
    ]
    Console("en").problems(told, stopped=True)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["blocking", "error", "error", "notice"]
    assert "“[red]x[/red] :smile:”" in lines[1]
    assert wide in lines[2]
    assert len(lines) == 5
    assert "3" in lines[4]


def test_a_failure_is_told_whole(capsys):
    Console("en").failed("fr: Anomaly in [bold]x[/bold]")
    assert "fr: Anomaly in [bold]x[/bold]" in capsys.readouterr().err


# ---------------------------------------------------------------- results


def outcome(**more) -> Outcome:
    files = (WrittenFile(LONG, "en", 46, 461_000, 6.84), WrittenFile(LONG.with_suffix(".docx"), "en", 46, 96_000, 0.14))
    return Outcome(files, replace(edition().now, **more), sample(), ())


def test_the_files_are_told_with_pages_size_and_seconds_however_long_their_names(capsys):
    Console("en").outcome(outcome())
    out, err = capsys.readouterr()
    assert err == ""
    assert str(LONG.parent) in out
    rows = [line.split() for line in out.splitlines() if LONG.stem in line]
    assert [row[-4:] for row in rows] == [["46", "450", "kB", "6.8"], ["46", "94", "kB", "0.1"]]
    assert [Path(row[0]).name for row in rows] == [LONG.name, LONG.with_suffix(".docx").name]


def test_the_quarter_is_told_in_short(capsys):
    Console("en").outcome(outcome())
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("2026-Q2: 2 of 8 recommendations completed, 1 overdue")
    assert "51%" in last


def test_example_data_are_told(capsys):
    Console("fr").outcome(outcome(is_example=True))
    assert "exemple" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(("is_draft", "lines"), [(True, 1), (False, 0)])
def test_a_draft_says_how_it_becomes_final(capsys, is_draft, lines):
    Console("en").outcome(outcome(is_draft=is_draft, is_example=False))
    assert capsys.readouterr().out.count("draft") == lines


def test_each_step_under_way_has_a_name():
    for language in ("en", "fr"):
        with Console(language).working() as step:
            for name in ("read", "make", "write"):
                step(name)


def test_a_new_workbook_is_named(capsys):
    Console("fr").created(Path("inputs/neuf.xlsx"))
    assert "inputs/neuf.xlsx" in capsys.readouterr().out

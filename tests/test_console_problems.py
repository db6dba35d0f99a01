"""How problems look on a terminal, and which of them are told together."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from reportgen.console_problems import grouped, say, spans, tell_problems
from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem


def at(cell: str, code: str = "required-empty", sheet: str = "Suivi", file: str = "a.xlsx", **given: object) -> Problem:
    return problem(code, Place(file, sheet, cell), **({"column": "Statut"} | given))


def shown(*problems: Problem, width: int = 80) -> list[str]:
    """What a terminal of a width shows, line by line."""
    out = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None, markup=False, soft_wrap=True)
    tell_problems(out, str, problems)
    return [line.rstrip() for line in out.file.getvalue().splitlines()]


def together(*problems: Problem) -> list[list[str]]:
    """The cells of each group."""
    return [list(group.cells) for groups in grouped(problems).values() for group in groups]


# ---------------------------------------------------------------- what is told together


def test_the_same_mistake_in_a_column_is_told_once():
    assert together(at("C3"), at("C10"), at("C4"), at("D4")) == [["C3", "C4", "C10"], ["D4"]]


def test_two_things_said_of_one_cell_stay_two():
    missing = [at("S1", "column-missing", wanted=wanted) for wanted in ("Statut", "Avancement")]
    assert together(*missing) == [["S1"], ["S1"]]


@pytest.mark.parametrize(
    "other",
    [
        at("C4", sheet="Récit"),
        at("C4", file="b.xlsx"),
        at("C4", "misspelt-choice", typed="x", near="y", choices="y"),
    ],
)
def test_sheets_files_and_kinds_are_told_apart(other: Problem):
    assert sorted(together(at("C3"), other)) == [["C3"], ["C4"]]


def test_what_is_missing_from_different_quarters_is_told_apart():
    found = [
        problem("update-missing", Place("a.xlsx", "R", f"A{row}"), item="R1", quarter=row % 2, sheet="Suivi")
        for row in (2, 3, 4)
    ]
    assert together(*found) == [["A2", "A4"], ["A3"]]


def test_what_needs_other_advice_is_told_apart():
    meant = {"C3": "Réalisée", "C4": "Suspendue", "C5": "Réalisée"}
    found = [at(cell, "misspelt-choice", typed="x", near=near, choices="y") for cell, near in meant.items()]
    assert together(*found) == [["C3", "C5"], ["C4"]]


def test_a_line_of_a_text_file_is_always_named():
    found = [problem("po-plural", Place("a.po", line=line)) for line in (3, 12)]
    assert len(together(*found)) == 2
    for width in (None, 80):
        out = Console(file=io.StringIO(), width=width, force_terminal=width is not None, color_system=None)
        tell_problems(out, str, [*found, problem("po-broken", Place("a.po", "Suivi", "F7", 20))])
        assert all(f"a.po:{line}" in out.file.getvalue() for line in (3, 12, 20))


def test_neighbours_are_joined():
    assert spans(["C5", "C7", "C9", "C8"]) == ["C5", "C7:C9"]
    assert (spans(["C5"]), spans([""]), spans(["", ""])) == (["C5"], [], [])


# ---------------------------------------------------------------- on a terminal


def test_a_terminal_shows_the_sheet_the_cells_and_the_hint_beside_them():
    assert shown(at("C3"), at("C4")) == ["Suivi", "  C3:C4       error  “Statut” is empty.",
                                         "              → Fill this cell: every row needs it."]  # fmt: skip


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_break_between_words_and_keep_to_their_side(width: int):
    choices = ", ".join(["Devenue sans objet", "Non\u00a0démarrée"] * 6)
    lines = shown(*(at(f"C{row}", "unknown-choice", typed="2025-Q4-fini", choices=choices) for row in range(2, 40, 2)),
                  width=width)  # fmt: skip
    assert max(map(len, lines)) < width
    assert {line[:14].strip(" C0123456789,") for line in lines[1:]} == {""}
    words = " ".join(line[14:] for line in lines[1:]).split(" ")
    assert "Non\u00a0démarrée," in words
    assert "“2025-Q4-fini”" in words


def test_a_file_without_sheets_is_named():
    assert shown(problem("file-empty", Place("a.xlsx")))[0] == "a.xlsx"
    assert shown(at("C3"), at("C3", file="b.xlsx"))[0] == "a.xlsx, Suivi"


def test_what_was_typed_is_no_markup():
    assert "“[red]x[/red]”" in shown(at("C3", "unreadable-date", typed="[red]x[/red]"))[1]


def test_a_sentence_breaks_between_words_on_a_terminal_only():
    words = "word " * 40
    for terminal, lines in ((True, 3), (False, 1)):
        out = Console(file=io.StringIO(), width=80, force_terminal=terminal, color_system=None, soft_wrap=True)
        say(out, words)
        assert len(out.file.getvalue().splitlines()) == lines

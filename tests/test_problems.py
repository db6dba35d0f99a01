from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

import reportgen
from reportgen.problem_kinds import KINDS, problem
from reportgen.problems import Place, ProblemsFound, Severity, Term, in_order

SOURCE = Path(reportgen.__file__).parent
CALL = re.compile(r'(?:problem|refuse|tell|remark|Unreadable|findings\.add)\(\s*(?:path, )?"([a-z]+-[a-z-]+)"')
PLACE = Place("a.xlsx", "Suivi", "D2")


def test_places_read_like_excel_says_them():
    assert str(PLACE) == "a.xlsx, Suivi!D2"
    assert str(Place("a.xlsx", "Suivi")) == "a.xlsx, Suivi"
    assert str(Place("a.xlsx")) == "a.xlsx"


def test_a_problem_is_told_in_another_language():
    found = problem("required-empty", PLACE, column="Statut")
    french = {found.message: "« {column} » est vide.", found.hint: "Remplir la cellule."}
    assert found.told(french.__getitem__) == ("« Statut » est vide.", "Remplir la cellule.")


@pytest.mark.parametrize(("number", "told"), [("0.5", "0,5"), ("50", "50"), ("-1.25", "-1,25"), ("1E+3", "1000")])
def test_numbers_have_the_reader_s_decimal_sign(number, told):
    found = problem("percent-rounded", PLACE, typed=Decimal(number), read=1)
    french = {found.message: "{typed}", found.hint: "{read}", "{whole}.{part}": "{whole},{part}"}
    assert found.told(french.__getitem__) == (told, "1")
    assert found.told(str)[0].startswith(told.replace(",", "."))


def test_dates_are_told_as_people_type_them():
    message, _ = problem("event-order", PLACE, end=date(2025, 5, 31), start=date(2025, 6, 1)).told(str)
    assert message == "The event ends on 31/05/2025, before it starts on 01/06/2025."


def test_the_program_s_own_words_are_told_in_another_language():
    found = problem("reason-missing", PLACE, item="R6", status=Term("On hold"))
    french = {found.message: "{item} « {status} »", found.hint: "Motif", "On hold": "Suspendue"}
    assert found.told(french.__getitem__) == ("R6 « Suspendue »", "Motif")


def test_what_was_typed_is_never_a_template():
    message, _ = problem("unreadable-date", PLACE, typed="{secret} {0}").told(str)
    assert message == "“{secret} {0}” is not a date."


def test_worst_first_then_as_the_workbook_lies():
    cells = ["F10", "F7", "AA7", "F7"]
    found = [problem("required-empty", Place("a.xlsx", "Suivi", cell), column="x") for cell in cells]
    found += [problem("file-missing", Place("a.xlsx")), problem("sheet-unknown", Place("a.xlsx", "B", "A1"))]
    assert [each.place.cell for each in in_order(found)] == ["", "F7", "AA7", "F10", "A1"]


def test_problems_found_names_the_codes():
    stopped = ProblemsFound([problem("file-missing", PLACE)])
    assert str(stopped) == "1 problem(s): file-missing"
    assert stopped.problems[0].severity is Severity.BLOCKING


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_has_a_code_and_words_of_its_own(code):
    kind = KINDS[code]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    assert kind.message.endswith(".")
    assert kind.message[0].isupper() or kind.message[0] in "“{["
    assert kind.hint == "" or kind.hint[-1] in ".?…"
    for text in (kind.message, kind.hint):
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(text))


def test_every_stop_says_what_to_do():
    assert not [code for code, kind in KINDS.items() if kind.severity > Severity.NOTICE and not kind.hint]


def test_every_kind_is_told_somewhere_and_every_code_told_is_a_kind():
    table = SOURCE / "problem_kinds.py"
    sources = [path.read_text("utf-8") for path in SOURCE.rglob("*.py") if path != table]
    told = {code for text in sources for code in re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', text)}
    called = {code for text in sources for code in CALL.findall(text)}
    assert set(KINDS) <= told
    assert called <= set(KINDS)

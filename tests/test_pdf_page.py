from __future__ import annotations

import pytest

from reportgen.pdf_page import prepared


def rows_that_break(kind: str, table: str) -> list[bool]:
    page = prepared(f'<html><body><section class="{kind} annexes">{table}</section></body></html>')
    return [row.get("style") == "break-inside: auto" for row in page.iter("tr")]


def table_of(cell: str, columns: str = "") -> str:
    head = "<thead><tr><th>A</th><th>B</th></tr></thead>"
    return (
        f"<table>{columns}{head}<tbody><tr><td>1</td><td>{cell}</td></tr><tr><td>2</td><td>3</td></tr></tbody></table>"
    )


NARROW = '<colgroup><col style="width:90%"><col style="width: 10%"></colgroup>'


@pytest.mark.parametrize(
    ("kind", "cell", "columns", "breaks"),
    [
        ("portrait", "a " * 1_000, "", False),
        ("portrait", "a " * 1_200, "", True),
        ("landscape", "a " * 900, "", False),
        ("landscape", "a " * 1_200, "", True),
        ("portrait", "a " * 200, NARROW, False),
        ("portrait", "a " * 250, NARROW, True),
        ("portrait", "<p>a</p>" * 42, "", False),
        ("portrait", "<p>a</p>" * 43, "", True),
        ("portrait", "<ul>" + "<li>a</li>" * 43 + "</ul>", "", True),
    ],
)
def test_a_row_of_more_lines_than_a_page_may_break_and_no_other(kind, cell, columns, breaks):
    assert rows_that_break(kind, table_of(cell, columns)) == [False, breaks, False]


def test_words_of_hundreds_of_letters_may_break_and_nothing_else_changes():
    text = "A short one, " + "b" * 199 + " and " + "c" * 200 + "; " + "e\u0301" * 120
    page = prepared(f"<html><body><p title='{'d' * 300}'>{text} <em>x</em>{'f' * 205}</p></body></html>")
    (paragraph,) = page.iter("p")
    told = paragraph.text_content()
    assert told.replace("\u200b", "") == f"{text} x{'f' * 205}"
    assert "b" * 199 in told
    assert "c" * 10 + "\u200b" + "c" * 10 in told
    assert "\u200b\u0301" not in told
    assert paragraph.get("title") == "d" * 300

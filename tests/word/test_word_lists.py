from dataclasses import replace

import pytest
from word_reading import numbers, told, written
from word_sample import run

from reportgen.document.blocks import Heading, Item, ItemList, Paragraph, Table, TableCell, TableRow
from reportgen.problems import ContractBroken
from reportgen.word.lint_file import text_of, value, w
from reportgen.word.lists import counts_itself


def items(*texts: str, kind: str = "bullets") -> ItemList:
    return ItemList(tuple(Item(run(text)) for text in texts), kind)


def test_bullets_have_a_style_for_each_level_and_no_numbering_by_hand():
    nested = ItemList((Item(run("a"), (ItemList((Item(run("b"), (items("c"),)),)),)),))
    file = written(nested)
    assert told(file.document) == [("ListBullet", "a"), ("ListBullet2", "b"), ("ListBullet3", "c")]
    assert file.document.find(f".//{w('numPr')}") is None
    assert numbers(file) == ["•", "–", "·"]


def test_every_numbered_list_starts_at_one():
    steps = ItemList(
        (Item(run("a"), (items("x", "y", kind="numbers"),)), Item(run("b"), (items("z", kind="numbers"),)))
    )
    file = written(items("1", "2", kind="numbers"), ItemList(steps.items, "numbers"), items("1", kind="numbers"))
    assert numbers(file) == ["1.", "2.", "1.", "1.", "2.", "2.", "1.", "1."]
    instances = {value(p, "pPr/numPr/numId") for p in file.document.iter(w("p"))}
    assert len(instances) == 5


def test_lists_in_cells_have_tighter_styles():
    cell = TableCell((items("a"), items("b", kind="numbers")))
    head = TableRow((TableCell((), "col"),))
    assert told(written(Table((1.0,), (head,), (TableRow((cell,)),))).document)[1:] == [
        ("ListBulletTable", "a"),
        ("ListNumberTable", "b"),
    ]


@pytest.mark.parametrize(
    ("count", "keep", "expected"),
    [(1, False, ""), (2, False, "a"), (5, False, "cd"), (5, True, "abcd")],
)
def test_the_end_of_a_list_stays_together_and_a_short_one_whole(count: int, keep: bool, expected: str):
    file = written(Paragraph(run("-")), replace(items(*"abcde"[:count]), keep=keep))
    kept = [node for node in file.document.iter(w("p")) if node.find(f"{w('pPr')}/{w('keepNext')}") is not None]
    assert "".join(map(text_of, kept)) == ("-" if keep else "") + expected


def test_a_fourth_level_is_refused():
    deep = ItemList((Item(run("a"), (ItemList((Item(run("b"), (ItemList((Item(run("c"), (items("d"),)),)),)),)),)),))
    with pytest.raises(ContractBroken):
        written(deep)


@pytest.mark.parametrize(
    "given",
    [
        ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1"],
        ["5", "5.4", "5.4.1", "5.5", "6"],
        ["1", "3", "3.2", "3.3", "10", "10.1"],
        ["4.2", "4.3", "4.3.7", "5"],
    ],
)
def test_headings_count_exactly_what_the_contents_and_the_pdf_print(given: list[str]):
    blocks = [Heading(number.count(".") + 2, run("x"), f"h{number}", number) for number in given]
    assert numbers(written(*blocks)) == given


def test_headings_that_count_on_need_no_numbering_by_hand():
    file = written(*(Heading(n.count(".") + 2, run("x"), f"h{n}", n) for n in ("1", "1.1", "1.2", "2", "2.1")))
    assert file.document.find(f".//{w('numPr')}") is None


def test_headings_without_number_do_not_count():
    blocks = (Heading(2, run("a"), "a", "1"), Heading(2, run("b"), "b"), Heading(2, run("c"), "c", "2"))
    assert numbers(written(*blocks)) == ["1", "2"]


def test_only_digits_one_group_a_level_can_be_counted():
    assert counts_itself(1, "5.4")
    assert not counts_itself(0, "5.4")
    assert not counts_itself(0, "A")
    assert not counts_itself(0, "0")
    assert not counts_itself(0, "01")

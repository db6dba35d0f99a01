"""Whatever a text is, Word gets it whole, in every place where a text can stand, and nothing around it changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from word_sample import the_theme

import nutrition
from hostile import LONGEST, SPECIMENS, document, printable
from reportgen.word.lint import lint
from reportgen.word.writer import write_word

STAND_IN = "\uf8ff"  # private: no text has it once it is clean
TYPED = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(st.one_of(st.sampled_from(SPECIMENS), st.text(st.characters(), max_size=8)), max_size=4).map("".join),
)


def written(text: str) -> bytes:
    made = document(text)
    return write_word(made, the_theme(), {}, 3, {"hall.png": nutrition.photo()}, {"Texts!A1": [text]})


def told(data: bytes) -> Iterator[tuple[str, str]]:
    """Every name, attribute and text of every part, with its place; of the workbooks inside, what the cells say."""
    with ZipFile(BytesIO(data)) as package:
        for part in package.namelist():
            content = package.read(part)
            if part.endswith(".xlsx"):
                yield from ((part, str(cell)) for row in load_workbook(BytesIO(content)).active.values for cell in row)
            elif part.endswith((".xml", ".rels")):
                for node in etree.fromstring(content, etree.XMLParser(huge_tree=True)).iter():
                    yield part, node.tag
                    for key, value in node.attrib.items():
                        yield f"{part} {node.tag} {key}", value.replace("\n", " ")
                    yield f"{part} {node.tag}", node.text or ""
            else:
                yield part, content.hex()


def same(text: str) -> None:
    stand_in = re.sub("[^ ]", STAND_IN, text)  # a long mark breaks at a space
    data = written(text)
    assert lint(data) == ()
    expected = [(place, value.replace(stand_in, text)) for place, value in told(written(stand_in))]
    assert sum(text in value for _, value in expected) > 80
    assert [*told(data)] == expected


@settings(max_examples=12, deadline=None)
@given(TYPED)
@example("0")
@example(("".join(SPECIMENS) * 99)[:LONGEST])
def test_any_text_comes_back_from_word_as_it_was_put_in(typed):
    for text in printable([typed]):
        same(text)

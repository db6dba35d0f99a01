import re

from word_reading import opened
from word_sample import a_document, the_theme

from reportgen.document.blocks import Note, Paragraph, Run
from reportgen.word.lint import lint
from reportgen.word.lint_file import text_of, w
from reportgen.word.package import frozen_zip
from reportgen.word.writer import write_word

TEXT = Paragraph((Run("one", cell="Suivi!C7"), Note((Run("two", cell="Suivi!D8"),)), Run("three", cell="Suivi!E9")))


def commented(**said: list[str]) -> bytes:
    cells = {f"Suivi!{cell}": texts for cell, texts in said.items()}
    return write_word(a_document(TEXT), the_theme(), said=cells)


def test_a_comment_stands_at_the_text_of_its_cell_or_row():
    data = commented(C7=["first"], A9=["by its row"], B40=["nowhere"])
    file = opened(data)
    told = [text_of(node) for node in file.trees["word/comments.xml"].iter(w("comment"))]
    assert told == ["first", "by its row"]
    assert [text_of(start.getnext()) for start in file.document.iter(w("commentRangeStart"))] == ["one", "three"]
    assert lint(data) == ()


def test_no_comment_has_the_id_of_a_footnote():
    file = opened(commented(C7=["first"], E9=["second"]))
    comments = {node.get(w("id")) for node in file.trees["word/comments.xml"].iter(w("comment"))}
    assert len(comments) == 2
    assert comments.isdisjoint(node.get(w("id")) for node in file.trees["word/footnotes.xml"].iter(w("footnote")))


def test_footnotes_take_no_comment_and_none_means_no_part():
    assert "word/comments.xml" not in opened(commented(D8=["in a note"])).parts
    assert "word/comments.xml" not in opened(write_word(a_document(TEXT), the_theme())).parts


def test_a_comment_without_its_text_is_found():
    data = commented(C7=["first"])
    content = opened(data).parts["word/document.xml"]
    broken = re.sub(rb"<w:commentRangeEnd [^>]*>", b"", content)
    assert {found.code for found in lint(frozen_zip(data, {"word/document.xml": broken}))} == {"comment-anchor"}

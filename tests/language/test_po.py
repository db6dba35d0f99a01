"""PO files for translators: the same bytes for the same texts; what is broken in one that comes back, by line."""

from __future__ import annotations

import io

import pytest
from babel.messages.pofile import read_po, write_po
from hypothesis import given
from hypothesis import strategies as st

from reportgen.language.po import Entry, po_file, read_po_file
from reportgen.problems import ProblemsFound

ENTRIES = (
    Entry(
        "Suivi!F7 (R4)", 'Il a dit « oui » à 50 % des {x}\net "non" \\ après\u00a0: ' + "mot " * 40, "", False, ("a",)
    ),
    Entry("Suivi!F8", "Un", "One\tor two", True, ("Suivi: Fait / Done", "Manquante / Missing (fr)")),
    Entry("Suivi!F9", "Un", "Uno"),
)
HEADER = 'msgid ""\nmsgstr "Language: en\\n"\n\n'  # three lines


def read(text: str):
    return read_po_file("x.po", text.encode())


def plain(entries) -> list[tuple[str, str, str, bool]]:
    return [(entry.context, entry.source, entry.text, entry.fuzzy) for entry in entries]


def broken(data: bytes) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsFound) as stopped:
        read_po_file("x.po", data)
    return [(p.code, p.place.line) for p in stopped.value.problems]


def rewritten(data: bytes, width: int) -> bytes:
    """As translators' programs save a file: wrapped elsewhere, with headers and comments of their own."""
    catalog = read_po(io.BytesIO(data))
    out = io.BytesIO()
    write_po(out, catalog, width=width)
    return out.getvalue()


def test_entries_come_back_as_they_went():
    made = po_file("en", ("Ne rien changer.",), ENTRIES)
    found = read_po_file("x.po", made)
    assert plain(found.entries) == plain(ENTRIES)
    assert (found.language, found.line, found.problems) == ("en", 2, ())
    lines = made.decode().splitlines()
    assert [lines[entry.line - 1][:6] for entry in found.entries] == ["msgid "] * 3
    assert made == po_file("en", ("Ne rien changer.",), ENTRIES)
    assert b"python" not in made  # "50 % des" is no format


@pytest.mark.parametrize("width", [20, 76, 0])
def test_other_programs_wrap_lines_elsewhere(width):
    assert plain(read_po_file("x.po", rewritten(po_file("en", (), ENTRIES), width)).entries) == plain(ENTRIES)


def test_what_other_programs_add_is_passed_over():
    found = read(
        "\ufeff# note\r\n" + HEADER.replace("en", "en_GB").replace("\n", "\r\n") + '#| msgid "before\n#: a.c:\u2068x\n'
        '#, fuzzy, c-format\n#~| msgid "earlier"\n#~ msgid "gone"\n#~ msgstr "parti"\n\n'
        '\tmsgctxt\t"A!A1"\n  msgid"Un"\nmsgstr   "O"  \n  "ne"\n#~ msgid "gone too"\n#~ msgstr ""'
    )
    assert plain(found.entries) == [("A!A1", "Un", "One", False)]
    assert found.language == "en"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ('msgid "Un\nmsgstr "One"', 4),
        ('msgid "Un" "deux"\nmsgstr ""', 4),
        ('msgid "Un"\nmsgstr "say "one""', 5),
        ('msgid "Un"\nmsgstr "One\\"', 5),
        ('msgid Un\nmsgstr "One"', 4),
        ('msgid "Un"\nmsgstr "One"\nmsgwhat "x"', 6),
        ('"Un"\nmsgid "Un"\nmsgstr ""', 0),
        ('msgstr "One"\nmsgid "Un"\nmsgstr ""', 4),
        ('msgid "Un"\nmsgstr "One"\nmsgstr "Two"', 6),
        ('msgid "Un"\n\nmsgid "Deux"\nmsgstr ""', 4),
        ('msgctxt "A"\nmsgctxt "B"\nmsgid "Un"\nmsgstr ""', 4),
        ('msgid "Un"\nmsgstr ""\nmsgctxt "B"', 6),
        ('msgid "Un"', 4),
        ("<html>", 4),
    ],
)
def test_a_broken_line_is_told(typed, line):
    if not line:  # a text that belongs to nothing can only stand first
        assert broken(typed.encode()) == [("po-broken", 1)]
    else:
        assert broken((HEADER + typed).encode())[0] == ("po-broken", line)


def test_every_broken_line_is_told_up_to_a_limit():
    assert broken(f"{HEADER}Un\nDeux\n".encode()) == [("po-broken", 4), ("po-broken", 5)]
    assert len(broken(b"x\n" * 1000)) == 20


def test_other_files_are_no_po_files():
    assert broken('msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "é"'.encode("latin-1")) == [("po-encoding", 4)]
    assert broken(b"PK\x03\x04\n\xff") == [("po-encoding", 2)]
    assert broken(b"\n" * (5 * 2**20 + 1)) == [("po-too-large", 0)]
    assert read("").entries == ()


def test_headers_are_not_obeyed():
    fields = r"Plural-Forms: nplurals=999999999; plural=n;\nPOT-Creation-Date: never\nContent-Type: charset=none\n"
    assert read(f'msgid ""\nmsgstr "{fields}"\n').language == ""


def test_plural_forms_are_told_and_left_out_and_the_rest_is_read():
    plural = 'msgid "Un"\nmsgid_plural "Des"\nmsgstr[0] "One"\nmsgstr[1] "Many"\n'
    found = read(f'{HEADER}{plural}\nmsgid "Deux"\nmsgstr "Two"\n{plural}')
    assert [(p.code, p.place.line) for p in found.problems] == [("po-plural", 4), ("po-plural", 11)]
    assert plain(found.entries) == [("", "Deux", "Two", False)]


PIECES = [
    "msgctxt",
    "msgid",
    "msgid_plural",
    "msgstr",
    "msgstr[1]",
    "#",
    "#,",
    "#~",
    "#~|",
    "fuzzy",
    '"',
    "Un",
    "\\",
    " ",
    "\n",
    "\x00",
]


@given(st.lists(st.sampled_from([*PIECES, '"Un"', '\nmsgid "Un"', '\nmsgstr "One"'])).map("".join))
def test_whatever_a_file_holds_is_read_or_told_by_line(typed):
    entries, problems = (), ()
    try:
        entries = read(typed).entries
    except ProblemsFound as stopped:
        problems = stopped.problems
    assert all(entry.source for entry in entries)
    assert all(p.code == "po-broken" and p.place.line for p in problems)


def test_texts_that_stand_there_twice_are_both_read():
    found = read(HEADER + 'msgid "Un"\nmsgstr "One"\n\n' * 2)
    assert [entry.line for entry in found.entries] == [4, 7]

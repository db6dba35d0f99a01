"""Texts that nobody means to print, but that a workbook can hold, and documents and workbooks made of them."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import nutrition
from reportgen.document.blocks import (
    Block,
    Chart,
    ChartData,
    Contents,
    ContentsEntry,
    Document,
    Facts,
    Heading,
    Item,
    ItemList,
    Legend,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Picture,
    Run,
    Running,
    Section,
    Series,
    StatusMark,
    Strip,
    Table,
    TableCell,
    TableRow,
    Tile,
    Tiles,
)
from reportgen.workbook.schema import load_schema
from reportgen.workbook.texts import cleaned

SPECIMENS = (
    "&amp; < > \" ' <b>x</b> <!-- --> ]]> <?x?> &#0; &#x1F; \\u0041 %s {0} $x",
    "{{ 7*7 }} {% raw %} {# note #} {page} [] [F] ${x} #{x} __class__",
    '=1+1 =HYPERLINK("https://example.org") +1 -1 @x \'x',
    "السلام عليكم (123) abc ١٢٣ بِسْمِ",
    "שלום עולם, 12% — בְּרֵאשִׁית (x)",
    "😀 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇲🇱 ❤️ ☎︎ 1️⃣",
    "Z͑ͫ̓A̴̧͉͚a̸̢͕̓l̶̨ǵo e\u0301 o\u0308\u0323 \u0301x a\u034fb",
    "\x00\x01\x07\x08\x0b\x0c\x0e\x1f\x7f\x80\x85\x9f",
    "\ud800 \udfff x\udc00\ud800y \ud83d\ude00",
    "_x000D_ _x0000_ _x005F_x0041_ _xD83D__xDE00_ _xFFFE_ _x0041",
    "\ufffe\uffff\ufffd\ufffc\ufeff\ufdd0\ufdef\U0001fffe\U0010ffff",
    "a\u202eb\u202dc\u202ad\u202be\u202c \u2066f\u2067g\u2068h\u2069 \u200ei\u200fj\u061ck",
    "co\u00adopé\u00adra\u00adtion zero\u200bwidth\u200cjoin\u200ders\u2060\u180e\u115f\u3164",
    "\ue000\uf8ff\U000f0000\U0010fffd \U000e0041\U000e007f \ufe0f\U000e0100",
    "one\ntwo\r\nthree\rfour\vfive\fsix\u2028seven\u2029eight\tnine",
    "  \u00a0\u202f\u2007 spaces \u2000\u2003\u205f\u3000\u1680  ",
    "漢字かな交じり文 한국어 ไทย हिन्दी বাংলা தமிழ் አማርኛ ߒߞߏ ⵜⵉⴼⵉⵏⴰⵖ ქართული",
    "𝔸𝕏𝒳 𐍈 𓀀 𒀀 🂡 ∑∏∫ ⠓⠑ ♔ ☕ ⚡ Å ﬁ ﷺ ㌀ Ω K",
    "Donaudampfschifffahrtsgesellschaft" * 20,
    "https://example.org/" + "a/" * 150,
)
LONGEST = 30_000
"""Characters of a cell: Excel takes 32,767."""

_DRAWN_ALIKE = "abc 123, déjà (vu) "


def every_character(size: int = 2_000) -> Iterator[str]:
    """Every code point that Unicode has given a meaning, with those it has kept free, in texts of this length."""
    free = {plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)}
    known = [chr(code) for code in range(sys.maxunicode + 1) if code in free or unicodedata.category(chr(code)) != "Cn"]
    for start in range(0, len(known), size):
        yield "".join(known[start : start + size])


def printable(texts: Sequence[str]) -> list[str]:
    """The texts as the workbook gives them, on one line each; those of which something is left."""
    return [text for typed in texts if (text := cleaned(typed)[0].replace("\n", " "))]


# ---------------------------------------------------------------- a Word file


def document(*texts: str) -> Document:
    """A document that holds each text wherever a text can stand; the first in its properties, heads and feet."""
    entries = tuple(ContentsEntry(1, str(number), text, f"h{number}") for number, text in enumerate(texts, 1))
    first = texts[0]
    return Document(
        language="en-GB",
        title=first,
        subject=first,
        author=first,
        keywords=first,
        category=first,
        issued="2025-10-15",
        running=Running(first, first, first, "Page {page} of {pages}", first),
        sections=(
            Section("cover", tuple(_cover(first))),
            Section("portrait", (Heading(2, (Run(first),), "contents"), Contents(entries))),
            *(Section("portrait", tuple(_blocks(number, text))) for number, text in enumerate(texts, 1)),
        ),
        words={"figure": "Figure", "table": "Table", "contents": "Contents"},
    )


def _cover(text: str) -> Iterator[Block]:
    for style in ("eyebrow", "title", "subtitle", "venue", "period", "months", "mark"):
        yield Paragraph((Run(text), LineBreak(), Run(text, "small")), style)
    yield Facts((((Run(text),), (Run(text),)),))


def _blocks(number: int, text: str) -> Iterator[Block]:
    run, mark = (Run(text),), StatusMark("completed", text)
    items = ItemList((Item(run, (ItemList((Item(run),), "numbers"),)),))
    yield Heading(2, run, f"h{number}", str(number))
    yield Heading(3, run)
    yield Paragraph(
        (
            *(Run(text, style) for style in ("strong", "em", "struck", "small", "flaw")),
            Run(text, cell=f"Texts!A{number}"),
            Note((Run(text), Link(text, "https://example.org/?a=1&b=2"))),
            Link(text, "https://example.org/"),
            Link(text, f"#h{number}"),
            mark,
        )
    )
    for style in ("lead", "note", "empty", "source", "quote"):
        yield Paragraph(run, style)
    yield items
    cells = TableCell((Paragraph(run),), "row"), TableCell((Paragraph(run), items), mark="overdue")
    head = TableRow(tuple(TableCell((Paragraph(run),), "col") for _ in cells))
    yield Table((0.5, 0.5), (head,), (TableRow(cells),), caption=run, summary=text)
    bars = Series(text, (1234.5, None), "first", (text, ""))
    yield Chart(ChartData("bars", (text, text), (bars, bars)), text, text, run)
    dates = Series(text, (45_700.0,), "first", (text,)), Series(text, (30.0,), "second")
    line = ChartData("timeline", (text,), dates, "d mmm", 45_800.0, 45_600.0, 45_750.0, text)
    yield Chart(line, text, text, run)
    yield Picture("photo:hall.png", text, run)
    yield Tiles((Tile(run, run, run),))
    yield Strip((mark,), text)
    yield Legend((mark,))


# ---------------------------------------------------------------- a workbook


def texts_for(specimens: Sequence[str], drawable: Sequence[str], seed: int) -> Iterator[str]:
    """Texts without end: the specimens, then each character that the fonts can draw, then these mixed at random, at
    times in one word of hundreds of letters.
    """
    yield from specimens
    chance = random.Random(seed)  # noqa: S311 - no secret
    marks = [letter for letter in drawable if unicodedata.combining(letter)]
    yield from ("".join(drawable[start : start + 100]) for start in range(0, len(drawable), 100))
    while True:
        pool = chance.choice((drawable, marks + [*_DRAWN_ALIKE] * 9, [*_DRAWN_ALIKE]))
        yield "".join(chance.choices(pool, k=chance.choice((1, 8, 60, 300))))


def workbook(folder: Path, texts: Iterator[str], longest: Sequence[str]) -> Path:
    """The sample as a workbook in ``folder``, each free text in both languages another one of ``texts``; the
    ``longest`` are a paragraph and two cells of tables.
    """
    content = nutrition.content()
    for sheet in load_schema().sheets:
        if sheet.key == "settings":
            continue
        for column in sheet.columns:
            if column.kind == "text" and column.translated:
                for row in content[sheet.key]:
                    _fill(row, [field for field, _ in column.physical()], column.limit, texts)
    for row in content["settings"]:
        if "en" in row:
            row |= {"en": _next(texts, 0), "fr": _next(texts, 0)}
    content["annexes"][1]["credit"] = _next(texts, 0)
    places = (("narrative", "text"), ("recommendations", "action"), ("updates", "done"))
    for (sheet_key, field), text in zip(places, longest, strict=True):
        content[sheet_key][0] |= nutrition.both(field, text)
    return nutrition.written(folder, **content)


def _fill(row: dict[str, object], fields: Sequence[str], limit: int, texts: Iterator[str]) -> None:
    if any(row.get(field) for field in fields):
        row |= {field: _next(texts, limit) for field in fields}


def _next(texts: Iterator[str], limit: int) -> str:
    """The next text that is one once it is clean."""
    return next(text for text in texts if cleaned(text[: limit or None])[0])[: limit or None]

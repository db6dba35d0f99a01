from word_reading import runs, told, written
from word_sample import of_sections, run, the_theme

from reportgen.document.blocks import Facts, Legend, LineBreak, Paragraph, Section, StatusMark, Strip, Tile, Tiles
from reportgen.word.formats import plain, twips
from reportgen.word.lint_file import WordFile, value, w
from reportgen.word.writer import write_word

from word_reading import opened  # isort: skip


def rows(file: WordFile) -> list[int]:
    return [len(row.findall(w("tc"))) for row in file.document.iter(w("tr"))]


def tile(value_: str, label: str = "label") -> Tile:
    return Tile(run(value_), run(label), run("▲ 1"))


def test_tiles_are_one_row_of_value_label_and_change():
    file = written(Tiles((Tile((*run("5"), *run("/14", "small")), run("réalisées"), run("▲ 3")), tile("4"))))
    assert rows(file) == [2]
    assert told(file.document)[:3] == [("TileValue", "5/14"), ("TileLabel", "réalisées"), ("TileChange", "▲ 3")]
    assert runs(next(file.document.iter(w("p")))) == [("", "5"), ("TileUnit", "/14")]


def test_long_values_make_every_tile_of_the_row_smaller():
    file = written(Tiles((tile("43,3 millions"), tile("4"))))
    assert {style for style, _ in told(file.document) if style.startswith("TileValue")} == {"TileValueLong"}


def test_many_tiles_make_rows_as_wide_as_the_grid():
    assert rows(written(Tiles(tuple(tile(str(n)) for n in range(7))))) == [4, 3]


def test_the_strip_is_one_row_of_boxes_in_the_colours_of_their_statuses():
    file = written(Strip((StatusMark("completed", "1"), StatusMark("overdue", "2")), "État"))
    assert rows(file) == [2]
    assert told(file.document)[:2] == [("StripCompleted", "1"), ("StripOverdue", "2")]
    status = the_theme().status
    fills = [node.get(w("fill")) for node in file.document.iter(w("shd"))]
    assert fills == [plain(status["completed"].colour), plain(status["overdue"].colour)]
    assert value(file.document.find(f".//{w('tbl')}"), "tblPr/tblCaption") == "État"


def test_the_strip_of_many_items_stands_in_rows_whose_boxes_can_be_read():
    strip = Strip(tuple(StatusMark("overdue", f"R{n}") for n in range(70)), "État")
    file = written(strip)
    assert rows(file) == [14] * 5
    assert [text for _, text in told(file.document)][:70] == [box.text for box in strip.boxes]


def test_the_legend_says_its_words_beside_patches_of_colour():
    file = written(Legend((StatusMark("completed", "✔ Réalisée 5"), StatusMark("overdue", "! En retard 4"))))
    paragraph = next(file.document.iter(w("p")))
    assert [style for style, text in runs(paragraph) if not text.strip("\u00a0")] == [
        "StatusCompleted",
        "StatusOverdue",
    ]
    assert "✔ Réalisée 5" in told(file.document)[0][1]


def test_facts_are_terms_over_their_values():
    pairs = tuple((run(f"t{n}"), run(f"v{n}")) for n in range(6))
    file = written(Facts(pairs))
    assert rows(file) == [3, 3, 3, 3]
    assert [text for _, text in told(file.document)][:6] == ["t0", "t1", "t2", "v0", "v1", "v2"]
    heads = [row.find(f".//{w('tblHeader')}") is not None for row in file.document.iter(w("tr"))]
    assert heads == [True, False, False, False]


def test_a_strip_just_below_the_band_stays_apart_from_it():
    blocks = (Paragraph(run("Le titre"), "title"), Strip((StatusMark("overdue", "R1"),), "État"))
    file = opened(write_word(of_sections((Section("cover", blocks),)), the_theme()))
    assert [style for style, _ in told(file.document)] == ["Title", "TableGap", "StripOverdue"]


def test_facts_stand_further_down_on_the_cover():
    blocks = (Paragraph(run("T3"), "period"), Facts(tuple((run(f"t{n}"), run(f"v{n}")) for n in range(6))))
    file = opened(write_word(of_sections((Section("cover", blocks),)), the_theme()))
    terms = [style for style, text in told(file.document) if text.startswith("t")]
    assert terms == ["CoverFactTerm"] * 3 + ["FactTerm"] * 3


def test_empty_panels_leave_nothing():
    file = written(Tiles(()), Strip((), "x"), Legend(()), Facts(()), Paragraph(run("a")))
    assert told(file.document) == [("BodyText", "a")]


def test_the_cover_opens_with_a_band_from_edge_to_edge():
    blocks = (
        Paragraph(run("Mali"), "eyebrow"),
        Paragraph(run("Le titre"), "title"),
        Paragraph(run("Bamako"), "venue"),
        Paragraph((*run("T3"), LineBreak(), *run("juillet", "small")), "period"),
        Paragraph(run("Le titre"), "mark"),
    )
    file = opened(write_word(of_sections((Section("cover", blocks),)), the_theme()))
    table = file.document.find(f".//{w('tbl')}")
    assert [style for style, _ in told(table)] == ["CoverLine", "Title", "CoverVenue"]
    assert [style for style, _ in told(file.document)] == [
        "CoverLine", "Title", "CoverVenue", "CoverPeriod", "CoverMark",
    ]  # fmt: skip
    assert int(table.find(f".//{w('tblW')}").get(w("w"))) == twips(the_theme().page.width)
    style = file.styles["CoverBand"]
    assert style.find(f".//{w('tblInd')}").get(w("w")) == str(-twips(the_theme().page.left))

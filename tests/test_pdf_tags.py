"""What a screen reader meets in a PDF, against what the page says: headers of cells, headings, figures, links."""

from __future__ import annotations

import itertools

import lxml.html
import pikepdf
import pytest

from nutrition import CONTENT, set_in
from pages import edition, gathered, html_of, text_of
from pdf_reading import Reader, bare, kids, printed

LANGUAGES = ("en", "fr")
LONG = "\n".join(f"Line {number} of a finding that fills more than a page" for number in range(90))


@pytest.fixture(scope="module", params=LANGUAGES)
def both(request, sample_file):
    """The page of an edition, and its PDF."""
    return the_page(request.param), Reader(sample_file(request.param, "pdf"))


@pytest.fixture(scope="module")
def read(both):
    return both[1]


def the_page(language="en", **changes):
    page = lxml.html.document_fromstring(html_of(edition(gathered(**changes)[0], language)))
    for note in page.xpath("//span[@class='footnote']"):
        note.drop_tree()
    return page


def said(element) -> str:
    return bare(text_of(element))


# ---------------------------------------------------------------- tables


def cells_of(page):
    """Every cell of the page's tables: its text, and those of the headers that a reader sees."""
    for table in page.iter("table"):
        columns = [said(cell) for cell in table.xpath("thead/tr/th") for _ in range(int(cell.get("colspan", 1)))]
        group = []
        for row in table.xpath("tbody/tr"):
            heads, position = [said(cell) for cell in row.xpath("th")], len(row.xpath("th"))
            if not row.xpath("td"):
                group = heads
            for cell in row.xpath("td"):
                span = int(cell.get("colspan", 1))
                yield said(cell), [*heads, *group, *columns[position : position + span]]
                position += span


def cells_in(read):
    """The same of the PDF: the headers that the cell names, found through the tree of ids."""
    names = read.pdf.Root.StructTreeRoot.IDTree.Names
    heads = {bytes(names[i]): names[i + 1] for i in range(0, len(names), 2)}
    for cell in read.elements("/TD"):
        named = [heads[bytes(name)] for name in cell.A.Headers]
        assert all(head.S == "/TH" for head in named)
        yield bare(read.text(cell)), [bare(read.text(head)) for head in named]


def test_every_cell_points_to_the_headers_that_a_reader_sees(both):
    page, read = both
    expected, found = [*cells_of(page)], [*cells_in(read)]
    assert len(found) == len(expected) > 200
    assert [headers for _, headers in found] == [headers for _, headers in expected]
    assert all(headers for _, headers in found)


def test_a_table_that_runs_over_pages_is_one_table_with_one_head(both):
    page, read = both
    rows = [len(table.xpath("thead/tr | tbody/tr")) for table in page.iter("table")]
    assert [len([*read.elements("/TR", below=table)]) for table in read.elements("/Table")] == rows
    assert any(len(pages_of(table)) > 1 for table in read.elements("/Table"))


def pages_of(element) -> set[tuple[int, int]]:
    found = {element.Pg.objgen} if "/Pg" in element else set()
    return found.union(*(pages_of(kid) for kid in kids(element) if "/S" in kid))


def test_a_row_that_runs_over_the_page_keeps_its_headers():
    kept = ("settings", "quarters", "themes")
    changes = {sheet: [] for sheet in CONTENT if sheet not in kept} | set_in("recommendations", 1, finding_en=LONG)
    page, read = the_page(**changes), Reader(printed(**changes))
    (row,) = page.xpath("//table[contains(@class,'recommendations')]//tr[@id='R102']")
    wanted = {said(row.xpath("th")[0])}
    parts = [headers for text, headers in cells_in(read) if "ofafindingthatfills" in text]
    assert len(parts) > 1
    assert all(wanted <= set(headers) and len(headers) == 3 for headers in parts)


def test_header_cells_have_a_scope_and_an_id_of_their_own(read):
    names = read.pdf.Root.StructTreeRoot.IDTree.Names
    heads = [*read.elements("/TH")]
    assert {str(head.A.Scope) for head in heads} == {"/Column", "/Row"}
    ids = [bytes(each.ID) for each in read.elements() if "/ID" in each]
    assert len(set(ids)) == len(ids) > len(heads) > 0
    assert [bytes(names[i]) for i in range(0, len(names), 2)] == sorted(ids)


def test_notes_are_notes_with_their_number_and_an_id(read):
    notes = [*read.elements("/Note")]
    assert len(notes) > 1
    assert all("/ID" in note for note in notes)
    labels = [bare(read.text(kids(note)[0])) for note in notes]
    assert [str(kids(note)[0].S) for note in notes] == ["/Lbl"] * len(notes)
    assert labels == [f"{number}." for number in range(1, len(notes) + 1)]


def test_a_table_is_as_wide_in_every_row(read):
    for table in read.elements("/Table"):
        rows = [kids(row) for row in read.elements("/TR", below=table)]
        widths = {sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in row) for row in rows}
        assert len(widths) == 1


# ---------------------------------------------------------------- headings, bookmarks, contents


def headings_of(page):
    return [(int(each.tag[1]), said(each)) for each in page.xpath("//h1|//h2|//h3|//h4")]


def headings_in(read):
    return [(int(str(each.S)[2:]), bare(read.text(each))) for each in read.elements("/H1", "/H2", "/H3", "/H4")]


def test_headings_are_the_pages_and_their_levels_are_in_order(both):
    page, read = both
    found = headings_in(read)
    assert found == headings_of(page)
    levels = [level for level, _ in found]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))


def test_bookmarks_follow_the_headings(read):
    def listed(item, level=2):
        while item is not None:
            yield level, bare(str(item.Title))
            yield from listed(item.get("/First"), level + 1)
            item = item.get("/Next")

    assert [*listed(read.pdf.Root.Outlines.First)] == [each for each in headings_in(read) if each[0] > 1]


def test_contents_are_entries_with_a_page_and_no_row_of_dots(both):
    page, read = both
    entries = [said(each) for each in page.xpath("//nav//li")]
    found = {bare(read.text(each)) for each in read.elements("/LI")}
    for entry in entries:
        assert any(text.startswith(entry) and text.removeprefix(entry).isdigit() for text in found), entry
    assert not any(".." in text or "…" in text or "·" in text for text in read.texts("/Link"))


# ---------------------------------------------------------------- figures, links


def test_every_figure_has_its_text(both):
    page, read = both
    expected = [
        each.get("alt") if each.tag == "img" else each.get("data-alt")
        for each in page.xpath("//img|//figure[@data-alt]")
    ]
    found = [str(each.Alt) for each in read.elements("/Figure")]
    assert sorted(map(bare, found)) == sorted(map(bare, expected))
    assert len(found) > 4


def test_every_link_has_its_name(both):
    page, read = both
    names = {bare(link.text_content()) for link in page.iter("a")}
    links = [*read.elements("/Link")]
    assert len(links) > 50
    for link in links:
        annotations = [kid.Obj for kid in kids(link) if kid.get("/Type") == "/OBJR"]
        assert all(bare(str(each.Contents)) in names for each in annotations)
        assert annotations or bare(read.text(link))


def test_every_link_on_a_page_is_in_the_tree(read):
    inside = {kid.Obj.objgen for link in read.elements("/Link") for kid in kids(link) if kid.get("/Type") == "/OBJR"}
    on_pages = {each.objgen for page in read.pdf.pages for each in page.get("/Annots", ())}
    assert on_pages == inside


# ---------------------------------------------------------------- what is no content


def test_running_heads_and_feet_are_artifacts(both):
    page, read = both
    body = page.find("body")
    running = [bare(body.get(f"data-{name}")) for name in ("head-left", "head-right", "foot-left")]
    for number, each in enumerate(read.pdf.pages):
        margins = bare(read.marked[each.objgen].get("/Pagination", ""))
        assert all(text in margins for text in running) is (number > 0)
    assert running[1] not in "".join(read.texts("/Sect"))


def test_what_is_marked_is_in_the_tree_or_an_artifact_and_nothing_is_left_out(read):
    numbers = read.pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    reached = {each.objgen for each in read.elements()}
    for page in read.pdf.pages:
        marked = read.marked[page.objgen]
        assert "untagged" not in marked
        owners = {mcid: owner for mcid, owner in enumerate(parents[int(page.StructParents)]) if owner is not None}
        assert {mcid for mcid in marked if isinstance(mcid, int)} == owners.keys()
        assert all(isinstance(each, pikepdf.Dictionary) and each.objgen in reached for each in owners.values())

"""What the engine leaves out of the tag tree, or gets wrong: headers of cells, running heads and feet, names of links.

Sources: ISO 32000-1, 14.7 and 14.8 (structure, artifacts; tables 337, 349), ISO 14289-1 (PDF/UA-1), 7.5 and 7.18.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pikepdf

_MARKED = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
_ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"


def mend(pdf: pikepdf.Pdf, link_names: Mapping[str, str], tables_by_page: Sequence[Sequence[str]]) -> None:
    """Mend the tag tree in place.

    ``link_names`` gives the name of a link by its target, an id or an address. ``tables_by_page`` names the tables
    that stand on each page, in order: one that runs over pages stands on each of them.
    """
    tree = pdf.Root.StructTreeRoot
    reached: set[tuple[int, int]] = set()
    tables = [element for element in _elements(tree.K[0], reached) if element.S == "/Table"]
    _Headers(pdf).of(tables, [name for names in tables_by_page for name in names])
    _make_artifacts(pdf, reached)
    _name_links(pdf, link_names)


def _elements(element: pikepdf.Object, reached: set[tuple[int, int]]) -> Iterator[pikepdf.Object]:
    """The element and all below it, in reading order; ``reached`` collects what they are."""
    reached.add(element.objgen)
    yield element
    for kid in _kids(element):
        yield from _elements(kid, reached)


def _kids(element: pikepdf.Object, *kinds: str) -> list[pikepdf.Object]:
    """The elements directly below one, of some kinds or of all; marked content and annotations are none."""
    kids = element.get("/K", ())
    every = kids if isinstance(kids, pikepdf.Array) else [kids]
    found: list[pikepdf.Object] = [kid for kid in every if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [kid for kid in found if kid.S in kinds] if kinds else found


# ---------------------------------------------------------------- cells and their headers


class _Headers:
    """Gives every header cell a scope and an id of its own, and every other cell the ids of the headers a reader sees:
    of its row, of the group of rows it stands in, of its columns. A table that runs over pages lies in the tree as one
    table a page, so that what heads its next rows may stand pages before.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._named: list[pikepdf.Object] = []  # name, element, name, element
        self._columns: dict[int, list[pikepdf.Object]] = {}
        self._group: list[pikepdf.Object] = []  # what heads the rows that come
        self._row: list[pikepdf.Object] = []  # what headed the row before

    def of(self, tables: Sequence[pikepdf.Object], names: Sequence[str]) -> None:
        before = ""
        for table, name in zip(tables, names, strict=True):
            self._head(table, continued=name == before)
            before = name
        if self._named:
            tree = pikepdf.Dictionary(Names=pikepdf.Array(self._named))
            self._pdf.Root.StructTreeRoot.IDTree = self._pdf.make_indirect(tree)

    def _head(self, table: pikepdf.Object, *, continued: bool) -> None:
        heads = [row for head in _kids(table, "/THead") for row in _kids(head, "/TR")]
        if not continued:
            self._columns, self._group, self._row = {}, [], []
        if heads:  # the engine drops a repeated head where a row needs the whole page
            self._columns = {}
        for row in heads:
            for position, span, cell in _cells(row):
                name = self._identify(cell, pikepdf.Name.Column)
                for column in range(position, position + span):
                    self._columns.setdefault(column, []).append(name)
        for row in (row for body in _kids(table, "/TBody", "/TFoot") for row in _kids(body, "/TR")):
            self._body_row(row)

    def _body_row(self, row: pikepdf.Object) -> None:
        cells = [*_cells(row)]
        heads = [cell for _, _, cell in cells if cell.S == "/TH"]
        is_group = len(heads) == len(cells)
        names = [self._identify(cell, pikepdf.Name.Column if is_group else pikepdf.Name.Row) for cell in heads]
        if is_group:
            self._group = names
            return
        if self._row and heads and not any(map(_says_something, heads)):
            names = self._row  # the rest of a row that began on the page before
        self._row = names
        for position, span, cell in cells:
            if cell.S == "/TD":
                above = [name for column in range(position, position + span) for name in self._columns.get(column, ())]
                _attributes(cell).Headers = pikepdf.Array([*names, *self._group, *above])

    def _identify(self, cell: pikepdf.Object, scope: pikepdf.Name) -> pikepdf.Object:
        _attributes(cell).Scope = scope
        name = pikepdf.String(f"h{len(self._named) // 2:05d}")
        cell.ID = name
        self._named += [name, cell]
        return name


def _cells(row: pikepdf.Object) -> Iterator[tuple[int, int, pikepdf.Object]]:
    """The cells of a row: first column, how many columns, cell. There are no row spans (templates/CONTRACT.md)."""
    position = 0
    for cell in _kids(row, "/TH", "/TD"):
        span = int(_attributes(cell).get("/ColSpan", 1))
        yield position, span, cell
        position += span


def _attributes(cell: pikepdf.Object) -> pikepdf.Object:
    if "/A" not in cell:
        cell.A = pikepdf.Dictionary(O=pikepdf.Name.Table)
    return cell.A


def _says_something(element: pikepdf.Object) -> bool:
    kids = element.get("/K", ())
    every = kids if isinstance(kids, pikepdf.Array) else [kids]
    return any(not isinstance(kid, pikepdf.Dictionary) or _says_something(kid) for kid in every)


# ---------------------------------------------------------------- running heads and feet, links


def _make_artifacts(pdf: pikepdf.Pdf, reached: set[tuple[int, int]]) -> None:
    """Mark as an artifact what is marked content of no element in the tree: the margins of the pages."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    marked = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for page in pdf.pages:
        elements = marked[int(page.StructParents)]
        margins = {mcid for mcid, element in enumerate(elements) if element.objgen not in reached}
        if not margins:
            continue
        page.Contents.write(
            _MARKED.sub(
                lambda found, margins=margins: _ARTIFACT if int(found[1]) in margins else found[0],  # type: ignore[misc]
                page.Contents.read_bytes(),
            )
        )
        for mcid in sorted(margins, reverse=True):
            if mcid == len(elements) - 1:
                del elements[mcid]
            else:
                elements[mcid] = None


def _name_links(pdf: pikepdf.Pdf, names: Mapping[str, str]) -> None:
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            if annotation.Subtype == "/Link":
                target = str(annotation.Dest if "/Dest" in annotation else annotation.A.URI)
                annotation.Contents = pikepdf.String(names.get(target, target))

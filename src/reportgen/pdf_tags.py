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
    root = pdf.Root.StructTreeRoot.K[0]
    pieces = [element for element in _elements(root) if element.S == "/Table"]
    named = _Named()
    _Headers(named).of(_whole_tables(pieces, [name for names in tables_by_page for name in names]))
    _mark_notes(root, named)
    if named.elements:
        pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(named.tree())
    _make_artifacts(pdf, {element.objgen for element in _elements(root)})
    _name_links(pdf, link_names)


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The element and all below it, in reading order."""
    yield element
    for kid in _kids(element):
        yield from _elements(kid)


def _kids(element: pikepdf.Object, *kinds: str) -> list[pikepdf.Object]:
    """The elements directly below one, of some kinds or of all; marked content and annotations are none."""
    found: list[pikepdf.Object] = [
        kid for kid in _every_kid(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
    ]
    return [kid for kid in found if kid.S in kinds] if kinds else found


def _every_kid(element: pikepdf.Object) -> list[pikepdf.Object]:
    if "/K" not in element:
        return []
    return list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]


class _Named:
    """Elements with an id of their own, for the tree of ids."""

    def __init__(self) -> None:
        self.elements: list[pikepdf.Object] = []  # id, element, id, element: in the order of their ids

    def add(self, element: pikepdf.Object) -> pikepdf.Object:
        """Give an element its id."""
        name = element.ID = pikepdf.String(f"e{len(self.elements) // 2:05d}")
        self.elements += [name, element]
        return name

    def tree(self) -> pikepdf.Dictionary:
        return pikepdf.Dictionary(Names=pikepdf.Array(self.elements))


# ---------------------------------------------------------------- tables that run over pages


def _whole_tables(pieces: Sequence[pikepdf.Object], names: Sequence[str]) -> list[pikepdf.Object]:
    """Each table as one element: the engine makes one a page, and repeats the head in it.

    A caption that stands alone at the foot of a page is a piece without a name, before the one that has it.
    """
    with_rows = (piece.objgen for piece in pieces if _kids(piece, "/THead", "/TBody"))
    name_of = dict(zip(with_rows, names, strict=True))
    whole: dict[str, pikepdf.Object] = {}
    captions: list[pikepdf.Object] = []
    for piece in pieces:
        name = name_of.get(piece.objgen, "")
        if not name:
            captions.append(piece)
            continue
        if captions:
            whole[name] = captions.pop()
        if name in whole:
            _add_rows(whole[name], piece)
        else:
            whole[name] = piece
    return list(whole.values())


def _add_rows(table: pikepdf.Object, piece: pikepdf.Object) -> None:
    """Move the rows of a piece to the end of its table. The piece leaves the tree, with a head that is repeated."""
    parent, heads, bodies = piece.P, _kids(table, "/THead"), _kids(table, "/TBody")
    if bodies:
        bodies[-1].K = pikepdf.Array(_kids(bodies[-1]))
        for row in (row for body in _kids(piece, "/TBody") for row in _kids(body)):
            row.P = bodies[-1]
            bodies[-1].K.append(row)
    else:
        bodies = _kids(piece, "/TBody")
    caption, heads = _kids(table, "/Caption"), heads or _kids(piece, "/THead")
    table.K = pikepdf.Array([*caption, *heads, *bodies])
    for part in (*heads, *bodies):
        part.P = table
    parent.K = pikepdf.Array([kid for kid in _every_kid(parent) if not _same(kid, piece)])


def _same(kid: pikepdf.Object, element: pikepdf.Object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.objgen == element.objgen


# ---------------------------------------------------------------- cells and their headers


class _Headers:
    """Gives every header cell a scope and an id of its own, and every other cell the ids of the headers a reader sees:
    of its row, of the group of rows it stands in, of its columns.
    """

    def __init__(self, named: _Named) -> None:
        self._named = named
        self._columns: dict[int, list[pikepdf.Object]] = {}
        self._group: list[pikepdf.Object] = []  # what heads the rows that come
        self._row: list[pikepdf.Object] = []  # what headed the row before

    def of(self, tables: Sequence[pikepdf.Object]) -> None:
        for table in tables:
            self._head(table)

    def _head(self, table: pikepdf.Object) -> None:
        self._columns, self._group, self._row = {}, [], []
        for row in (row for head in _kids(table, "/THead") for row in _kids(head, "/TR")):
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
        return self._named.add(cell)


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
    return any(not isinstance(kid, pikepdf.Dictionary) or _says_something(kid) for kid in _every_kid(element))


# ---------------------------------------------------------------- notes, running heads and feet, links


def _mark_notes(root: pikepdf.Object, named: _Named) -> None:
    """Tell the notes at the foot of a page for what they are, each with an id (ISO 14289-1, 7.9) and its number as its
    label: the engine leaves them in an element without meaning, the only kind that stands beside the sections.
    """
    for note in (note for area in _kids(root, "/NonStruct") for note in _kids(area, "/Span")):
        note.S = pikepdf.Name.Note
        named.add(note)
        for number in _kids(note, "/NonStruct")[:1]:
            number.S = pikepdf.Name.Lbl


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

"""What the engine leaves out of the tag tree: the scope of header cells (ISO 32000-1, table 349; PDF/UA-1, 7.5)."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf


def with_scopes(data: bytes) -> bytes:
    """The same PDF with ``/Scope`` on every TH: Column in a table head, Row elsewhere. Same bytes for same bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for cell, in_head in _header_cells(pdf.Root.StructTreeRoot, in_head=False):
            scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
            if "/A" in cell:  # it says already how many columns the cell spans
                cell.A.Scope = scope
            else:
                cell.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=scope)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _header_cells(element: pikepdf.Object, *, in_head: bool) -> Iterator[tuple[pikepdf.Object, bool]]:
    kind = element.get("/S")
    if kind == "/TH":
        yield element, in_head
    in_head = in_head or kind == "/THead"
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _header_cells(kid, in_head=in_head)

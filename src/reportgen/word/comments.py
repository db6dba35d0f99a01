"""Comments: a part of their own, each anchored to the text that it concerns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.word.fields import run, words
from reportgen.word.markup import Xml, element, join, root, val

AUTHOR = "reportgen"
_FIRST = 10_000  # no footnote has these ids: LibreOffice reads the text of a note anew where a comment has its id
_ROW = re.compile(r"[A-Z]+(?=\d+$)")


def row_of(cell: str) -> str:
    """The row of a cell: ``Suivi!C7`` is in ``Suivi!7``."""
    return _ROW.sub("", cell)


@dataclass
class Comments:
    """``due`` holds what is to be said of cells. Each is said once, where a text of its cell, or of its row where
    the cell itself is not printed, first stands.
    """

    due: dict[str, Sequence[str]]
    date: str
    texts: list[Xml] = field(default_factory=list)

    @classmethod
    def of(cls, said: Mapping[str, Sequence[str]], printed: Sequence[str], date: str) -> Comments:
        """Comments for a document that prints the cells ``printed``; what is said of others falls away."""
        first = {row_of(cell): cell for cell in reversed(printed)}
        due: dict[str, list[str]] = {}
        for cell, texts in said.items():
            place = cell if cell in printed else first.get(row_of(cell), "")
            due.setdefault(place, []).extend(texts)
        due.pop("", None)
        return cls(dict(due), date)

    def around(self, cell: str, content: Xml) -> Xml:
        """The run of a text from ``cell`` with what there is to say of it."""
        for said in self.due.pop(cell, ()):
            identifier = _FIRST + len(self.texts)
            self.texts.append(self._comment(identifier, said))
            mark = {"w:id": identifier}
            content = join(
                element("w:commentRangeStart", mark),
                content,
                element("w:commentRangeEnd", mark),
                run(element("w:commentReference", mark), "CommentReference"),
            )
        return content

    def part(self) -> Xml:
        return root("w:comments", "w", None, *self.texts)

    def _comment(self, identifier: int, said: str) -> Xml:
        style = element("w:pPr", None, val("w:pStyle", "CommentText"))
        mark = run(element("w:annotationRef"), "CommentReference")
        origin = {"w:id": identifier, "w:author": AUTHOR, "w:date": f"{self.date}T00:00:00Z", "w:initials": "rg"}
        return element("w:comment", origin, element("w:p", None, style, mark, run(words(said))))

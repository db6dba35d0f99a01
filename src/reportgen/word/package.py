"""The package of a Word file: its parts, and the same bytes each time it is written."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part as OpcPart

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can carry


class Part(OpcPart):
    """A part of the file, whose ``content`` may be set after other parts have begun to relate to it."""

    content: bytes = b""

    @property
    def blob(self) -> bytes:
        return self.content


class Package:
    """A package that starts empty, without the template of python-docx: every part is written here."""

    def __init__(self) -> None:
        self._package = OpcPackage()

    def part(self, name: str, content_type: str, content: bytes = b"") -> Part:
        """A new part such as ``/word/styles.xml``; it becomes one of the file when something relates to it."""
        part = Part(PackURI(name), content_type)
        part.content = content
        return part

    def relate(self, part: Part, kind: str) -> None:
        """Relate a part to the package itself."""
        self._package.relate_to(part, kind)

    def to_bytes(self) -> bytes:
        buffer = BytesIO()
        self._package.save(buffer)
        return frozen_zip(buffer.getvalue())


def frozen_zip(data: bytes, replaced: dict[str, bytes] | None = None) -> bytes:
    """The same zip with its names sorted and its dates fixed; ``replaced`` gives new content to some names."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(buffer, "w") as target:
        for name in sorted(source.namelist()):
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # the same on every machine
            target.writestr(entry, (replaced or {}).get(name) or source.read(name))
    return buffer.getvalue()

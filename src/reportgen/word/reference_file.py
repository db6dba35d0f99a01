"""A team's own Word file, opened with care: what is none, or is not safe, is a problem of its own."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NoReturn
from zipfile import ZipFile

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from reportgen.office_file import (
    DAMAGE,
    MAX_FILE,
    MEGABYTE,
    OLE,
    has_password,
    is_encrypted,
    markup_parts,
    too_much,
    unsafe_markup,
)
from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound
from reportgen.word.lint_file import WordFile, w

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = "macroEnabled"


@dataclass(frozen=True, slots=True)
class Opened:
    """A Word file: its parts, and the name of the part that holds its text."""

    file: WordFile
    main: str

    def content_type(self, part: str) -> str:
        types = self.file.trees["[Content_Types].xml"]
        named = {node.get("PartName", "").lstrip("/"): node for node in types.iter(f"{_TYPES}Override")}
        by_ending = {node.get("Extension", "").lower(): node for node in types.iter(f"{_TYPES}Default")}
        found = named.get(part, by_ending.get(part.rpartition(".")[2].lower()))
        return found.get("ContentType", "") if found is not None else ""

    def related(self, kind: str, tag: str) -> etree._Element | None:
        """The part of this root to which the text relates by a relationship of ``kind``; None without one."""
        return self.part(self.name_of(kind), tag)

    def part(self, name: str, tag: str) -> etree._Element | None:
        """The root of a part, where it is one of this name."""
        tree = self.file.trees.get(name)
        return tree if tree is not None and tree.tag == tag else None

    def name_of(self, kind: str) -> str:
        relations = self.file.relations(self.main).values()
        return next((each.target for each in relations if each.kind == kind and not each.external), "")


def reference_bytes(path: Path) -> bytes:
    """The content of a file; raises ProblemsFound when it is not there, too large, or cannot be read."""
    try:
        if not path.exists():
            refuse(path.name, "file-missing")
        if path.stat().st_size > MAX_FILE:
            refuse(path.name, "reference-unsafe", reason=f"> {MAX_FILE // MEGABYTE} MB")
        return path.read_bytes()
    except OSError:
        refuse(path.name, "file-unreadable")


def opened(name: str, data: bytes) -> Opened:
    """A Word document or template without macros; raises ProblemsFound (``reference-…``) for anything else."""
    if not data.startswith(b"PK"):
        hidden = data.startswith(OLE) and is_encrypted(BytesIO(data))
        refuse(name, "reference-encrypted" if hidden else "reference-other")
    try:
        with ZipFile(BytesIO(data)) as package:
            if reason := too_much(package, len(data)):
                refuse(name, "reference-unsafe", reason=reason)
            if has_password(package):
                refuse(name, "reference-encrypted")
            for part, content in markup_parts(package):
                if reason := unsafe_markup(part, content):
                    refuse(name, "reference-unsafe", reason=reason)
            if "mimetype" in package.namelist() or "[Content_Types].xml" not in package.namelist():
                refuse(name, "reference-other")
            file = WordFile({part: package.read(part) for part in package.namelist()})
            for source in file.sources():
                file.relations(source)  # read here, where damage is expected
            return _document(name, file)
    except (*DAMAGE, etree.XMLSyntaxError):
        refuse(name, "reference-damaged")


def refuse(name: str, code: str, **given: object) -> NoReturn:
    """Refuse the whole file."""
    raise ProblemsFound([problem(code, Place(name), **given)])


def _document(name: str, file: WordFile) -> Opened:
    found = next((each.target for each in file.relations("").values() if each.kind == RT.OFFICE_DOCUMENT), "")
    document = Opened(file, found)
    kind = document.content_type(found)
    if _MACROS in kind or any(part.endswith("vbaProject.bin") for part in file.parts):
        refuse(name, "reference-macros")
    if kind not in (CT.WML_DOCUMENT_MAIN, _TEMPLATE):
        refuse(name, "reference-other")
    if found not in file.trees or document.related(RT.STYLES, w("styles")) is None:
        refuse(name, "reference-damaged")
    if file.trees[found].tag != w("document"):  # of the "Strict" kind, which has other names for everything
        refuse(name, "reference-other")
    return document

"""The parts of an .xlsx file, so that one can be changed while every other stays as it was, byte for byte."""

from __future__ import annotations

import io
import itertools
import posixpath
import zipfile
from pathlib import Path

from lxml import etree

from reportgen.workbook.guard import refuse

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES = "[Content_Types].xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_NO_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_NEW_PART_DATE = (1980, 1, 1, 0, 0, 0)


class Package:
    """The parts of a file that :func:`reportgen.workbook.guard.check_file` has let pass.

    They may be larger in memory than any team's: it is opened within :func:`reportgen.workbook.limited.in_limits`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with zipfile.ZipFile(path) as file:
            self._members = [(info, file.read(info)) for info in file.infolist()]
        self._parts = {info.filename: content for info, content in self._members}
        self._trees: dict[str, etree._Element] = {}
        main = self.related("").items()
        self.workbook = next((target for (kind, _), target in main if kind == "officeDocument"), "")

    @property
    def names(self) -> list[str]:
        return [*self._parts]

    def edit(self, name: str) -> etree._Element:
        """The root of a part; whatever is changed in it is saved."""
        if name not in self._trees:
            self._trees[name] = self.look(name)
        return self._trees[name]

    def look(self, name: str) -> etree._Element:
        """The root of a part, to read. Raises ProblemsFound (``file-damaged``) where there is none."""
        if name in self._trees:
            return self._trees[name]
        try:
            return etree.fromstring(self.content(name), etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            if error.code == etree.ErrorTypes.ERR_NO_MEMORY:  # type: ignore[attr-defined]  # the stubs lack it
                raise MemoryError from error
            refuse(self._path, "file-damaged")

    def edit_within(self, name: str, tag: str) -> etree._Element:
        """A required part of a part's root, to be changed. Raises ProblemsFound (``file-damaged``) where it is not."""
        found = self.edit(name).find(f"{{{MAIN}}}{tag}")
        if found is None:
            refuse(self._path, "file-damaged")
        return found

    def content(self, name: str) -> bytes:
        """A part as it would be saved now. Raises ProblemsFound (``file-damaged``) where there is none."""
        if name not in self._parts:
            refuse(self._path, "file-damaged")
        return self._written(name, self._parts[name])

    def free_name(self, pattern: str) -> str:
        """A part name that is not taken yet: ``{}`` becomes a number."""
        taken = {name.casefold() for name in self._parts}
        return next(name for number in itertools.count(1) if (name := pattern.format(number)).casefold() not in taken)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Relate a part to another; gives the id of the relation."""
        listing = relations_of(source)
        if listing not in self._parts:
            self.put(listing, f'<Relationships xmlns="{PACKAGE_RELATIONS}"/>'.encode())
        root = self.edit(listing)
        known = {each.get("Id") for each in root}
        identifier = next(name for number in itertools.count(1) if (name := f"rId{number}") not in known)
        given = {"Id": identifier, "Type": kind, "Target": f"/{target}"}
        etree.SubElement(root, f"{{{PACKAGE_RELATIONS}}}Relationship", given)
        return identifier

    def unrelate(self, source: str, identifier: str) -> None:
        """Remove a relation of a part."""
        root = self.edit(relations_of(source))
        for each in [each for each in root if each.get("Id") == identifier]:
            root.remove(each)

    def declare(self, name: str, content_type: str) -> None:
        """Say what a new part holds."""
        given = {"PartName": f"/{name}", "ContentType": content_type}
        etree.SubElement(self.edit(_TYPES), f"{{{CONTENT_TYPES}}}Override", given)

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say what parts with this ending hold, unless it is said already."""
        root = self.edit(_TYPES)
        if extension not in {(each.get("Extension") or "").casefold() for each in root}:
            given = {"Extension": extension, "ContentType": content_type}
            root.insert(0, etree.Element(f"{{{CONTENT_TYPES}}}Default", given))

    def put(self, name: str, content: bytes) -> None:
        """Add a part, or replace one."""
        self._trees.pop(name, None)
        self._parts[name] = content

    def drop(self, name: str) -> None:
        """Remove a part, and what is declared of it."""
        for gone in (name, relations_of(name)):
            self._trees.pop(gone, None)
            self._parts.pop(gone, None)
        types = self.edit(_TYPES)
        for each in [each for each in types if each.get("PartName") == f"/{name}"]:
            types.remove(each)

    def related(self, name: str) -> dict[tuple[str, str], str]:
        """The parts that a part refers to, by kind (the last word of the relation's type) and id."""
        listing = relations_of(name)
        if listing not in self._parts:
            return {}
        return {
            (each.get("Type", "").rsplit("/", 1)[-1], each.get("Id", "")): _resolved(name, each.get("Target", ""))
            for each in self.look(listing)
            if each.get("TargetMode") != "External"
        }

    def sheets(self) -> dict[str, str]:
        """The part of each sheet by its title, in order."""
        targets = {identifier: target for (_, identifier), target in self.related(self.workbook).items()}
        listed = self.look(self.workbook).iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")
        return {each.get("name", ""): targets.get(each.get(f"{{{RELATIONS}}}id", ""), "") for each in listed}

    def sheet_part(self, title: str) -> str:
        """The part of a sheet that was read. Raises ProblemsFound (``file-damaged``) where it is listed otherwise."""
        return self.sheets().get(title) or refuse(self._path, "file-damaged")

    def styles(self) -> str:
        """The part of the styles, added where there is none: some programs write no styles at all."""
        kinds = {kind: target for (kind, _), target in self.related(self.workbook).items()}
        part = kinds.get("styles") or "xl/styles.xml"
        if "styles" not in kinds:
            self.relate(self.workbook, f"{RELATIONS}/styles", part)
        if part not in self._parts:
            self.put(part, _NO_STYLES.encode())
            self.declare(part, _STYLES_TYPE)
        return part

    def saved(self) -> bytes:
        """The file: unchanged parts as they were, in their order, new ones at the end."""
        file = io.BytesIO()
        known = {info.filename: info for info, _ in self._members}
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self._parts.items():
                info = known.get(name) or zipfile.ZipInfo(name, _NEW_PART_DATE)
                package.writestr(info, self._written(name, content), zipfile.ZIP_DEFLATED)
        return file.getvalue()

    def _written(self, name: str, content: bytes) -> bytes:
        tree = self._trees.get(name)
        if tree is None:
            return content
        return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def relations_of(name: str) -> str:
    """The part that lists the relations of a part; of the package itself for ""."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _resolved(source: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))

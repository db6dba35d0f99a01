"""What a team's own file gives to a report that is being written: its styles, theme, fonts and letterhead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from reportgen.problem_kinds import problem
from reportgen.problems import Place, ProblemsFound
from reportgen.theme import Theme
from reportgen.word.house_styles import USES, HouseStyles, house_styles, names_of, refer
from reportgen.word.lint_file import WordFile, w
from reportgen.word.markup import NAMESPACES, Xml, part, root
from reportgen.word.package import Package, Part
from reportgen.word.reference import Reference
from reportgen.word.reference_fields import fill
from reportgen.word.reference_story import Taken
from reportgen.word.xml_tree import remove

_R = f"{{{NAMESPACES['r']}}}"
_OTHER = re.compile("[^a-z0-9]")
_HEX = frozenset("0123456789ABCDEF")


@dataclass
class House:
    """A reference while a document in ``language`` is written in its style. ``parts`` are its pictures so far."""

    reference: Reference
    theme: Theme
    language: str
    styles: HouseStyles
    parts: dict[str, Part] = field(default_factory=dict)

    @classmethod
    def of(cls, reference: Reference, theme: Theme, language: str) -> House:
        running = tuple(name for name in ("Header", "Footer") if (name.lower(), "default") not in reference.stories)
        return cls(reference, theme, language, house_styles(reference.styles, theme, language, running))

    def story(self, kind: str, page: str) -> Taken | None:
        """The file's header or footer ("header", "footer") for a page ("default", "first"), where it has one."""
        return self.reference.stories.get((kind, page))

    def edges(self, *, landscape: bool) -> tuple[float, float] | None:
        """How far header and footer stand from the edges of the page, in millimetres."""
        sheet = self.reference.sheet
        return None if sheet is None else sheet.lying if landscape else sheet.upright

    @property
    def ground(self) -> str:
        """The colour of the cover's band; "" where the file's style has none that the ground behind it could share."""
        band = self.styles.find("CoverBand")
        shade = band.find(f"{w('tcPr')}/{w('shd')}") if band is not None else None
        colour = shade.get(w("fill"), "").upper() if shade is not None else ""
        return f"#{colour}" if len(colour) == 6 and set(colour) <= _HEX else ""

    def story_tree(self, taken: Taken, owner: Part, package: Package, said: Mapping[str, str]) -> etree._Element:
        """A header or footer for its part, with our style ids; ``said`` gives the results of fields by their names."""
        tree = taken.tree()
        refer(tree, self.styles.ids)
        fill(tree, said)
        self._relate(taken, tree, owner, package)
        return tree

    def write_theme(self, owner: Part, package: Package) -> None:
        """Write the file's theme into its part, which stays as it is where the file has none."""
        if self.reference.theme is not None:
            tree = self.reference.theme.tree()
            self._relate(self.reference.theme, tree, owner, package)
            owner.content = to_bytes(tree)

    @property
    def fonts(self) -> bytes:
        """The file's table of fonts; empty where it has none."""
        return self.reference.fonts

    def styles_part(self) -> bytes:
        return to_bytes(self.styles.tree)

    def numbering(self, content: Xml) -> bytes:
        """Our numbering; levels that belong to styles that the file has not stand alone."""
        tree = etree.fromstring(part(content))
        for node in list(tree.iter(w("pStyle"))):
            if node.get(w("val")) not in self.styles.known:
                remove(node)
        return to_bytes(tree)

    def demand_styles(self, written: bytes) -> None:
        """Raise ProblemsFound with every style that a written file uses and the reference lacks."""
        with ZipFile(BytesIO(written)) as archive:
            names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
            file = WordFile({name: archive.read(name) for name in names})
        used = {node.get(w("val"), "") for tree in file.trees.values() for node in tree.iter(*map(w, USES))}
        place = Place(self.reference.name)
        lacking = [
            problem("reference-style-missing", place, style=name)
            for identifier, name in names_of(self.theme, self.language).items()
            if identifier in used - self.styles.known
        ]
        if lacking:
            raise ProblemsFound(lacking)

    def _relate(self, taken: Taken, tree: etree._Element, owner: Part, package: Package) -> None:
        """Let a part name the pictures of the file that it shows, each of which is copied once."""
        new = {}
        for old, name in sorted(taken.pictures.items()):
            if name not in self.parts:
                picture = self.reference.pictures[name]
                ending = _OTHER.sub("", picture.content_type.rpartition("/")[2].removeprefix("x-"))
                place = f"/word/media/letterhead{len(self.parts) + 1}.{ending}"
                self.parts[name] = package.part(place, picture.content_type, picture.data)
            new[old] = owner.relate_to(self.parts[name], RT.IMAGE)
        for node in tree.iter(etree.Element):
            for key, identifier in node.attrib.items():
                if str(key).startswith(_R):
                    node.set(key, new[str(identifier)])


def parsed(content: Xml) -> etree._Element:
    """An element as text, ready to stand in a tree."""
    return etree.fromstring(part(root("w:hdr", "w r v o", None, content)))[0]


def to_bytes(tree: etree._Element) -> bytes:
    """The bytes of a part whose root element is given."""
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

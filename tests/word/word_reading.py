"""Reading a .docx back in tests: parts, paragraphs with their styles, and the numbers that Word would count."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from word_sample import a_document, the_theme

from reportgen.document.blocks import Block
from reportgen.word.lint_file import WordFile, text_of, value, w
from reportgen.word.writer import write_word


def opened(data: bytes) -> WordFile:
    with ZipFile(BytesIO(data)) as archive:
        return WordFile({name: archive.read(name) for name in archive.namelist()})


def written(*blocks: Block, language: str = "fr-FR", mark: str = "", kind: str = "portrait") -> WordFile:
    """A document of these blocks, written and opened again."""
    return opened(write_word(a_document(*blocks, language=language, mark=mark, kind=kind), the_theme()))


def told(tree: etree._Element) -> list[tuple[str, str]]:
    """The style and the text of every paragraph but those that end a section after a table, in reading order;
    a line break is a line end.
    """
    found = []
    for paragraph in tree.iter(w("p")):
        pieces = [
            "\n" if node.tag == w("br") else "\t" if node.tag == w("tab") else node.text or ""
            for node in paragraph.iter(w("t"), w("br"), w("tab"))
            if node.tag != w("tab") or node.getparent().tag == w("r")
        ]
        found.append((value(paragraph, "pPr/pStyle"), "".join(pieces)))
    return [(style, text) for style, text in found if style != "SectionEnd"]


def runs(paragraph: etree._Element) -> list[tuple[str, str]]:
    """The character style and the text of every run that has text."""
    return [(value(run, "rPr/rStyle"), text_of(run)) for run in paragraph.iter(w("r")) if text_of(run)]


def numbers(file: WordFile) -> list[str]:
    """What Word prints before each numbered paragraph, by the rules of ECMA-376, 17.9."""
    tree = file.trees["word/numbering.xml"]
    definitions = {node.get(w("abstractNumId")): node for node in tree.iter(w("abstractNum"))}
    instances = {node.get(w("numId")): node for node in tree.iter(w("num"))}
    counters: dict[str, dict[int, int]] = {}
    begun: set[str] = set()
    printed = []
    for paragraph in file.document.iter(w("p")):
        style = value(paragraph, "pPr/pStyle")
        number = value(paragraph, "pPr/numPr/numId") or file.inherited(style, "pPr/numPr/numId")
        if not number or number == "0":
            continue
        level = int(value(paragraph, "pPr/numPr/ilvl") or file.inherited(style, "pPr/numPr/ilvl") or 0)
        instance = instances[number]
        definition = value(instance, "abstractNumId")
        count = counters.setdefault(definition, {})
        if number not in begun:
            begun.add(number)
            for override in instance.iter(w("lvlOverride")):
                count[int(override.get(w("ilvl"), "0"))] = int(value(override, "startOverride")) - 1
                if int(override.get(w("ilvl"), "0")) < level:
                    count[int(override.get(w("ilvl"), "0"))] += 1
        count[level] = count.get(level, 0) + 1
        for deeper in [key for key in count if key > level]:
            del count[deeper]
        shape = next(node for node in definitions[definition].iter(w("lvl")) if node.get(w("ilvl")) == str(level))
        text = value(shape, "lvlText")
        for depth in range(level + 1):
            text = text.replace(f"%{depth + 1}", str(count.get(depth, 1)))
        printed.append(text)
    return printed

"""From an .xlsx file to raw cells, each with its place. Nothing is interpreted here.

A file may be hostile: :mod:`reportgen.workbook.limited` runs this in a process of its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import fromstring, iterparse

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.packaging.relationship import RelationshipList, get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS, SHEET_MAIN_NS

from reportgen.workbook.guard import check_content, check_file, refuse, refuse_heavy
from reportgen.workbook.raw import RawSheet, RawWorkbook
from reportgen.workbook.rich_cells import Look
from reportgen.workbook.sheet_parser import SheetParser, Style, is_true
from reportgen.workbook.sheet_reader import TooWide, read_sheet

_TEXT, _PLAIN = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}t"
_STYLES = f"{{{SHEET_MAIN_NS}}}styleSheet"
_LONGEST_FORMAT = 255  # characters of a number format, by Excel's specification


def read_workbook(path: Path, wanted: Callable[[str], bool] = lambda _: True) -> RawWorkbook:
    """Read the cells of every sheet whose title is ``wanted``; of the others only the title.

    Raises ProblemsFound when the file cannot be read as a workbook.
    """
    check_file(path)
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what openpyxl would lose on saving: nothing is saved here
        try:
            raw = RawWorkbook(path.name, tuple(_sheets(_opened(file), wanted)))
        except MemoryError:
            refuse_heavy(path)
        except TooWide as wide:
            refuse(path, "file-unsafe", reason=str(wide))
        except Exception:  # noqa: BLE001  openpyxl raises a dozen kinds on a damaged file
            refuse(path, "file-damaged")
    check_content(path, raw)
    return raw


def _opened(file: BinaryIO) -> ExcelReader:
    """The workbook with its texts; styles and sheets are still to be read."""
    reader = ExcelReader(file, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.shared_strings = _shared_texts(reader)  # type: ignore[assignment]  # as with rich_text=True
    reader.read_workbook()
    return reader


def _sheets(reader: ExcelReader, wanted: Callable[[str], bool]) -> Iterator[RawSheet]:
    styles = _styles(reader)
    for sheet, relation in reader.parser.find_sheets():
        if not relation.Type.endswith("/worksheet"):
            continue  # a sheet that is a chart, or old macros
        if not wanted(sheet.name):
            yield RawSheet(sheet.name, ())
            continue
        with reader.archive.open(relation.target) as source:
            parser = SheetParser(source, reader.shared_strings, reader.wb.epoch, styles)
            yield read_sheet(parser, sheet.name, _relations(reader, relation.target), sheet.state == "visible")


def _shared_texts(reader: ExcelReader) -> list[str | CellRichText]:
    """The texts of all cells, as openpyxl reads them; those in one format without an object for each."""
    package: Any = reader.package  # its types are untold
    part = package.find(SHARED_STRINGS)
    if part is None:
        return []
    texts: list[str | CellRichText] = []
    with reader.archive.open(part.PartName[1:]) as source:
        events: Iterator[tuple[str, Any]] = iterparse(source)  # noqa: S314  guard.check_file let no document type pass
        for _, element in events:
            if element.tag == _TEXT:
                texts.append(_text_of(element))
                element.clear()
    return texts


def _text_of(element: Any) -> str | CellRichText:
    if [child.tag for child in element] == [_PLAIN]:
        return (element[0].text or "").replace("x005F_", "")
    runs = CellRichText.from_tree(element)
    return runs if any(isinstance(run, TextBlock) for run in runs) else str(runs)


def _styles(reader: ExcelReader) -> list[Style]:
    """Of each style what a value needs. All else is left alone: old workbooks have tens of thousands."""
    if ARC_STYLE not in reader.valid_files:
        return []
    root = fromstring(reader.archive.read(ARC_STYLE))  # noqa: S314  guard.check_file has let no document type pass
    if root.tag != _STYLES:
        raise ValueError(root.tag)
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iterfind("{*}numFmts/{*}numFmt")}
    looks = {
        str(number): Look(*(_is_set(font.find(f"{{*}}{name}")) for name in Look._fields))
        for number, font in enumerate(root.iterfind("{*}fonts/{*}font"))
    }
    found = []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number = style.get("numFmtId", "0")
        code = (own.get(number) or BUILTIN_FORMATS.get(int(number), "General"))[:_LONGEST_FORMAT]
        found.append(Style(code, looks.get(style.get("fontId", ""), Look())))
    return found


def _is_set(toggle: Any) -> bool:
    """Whether a font has bold, or italic: an element that may say no."""
    return toggle is not None and is_true(toggle.get("val", "1"))


def _relations(reader: ExcelReader, sheet: str) -> RelationshipList:
    """The parts and addresses that a sheet names."""
    name = get_rels_path(sheet)  # type: ignore[no-untyped-call]
    return get_dependents(reader.archive, name) if name in reader.valid_files else RelationshipList()

"""From an .xlsx file to raw cells, each with its place. Nothing is interpreted here.

A file may be hostile: :mod:`reportgen.workbook.limited` runs this in a process of its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl.packaging.relationship import RelationshipList, get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet

from reportgen.workbook.guard import check_content, check_file, refuse, refuse_heavy
from reportgen.workbook.raw import RawSheet, RawWorkbook
from reportgen.workbook.sheet_parser import SheetParser
from reportgen.workbook.sheet_reader import TooWide, read_sheet

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
    """The workbook with its texts and styles; the sheets are still to be read."""
    reader = ExcelReader(file, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    return reader


def _sheets(reader: ExcelReader, wanted: Callable[[str], bool]) -> Iterator[RawSheet]:
    book: Any = reader.wb
    formats = _number_formats(book)
    for sheet, relation in reader.parser.find_sheets():
        if relation.target not in reader.valid_files or "chartsheet" in relation.Type:
            continue
        if not wanted(sheet.name):
            yield RawSheet(sheet.name, ())
            continue
        with reader.archive.open(relation.target) as source:
            parser = SheetParser(
                *(source, reader.shared_strings, True, book.epoch, book._date_formats, book._timedelta_formats)
            )
            yield read_sheet(parser, sheet.name, formats, _relations(reader, relation.target), sheet.state == "visible")


def _number_formats(book: Any) -> list[str]:
    """The number format of each style of the workbook, as openpyxl tells it of a cell."""
    own = [str(code)[:_LONGEST_FORMAT] for code in book._number_formats]
    numbers = [style.numFmtId - BUILTIN_FORMATS_MAX_SIZE for style in book._cell_styles]
    return [
        BUILTIN_FORMATS.get(number + BUILTIN_FORMATS_MAX_SIZE, "General") if number < 0 else own[number]
        for number in numbers
    ]


def _relations(reader: ExcelReader, sheet: str) -> RelationshipList:
    """The parts and addresses that a sheet names."""
    name = get_rels_path(sheet)  # type: ignore[no-untyped-call]
    return get_dependents(reader.archive, name) if name in reader.valid_files else RelationshipList()

"""Native charts: a chart part that Word can edit, with the workbook of its values inside.

python-pptx writes what ties the two together (names, categories and values with their cells) and the workbook;
the look is written here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reportgen.document.blocks import ChartData, Document, Series
from reportgen.problems import ContractBroken
from reportgen.theme import Theme
from reportgen.word.chart_labels import labels
from reportgen.word.chart_look import area, axes, decoration, legend, plot
from reportgen.word.chart_parts import value
from reportgen.word.chart_timeline import timeline_axes, timeline_decoration, timeline_labels, with_room
from reportgen.word.markup import NOTHING, Xml, clean, element, part, root
from reportgen.word.package import Package, Part, frozen_zip

_KINDS = {
    "stacked_bars": XL_CHART_TYPE.BAR_STACKED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
    "timeline": XL_CHART_TYPE.BAR_STACKED,
}
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def chart_part(data: ChartData, theme: Theme, package: Package, number: int, document: Document) -> Part:
    """The chart part ``chart{number}.xml``, related to its embedded workbook."""
    data = with_room(data) if data.kind == "timeline" else data
    values = _values(data)
    book = package.part(
        f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx", CT.SML_SHEET, _workbook(values, document)
    )
    made = package.part(f"/word/charts/chart{number}.xml", CT.DML_CHART)
    relation = made.relate_to(book, RT.PACKAGE)
    made.content = part(_chart_space(data, values, theme, document.language, relation))
    return made


def _values(data: ChartData) -> CategoryChartData:
    if data.kind not in _KINDS:
        raise ContractBroken(f"no chart is called {data.kind!r}")
    if not data.categories or not data.series:
        raise ContractBroken("a chart without categories or without series")
    values = CategoryChartData(data.number_format)  # type: ignore[no-untyped-call]  # python-pptx is half typed
    values.categories = [clean(category) for category in data.categories]
    for series in data.series:
        if len(series.values) != len(data.categories):
            raise ContractBroken(f"a series of {len(series.values)} values for {len(data.categories)} categories")
        if series.labels and len(series.labels) != len(series.values):
            raise ContractBroken(f"a series of {len(series.values)} values with {len(series.labels)} labels")
        values.add_series(clean(series.name), series.values)  # type: ignore[no-untyped-call]
    return values


class _FrozenWorkbook(CategoryWorkbookWriter):
    """python-pptx's workbook, with the document's date and author, and texts that stay texts.

    Left alone it takes a category such as ``=1+1`` for a formula, and writes the time of day.
    """

    def __init__(self, values: CategoryChartData, document: Document) -> None:
        super().__init__(values)  # type: ignore[no-untyped-call]
        self._document = document

    @contextmanager
    def _open_worksheet(self, xlsx_file: BytesIO) -> Iterator[tuple[Workbook, Worksheet]]:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        workbook = Workbook(xlsx_file, options)
        workbook.set_properties(
            {
                "title": clean(self._document.title),
                "author": clean(self._document.author),
                "company": clean(self._document.author),
                "created": datetime.fromisoformat(self._document.issued),
            }
        )
        yield workbook, workbook.add_worksheet()
        workbook.close()


def _workbook(values: CategoryChartData, document: Document) -> bytes:
    return frozen_zip(_FrozenWorkbook(values, document).xlsx_blob)


def _chart_space(data: ChartData, values: CategoryChartData, theme: Theme, language: str, relation: str) -> Xml:
    writer = ChartXmlWriter(_KINDS[data.kind], values)  # type: ignore[no-untyped-call]
    written = etree.fromstring(writer.xml.encode())
    series = [_series(data, place, found, theme) for place, found in enumerate(written.iter(f"{_C}ser"))]
    drawn_axes = timeline_axes(data, theme) if data.kind == "timeline" else axes(data, theme)
    drawn = element(
        "c:chart",
        None,
        value("autoTitleDeleted", 1),
        element("c:plotArea", None, element("c:layout"), plot(data, *series), *drawn_axes),
        legend(theme) if len(data.series) > 1 else NOTHING,
        value("plotVisOnly", 1),
        value("dispBlanksAs", "gap"),
    )
    return root(
        "c:chartSpace",
        "c a r",
        None,
        value("date1904", 0),
        value("lang", language),
        value("roundedCorners", 0),
        drawn,
        area(theme),
        element("c:externalData", {"r:id": relation}, value("autoUpdate", 0)),
    )


def _series(data: ChartData, place: int, found: etree._Element, theme: Theme) -> Xml:
    """One ``c:ser``: name, categories and values as python-pptx wrote them, look and labels as the theme has them."""
    lines, timed = data.kind == "lines", data.kind == "timeline"
    return element(
        "c:ser",
        None,
        value("idx", place),
        value("order", place),
        _taken(found, "tx"),
        timeline_decoration(data, place, theme) if timed else decoration(data, place, theme),
        NOTHING if lines else value("invertIfNegative", 0),
        timeline_labels(data, place, theme) if timed else labels(data, place, theme),
        _taken(found, "cat"),
        _taken(_told(found, data.series[place]), "val"),
        value("smooth", 0) if lines else NOTHING,
    )


def _told(found: etree._Element, series: Series) -> etree._Element:
    """The series with a point of no height for each label of an unknown value: Word tells no label without one.

    The cell in the workbook inside stays empty: whoever edits the values finds no zero.
    """
    cache = found.find(f"{_C}val//{_C}numCache")
    for place, label in enumerate(series.labels):
        if cache is not None and label and series.values[place] is None:
            point = etree.SubElement(cache, f"{_C}pt", idx=str(place))
            etree.SubElement(point, f"{_C}v").text = "0"
            cache.insert(2 + place, point)  # after the format and the count, in the order of the values
    return found


def _taken(series: etree._Element, name: str) -> Xml:
    found = series.find(f"{_C}{name}")
    if found is None:
        return NOTHING
    found.tail = None
    return Xml(etree.tostring(found, encoding="unicode"))

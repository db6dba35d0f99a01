"""What the team computes and draws from a table: it is told where that ends above the new rows, and counted anew."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reportgen.workbook.package import MAIN, Package
from reportgen.workbook.sheet_order import section

_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_CHART = re.compile(r"xl/(?:charts|chartEx)/[^/]+\.xml")
_PIVOT = re.compile(r"xl/pivotCache/pivotCacheDefinition[^/]*\.xml")
_SMALL_CHART = re.compile(rb"<(?:\w+:)?sparkline[ >]")


def ends_with(package: Package, title: str, last: int) -> Iterator[str]:
    """What reaches down to row ``last`` of a sheet only: formulas and small charts by their cell (``Bord!A1``), names,
    and charts and pivot tables by their part.
    """
    quoted = re.escape("'{}'".format(title.replace("'", "''")))
    area = rf"\$?[A-Z]{{1,3}}\$?\d+:\$?[A-Z]{{1,3}}\$?{last}(?!\d)"
    ending = re.compile(rf"(?:{quoted}|(?<![\w.']){re.escape(title)})!{area}")
    on_the_sheet = re.compile(rf"(?<![!$\w]){area}|{ending.pattern}")
    for other, part in package.sheets().items():
        yield from (f"{other}!{cell}" for cell in _cells(package, part, on_the_sheet if other == title else ending))
    for name in package.look(package.workbook).iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName"):
        if not (name.get("name") or "").startswith("_xlnm.") and ending.search(name.text or ""):
            yield name.get("name") or ""
    for part in package.names:
        if (_CHART.fullmatch(part) and any(map(ending.search, _texts(package.look(part))))) or (
            _PIVOT.fullmatch(part) and any(map(ending.search, _sources(package.look(part))))
        ):
            yield part.rpartition("/")[2].removesuffix(".xml")


def _cells(package: Package, part: str, ending: re.Pattern[str]) -> Iterator[str]:
    """The cells of a sheet with a formula or a small chart that goes so far."""
    if part and _FORMULA.search(package.content(part)):
        for cell in package.look(part).iter(f"{{{MAIN}}}c"):
            if ending.search(cell.findtext(f"{{{MAIN}}}f") or ""):
                yield cell.get("r") or ""
    if part and _SMALL_CHART.search(package.content(part)):
        for chart in package.look(part).iter("{*}sparkline"):
            if ending.search(chart.findtext("{*}f") or ""):
                yield chart.findtext("{*}sqref") or ""


def _sources(pivot: etree._Element) -> Iterator[str]:
    """The area that a pivot table sums up."""
    for source in pivot.iter(f"{{{MAIN}}}worksheetSource"):
        yield f"{source.get('sheet')}!{source.get('ref')}"


def count_anew(package: Package) -> None:
    """Have Excel compute all formulas when it opens the file: what it remembers of them is older than the new rows."""
    if any(_FORMULA.search(package.content(part)) for part in package.sheets().values() if part):
        section(package.edit(package.workbook), "calcPr").set("fullCalcOnLoad", "1")


def _texts(root: etree._Element) -> Iterator[str]:
    yield from (element.text for element in root.iter() if element.text)

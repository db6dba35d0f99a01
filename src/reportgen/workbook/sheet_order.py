"""Where a part of a sheet stands among the others: Excel repairs a file whose parts are out of order."""

from __future__ import annotations

from lxml import etree

from reportgen.workbook.package import MAIN

# CT_Worksheet, ECMA-376 part 1, 18.3.1.99
_SHEET = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip
# CT_Stylesheet, 18.8.39
_STYLES = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
# CT_Workbook, 18.2.27
_WORKBOOK = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
    "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_ORDERS = {"worksheet": _SHEET, "styleSheet": _STYLES, "workbook": _WORKBOOK}


def put_in_order(root: etree._Element, part: etree._Element) -> None:
    """Add a part to a sheet, the styles or the workbook: before the first one that must come later."""
    order = _ORDERS[etree.QName(root).localname]
    rank = order.index(etree.QName(part).localname)
    later = {f"{{{MAIN}}}{name}" for name in order[rank + 1 :]}
    index = next((index for index, other in enumerate(root) if other.tag in later), len(root))
    root.insert(index, part)


def section(root: etree._Element, name: str) -> etree._Element:
    """The part of this name, added where it is not there yet."""
    found = root.find(f"{{{MAIN}}}{name}")
    if found is None:
        found = etree.Element(f"{{{MAIN}}}{name}")
        put_in_order(root, found)
    return found

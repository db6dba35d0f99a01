"""The first sheet of an annotated copy: every problem with a link to its cell, and how complete each language is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from reportgen.problems import Problem, Severity
from reportgen.workbook.completeness import Completeness
from reportgen.workbook.package import MAIN, RELATIONS, Package
from reportgen.workbook.pages import row_height
from reportgen.workbook.raw import reference
from reportgen.workbook.schema import LANGUAGES
from reportgen.workbook.sheet_order import section
from reportgen.workbook.styles import ACCENT, PRIMARY

_NAME = "reportgen_problems"
"""A hidden name that points at our sheet, so that no sheet of the team's own is taken for it."""
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WIDTHS = (13, 30, 62, 62, 3, 26, 22, 22)
_ONE_LINE = ("title", "line")  # these run on over the cells beside them
_TITLE_HEIGHT = "24"  # points
_FIRST_ROW = 4  # of the table; above it the title and what to do


@dataclass
class _Page:
    """A sheet under construction: its rows, and the links of its cells."""

    looks: Mapping[str, str]
    data: etree._Element = field(default_factory=lambda: _new("sheetData"))
    links: list[tuple[str, str]] = field(default_factory=list)

    def row(self, number: int, texts: Mapping[int, tuple[str, str]]) -> None:
        """Type texts, each with its look, by column number."""
        wrapped = [
            (text, float(_WIDTHS[column - 1])) for column, (text, look) in texts.items() if look not in _ONE_LINE
        ]
        is_title = any(look == "title" for _, look in texts.values())
        height = {"ht": _TITLE_HEIGHT} if is_title else {"ht": str(row_height(wrapped))} if wrapped else {}
        row = _child(self.data, "row", r=str(number), **height)
        for column, (text, look) in sorted(texts.items()):
            cell = _child(row, "c", r=reference(column, number), s=self.looks[look], t="inlineStr")
            letters = _child(_child(cell, "is"), "t")
            letters.set(_SPACE, "preserve")
            letters.text = text


def insert_problems_sheet(
    package: Package,
    problems: Sequence[Problem],
    complete: Sequence[Completeness],
    translate: Callable[[str], str],
    source: str,
    target: str,
) -> None:
    """Put the sheet before all others and open the file on it. ``source`` is a file name, ``target`` a quoted path."""
    page = _Page(_looks(package))
    titles = package.sheets()
    _head(page, problems, translate, source, target)
    last = _FIRST_ROW + max(len(problems), len(complete) + 1)
    for number in range(_FIRST_ROW, last + 1):
        index = number - _FIRST_ROW
        page.row(number, {**_problem(page, problems, index, titles, translate), **_share(complete, index, translate)})
    root = _sheet(page, _FIRST_ROW + len(problems))
    name = package.free_name("xl/worksheets/problems{}.xml")
    package.put(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    package.declare(name, _TYPE)
    _list_first(package, name, _free_title(titles, translate("Problems")))


def remove_problems_sheet(package: Package) -> None:
    """Take out the sheet that an earlier run has put in, if there is one."""
    workbook = package.look(package.workbook)
    name = next((each for each in _names(workbook) if each.get("name") == _NAME), None)
    if name is None:
        return
    title = (name.text or "").rpartition("!")[0].strip("'").replace("''", "'")
    workbook = package.edit(package.workbook)
    for each in [each for each in _names(workbook) if each.get("name") == _NAME]:
        section(workbook, "definedNames").remove(each)
    titles = package.sheets()
    if title in titles:
        position = [*titles].index(title)
        sheets = section(workbook, "sheets")
        entry = sheets[position]
        identifier = entry.get(f"{{{RELATIONS}}}id", "")
        sheets.remove(entry)
        package.unrelate(package.workbook, identifier)
        package.drop(titles[title])
        _renumber(workbook, position, -1)
    if not _names(workbook):
        workbook.remove(section(workbook, "definedNames"))


# ---------------------------------------------------------------- what it says


def _head(page: _Page, problems: Sequence[Problem], translate: Callable[[str], str], source: str, target: str) -> None:
    _ = translate
    page.row(1, {1: (_("Problems of {file}").format(file=source), "title")})
    stopping = sum(problem.severity >= Severity.ERROR for problem in problems)
    said = _(
        "To correct: {count}. To check: {others}. Correct the coloured cells in this copy, save it and check it again: "
        "reportgen check --workbook {file}"
    ).format(count=stopping, others=sum(problem.severity is Severity.WARNING for problem in problems), file=target)
    page.row(2, {1: (said, "line")})


def _problem(
    page: _Page, problems: Sequence[Problem], index: int, titles: Mapping[str, str], translate: Callable[[str], str]
) -> dict[int, tuple[str, str]]:
    """The cells of one line: severity, place, message, hint."""
    _ = translate
    if index == 0:
        heads = (_("Severity"), _("Cell"), _("What is wrong"), _("What to type"))
        return {column: (text, "heading") for column, text in enumerate(heads, 1)}
    if index > len(problems):
        return {}
    found = problems[index - 1]
    words = {
        Severity.BLOCKING: _("blocking"),
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.NOTICE: _("notice"),
    }
    message, hint = found.told(translate)
    place = found.place
    linked = place.sheet in titles and bool(place.cell)
    if linked:
        title = place.sheet.replace("'", "''")
        page.links.append((reference(2, _FIRST_ROW + index), f"'{title}'!{place.cell}"))
    where = "!".join(part for part in (place.sheet, place.cell) if part) or place.file
    look = "bad" if found.severity >= Severity.ERROR else "fair" if found.severity is Severity.WARNING else "plain"
    return {
        1: (words[found.severity], look),
        2: (where, "link" if linked else "plain"),
        3: (message, "plain"),
        4: (hint, "plain"),
    }


def _share(complete: Sequence[Completeness], index: int, translate: Callable[[str], str]) -> dict[int, tuple[str, str]]:
    """The cells of one line of the summary beside: a sheet, and each language."""
    _ = translate
    names = {"fr": "Français", "en": "English"}  # each in its own language
    languages = [language for language in LANGUAGES if complete and language in complete[0].missing]
    if index == 0:
        heads = [_("How complete"), *(names[language] for language in languages)]
        return {column: (text, "heading") for column, text in enumerate(heads, 6)} if complete else {}
    if index > len(complete):
        return {}
    sheet = complete[index - 1]
    shares = {
        column: (
            _("{percent}% ({filled} of {wanted})").format(
                percent=sheet.percent(language), filled=sheet.filled(language), wanted=sheet.wanted
            ),
            "fair" if sheet.missing[language] else "plain",
        )
        for column, language in enumerate(languages, 7)
    }
    return {6: (sheet.sheet, "plain"), **shares}


# ---------------------------------------------------------------- how it looks


def _sheet(page: _Page, last: int) -> etree._Element:
    root = etree.Element(f"{{{MAIN}}}worksheet", nsmap={None: MAIN, "r": RELATIONS})  # type: ignore[dict-item]
    _child(_child(root, "sheetPr"), "pageSetUpPr", fitToPage="1")
    view = _child(_child(root, "sheetViews"), "sheetView", showGridLines="0", tabSelected="1", workbookViewId="0")
    frozen = reference(1, _FIRST_ROW + 1)
    _child(view, "pane", ySplit=str(_FIRST_ROW), topLeftCell=frozen, activePane="bottomLeft", state="frozen")
    _child(view, "selection", pane="bottomLeft", activeCell=frozen, sqref=frozen)
    columns = _child(root, "cols")
    for number, width in enumerate(_WIDTHS, 1):
        _child(columns, "col", min=str(number), max=str(number), width=str(width), customWidth="1")
    root.append(page.data)
    _child(root, "autoFilter", ref=f"A{_FIRST_ROW}:D{max(last, _FIRST_ROW + 1)}")
    if page.links:
        links = _child(root, "hyperlinks")
        for cell, location in page.links:
            _child(links, "hyperlink", ref=cell, location=location, display=location)
    _child(root, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    return root


def _looks(package: Package) -> dict[str, str]:
    """Add the cell styles of the sheet; gives the number of each."""
    root = package.edit(package.styles())
    added = {
        "plain": _look(root, "FF26323A"),
        "title": _look(root, PRIMARY, size=14, bold=True, wrap=False),
        "line": _look(root, "FF26323A", wrap=False),
        "heading": _look(root, "#FFFFFF", bold=True, ground=PRIMARY),
        "link": _look(root, ACCENT, underlined=True),
        "bad": _look(root, "FF8A1226", bold=True, ground="FFF9CFD4"),
        "fair": _look(root, "FF5C4400", ground="FFFFE8B3"),
    }
    for name in ("fonts", "fills", "cellXfs"):
        listed = section(root, name)
        listed.set("count", str(len(listed)))
    return added


def _look(
    root: etree._Element,
    letters: str,
    *,
    size: int = 10,
    bold: bool = False,
    underlined: bool = False,
    ground: str = "",
    wrap: bool = True,
) -> str:
    fonts, fills, styles = (section(root, name) for name in ("fonts", "fills", "cellXfs"))
    font = _child(fonts, "font")
    if bold:
        _child(font, "b")
    if underlined:
        _child(font, "u")
    _child(font, "sz", val=str(size))
    _child(font, "color", rgb=letters.replace("#", "FF"))
    _child(font, "name", val="Arial")
    fill = 0
    if ground:
        pattern = _child(_child(fills, "fill"), "patternFill", patternType="solid")
        _child(pattern, "fgColor", rgb=ground.replace("#", "FF"))
        fill = len(fills) - 1
    given = {"numFmtId": "49", "fontId": str(len(fonts) - 1), "fillId": str(fill), "borderId": "0", "xfId": "0"}
    style = _child(styles, "xf", **given, applyFont="1", applyFill="1", applyAlignment="1", applyNumberFormat="1")
    _child(style, "alignment", vertical="top", **({"wrapText": "1"} if wrap else {}))
    return str(len(styles) - 1)


# ---------------------------------------------------------------- its place in the workbook


def _list_first(package: Package, part: str, title: str) -> None:
    workbook = package.edit(package.workbook)
    sheets = section(workbook, "sheets")
    number = max(int(each.get("sheetId", "0")) for each in sheets) + 1
    given = {"name": title, "sheetId": str(number)}
    given[f"{{{RELATIONS}}}id"] = package.relate(package.workbook, f"{RELATIONS}/worksheet", part)
    for other in package.sheets().values():
        _leave(package, other)
    sheets.insert(0, etree.Element(f"{{{MAIN}}}sheet", given))
    _renumber(workbook, 0, 1)
    name = _child(section(workbook, "definedNames"), "definedName", name=_NAME, hidden="1")
    name.text = "'{}'!$A$1".format(title.replace("'", "''"))
    for view in workbook.iterfind(f"{{{MAIN}}}bookViews/{{{MAIN}}}workbookView"):
        view.attrib.update({"activeTab": "0", "firstSheet": "0"})


def _leave(package: Package, sheet: str) -> None:
    """Two selected sheets form a group: what is typed into one goes into the other as well."""
    views = [f"{{{MAIN}}}sheetViews", f"{{{MAIN}}}sheetView"]
    if any(view.get("tabSelected") in ("1", "true") for view in package.look(sheet).iterfind("/".join(views))):
        for view in package.edit(sheet).iterfind("/".join(views)):
            view.set("tabSelected", "0")


def _renumber(workbook: etree._Element, position: int, step: int) -> None:
    """Names of a sheet say its position: those behind ``position`` move; those of a removed sheet go."""
    for each in _names(workbook):
        local = each.get("localSheetId")
        if local is None:
            continue
        if step < 0 and int(local) == position:
            section(workbook, "definedNames").remove(each)
        elif int(local) >= position:
            each.set("localSheetId", str(int(local) + step))


def _names(workbook: etree._Element) -> list[etree._Element]:
    return list(workbook.iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName"))


def _free_title(titles: Mapping[str, str], wanted: str) -> str:
    taken = {title.casefold() for title in titles}
    return wanted if wanted.casefold() not in taken else f"{wanted} (reportgen)"


def _new(tag: str) -> etree._Element:
    return etree.Element(f"{{{MAIN}}}{tag}")


def _child(parent: etree._Element, tag: str, **given: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{MAIN}}}{tag}", given)

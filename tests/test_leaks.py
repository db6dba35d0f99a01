"""Nothing internal leaves the workbook: secrets are planted in every internal place, every byte is searched."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image, PngImagePlugin

import nutrition
from reportgen.build import Order, build, gather, template_folders
from reportgen.workbook.schema import load_schema
from unpacking import everything_in, forms_of

SCHEMA = load_schema()
WITH_INTERNAL_ROWS = [sheet.key for sheet in SCHEMA.sheets if any(each.key == "visibility" for each in sheet.columns)]
PUBLIC = "Openbarword"  # planted where everybody may read it: what searches must find it


class Planter:
    """Plants secrets in a workbook, each a word of its own, so that one that is found tells where it came from."""

    def __init__(self, path: Path) -> None:
        self.book = load_workbook(path)
        self.secrets: dict[str, str] = {}

    def secret(self, place: str) -> str:
        word = f"Zq{len(self.secrets):03d}wx"
        self.secrets[word] = place
        return word

    def sheet(self, key: str):
        return self.book[SCHEMA.sheet(key).words["en"]]

    def column(self, key: str, field: str) -> int:
        fields = [name for column in SCHEMA.sheet(key).columns for name, _ in column.physical()]
        return fields.index(field) + 1

    def rows(self, key: str) -> int:
        return max(row for row, *_ in _filled(self.sheet(key)))


def _filled(sheet):
    return [(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")]


def plant_internal_rows(planter: Planter) -> None:
    """A copy of a public row of each sheet, marked internal, a secret in each of its texts."""
    for key in WITH_INTERNAL_ROWS:
        sheet, row = planter.sheet(key), planter.rows(key) + 1
        for column in SCHEMA.sheet(key).columns:
            for field, _ in column.physical():
                at = planter.column(key, field)
                cell = sheet.cell(row, at, sheet.cell(2, at).value)
                cell.number_format = sheet.cell(2, at).number_format
                if column.kind == "text" and field not in ("file", "updated_by"):
                    cell.value = planter.secret(f"internal row, {key}.{field}")
                    cell.hyperlink = (
                        f"https://example.org/{planter.secret(f'address in an internal row, {key}.{field}')}"
                    )
        for field in {"link", "evidence_link"} & {column.key for column in SCHEMA.sheet(key).columns}:
            word = planter.secret(f"internal row, {key}.{field}")
            sheet.cell(row, planter.column(key, field), f"https://example.org/{word}")
        sheet.cell(row, planter.column(key, "visibility"), "Internal")
        codes = {"updates": "T30", "figures": "F99", "annexes": "A99"}
        sheet.cell(row, 1, codes[key])


def plant_names(planter: Planter) -> None:
    sheet, column = planter.sheet("updates"), planter.column("updates", "updated_by")
    for row in range(2, planter.rows("updates") + 1):
        sheet.cell(row, column, planter.secret(f"updated by, row {row}"))


def plant_columns_and_comments(planter: Planter) -> None:
    """In every sheet a further column, a comment, a note in a header; addresses that are not for readers."""
    for declared in SCHEMA.sheets:
        sheet = planter.sheet(declared.key)
        rows, last = planter.rows(declared.key), sheet.max_column
        for column in (last + 1, last + 3):
            sheet.cell(1, column, planter.secret(f"heading of a further column, {declared.key}"))
            sheet.cell(2, column, planter.secret(f"further column, {declared.key}"))
        sheet.column_dimensions[get_column_letter(last + 3)].hidden = True
        sheet.cell(rows + 20, last + 1, planter.secret(f"far below, {declared.key}"))
        sheet.cell(2, 2).comment = Comment(
            planter.secret(f"comment, {declared.key}"), planter.secret(f"author of a comment, {declared.key}")
        )
        sheet.oddHeader.center.text = planter.secret(f"header, {declared.key}")
        sheet.oddFooter.left.text = planter.secret(f"footer, {declared.key}")
    for field, address in (
        ("code", "https://example.org/"),
        ("finding_en", "file:///C:/Users/"),
        ("action_en", "javascript:"),
        ("verification_en", "https://somebody@example.org/"),
    ):
        behind = planter.sheet("recommendations").cell(2, planter.column("recommendations", field))
        behind.hyperlink = f"{address}{planter.secret(f'address behind {field}')}"
    shown = planter.sheet("recommendations").cell(2, planter.column("recommendations", "short_en"))
    shown.hyperlink = "https://example.org/"
    shown.hyperlink.tooltip = planter.secret("tip of a link")
    planter.sheet("figures").cell(
        2, planter.column("figures", "value")
    ).number_format = f'0"{planter.secret("number format")}"'


def plant_sheets_and_properties(planter: Planter) -> None:
    for state in ("visible", "hidden", "veryHidden"):
        sheet = planter.book.create_sheet(planter.secret(f"name of a sheet, {state}"))
        sheet["A1"] = planter.secret(f"sheet, {state}")
        sheet.sheet_state = state
    for name in ("creator", "lastModifiedBy", "title", "subject", "keywords", "description", "category", "identifier"):
        setattr(planter.book.properties, name, planter.secret(f"property {name}"))
    planter.book.custom_doc_props.append(StringProperty(name="Owner", value=planter.secret("custom property")))
    word = planter.secret("defined name")
    planter.book.defined_names[word] = DefinedName(
        word, attr_text="Updates!$A$1", comment=planter.secret("its comment")
    )


def plant_photo(planter: Planter, folder: Path) -> None:
    name = f"{planter.secret('name of a photo')}.png"
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", planter.secret("photo"))
    info.add_text("Comment", planter.secret("photo, compressed"), zip=True)
    picture = Image.new("RGB", (60, 40), "green")
    camera = picture.getexif()
    camera[0x010E] = planter.secret("photo, EXIF")
    picture.save(folder / name, pnginfo=info, exif=camera)
    planter.sheet("annexes").cell(3, planter.column("annexes", "file"), name)


@pytest.fixture(scope="session")
def planted(once, tmp_path_factory):
    """The secrets with their places, the workbook that holds them, and the four files made from it."""
    return once("planted", lambda: _planted(tmp_path_factory.mktemp("team"), tmp_path_factory.mktemp("out")))


def _planted(folder: Path, output: Path) -> tuple[dict[str, str], bytes, dict[str, bytes]]:
    planter = Planter(nutrition.written(folder))
    for plant in (plant_internal_rows, plant_names, plant_columns_and_comments, plant_sheets_and_properties):
        plant(planter)
    plant_photo(planter, folder)
    public = planter.sheet("recommendations").cell(2, planter.column("recommendations", "short_en"))
    french = planter.sheet("recommendations").cell(2, planter.column("recommendations", "short_fr"))
    public.value = french.value = PUBLIC
    home = folder / planter.secret("folder")
    home.mkdir()
    for photo in folder.glob("*.png"):
        photo.rename(home / photo.name)
    path = home / f"{planter.secret('name of the file')}.xlsx"
    planter.book.save(path)
    outcome = build(Order(path, output))
    files = {file.path.name: file.path.read_bytes() for file in outcome.files}
    return planter.secrets, path.read_bytes(), files


def found_in(name: str, data: bytes, words) -> set[tuple[str, str]]:
    """The words that a file holds, each with where in it."""
    forms = {form.lower(): word for word in words for form in forms_of(word)}
    starts = {form.lower() for word in words for form in forms_of(word[:2])}
    found = set()
    for place, whole in everything_in(name, data):
        content = whole.lower()
        if any(start in content for start in starts):  # most hold nothing: a quick look first
            found |= {(word, place) for form, word in forms.items() if form in content}
    return found


def test_no_secret_is_in_any_byte_of_any_file(planted):
    secrets, _, files = planted
    assert sorted(Path(name).suffix for name in files) == [".docx", ".docx", ".pdf", ".pdf"]
    told = {
        f"{secrets[word]} in {place}" for name, data in files.items() for word, place in found_in(name, data, secrets)
    }
    assert not told


def test_the_search_finds_what_is_there(planted):
    """The secrets are in the workbook; a public word is on the pages, in both attachments and in Word's text."""
    secrets, workbook, files = planted
    inside = {word for word, _ in found_in("team.xlsx", workbook, secrets)}
    outside = {word for word, place in secrets.items() if place.startswith(("photo", "folder", "name of the file"))}
    assert inside | outside == set(secrets)
    assert len(secrets) > 150
    for name, data in files.items():
        places = {place for _, place in found_in(name, data, [PUBLIC])}
        if name.endswith("pdf"):
            assert any(": page " in place for place in places)
            assert any(".json" in place for place in places)
            assert any(".xlsx/xl/sharedStrings.xml" in place for place in places)
        else:
            assert any(place.endswith("document.xml") for place in places)


def test_no_comment_of_a_draft_quotes_an_internal_row(tmp_path):
    """Rows that public rows are compared with, one that was public when its quarter was issued, and the folder."""
    home = tmp_path / "Zqfolderwx"
    home.mkdir()
    issued = nutrition.set_in("updates", 11, **nutrition.both("done", "Zqissuedwx", "Zqissuedwx fr"))
    build(Order(nutrition.written(home, **issued), tmp_path / "final", None, ("en",), ("pdf",)))

    hidden = {"percent": 87, "revised_due": "2031-11-17", "visibility": "internal"}
    rows = nutrition.set_in("updates", 0, **hidden)["updates"]
    rows[11] |= {"visibility": "internal", **nutrition.both("done", "Zqissuedwx", "Zqissuedwx fr")}
    rows[9] |= {"revised_due": "2026-09-09"}
    rows[16] |= {"percent": 45}  # less than in the public row before
    units = [
        nutrition.figure("F90", "Stocks", 1, visibility="internal", quarter=nutrition.Q1),
        nutrition.figure("F90", "Stocks", 2, "percent", quarter=nutrition.Q2),
    ]
    passages = nutrition.set_in("narrative", 0, **nutrition.both("text", "With [F16] of them.", "Dont [F16]."))
    passages["narrative"][1] |= nutrition.both("text", *["Screening goes on in every ward of the country."] * 2)
    workbook = nutrition.written(home, updates=rows, figures=[*nutrition.FIGURES, *units], **passages)
    found = {p.code for p in gather(Order(workbook, home), template_folders(None))[1]}
    quoting = {"percent-falls", "due-revised-earlier", "figure-unit-changed", "internal-figure", "issued-removed"}
    assert found >= {*quoting, "translation-copy"}

    (written,) = build(Order(workbook, tmp_path / "draft", None, ("en",), ("docx",), draft=True)).files
    with zipfile.ZipFile(written.path) as parts:
        said = "".join(etree.fromstring(parts.read("word/comments.xml")).itertext())
    told = ("87%", "2031", "another unit", "F16", "Zqissuedwx", "Zqfolderwx")
    assert [words for words in told if words in said] == []
    assert "R303 falls from 50% to 45%" in said
    assert "is not translated" in said

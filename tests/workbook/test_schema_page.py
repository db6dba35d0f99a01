"""What the documentation says of the workbook, and the hashtags that say it to machines."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from openpyxl import load_workbook
from workbook_sample import CONTENT, told

from reportgen.problems import ProblemsFound, Severity
from reportgen.report.period import Quarter
from reportgen.workbook.authoring import new_workbook, write_workbook
from reportgen.workbook.content import reread
from reportgen.workbook.hxl import _declared, hashtag
from reportgen.workbook.ingest import read_report
from reportgen.workbook.next_quarter import add_quarter
from reportgen.workbook.schema import LANGUAGES, load_schema
from reportgen.workbook.schema_page import schema_page
from spacing import untied

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "workbook.md"
SCHEMA = load_schema()


def test_the_page_is_current():
    assert PAGE.read_text("utf-8") == schema_page() + "\n", "write it anew: reportgen schema > docs/workbook.md"


def test_the_page_names_everything_in_both_languages():
    page = schema_page()
    for language in LANGUAGES:
        for sheet in SCHEMA.sheets:
            assert sheet.words[language] in page
            for column in sheet.columns:
                assert column.words[language] in page
                assert column.notes[language].replace("|", "\\|") in page
        for setting in SCHEMA.settings:
            assert setting.words[language] in page
        for choices in SCHEMA.choices.values():
            for choice in choices:
                assert choice.words[language] in page


@pytest.mark.parametrize("name", ["schema.toml", "read_me.toml"])
def test_french_signs_stay_with_their_words(name):
    declared = tomllib.loads((ROOT / "src" / "reportgen" / "workbook" / name).read_text("utf-8"))
    assert not [each for text in french(declared) for each in untied(text)]


def french(declared, key=""):
    """Every French text of a declaration."""
    if isinstance(declared, dict):
        return [text for key, part in declared.items() for text in french(part, key)]
    if isinstance(declared, list):
        return [text for part in declared for text in french(part, key)]
    return [declared] if key == "fr" or key.endswith("_fr") else []


def test_rules_are_joined_as_each_language_joins_them():
    row = next(line for line in schema_page().split("\n") if line.startswith("| Titre court (FR, EN)"))
    assert "texte\u202f; 45 caractères au plus · text; at most 45 characters" in row


def test_every_table_of_the_page_is_whole():
    for block in schema_page().split("\n\n"):
        if block.startswith("|"):
            widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.strip().split("\n")}
            assert len(widths) == 1, block


def test_hashtags_are_well_formed_and_each_is_of_a_column():
    keys = {
        key for sheet in SCHEMA.sheets for column in sheet.columns for key in (column.key, f"{sheet.key}.{column.key}")
    }
    assert {*_declared()} <= keys
    for sheet in SCHEMA.sheets:
        tags = [hashtag(sheet, column, text_in) for column in sheet.columns for _, text_in in column.physical()]
        assert len(set(tags)) == len(tags), sheet.key
        assert all(re.fullmatch(r"#[a-z]+(\+[a-z_0-9]+)*", tag) for tag in tags)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_with_hashtags_says_the_same(tmp_path, language):
    plain, tagged = tmp_path / "plain.xlsx", tmp_path / "tagged.xlsx"
    write_workbook(plain, CONTENT, language)
    write_workbook(tagged, CONTENT, language, hxl=True)
    assert reread(tagged) == reread(plain)
    assert read_report(tagged).problems == read_report(plain).problems == ()
    log = load_workbook(tagged)[SCHEMA.sheet("updates").words[language]]
    assert (log["A2"].value, log["E2"].value, log["F2"].value) == (
        "#activity+code",
        "#activity+text+done+i_fr",
        "#activity+text+done+i_en",
    )
    assert (log.freeze_panes, log.auto_filter.ref) == ("B3", "A2:R7")


def test_a_new_workbook_with_hashtags_lacks_only_what_is_to_be_filled_in(tmp_path):
    for name, hxl in (("plain", False), ("tagged", True)):
        new_workbook(tmp_path / f"{name}.xlsx", "fr", hxl=hxl)
    codes = []
    for name in ("plain", "tagged"):
        with pytest.raises(ProblemsFound) as stopped:
            read_report(tmp_path / f"{name}.xlsx")
        codes.append([problem.code for problem in stopped.value.problems])
    assert codes[0] == codes[1]


def test_a_quarter_is_added_below_the_hashtags(tmp_path):
    write_workbook(tmp_path / "a.xlsx", CONTENT, "fr", hxl=True)
    new = add_quarter(tmp_path / "a.xlsx", Quarter(2025, 4), tmp_path / "b.xlsx")
    problems = [problem for problem in read_report(new.path).problems if problem.severity >= Severity.WARNING]
    assert told(problems) == [
        ("required-empty", "Trimestres!G5"),
        ("update-waits", "Suivi!P8"),
        ("update-waits", "Suivi!P9"),
    ]

"""A wrong command line is told in the user's language: these tests see it when Typer's own words change."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from reportgen import cli
from reportgen.build import template_folders
from reportgen.console_usage import speak, usage_words
from reportgen.language.catalog import load_catalog

FRENCH = load_catalog("fr", template_folders(None)[0] / "locale").gettext


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["quarter", "2025-4"], ["2025-4"]),
        (["check", "--quarter", "3"], ["--quarter", "3"]),
        (["quarter", "2125-Q4"], ["2125-Q4", "1990", "2099"]),
        (["build", "--quarter", "2999-Q4"], ["--quarter", "2999-Q4", "1990", "2099"]),
        (["quarter", "1989-Q4"], ["1989-Q4", "1990", "2099"]),
        (["quarter", "0025-Q4"], ["0025-Q4"]),
        (["chek"], ["chek", "check"]),
        (["xyz"], ["xyz"]),
        (["build", "--workbok", "x"], ["--workbok", "--workbook"]),
        (["build", "--zzz"], ["--zzz"]),
        (["build", "--lang"], ["--lang"]),
        (["build", "--draft=1"], ["--draft"]),
        (["build", "--format", "odt"], ["--format", "odt", "docx"]),
        (["build", "--templates", "nowhere"], ["--templates", "nowhere"]),
        (["build", "--templates", __file__], ["--templates", Path(__file__).name]),
        (["check", "extra"], ["extra"]),
        (["check", "--lang", "es"], ["--lang", "es"]),
        (["translations", "--export", "a.xls"], ["--export", "a.xls", ".po"]),
        (["translations", "--export", "a.po", "--import", "b.po"], ["--export", "--import"]),
    ],
)
def test_what_is_wrong_with_a_command_line_is_known(arguments, named):
    with pytest.raises(typer.TyperException) as wrong:
        typer.main.get_command(cli.app).main(arguments, standalone_mode=False)
    said = wrong.value.format_message()
    for translate in (str, FRENCH):
        words = usage_words(said, translate)
        assert words != said
        assert all(name in words for name in named)
    assert usage_words(said, str) != usage_words(said, FRENCH)


@pytest.mark.parametrize(
    ("arguments", "english", "french"),
    [
        (["quarter"], "QUARTER", "TRIMESTRE"),
        (["quarter", "2025-4"], "QUARTER", "TRIMESTRE"),
        (["trace"], "WORDS", "TEXTE"),
        (["verify"], "REPORT", "RAPPORT"),
        (["init"], "FILE.xlsx", "FICHIER.xlsx"),
        (["lint"], "FILE.docx", "FICHIER.docx"),
    ],
)
def test_arguments_are_named_in_the_user_s_language(arguments, english, french):
    with pytest.raises(typer.TyperException) as wrong:
        typer.main.get_command(cli.app).main(arguments, standalone_mode=False)
    said = wrong.value.format_message()
    assert english in usage_words(said, str)
    assert french in usage_words(said, FRENCH)


def test_names_that_are_near_are_alternatives():
    said = "No such command 'chek'. Did you mean 'check', 'schema'?"
    assert usage_words(said, str).endswith("Did you mean check or schema?")
    assert "check ou schema" in usage_words(said, FRENCH)


def test_what_is_not_known_is_told_as_it_is():
    assert usage_words("Something new.", FRENCH) == "Something new."


def test_help_speaks_french(capsys, monkeypatch):
    for name in ("COMMANDS_PANEL_TITLE", "DEFAULT_STRING", "REQUIRED_LONG_STRING"):
        monkeypatch.setattr(f"typer.rich_utils.{name}", "")
    for arguments in (["--help"], ["quarter", "--help"], ["init", "--help"]):
        command = typer.main.get_command(cli.app)
        speak(command, FRENCH, arguments)
        assert command.main(arguments, standalone_mode=False) in (0, None)
        said = capsys.readouterr().out
        assert FRENCH("Show this help.") in said
        assert not [word for word in ("Show", "Commands", "default:", "required", "The ") if word in said]

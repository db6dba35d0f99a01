from pathlib import Path

import pytest

from reportgen.problems import ReportgenError
from reportgen.theme import STATUSES, ThemeError, css_variables, load_theme, read_theme

PATH = Path(__file__).parents[1] / "templates" / "theme.toml"
TEXT = PATH.read_text(encoding="utf-8")


def faults(text: str) -> dict[str, str]:
    with pytest.raises(ThemeError) as caught:
        read_theme(text)
    return dict(caught.value.faults)


def test_the_theme_of_the_project_is_typed():
    theme = load_theme(PATH)
    assert theme.font.word == "Arial"
    assert isinstance(theme.page.top, float)
    assert theme.colour.primary == "#005392"
    assert tuple(theme.status) == STATUSES
    assert theme.page.text_width == theme.page.width - theme.page.left - theme.page.right
    assert theme.page.landscape_text_width > theme.page.text_width


def test_a_colour_is_found_by_the_name_of_a_status_a_series_or_itself():
    theme = read_theme(TEXT)
    assert theme.named("completed") == theme.status["completed"].colour
    assert theme.named("first") == theme.series["first"]
    assert theme.named("band") == theme.colour.band
    with pytest.raises(KeyError):
        theme.named("crimson")


def test_white_and_dark_text_can_be_read_on_every_status():
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for look in read_theme(TEXT).status.values():
        light, dark = sorted((luminance(look.colour), luminance(look.text)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('primary = "#005392"', "", "colour.primary"),
        ('primary = "#005392"', 'primary = "blue"', "colour.primary"),
        ('primary = "#005392"', "primary = 5", "colour.primary"),
        ("body = 9.5", 'body = "9.6pt"', "font.body"),
        ("body = 9.5", "body = -1", "font.body"),
        ("body = 9.5", "body = true", "font.body"),
        ('word = "Arial"', 'word = "</style>"', "font.word"),
        ('first = "#005392"', "", "series.first"),
        ("[status.overdue]", "[status.late]", "status.overdue"),
        ("[status.overdue]", "[status.late]", "status.late"),
        ("[page]", "[paper]", "page"),
        ("[page]", "[paper]", "paper"),
        ("left = 18", "left = 190", "page.left"),
        ("top = 22", "topp = 22", "page.topp"),
    ],
)
def test_what_is_missing_or_wrong_is_named(old: str, new: str, key: str):
    assert old in TEXT
    assert key in faults(TEXT.replace(old, new, 1))


def test_every_fault_is_told_at_once_and_in_the_message():
    found = faults(TEXT.replace('primary = "#005392"', "").replace("body = 9.5", 'body = "x"'))
    assert set(found) == {"colour.primary", "font.body"}
    error = ThemeError("theme.toml", found)
    assert isinstance(error, ValueError)
    assert isinstance(error, ReportgenError)
    assert "colour.primary" in str(error)
    assert "theme.toml" in str(error)


def test_a_file_that_is_not_toml_is_told():
    assert "TOML" in faults("[font\n")


def test_css_variables_say_the_same_as_the_file():
    css = css_variables(read_theme(TEXT))
    for line in (
        '--font-pdf: "Liberation Sans";',
        "--font-body: 9.5pt;",
        "--font-line: 1.4;",
        "--page-landscape-top: 18mm;",
        "--colour-theme-row: #DCEBF5;",
        "--status-in-progress-colour: #0077B8;",
        "--series-second: #009EDB;",
    ):
        assert line in css
    assert css.startswith(":root {")
    assert css.count("--") == css.count(";")

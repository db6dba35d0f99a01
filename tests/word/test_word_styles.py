from word_reading import opened, written
from word_sample import rich, run, the_theme

from reportgen.document.blocks import Paragraph
from reportgen.word.formats import half_points, line_units, plain
from reportgen.word.lint_file import WordFile, value, w
from reportgen.word.paragraphs import IN_BOLD, STYLES
from reportgen.word.style_kinds import BUILT_IN, style_id
from reportgen.word.writer import write_word


def styles(language: str = "fr-FR") -> WordFile:
    return written(Paragraph(run("a")), language=language)


def test_ids_are_the_names_without_spaces_whatever_the_language_of_word():
    for identifier, style in styles().styles.items():
        name = value(style, "name")
        shown = next((ours for ours, words in BUILT_IN.items() if words == name), name)
        if identifier != "TableNormal":  # Word's own name for it is "Normal Table"
            assert identifier == style_id(shown)


def test_built_in_styles_are_not_custom_and_ours_are():
    for style in styles().styles.values():
        ours = value(style, "name") not in (*BUILT_IN.values(), "Default Paragraph Font", "Normal Table", "No List")
        assert (style.get(w("customStyle")) == "1") == ours


def test_every_style_is_defined_once_and_based_on_one_that_is():
    tree = styles().trees["word/styles.xml"]
    ids = [node.get(w("styleId")) for node in tree.iter(w("style"))]
    assert len(ids) == len(set(ids))
    for node in tree.iter(w("basedOn"), w("next")):
        assert node.get(w("val")) in ids


def test_the_styles_of_the_contract_exist():
    names = {value(style, "name").lower() for style in styles().styles.values()}
    for name in (
        "Title", "Subtitle", "Cover Line", "Cover Period", "Cover Mark", "Heading 1", "Heading 2", "Heading 3",
        "Body Text", "Lead", "Note", "Source", "Quote", "List Bullet", "List Bullet 2", "List Number", "List Number 2",
        "Report Table", "Caption", "Table Head", "Table Text", "Theme Row", "Update Row", "Tile Value", "Tile Label",
        "Tile Change", "Strip", "Legend", "Fact Term", "Fact Value", "TOC Heading", "TOC 1", "TOC 2", "TOC 3", "Strong",
        "Intense Emphasis", "Hyperlink Strong", "Hyperlink Emphasis", "Hyperlink Intense Emphasis", "Hyperlink Small",
        "Emphasis", "Struck", "Small", "Flaw", "Footnote Text", "Footnote Reference", "Hyperlink", "Status Completed",
        "Status In Progress", "Bar Completed", "Chart Title", "List Bullet Table",
    ):  # fmt: skip
        assert name.lower() in names, name


def test_defaults_come_from_the_theme():
    theme = the_theme()
    for language in ("fr-FR", "en-GB"):
        defaults = styles(language).trees["word/styles.xml"].find(w("docDefaults"))
        assert defaults.find(f".//{w('rFonts')}").get(w("ascii")) == theme.font.word
        assert defaults.find(f".//{w('sz')}").get(w("val")) == str(half_points(theme.font.body))
        assert defaults.find(f".//{w('lang')}").get(w("val")) == language
        assert defaults.find(f".//{w('spacing')}").get(w("line")) == str(line_units(theme.font.line))


def test_colours_come_from_the_theme():
    file, theme = styles(), the_theme()
    assert file.inherited("Heading1", "rPr/color") == plain(theme.colour.primary)
    assert file.inherited("BodyText", "rPr/color") == plain(theme.colour.body)
    for mark, look in theme.status.items():
        style = file.styles["Status" + mark.replace("_", " ").title().replace(" ", "")]
        assert style.find(f"{w('rPr')}/{w('shd')}").get(w("fill")) == plain(look.colour)
        assert value(style, "rPr/color") == plain(look.text)


def test_headings_and_their_unnumbered_twins_share_look_and_level():
    file = styles()
    for level in (1, 2, 3):
        assert file.inherited(f"Heading{level}", "pPr/numPr/numId") == "1"
        assert file.inherited(f"Heading{level}", "pPr/outlineLvl") == str(level - 1)
        assert file.inherited(f"Heading{level}Unnumbered", "pPr/numPr/numId") == "0"
        assert file.inherited(f"Heading{level}Unnumbered", "pPr/outlineLvl") == str(level - 1)


def test_the_writer_knows_which_paragraph_styles_are_bold():
    file = styles()

    def bold(name: str) -> bool:
        return "b" in (
            child.tag.split("}")[1] for child in file.styles[style_id(name)].iterfind(f"{w('rPr')}/{w('b')}")
        )

    assert {name for name in STYLES.values() if bold(name)} == set(IN_BOLD)


def test_the_table_style_formats_head_and_first_column():
    table = styles().styles["ReportTable"]
    conditions = {node.get(w("type")): node for node in table.iter(w("tblStylePr"))}
    colour = the_theme().colour
    assert conditions["firstRow"].find(f".//{w('b')}") is not None
    assert conditions["firstRow"].find(f".//{w('shd')}").get(w("fill")) == plain(colour.primary)
    assert conditions["firstCol"].find(f".//{w('shd')}").get(w("fill")) == plain(colour.row_header)


def test_nothing_is_formatted_by_hand():
    file = opened(write_word(rich("fr-FR", mark="EXEMPLE"), the_theme()))
    allowed = (
        {"pStyle", "keepNext", "numPr", "sectPr"},
        {"rStyle", "lang"},
        {"tcW", "gridSpan", "shd"},
        {"cantSplit", "tblHeader", "trHeight"},
    )
    for _, tree in file.stories():
        for kind, names in zip(("pPr", "rPr", "tcPr", "trPr"), allowed, strict=True):
            for node in tree.iter(w(kind)):
                assert {child.tag.split("}")[1] for child in node} <= names

"""The workbook in words, from its declaration: every sheet, column, rule and choice, in French and in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.workbook.hxl import hashtag
from reportgen.workbook.schema import LANGUAGES, Column, Schema, Sheet, load_schema

_KINDS = {
    "code": ("code", "code"),
    "text": ("texte", "text"),
    "choice": ("liste", "list"),
    "yesno": ("oui ou non", "yes or no"),
    "quarter": ("trimestre\u00a0: 2025-Q3, T3 2025", "quarter: 2025-Q3, T3 2025"),
    "date": ("date", "date"),
    "period": ("date, mois ou année", "date, month or year"),
    "percent": ("pourcentage, 0 à 100\u00a0%", "percentage, 0 to 100%"),
    "number": ("nombre", "number"),
    "count": ("nombre entier", "whole number"),
    "link": ("adresse https://", "https:// address"),
    "value": ("nombre ou date, selon l'unité", "number or date, as the unit says"),
}
_INTRODUCTION = """\
<!-- Written by `reportgen schema` from src/reportgen/workbook/schema.toml. Change that file, not this one. -->

# Le classeur · The workbook

Une feuille par sujet, une ligne par élément, les titres de colonnes en français ou en anglais, dans n'importe quel
ordre. Un texte traduit a une colonne par langue\u00a0: «\u00a0Constat (FR)\u00a0», «\u00a0Constat (EN)\u00a0».
**\\***\u00a0: obligatoire dans une ligne remplie. Une ligne de hashtags [HXL](https://hxlstandard.org) sous les
titres est permise\u202f; `reportgen init --hxl` l'écrit. Dans les textes, ce qui est en gras ou en italique, et le
lien web ou électronique de la cellule, se retrouvent dans le rapport\u202f; ce qui est gras d'un bout à l'autre n'est
que l'apparence de la feuille.

One sheet a subject, one row an item, headings in French or in English, in any order. A translated text has a column
a language: “Finding (FR)”, “Finding (EN)”. **\\***: required in a filled row. A row of
[HXL](https://hxlstandard.org) hashtags under the headings is accepted; `reportgen init --hxl` writes it. In texts,
what is bold or italic, and the web or mail link of the cell, come out in the report; what is bold from end to end is
only the sheet's look.
"""


def schema_page() -> str:
    """The page as Markdown, the same whenever the declaration is the same."""
    schema = load_schema()
    parts = [_INTRODUCTION, *(_sheet(schema, sheet) for sheet in schema.sheets), _choices(schema)]
    return "\n".join(parts)


def _sheet(schema: Schema, sheet: Sheet) -> str:
    lines = [f"## {_both(sheet.words)}", "", sheet.purpose["fr"], "", sheet.purpose["en"], ""]
    lines += _table(
        ("Français", "English", "Contenu · Content", "HXL", "À écrire", "What to type"),
        (_column(schema, sheet, column) for column in sheet.columns),
    )
    if sheet.key == "settings":
        lines += [
            "",
            *_table(("Paramètre", "Setting", "Contenu · Content", "À écrire", "What to type"), _settings(schema)),
        ]
    return "\n".join(lines) + "\n"


def _column(schema: Schema, sheet: Sheet, column: Column) -> Sequence[str]:
    star = " **\\***" if column.required else ""
    languages = f" ({', '.join(each.upper() for each in LANGUAGES)})" if column.translated else ""
    names = [f"{column.words[each]}{languages}{star}" for each in ("fr", "en")]
    tag = hashtag(sheet, column)
    return *names, _content(schema, column), f"`{tag}`", column.notes["fr"], column.notes["en"]


def _content(schema: Schema, column: Column) -> str:
    """What a column holds and the rules it is held to, in both languages."""
    french, english = _KINDS[column.kind]
    rules = [(french, english)]
    if column.choices:
        link = f"[{column.choices}](#{column.choices})"
        rules[0] = (f"liste {link}", f"list {link}")
    if column.refers:
        sheets = [schema.sheet(key) for key in column.refers]
        french, english = (", ".join(sheet.words[each] for sheet in sheets) for each in ("fr", "en"))
        rules.append((f"→ {french}", f"→ {english}"))
    if column.many:
        rules.append(("plusieurs, séparés par une virgule", "several, separated by commas"))
    if column.unique:
        rules.append(("unique", "unique"))
    if column.lines:
        rules.append(("un élément par ligne", "one item a line"))
    if column.limit:
        rules.append((f"{column.limit} caractères au plus", f"at most {column.limit} characters"))
    return " · ".join(sign.join(rule[side] for rule in rules) for side, sign in enumerate(("\u202f; ", "; ")))


def _settings(schema: Schema) -> Iterator[Sequence[str]]:
    for setting in schema.settings:
        star = " **\\***" if setting.required else ""
        kind = " · ".join(_KINDS[setting.kind])
        yield (
            f"{setting.words['fr']}{star}",
            f"{setting.words['en']}{star}",
            kind,
            setting.notes["fr"],
            setting.notes["en"],
        )


def _choices(schema: Schema) -> str:
    lines = ["## Listes · Lists", ""]
    for name, choices in schema.choices.items():
        rows = ((choice.words["fr"], choice.words["en"]) for choice in choices)
        lines += [f"### {name}", "", *_table(("Français", "English"), rows), ""]
    return "\n".join(lines)


def _table(headings: Sequence[str], rows: Iterator[Sequence[str]]) -> list[str]:
    lines = [_row(headings), "|" + "---|" * len(headings)]
    return lines + [_row([cell.replace("|", "\\|").replace("\n", " ") for cell in row]) for row in rows]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _both(words: Mapping[str, str]) -> str:
    return " · ".join(dict.fromkeys(words[each] for each in ("fr", "en")))

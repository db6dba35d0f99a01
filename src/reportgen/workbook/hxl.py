"""The HXL hashtags of the workbook's columns: a row under the headings says to machines what each column holds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from reportgen.workbook.schema import Column, Sheet


def hashtag(sheet: Sheet, column: Column, text_in: str | None = None) -> str:
    """``#activity+text+done+i_fr`` for the French text of a column; without ``text_in`` the tag of the column."""
    tags = _declared()
    tag = tags.get(f"{sheet.key}.{column.key}") or tags.get(column.key) or f"#meta+{column.key}"
    return f"{tag}+i_{text_in}" if text_in else tag


@cache
def _declared() -> Mapping[str, str]:
    tags: dict[str, str] = tomllib.loads(files(__package__).joinpath("hxl.toml").read_text(encoding="utf-8"))["tags"]
    return tags

"""Brings the catalogs in templates/locale up to date: python tools/update_catalog.py

New messages enter it without a translation, those that are gone leave it, all others stay. Prints what is to translate.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportgen.language.catalog import parse_catalog
from reportgen.language.messages import collect_messages, merged_catalog
from reportgen.problem_kinds import KINDS
from reportgen.workbook.schema import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = "en"  # the messages themselves


def main() -> None:
    messages = collect_messages(ROOT / "templates", ROOT / "src" / "reportgen", KINDS.values())
    for language in (each for each in LANGUAGES if each != ENGLISH):
        path = ROOT / "templates" / "locale" / f"{language}.po"
        path.parent.mkdir(exist_ok=True)
        content = merged_catalog(language, path.read_bytes() if path.exists() else b"", messages)
        path.write_bytes(content)
        translated = parse_catalog(language, content).translations
        missing = [message.singular for message in messages if (message.context, message.singular) not in translated]
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(messages)} messages, {len(missing)} to translate\n")
        sys.stdout.writelines(f"  {message}\n" for message in missing)


if __name__ == "__main__":
    main()

"""Every message that a catalog has to translate, and the catalog that has them all. For those who maintain it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog as PoCatalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from reportgen.language.po import header
from reportgen.problems import Kind

_KEYWORDS = {
    "_": None,
    "gettext": None,
    "translate": None,
    "_translate": None,
    "ngettext": (1, 2),
    "translate_many": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# As document.render sets up its environment: else the extractor would read the templates in another way.
_JINJA = {
    "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
}


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """An English message: ``plural`` is empty where there is one form only, ``context`` where none is given."""

    singular: str
    context: str = ""
    plural: str = ""


def collect_messages(templates: Path, source: Path, kinds: Iterable[Kind]) -> tuple[Message, ...]:
    """The messages of the templates, of the Python code with its command line, and of the table of problems, sorted."""
    found = [Message(text) for kind in kinds for text in (kind.message, kind.hint) if text]
    for path in sorted(templates.rglob("*.j2")):
        found += _extracted("jinja2", path)
    for path in sorted(source.rglob("*.py")):
        found += _extracted("python", path)
        found += map(Message, _help_texts(ast.parse(path.read_text("utf-8"))))
    unique: dict[tuple[str, str], Message] = {}
    for message in sorted(found):  # one with a plural comes last, and serves both uses
        unique[message.context, message.singular] = message
    return tuple(sorted(unique.values()))


def _extracted(method: str, path: Path) -> Iterator[Message]:
    options = _JINJA if method == "jinja2" else {"encoding": "utf-8"}
    with path.open("rb") as file:
        for _, message, _, context in extract(method, file, keywords=_KEYWORDS, options=options):
            singular, plural = message if isinstance(message, tuple) else (message, "")
            yield Message(singular, context or "", plural)


def _help_texts(tree: ast.Module) -> Iterator[str]:
    """What the command line tells of itself: ``help="…"``, and the docstrings of commands on one line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            yield str(node.value.value)
        if isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
            yield (ast.get_docstring(node) or "").replace("\n", " ").strip()


def _makes_command(decorator: ast.expr) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(function, ast.Attribute) and function.attr == "command"


def merged_catalog(language: str, old: bytes, messages: Iterable[Message]) -> bytes:
    """The content of a .po file with exactly ``messages``: translations of ``old`` kept, new ones empty, sorted.

    It holds no date, person or place in the code, so that it changes only when a message does.
    """
    before = read_po(BytesIO(old), locale=language)
    after = PoCatalog(locale=language)
    for message in messages:
        known = before.get(message.singular, message.context or None)
        same_shape = known is not None and isinstance(known.id, str) is not bool(message.plural)
        after.add(
            (message.singular, message.plural) if message.plural else message.singular,
            string=known.string if known and same_shape else None,
            flags={"fuzzy"} if known and same_shape and known.fuzzy else (),
            user_comments=known.user_comments if known else (),
            context=message.context or None,
        )
    entries = BytesIO()
    write_po(entries, after, width=110, no_location=True, omit_header=True, sort_output=True)
    note = ("The words of the program and its templates. tools/update_catalog.py brings it up to date.",)
    return header(note, language, Plural_Forms=after.plural_forms) + entries.getvalue().strip() + b"\n"

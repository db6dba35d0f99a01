"""The words of the program and its templates in each language, read straight from gettext catalogs (.po).

English is the language of the messages themselves and has no catalog.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from gettext import c2py
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from reportgen.problems import UnknownMessage

SOURCE_LANGUAGE = "en"

_plural_rule = cache(c2py)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The messages of one language. A missing translation raises UnknownMessage, which names the message.

    ``translations`` holds, by context ("" for none) and English message, its forms: one, or one for each number.
    ``plural`` tells which form a number takes, as the C expression of the catalog's header.
    """

    language: str
    translations: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    plural: str = "(n != 1)"

    def gettext(self, message: str) -> str:
        return self.pgettext("", message)

    def pgettext(self, context: str, message: str) -> str:
        return message if self._speaks_source(message) else self._forms(context, message)[0]

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.npgettext("", singular, plural, number)

    def npgettext(self, context: str, singular: str, plural: str, number: int) -> str:
        if self._speaks_source(singular):
            return singular if number == 1 else plural
        forms = self._forms(context, singular)
        which = _plural_rule(self.plural)(abs(number))
        if which >= len(forms):
            raise UnknownMessage(f"{self.language}: no translation of {singular!r} for {number}")
        return forms[which]

    def _speaks_source(self, message: str) -> bool:
        return self.language == SOURCE_LANGUAGE or not message

    def _forms(self, context: str, message: str) -> tuple[str, ...]:
        try:
            return self.translations[context, message]
        except KeyError:
            named = f"{message!r} ({context})" if context else repr(message)
            raise UnknownMessage(f"{self.language}: no translation of {named}") from None


def load_catalog(language: str, folder: Path) -> Catalog:
    """The catalog ``folder/<language>.po``. Raises UnknownMessage where there is none or it cannot be read."""
    if language == SOURCE_LANGUAGE:
        return Catalog(language)
    path = folder / f"{language}.po"
    try:
        return parse_catalog(language, path.read_bytes())
    except FileNotFoundError:
        raise UnknownMessage(f"{language}: no catalog {path.name}") from None
    except (PoFileError, ValueError) as error:
        raise UnknownMessage(f"{language}: {path.name} cannot be read: {error}") from error


def parse_catalog(language: str, content: bytes) -> Catalog:
    """The content of a .po file. Messages that are fuzzy, or not translated in every form, count as missing.

    Raises PoFileError or ValueError where it is not one.
    """
    read = read_po(BytesIO(content), locale=language, abort_invalid=True)
    translations: dict[tuple[str, str], tuple[str, ...]] = {}
    for message in read:
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        if message.id and all(forms) and not message.fuzzy:
            singular = message.id if isinstance(message.id, str) else message.id[0]
            translations[message.context or "", singular] = forms
    return Catalog(language, translations, read.plural_expr)

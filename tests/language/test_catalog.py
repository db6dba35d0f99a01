from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from reportgen.language.catalog import Catalog, load_catalog
from reportgen.language.messages import Message, collect_messages, merged_catalog
from reportgen.problem_kinds import KINDS
from reportgen.problems import UnknownMessage
from spacing import untied

ROOT = Path(__file__).parents[2]
FRENCH = ROOT / "templates" / "locale" / "fr.po"
COMPLETE_IT = "run `python tools/update_catalog.py`, then translate what it lists"

HEADER = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


def french(folder: Path, entries: str) -> Catalog:
    (folder / "fr.po").write_text(HEADER + entries, "utf-8")
    return load_catalog("fr", folder)


@pytest.fixture(scope="module")
def messages() -> tuple[Message, ...]:
    return collect_messages(ROOT / "templates", ROOT / "src" / "reportgen", KINDS.values())


def test_english_needs_no_file(tmp_path: Path) -> None:
    catalog = load_catalog("en", tmp_path)
    assert catalog.gettext("Overdue") == "Overdue"
    assert catalog.pgettext("a status", "Open") == "Open"
    assert [catalog.ngettext("{n} day", "{n} days", n) for n in (0, 1, 2)] == ["{n} days", "{n} day", "{n} days"]


def test_translations_come_straight_from_the_file(tmp_path: Path) -> None:
    catalog = french(
        tmp_path,
        """
msgid "Overdue"
msgstr "En retard"

msgid "Open"
msgstr "Ouvrir"

msgctxt "a status"
msgid "Open"
msgstr "Ouverte"

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} jour"
msgstr[1] "{n} jours"
""",
    )
    assert catalog.gettext("Overdue") == "En retard"
    assert (catalog.gettext("Open"), catalog.pgettext("a status", "Open")) == ("Ouvrir", "Ouverte")
    assert [catalog.ngettext("{n} day", "{n} days", n) for n in (0, 1, 2)] == ["{n} jour", "{n} jour", "{n} jours"]
    assert catalog.gettext("{n} day") == "{n} jour"
    assert catalog.gettext("") == ""


@pytest.mark.parametrize(
    "entries",
    [
        "",
        'msgid "Overdue"\nmsgstr ""\n',
        '#, fuzzy\nmsgid "Overdue"\nmsgstr "En retard"\n',
        '#~ msgid "Overdue"\n#~ msgstr "En retard"\n',
        'msgctxt "a status"\nmsgid "Overdue"\nmsgstr "En retard"\n',
    ],
    ids=["absent", "empty", "fuzzy", "obsolete", "another context"],
)
def test_a_missing_message_is_named(tmp_path: Path, entries: str) -> None:
    catalog = french(tmp_path, entries)
    with pytest.raises(UnknownMessage, match=r"fr: .*'Overdue'"):
        catalog.gettext("Overdue")


def test_a_plural_with_an_empty_form_is_missing(tmp_path: Path) -> None:
    catalog = french(tmp_path, 'msgid "day"\nmsgid_plural "days"\nmsgstr[0] "jour"\nmsgstr[1] ""\n')
    with pytest.raises(UnknownMessage, match="'day'"):
        catalog.ngettext("day", "days", 1)


def test_a_plural_of_a_message_without_one_is_named(tmp_path: Path) -> None:
    catalog = french(tmp_path, 'msgid "day"\nmsgstr "jour"\n')
    with pytest.raises(UnknownMessage, match="'day' for 2"):
        catalog.ngettext("day", "days", 2)


def test_a_missing_or_damaged_catalog_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownMessage, match=r"fr\.po"):
        load_catalog("fr", tmp_path)
    for damage in (b"rubbish\n", b'msgid "\xff\xfe"\n'):
        (tmp_path / "fr.po").write_bytes(damage)
        with pytest.raises(UnknownMessage, match=r"fr\.po"):
            load_catalog("fr", tmp_path)


def test_messages_are_collected_from_templates_code_and_problems(tmp_path: Path) -> None:
    templates, source = tmp_path / "templates", tmp_path / "src"
    (templates / "sections").mkdir(parents=True)
    source.mkdir()
    (templates / "sections" / "a.html.j2").write_text(
        """{% for a in b %}{% if loop.first %}{% continue %}{% endif %}{% endfor %}
        {{ _("Overdue") }} {{ _("Page {page}", page=page) }} {{ pgettext("a status", "Open") }}
        {{ ngettext("{n} day", "{n} days", days|length) }} {{ _("{n} day") }} {{ _(variable) }}
        {% trans %}Whole block{% endtrans %}""",
        "utf-8",
    )
    (source / "code.py").write_text(
        '''
def gettext(message): ...
_("Made"), catalog.gettext("Written"), edition.translate("Part {n}", n=1), edition.translate_many("one", "many", 2)
text.translate(TABLE), _(variable)
output = Option("--output", help="The folder.")

@app.command()
def build():
    """Make the report,
    twice.
    """
''',
        "utf-8",
    )
    collected = collect_messages(templates, source, [KINDS["file-missing"]])
    assert collected == (
        Message("Check its name and the folder that you work in."),
        Message("Made"),
        Message("Make the report, twice."),
        Message("Open", "a status"),
        Message("Overdue"),
        Message("Page {page}"),
        Message("Part {n}"),
        Message("The file does not exist."),
        Message("The folder."),
        Message("Whole block"),
        Message("Written"),
        Message("one", "", "many"),
        Message("{n} day", "", "{n} days"),
    )


def test_merging_keeps_translations_and_drops_what_is_gone() -> None:
    old = HEADER + (
        'msgid "Gone"\nmsgstr "Parti"\n\n'
        '# as in "late"\nmsgid "Overdue"\nmsgstr "En retard"\n\n'
        '#, fuzzy\nmsgid "Doubtful"\nmsgstr "Douteux"\n\n'
        'msgid "day"\nmsgstr "jour"\n'
    )
    messages = [Message("Overdue"), Message("New", "a status"), Message("Doubtful"), Message("day", "", "days")]
    merged = merged_catalog("fr", old.encode(), messages).decode()
    assert '# as in "late"\nmsgid "Overdue"\nmsgstr "En retard"' in merged
    assert '#, fuzzy\nmsgid "Doubtful"\nmsgstr "Douteux"' in merged
    assert 'msgctxt "a status"\nmsgid "New"\nmsgstr ""' in merged
    assert 'msgid "day"\nmsgid_plural "days"\nmsgstr[0] ""\nmsgstr[1] ""' in merged
    assert "Gone" not in merged
    assert "Date" not in merged
    assert merged.index('"Doubtful"') < merged.index('"New"') < merged.index('"Overdue"')
    assert merged_catalog("fr", merged.encode(), messages).decode() == merged


def test_the_french_catalog_is_as_the_tool_writes_it(messages: tuple[Message, ...]) -> None:
    content = FRENCH.read_bytes()
    assert merged_catalog("fr", content, messages) == content, COMPLETE_IT


def test_the_french_catalog_is_complete(messages: tuple[Message, ...]) -> None:
    translated = load_catalog("fr", FRENCH.parent).translations
    assert set(translated) == {(message.context, message.singular) for message in messages}, COMPLETE_IT


def test_french_fills_the_same_fields(messages: tuple[Message, ...]) -> None:
    translated = load_catalog("fr", FRENCH.parent).translations
    wrong = []
    for message in messages:
        for form in translated.get((message.context, message.singular), ()):
            english = [fields(message.singular), fields(message.plural or message.singular)]
            if not set.intersection(*english) <= fields(form) <= set.union(*english):
                wrong.append((message.singular, form))
    assert not wrong


def test_french_signs_stay_with_their_words() -> None:
    forms = (form for forms in load_catalog("fr", FRENCH.parent).translations.values() for form in forms)
    assert not [each for form in forms for each in untied(form)]
    assert len(untied("« a » ; b : 5 % !")) == 6
    assert not untied("«\u00a0Suivi!F7\u00a0»\u202f; 5\u00a0% sur https://x.org")


def fields(text: str) -> set[str]:
    """The ``{named}`` and ``%(named)s`` fields of a message."""
    named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return named | set(re.findall(r"%\(\w+\)s", text))

"""What is wrong with a command line, and the frame of its help, in the user's language. Typer has them in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

_AT = r"Invalid value for '?(.+?)'?: "


def tell_misuse(out: Console, translate: Callable[[str], str], wrong: Any) -> None:
    """Print what is wrong with the command line, and where its help is; nothing where Typer has shown the help."""
    _ = translate
    if said := wrong.format_message():
        out.print(Text.assemble((f"{_('error')}  ", "red"), usage_words(said, _)))
        context = getattr(wrong, "ctx", None)
        out.print(_("Help: {command} --help").format(command=context.command_path if context else "reportgen"))


def usage_words(said: str, translate: Callable[[str], str]) -> str:
    """What Typer said, in the user's words; as it is where it is not known."""
    for form, words in _forms(translate).items():
        if found := re.fullmatch(form, said):
            given = [group.replace("'", "") for group in found.groups()]
            if found.groupdict():
                given[-1] = _alternatives(given[-1], translate)
            names = _arguments(translate)
            return words.format(*(names.get(each, each) for each in given))
    return said


def _alternatives(names: str, translate: Callable[[str], str]) -> str:
    *others, last = names.split(", ")
    return translate("{names} or {last}").format(names=", ".join(others), last=last) if others else last


def _arguments(translate: Callable[[str], str]) -> Mapping[str, str]:
    """What the arguments of commands are called, by their names in English."""
    _ = translate
    return {
        "QUARTER": _("QUARTER"),
        "WORDS": _("WORDS"),
        "REPORT": _("REPORT"),
        "FILE.xlsx": _("FILE.xlsx"),
        "FILE.docx": _("FILE.docx"),
    }


def _forms(translate: Callable[[str], str]) -> Mapping[str, str]:
    _ = translate
    return {
        r"Missing argument '(.+?)(?:\.{3})?'\.": _("{0} is missing."),
        r"No such command '(.+?)'\.": _("There is no command “{0}”."),
        r"No such command '(.+?)'\. Did you mean (?P<near>.+)\?": _("There is no command “{0}”. Did you mean {1}?"),
        r"No such option: (\S+)": _("There is no option {0}."),
        r"No such option: (\S+) \(Possible options: (?P<near>.+)\)": _("There is no option {0}. Did you mean {1}?"),
        r"Option '(.+)' requires an argument\.": _("The option {0} needs a value after it."),
        r"Option '(.+)' does not take a value\.": _("The option {0} takes no value."),
        r"Got unexpected extra argument\(s\) \((.+)\)": _("“{0}” is one word too many."),
        _AT + r"\w+ '(.+)' does not exist\.": _("{0}: there is no folder “{1}”."),
        _AT + r"\w+ '(.+)' is a file\.": _("{0}: “{1}” is a file, not a folder."),
        _AT + r"quarter '(.*)'": _("{0}: “{1}” is not a quarter; type it as 2025-Q3."),
        _AT + r"quarter '(.*)' not within (\d+) and (\d+)": _("{0}: “{1}” is not in the years {2} to {3}."),
        _AT + r"language '(.+)'": _("{0}: “{1}” is not a language of the messages; choose fr or en."),
        _AT + r"ending '(.+)'": _("{0}: “{1}” ends neither in .xlsx nor in .po."),
        _AT + r"together with '(.+)'": _("{0} and {1} do not go together: one after the other."),
        _AT + r"format '(.+)'": _("{0}: “{1}” is not a format; choose from pdf, docx and html."),
    }


def speak(command: Any, translate: Callable[[str], str], arguments: Sequence[str]) -> None:
    """Put the help of a command and its subcommands into the user's language, where it is asked for.

    Typer keeps its own click, untyped.
    """
    if arguments and "--help" not in arguments:
        return
    from typer import rich_utils

    _ = translate
    names = _arguments(translate)
    rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
    rich_utils.DEFAULT_STRING = _("[default: {}]")
    rich_utils.REQUIRED_LONG_STRING = _("[required]")
    for each in (command, *getattr(command, "commands", {}).values()):
        if each.help:
            each.help = translate(each.help.replace("\n", " ").strip())
        option = each.get_help_option(each.context_class(each))
        option.help = _("Show this help.")
        for parameter in each.params:
            if isinstance(getattr(parameter, "help", None), str):
                parameter.help = translate(parameter.help)
            parameter.metavar = names.get(parameter.metavar, parameter.metavar)

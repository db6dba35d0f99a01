"""The few words that both templates and charts need: statuses, lateness, kinds of item."""

from __future__ import annotations

from markupsafe import Markup

from reportgen.document.edition import Edition
from reportgen.report.progress import Mark

_SIGNS = {
    Mark.COMPLETED: "✔",
    Mark.IN_PROGRESS: "●",
    Mark.OVERDUE: "!",
    Mark.ON_HOLD: "‖",
    Mark.NOT_STARTED: "○",
    Mark.NO_LONGER_RELEVANT: "—",
    Mark.UNREPORTED: "?",
}


def mark_sign(mark: Mark | str) -> str:
    """The sign of a status mark, for those who do not see its colour."""
    return _SIGNS[Mark(mark)]


def mark_word(edition: Edition, mark: Mark) -> Markup:
    """The word of a status mark, such as "Completed"."""
    _ = edition.translate
    match mark:  # one word at a time: a page asks hundreds of times
        case Mark.COMPLETED:
            return _("Completed")
        case Mark.IN_PROGRESS:
            return _("In progress")
        case Mark.OVERDUE:
            return _("Overdue")
        case Mark.ON_HOLD:
            return _("On hold")
        case Mark.NOT_STARTED:
            return _("Not started")
        case Mark.NO_LONGER_RELEVANT:
            return _("No longer relevant")
        case Mark.UNREPORTED:
            return _("Not reported")


def urgency_word(edition: Edition, urgency: str) -> Markup:
    """The degree that the event gave to an attention point."""
    _ = edition.translate
    words = {
        "urgency": _("Urgent"),
        "necessity": _("Necessary"),
        "need": _("Needed"),
        "importance": _("Important"),
        "usefulness": _("Useful"),
    }
    return words.get(urgency, Markup(""))

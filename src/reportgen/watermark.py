"""The mark of drafts and examples behind the text of every page, as the PDF and Word both draw it."""

from __future__ import annotations

COLOUR = "#E4E9ED"  # what stands on it keeps 4.5:1 (WCAG 2.1, 1.4.3): primary, quiet and body do, accent would not
_LONG = 20  # letters


def in_lines(mark: str) -> list[str]:
    """The words on one line, or on two of about the same length where they are long."""
    places = [place for place, letter in enumerate(mark) if letter == " "]
    if len(mark) <= _LONG or not places:
        return [mark]
    middle = min(places, key=lambda place: abs(place - len(mark) / 2))
    return [mark[:middle], mark[middle + 1 :]]

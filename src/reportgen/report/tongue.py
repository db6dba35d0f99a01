"""Which of our languages a text is in, by its small words: enough to see that two texts were swapped."""

from __future__ import annotations

import re
from functools import cache

_SMALL_WORDS = {
    "fr": "le la les des du au aux et une est ont sont été dans sur avec pour par qui que ce cette ces ses leurs",
    "en": "the of and to in is are was were has have been with by from which this these that their its for",
}
_QUOTED = re.compile('«[^»]*»|“[^”]*”|"[^"]*"')
_ENOUGH = 3
"""Small words of another language; a title or a name that is quoted may hold one or two."""


def is_in_another(text: str, language: str) -> bool:
    """Whether a text is clearly not in its own language, but in another one of ours."""
    own, others = _patterns(language)
    if not any(other.search(text) for other in others):
        return False  # as a glance says of most texts
    text = _QUOTED.sub("", text)
    return any(
        len(found) >= _ENOUGH and len(found) > 3 * len(own.findall(text))
        for other in others
        if (found := other.findall(text))
    )


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    def pattern(words: str) -> re.Pattern[str]:
        return re.compile(rf" (?:{'|'.join(words.split())})(?= )")

    patterns = {known: pattern(words) for known, words in _SMALL_WORDS.items()}
    nothing = re.compile("(?!)")
    return patterns.get(language, nothing), tuple(each for known, each in patterns.items() if known != language)

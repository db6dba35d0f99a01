"""The numbers, months and quarters that a French or English text names, by value: 1,5 million is 1,500,000."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_SHORT_MONTHS = {  # as they stand before a full stop or beside a number
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sept Sep Oct Nov Dec",
}
_NUMBER_WORDS = {  # one and nine mean too many other things (un, une; neuf)
    "fr": "2 deux deuxième second seconde double demi moitié|3 trois troisième|4 quatre quatrième quart|"
    "5 cinq cinquième|6 six sixième semestre|7 sept septième|8 huit huitième|10 dix dixième dizaine|"
    "11 onze|12 douze douzaine|13 treize|14 quatorze|15 quinze quinzaine|16 seize|20 vingt vingtaine|"
    "30 trente trentaine|40 quarante|50 cinquante|60 soixante",
    "en": "2 two second twice both double half pair couple|3 three third|4 four fourth quarter|5 five fifth|"
    "6 six sixth|7 seven seventh|8 eight eighth|10 ten tenth tens|11 eleven|12 twelve dozen|13 thirteen|"
    "14 fourteen|15 fifteen fortnight|16 sixteen|17 seventeen|18 eighteen|19 nineteen|20 twenty|"
    "30 thirty|40 forty|50 fifty|60 sixty",
}
_MORE_WORDS = {  # accepted for a number in figures, never asked for
    "fr": "0 zéro aucun aucune|1 un une premier première|9 neuf neuvième|24 jour|50 moitié|100 cent centaine|"
    "1000 mille millier|75 quarts|25 quart|7 semaine hebdomadaire|90 trimestre|"
    "3 trimestre trimestriel tiers|12 an année annuel",
    "en": "0 zero no none|1 one a an first single|9 nine ninth|24 day|50 half|100 hundred|1000 thousand|"
    "75 quarters|25 quarter|7 week weekly|90 quarter|3 quarter quarterly|12 year annual",
}
_LOOSE_WORDS = re.compile(
    "second|seconde|double|demi|moitié|quart|semestre|dizaine|douzaine|quinzaine|vingtaine|trentaine|"
    "both|half|pair|couple|quarter|tens|fortnight"
)
_UNITS = {
    "fr": "un|deux|trois|quatre|cinq|six|sept|huit|neuf",
    "en": "one|two|three|four|five|six|seven|eight|nine",
}
_TENS = {
    "fr": {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre-vingt": 80},
    "en": {
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "seventy": 70,
        "eighty": 80,
        "ninety": 90,
    },
}
_SCALES = {  # of ten, by the start of the word
    "fr": {"million": 6, "milliard": 9, "mille": 3, "millier": 3, "M": 6},
    "en": {"million": 6, "billion": 9, "thousand": 3, "M": 6},
}
_ORDINALS = {
    "fr": r"premier|1er|deuxième|second|2e|troisième|3e|quatrième|4e",
    "en": r"first|1st|second|2nd|third|3rd|fourth|4th",
}
_QUARTER_OF = {
    **dict.fromkeys(("premier", "1er", "first", "1st"), 1),
    **dict.fromkeys(("deuxième", "second", "2e", "2nd"), 2),
    **dict.fromkeys(("troisième", "3e", "third", "3rd"), 3),
    **dict.fromkeys(("quatrième", "4e", "fourth", "4th"), 4),
}
_GAP = "[ \u00a0\u202f]"
_NUMBER = rf"(?<!\d)\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_PERCENT = rf"{_GAP}?(?:%|(?:pour|per) ?cent\b)"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in the text (``typed``): ``value`` times ten to the ``scale``, perhaps a percentage."""

    value: Decimal
    typed: str
    scale: int = 0
    percent: bool = False

    @classmethod
    def of(cls, digits: str) -> Number:
        return cls(Decimal(digits), digits)

    @property
    def amount(self) -> Decimal:
        return self.value.scaleb(self.scale)


class Quantities:
    """What a text says in numbers, once codes, links and citations are out of it, and it went :func:`in_figures`.

    ``figures`` are typed in digits, ``words`` are number words, ``months`` their numbers, each as it stands there.
    """

    def __init__(self, text: str, language: str) -> None:
        self.figures = tuple(_number(found, language) for found in _pattern(language).finditer(text))
        words = _WORD.findall(text)
        known = months(language)
        self.months = {known[word]: word for word in words if word in known}
        strict, loose = _number_words(language)
        lower = [word.lower() for word in words]
        self.words = {strict[word]: word for word in lower if word in strict and not _LOOSE_WORDS.fullmatch(word)}
        self._loose = {number for word in lower for number in loose.get(word.removesuffix("s"), loose.get(word, ()))}
        self._amounts = {each.amount for each in self.figures}
        self._typed: dict[Decimal, set[int]] = {}
        for each in self.figures:
            self._typed.setdefault(each.value, set()).add(each.scale)
        self._scales = {_scale(word, language) for word in words} | {0}
        self._percent = any(each.percent for each in self.figures)

    def says(self, number: Number, other: Quantities) -> bool:
        """Whether a number of the ``other`` text stands here: in figures, in words or as a month."""
        if number.percent and not self._percent and not self.says_loosely(f"{number.value:f}"):
            return False
        return self.says_loosely(_plain(number.amount)) or self._has(number, other)

    def says_loosely(self, digits: str) -> bool:
        """Whether a word stands here that may mean this number."""
        return digits in self._loose or digits in self.months or digits in self.words

    def _has(self, number: Number, other: Quantities) -> bool:
        """6.5 to 7 million: the first one is in millions too."""
        scales = {max(scale, number.scale) for scale in self._typed.get(number.value, ()) if not scale * number.scale}
        return number.amount in self._amounts or bool(scales & self._scales & other._scales)

    def has_month(self, month: str) -> bool:
        """Whether a month stands here, by its name or its number."""
        return month in self.months or Decimal(month) in self._amounts


def in_figures(text: str, language: str) -> str:
    """The text with what is told in several words, or in short, as a number, a month or a quarter."""
    for pattern, told in _rewritings(language):
        text = pattern.sub(told, text)
    return text


def glossary(language: str) -> Mapping[str, str]:
    """Single words by what they mean in every language: months, numbers, scales; small or with a capital."""
    words = {name: f"month {number}" for name, number in months(language).items()}
    words |= {word: number for word, number in _number_words(language)[0].items() if not _LOOSE_WORDS.fullmatch(word)}
    words |= {word: f"quarter {_QUARTER_OF[word]}" for word in _ORDINALS.get(language, "").split("|") if word}
    words |= {f"{word}{s}": f"scale {scale}" for word, scale in _SCALES.get(language, {}).items() for s in ("", "s")}
    words |= dict.fromkeys(("%", "cent", "percent"), "%")
    return words | {word.capitalize(): meaning for word, meaning in words.items() if not meaning.startswith("month")}


@cache
def months(language: str) -> Mapping[str, str]:
    """The number of each month by its name, also as the first word of a sentence."""
    names = enumerate(_MONTHS.get(language, "").split(), 1)
    return {word: str(number) for number, name in names for word in (name, name.capitalize())}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    scales = "|".join(sorted(_SCALES.get(language, {}), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?P<number>{_NUMBER})(?:{_GAP}?(?P<scale>{scales})s?\b)?(?P<percent>{_PERCENT})?")


def _number(found: re.Match[str], language: str) -> Number:
    scale = _scale(found["scale"] or "", language)
    return Number(_value(found["number"]), found["number"], scale, bool(found["percent"]))


def _scale(word: str, language: str) -> int:
    known = _SCALES.get(language, {})
    return known.get(word, known.get(word.lower().removesuffix("s"), 0))


def _value(typed: str) -> Decimal:
    """A mark before three digits parts thousands, unless a zero stands before it; any other one parts decimals."""
    plain = re.sub(_GAP, "", typed)
    marks = re.findall("[.,]", plain)
    whole, _, part = plain.rpartition(marks[-1]) if marks else (plain, "", "")
    decimal = len(marks) == 1 and (len(part) != 3 or whole in ("0", "00"))
    if decimal or (len(marks) > 1 and marks[-1] != marks[0]):
        return Decimal(f"{re.sub('[.,]', '', whole)}.{part}").normalize()
    return Decimal(re.sub("[.,]", "", plain)).normalize()


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


@cache
def _number_words(language: str) -> tuple[Mapping[str, str], Mapping[str, frozenset[str]]]:
    """Number words and the one number each means; and every number that a word may stand for."""
    strict: dict[str, str] = {}
    loose: dict[str, set[str]] = {}
    for table, exact in ((_NUMBER_WORDS, True), (_MORE_WORDS, False)):
        for entry in table.get(language, "").split("|"):
            number, *words = entry.split() or [""]
            for word in words:
                loose.setdefault(word, set()).add(number)
                if exact:
                    strict[word] = number
    return strict, {word: frozenset(numbers) for word, numbers in loose.items()}


# ---------------------------------------------------------------- several words, or a short one


@cache
def _rewritings(language: str) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    units, tens = _UNITS.get(language, ""), _TENS.get(language, {})
    if not units:
        return ()
    digits = {word: number for number, word in enumerate(units.split("|"), 1)}
    digits |= {word: int(number) for word, number in _number_words(language)[0].items() if number in _TEENS}
    digits |= {f"dix-{word}": 10 + digits[word] for word in _AFTER_TEN if word in digits}
    small, large = "|".join(sorted(digits, key=len, reverse=True)), "|".join(sorted(tens, key=len, reverse=True))
    short_months, scales = "|".join(_SHORT_MONTHS[language].split()), "|".join(_SCALES[language])
    names = _MONTHS[language].split()

    def month(found: re.Match[str]) -> str:
        short = next(filter(None, found.groups())).casefold()
        return next(name for name in names if name.casefold().startswith(short))

    def compound(found: re.Match[str]) -> str:
        return str(tens[found[1].casefold()] + (digits[found[2].casefold()] if found[2] else 0))

    rules: list[tuple[str, Callable[[re.Match[str]], str]]] = [
        (r"(?:^|(?<=[.!?] ))(?-i:March|May)(?= (?-i:[a-z]))", lambda found: found[0].casefold()),  # they are verbs too
        (r"US\$|\$ ?US\b|\bUSD\b", lambda _: "$"),
        (rf"(?<=\d )({short_months})\b\.?(?= \d)|\b({short_months})\.", month),
        (rf"\b({_ORDINALS[language]}) (?:trimestre|quarter)\b", lambda found: f"T{_QUARTER_OF[found[1].casefold()]}"),
        (rf"\b({large})s?(?:[- ](?:et[- ])?({small}))\b", compound),
        (rf"\b({'|'.join(word for word, number in tens.items() if number >= _COMPOUND)})s?\b()", compound),
        (rf"\bdix-({'|'.join(_AFTER_TEN)})\b", lambda found: str(10 + digits.get(found[1].casefold(), 0))),
        (
            rf"\b({small}) (?:cents?|hundred)\b(?! (?:et |and )?(?:{small}|{large}))",
            lambda n: f"{digits[n[1].casefold()]}00",
        ),
        (rf"\b({small})(?= (?:{scales})s?\b)", lambda found: str(digits[found[1].casefold()])),
        (r"\b(\d{1,2}) ?h ?(\d{2})\b", lambda found: f"{found[1]}:{found[2]}"),
        (r"\b(\d{1,2})(?::(\d{2}))? ?([ap])\.?m\b\.?", _time),
    ]
    return tuple((re.compile(pattern, re.IGNORECASE), told) for pattern, told in rules)


_AFTER_TEN = ("sept", "huit", "neuf")
_COMPOUND = 70  # from here on the words of tens are no numbers of their own in _NUMBER_WORDS
_TEENS = ("10", "11", "12", "13", "14", "15", "16", "20", "30", "40", "50", "60")


def _time(found: re.Match[str]) -> str:
    """2:30 pm is 14:30."""
    hour = int(found[1]) % 12 + (12 if found[3].casefold() == "p" else 0)
    return f"{hour}:{found[2]}" if found[2] else str(hour)

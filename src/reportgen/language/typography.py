"""French and English typography for what people type: quotes, apostrophes, dashes and spaces that do not break.

Only spaces, quotes, dots and hyphens change; no letter or digit is ever touched. Addresses, file names, code and
template-like text stay as typed. A no-break space that was typed stays as it is.
French spacing follows the Imprimerie nationale, English quotes the OCHA style guide.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from reportgen.language import NARROW_NO_BREAK, NO_BREAK
from reportgen.language.quotes import apostrophes, curled, parted

_STAND_IN = "\ufdd0"  # stands for a protected stretch while the rules run; Unicode keeps it free for such use

_ENDINGS = (
    "xlsx|xlsm|xls|docx|doc|pptx|ppt|odt|ods|pdf|csv|tsv|txt|md|json|geojson|toml|ya?ml|po|py|j2|html?|css|xml"
    "|png|jpe?g|svg|tiff?|mp[34]|zip|kml|shp"
)
_CODE = r"[^\s\"&'’‘«»“”()\[\]{}<>,;!?…\ufdd0]"
_ADDRESS = r"""[^\s<>"«»“”]* [^\s<>"«»“”'‘’.,;:!?…)\]]"""  # without the punctuation of the sentence after it

# Each alternative starts only where its kind of word starts and looks at each character a bounded number of times:
# a cell of 30,000 characters takes milliseconds, whatever it holds.
_PROTECTED = re.compile(
    rf"""
      {_STAND_IN}
    | ^=[A-Za-z.]+\(.*                                                  # =HYPERLINK("…")
    | \{{\{{ (?: (?! \{{\{{ | \}}\}} ) . )*+ \}}\}}                     # {{{{ 7*7 }}}}
    | \{{%   (?: (?! \{{%   | %\}}   ) . )*+ %\}}
    | \{{\#  (?: (?! \{{\#  | \#\}}  ) . )*+ \#\}}
    | `[^`]*+`
    | <[A-Za-z/!][^<>]*+>
    | &\#?\w+;
    | (?<!\w) (?: https?:// | ftps?:// | www\. | mailto: | tel: | file:/ ) {_ADDRESS}
    | (?<![\w.+\-]) [\w.+\-]++ @ [\w\-]+ (?: \.[\w\-]+ )*
    | (?<!\w) [A-Za-z]: [\\/] (?: {_ADDRESS} )?                          # C:\x
    | (?: (?<![\w.\-'’()/\\]) | (?<=\b[dlDL]['’]) ) (?! [dlDL]['’] )    # l'annexe.xlsx: the article is not part of it
      [\w.\-'’()/\\]*? \.(?:{_ENDINGS}) (?![\w\-]|\.\w)
    | (?<!{_CODE}) (?={_CODE}*?(?:[_\\=]|::\w)) {_CODE}+ (?<![.:])        # snake_case, n=3
    | (?<![\w+]) (?: \+ | 00 ) (?: [ \u00a0\u202f.\-]? \(?\d\)? ){{7,}}+   # a telephone number
    """,
    re.VERBOSE,
)

_MONTHS = (
    "(?i:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
    "|January|February|March|April|May|June|July|August|September|October|November|December"
)
_UNITS = (
    "%|‰|°C|€|US\\$|per cent|pour cent|millions?|milliards?|billions?|FCFA|USD|EUR|XOF"
    "|km²?|m[²³]?|cm|mm|ha|kg|g|mg|[lL]|ml|h|min"
)
_SPACE = "[ \u00a0\u202f]"
_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f,]\d{3})+|\d{1,4})(?:[.,]\d{1,3})?"
_RANGE = re.compile(
    rf"(?<![\w.,:/+#°–\-{_STAND_IN}])(?<!\d{_SPACE})({_NUMBER})-({_NUMBER})(?![\w/°–\-{_STAND_IN}]|{_SPACE}?\d|[.,:]\d)"
)
_REFERENCE = re.compile(
    r"(?i:\b(?:t[ée]l(?:[ée]phone)?|phone|fax|mobile|whatsapp|n[°o]s?|r[ée]f(?:[ée]rences?)?)[.:\s]*$)"
)
_ZERO_FIRST = re.compile(r"0\d")
_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_THOUSANDS = re.compile(
    rf"(?<![\w.,:/])(?<![\w{_STAND_IN}]-)(?<!\d{_SPACE})\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\w|{_SPACE}\d)"
)

_Rule: TypeAlias = tuple[re.Pattern[str], str]


def _tied(before: str, after: str, space: str = NO_BREAK) -> _Rule:
    """Ordinary spaces between two patterns become one space that does not break."""
    return re.compile(rf"({before}) +(?={after})"), rf"\1{space}"


# What may follow punctuation that takes a space in French; neither "10:30" nor "a;b" has it.
_ENDS = r"(?=[\s)\]}»”’\"'…,.*]|$)"
_SENTENCE_ENDS = r"(?=[\s)\]}»”’\"'…]|$)"
_AFTER_WORD = r"(?<=[\w)\]}»”’\"'…%])"
_AFTER_CODE = f"(?<={_STAND_IN})"
_AFTER_TEXT = r"(?<=[^\s(\[{«“‘;:!?\-–—])"

_STRAY_SPACE = {
    "fr": re.compile(rf"{_AFTER_WORD} +(?=[,.]+(?:[;:!?]|{_SENTENCE_ENDS}))|{_AFTER_CODE} +(?=[,.]+(?:[;:!?»\s]|$))"),
    "en": re.compile(rf"{_AFTER_WORD} +(?=[;:!?,.]+{_SENTENCE_ENDS})|{_AFTER_CODE} +(?=[;:!?,.]+(?:\s|$))"),
}
_GUILLEMETS: tuple[_Rule, ...] = (_tied("«", ""), _tied(r"(?<!\s)", "»"))
_BOTH: tuple[_Rule, ...] = (
    _tied(r"\d", rf"(?:{_UNITS})(?![\w'’])"),
    _tied(rf"(?<!\w)\d{{1,2}}{_SPACE}?h", r"\d\d(?!\w)"),  # 14 h 30
    _tied(r"US\$|[$€£]", r"\d"),
    _tied(r"(?<!\w)\d{1,2}(?:er)?", rf"(?:{_MONTHS})(?!\w)"),
    _tied(r"(?<!\w)(?:[nN]°|(?:[Nn]os?|pp?|art|vol|fig|chap|al)\.)", r"\d"),
    _tied(r"(?<!\w)(?:[pP]age|[sS]ection)", r"\{"),  # the number that a message is given
    _tied(r"(?<!\w)p\.", r"ex\."),
    _tied(r"(?<!\w)[ei]\.", r"[ge]\."),
    _tied(rf"(?<!\w)(?:[ei]\.{_SPACE}?[ge]\.|cf\.)", r"\S"),
)
_RULES: dict[str, tuple[_Rule, ...]] = {
    "fr": (
        *_GUILLEMETS,
        (re.compile(r"«(?=[^\s»])"), "«" + NO_BREAK),
        (re.compile(r"(?<=[^\s«])»"), NO_BREAK + "»"),
        _tied(r"(?<!\s)", rf"[;!?]+{_ENDS}", NARROW_NO_BREAK),
        (re.compile(rf"{_AFTER_TEXT}(?=[;!?]+{_ENDS})"), NARROW_NO_BREAK),
        _tied(r"(?<!\s)", rf":{_ENDS}"),
        (re.compile(rf"{_AFTER_TEXT}(?=:{_ENDS})"), NO_BREAK),
        (re.compile(r"(?<=\d)(?=[%‰](?!\w))"), NO_BREAK),
        (re.compile(r"(?<!\w)([nN]°)(?=\d)"), rf"\1{NO_BREAK}"),
        (re.compile(r"(?<=\}) sur (?=\{)"), f"{NO_BREAK}sur{NO_BREAK}"),
        *_BOTH,
    ),
    "en": (
        *_GUILLEMETS,
        (re.compile(r"(?<=\d) +(?=[%‰](?!\w))"), ""),
        *_BOTH,
    ),
}


def typeset(text: str, language: str) -> str:
    """``text``, of any number of lines, with the typography of ``language`` ("fr" or "en"). Idempotent."""
    return "\n".join(_line(line, language) for line in text.split("\n"))


def typeset_around(line: str, language: str) -> str:
    """``line`` with typography but in what it quotes, which may be in another language or a misprint."""
    if _STAND_IN in line:
        return typeset(line, language)
    around, inside = parted(line)
    first, *others = typeset(f'"{_STAND_IN}"'.join(around), language).split(_STAND_IN)
    quoted = (apostrophes(text) + rest for text, rest in zip(inside, others, strict=True))
    return first + "".join(quoted)


@lru_cache(maxsize=4096)  # a few hundred words of ours, thousands of times; names and titles of the workbook
def _line(line: str, language: str) -> str:
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return _STAND_IN

    line = _PROTECTED.sub(keep, line)
    line = _ELLIPSIS.sub("…", line)
    line = _STRAY_SPACE[language].sub("", line)
    line = curled(line, language)
    line = _RANGE.sub(_dashed, line)
    line = _THOUSANDS.sub(lambda found: found[0].replace(" ", NARROW_NO_BREAK), line)
    for pattern, replacement in _RULES[language]:
        line = pattern.sub(replacement, line)
    first, *others = line.split(_STAND_IN)
    return first + "".join(stretch + rest for stretch, rest in zip(kept, others, strict=True))


def _dashed(found: re.Match[str]) -> str:
    """An en dash where a range rises; a reference or telephone number keeps its hyphen."""
    low, high = found[1], found[2]
    is_reference = _REFERENCE.search(found.string[max(0, found.start() - 16) : found.start()]) is not None
    if is_reference or _ZERO_FIRST.match(low) or _ZERO_FIRST.match(high):
        return found[0]
    same_century = len(low) == 4 and len(high) == 2 and low.isdigit() and 12 < int(high) > int(low) % 100  # 2024-25
    return f"{low}–{high}" if same_century or _value(low) < _value(high) else found[0]


def _value(number: str) -> float:
    digits = re.sub(rf"{_SPACE}|,(?=\d{{3}}(?!\d))", "", number)
    return float(digits.replace(",", "."))

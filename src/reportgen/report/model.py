"""What a valid workbook says: frozen values, each with the cell it came from. No I/O, no libraries.

Cell, Text and Entry are named tuples, since tens of thousands are made, and these in half the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from reportgen.report.period import PartialDate, Quarter
from reportgen.report.rich import Mark, lines_in, within

T = TypeVar("T", covariant=True)
_value = attrgetter("value")


class Cell(NamedTuple):
    """A place in the workbook, printed ``Recommandations!F7``."""

    sheet: str
    ref: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.ref}"


class Text(NamedTuple):
    """A text in one language. An empty ``value`` is a text that is missing at ``cell``.

    ``marks`` say which of it is emphasized or a link.
    """

    value: str
    cell: Cell
    language: str
    marks: tuple[Mark, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def lines(self) -> tuple[Text, ...]:
        """The items or paragraphs of the cell: its lines that are not empty, each with its marks."""
        spans = lines_in(self.value)
        return tuple(self._replace(value=self.value[a:b], marks=within(self.marks, a, b)) for a, b in spans)


@dataclass(frozen=True, slots=True)
class Translated:
    """The same text in every language of the workbook, by language code."""

    texts: Mapping[str, Text]

    def __getitem__(self, language: str) -> Text:
        return self.texts[language]

    def __bool__(self) -> bool:
        return any(map(_value, self.texts.values()))


class Entry(NamedTuple, Generic[T]):
    """A value and its cell. ``typed`` keeps what stood there when it could not be read (drafts only)."""

    value: T | None
    cell: Cell
    typed: str = ""


class Status(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    NO_LONGER_RELEVANT = "no_longer_relevant"

    @property
    def is_open(self) -> bool:
        return self not in (Status.COMPLETED, Status.NO_LONGER_RELEVANT)


class Unit(StrEnum):
    NUMBER = "number"
    PERCENT = "percent"
    MILLION = "million"
    USD_MILLION = "usd_million"
    DATE = "date"
    MONTH = "month"
    YEAR = "year"


FigureValue: TypeAlias = Decimal | PartialDate


@dataclass(frozen=True, slots=True)
class Settings:
    country: Translated
    cluster: Translated
    cluster_short: Translated
    report_title: Translated
    report_subtitle: Translated
    event: Translated
    event_start: Entry[date]
    event_end: Entry[date]
    venue: Translated
    organizer: Translated
    contact: Translated
    languages: tuple[str, ...]
    file_stem: str
    example_data: bool
    due_soon_days: int
    first_report: int


@dataclass(frozen=True, slots=True)
class QuarterPlan:
    """One row of the sheet Quarters."""

    quarter: Quarter
    cutoff: Entry[date]
    issued: Entry[date]
    next_issue: Entry[date]
    final: bool
    example: bool
    key_messages: Translated
    analysis: Translated
    conclusion: Translated
    cell: Cell


@dataclass(frozen=True, slots=True)
class Update:
    """One row of the log: what a quarter said of an item."""

    item: str
    quarter: Quarter
    status: Entry[Status]
    percent: Entry[int]
    done: Translated
    next: Translated
    obstacle: Translated
    evidence: Translated
    evidence_link: Entry[str]
    revised_due: Entry[date]
    completed_on: Entry[date]
    updated_on: Entry[date]
    updated_by: str
    internal: bool
    cell: Cell
    to_update: bool = False  # prepared for the quarter, with what was last known, and not dated yet


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a figure; the same code comes again when a quarter reports it anew."""

    code: str
    section: str
    label: Translated
    value: Entry[FigureValue]
    unit: Unit
    bound: str  # "", "more_than", "at_least" or "below"
    quarter: Quarter | None
    as_of: Entry[PartialDate]
    source: Translated
    note: Translated
    comparable: bool
    chart: str  # "", "people", "funding" or "regions"
    series: Translated
    internal: bool
    cell: Cell


@dataclass(frozen=True, slots=True)
class Passage:
    """One row of the narrative: paragraphs or a list."""

    section: str
    quarter: Quarter | None
    form: str  # "paragraph", "bullets", "numbers" or "quote"
    title: Translated
    text: Translated
    cell: Cell


@dataclass(frozen=True, slots=True)
class Objective:
    code: str
    general: bool
    text: Translated


@dataclass(frozen=True, slots=True)
class Result:
    code: str
    objectives: tuple[str, ...]
    text: Translated


@dataclass(frozen=True, slots=True)
class AttentionPoint:
    code: str
    urgency: str  # "" or a code of the list `urgency`
    text: Translated
    recommendations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    code: str
    title: Translated
    short: Translated


@dataclass(frozen=True, slots=True)
class Subtheme:
    code: str
    theme: str
    title: Translated
    topics: Translated


@dataclass(frozen=True, slots=True)
class ThemeItem:
    """One finding of a group: ``kind`` is worked, worked_less_well, solution, best_practice or lesson."""

    subtheme: str
    kind: str
    text: Translated


@dataclass(frozen=True, slots=True)
class Recommendation:
    code: str
    theme: str
    short: Translated
    finding: Translated
    action: Translated
    verification: Translated
    responsible: Translated
    due_worded: Translated
    due: Entry[date]
    cell: Cell


@dataclass(frozen=True, slots=True)
class Partner:
    category: Translated
    figure: str


@dataclass(frozen=True, slots=True)
class ParticipantGroup:
    """``counts`` by women, men, girls, boys, disabilities and total; None is "not collected", never 0."""

    group: Translated
    level: int
    at_least: bool
    counts: Mapping[str, Entry[int]]


@dataclass(frozen=True, slots=True)
class Attachment:
    code: str
    kind: str  # "photo", "link", "video" or "document"
    file: str
    link: Entry[str]
    caption: Translated
    alt: Translated
    credit: Text
    consent: bool
    internal: bool
    cell: Cell


@dataclass(frozen=True, slots=True)
class Acronym:
    form: Translated
    expansion: Translated
    to_confirm: bool


@dataclass(frozen=True, slots=True)
class Erratum:
    code: str
    question: bool
    place: Translated
    printed: Translated
    right: Translated
    reason: Translated


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a workbook says, in the order of its rows."""

    file: str
    settings: Settings
    quarters: tuple[QuarterPlan, ...]  # in time order
    narrative: tuple[Passage, ...]
    objectives: tuple[Objective, ...]
    results: tuple[Result, ...]
    attention_points: tuple[AttentionPoint, ...]
    themes: tuple[Theme, ...]
    subthemes: tuple[Subtheme, ...]
    theme_items: tuple[ThemeItem, ...]
    recommendations: tuple[Recommendation, ...]
    updates: tuple[Update, ...]
    figures: tuple[Figure, ...]
    partners: tuple[Partner, ...]
    participants: tuple[ParticipantGroup, ...]
    annexes: tuple[Attachment, ...]
    acronyms: tuple[Acronym, ...]
    errata: tuple[Erratum, ...]

"""Each figure as it was known at a quarter, and how it changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.report.model import Figure, Unit
from reportgen.report.period import Quarter

_DATES = (Unit.DATE, Unit.MONTH, Unit.YEAR)


@dataclass(frozen=True, slots=True)
class FigureState:
    """The latest row of a figure, and the row of the quarter (or of the event) before it.

    ``changed``: the asked quarter itself reported the figure anew, with the same value or another.
    """

    code: str
    figure: Figure
    earlier: Figure | None
    changed: bool

    @property
    def difference(self) -> Decimal | None:
        """Latest minus earlier; None where the two cannot be compared.

        That is: no earlier row, a value not given, a row that says it is not comparable, another unit,
        dates, or a bound ("at least 40" minus "at least 35" is not known).
        """
        new, old = self.figure, self.earlier
        if old is None or not new.comparable or new.unit is not old.unit or new.unit in _DATES:
            return None
        if new.bound or old.bound:
            return None
        if isinstance(new.value.value, Decimal) and isinstance(old.value.value, Decimal):
            return new.value.value - old.value.value
        return None


def figure_states(figures: Iterable[Figure], asked: Quarter) -> Mapping[str, FigureState]:
    """The figures known by ``asked``, by code. A figure first reported later is not among them.

    The row without a quarter is the value at the event and comes first. Of two rows for one quarter the last counts.
    """
    rows: dict[str, dict[Quarter | None, Figure]] = {}
    for figure in figures:
        if figure.quarter is None or figure.quarter <= asked:
            rows.setdefault(figure.code, {})[figure.quarter] = figure
    return {code: _state(code, known, asked) for code, known in rows.items()}


def _state(code: str, known: Mapping[Quarter | None, Figure], asked: Quarter) -> FigureState:
    base = [known[None]] if None in known else []
    reported = [known[quarter] for quarter in sorted(quarter for quarter in known if quarter is not None)]
    *before, latest = base + reported
    earlier = before[-1] if before else None
    return FigureState(code, latest, earlier, changed=earlier is not None and latest.quarter == asked)

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.rounding import half_up


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (42.5, 0, "43"),
        (100 * 29 / 200, 0, "15"),
        (Decimal("12.4999999999999999"), 0, "12"),
        (Decimal(-5) / 2, 0, "-3"),
        (0.25, 1, "0.3"),
        (1000, 0, "1000"),
    ],
)
def test_halves_go_up(value, decimals, rounded):
    assert str(half_up(value, decimals)) == rounded

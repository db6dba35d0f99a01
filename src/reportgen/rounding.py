"""The one way in which numbers are rounded before anybody reads them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def half_up(value: float | Decimal, decimals: int = 0) -> Decimal:
    """Rounded as people and Excel do it, halves away from zero; Python rounds 42.5 to 42 and 0.25 to 0.2.

    A float counts as the short number it stands for: 29 of 200 in per cent is 14.499999999999998, and rounds to 15.
    """
    exact = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

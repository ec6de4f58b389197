"""Amounts as people say them. All amounts are exact decimals in 元; nothing here is read back as data."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

WAN = Decimal(10000)
_CENT = Decimal("0.01")


def exact(amount: Decimal) -> str:
    """`6,044,200.00 元`: every digit, in 元, at least two decimals."""
    places = max(2, -int(amount.normalize().as_tuple().exponent))
    return f"{amount:,.{places}f} 元"


def in_wan(amount: Decimal) -> str:
    """`604.42`: 万元 without the unit, for columns that state it. A non-zero amount never shows as 0.00."""
    scaled = amount / WAN
    shown = scaled.quantize(_CENT, ROUND_HALF_UP)
    if shown or not scaled:
        return f"{shown:,.2f}"
    digits = scaled.quantize(Decimal(1).scaleb(scaled.adjusted() - 1), ROUND_HALF_UP)
    return f"{digits.normalize():f}"


def spoken(amount: Decimal) -> str:
    """`604.42 万元`, `530.88 元`: with the unit a reader would use; below one 万元 nothing is rounded."""
    if abs(amount) >= WAN:
        return f"{in_wan(amount)} 万元"
    places = -int(amount.normalize().as_tuple().exponent)
    return f"{amount:,.{max(2, places)}f} 元" if places > 0 else f"{amount:,.0f} 元"


def share(part: Decimal, whole: Decimal) -> str:
    """`85.1%`; blank where the whole is not positive. A part that is not nothing is never 0.0%."""
    if whole <= 0:
        return ""
    percent = (part / whole * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return "<0.1%" if part > 0 and not percent else f"{percent}%"

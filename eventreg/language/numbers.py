"""Numbers as Latvian ("12 345,5") and English ("12,345.5") write them."""

from decimal import Decimal


def number(value: float | Decimal, language: str, *, places: int | None = None) -> str:
    """The number with its thousands set apart; `places` digits after the decimal sign.

    Latvian sets four-digit numbers without a gap, as years are read.
    """
    text = f"{value:,}" if places is None else f"{value:,.{places}f}"
    text = text.replace("-", "\u2212")
    if language != "lv":
        return text
    whole, _, part = text.partition(".")
    gap = "" if -10_000 < value < 10_000 else "\u00a0"
    whole = whole.replace(",", gap)
    return f"{whole},{part}" if part else whole

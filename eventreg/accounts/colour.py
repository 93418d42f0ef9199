"""Whether a colour can be read on white (WCAG 2.2, 1.4.3)."""

READABLE = 4.5


def contrast_with_white(colour: str) -> float:
    """The contrast of `#rrggbb` with white, from 1 (white itself) to 21 (black).

    >>> round(contrast_with_white("#7a1f2b"), 1)
    9.7
    """
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def is_readable(colour: str) -> bool:
    """Whether text of this colour on white, and white text on it, can be read."""
    return contrast_with_white(colour) >= READABLE

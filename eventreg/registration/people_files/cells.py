"""Cells that no spreadsheet takes for a formula, and back."""

# By this spreadsheets know that a CSV file is in UTF-8.
UTF8_MARK = "\ufeff"

# A cell that begins with one of these could be read as a formula, however it is spaced.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_QUOTE = "'"


def neutral(cell: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"{_QUOTE}{cell}" if _looks_like_formula(cell) else cell


def plain(cell: str) -> str:
    """The text that `neutral` made the cell of."""
    marked = cell.startswith(_QUOTE) and _looks_like_formula(cell[1:])
    return cell[1:] if marked else cell


def _looks_like_formula(cell: str) -> bool:
    bare = cell.lstrip(_QUOTE)
    return bare.startswith(_FORMULA) or bare.lstrip().startswith(_FORMULA)

"""Numbers and days in the Danish texts of this package."""

from datetime import date

from babel.dates import format_date


def number(value: int) -> str:
    """1270 -> '1.270'."""
    return f"{value:,}".replace(",", ".")


def counted(value: int, one: str, many: str) -> str:
    """2 -> '2 rækker', 1 -> '1 række'."""
    return f"{number(value)} {one if value == 1 else many}"


def day(value: date) -> str:
    """2024-01-01 -> '1. januar 2024'."""
    return format_date(value, "d. MMMM y", locale="da")

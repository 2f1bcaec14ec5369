"""Numbers in the Danish texts of this package."""


def number(value: int) -> str:
    """1270 -> '1.270'."""
    return f"{value:,}".replace(",", ".")


def counted(value: int, one: str, many: str) -> str:
    """2 -> '2 rækker', 1 -> '1 række'."""
    return f"{number(value)} {one if value == 1 else many}"

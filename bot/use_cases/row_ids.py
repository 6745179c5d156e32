"""Numbers of rows that came back from Slack: routing, never a right."""

_MOST = 2**31 - 1  # what a key can be in both databases


def row_id(carried: str) -> int | None:
    """The number that was carried; None where it can be that of no row."""
    short = carried.isdecimal() and len(carried) <= len(str(_MOST))
    return int(carried) if short and int(carried) <= _MOST else None

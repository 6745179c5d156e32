"""Tables and charts drawn with characters."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

BARS = "▁▂▃▄▅▆▇█"
MOST_TABLE_COLUMNS = 8  # categories of a chart drawn as a table; longer ones become a sparkline


def grid(rows: Sequence[Sequence[str]], *, right: Collection[int] = (), header: bool = False) -> list[str]:
    """Return aligned lines; columns in `right` are set against their right edge."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=False)]
    lines = [
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=False))
        ).rstrip()
        for row in rows
    ]
    if header:
        lines.insert(1, "  ".join("─" * width for width in widths))
    return lines


def chart_lines(chart: Mapping[str, Any]) -> list[str]:
    """Return a native chart as a small table, or as one sparkline per series."""
    if chart["type"] == "pie":
        return grid([[s["label"], _number(s["value"])] for s in chart["segments"]], right={1})
    categories = chart["axis_config"]["categories"]
    series = {s["name"]: _in_order(s["data"], categories) for s in chart["series"]}
    if len(categories) <= MOST_TABLE_COLUMNS:
        rows = [[name, *map(_number, values)] for name, values in series.items()]
        return grid([["", *categories], *rows], right=range(1, len(categories) + 1), header=True)
    ends = f"{categories[0]} → {categories[-1]}"
    rows = [
        [name, sparkline(values), f"{_number(values[0])} → {_number(values[-1])}", f"({ends})"]
        for name, values in series.items()
    ]
    return grid(rows)


def sparkline(values: Sequence[float]) -> str:
    """Return one bar per value, from the lowest to the highest of them."""
    low, high = min(values), max(values)
    span = (high - low) or 1
    return "".join(BARS[round((value - low) / span * (len(BARS) - 1))] for value in values)


def _in_order(points: Sequence[Mapping[str, Any]], categories: Sequence[str]) -> list[float]:
    by_label = {point["label"]: point["value"] for point in points}
    return [by_label[category] for category in categories]


def _number(value: float) -> str:
    return f"{value:g}" if abs(value) < 1_000_000 else f"{value:.0f}"  # noqa: PLR2004 -- where %g loses digits

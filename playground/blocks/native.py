"""The native chart and the tables."""

from collections.abc import Iterator, Mapping
from typing import Any

from playground.blocks.objects import BLOCK_ID
from playground.blocks.rich_text import RICH_TEXT
from playground.blocks.rules import (
    Choice,
    Flag,
    Items,
    Number,
    OneOf,
    Problem,
    Problems,
    Rule,
    Shape,
    Text,
    Whole,
)  # fmt: skip

MOST_SERIES = 6
MOST_POINTS = 20
LONGEST_NAME = 20
LONGEST_TITLE = 50
MOST_ROWS = 100
MOST_COLUMNS = 20
MOST_CHARACTERS = 20_000
CHARTS_PER_MESSAGE = 2

Json = Mapping[str, Any]


def _unique(names: list[str], what: str, at: str, found: Problems) -> None:
    if len(set(names)) != len(names):
        found.append(Problem(f"{what} must be unique", at))


def _distinct_segments(chart: Json, at: str, found: Problems) -> None:
    _unique([segment["label"] for segment in chart["segments"]], "segment labels", f"{at}/segments", found)


def _series_match_categories(chart: Json, at: str, found: Problems) -> None:
    """Demand exactly one value per series and category."""
    categories = chart["axis_config"]["categories"]
    _unique(categories, "categories", f"{at}/axis_config/categories", found)
    _unique([series["name"] for series in chart["series"]], "series names", f"{at}/series", found)
    for index, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            where = f"{at}/series/{index}/data"
            found.append(Problem("must have exactly one value per category", where))


PIE = Shape(
    {
        "segments": Items(
            Shape({"label": Text(LONGEST_NAME), "value": Number(positive=True)}), MOST_SERIES
        )
    },
    {},
    (_distinct_segments,),
)  # fmt: skip
POINT = Shape({"label": Text(LONGEST_NAME), "value": Number()})
AXES = Shape(
    {"categories": Items(Text(LONGEST_NAME), MOST_POINTS)},
    {"x_label": Text(LONGEST_TITLE), "y_label": Text(LONGEST_TITLE)},
)
SERIES = Shape(
    {
        "series": Items(
            Shape({"name": Text(LONGEST_NAME), "data": Items(POINT, MOST_POINTS)}), MOST_SERIES
        ),
        "axis_config": AXES,
    },
    {},
    (_series_match_categories,),
)  # fmt: skip

DATA_VISUALIZATION = Shape(
    {
        "title": Text(LONGEST_TITLE),
        "chart": OneOf({"line": SERIES, "bar": SERIES, "area": SERIES, "pie": PIE}),
    },
    {"block_id": BLOCK_ID},
)  # fmt: skip


def _equal_rows(table: Json, at: str, found: Problems) -> None:
    widths = {len(row) for row in table["rows"]}
    if len(widths) > 1:
        found.append(Problem("all rows must have the same number of cells", f"{at}/rows"))


def _plain_header(table: Json, at: str, found: Problems) -> None:
    for index, cell in enumerate(table["rows"][0]):
        if cell["type"] == "rich_text":
            found.append(Problem("rich_text is not allowed in the header", f"{at}/rows/0/{index}"))


def _not_too_much(table: Json, at: str, found: Problems) -> None:
    if sum(len(text) for row in table["rows"] for cell in row for text in _texts(cell)) > MOST_CHARACTERS:
        found.append(Problem(f"must be less than {MOST_CHARACTERS + 1} characters in all", f"{at}/rows"))


def _texts(cell: Any) -> Iterator[str]:
    """Yield every text inside a cell, rich text included."""
    if isinstance(cell, dict):
        if isinstance(cell.get("text"), str):
            yield cell["text"]
        for inner in cell.values():
            yield from _texts(inner)
    elif isinstance(cell, list):
        for inner in cell:
            yield from _texts(inner)


RAW_TEXT: Rule = Shape({"text": Text(MOST_CHARACTERS)})
RAW_NUMBER: Rule = Shape({"value": Number(), "text": Text(MOST_CHARACTERS)})

DATA_TABLE = Shape(
    {
        "caption": Text(2000),
        "rows": Items(
            Items(OneOf({"raw_text": RAW_TEXT, "raw_number": RAW_NUMBER, **RICH_TEXT.shapes}), MOST_COLUMNS),
            MOST_ROWS + 1,
            2,
        ),
    },
    {
        "block_id": BLOCK_ID,
        "page_size": Whole(1, 100),
        "row_header_column_index": Whole(0, MOST_COLUMNS - 1),
    },
    (_equal_rows, _plain_header, _not_too_much),
)

TABLE = Shape(
    {"rows": Items(Items(OneOf({"raw_text": RAW_TEXT, **RICH_TEXT.shapes}), MOST_COLUMNS), MOST_ROWS)},
    {
        "block_id": BLOCK_ID,
        "column_settings": Items(
            Shape({}, {"align": Choice(("left", "center", "right")), "is_wrapped": Flag()}),
            MOST_COLUMNS,
        ),
    },
    (_not_too_much,),
)

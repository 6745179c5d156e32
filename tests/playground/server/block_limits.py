"""The limits of Slack's blocks: what is measured, the largest n, how to build it at n, where n + 1 is found."""

from collections.abc import Callable
from typing import Any

from tests.playground.server.blocks_at_hand import (
    actions,
    button,
    home,
    modal,
    option,
    plain,
    section,
    select,
    text_input,
)

Json = dict[str, Any]

Limit = tuple[str, int, Callable[[int], Json], str]


def inputs(element: Json) -> Json:
    return {"type": "input", "label": plain("L"), "element": element}


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a", **more}


def options(n: int) -> list[Json]:
    return [option(str(i)) for i in range(n)]


def confirm(**more: Any) -> Json:
    texts = {"title": plain("t"), "text": plain("t"), "confirm": plain("y"), "deny": plain("n")}
    return button(confirm=texts | more)


def line(series: int = 1, points: int = 2, name: str = "", **axes: Any) -> Json:
    categories = [f"w{i}" for i in range(points)]
    data = [{"label": category, "value": 1.5} for category in categories]
    chart = {
        "type": "line",
        "series": [{"name": name or f"s{i}", "data": data} for i in range(series)],
        "axis_config": {"categories": categories, **axes},
    }
    return {"type": "data_visualization", "title": "T", "chart": chart}


def pie(segments: int = 2, label: str = "") -> Json:
    parts = [{"label": label or f"s{i}", "value": 1} for i in range(segments)]
    return {"type": "data_visualization", "title": "T", "chart": {"type": "pie", "segments": parts}}


def data_table(rows: int = 1, columns: int = 1, text: str = "x", **more: Any) -> Json:
    row = [{"type": "raw_text", "text": text}] * columns
    return {"type": "data_table", "caption": "C", "rows": [row] * (rows + 1), **more}


def table(rows: int = 1, columns: int = 1) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


LIMITS: list[Limit] = [
    ("section text", 3000, lambda n: section("x" * n), "/0/text/text"),
    ("section fields", 10, lambda n: {"type": "section", "fields": [plain("x")] * n}, "/0/fields"),
    ("section field", 2000, lambda n: {"type": "section", "fields": [plain("x" * n)]}, "/0/fields/0/text"),
    ("header", 150, lambda n: {"type": "header", "text": plain("x" * n)}, "/0/text/text"),
    ("context elements", 10, lambda n: {"type": "context", "elements": [plain("x")] * n}, "/0/elements"),
    ("actions", 25, lambda n: actions(*(button(f"b{i}") for i in range(n))), "/0/elements"),
    ("image alt text", 2000, lambda n: image(alt_text="x" * n), "/0/alt_text"),
    ("image title", 2000, lambda n: image(title=plain("x" * n)), "/0/title/text"),
    ("image address", 3000, lambda n: image(image_url="https://" + "x" * (n - 8)), "/0/image_url"),
    ("block id", 255, lambda n: section(block_id="x" * n), "/0/block_id"),
    ("action id", 255, lambda n: actions(button("x" * n)), "/0/elements/0/action_id"),
    ("button text", 75, lambda n: actions(button() | {"text": plain("x" * n)}), "/0/elements/0/text/text"),
    ("button value", 2000, lambda n: actions(button(value="x" * n)), "/0/elements/0/value"),
    ("button address", 3000, lambda n: actions(button(url="x" * n)), "/0/elements/0/url"),
    ("button label for screen readers", 75, lambda n: actions(button(accessibility_label="x" * n)), "/0/elements/0/accessibility_label"),
    ("options", 100, lambda n: actions({"type": "static_select", "options": options(n)}), "/0/elements/0/options"),
    ("option groups", 100, lambda n: actions({"type": "static_select", "option_groups": [{"label": plain("l"), "options": options(1)}] * n}), "/0/elements/0/option_groups"),
    ("option group label", 75, lambda n: actions({"type": "static_select", "option_groups": [{"label": plain("x" * n), "options": options(1)}]}), "/0/elements/0/option_groups/0/label/text"),
    ("option text", 75, lambda n: actions(select("a") | {"options": [option("a") | {"text": plain("x" * n)}]}), "/0/elements/0/options/0/text/text"),
    ("option value", 150, lambda n: actions(select("a") | {"options": [option("a") | {"value": "x" * n}]}), "/0/elements/0/options/0/value"),
    ("option description", 75, lambda n: actions(select("a") | {"options": [option("a") | {"description": plain("x" * n)}]}), "/0/elements/0/options/0/description/text"),
    ("overflow", 5, lambda n: actions({"type": "overflow", "options": options(n)}), "/0/elements/0/options"),
    ("radio buttons", 10, lambda n: actions({"type": "radio_buttons", "options": options(n)}), "/0/elements/0/options"),
    ("checkboxes", 10, lambda n: actions({"type": "checkboxes", "options": options(n)}), "/0/elements/0/options"),
    ("placeholder", 150, lambda n: actions(select("a", placeholder=plain("x" * n))), "/0/elements/0/placeholder/text"),
    ("confirm title", 100, lambda n: actions(confirm(title=plain("x" * n))), "/0/elements/0/confirm/title/text"),
    ("confirm text", 300, lambda n: actions(confirm(text=plain("x" * n))), "/0/elements/0/confirm/text/text"),
    ("confirm button", 30, lambda n: actions(confirm(confirm=plain("x" * n))), "/0/elements/0/confirm/confirm/text"),
    ("deny button", 30, lambda n: actions(confirm(deny=plain("x" * n))), "/0/elements/0/confirm/deny/text"),
    ("input label", 2000, lambda n: text_input() | {"label": plain("x" * n)}, "/0/label/text"),
    ("input hint", 2000, lambda n: text_input() | {"hint": plain("x" * n)}, "/0/hint/text"),
    ("input value", 3000, lambda n: text_input(initial_value="x" * n), "/0/element/initial_value"),
    ("input length", 3000, lambda n: text_input(max_length=n), "/0/element/max_length"),
    ("markdown", 12_000, lambda n: {"type": "markdown", "text": "x" * n}, "/0/text"),
    ("table rows", 100, lambda n: table(rows=n), "/0/rows"),
    ("table columns", 20, lambda n: table(columns=n), "/0/rows/0"),
    ("chart title", 50, lambda n: pie() | {"title": "x" * n}, "/0/title"),
    ("chart series", 6, lambda n: line(series=n), "/0/chart/series"),
    ("chart points", 20, lambda n: line(points=n), "/0/chart/axis_config/categories"),
    ("chart series name", 20, lambda n: line(name="x" * n), "/0/chart/series/0/name"),
    ("chart axis label", 50, lambda n: line(x_label="x" * n), "/0/chart/axis_config/x_label"),
    ("pie segments", 6, lambda n: pie(segments=n), "/0/chart/segments"),
    ("pie label", 20, lambda n: pie(1, label="x" * n), "/0/chart/segments/0/label"),
    ("data table rows under the header", 100, lambda n: data_table(rows=n), "/0/rows"),
    ("data table columns", 20, lambda n: data_table(columns=n), "/0/rows/0"),
    ("data table page", 100, lambda n: data_table(page_size=n), "/0/page_size"),
    ("data table characters", 10_000, lambda n: data_table(text="x" * n), "/0/rows"),
]  # fmt: skip


VIEWS: list[Limit] = [
    ("modal title", 24, lambda n: modal(title="x" * n), "/title/text"),
    ("submit", 24, lambda n: modal() | {"submit": plain("x" * n)}, "/submit/text"),
    ("close", 24, lambda n: modal(close=plain("x" * n)), "/close/text"),
    ("private metadata", 3000, lambda n: modal(private_metadata="x" * n), "/private_metadata"),
    ("callback id", 255, lambda n: modal(callback_id="x" * n), "/callback_id"),
    ("external id", 255, lambda n: modal(external_id="x" * n), "/external_id"),
    ("blocks of a modal", 100, lambda n: modal(*[{"type": "divider"}] * n), "/blocks"),
    ("blocks of a home tab", 100, lambda n: home(*[{"type": "divider"}] * n), "/blocks"),
]

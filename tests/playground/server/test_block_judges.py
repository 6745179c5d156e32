"""Two libraries nobody here wrote judge blocks too: none of them may be stricter than the workspace.

Each case builds the same thing with the library's own constructor; at our limit it must be accepted, one beyond refused.
"""

from collections.abc import Callable
from typing import Any

import blockkit
import pytest
import slackblocks as sb
from blockkit.core import FieldValidationError

from tests.playground.server.block_limits import LIMITS, VIEWS

PICTURE = "https://example.com/a.png"


def option(text: str = "o", value: str = "v", **more: Any) -> sb.Option:
    return sb.Option(sb.PlainText(text), value, **more)


def points(n: int) -> list[sb.DataPoint]:
    return [sb.DataPoint(f"w{i}", 1.0) for i in range(n)]


def line(points_each: int = 2, name: str = "s", **axes: Any) -> Any:
    categories = [f"w{i}" for i in range(points_each)]
    return sb.LineChart([sb.DataSeries(name, points(points_each))], sb.AxisConfig(categories, **axes))


def table(rows: int = 2, columns: int = 1, **more: Any) -> Any:
    return sb.DataTableBlock([[sb.RawText("x") for _ in range(columns)] for _ in range(rows)], "C", **more)


def modal(title: str = "T", **more: Any) -> Any:
    return sb.ModalView(sb.PlainText(title), [sb.DividerBlock()], **more)


SLACKBLOCKS: list[tuple[str, Callable[[int], Any]]] = [
    ("section text", lambda n: sb.Text("x" * n)),
    ("header", lambda n: sb.HeaderBlock("x" * n)),
    ("section fields", lambda n: sb.SectionBlock(fields=[sb.Text("x")] * n)),
    ("context elements", lambda n: sb.ContextBlock([sb.Text("x")] * n)),
    ("actions", lambda n: sb.ActionsBlock([sb.Button(sb.PlainText("x"), action_id=str(i)) for i in range(n)])),
    ("block id", lambda n: sb.DividerBlock(block_id="x" * n)),
    ("action id", lambda n: sb.Button(sb.PlainText("x"), action_id="x" * n)),
    ("button text", lambda n: sb.Button(sb.PlainText("x" * n))),
    ("button value", lambda n: sb.Button(sb.PlainText("x"), value="x" * n)),
    ("button address", lambda n: sb.Button(sb.PlainText("x"), url="x" * n)),
    ("options", lambda n: sb.StaticSelectMenu("a", [option()] * n, placeholder=sb.PlainText("p"))),
    ("option text", lambda n: option("x" * n)),
    ("option value", lambda n: option(value="x" * n)),
    ("option description", lambda n: option(description=sb.PlainText("x" * n))),
    ("overflow", lambda n: sb.OverflowMenu("a", [option()] * n)),
    ("radio buttons", lambda n: sb.RadioButtonGroup("a", [option()] * n)),
    ("checkboxes", lambda n: sb.CheckboxGroup("a", [option()] * n)),
    ("image alt text", lambda n: sb.ImageBlock(PICTURE, "x" * n)),
    ("image title", lambda n: sb.ImageBlock(PICTURE, "a", sb.PlainText("x" * n))),
    ("markdown", lambda n: sb.MarkdownBlock("x" * n)),
    ("modal title", lambda n: modal("x" * n)),
    ("submit", lambda n: modal(submit=sb.PlainText("x" * n))),
    ("private metadata", lambda n: modal(private_metadata="x" * n)),
    ("callback id", lambda n: modal(callback_id="x" * n)),
    ("external id", lambda n: modal(external_id="x" * n)),
    ("chart title", lambda n: sb.DataVisualizationBlock("x" * n, line())),
    ("chart points", line),
    ("chart series name", lambda n: line(name="x" * n)),
    ("chart axis label", lambda n: line(x_label="x" * n)),
    ("data table columns", lambda n: table(columns=n)),
    ("data table page", lambda n: table(page_size=n)),
]  # fmt: skip

BLOCKKIT: list[tuple[str, Callable[[int], Any]]] = [
    ("header", lambda n: blockkit.Header("x" * n).build()),
    ("button text", lambda n: blockkit.Button("x" * n).build()),
    ("option value", lambda n: blockkit.Option("o", "x" * n).build()),
    ("context elements", lambda n: blockkit.Context([blockkit.Text("x")] * n).build()),
    ("markdown", lambda n: blockkit.Markdown("x" * n).build()),
    ("modal title", lambda n: blockkit.Modal("x" * n, [blockkit.Divider()]).build()),
    ("blocks of a modal", lambda n: blockkit.Modal("t", [blockkit.Divider()] * n).build()),
    ("private metadata", lambda n: blockkit.Modal("t", [blockkit.Divider()], private_metadata="x" * n).build()),
]  # fmt: skip

LIMIT_OF = {name: limit for name, limit, _, _ in [*LIMITS, *VIEWS]}
CASES = [
    pytest.param(LIMIT_OF[name], build, id=f"{judge}: {name}")
    for judge, cases in (("slackblocks", SLACKBLOCKS), ("blockkit", BLOCKKIT))
    for name, build in cases
]


@pytest.mark.parametrize(("limit", "build"), CASES)
def test_the_judge_draws_the_line_where_we_do(limit: int, build: Callable[[int], Any]) -> None:
    build(limit)
    with pytest.raises((sb.InvalidUsageError, FieldValidationError)):
        build(limit + 1)

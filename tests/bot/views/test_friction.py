"""The table of stages: what sticks stands first, and few columns."""

from bot.views.examples import EXAMPLES
from bot.views.kit import Json


def _table() -> Json:
    blocks = (block for message in EXAMPLES.values() for block in message.blocks)
    return next(block for block in blocks if block.get("caption") == "Friction by stage")


def test_the_stalled_stand_beside_their_stage_and_what_was_in_brackets():
    head, *rows = ([cell["text"] for cell in row] for row in _table()["rows"])

    assert head == ["Stage", "Stalled", "Median days", "Advanced", "Entered"]
    assert all(" of " in row[1] for row in rows)
    assert any(row[2].endswith(")") for row in rows)

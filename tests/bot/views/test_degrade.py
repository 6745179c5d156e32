"""A message that Slack refuses goes out plainer, down to its text, with all it says."""

from bot.text import Text
from bot.views import kit
from bot.views.degrade import variants
from bot.views.examples import CALENDAR, NOW, a_reply, conversion
from bot.views.kpi_card import kpi_card, shared_card
from bot.views.message import Message
from bot.views.mrkdwn import Markup

TEXT = Text("en", CALENDAR)
NATIVE = ("image", "data_visualization", "data_table")


def _kinds(message: Message) -> list[str]:
    return [kind for kind in NATIVE if any(block["type"] == kind for block in message.blocks)]


def _private() -> Message:
    return kpi_card(a_reply(conversion(), own=True), TEXT, now=NOW, nonce="n")


def test_first_the_picture_goes_then_the_chart_then_the_table_then_all_blocks():
    shared = shared_card(a_reply(conversion()), TEXT, sharer="U0123ABC", file_id="F0123ABCD")

    assert [_kinds(variant) for variant in variants(shared)] == [
        ["image", "data_table"],
        ["data_visualization", "data_table"],
        ["data_table"],
        [],
        [],
    ]
    assert list(variants(shared))[-1].blocks == []


def test_the_message_itself_comes_first():
    card = _private()

    assert next(variants(card)) is card


def test_every_variant_says_every_figure_of_the_card():
    figures = ("18.4%", "17.2%", "412 of 2,240 leads", "16.8% to 20.1%", "21.1%", "too few (n = 3)", "Q1 2026: 16.2%")

    for variant in variants(_private()):
        assert all(figure in variant.reading for figure in figures)


def test_the_menus_outlive_the_native_blocks():
    *with_blocks, text_only = variants(_private())

    assert all(variant.blocks[-1]["type"] == "actions" for variant in with_blocks)
    assert text_only.text == text_only.reading


def test_a_message_without_native_blocks_has_its_text_as_only_variant():
    message = Message(Markup("said"), (kit.section("said at length"),))

    assert [variant.text for variant in variants(message)] == ["said", "said at length"]
    assert [variant.text for variant in variants(Message(Markup("said")))] == ["said"]


def test_a_text_is_cut_to_what_an_update_of_it_would_still_take():
    assert len(Message(Markup("x" * 4001)).text) == 4000


def test_a_message_over_the_common_limits_does_not_fit():
    assert not Message(Markup("x"), (kit.section("y"),) * 51).fits
    assert not Message(Markup("x"), (kit.section("y" * 2500),) * 5).fits
    assert Message(Markup("x"), (kit.section("y" * 2400),) * 5).fits

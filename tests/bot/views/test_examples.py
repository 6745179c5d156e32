"""Every message and view that the bot can show, in both languages, before every judge."""

import json
import re

import pytest

from bot.locales.sentences import sentences
from bot.views.degrade import variants
from bot.views.examples import EXAMPLES, VIEWS
from bot.views.message import Message, View
from playground.blocks.layout import Surface
from tests.bot.views.judges import judge, judge_view

_FOR_MANY = ("picture (", "digest with picture")
_OPEN_PLACE = re.compile(r"\{[a-z_]+\}")


@pytest.mark.parametrize("message", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_every_judge_accepts_the_message_and_all_its_plainer_variants(message: Message):
    for variant in variants(message):
        assert variant.fits
        if variant.blocks:
            judge(variant)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_every_judge_accepts_the_view(view: View):
    judge_view(view)


@pytest.mark.parametrize("name", [name for name in EXAMPLES if not name.startswith(_FOR_MANY)])
def test_a_private_message_holds_nothing_that_an_ephemeral_one_cannot(name: str):
    """A picture is sent to the person's direct messages, or stands in a channel's digest."""
    judge(EXAMPLES[name], Surface.EPHEMERAL)


@pytest.mark.parametrize("message", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_the_text_alone_says_something_and_no_place_of_a_sentence_is_left_open(message: Message):
    assert message.text.strip()
    assert not _OPEN_PLACE.search(message.text + json.dumps(message.blocks, ensure_ascii=False))


_COMMANDS = [str(each.id) for each in sentences("fr") if re.fullmatch(r"/kpi \w+", str(each.id))]


@pytest.mark.parametrize("name", [name for name in (*EXAMPLES, *VIEWS) if name.endswith("(fr)")])
def test_what_french_words_tell_to_type_is_typed_in_french(name: str):
    shown = EXAMPLES.get(name) or VIEWS[name]
    said = json.dumps(shown.blocks if isinstance(shown, Message) else shown.json, ensure_ascii=False)
    assert [command for command in _COMMANDS if re.search(rf"{command}\b", said)] == []


def test_french_and_english_differ_in_every_message():
    names = {name.rsplit(" (", 1)[0] for name in EXAMPLES}

    assert all(EXAMPLES[f"{name} (en)"].reading != EXAMPLES[f"{name} (fr)"].reading for name in names)


@pytest.mark.parametrize("message", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_what_can_be_pressed_has_an_id_of_its_own_within_its_block(message: Message):
    for block in message.blocks:
        if block["type"] == "actions":
            pressed = [element["action_id"] for element in block["elements"]]
            assert len(pressed) == len(set(pressed))

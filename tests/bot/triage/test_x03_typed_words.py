"""X03: whatever people type, in feedback, replies, reasons and themes, is shown and does nothing."""

import json
import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text import Text
from bot.use_cases.voice.item import Item
from bot.views.kit import section
from bot.views.message import Message
from bot.views.mrkdwn import Markup
from bot.views.voice.card import feedback_card
from bot.views.voice.report import by_code, looked_into, you_said
from bot.views.voice.signal import spoken
from bot.views.voice.told import answered, moved
from bot.views.voice.told import given as given_to
from bot.views.voice.triage_examples import a_piece, a_signal
from kpi_engine.definitions import CATALOG
from storage.repositories.voice_records import FeedbackReply, FeedbackState
from tests.bot.triage.room import START

LIVE = re.compile(r"<(?:!|@(?!U0)|#|https?:|mailto:)")
_PIECES = (
    "<!channel>",
    "<@U9>",
    "<#C1>",
    "<https://a.example|b>",
    "&lt;",
    "&",
    "<",
    ">",
    "*",
    "`",
    "\n",
    "{x}",
    "é",
    " ",
)
HOSTILE = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=8)), max_size=40).map("".join)


def messages(words, text):
    about = {"segment": words, "stage": words, "account": words, "competitor": words, "period": words, "kpi": words}
    said = replace(a_piece(FeedbackState.DONE), body=words, reason=words, about=about, team=words)
    reply = FeedbackReply("T1", "r", said.id, "U0MANAGER", words, START)
    item = Item(said, words, 1, None, (reply,))
    merged = Item(replace(said, state=FeedbackState.MERGED), words, 0, said, (reply,))
    signal = replace(a_signal(), value=words)
    lines = [section(each) for each in (you_said(item, CATALOG, text), spoken(signal, words, text))]
    yield from (feedback_card(each, CATALOG, text) for each in (item, merged))
    yield from (moved(merged, text), given_to(item, text), answered(item, text))
    yield from (by_code(item, CATALOG, text), looked_into(item, CATALOG, text))
    yield Message(Markup(), tuple(lines))


@settings(max_examples=150, deadline=None)
@given(HOSTILE)
def test_x03_nothing_that_was_typed_is_a_mention_a_link_or_a_command(words):
    for text in (Text("en"), Text("fr")):
        for message in messages(words, text):
            shown = json.dumps([message.text, message.blocks], ensure_ascii=False)
            assert not LIVE.search(shown), shown
            assert message.fits


def test_x03_the_judge_sees_what_is_live():
    raw = Message(Markup("<!channel>"), (section(Markup("<https://a.example|b>")),))
    assert LIVE.search(raw.text)
    assert LIVE.search(json.dumps(raw.blocks))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("§<>& \n"), max_size=3000))
def test_x03_every_sign_of_a_long_one_is_on_the_card_unless_it_says_that_it_is_cut(words):
    card = feedback_card(Item(replace(a_piece(), body=words)), CATALOG, Text("en"))
    quoted = [str(block.reading) for block in card.layout if str(block.reading).startswith(">")]
    assert card.fits
    assert quoted[-1] == ">…" or "".join(quoted).count("§") == words.count("§")

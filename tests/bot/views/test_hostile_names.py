"""Ten thousand names as nobody would wish them, through everything that shows a name."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.charts.twin import alt_text
from bot.policy import Reason
from bot.text import Text
from bot.views import denials, limits, notices, receipt
from bot.views.degrade import variants
from bot.views.examples import CALENDAR, NOW, a_reply, a_share, conversion
from bot.views.kpi_card import kpi_card, shared_card
from bot.views.message import Message
from bot.views.misread import misread
from bot.words.reading import Misread, Place, Problem, Suggestion, Understood, Why
from kpi_engine.answer import Answer, Breakdown, Group
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import TooLittle, Unit
from kpi_engine.question import Dimension, Filter
from kpi_engine.scope import Level, Scope
from playground.blocks.check import BlockCheck
from tests.bot.views.judges import build_with_blockkit, build_with_slackblocks, judge, playground

NAMES_EACH, ROUNDS = 16, 625  # 10,000 names, all of which are shown

_ALIVE = re.compile(r"<(?!@U0123ABC>)")  # our own mention of the sharer is the only one
_HALF_AN_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")

_traps = st.sampled_from(
    [
        "<!channel>", "<!here|here>", "<@U0123ABC>x", "<#C0123ABC|x>", "<https://evil.example|click>", "https://evil.example",
        "javascript:alert(1)", "mailto:a@b.c", "@channel", "#general", "*bold* _it_ ~s~ `code` ```block```", "&amp;&lt;", "&",
        "a\nb\r\nc\td", "\u202edrawkcab", "\u200b\u200d\ufeff", "", "   ", "\x00\x07", "{name} {count} {0}", "%s %(x)s", "$x^2$ \\frac",
        ":smile: :wave:", "=SUM(A1)", "x" * 300, "<" * 300, "&" * 300, "👩\u200d💻" * 100, "é" * 300, "名前" * 150, "ﷺ" * 60, "\ud83d",
    ]
)  # fmt: skip
_names = st.one_of(_traps, st.text(max_size=40), st.builds("{}{}".format, _traps, st.text(max_size=20)))
_bags = st.lists(_names, min_size=NAMES_EACH, max_size=NAMES_EACH)


def _hostile(names: list[str]) -> Answer:
    """An answer in which everything that comes from data is one of the names."""
    first, second, third, fourth, *rest = names
    answer = conversion()
    question = replace(
        answer.question,
        scope=Scope(Level.TEAM, first),
        filters=(Filter(Dimension.SOURCE, (second, None)), Filter(Dimension.SEGMENT, (third,))),
    )
    groups = (Group(rest[0], a_share(3, 10, 0.1, 0.6)), *(Group(name, TooLittle(3, Unit.SHARE)) for name in rest[1:]))
    return replace(
        answer,
        question=question,
        series=answer.series[-2:],
        currency=fourth,
        breakdown=Breakdown(Dimension.CAMPAIGN, groups),
        receipt=replace(answer.receipt, facts_version=third, dated_by=second),
    )


def _misreading(names: list[str]) -> Misread:
    places = tuple(Place(name, 0, len(name)) for name in names)
    problems = tuple(Problem(why, places[:3], offered=tuple(names)) for why in Why)
    return Misread(names[0], Understood(), problems, (Suggestion(names[1], names[2]),))


def _markup(json_: Any) -> Iterator[str]:
    """Every text that Slack reads as markup, each told not to look for links by itself."""
    if isinstance(json_, dict):
        if json_.get("type") == "mrkdwn":
            assert json_["verbatim"] is True
            yield json_["text"]
        json_ = list(json_.values())
    if isinstance(json_, list):
        for part in json_:
            yield from _markup(part)


def _is_dead(message: Message) -> None:
    """No markup holds a mention, a link or a command."""
    for text in (*_markup(message.blocks), message.text, message.reading):
        assert not _ALIVE.search(text)
        assert not _HALF_AN_ENTITY.search(text)


@settings(max_examples=ROUNDS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(_bags, st.sampled_from(["en", "fr"]))
def test_no_name_breaks_a_limit_or_comes_alive(names: list[str], locale: str):
    text, reply = Text(locale, CALENDAR), a_reply(_hostile(names), own=True)
    card = kpi_card(reply, text, now=NOW, nonce="n")
    shared = shared_card(reply, text, sharer="U0123ABC", file_id="F0123ABCD")

    for message in (*variants(card), shared, misread(_misreading(names), CATALOG, text)):
        assert message.fits
        _is_dead(message)
        json.dumps([message.blocks, message.text], ensure_ascii=False).encode()
        if message.blocks:
            playground(message)
    BlockCheck(lambda _file: None).refuse_bad_view(receipt.modal(reply, text, now=NOW).json)
    assert len(alt_text(reply.answer, names[0], text)) <= limits.IMAGE_ALT


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(_bags, st.sampled_from(["en", "fr"]))
def test_the_other_judges_agree(names: list[str], locale: str):
    text, reply = Text(locale, CALENDAR), a_reply(_hostile(names))

    judge(kpi_card(reply, text, now=NOW, nonce="n"))
    judge(shared_card(reply, text, sharer="U0123ABC", file_id="F0123ABCD"))
    for block in receipt.modal(reply, text, now=NOW).json["blocks"]:
        build_with_blockkit(block).build()
        build_with_slackblocks(block)


@settings(max_examples=100, deadline=None, database=None)
@given(_names, st.sampled_from(["en", "fr"]))
def test_a_notice_about_a_hostile_name_stays_quiet(name: str, locale: str):
    text = Text(locale)

    for message in (notices.cannot_post(text, name), *_refusals(text, name)):
        _is_dead(message)
        playground(message)


def _refusals(text: Text, name: str) -> list[Message]:
    return [denials.not_allowed(text, reason, name) for reason in Reason]

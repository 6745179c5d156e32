"""X03: ten thousand names of proposals, polls, questions and options, none of which Slack takes for more than letters."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.text import Text
from bot.use_cases.polls.poll_news import PollNews
from bot.use_cases.proposals.news import ProposalNews, Telling
from bot.views.examples import CALENDAR
from bot.views.message import Message
from bot.views.mrkdwn import Markup
from bot.views.polls.example_poll import a_poll, closed
from bot.views.polls.message import poll_message
from bot.views.polls.results import House as Results
from bot.views.polls.results import result_message
from bot.views.proposals.examples import a_proposal
from bot.views.proposals.list import looked_at, proposal_sent, withdrawing
from bot.views.proposals.messages import House, proposal_message
from kpi_engine.definitions import CATALOG
from storage.repositories.poll_records import Poll

NAMES_EACH, ROUNDS = 11, 910  # 10,010 names, all of which are shown
EN = Text("en", CALENDAR)
PROPOSALS, RESULTS = House(CATALOG, CALENDAR, "EUR"), Results(CATALOG, "EUR")

_OURS = r"U0[A-Z0-9]*>"  # people and the channel that the examples name
_ALIVE = re.compile(rf"<(?:!|#(?!C0EXAMPLE>)|https?:|mailto:|@(?!{_OURS}))")
_TRAPS = st.sampled_from(
    [
        *("<!channel>", "<!here|here>", "<@W9>", "<#C1|x>", "<https://evil.example|click>", "<mailto:a@b.c>"),
        *("<", ">", "&", "&lt;!here&gt;", "*", "`", "```", "\n<!everyone>", "{name}", "%s", "\u202e<", "😀", "x" * 200),
    ]
)
_names = st.one_of(_TRAPS, st.builds("{}{}".format, _TRAPS, st.text(max_size=20)), st.text(max_size=40))
_bags = st.lists(_names, min_size=NAMES_EACH, max_size=NAMES_EACH)


def renamed(poll: Poll, names: Iterator[str]) -> Poll:
    """The same with names in place of its title, its questions and their options."""
    questions = tuple(
        replace(
            each, words=next(names), options=tuple(replace(option, words=next(names)) for option in each.options[:3])
        )
        for each in poll.questions[:2]
    )
    return replace(poll, title=next(names), questions=questions)


def shown(names: list[str]) -> Iterator[Any]:
    """Everything that is sent about them."""
    before = a_proposal()
    after = replace(before, name=names[0], why=names[1])
    for telling in Telling:
        news = ProposalNews(after, before, actor=after.author, reason=names[2])
        yield payload(proposal_message(telling, news, PROPOSALS, EN))
    yield proposal_sent(after, CATALOG, EN).json
    yield withdrawing(after, CATALOG, EN).json
    yield looked_at(after, PROPOSALS, Markup(""), EN).json
    poll = renamed(a_poll(), iter(names[3:]))
    yield payload(poll_message(PollNews(poll, 3), EN))
    yield payload(result_message(renamed(closed(), iter(names[3:])), RESULTS, EN))


def payload(message: Message) -> Any:
    return {"text": message.text, "blocks": message.blocks}


def marked_up(part: Any) -> Iterator[str]:
    """Every text that Slack reads as markup."""
    if isinstance(part, list):
        for each in part:
            yield from marked_up(each)
    elif isinstance(part, dict):
        if part.get("type") == "mrkdwn" or isinstance(part.get("text"), Markup):
            yield part["text"]
        yield from marked_up(list(part.values()))


@settings(max_examples=ROUNDS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(_bags)
def test_x03_ten_thousand_names_of_proposals_and_polls_are_letters_and_no_more(names: list[str]) -> None:
    texts = [words for each in shown(names) for words in marked_up(each)]
    assert len(texts) > NAMES_EACH
    assert [words for words in texts if _ALIVE.search(words)] == []


def test_x03_control_words_that_were_not_escaped_are_found() -> None:
    told = {"type": "mrkdwn", "text": "<!channel> " + json.dumps("x")}
    assert [words for words in marked_up([told]) if _ALIVE.search(words)] == [told["text"]]

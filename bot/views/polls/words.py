"""What a poll says where it is told: its message, its result, the reminder."""

from collections.abc import Mapping

from bot.text import Text
from bot.use_cases.polls.poll_news import PollNews, PollTelling, PollWords
from bot.use_cases.proposals.news import Telling
from bot.views.kit import actions, button, context, section
from bot.views.message import Message
from bot.views.moments import on_the_clocks
from bot.views.mrkdwn import bold, channel, fill
from bot.views.polls.ballot import VOTE
from bot.views.polls.message import poll_message
from bot.views.polls.minute import reason_message
from bot.views.polls.results import House, result_message
from bot.views.proposals.messages import House as Proposals
from bot.views.proposals.messages import proposal_message
from kpi_engine.kpi import Catalog
from kpi_engine.periods import Calendar


def poll_words(calendar: Calendar, catalog: Catalog, currency: str) -> PollWords:
    """What turns news into the frozen payload of a message."""

    def payload(telling: PollTelling, news: PollNews, language: str) -> Mapping[str, object]:
        said = told(telling, news, House(catalog, currency), Text(language, calendar))
        return {"text": said.text, "blocks": said.blocks}

    return payload


def told(telling: PollTelling, news: PollNews, house: House, text: Text) -> Message:
    """One message of a poll."""
    match telling:
        case PollTelling.ROOT:
            return poll_message(news, text)
        case PollTelling.RESULT:
            return result_message(news.poll, house, text)
        case PollTelling.REMINDER:
            return _reminder(news, text)
        case PollTelling.REASON:
            return _reason(news, text)
        case PollTelling.PROPOSAL:
            return _proposal(news, house, text)


def _reason(news: PollNews, text: Text) -> Message:
    """Why a decision was set aside. Raises ValueError where none is told of."""
    if news.question is None:
        raise ValueError("news of no question")
    return reason_message(news.question, news.poll.zone, text)


def _proposal(news: PollNews, house: House, text: Text) -> Message:
    """The message of a proposal that the poll is about, as it stands now. Raises ValueError where none is told of."""
    if news.proposal is None:
        raise ValueError("news of no proposal")
    return proposal_message(Telling.ROOT, news.proposal, Proposals(house.catalog, text.calendar, house.currency), text)


def _reminder(news: PollNews, text: Text) -> Message:
    """To one who has not voted, once; whoever opened the poll is not told who gets it."""
    poll = news.poll
    said = fill(
        text.say("You have not voted yet: {title}, in {channel}, is open until {deadline}."),
        title=bold(poll.title),
        channel=channel(poll.channel_id),
        deadline=on_the_clocks(poll.deadline, poll.zone, text),
    )
    return Message(
        said,
        (
            section(said),
            actions(f"poll:{poll.id}:reminder", button(text.say("Vote"), VOTE, poll.id, primary=True)),
            context(text.say("This is the only reminder. Nobody is told who gets it.")),
        ),
    )

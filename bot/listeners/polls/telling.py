"""The words in which a house tells of its polls, and of the proposals that they are about."""

from bot.office import Office
from bot.use_cases.polls.poll_news import PollWords
from bot.use_cases.proposals.news import Words
from bot.views.polls.words import poll_words
from bot.views.proposals.messages import House, messages


def telling_polls(office: Office) -> PollWords:
    """Of polls."""
    return poll_words(office.calendar, office.catalog, office.currency)


def telling_proposals(office: Office) -> Words:
    """Of proposals."""
    return messages(House(office.catalog, office.calendar, office.currency))

"""The ticks of polls: what is due is closed, who has not voted is reminded once, messages are brought up to date."""

from bot.office import Office
from bot.use_cases.polls.close_poll import close_due_polls
from bot.use_cases.polls.poll_news import PollWords
from bot.use_cases.polls.remind import remind_voters
from bot.use_cases.polls.scrub_polls import scrub_polls
from bot.use_cases.polls.show_counts import show_counts
from bot.views.polls.words import poll_words


def close_polls(office: Office) -> None:
    """Close what is over, then leave nothing that could link an answer to a person."""
    close_due_polls(office, _words(office))
    scrub_polls(office)


def remind(office: Office) -> None:
    """Remind those who have not voted."""
    remind_voters(office, _words(office))


def show_polls(office: Office) -> None:
    """Say in the channels how many took part so far."""
    show_counts(office, _words(office))


def _words(office: Office) -> PollWords:
    return poll_words(office.calendar, office.catalog, office.currency)

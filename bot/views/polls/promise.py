"""What a poll promises about who sees an answer: on the ballot, before the first question. Anything more is untrue."""

from bot.text import Text
from bot.views.moments import on_the_clocks
from bot.views.mrkdwn import Markup, bold, fill, join, lines
from storage.repositories.poll_records import Poll, Secrecy


def promise(poll: Poll, text: Text) -> Markup:
    """Said to whoever is about to answer."""
    match poll.secrecy:
        case Secrecy.OPEN:
            return _open(poll, text)
        case Secrecy.SECRET:
            return _secret(text)
        case Secrecy.CHANGEABLE:
            return _changeable(poll, text)


def _secret(text: Text) -> Markup:
    return lines(
        join(
            " ",
            bold(text.say("Anonymous poll.")),
            text.say("No manager, administrator, export or log of this app can link your answer to you."),
        ),
        text.say(
            "A superuser of its database could while the poll is open; afterwards only old backups or database logs "
            "tell."
        ),
        text.say("It is remembered that you took part, not when. Your answer is final."),
        text.say("Results come after closing, from 5 answers on; if all are alike, they show it."),
    )


def _open(poll: Poll, text: Text) -> Markup:
    return fill(
        text.say("Your name and answer are visible to {audience}; you can change it until {deadline}."),
        audience=text.say("everybody who may vote, and whoever opened the poll"),
        deadline=on_the_clocks(poll.deadline, poll.zone, text),
    )


def _changeable(poll: Poll, text: Text) -> Markup:
    return join(
        " ",
        bold(text.say("Pseudonymous poll.")),
        text.say(
            "Until closing, the operator of this app could find your answer; the key that allows it is destroyed at "
            "closing."
        ),
        text.say(
            "You can change your answer until {deadline}.", deadline=on_the_clocks(poll.deadline, poll.zone, text)
        ),
        text.say("Results appear only after closing and only with at least 5 answers."),
    )

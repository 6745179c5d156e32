"""What a poll promises about who sees an answer: on the ballot, before the first question. Anything more is untrue."""

from bot.text import Text
from bot.views.mrkdwn import Markup, bold, fill, join
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
    return join(
        " ",
        bold(text.say("Anonymous poll.")),
        text.say(
            "Managers, administrators, exports and logs of this app can never link your answer to you. While the poll "
            "is open, someone with direct superuser access to the app's database could; once it is closed they "
            "cannot, except from older backups or database logs. The app remembers that you took part, not when, and "
            "your answer is final. Results appear only after closing and only with at least 5 answers. Free text is "
            "shown shuffled, but your wording may identify you; if everyone gives the same answer, the result shows "
            "it."
        ),
    )


def _open(poll: Poll, text: Text) -> Markup:
    return fill(
        text.say("Your name and answer are visible to {audience}; you can change it until {deadline}."),
        audience=text.say("everybody who may vote, and whoever opened the poll"),
        deadline=text.moment(poll.deadline, poll.zone),
    )


def _changeable(poll: Poll, text: Text) -> Markup:
    return join(
        " ",
        bold(text.say("Pseudonymous poll.")),
        text.say(
            "Until closing, the operator of this app could find your answer; the key that allows it is destroyed at "
            "closing."
        ),
        text.say("You can change your answer until {deadline}.", deadline=text.moment(poll.deadline, poll.zone)),
        text.say("Results appear only after closing and only with at least 5 answers."),
    )

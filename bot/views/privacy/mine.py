"""What is kept about the person who asks: how much of each kind, and the file with all of it."""

from bot.text import Text
from bot.use_cases.privacy.mine import Mine
from bot.views.kit import actions, button, context, section
from bot.views.message import Message
from bot.views.mrkdwn import bold, fill, lines, marked
from storage.repositories.personal import Personal

SEND = "privacy.mine"


def summary(mine: Mine, text: Text) -> Message:
    """The answer to `/kpi mydata`."""
    kinds = _kinds(text)
    told = [_line(kinds[kind], len(found), text) for kind, found in mine.items() if found]
    said = text.say("This is what is kept about you. Only you see it.")
    return Message(
        marked(said),
        (
            section(lines(bold(said), *told) if told else text.say("Nothing is kept about you.")),
            context(
                text.say(
                    "Feedback without a name and answers in secret polls are not in it: nothing leads from you to "
                    "them. What your CRM says of you is in its facts: ask whoever runs it."
                )
            ),
            actions("privacy", button(text.say("Send me all of it as a file"), SEND)),
        ),
    )


def _line(kind: str, count: int, text: Text) -> str:
    return fill(text.say("• {kind}: {count}"), kind=kind, count=text.number(count))


def sent(text: Text) -> Message:
    """The file is there."""
    words = marked(text.say("The file is in your direct messages with me. Nobody else can read it there."))
    return Message(words, (section(words),))


def not_sent(text: Text) -> Message:
    """Slack did not take it."""
    words = marked(text.say("Slack did not take the file just now. Press again in a minute."))
    return Message(words, (section(words),))


def _kinds(text: Text) -> dict[Personal, str]:
    return {
        Personal.MEMBER: text.say("Who you are: name, address, language, role, team"),
        Personal.TARGETS: text.say("Targets you set"),
        Personal.DIGESTS: text.say("Digests you answer for"),
        Personal.ALERTS: text.say("Alerts you answer for"),
        Personal.FEEDBACK: text.say("Feedback with your name"),
        Personal.REPLIES: text.say("Replies you gave to feedback"),
        Personal.PROPOSALS: text.say("KPIs you proposed"),
        Personal.SECONDS: text.say("Proposals you seconded"),
        Personal.POLLS: text.say("Polls you opened"),
        Personal.VOTES: text.say("Your votes in open polls"),
        Personal.PARTICIPATIONS: text.say("Secret polls you took part in, without your answers"),
        Personal.MESSAGES: text.say("Direct messages I sent you"),
        Personal.ACTS: text.say("Lines of the audit by you or about you"),
    }

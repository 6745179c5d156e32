"""The notice that people read: what is kept about them, why, how long, who sees it, and what they can do."""

from datetime import timedelta

from bot.retention import Retention, in_months
from bot.text import Text
from bot.views.kit import Block, actions, button, context, header, section
from bot.views.message import Message
from bot.views.mrkdwn import bold, code, fill, lines, marked
from bot.views.privacy.mine import SEND


def notice(kept: Retention, text: Text) -> Message:
    """The answer to `/kpi privacy`, where things are kept for so long."""
    said = marked(text.say("What is kept about you, why, for how long, and who sees it."))
    told = (section(lines(bold(title), words)) for title, words in _parts(kept, text))
    own = actions("privacy", button(text.say("Send me all of it as a file"), SEND))
    return Message(said, (header(text.say("Your data")), *told, _commands(text), own))


def foot(text: Text) -> Block:
    """The last line of the Home tab."""
    words = text.say("What is kept about you, and for how long: {notice}. What it is: {mine}.")
    return context(fill(words, notice=code(text.say("/kpi privacy")), mine=code(text.say("/kpi mydata"))))


def _parts(kept: Retention, text: Text) -> tuple[tuple[str, str], ...]:
    return (
        (
            text.say("What"),
            text.say(
                "From Slack: your id, name, address, language and time zone. From the CRM: the leads, opportunities, "
                "orders and contracts that are yours, your team and your manager. From you: what you set, say, "
                "propose and vote. No activity by the minute, no idle time, no message of yours."
            ),
        ),
        (
            text.say("Why"),
            text.say("To show sales figures to those who may see them, and to revise the KPIs together."),
        ),
        (
            text.say("Who sees it"),
            text.say(
                "Your figures: you and your own manager, whose every look is written down. Your team’s: its people, "
                "its managers and admins. Channels get teams, never a person. Feedback with your name: those whom "
                "its form names. Feedback without a name, and answers in secret polls: nobody knows whose they are."
            ),
        ),
        (text.say("How long"), _how_long(kept, text)),
    )


def _how_long(kept: Retention, text: Text) -> str:
    def months(span: timedelta) -> str:
        return text.plural("{count} month", "{count} months", in_months(span))

    return text.say(
        "The words of messages {words}, receipts {receipts}, what alerts saw {evaluations}, feedback {feedback}, who "
        "voted {voters} after the close. Who you are, what you set and what you propose: until an admin erases it. "
        "The audit {audit}; erasing you makes its lines nobody’s.",
        words=text.plural("{count} day", "{count} days", kept.words.days),
        receipts=months(kept.receipts),
        evaluations=months(kept.evaluations),
        feedback=months(kept.feedback),
        voters=months(kept.voters),
        audit=months(kept.audit),
    )


def _commands(text: Text) -> Block:
    words = text.say("{mine} shows what is kept about you. To have it erased, ask an admin, who types {erase}.")
    return section(fill(words, mine=code(text.say("/kpi mydata")), erase=code(text.say("/kpi erase"))))

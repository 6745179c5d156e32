"""The polls that a person may vote in, or opened: how each stands, for her alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.text import Text
from bot.use_cases.polls.listed import ListedPoll
from bot.views import kit
from bot.views.inputs import asked_back
from bot.views.kit import Block, Json, actions, button, context, header, section
from bot.views.message import Message, View
from bot.views.mrkdwn import Markup, bold, channel, code, fill, join, lines, marked
from bot.views.polls.ballot import VOTE
from bot.views.polls.results import decision_words
from storage.repositories.poll_records import Poll, PollState, Secrecy

OPEN, CLOSE = "poll.open", "poll.close"
_SHOWN = 15  # of a list; each takes two blocks


@dataclass(frozen=True, slots=True)
class PollList:
    """What a person sees, and whether she may open polls at all."""

    polls: Sequence[ListedPoll]
    may_open: bool = False


def poll_list(listing: PollList, text: Text) -> Message:
    """The answer to `/kpi poll list`."""
    shown = listing.polls[:_SHOWN]
    more = len(listing.polls) - len(shown)
    running = sum(each.poll.state is PollState.OPEN for each in listing.polls)
    heading = text.plural("{count} open poll", "{count} open polls", running) if running else text.say("No open poll")
    blocks = (
        header(heading),
        *(block for each in shown for block in _entry(each, text)),
        *((context(text.plural("… and {count} more", "… and {count} more", more)),) if more else ()),
        *((actions("polls", button(text.say("Open a poll"), OPEN)),) if listing.may_open else ()),
    )
    return Message(lines(heading, *(_line(each, text) for each in shown)), blocks)


def offered(text: Text) -> Message:
    """The form behind a button, for where no form can open by itself."""
    words = text.say("The form of a poll opens by this button.")
    return Message(marked(words), (section(words, button(text.say("Open the form"), OPEN, primary=True)),))


def ballot_offered(poll_id: str, text: Text) -> Message:
    """The ballot behind a button, for where none can open by itself."""
    words = text.say("The ballot opens by this button.")
    return Message(marked(words), (section(words, button(text.say("Vote"), VOTE, poll_id, primary=True)),))


def poll_opened(poll: Poll, text: Text) -> View:
    """What takes the form's place once the poll is open."""
    blocks = (
        section(lines(bold(text.say("The poll is open.")), _voters(poll, text))),
        context(fill(text.say("{list} has them all."), list=code(text.say("/kpi poll list")))),
    )
    return View(kit.modal(text.say("Poll"), text.say("Close"), blocks))


def _voters(poll: Poll, text: Text) -> Markup:
    said = text.plural(
        "{count} person may vote in {channel} until {deadline}.",
        "{count} people may vote in {channel} until {deadline}.",
        poll.eligible,
        channel="{channel}",
        deadline=text.moment(poll.deadline, poll.zone),
    )
    return fill(said, channel=channel(poll.channel_id))


def _entry(each: ListedPoll, text: Text) -> tuple[Block, ...]:
    told = section(_line(each, text))
    pressed = _buttons(each, text)
    return (told, actions(f"listed-poll:{each.poll.id}", *pressed)) if pressed else (told,)


def _line(each: ListedPoll, text: Text) -> Markup:
    poll = each.poll
    title = join(" · ", bold(poll.title), channel(poll.channel_id))
    if poll.state is PollState.CLOSED:
        closed = text.moment(poll.closed_at or poll.deadline, poll.zone)
        told = [join(" ", question.words, decision_words(poll, question, text)) for question in poll.questions]
        return lines(title, text.say("Closed {moment}.", moment=closed), *(told if each.sees_result else ()))
    part = text.plural(
        "{count} of {all} has taken part.",
        "{count} of {all} have taken part.",
        each.taken_part,
        all=text.number(poll.eligible),
    )
    until = text.say("Open until {deadline} ({zone}).", deadline=text.moment(poll.deadline, poll.zone), zone=poll.zone)
    mine = text.say("You have voted.") if each.voted else ""
    return lines(title, join(" ", part, until, mine))


def _buttons(each: ListedPoll, text: Text) -> list[Json]:
    if each.poll.state is PollState.CLOSED:
        return []
    return [
        *([button(text.say("Vote"), VOTE, each.poll.id, primary=not each.voted)] if _can_vote(each) else []),
        *([_close(each.poll, text)] if each.may_close else []),
    ]


def _can_vote(each: ListedPoll) -> bool:
    """Whether there is still something for her to do: a secret ballot is final."""
    return each.may_vote and not (each.voted and each.poll.secrecy is Secrecy.SECRET)


def _close(poll: Poll, text: Text) -> Json:
    return asked_back(
        button(text.say("Close now"), CLOSE, poll.id),
        title=text.say("Close this poll before its time?"),
        words=text.say("Whoever has not voted cannot any more, and the result goes to the channel."),
        yes=text.say("Close it"),
        no=text.say("Leave it open"),
    )

"""The polls that a person may vote in, or opened: how each stands, for her alone."""

from dataclasses import replace

from bot.text import Text
from bot.use_cases.polls.listed import ListedPoll, ListedPolls
from bot.views import kit
from bot.views.inputs import asked_back, fixed
from bot.views.kit import Block, Json, actions, button, context, header, section
from bot.views.message import Message, View
from bot.views.moments import on_the_clocks
from bot.views.mrkdwn import Markup, bold, channel, clip, code, fill, join, lines, marked
from bot.views.polls.ballot import VOTE
from bot.views.polls.results import decision_words
from storage.repositories.poll_records import Poll, PollState, Secrecy

OPEN, CLOSE = "poll.open", "poll.close"
_QUESTIONS = 3  # of one poll
_WORDS, _TOLD = 80, 220  # characters of a question; of it with its outcome


def poll_list(listing: ListedPolls, text: Text, *, may_open: bool = False) -> Message:
    """The answer to `/kpi poll list`: as many as fit in one message, those that are open first."""
    while not (drawn := _drawn(listing, text, may_open=may_open)).fits:
        listing = replace(listing, shown=listing.shown[:-1], more=listing.more + 1)
    return drawn


def _drawn(listing: ListedPolls, text: Text, *, may_open: bool) -> Message:
    heading = _heading(listing.running, text)
    more = text.plural("… and {count} more", "… and {count} more", listing.more) if listing.more else ""
    blocks = (
        header(heading),
        *(block for each in listing.shown for block in _entry(each, text)),
        *((context(more),) if more else ()),
        *((actions("polls", button(text.say("Open a poll"), OPEN)),) if may_open else ()),
    )
    return Message(lines(heading, *(_line(each, text) for each in listing.shown), more), blocks)


def _heading(running: int, text: Text) -> str:
    return text.plural("{count} open poll", "{count} open polls", running) if running else text.say("No open poll")


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
        deadline=on_the_clocks(poll.deadline, poll.zone, text),
    )
    return fill(said, channel=channel(poll.channel_id))


def _entry(each: ListedPoll, text: Text) -> tuple[Block, ...]:
    """A block where one button is enough, for it stands beside the words; else two."""
    words, pressed, named = _line(each, text), _buttons(each, text), f"listed-poll:{each.poll.id}"
    if len(pressed) > 1:
        return (section(words), actions(named, *pressed))
    return (fixed(section(words, *pressed), named),)


def _line(each: ListedPoll, text: Text) -> Markup:
    poll = each.poll
    title = join(" · ", bold(poll.title), channel(poll.channel_id))
    if poll.state is PollState.CLOSED:
        closed = text.say("Closed {moment}.", moment=on_the_clocks(poll.closed_at or poll.deadline, poll.zone, text))
        return lines(title, closed, *(_came_to(poll, text) if each.sees_result else ()))
    part = text.plural(
        "{count} of {all} has taken part.",
        "{count} of {all} have taken part.",
        each.taken_part,
        all=text.number(poll.eligible),
    )
    until = text.say("Open until {deadline}.", deadline=on_the_clocks(poll.deadline, poll.zone, text))
    mine = text.say("You have voted.") if each.voted else ""
    return lines(title, join(" ", part, until, mine))


def _came_to(poll: Poll, text: Text) -> list[str]:
    """The first questions with their outcomes, in short: the result in the channel tells all."""
    told = [
        clip(f"{clip(question.words, _WORDS)} {decision_words(poll, question, text)}", _TOLD)
        for question in poll.questions[:_QUESTIONS]
    ]
    more = len(poll.questions) - len(told)
    return [*told, text.plural("… and {count} more question", "… and {count} more questions", more)] if more else told


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

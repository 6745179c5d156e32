"""The message that shows a poll: neutral, the same for all who read it, whatever any of them did."""

from bot.text import Text
from bot.use_cases.polls.poll_news import PollNews
from bot.views.kit import Block, actions, button, context, header, section
from bot.views.message import Message
from bot.views.moments import on_the_clocks
from bot.views.mrkdwn import Markup, bold, fill, join, lines, marked
from bot.views.polls.ballot import VOTE
from bot.views.polls.results import bars, decision_words, turnout_words
from storage.repositories.poll_records import Poll, PollQuestion, PollState, Secrecy


def poll_message(news: PollNews, text: Text) -> Message:
    """The message of a poll, open or closed."""
    poll = news.poll
    if poll.state is PollState.CLOSED:
        return _closed(poll, text)
    how_far = _how_far(news, text)
    return Message(
        lines(fill(text.say("Poll: {title}"), title=poll.title), *_asked(poll), how_far),
        (
            header(poll.title),
            *_questions(news, text),
            section(how_far),
            actions(vote_block(news), button(text.say("Vote"), VOTE, poll.id, primary=True)),
            context(_kind(poll, text), _quorum(poll, text)),
        ),
    )


def preview(poll: Poll, text: Text) -> Message:
    """The same for whoever is about to open it; nothing can be pressed."""
    shown = poll_message(PollNews(poll, 0), text)
    mark = context(text.say("👁️ Preview for you alone: nothing was posted in the channel."))
    return Message(shown.text, (mark, *(block for block in shown.layout if block.kind != "actions")))


def vote_block(news: PollNews) -> str:
    """The id of the block of the button: fresh for every look of the message."""
    return f"poll:{news.poll.id}:{news.taken_part}"


def _asked(poll: Poll) -> tuple[str, ...]:
    if len(poll.questions) == 1:
        return (poll.questions[0].words,)
    return tuple(f"{each.number}. {each.words}" for each in poll.questions)


def _questions(news: PollNews, text: Text) -> tuple[Block, ...]:
    """What is asked; one block for all, or one for each where results are shown beside it."""
    poll = news.poll
    if not news.tallies:
        return (section(lines(*_asked(poll))),)
    return tuple(
        section(lines(bold(words), *bars(question, news.tallies[question.number], text)))
        for question, words in zip(poll.questions, _asked(poll), strict=True)
    )


def _how_far(news: PollNews, text: Text) -> Markup:
    poll = news.poll
    part = text.plural(
        "{count} of {all} has taken part.",
        "{count} of {all} have taken part.",
        news.taken_part,
        all=text.number(poll.eligible),
    )
    until = text.say("Open until {deadline}.", deadline=on_the_clocks(poll.deadline, poll.zone, text))
    return join(" ", bold(part), until)


def _kind(poll: Poll, text: Text) -> str:
    match poll.secrecy:
        case Secrecy.SECRET:
            return text.say("Secret poll: answers are final, results come after closing")
        case Secrecy.CHANGEABLE:
            return text.say("Pseudonymous poll: answers can be changed, results come after closing")
        case Secrecy.OPEN if poll.live:
            return text.say("Open poll: who answered what can be seen, results are shown as they come")
        case Secrecy.OPEN:
            return text.say("Open poll: who answered what can be seen, results come after closing")


def _quorum(poll: Poll, text: Text) -> str:
    return text.plural(
        "it counts if {count} person takes part", "it counts if at least {count} people take part", poll.quorum
    )


def _closed(poll: Poll, text: Text) -> Message:
    told = [join(" ", bold(_numbered(poll, each)), decision_words(poll, each, text)) for each in poll.questions]
    turnout = turnout_words(poll, text)
    return Message(
        lines(fill(text.say("Poll closed: {title}"), title=poll.title), *told, turnout),
        (
            header(poll.title),
            section(lines(*told)),
            context(marked(turnout), text.say("closed; the result is in the thread")),
        ),
    )


def _numbered(poll: Poll, question: PollQuestion) -> str:
    return question.words if len(poll.questions) == 1 else f"{question.number}. {question.words}"

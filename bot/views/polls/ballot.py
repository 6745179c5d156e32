"""The ballot: what is promised, what is asked, what is proposed, and the answers to choose from.

Its ids name questions and ranks, never an answer or a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.arrivals import Form
from bot.text import Text
from bot.views import kit
from bot.views.inputs import Asked, Sheet, form, menu, radio, ticks
from bot.views.kit import Block, Option, context, section
from bot.views.message import Message, Mistakes, View
from bot.views.moments import on_the_clocks
from bot.views.mrkdwn import bold, lines
from bot.views.polls.answers import option_words
from bot.views.polls.promise import promise
from storage.repositories.poll_records import Choices, Method, Poll, PollQuestion, Secrecy

CAST, VOTE = "poll.cast", "poll.vote"


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one voter gets. `shown`: by question what stands above it. `voted`: whether she answered before.

    `choices`: her answers, where they are kept under her name.
    """

    poll: Poll
    shown: Mapping[int, Sequence[Block]] = field(default_factory=dict)
    voted: bool = False
    choices: Choices = field(default_factory=dict)


def waiting(text: Text) -> View:
    """What opens at once, while the ballot is being fetched."""
    return _told(text.say("One moment, here comes the ballot…"), text)


def ballot_view(ballot: Ballot, text: Text) -> View:
    """The ballot; what stands in its place for whoever answered a secret poll."""
    poll = ballot.poll
    if ballot.voted and poll.secrecy is Secrecy.SECRET:
        return already_voted(poll, text)
    sheet = Sheet(text.say("Your vote"), text.say("Vote"), text.say("Cancel"), CAST, poll.id)
    blocks = (
        section(promise(poll, text)),
        *((context(text.say("You have voted. What you send now takes the place of it.")),) if ballot.voted else ()),
        *(block for question in poll.questions for block in _question(question, ballot, text)),
    )
    return View(form(sheet, blocks))


def already_voted(poll: Poll, text: Text) -> View:
    """A secret answer is final."""
    said = bold(text.say("You have voted."))
    return _told(lines(said, text.say("Your answer is final."), _results_after(poll, text)), text)


def counted(poll: Poll, text: Text, *, changed: bool = False) -> View:
    """What takes the ballot's place once the vote is in; nobody else sees it."""
    said = text.say("Your vote was changed.") if changed else text.say("Your vote is in.")
    if poll.live:
        return _told(lines(bold(said), text.say("The poll’s message shows the results so far.")), text)
    return _told(lines(bold(said), _results_after(poll, text)), text)


def _results_after(poll: Poll, text: Text) -> str:
    return text.say("Results come after {deadline}.", deadline=on_the_clocks(poll.deadline, poll.zone, text))


def told(message: Message, text: Text) -> View:
    """Why there is no ballot."""
    return _told(message.reading, text)


def choices_in(sent: Form, poll: Poll) -> Choices:
    """What was answered; a question left out is not among it."""
    found = {question.number: _chosen(sent, question) for question in poll.questions}
    return {number: choice for number, choice in found.items() if choice}


def ballot_mistakes(sent: Form, poll: Poll, text: Text) -> Mistakes | None:
    """What is wrong with a ballot, under the answer that it is wrong with."""
    said = {
        block: text.say("You have put this answer higher already. Choose another one, or leave this place empty.")
        for question in poll.questions
        if question.method is Method.RANKED
        for block in _chosen_twice(sent, question)
    }
    if not said and not choices_in(sent, poll):
        said = {sent.first_block: text.say("Answer at least one question.")}
    return Mistakes(said) if said else None


def _told(words: str, text: Text) -> View:
    return View(kit.modal(text.say("Your vote"), text.say("Close"), (section(words),)))


def _question(question: PollQuestion, ballot: Ballot, text: Text) -> tuple[Block, ...]:
    """What it is about, where it is about a proposal, and its inputs; what is asked is said once."""
    above, alone = ballot.shown.get(question.number, ()), len(ballot.poll.questions) == 1
    asked = replace(question, words=text.say("Your answer")) if above else question
    return (*above, *_inputs(asked, ballot.choices.get(question.number, ()), text, alone=alone))


def _inputs(question: PollQuestion, chosen: Sequence[str], text: Text, *, alone: bool) -> tuple[Block, ...]:
    options = [Option(key, words) for key, words in option_words(question, text).items()]
    asked = Asked(_block(question), question.words, VOTE, optional=not alone)
    match question.method:
        case Method.MULTIPLE:
            return (ticks(asked, options, chosen),)
        case Method.RANKED:
            return _ranks(question, options, chosen, text, alone=alone)
        case _:
            return (radio(asked, [(each, "") for each in options], next(iter(chosen), None)),)


def _ranks(
    question: PollQuestion, options: Sequence[Option], chosen: Sequence[str], text: Text, *, alone: bool
) -> tuple[Block, ...]:
    """A place for each answer; only the first must be filled."""
    lead = section(lines(bold(question.words), text.say("Your order of preference")))
    places = [
        menu(
            Asked(_rank(question, place), _place(place, text), VOTE, optional=not (alone and place == 1)),
            text.say("Choose an answer"),
            options,
            chosen[place - 1] if place <= len(chosen) else None,
        )
        for place in range(1, len(options) + 1)
    ]
    return (lead, *places)


def _place(place: int, text: Text) -> str:
    return text.say("First choice") if place == 1 else text.say("Choice {place}", place=text.number(place))


def _block(question: PollQuestion) -> str:
    return f"question-{question.number}"


def _rank(question: PollQuestion, place: int) -> str:
    return f"rank-{question.number}-{place}"


def _ranked(sent: Form, question: PollQuestion) -> Sequence[tuple[str, str]]:
    """The places that are filled, best first, each with its block."""
    places = (_rank(question, place) for place in range(1, len(question.options) + 1))
    return [(block, sent.value(block)) for block in places if sent.value(block)]


def _chosen(sent: Form, question: PollQuestion) -> tuple[str, ...]:
    if question.method is Method.RANKED:
        return tuple(key for _, key in _ranked(sent, question))
    return tuple(sent.values.get(_block(question), ()))


def _chosen_twice(sent: Form, question: PollQuestion) -> Sequence[str]:
    """The places that hold an answer which stands higher as well."""
    seen: set[str] = set()
    twice = []
    for block, key in _ranked(sent, question):
        if key in seen:
            twice.append(block)
        seen.add(key)
    return twice

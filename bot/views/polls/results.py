"""What a poll came to: a line for each answer, the rounds of a run-off, and what is decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.text import Text
from bot.use_cases.polls.tally import Round, Tally, load
from bot.views.kit import Block, actions, button, context, header, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, fill, join, lines, marked
from bot.views.polls.answers import option_words
from bot.views.polls.minute import minute, minute_in_brief
from kpi_engine.kpi import Catalog
from storage.repositories.poll_records import Method, Poll, PollDecision, PollQuestion, Secrecy

NAMES = "poll.names"
_WIDTH = 12  # characters of a bar
_FULL, _EMPTY = "█", "░"


@dataclass(frozen=True, slots=True)
class House:
    """What the words of a decision take besides the poll: the definitions, and the money of the house."""

    catalog: Catalog
    currency: str


def result_message(poll: Poll, house: House, text: Text) -> Message:
    """What is told under the poll once it is closed, with the minute of each decision: in full where all of it fits.

    Else a minute does without what was proposed, which stands in its own thread, and then a run-off without the rounds
    before its last: Slack refuses what is too long, and nobody could put anything in force.
    """

    def full(each: PollQuestion) -> tuple[Block, ...]:
        return (*_result(poll, each, text), *minute(poll, each, house.catalog, house.currency, text))

    def brief(each: PollQuestion) -> tuple[Block, ...]:
        return (*_result(poll, each, text), *minute_in_brief(poll, each, text))

    def briefest(each: PollQuestion) -> tuple[Block, ...]:
        return (*_result(poll, each, text, at_the_end=True), *minute_in_brief(poll, each, text))

    drawn = (_result_message(poll, each, text, in_full=each is full) for each in (full, brief, briefest))
    return next((each for each in drawn if each.fits), _result_message(poll, briefest, text, in_full=False))


def _result_message(
    poll: Poll, told_of: Callable[[PollQuestion], tuple[Block, ...]], text: Text, *, in_full: bool
) -> Message:
    told = [told_of(each) for each in poll.questions]
    turnout = turnout_words(poll, text)
    spoken = [join(" ", each.words, decision_words(poll, each, text)) for each in poll.questions]
    return Message(
        lines(fill(text.say("Result of the poll: {title}"), title=poll.title), *spoken, turnout),
        (
            header(text.say("Result")),
            *(block for blocks in told for block in blocks),
            context(turnout, *(() if in_full else (text.say("shortened, to fit in one message"),))),
            *_names(poll, text),
        ),
    )


def bars(question: PollQuestion, tally: Tally, text: Text) -> tuple[Markup, ...]:
    """A line for each answer, with a bar as long as its share of the answers."""
    words = option_words(question, text)
    return tuple(_bar(words[key], count, tally.answers, text) for key, count in tally.counts.items())


def decision_words(poll: Poll, question: PollQuestion, text: Text) -> str:
    """What a question came to, in a sentence."""
    tally = tally_of(question)
    match question.decision:
        case PollDecision.PASSED | PollDecision.CONFIRMED | PollDecision.SET_ASIDE:
            return text.say("Passed: {answers}.", answers=_ahead(question, tally, text))
        case PollDecision.REJECTED:
            return _not_passed(question, tally, text)
        case PollDecision.NO_QUORUM:
            return text.plural(
                "Nothing is decided: {needed} had to take part, and {count} did.",
                "Nothing is decided: {needed} had to take part, and {count} did.",
                poll.turnout or 0,
                needed=text.number(poll.quorum),
            )
        case PollDecision.TIED:
            return text.say("Nothing is decided: {answers} are level.", answers=_ahead(question, tally, text))
        case PollDecision.WITHHELD:
            return text.say(
                "Not shown, and nothing is decided: fewer than {count} answers could tell who gave them.",
                count=text.number(poll.smallest_group),
            )
        case None:
            return text.say("Nothing is decided yet.")


def turnout_words(poll: Poll, text: Text) -> str:
    """How many took part, and how many had to."""
    return text.plural(
        "{count} of {all} took part; {quorum} had to.",
        "{count} of {all} took part; {quorum} had to.",
        poll.turnout or 0,
        all=text.number(poll.eligible),
        quorum=text.number(poll.quorum),
    )


def tally_of(question: PollQuestion) -> Tally | None:
    """How a question of a closed poll was answered; None where that is not shown."""
    return load(question.tally) if question.tally is not None else None


def _result(poll: Poll, question: PollQuestion, text: Text, *, at_the_end: bool = False) -> tuple[Block, ...]:
    """`at_the_end`: of a run-off only the last round."""
    tally = tally_of(question)
    shown = tally if question.decision is not PollDecision.WITHHELD else None
    return (
        section(lines(bold(question.words), bold(decision_words(poll, question, text)))),
        *((section(lines(*bars(question, shown, text))),) if shown and not shown.rounds else ()),
        *((section(lines(*run_off(question, shown, text, at_the_end=at_the_end))),) if shown and shown.rounds else ()),
    )


def _names(poll: Poll, text: Text) -> tuple[Block, ...]:
    """An open poll tells who answered what to whoever may know."""
    if poll.secrecy is not Secrecy.OPEN or not poll.turnout:
        return ()
    return (actions(f"poll-names:{poll.id}", button(text.say("Who answered what"), NAMES, poll.id)),)


def run_off(question: PollQuestion, tally: Tally, text: Text, *, at_the_end: bool = False) -> tuple[Markup, ...]:
    """Round by round: how it stands, who is out, where those ballots go."""
    words = option_words(question, text)
    rounds = list(enumerate(tally.rounds, 1))[-1 if at_the_end else 0 :]
    return tuple(line for number, each in rounds for line in _round(number, each, words, text))


def _round(number: int, each: Round, words: Mapping[str, str], text: Text) -> Sequence[Markup]:
    still_in = sum(each.counts.values())
    return [
        bold(text.say("Round {number}", number=text.number(number))),
        *(_bar(words[key], count, still_in, text) for key, count in each.counts.items()),
        *([marked(_exhausted(each, text))] if each.exhausted else []),
        *([marked(_out(each, words, text))] if each.out else []),
    ]


def _exhausted(each: Round, text: Text) -> str:
    return text.plural(
        "{count} ballot names none of those still in.", "{count} ballots name none of those still in.", each.exhausted
    )


def _out(each: Round, words: Mapping[str, str], text: Text) -> str:
    """Who goes, and where the ballots go."""
    gone = text.listed([_quoted(words[key], text) for key in each.out])
    if not each.passed_on:
        return text.plural("{gone} is out.", "{gone} are out.", len(each.out), gone=gone)
    passed = [
        text.say("{count} to {answer}", count=text.number(count), answer=_quoted(words[key], text))
        for key, count in each.passed_on.items()
    ]
    return text.plural(
        "{gone} is out; its ballots go on: {passed}.",
        "{gone} are out; their ballots go on: {passed}.",
        len(each.out),
        gone=gone,
        passed=text.listed(passed),
    )


def _not_passed(question: PollQuestion, tally: Tally | None, text: Text) -> str:
    """The answer that is ahead changes nothing, or too few want it."""
    if tally is None or tally.winner is None:
        return text.say("Not passed.")
    if tally.has_majority:
        return text.say("Not passed: {answers}.", answers=_ahead(question, tally, text))
    return text.say("Not passed: {answers}, which is not more than half.", answers=_ahead(question, tally, text))


def _ahead(question: PollQuestion, tally: Tally | None, text: Text) -> str:
    """The answers that nobody is ahead of, with their counts."""
    if tally is None:
        return ""
    words, counts = option_words(question, text), _last_counts(tally)
    among = sum(counts.values()) if question.method is Method.RANKED else tally.answers
    return text.listed([_counted(words[key], counts[key], among, text) for key in tally.ahead])


def _last_counts(tally: Tally) -> Mapping[str, int]:
    return tally.rounds[-1].counts if tally.rounds else tally.counts


def _counted(words: str, count: int, among: int, text: Text) -> str:
    return text.say(
        "{answer} ({count} of {all})", answer=_quoted(words, text), count=text.number(count), all=text.number(among)
    )


def _bar(words: str, count: int, among: int, text: Text) -> Markup:
    share = count / among if among else 0.0
    filled = round(share * _WIDTH)
    return fill(
        text.say("{bar} {answer}: {count} ({share})"),
        bar=_FULL * filled + _EMPTY * (_WIDTH - filled),
        answer=words,
        count=text.number(count),
        share=text.share(share),
    )


def _quoted(words: str, text: Text) -> str:
    return text.say("“{words}”", words=words)

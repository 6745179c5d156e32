"""An answer given again, and why one cannot be: in one sentence, with the question to ask anew."""

from bot.errors import CannotReplay, DefinitionChanged
from bot.text import Text
from bot.use_cases.answer_kpi import KpiReply
from bot.views import nouns
from bot.views.help import run
from bot.views.kit import Block, context, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, code, fill, marked, one_line
from bot.words.canonical import canonical
from bot.words.reading import Understood
from kpi_engine.kpi import Catalog
from kpi_engine.question import Basis, Compare, Question
from storage.repositories.records import GivenAnswer

_EXAMPLE = "7F3A9CQ2"


def opening(reply: KpiReply, text: Text) -> tuple[Block, ...]:
    """The first line of a card that was given before; nothing on any other."""
    given = reply.replayed
    if given is None:
        return ()
    said = text.say(
        "As it was answered on {moment}, from version {facts} of the data and version {definition} of the definition. "
        "Nothing imported since is in it. Targets are left out: they are those of today.",
        moment=_moment(given, text),
        facts=given.facts_version,
        definition=text.number(given.definition_version),
    )
    return (context(said),)


def anew(question: Question, text: Text) -> str:
    """The question as it can be typed today."""
    asked = Understood(
        kpi=question.kpi,
        period=question.period,
        scope=question.scope,
        by=question.by,
        filters=question.filters,
        compare=None if question.compare is Compare.PREVIOUS else question.compare,
        basis=None if question.basis is Basis.COHORT else question.basis,
        age=question.age,
        against=question.against,
    )
    return canonical(asked, text.language, text.calendar)


def ask_anew(question: Question, text: Text) -> Block:
    """The same question of today's data, one click away."""
    return run(anew(question, text), text.say("The same question of today’s data:"), text)


def no_receipt(typed: str, text: Text) -> Message:
    """Nothing was answered under what was typed."""
    words = _no_receipt(typed, text)
    return Message(words, (section(words),))


def cannot_replay(error: CannotReplay, catalog: Catalog, text: Text) -> Message:
    """It was answered, and cannot be as it was; where the KPI still exists, its question can be put anew."""
    words = why_not(error, catalog, text)
    offered = (ask_anew(error.question, text),) if error.question.kpi in catalog else ()
    return Message(marked(words), (section(words), *offered))


def why_not(error: CannotReplay, catalog: Catalog, text: Text) -> str:
    """What is gone, or has changed."""
    moment = _moment(error.given, text)
    if not isinstance(error, DefinitionChanged):
        return text.say(
            "The answer of {moment} rests on version {facts} of the data, which is not kept any more: "
            "only the latest imports are.",
            moment=moment,
            facts=error.given.facts_version,
        )
    if error.held is None:
        return text.say("The answer of {moment} is about a KPI that is not defined here any more.", moment=moment)
    return text.say(
        "The answer of {moment} follows version {then} of the definition of “{kpi}”, which is not held any more: "
        "version {now} is in force.",
        moment=moment,
        then=text.number(error.given.definition_version),
        kpi=text.say(catalog[error.question.kpi].name),
        now=text.number(error.held),
    )


def _no_receipt(typed: str, text: Text) -> Markup:
    if not one_line(typed):
        words = text.say("Which answer? Type the receipt that stands under it, for example {example}.")
        return fill(words, example=code(f"{text.say('/kpi replay')} {_EXAMPLE}"))
    words = text.say(
        "I gave no answer under the receipt “{typed}”. A receipt has 8 letters and digits and stands at the "
        "foot of every answer: look there again, or ask the question anew."
    )
    return fill(words, typed=nouns.named(typed, text))


def _moment(given: GivenAnswer, text: Text) -> str:
    return text.moment(given.answered_at, given.zone)

"""What the form of a proposal says: what it comes to in words, and what is wrong with it."""

from collections.abc import Mapping

from bot.text import Text
from bot.use_cases.proposals.draft import Fault
from bot.use_cases.proposals.outlook import ProposalOutlook
from bot.views import target_outlook
from bot.views.definition_words import definition_words, difference_words
from bot.views.message import Mistakes
from bot.views.mrkdwn import Markup, bold, fill, lines, marked
from bot.views.recipe_problems import recipe_problem
from kpi_engine.question import Basis
from storage.repositories.proposal_records import ProposalKind


def outlook_words(told: ProposalOutlook, text: Text, currency: str) -> Markup:
    """The definition in a sentence and what of it is another than today; what cannot stand."""
    return lines(
        *_said(told, text, currency),
        *(f"⚠️ {fault_words(fault, text)}" for fault in told.faults.values()),
    )


def mistakes(faults: Mapping[str, Fault], text: Text) -> Mistakes:
    """Each fault under the input that holds it."""
    return Mistakes({block: fault_words(fault, text) for block, fault in faults.items()})


def fault_words(fault: Fault, text: Text) -> str:
    """Why it cannot stand, and what can."""
    return _of_name(fault, text) or {
        Fault.NOT_CHOSEN: text.say("Choose one."),
        Fault.NO_WHY: text.say("Say why: it is what the others decide by."),
        Fault.NOT_A_NUMBER: text.say("This is not a number I can read. Write for example 5,000."),
        Fault.NOT_DAYS: text.say("This is not a number of days. Write for example 30."),
        Fault.NO_CHANGE: text.say("This is how it is defined today. Change something of it."),
        Fault.NO_TARGET: text.say("This is not one aim yet. Write for example +10%, and choose what it means."),
        Fault.ITSELF: text.say("A KPI that is dropped cannot be looked at instead. Choose another one."),
        Fault.NO_CHANNEL: text.say("Choose the channel in which it is discussed."),
    }.get(fault, "")


def _of_name(fault: Fault, text: Text) -> str:
    return {
        Fault.NO_NAME: text.say("Give it a name."),
        Fault.NAME_OF_KPI: text.say("A KPI is called that already, or was. Choose another name."),
        Fault.NAME_PROPOSED: text.say(
            "A KPI of this name is proposed already. Choose another name, or second that one."
        ),
        Fault.NAME_OF_VERB: text.say("/kpi understands its first word as a command. Begin with another word."),
        Fault.NAME_IN_USE: text.say(
            "/kpi understands this as a period, a breakdown or a comparison. Add a word to it."
        ),
        Fault.NAME_WITHOUT_WORDS: text.say("A name needs letters: people will type it."),
    }.get(fault, "")


def _said(told: ProposalOutlook, text: Text, currency: str) -> tuple[str, ...]:
    match told.draft.kind:
        case ProposalKind.NEW | ProposalKind.CHANGE:
            return _composed(told, text, currency)
        case ProposalKind.DROP:
            return (definition_words(told.kpi, Basis.COHORT, text, currency),) if told.kpi else ()
        case ProposalKind.TARGET:
            return (target_outlook.outlook_words(told.aim, (), text),)
        case _:
            return ()


def _composed(told: ProposalOutlook, text: Text, currency: str) -> tuple[str, ...]:
    if told.bad:
        return (f"⚠️ {recipe_problem(told.bad, text)}",)
    if told.kpi is None:
        nothing = text.say("Choose what is counted: the definition and its figures on your data then stand here.")
        return (nothing,) if told.draft.composes else ()
    named = told.kpi.name if told.before is None else text.say(told.kpi.name)
    changed = difference_words(told.before, told.kpi, text, currency) if told.before else ()
    return (
        bold(marked(named)) if named.strip() else "",
        definition_words(told.kpi, Basis.COHORT, text, currency),
        *(fill("• {line}", line=each) for each in changed),
    )

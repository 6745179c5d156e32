"""The forms behind the buttons of a decision minute: from which day it rules, or why it is set aside."""

from datetime import date

from bot.text import Text
from bot.use_cases.adoption.faults import AdoptionFault
from bot.use_cases.polls.settle import Decision, Which, settlement_of
from bot.views import kit
from bot.views.inputs import Asked, Sheet, day, form, paragraph
from bot.views.kit import actions, button, section
from bot.views.message import Message, View
from bot.views.mrkdwn import Markup, bold, fill, marked
from bot.views.polls.minute import ASIDE, CONFIRM, done_words
from bot.views.proposals.card import headline
from kpi_engine.kpi import Catalog
from storage.repositories.poll_records import PollQuestion
from storage.repositories.proposal_records import ProposalKind

PUT_IN_FORCE, PUT_ASIDE = "poll.adopt", "poll.reject"
DAY, REASON = "day", "reason"
_REASON = 1000  # characters


def waiting(text: Text) -> View:
    """What opens at once."""
    return _told(marked(text.say("One moment, the form is being filled in…")), text)


def confirm_form(decision: Decision, offered: date, catalog: Catalog, text: Text) -> View:
    """From which day; a target has days of its own."""
    title, submit = text.say("Put in force"), text.say("Put in force")
    sheet = Sheet(title, submit, text.say("Cancel"), PUT_IN_FORCE, _named(decision))
    what = section(fill("{name}\n{said}", name=_headed(decision, catalog, text), said=_follows(decision, text)))
    if decision.proposal.kind is ProposalKind.TARGET:
        return View(form(sheet, (what,)))
    return View(form(sheet, (what, day(Asked(DAY, text.say("From"), CONFIRM), offered))))


def _follows(decision: Decision, text: Text) -> str:
    match decision.proposal.kind:
        case ProposalKind.TARGET:
            return text.say("The target counts at once, for the days that were proposed.")
        case ProposalKind.DROP:
            return text.say("From this day on nobody is answered with it; digests and alerts let it go.")
    return text.say("Cards, digests and alerts follow the new definition from this day on. Earlier answers stay.")


def aside_form(decision: Decision, catalog: Catalog, text: Text) -> View:
    """Why what was passed is not put in force: the channel reads it."""
    sheet = Sheet(text.say("Set aside"), text.say("Set aside"), text.say("Cancel"), PUT_ASIDE, _named(decision))
    hint = text.say("Everybody in the channel reads it under the result.")
    asked = Asked(REASON, text.say("Why"), ASIDE, hint)
    return View(form(sheet, (section(_headed(decision, catalog, text)), paragraph(asked, most=_REASON))))


def _headed(decision: Decision, catalog: Catalog, text: Text) -> Markup:
    """What was voted on, in the reader's language: the poll's own words are in its channel's."""
    return bold(headline(decision.proposal, catalog, text))


def settled(question: PollQuestion, zone: str, text: Text) -> View:
    """What takes the form's place: what was done, by her or by somebody before her."""
    done = settlement_of(question)
    if done is None or question.decision is None:
        return _told(marked(text.say("Somebody is deciding on it just now. Look at the result in the channel.")), text)
    return _told(done_words(done, question.decision, zone, text), text)


def offered(named: str, text: Text) -> Message:
    """The forms behind buttons, for where none can open by itself."""
    words = marked(text.say("The form opens by this button."))
    pressed = button(text.say("Put in force from …"), CONFIRM, named, primary=True)
    other = button(text.say("Set aside …"), ASIDE, named)
    return Message(words, (section(words), actions(f"minute:{named}:again", pressed, other)))


def cannot_adopt(fault: AdoptionFault, text: Text) -> Message:
    """Why it cannot be put in force as it was asked for."""
    words = marked(_fault(fault, text))
    return Message(words, (section(words),))


def _fault(fault: AdoptionFault, text: Text) -> str:
    match fault:
        case AdoptionFault.DAY_PASSED:
            return text.say("Choose today or a later day: answers were given by what ruled before.")
        case AdoptionFault.OVER:
            return text.say("This proposal was withdrawn or decided on meanwhile.")
        case AdoptionFault.CHANGED:
            return text.say("This proposal was changed after the vote: put it to the vote again.")
        case AdoptionFault.DEFINED_ALREADY:
            return text.say("There is a KPI of this name by now.")
        case AdoptionFault.NOT_DEFINED:
            return text.say("This KPI is not in the catalogue any more.")
        case AdoptionFault.NOTHING_PROPOSED:
            return text.say("Nothing was proposed that could be put in force.")


def _named(decision: Decision) -> str:
    return Which(decision.poll.id, decision.question.number).dump()


def _told(words: Markup, text: Text) -> View:
    return View(kit.modal(text.say("Decision"), text.say("Close"), (section(words),)))

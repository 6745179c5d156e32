"""What is said to whoever pressed a button of a proposal, and to her alone."""

from bot.errors import OlderRevision, ProposalGone
from bot.text import Text
from bot.views.message import Message, one_paragraph
from bot.views.mrkdwn import Markup, code, fill
from bot.views.recipe_problems import recipe_problem
from kpi_engine.recipe import BadRecipe
from storage.repositories.proposal_records import ProposalState


def seconded(text: Text, *, seconds: bool) -> Message:
    """She seconds it now, or no longer."""
    if seconds:
        return one_paragraph(text.say("You second this proposal. Press again to take it back."))
    return one_paragraph(text.say("You no longer second this proposal."))


def gone(error: ProposalGone, text: Text) -> Message:
    """Why nothing can be done with it any more."""
    match error.state:
        case ProposalState.WITHDRAWN:
            words = text.say("This proposal was withdrawn. {list} has those that are open.")
        case ProposalState.IN_POLL:
            words = text.say("This proposal is being voted on, so it stays as it is. {list} has those that are open.")
        case ProposalState.ADOPTED | ProposalState.REJECTED:
            words = text.say("This proposal was decided. {list} has those that are open.")
        case _:
            words = text.say("There is no such proposal any more. {list} has those that are open.")
    return one_paragraph(fill(words, list=code(text.say("/kpi propose list"))))


def older_revision(error: OlderRevision, text: Text) -> Message:
    """The form shows another revision than the one in discussion."""
    return one_paragraph(
        text.say(
            "This proposal was edited meanwhile: the form shows revision {shown}, and it is revision {current} now. "
            "Copy what you typed, close the form and press Edit again.",
            shown=text.number(error.shown),
            current=text.number(error.current),
        )
    )


def unreadable(bad: BadRecipe, text: Text) -> Message:
    """Its definition cannot be measured any more: the grammar has changed since."""
    return one_paragraph(recipe_problem(bad, text))


def not_seen(text: Text) -> Markup:
    """Figures of somebody else."""
    return Markup(text.say("These are figures of a team that is not yours to see."))


def no_definition(text: Text) -> Markup:
    """A proposal that changes no definition."""
    return Markup(text.say("It changes no definition, so there are no figures to compare."))

"""The proposals that are discussed, with the buttons of those who may press them; what the form is answered with."""

from collections.abc import Sequence
from datetime import datetime

from bot.text import Text
from bot.use_cases.proposals.list import ListedProposal
from bot.views import kit
from bot.views.help import EXAMPLE
from bot.views.inputs import Asked, Sheet, form, paragraph
from bot.views.kit import Block, Json, actions, button, context, header, section
from bot.views.message import Message, View
from bot.views.mrkdwn import Markup, bold, channel, clip, code, fill, join, lines, marked, mention, one_line
from bot.views.proposals.card import headline, proposal_words
from bot.views.proposals.form import CHANGE
from bot.views.proposals.messages import EDIT, LOOK, SECOND, WITHDRAW, House, support
from kpi_engine.kpi import Catalog
from storage.repositories.proposal_records import Proposal

OPEN, LEAVE = "proposal.open", "proposal.leave"
REASON = "reason"
_SHOWN = 12  # of a list; each takes two blocks
_WHY = 300  # characters of a reason in the list
_REASON = 500


def proposal_list(
    listed: Sequence[ListedProposal], voted_on: Sequence[Proposal], catalog: Catalog, now: datetime, text: Text
) -> Message:
    """The answer to `/kpi propose list`: what is discussed, and the names of what is put to the vote."""
    shown = listed[:_SHOWN]
    more = len(listed) - len(shown)
    heading = text.plural("{count} open proposal", "{count} open proposals", len(listed))
    heading = heading if listed else text.say("No open proposal")
    voting = _voted_on(voted_on, catalog, text)
    blocks = (
        header(heading),
        *(block for each in shown for block in _entry(each, catalog, now, text)),
        *((context(text.plural("… and {count} more", "… and {count} more", more)),) if more else ()),
        *((context(voting),) if voting else ()),
        actions("proposals", button(text.say("Propose a KPI"), OPEN)),
    )
    return Message(lines(heading, *(_line(each, catalog, text) for each in shown), voting), blocks)


def home_proposals(listed: Sequence[ListedProposal], text: Text) -> tuple[Block, ...]:
    """How many are open, and the way to one's own, on the Home tab."""
    count = text.plural("{count} open proposal", "{count} open proposals", len(listed))
    said = count if listed else text.say("Something missing, or measured wrongly? Propose it.")
    see = (button(text.say("See them"), EXAMPLE, text.say("propose list")),) if listed else ()
    return (
        section(lines(bold(text.say("KPIs that people propose")), said)),
        actions("proposals", button(text.say("Propose a KPI"), OPEN), *see),
    )


def offered(typed: str, text: Text) -> Message:
    """The form behind a button, for where no form can open by itself."""
    words = text.say("The form of a proposal opens by this button.")
    return Message(marked(words), (section(words, button(text.say("Open the form"), OPEN, typed, primary=True)),))


def proposal_sent(proposal: Proposal, catalog: Catalog, text: Text) -> View:
    """What takes the form's place once the proposal is kept."""
    place = channel(proposal.channel_id) if proposal.channel_id else Markup()
    said = (
        text.say("The proposal is edited. Its message in {channel} shows it in a moment.")
        if proposal.revision > 1
        else text.say("The proposal goes to {channel} in a moment. It is discussed in its thread.")
    )
    list_all = fill(text.say("{list} has all that are open."), list=code(text.say("/kpi propose list")))
    blocks = (section(lines(bold(headline(proposal, catalog, text)), fill(said, channel=place))), context(list_all))
    return View(kit.modal(text.say("Proposal"), text.say("Close"), blocks))


def looked_at(proposal: Proposal, house: House, figures: Markup, text: Text) -> View:
    """A proposal with its figures, for whoever asked."""
    blocks = (*proposal_words(proposal, house.catalog, text, house.currency), section(figures))
    return View(kit.modal(text.say("Its figures"), text.say("Close"), blocks))


def looking(text: Text) -> View:
    """The same while the figures are on their way."""
    said = section(text.say("One moment, it is being looked at on your data …"))
    return View(kit.modal(text.say("Its figures"), text.say("Close"), (said,)))


def withdrawing(proposal: Proposal, catalog: Catalog, text: Text) -> View:
    """Asks why it is withdrawn, which need not be said."""
    sheet = Sheet(
        title=text.say("Withdraw a proposal"),
        submit=text.say("Withdraw"),
        close=text.say("Keep"),
        callback_id=LEAVE,
        metadata=proposal.id,
    )
    hint = text.say("It is said in the thread.")
    reason = Asked(REASON, text.say("Why, if you want to say it"), CHANGE, hint, optional=True)
    return View(form(sheet, (section(bold(headline(proposal, catalog, text))), paragraph(reason, most=_REASON))))


def withdrawn(proposal: Proposal, catalog: Catalog, text: Text) -> View:
    """What takes the place of that form."""
    said = lines(bold(headline(proposal, catalog, text)), text.say("Withdrawn. Its thread stays."))
    return View(kit.modal(text.say("Proposal"), text.say("Close"), (section(said),)))


def _voted_on(proposals: Sequence[Proposal], catalog: Catalog, text: Text) -> Markup:
    if not proposals:
        return Markup()
    said = text.plural(
        "{count} is being voted on: {names}", "{count} are being voted on: {names}", len(proposals), names="{names}"
    )
    return fill(said, names=join(", ", *(headline(each, catalog, text) for each in proposals[:_SHOWN])))


def _entry(each: ListedProposal, catalog: Catalog, now: datetime, text: Text) -> tuple[Block, Block]:
    proposal = each.proposal
    place = channel(proposal.channel_id) if proposal.channel_id else Markup()
    told = section(
        lines(
            bold(headline(proposal, catalog, text)),
            clip(one_line(proposal.why), _WHY),
            join(" · ", mention(proposal.author), place, text.ago(proposal.created_at, now), support(proposal, text)),
        )
    )
    return told, actions(f"proposal:{proposal.id}:list", *_buttons(each, text))


def _buttons(each: ListedProposal, text: Text) -> tuple[Json, ...]:
    key = each.proposal.id
    seconds = text.say("No longer second") if each.seconds else text.say("Second")
    return (
        *((button(seconds, SECOND, key),) if each.seconds is not None else ()),
        button(text.say("Its figures"), LOOK, key),
        *((button(text.say("Edit"), EDIT, key),) if each.may_edit else ()),
        *((button(text.say("Withdraw"), WITHDRAW, key),) if each.may_withdraw else ()),
    )


def _line(each: ListedProposal, catalog: Catalog, text: Text) -> Markup:
    return join(" · ", headline(each.proposal, catalog, text), support(each.proposal, text))

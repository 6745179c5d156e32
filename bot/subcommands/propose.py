"""`/kpi propose`: a KPI to add, change or drop, or another target, by a form that tries it out; `list`: those open."""

from collections.abc import Callable, Collection
from dataclasses import replace
from secrets import token_hex

from bot.arrivals import Form
from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Action, may
from bot.subcommands.subcommand import LIST, Opening, Request, Subcommand
from bot.subcommands.target import typed_amount
from bot.text import Text
from bot.use_cases.proposals.act import proposal_of, proposal_to_edit
from bot.use_cases.proposals.choices import Written, begun, choices, of_proposal, with_definition
from bot.use_cases.proposals.compose import settled
from bot.use_cases.proposals.draft import Fault, ProposalDraft
from bot.use_cases.proposals.figures import Looked, look
from bot.use_cases.proposals.list import listed_proposals, may_see, proposals_voted_on
from bot.use_cases.proposals.outlook import Ask, ProposalOutlook, outlook
from bot.use_cases.proposals.proposed import proposed_kpi
from bot.use_cases.proposals.values import values_in
from bot.views.message import Message, View
from bot.views.mrkdwn import Markup
from bot.views.proposals.figures import figures_words
from bot.views.proposals.form import Carried, Filled, proposal_form, waiting
from bot.views.proposals.form_read import drafted_in
from bot.views.proposals.list import looked_at, offered, proposal_list
from bot.views.proposals.messages import House
from bot.views.proposals.replies import no_definition, not_seen
from kpi_engine.periods import Grain
from kpi_engine.recipe import Recipe
from kpi_engine.scope import COMPANY
from storage.repositories.proposal_records import Proposal, ProposalKind


def run(request: Request, office: Office) -> Message | Opening:
    """The list, or the form."""
    words = request.typed.split(maxsplit=1)[1:]
    said = words[0].strip() if words else ""
    if said.casefold() in LIST:
        return listing(request, office)
    ruling = may(request.member, Action.PROPOSE)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    return opening(lambda: beginning(said, request, office), said, request.text)


def opening(fill: Callable[[], View], typed: str, text: Text) -> Opening:
    """The form: a moment's patience at once, then filled in."""
    return Opening(waiting(text), fill, offered(typed, text))


def beginning(said: str, request: Request, office: Office) -> View:
    """The form as words begin it."""
    draft = begun(said, request.member, request.channel_id, request.text.language, office)
    return shown(draft, Carried(token_hex(8)), request, office)


def editing(proposal_id: str, request: Request, office: Office) -> View:
    """The form of a proposal that is discussed. Raises NotAllowed, ProposalGone."""
    proposal = proposal_to_edit(proposal_id, request.member, office)
    draft = of_proposal(proposal, office, _written(request.text))
    carried = Carried(
        proposal.id,
        proposal.revision,
        shown=proposal.kpi,
        kind=proposal.kind,
        kpi=draft.kpi or "",
        channel_id=proposal.channel_id or "",
    )
    return shown(draft, carried, request, office)


def shown(draft: ProposalDraft, carried: Carried, request: Request, office: Office, *, again: bool = False) -> View:
    """The form with what its draft comes to, and its figures."""
    told, kept, draft = told_of(draft, carried, request, office)
    looked = _looked(told, request, office)
    offered_now = choices(draft, request.member, office)
    return proposal_form(Filled(draft, offered_now, kept, told, office.currency, looked, again=again), request.text)


def shown_looking(draft: ProposalDraft, carried: Carried, request: Request, office: Office) -> View:
    """The form at once, while its figures are on their way."""
    told, kept, draft = told_of(draft, carried, request, office)
    looking = told.kpi is not None and draft.composes
    offered_now = choices(draft, request.member, office)
    return proposal_form(Filled(draft, offered_now, kept, told, office.currency, looking=looking), request.text)


def told_of(
    draft: ProposalDraft, carried: Carried, request: Request, office: Office
) -> tuple[ProposalOutlook, Carried, ProposalDraft]:
    """What a draft comes to once what does not go together is out of it; a change begins as its KPI is defined."""
    draft = _with_habits(draft, office)
    if draft.kind is ProposalKind.CHANGE and draft.kpi and draft.kpi != carried.shown:
        draft = with_definition(draft, office, _written(request.text))
        carried = replace(carried, shown=draft.kpi or "")
    if draft.kind is ProposalKind.NEW and not carried.editing:
        carried = replace(carried, shown="")
    draft = replace(draft, recipe=settled(draft.recipe))
    told = outlook(draft, asked_by(request, carried), office)
    return told, replace(carried, seal=told.seal), draft


def asked_by(request: Request, carried: Carried) -> Ask:
    """Who fills in the form."""
    return Ask(request.member, request.text.language, verbs(), carried.id if carried.editing else None)


def read(sent: Form, request: Request, office: Office) -> tuple[ProposalDraft, Carried]:
    """What a form holds, and what it brought back."""
    carried = Carried.load(sent.metadata)
    aims = choices(ProposalDraft(), request.member, office).aim
    return drafted_in(sent, carried, aims, lambda column: values_in(column, office)), carried


def looking(proposal_id: str, request: Request, office: Office) -> View:
    """A proposal's figures on today's data, as far as this person may see them. Raises ProposalGone."""
    proposal = proposal_of(proposal_id, request.member, office)
    words = _figures_of(proposal, request, office)
    house = House(office.catalog, office.calendar, office.currency)
    return looked_at(proposal, house, words, request.text)


def listing(request: Request, office: Office) -> Message:
    """The proposals that this person may see."""
    listed, voted_on = listed_proposals(request.member, office), proposals_voted_on(request.member, office)
    return proposal_list(listed, voted_on, office.catalog, office.now(), request.text)


def verbs() -> Collection[str]:
    """The words that `/kpi` takes as commands."""
    from bot.subcommands import SUBCOMMANDS  # noqa: PLC0415 - the tuple holds this verb as well

    return frozenset(word for each in SUBCOMMANDS for word in each.words)


def _with_habits(draft: ProposalDraft, office: Office) -> ProposalDraft:
    """A target is the whole company's for the quarter in progress, unless something else is chosen."""
    if draft.kind is not ProposalKind.TARGET or draft.aim.scope:
        return draft
    quarter = office.calendar.containing(office.today(), Grain.QUARTER)
    return replace(draft, aim=replace(draft.aim, scope=COMPANY, horizon=quarter))


def _looked(told: ProposalOutlook, request: Request, office: Office) -> Looked | None:
    if told.kpi is None or not told.draft.composes:
        return None
    before = None if Fault.NO_CHANGE in told.faults.values() else told.before
    return look(told.kpi, before, request.member, office)


def _figures_of(proposal: Proposal, request: Request, office: Office) -> Markup:
    if not may_see(request.member, proposal):
        return not_seen(request.text)
    kpi = proposed_kpi(proposal, office.catalog)
    before = office.catalog.get(proposal.kpi)
    if kpi is None and before is not None and proposal.kind is ProposalKind.DROP:
        kpi, before = before, None
    if kpi is None:
        return no_definition(request.text)
    return figures_words(look(kpi, before, request.member, office), request.text)


def _written(text: Text) -> Written:
    def least(recipe: Recipe) -> str:
        return "" if recipe.at_least is None else text.typed(recipe.at_least)

    return Written(least, lambda target, unit: typed_amount(target, unit, text))


PROPOSE = Subcommand(
    "propose", frozenset({"propose", "proposal", "proposals", "proposer", "proposition", "propositions"}), run
)

"""`/kpi poll`: the form of a poll; `/kpi poll list`: those that one may vote in, or opened."""

from collections.abc import Callable
from dataclasses import replace

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Action, may
from bot.subcommands.subcommand import LIST, Opening, Request, Subcommand
from bot.text import Text
from bot.use_cases.polls.begin import drafted, on_proposal, on_question, open_proposals, zone_of
from bot.use_cases.polls.draft import PollDraft
from bot.use_cases.polls.listed import listed_polls
from bot.views.message import Message, View
from bot.views.polls.form import Filled, poll_form, waiting
from bot.views.polls.form_questions import Offered
from bot.views.polls.form_read import Carried
from bot.views.polls.list import offered, poll_list
from bot.views.proposals.card import headline
from storage.repositories.proposal_records import Proposal
from storage.repositories.records import Role


def run(request: Request, office: Office) -> Message | Opening:
    """The list, or the form."""
    said = request.typed.casefold().split()[1:]
    if (said and said[0] in LIST) or (not said and request.member.role is Role.REP):
        return listing(request, office)
    ruling = may(request.member, Action.OPEN_POLL)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    return opening(lambda: beginning(request, office), request.text)


def opening(fill: Callable[[], View], text: Text) -> Opening:
    """The form: a moment's patience at once, then filled in."""
    return Opening(waiting(text), fill, offered(text))


def beginning(request: Request, office: Office) -> View:
    """The form as it begins in this channel."""
    draft = drafted(request.member, request.channel_id, office)
    text = Text(draft.language, office.calendar)
    titled = replace(draft, title=text.say("Revision of our KPIs, {day}", day=text.day(office.today())))
    return shown(titled, Carried(), request, office)


def from_proposal(proposal_id: str, request: Request, office: Office) -> View:
    """The form about a proposal, in the channel where that is discussed."""
    named = next((each for each in open_proposals(request.member, office) if each.id == proposal_id), None)
    draft = drafted(request.member, named.channel_id if named else request.channel_id, office)
    if named:
        draft = replace(on_proposal(named.id, draft), title=headline_in(draft, office)(named))
    return shown(draft, Carried(), request, office)


def about_kpi(key: str, request: Request, office: Office) -> View:
    """The form that asks whether a KPI stays, changes or goes. Raises UnknownKpi."""
    draft = drafted(request.member, request.channel_id, office)
    text = Text(draft.language, office.calendar)
    words = text.say("What becomes of “{name}”?", name=text.say(office.catalog[key].name))
    return shown(replace(on_question(words, draft), title=words), Carried(), request, office)


def shown(draft: PollDraft, carried: Carried, request: Request, office: Office, note: str = "") -> View:
    """The form as far as it is filled in."""
    member, text = request.member, request.text
    said = headline_in(draft, office, text)
    filled = Filled(
        draft=draft,
        offered=[Offered(each.id, said(each)) for each in open_proposals(member, office)],
        carried=carried.of(draft),
        zone=zone_of(draft.channel_id, member.team_id, office),
        note=note,
    )
    return poll_form(filled, text)


def headline_in(draft: PollDraft, office: Office, text: Text | None = None) -> Callable[[Proposal], str]:
    """What says in a line what is proposed: in the language of the poll, unless another text is given."""
    told = text or Text(draft.language, office.calendar)
    return lambda proposal: headline(proposal, office.catalog, told)


def listing(request: Request, office: Office) -> Message:
    """The polls that concern this person."""
    may_open = may(request.member, Action.OPEN_POLL).allowed
    return poll_list(listed_polls(request.member, office), request.text, may_open=may_open)


POLL = Subcommand("poll", frozenset({"poll", "polls", "sondage", "sondages", "vote"}), run)

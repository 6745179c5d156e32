"""A definition that a rep wants changed, seconded by two and put to the vote: five have voted, one is missing."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from bot.clock import SystemClock
from bot.listeners.polls.telling import telling_polls, telling_proposals
from bot.listeners.polls.voters import voters
from bot.messenger import Messenger
from bot.office import Office
from bot.settings import Settings
from bot.slack_calls import once_only_client
from bot.subcommands.poll import headline_in
from bot.terminal.demo_cast import Cast, cast, listed_channels, listed_users, script
from bot.text import Language
from bot.use_cases.polls.begin import Sent, drafted, on_proposal, opened_before, weighed_up
from bot.use_cases.polls.cast_ballot import cast_ballot
from bot.use_cases.polls.open_poll import open_poll
from bot.use_cases.proposals.act import propose, second
from bot.use_cases.proposals.choices import Written, with_definition
from bot.use_cases.proposals.draft import ProposalDraft
from bot.use_cases.proposals.outlook import Ask, outlook
from bot.use_cases.proposals.planned import planned
from bot.wiring import furnish
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition
from storage.repositories.poll_records import Poll
from storage.repositories.proposal_records import Proposal, ProposalKind
from storage.repositories.records import Member

_PROPOSAL, _POLL = "demo-proposal", "demo-poll"
_NO_NUMBERS = Written(least=lambda _recipe: "", amount=lambda _target, _unit: "")


async def ask_for_a_vote(settings: Settings, team_id: str) -> None:
    """Propose, second, open, vote; a second start finds the poll as it was left."""
    client = once_only_client(settings.required("slack_bot_token"), settings.slack_api_url)
    users, channels = await listed_users(client), await listed_channels(client)
    office = furnish(settings, SystemClock())
    people = cast(office, team_id, users, channels)
    if opened_before(_POLL, people.members[script()["poll"]["by"]], office) is None:
        may_vote = await voters(Messenger(client), team_id, channels[script()["proposal"]["channel"]], office) or ()
        await asyncio.to_thread(_play, people, may_vote, office)
    office.records.close()


def _play(people: Cast, may_vote: tuple[Member, ...], office: Office) -> None:
    poll = _open(_propose(people, office), people, may_vote, office)
    for answer in ("yes", "no"):
        for name in script()["poll"][answer]:
            cast_ballot(poll.id, people.members[name], {1: (answer,)}, office)


def _propose(people: Cast, office: Office) -> Proposal:
    wanted, language = script()["proposal"], Language(office.language)
    author = people.members[wanted["by"]]
    told = outlook(_changed(wanted, author, people, office), Ask(author, language, ()), office)
    proposal = planned(told, author, _PROPOSAL, language, office)
    words = telling_proposals(office)
    propose(proposal, author, office, words)
    for name in wanted["seconds"]:
        second(proposal.id, people.members[name], office, words)
    return proposal


def _changed(wanted: Mapping[str, object], author: Member, people: Cast, office: Office) -> ProposalDraft:
    """The definition in force with the script's conditions."""
    begun = ProposalDraft(ProposalKind.CHANGE, kpi=str(wanted["kpi"]), owner=author.user_id)
    draft = with_definition(begun, office, _NO_NUMBERS)
    ((dimension, values),) = script()["proposal"]["leaves_out"].items()
    left_out = Condition(Dimension(dimension), tuple(values), leaves_out=True)
    return replace(
        draft,
        recipe=replace(draft.recipe, conditions=(*draft.recipe.conditions, left_out)),
        why=str(wanted[office.language]),
        channel_id=people.channels[str(wanted["channel"])],
    )


def _open(proposal: Proposal, people: Cast, may_vote: tuple[Member, ...], office: Office) -> Poll:
    asked = script()["poll"]
    chief = people.members[asked["by"]]
    draft = replace(
        on_proposal(proposal.id, drafted(chief, proposal.channel_id, office)),
        title=asked[office.language],
        quorum=asked["quorum"],
        language=Language(office.language),
    )
    opening = weighed_up(Sent(draft, _POLL, headline_in(draft, office)), may_vote, chief, office)
    return open_poll(opening, may_vote, chief, office, telling_polls(office))

"""Where the form of a poll begins, what it offers, and what it comes to once it is filled in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.errors import PollRefused
from bot.office import Office
from bot.use_cases.channel_language import language_of
from bot.use_cases.polls.draft import OwnQuestion, PollDraft, week_ahead
from bot.use_cases.polls.evidence import Evidence
from bot.use_cases.polls.open_poll import Opening
from bot.use_cases.polls.questions import Headline, questions_of
from bot.use_cases.polls.refusals import PollFault
from bot.use_cases.polls.weigh import all_may_see, weighed
from bot.use_cases.proposals.list import listed_proposals
from bot.use_cases.set_target import named
from storage.repositories.poll_records import Method, Poll
from storage.repositories.proposal_records import Proposal
from storage.repositories.records import Member


def drafted(member: Member, channel_id: str | None, office: Office) -> PollDraft:
    """A poll that ends in a week, in the channel's language; with a question of one's own where nothing is proposed."""
    own = () if open_proposals(member, office) else (OwnQuestion(),)
    language = language_of(channel_id, member.team_id, member.locale or office.language, office)
    return PollDraft(own=own, channel_id=channel_id, day=week_ahead(office.today()), language=language)


def on_proposal(proposal_id: str, draft: PollDraft) -> PollDraft:
    """The same about a proposal."""
    return replace(draft, proposals=(proposal_id,), own=())


def on_question(words: str, draft: PollDraft) -> PollDraft:
    """The same about what is to become of something."""
    return replace(draft, own=(OwnQuestion(words, Method.KEEP_CHANGE_DROP),))


def open_proposals(member: Member, office: Office) -> Sequence[Proposal]:
    """What can be put to the vote, as far as this person may see it."""
    return [each.proposal for each in listed_proposals(member, office)]


def zone_of(channel_id: str | None, team_id: str, office: Office) -> str:
    """The zone of a channel: that of a digest that goes there, else the house's."""
    if channel_id:
        with office.records.reading() as work:
            digests = work.digests.of_channel(team_id, channel_id)
        if digests:
            return digests[0].schedule.zone
    return office.calendar.zone


def chosen_proposals(draft: PollDraft, member: Member, office: Office) -> Sequence[Proposal]:
    """The proposals of a draft, in its order. Raises PollRefused where one is no longer open."""
    offered = {each.id: each for each in open_proposals(member, office)}
    if any(each not in offered for each in draft.proposals):
        raise PollRefused(PollFault.PROPOSAL_GONE)
    return [offered[each] for each in draft.proposals]


def hidden_from_some(draft: PollDraft, voters: Collection[Member], member: Member, office: Office) -> bool:
    """Whether a proposed target is about figures that some of the voters may not see."""
    return not all(all_may_see(each, voters) for each in chosen_proposals(draft, member, office))


@dataclass(frozen=True, slots=True)
class Sent:
    """A draft without faults and how it was sent: `key` is the same for the same form sent twice."""

    draft: PollDraft
    key: str
    headline: Headline


def opened_before(key: str, member: Member, office: Office) -> Poll | None:
    """The poll that this very form opened already."""
    with office.records.reading() as work:
        return work.polls.get(member.team_id, named(key))


def sketched(sent: Sent, eligible: int, member: Member, office: Office) -> Opening:
    """What a draft comes to, without the past. Raises PollRefused."""
    evidence = [Evidence(each) for each in chosen_proposals(sent.draft, member, office)]
    return _opening(sent, eligible, evidence, zone_of(sent.draft.channel_id, member.team_id, office))


def weighed_up(sent: Sent, voters: Collection[Member], member: Member, office: Office) -> Opening:
    """The same with the past year by each proposal. Raises PollRefused."""
    evidence = [weighed(each, voters, office) for each in chosen_proposals(sent.draft, member, office)]
    return _opening(sent, len(voters), evidence, zone_of(sent.draft.channel_id, member.team_id, office))


def _opening(sent: Sent, eligible: int, evidence: Sequence[Evidence], zone: str) -> Opening:
    draft = sent.draft
    deadline, quorum = draft.deadline(zone), draft.must_take_part(eligible)
    if draft.channel_id is None or deadline is None or quorum is None:
        raise ValueError("a poll with faults")
    return Opening(
        key=sent.key,
        channel_id=draft.channel_id,
        title=" ".join(draft.title.split()),
        questions=questions_of(draft, evidence, sent.headline),
        secrecy=draft.secrecy,
        live=draft.live,
        quorum=quorum,
        deadline=deadline,
        zone=zone,
        language=draft.language,
    )

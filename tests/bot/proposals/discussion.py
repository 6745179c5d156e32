"""People who propose, second, edit and withdraw, and what comes of it in the records."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.use_cases.proposals.act import Seconded, edit, propose, second, withdraw
from bot.use_cases.proposals.news import ProposalNews, Telling
from kpi_engine.figure import Direction
from storage.repositories.delivery_records import DeliveryKind, Frozen
from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState
from storage.repositories.records import Act, Member, Role
from tests.bot.digests.bureau import LONG_AGO, MONDAY, Bureau

CHANNEL = "C000000001"


def member(number: int, role: Role = Role.REP, locale: str = "en-GB") -> Member:
    return Member("T1", f"U{number:09}", None, f"Person {number}", LONG_AGO, locale=locale, role=role, team="Nord")


AUTHOR, ADMIN, STRANGER = member(11), member(12, Role.ADMIN), member(13, Role.NONE)
OTHERS = [member(number, locale="fr-FR" if number % 2 else "en-GB") for number in range(20, 30)]


def a_proposal(**other: Any) -> Proposal:
    """Of the number of opportunities won."""
    proposal = Proposal(
        team_id="T1",
        id="P1",
        author=AUTHOR.user_id,
        kind=ProposalKind.NEW,
        kpi="large-deals",
        name="Large deals",
        better=Direction.UP,
        recipe={"way": "count", "counted": "opportunities_won"},
        target=None,
        successor=None,
        why="They pay for the rest.",
        owner=AUTHOR.user_id,
        paired_with=None,
        state=ProposalState.OPEN,
        revision=1,
        channel_id=CHANNEL,
        root_delivery=None,
        created_at=MONDAY,
        changed_at=MONDAY,
    )
    return replace(proposal, **other)


def words(telling: Telling, news: ProposalNews, locale: str) -> Frozen:
    """Names the message, the revision and how many second it: what it says to people is another test's business."""
    proposal = news.proposal
    return {
        "text": f"{telling} r{proposal.revision} {len(proposal.seconded_by)} {proposal.state} {locale}",
        "blocks": [],
    }


@dataclass
class Discussion:
    """What people do; an hour passes with each act."""

    bureau: Bureau

    def __post_init__(self) -> None:
        with self.bureau.records.writing() as work:
            for each in (AUTHOR, ADMIN, STRANGER, *OTHERS):
                work.members.put(each)

    @property
    def office(self) -> Any:
        return self.bureau.office

    def propose(self, proposal: Proposal | None = None, by: Member = AUTHOR) -> Proposal:
        self.bureau.clock.at += timedelta(hours=1)
        return propose(proposal or a_proposal(), by, self.office, words)

    def edit(self, revision: int, by: Member = AUTHOR, **other: Any) -> Proposal:
        self.bureau.clock.at += timedelta(hours=1)
        return edit(replace(self.now, **other), revision, by, self.office, words)

    def second(self, by: Member) -> Seconded:
        return second("P1", by, self.office, words)

    def withdraw(self, by: Member, reason: str = "") -> Proposal:
        return withdraw("P1", reason, by, self.office, words)

    @property
    def now(self) -> Proposal:
        with self.bureau.records.reading() as work:
            found = work.proposals.get("T1", "P1")
        assert found is not None
        return found

    @property
    def acts(self) -> list[Act]:
        with self.bureau.records.reading() as work:
            return [each.act for each in work.audit.of("T1")]

    def posted(self) -> list[Any]:
        """The messages of the thread, in the order in which they were decided."""
        return self.bureau.queued(DeliveryKind.PROPOSAL)

    def notices(self) -> list[Any]:
        return self.bureau.queued(DeliveryKind.NOTICE)

    def root_says(self) -> str:
        """What the first message shows now."""
        root = self.posted()[0]
        return str((root.edit or root.payload_text)["text"])

"""One of everything, all of it team Nord's, and the people who would like to have it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import update

from bot.office import Office
from bot.use_cases.alerts.episode_news import Told, kept
from bot.use_cases.polls.evidence import Evidence
from bot.use_cases.polls.evidence import dump as dump_evidence
from bot.use_cases.polls.tally import dump as dump_tally
from bot.use_cases.polls.tally import tally
from bot.use_cases.question_json import dump as dump_question
from bot.views.polls.example_poll import a_proposal
from kpi_engine.alerts import Judgement, Seen
from kpi_engine.figure import Unit
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Question
from kpi_engine.scope import Level, Scope
from storage.database import WRITING, open_engine
from storage.models import DeliveryRow
from storage.repositories.alert_records import NewEpisode
from storage.repositories.delivery_records import DeliveryKind, DeliveryState, NewDelivery
from storage.repositories.poll_records import Method, Option, Poll, PollDecision, PollQuestion, PollState, Secrecy
from storage.repositories.proposal_records import Proposal, ProposalState
from storage.repositories.records import (
    AskedQuestion,
    GivenAnswer,
    Member,
    Role,
    Workspace,
)
from storage.repositories.voice_records import Feedback, FeedbackKind
from storage.unit_of_work import UnitOfWork
from tests.bot.security.doors import CHANNEL
from tests.digests import a_digest
from tests.storage.records.test_alerts import RULE
from tests.storage.records.test_targets import KEPT, RETENTION

NOW = datetime.now(UTC)
MARK = "Zanzibar"
"""Stands in all that is said in words: whoever reads it has read what is not hers."""

NORD = Scope(Level.TEAM, "Nord")
NORA = Member(
    *("T1", "U0NORA", None, "Nora", NOW), locale="en-GB", role=Role.MANAGER, manages=("Nord",), reports=("ada",)
)
SUD = replace(NORA, user_id="U0SUD", manages=("Sud",), reports=("cy",))
REP = replace(NORA, user_id="U0REP", role=Role.REP, manages=(), reports=(), rep="cy", team="Sud")
ELSEWHERE = replace(NORA, team_id="T2", user_id="U0ELSE", role=Role.ADMIN)
GONE = replace(NORA, user_id="U0GONE", role=Role.ADMIN, active=False)
ADMIN = replace(NORA, user_id="U0ADMIN", role=Role.ADMIN)

SAID = tuple(f"{number:032x}" for number in range(1, 7))
"""Pieces of feedback, one for each way in which one can end."""

_QUESTION = Question("revenue", Period(NOW.date().replace(day=1, month=1), NOW.date(), Grain.YEAR), NORD)
_TARGET = replace(RETENTION, kpi="revenue", scope=NORD, amount=0.1, aim=1_320_000.0)
_YES_NO = PollQuestion(1, f"{MARK}?", Method.YES_NO, (Option("yes", f"Yes, {MARK}"), Option("no", "No")))


IDS = {
    "target": "a1",
    "digest": "D1",
    "alert": "R1",
    "feedback": SAID[0],
    "proposal": "P1",
    "poll": "B1",
    "decision": "B2:1",
    "question": "0123456789abcdef0123",
    "receipt": "7F3A7F3A",
}


@dataclass(frozen=True, slots=True)
class Belongings:
    """The ids that the records gave; the others stand in IDS."""

    episode: str
    delivery: str


def just_seated(member: Member) -> Member:
    """As if Slack had told of her this minute, so that it is not asked again, however long the other tests took."""
    return replace(member, synced_at=datetime.now(UTC))


def belongings(office: Office, url: str) -> Belongings:
    """Keep one of each in the first workspace; the second one has a name and an admin."""
    with office.records.writing() as work:
        for team_id in ("T1", "T2"):
            work.workspaces.put(Workspace(team_id, team_id, "UBOT"))
            work.teams.replace(team_id, {"Nord": 8, "Sud": 7})
        for each in (NORA, SUD, REP, ELSEWHERE, GONE, ADMIN):
            work.members.put(just_seated(each))
        work.targets.put(replace(KEPT, note=MARK, set_by=NORA.user_id, target=_TARGET))
        leads = replace(_TARGET, kpi="leads", aim=3300.0)
        work.targets.put(replace(KEPT, id="a2", note=MARK, set_by=NORA.user_id, target=leads))
        work.digests.put(a_digest(id="D1", scope=NORD, channel_id=CHANNEL, owner=NORA.user_id))
        for key in SAID:
            work.feedback.put(_said(key))
        _propose(work)
        work.asked_questions.put(AskedQuestion("T1", IDS["question"], dump_question(_QUESTION), NOW))
        work.receipts.put(_given(office))
        told = _alert(work)
    _lose_sight_of(told.delivery, url)
    return told


def _propose(work: UnitOfWork) -> None:
    """A proposal that is discussed, one that a poll has passed, and a poll that runs."""
    proposal = replace(a_proposal(), name=MARK, why=MARK, author=NORA.user_id, owner=NORA.user_id, language="en")
    work.proposals.put(replace(proposal, id="P1", state=ProposalState.OPEN))
    work.polls.open(a_poll_of("B1"), [NORA.user_id])
    for poll_id, proposal_id in (("B2", "P2"), ("B3", "P3")):
        passed = replace(proposal, id=proposal_id)
        work.proposals.put(passed)
        work.polls.open(_decided(passed, poll_id), [NORA.user_id])
        work.polls.close(_decided(passed, poll_id))


def _alert(work: UnitOfWork) -> Belongings:
    """A rule, and an episode of it whose message may be out or not."""
    rule = replace(RULE, channel_id=CHANNEL, owner=NORA.user_id, settings={"tell": [NORA.user_id]}, language="en")
    work.alerts.put(rule)
    key, kind = "alert:T1:C1:1", DeliveryKind.ALERT
    posted = work.deliveries.queue(NewDelivery(key, kind, "T1", CHANNEL, {"text": MARK}, NOW, NOW + timedelta(days=1)))
    assert posted
    week = Period(date(2026, 11, 9), date(2026, 11, 16), Grain.WEEK)
    found = Judgement(Seen.BREACH, week, Unit.SHARE, value=0.2, n=120, numerator=24, limit=0.25)
    told = kept(*[Told(found, week.last_day, NOW, "facts-1", "EUR")] * 2)
    episode = work.alerts.begin(NewEpisode("T1", "R1", 1, told, 1, NOW))
    work.alerts.keep(replace(episode, root_delivery=posted))
    return Belongings(str(episode.id), str(posted))


def _lose_sight_of(delivery: str, url: str) -> None:
    engine = open_engine(url).execution_options(**WRITING)
    with engine.begin() as database:
        row = update(DeliveryRow).where(DeliveryRow.id == int(delivery))
        database.execute(row.values(state=DeliveryState.UNCONFIRMED, finished_at=NOW))
    engine.dispose()


def _said(key: str) -> Feedback:
    return Feedback(
        *("T1", key, FeedbackKind.OTHER, MARK, None, {}, "Nord", "U0AUTHOR", NOW, "2026-W47", None), released=True
    )


def a_poll_of(key: str) -> Poll:
    """A poll that Nora opened, which shows who answered what."""
    return Poll(
        team_id="T1",
        id=key,
        channel_id=CHANNEL,
        owner=NORA.user_id,
        title=MARK,
        secrecy=Secrecy.OPEN,
        live=False,
        quorum=1,
        smallest_group=5,
        eligible=1,
        zone="Europe/Paris",
        language="en",
        state=PollState.OPEN,
        opened_at=NOW,
        deadline=NOW + timedelta(days=4),
        questions=(_YES_NO,),
    )


def _decided(proposal: Proposal, poll_id: str) -> Poll:
    evidence = dump_evidence(Evidence(proposal, 1))
    question = replace(_YES_NO, proposal_id=proposal.id, evidence=evidence, decision=PollDecision.PASSED)
    told = replace(question, tally=dump_tally(tally(question, [("yes",)])))
    return replace(a_poll_of(poll_id), state=PollState.CLOSED, closed_at=NOW, turnout=1, questions=(told,))


def _given(office: Office) -> GivenAnswer:
    return GivenAnswer(
        team_id="T1",
        id=IDS["receipt"],
        question=dump_question(_QUESTION),
        facts_version=office.facts.current().version,
        definition_version=1,
        zone="Europe/Paris",
        fiscal_year_starts=1,
        currency="EUR",
        answered_at=NOW,
    )

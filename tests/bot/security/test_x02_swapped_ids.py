"""X02: ids that come back swapped reach no row of another team or workspace, and write nothing.

What a button or a form carries is routing: each of these is what a listener calls with the id that came back.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from secrets import randbits
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import SystemClock
from bot.errors import AlertGone, DigestGone, FeedbackGone, NotAllowed, PollGone, ProposalGone, TargetGone
from bot.office import Office
from bot.settings import Settings
from bot.use_cases.alerts.rules import alert_of, end_alert
from bot.use_cases.digests.subscribe import delete_digest, digest_of, pause_digest, resume_digest
from bot.use_cases.polls.find import find_poll
from bot.use_cases.polls.settle import Which, find_decision
from bot.use_cases.proposals.act import proposal_to_edit, withdraw
from bot.use_cases.set_target import remove_target, target_to_edit
from bot.use_cases.voice.moves import Move, Step
from bot.use_cases.voice.take_up import feedback_to_take_up, take_up
from bot.wiring import open_office
from kpi_engine.scope import Level, Scope
from storage.database import open_engine
from storage.models import Base
from storage.repositories.poll_records import PollState
from storage.repositories.records import Member, Role, Workspace
from storage.repositories.voice_records import Feedback, FeedbackKind
from tests.bot.test_policy import NOW
from tests.storage.records.test_alerts import RULE
from tests.storage.records.test_editions import DIGEST
from tests.storage.records.test_proposals import PROPOSAL
from tests.storage.records.test_scrubbing import a_poll
from tests.storage.records.test_targets import KEPT, RETENTION

SWAPS = 2_000
NORD = Member("T1", "U0NORD", None, "Nora", NOW, role=Role.MANAGER, manages=("Nord",), reports=("ada",))
SUD = replace(NORD, user_id="U0SUD", manages=("Sud",), reports=("cy",))
REP = replace(NORD, user_id="U0REP", role=Role.REP, manages=(), reports=(), rep="cy", team="Sud")
ELSEWHERE = replace(NORD, team_id="T2", user_id="U0ELSE", role=Role.ADMIN)
GONE = replace(NORD, user_id="U0GONE", role=Role.ADMIN, active=False)
ATTACKERS = (SUD, REP, ELSEWHERE, GONE)
REFUSED = (NotAllowed, TargetGone, DigestGone, AlertGone, FeedbackGone, ProposalGone, PollGone)
Act = Callable[[str, Member, Office], object]


def _nothing_said(*_of: Any, **_more: Any) -> Any:
    return {"text": "never sent"}


NEVER: Any = _nothing_said

CHANGES: tuple[tuple[str, Act], ...] = (
    ("target", remove_target),
    ("target", target_to_edit),
    ("digest", digest_of),
    ("digest", pause_digest),
    ("digest", resume_digest),
    ("digest", delete_digest),
    ("alert", alert_of),
    ("alert", lambda each, member, office: end_alert(each, member, office, NEVER)),
    ("feedback", feedback_to_take_up),
    ("feedback", lambda each, member, office: take_up(each, Step(Move.ACKNOWLEDGE), member, office, NEVER)),
    ("proposal", proposal_to_edit),
    ("proposal", lambda each, member, office: withdraw(each, "", member, office, NEVER)),
    ("poll", lambda each, member, office: find_decision(Which(each, 1), member, office)),
)
"""What an id that came back is given to, with the kind of thing that it names."""

IDS = {"target": "a1", "digest": "D1", "alert": "R1", "feedback": "F1", "proposal": "P1", "poll": "B1"}


@pytest.fixture
def office(tmp_path: Path, database_url: str) -> Iterator[Office]:
    """One of each, all of them team Nord's, in one workspace; another workspace with nothing in it."""
    settings = Settings(_env_file=None, KPI_HOME=tmp_path, DATABASE_URL=database_url, FACTS_URL=None)
    opened = open_office(settings, SystemClock())
    said = Feedback("T1", "F1", FeedbackKind.OTHER, "Late", None, {}, "Nord", "U0REP1", NOW, "2026-W47", None, True)
    with opened.records.writing() as work:
        for team_id in ("T1", "T2"):
            work.workspaces.put(Workspace(team_id, team_id, "UBOT"))
        work.targets.put(replace(KEPT, target=replace(RETENTION, scope=Scope(Level.TEAM, "Nord"))))
        work.digests.put(replace(DIGEST, scope=Scope(Level.TEAM, "Nord")))
        work.alerts.put(RULE)
        work.feedback.put(said)
        work.proposals.put(replace(PROPOSAL, author="U0REP1"))
        work.polls.open(replace(a_poll("B1"), state=PollState.OPEN), ["U0NORD"])
    yield opened
    opened.records.close()


def dump(url: str) -> str:
    engine = open_engine(url)
    with engine.connect() as connection:
        rows = [str(tuple(row)) for table in Base.metadata.sorted_tables for row in connection.execute(select(table))]
    engine.dispose()
    return "\n".join(rows)


def swapped(kind: str, chance: Random) -> str:
    """The right id mostly, for a stranger to it; another thing's; or one that somebody made up."""
    return chance.choice([IDS[kind], IDS[kind], *IDS.values(), "", "x' OR '1'='1", "%", "\u202e", "9" * 300])


def test_x02_two_thousand_swapped_ids_reach_nothing_and_write_nothing(office: Office, database_url: str) -> None:
    seed = randbits(32)
    print(f"seed {seed}")  # noqa: T201 - to run it again
    chance, before, refused = Random(seed), dump(database_url), 0
    for _ in range(SWAPS):
        kind, act = chance.choice(CHANGES)
        with pytest.raises(REFUSED):
            act(swapped(kind, chance), chance.choice(ATTACKERS), office)
        refused += 1
    assert refused == SWAPS
    assert dump(database_url) == before


def test_x02_control_whose_things_they_are_reaches_them(office: Office, database_url: str) -> None:
    before = dump(database_url)
    assert target_to_edit("a1", NORD, office).id == "a1"
    assert digest_of("D1", NORD, office).id == "D1"
    assert alert_of("R1", NORD, office).id == "R1"
    assert feedback_to_take_up("F1", NORD, office).feedback.id == "F1"
    assert find_poll("B1", NORD, office).id == "B1"
    remove_target("a1", NORD, office)
    assert dump(database_url) != before

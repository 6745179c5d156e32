"""What the demo's people have said, proposed and voted on before anybody sits down."""

import asyncio
from pathlib import Path

from bot.clock import SystemClock
from bot.manifest import manifest
from bot.office import Office
from bot.terminal.demo_digests import subscribe_teams
from bot.terminal.demo_poll import ask_for_a_vote
from bot.terminal.demo_targets import set_targets
from bot.terminal.demo_voice import hear_reps
from bot.wiring import furnish
from storage.repositories.proposal_records import ProposalState
from storage.repositories.voice_records import FeedbackState
from tests.bot.scenarios.alto import workspace
from tests.bot.scenarios.house import settings_for
from tests.playground.running import playground
from tests.polls import polls_of

TEAM = "T0ALTODEMO"


def test_a_second_start_finds_what_the_first_one_played(tmp_path: Path) -> None:
    described = workspace()
    described["team"]["id"] = TEAM
    with playground(described, manifest()) as slack:
        slack.server.playground.rates.enabled = False
        settings = settings_for(slack, tmp_path)
        for _start in range(2):
            set_targets(settings, TEAM)
            for scene in (subscribe_teams, hear_reps, ask_for_a_vote):
                asyncio.run(scene(settings, TEAM))
            office = furnish(settings, SystemClock())
            _check_field(office)
            _check_poll(office)
            office.records.close()


def _check_field(office: Office) -> None:
    with office.records.reading() as work:
        in_hand, themed = work.triage.in_hand(TEAM), work.triage.of_themes(TEAM)
        (signal,) = work.weak_signals.of(TEAM)
    assert sorted(each.state for each in in_hand) == [FeedbackState.NEW] * 4 + [FeedbackState.PLANNED]
    assert len({each.author for each in themed}) == signal.people == 3
    assert (signal.value, signal.kpi) == ("Hospitality", "retention")


def _check_poll(office: Office) -> None:
    with office.records.reading() as work:
        (poll,) = polls_of(work, TEAM)
        proposal = work.proposals.get(TEAM, str(poll.questions[0].proposal_id))
        taken_part = work.voters.taken_part(TEAM, poll.id)
    assert (taken_part, poll.quorum, poll.eligible) == (5, 6, 19)
    assert proposal is not None
    assert (proposal.kpi, proposal.state, len(proposal.seconded_by)) == ("leads", ProposalState.IN_POLL, 2)

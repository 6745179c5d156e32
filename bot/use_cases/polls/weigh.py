"""What a ballot is to show of a proposal: the last 12 months by the definition that rules and by the proposed one."""

from collections.abc import Collection, Sequence

from bot.office import Office
from bot.policy import visible
from bot.use_cases.alerts.watch import target_followed, watch_of
from bot.use_cases.polls.evidence import Evidence
from bot.use_cases.proposals.proposed import load_target, proposed_kpi
from kpi_engine import backtest
from kpi_engine.alerts import Watch
from kpi_engine.errors import QuestionError
from kpi_engine.kpi import Kpi
from kpi_engine.recipe import BadRecipe
from kpi_engine.scope import Scope
from kpi_engine.target import Target
from storage.errors import NoFacts
from storage.repositories.proposal_records import Proposal, ProposalKind
from storage.repositories.records import Member

_DEFINES = frozenset({ProposalKind.NEW, ProposalKind.CHANGE})
_UNTESTABLE = (BadRecipe, QuestionError, NoFacts)


def weighed(proposal: Proposal, voters: Collection[Member], office: Office) -> Evidence:
    """Hold it against the past year; of targets and alerts only those that every voter may see.

    Where the facts cannot carry a definition the ballot shows none of its figures.
    """
    before = None if proposal.kind is ProposalKind.NEW else office.catalog.get(proposal.kpi)
    version = before.version if before else None
    try:
        after = proposed_kpi(proposal, office.catalog) if proposal.kind in _DEFINES else None
        told = backtest.back_test(
            before,
            after,
            office.facts.current(),
            today=office.today(),
            calendar=office.calendar,
            currency=office.currency,
            targets=_targets(proposal, voters, office),
            rules=_rules(proposal, before, voters, office),
        )
    except _UNTESTABLE:
        return Evidence(proposal, version)
    return Evidence(proposal, version, backtest.dump(told))


def all_may_see(proposal: Proposal, voters: Collection[Member]) -> bool:
    """Whether each voter may see the figures that a proposed target is about."""
    return proposal.target is None or _seen_by_all(load_target(proposal.target).scope, voters)


def _seen_by_all(scope: Scope, voters: Collection[Member]) -> bool:
    return all(visible(each, scope).allowed for each in voters)


def _targets(proposal: Proposal, voters: Collection[Member], office: Office) -> Sequence[Target]:
    """Those in force for the KPI, and the one that is proposed."""
    with office.records.reading() as work:
        kept = [each.target for each in work.targets.in_force(proposal.team_id) if each.target.kpi == proposal.kpi]
    own = [load_target(proposal.target)] if proposal.target else []
    return [each for each in dict.fromkeys([*kept, *own]) if _seen_by_all(each.scope, voters)]


def _rules(proposal: Proposal, before: Kpi | None, voters: Collection[Member], office: Office) -> Sequence[Watch]:
    """The alerts on the KPI; one whose limit moves with a target is that target's to tell."""
    if before is None or proposal.kind not in _DEFINES:
        return []
    with office.records.reading() as work:
        rules = [each for each in work.alerts.in_force(proposal.team_id) if each.kpi == proposal.kpi]
    return [
        watch_of(each, each.threshold)
        for each in rules
        if target_followed(each) is None and _seen_by_all(each.scope, voters)
    ]

"""From a form that was sent to the proposal it becomes, or what is missing."""

from collections.abc import Mapping

from bot.office import Office
from bot.text import Language
from bot.use_cases.channel_language import language_of
from bot.use_cases.proposals.draft import Fault, Part, ProposalDraft
from bot.use_cases.proposals.naming import key_for, taken_keys
from bot.use_cases.proposals.outlook import ProposalOutlook
from bot.use_cases.proposals.proposed import dump_target
from kpi_engine.figure import Direction
from kpi_engine.recipe import dump
from kpi_engine.target import Target
from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState
from storage.repositories.records import Member


def missing(told: ProposalOutlook) -> Mapping[Part, Fault]:
    """What has to be filled in before it can be proposed, beside what is filled in wrongly."""
    draft = told.draft
    needed = {
        Part.WHAT: (draft.kind is None, Fault.NOT_CHOSEN),
        Part.KPI: (draft.kind not in {None, ProposalKind.NEW} and draft.kpi is None, Fault.NOT_CHOSEN),
        Part.NAME: (draft.kind is ProposalKind.NEW and not draft.name.strip(), Fault.NO_NAME),
        Part.AMOUNT: (draft.kind is ProposalKind.TARGET and target_in(told) is None, Fault.NO_TARGET),
        Part.WHY: (not draft.why.strip(), Fault.NO_WHY),
        Part.CHANNEL: (draft.channel_id is None, Fault.NO_CHANNEL),
        **_missing_of_recipe(told),
    }
    return {part: fault for part, (lacks, fault) in needed.items() if lacks}


def _missing_of_recipe(told: ProposalOutlook) -> Mapping[Part, tuple[bool, Fault]]:
    draft = told.draft
    open_still = draft.composes and told.recipe is None and not set(told.faults) & {Part.WITHIN, Part.AT_LEAST}
    parts = {
        Part.WAY: draft.recipe.way is None,
        Part.COUNTED: draft.recipe.counted is None,
        Part.AMONG: draft.recipe.among is None and draft.recipe.way == "share",
        Part.SINCE: draft.recipe.since is None and draft.recipe.way == "median_days",
    }
    first = next((part for part, lacks in parts.items() if lacks), None)
    return {first: (True, Fault.NOT_CHOSEN)} if open_still and first else {}


def target_in(told: ProposalOutlook) -> Target | None:
    """The one aim that a form comes to; None while there is none, or several."""
    aim = told.aim
    if aim is None or aim.faults or len(aim.steps) != 1:
        return None
    ((kind, step),) = aim.steps.items()
    return Target(aim.kpi.key, aim.scope, aim.horizon, kind, step.size, step.aim, aim.baseline)


def planned(told: ProposalOutlook, member: Member, proposal_id: str, language: Language, office: Office) -> Proposal:
    """The proposal that a draft without faults becomes, in the channel's language; `language`: its author's.

    Raises ValueError where there is nothing to propose.
    """
    draft, now = told.draft, office.clock.now()
    if draft.kind is None:
        raise ValueError("a proposal of nothing")
    target = target_in(told)
    return Proposal(
        team_id=member.team_id,
        id=proposal_id,
        author=member.user_id,
        kind=draft.kind,
        kpi=_key(draft, proposal_id, member, office),
        name=_name(draft, told),
        better=_better(draft, told),
        recipe=dump(told.recipe) if told.recipe and draft.composes else None,
        target=dump_target(target) if target and draft.kind is ProposalKind.TARGET else None,
        successor=draft.successor if draft.kind is ProposalKind.DROP else None,
        why=draft.why.strip(),
        owner=draft.owner if draft.composes else None,
        paired_with=draft.paired_with if draft.composes else None,
        state=ProposalState.OPEN,
        revision=1,
        channel_id=draft.channel_id,
        root_delivery=None,
        created_at=now,
        changed_at=now,
        language=language_of(draft.channel_id, member.team_id, language, office),
    )


def _key(draft: ProposalDraft, proposal_id: str, member: Member, office: Office) -> str:
    if draft.kpi:
        return draft.kpi
    with office.records.reading() as work:
        others = [each for each in work.proposals.open(member.team_id) if each.id != proposal_id]
    return key_for(draft.name, taken_keys(others, office))


def _name(draft: ProposalDraft, told: ProposalOutlook) -> str:
    named = told.before or told.kpi
    return draft.name.strip() if draft.kind is ProposalKind.NEW or named is None else named.name


def _better(draft: ProposalDraft, told: ProposalOutlook) -> Direction:
    return told.kpi.better if told.kpi and draft.kind is not ProposalKind.NEW else draft.better

"""What a proposal comes to while it is filled in: its definition on real data, its aim, and what cannot stand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from bot.office import Office
from bot.text import Language
from bot.use_cases import target_draft
from bot.use_cases.proposals.compose import faulty_part, recipe_in
from bot.use_cases.proposals.draft import Fault, Part, ProposalDraft
from bot.use_cases.proposals.naming import name_fault
from kpi_engine.kpi import Kpi
from kpi_engine.recipe import BadRecipe, Recipe, between, kpi_of
from storage.repositories.proposal_records import ProposalKind
from storage.repositories.records import Member

COMPOSED = "proposed"  # the key of what has none yet


@dataclass(frozen=True, slots=True)
class Ask:
    """Who fills in the form, in which language; `verbs`: words that are commands; `editing`: the proposal's id."""

    member: Member
    language: Language
    verbs: Collection[str]
    editing: str | None = None


@dataclass(frozen=True, slots=True)
class ProposalOutlook:
    """What a draft comes to.

    `kpi`: as it would be, or the one that is dropped or aimed at; `before`: the one that is changed. `bad`: why the
    definition cannot be measured. `seal` names what was looked at.
    """

    draft: ProposalDraft
    kpi: Kpi | None = None
    before: Kpi | None = None
    recipe: Recipe | None = None
    bad: BadRecipe | None = None
    aim: target_draft.Outlook | None = None
    faults: Mapping[Part, Fault] = field(default_factory=dict)
    seal: str = ""


def outlook(draft: ProposalDraft, ask: Ask, office: Office) -> ProposalOutlook:
    """Compute what a draft comes to, without its figures."""
    match draft.kind:
        case ProposalKind.NEW | ProposalKind.CHANGE:
            return _composed(draft, ask, office)
        case ProposalKind.DROP if draft.kpi:
            return _dropped(draft, office)
        case ProposalKind.TARGET if draft.kpi:
            return _aimed(draft, ask, office)
        case _:
            return ProposalOutlook(draft)


def _composed(draft: ProposalDraft, ask: Ask, office: Office) -> ProposalOutlook:
    before = office.catalog.get(draft.kpi or "") if draft.kind is ProposalKind.CHANGE else None
    told = ProposalOutlook(draft, before=before, faults=_faults_of_name(draft, ask, office))
    if not draft.composes:
        return told
    recipe = recipe_in(draft.recipe, ask.language)
    if isinstance(recipe, Fault):
        return replace(told, faults={**told.faults, faulty_part(recipe): recipe})
    if recipe is None:
        return told
    if before and before.recipe and not between(before.recipe, recipe):
        told = replace(told, faults={**told.faults, Part.WAY: Fault.NO_CHANGE})
    return _measured(told, recipe)


def _measured(told: ProposalOutlook, recipe: Recipe) -> ProposalOutlook:
    draft, before = told.draft, told.before
    try:
        kpi = kpi_of(
            before.key if before else COMPOSED,
            before.name if before else draft.name,
            recipe,
            version=before.version + 1 if before else 1,
            better=draft.better,
            owner=before.owner if before else "",
        )
    except BadRecipe as bad:
        return replace(told, recipe=recipe, bad=bad)
    return replace(told, recipe=recipe, kpi=kpi, seal=_seal(draft.kind, draft.kpi, recipe))


def _dropped(draft: ProposalDraft, office: Office) -> ProposalOutlook:
    faults = {Part.SUCCESSOR: Fault.ITSELF} if draft.successor == draft.kpi else {}
    return ProposalOutlook(draft, kpi=office.catalog.get(draft.kpi or ""), faults=faults)


def _aimed(draft: ProposalDraft, ask: Ask, office: Office) -> ProposalOutlook:
    aim = target_draft.outlook(replace(draft.aim, kpi=draft.kpi), ask.language, office)
    return ProposalOutlook(draft, kpi=office.catalog.get(draft.kpi or ""), aim=aim, seal=f"{aim.seal if aim else ''}")


def _faults_of_name(draft: ProposalDraft, ask: Ask, office: Office) -> Mapping[Part, Fault]:
    """Only of a name that was typed: an empty one is still to come."""
    if draft.kind is not ProposalKind.NEW or not draft.name.strip():
        return {}
    with office.records.reading() as work:
        others = [each for each in work.proposals.open(ask.member.team_id) if each.id != ask.editing]
    fault = name_fault(draft.name, ask.verbs, others, office)
    return {Part.NAME: fault} if fault else {}


def _seal(*decided: object) -> str:
    return blake2b(repr(decided).encode(), digest_size=8).hexdigest()

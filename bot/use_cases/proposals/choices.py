"""What the form of a proposal offers, and the draft that words, a KPI or a proposal begin with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.office import Office
from bot.policy import small_teams, visible
from bot.text import Language
from bot.use_cases import target_choices
from bot.use_cases.for_channels import headcounts
from bot.use_cases.proposals.compose import dimensions_of, redrafted, table_of
from bot.use_cases.proposals.draft import ProposalDraft, RecipeDraft
from bot.use_cases.proposals.proposed import load_target
from bot.use_cases.proposals.values import Column, values_in
from bot.use_cases.target_draft import Draft
from bot.use_cases.vocabulary import vocabulary
from bot.words.folding import fold
from bot.words.meanings import Named
from bot.words.typed import Context, Typed
from kpi_engine.figure import Unit
from kpi_engine.kpi import Kpi
from kpi_engine.question import Dimension
from kpi_engine.recipe import Recipe, load, recipe_of
from kpi_engine.scope import COMPANY, Level, Scope
from kpi_engine.target import Target
from storage.repositories.proposal_records import Proposal, ProposalKind
from storage.repositories.records import Member

_KINDS: Mapping[ProposalKind, frozenset[str]] = {
    ProposalKind.NEW: frozenset({"new", "add", "nouveau", "nouvel", "nouvelle", "ajouter"}),
    ProposalKind.CHANGE: frozenset({"change", "changer", "modify", "modifier"}),
    ProposalKind.DROP: frozenset({"drop", "retire", "remove", "supprimer", "abandonner", "retirer"}),
    ProposalKind.TARGET: frozenset({"target", "objectif"}),
}
_MOST = 100  # of a menu


@dataclass(frozen=True, slots=True)
class Choices:
    """What the menus hold.

    `table`: whose rows are counted, empty while that is open; `values`: of each dimension that a condition names, the
    most frequent first.
    """

    kpis: tuple[Kpi, ...]
    pairs: tuple[Kpi, ...]
    dimensions: tuple[Dimension, ...]
    table: str
    values: Mapping[Dimension, tuple[str | None, ...]]
    aim: target_choices.Choices


@dataclass(frozen=True, slots=True)
class Written:
    """How its reader types the numbers of a definition or of a target."""

    least: Callable[[Recipe], str]
    amount: Callable[[Target, Unit], str]


def choices(draft: ProposalDraft, member: Member, office: Office) -> Choices:
    """The menus for this person."""
    catalog, table = office.catalog, table_of(draft.recipe) or ""
    aims = target_choices.choices(draft.aim, member, office)
    kpis = {
        ProposalKind.CHANGE: tuple(kpi for kpi in catalog.values() if recipe_of(kpi)),
        ProposalKind.TARGET: aims.kpis,
    }
    return Choices(
        kpis=kpis.get(draft.kind or ProposalKind.NEW, tuple(catalog.values())),
        pairs=tuple(kpi for kpi in catalog.values() if kpi.key != draft.kpi),
        dimensions=dimensions_of(draft.recipe) if draft.composes else (),
        table=table,
        values=_values(draft.recipe, table, office) if draft.composes else {},
        aim=replace(aims, scopes=aim_scopes(member, office)),
    )


def aim_scopes(member: Member, office: Office) -> tuple[Scope, ...]:
    """Whose target may be discussed in a channel: of all whose figures she may see, but of nobody alone."""
    known = vocabulary(Language.EN, office)
    named = [
        Scope(level, value)
        for level in (Level.REGION, Level.TEAM)
        for value in sorted(filter(str.strip, known.values(Dimension(level.value))))
    ]
    small = small_teams(headcounts(member.team_id, office))
    fit = [each for each in named if each.level is not Level.TEAM or each.name not in small]
    return tuple(each for each in (COMPANY, *fit) if visible(member, each).allowed)[:_MOST]


def begun(typed: str, member: Member, channel_id: str | None, language: Language, office: Office) -> ProposalDraft:
    """The draft that words come to: `change conversion`, `drop velocity`, or the name of something new."""
    first, _, rest = typed.strip().partition(" ")
    kind = next((each for each, words in _KINDS.items() if fold(first) in words), None)
    kpi = _named(rest if kind else typed, language, office)
    if kind is None:
        kind = (ProposalKind.CHANGE if kpi else ProposalKind.NEW) if typed.strip() else None
    named = rest if first and fold(first) in _KINDS[ProposalKind.NEW] else typed
    return ProposalDraft(
        kind=kind,
        kpi=kpi.key if kpi and kind is not ProposalKind.NEW else None,
        name=named.strip() if kind is ProposalKind.NEW else "",
        owner=member.user_id,
        channel_id=channel_id,
    )


def with_definition(draft: ProposalDraft, office: Office, written: Written) -> ProposalDraft:
    """The draft of a change as its KPI is defined today."""
    kpi = office.catalog.get(draft.kpi or "")
    recipe = recipe_of(kpi) if kpi else None
    if kpi is None or recipe is None:
        return replace(draft, recipe=RecipeDraft(), kpi=None)
    return replace(draft, recipe=redrafted(recipe, written.least(recipe)), better=kpi.better)


def of_proposal(proposal: Proposal, office: Office, written: Written) -> ProposalDraft:
    """The draft that a proposal was made of. Raises BadRecipe where its definition cannot be read any more."""
    recipe = load(proposal.recipe) if proposal.recipe else None
    kpi = office.catalog.get(proposal.kpi)
    target = load_target(proposal.target) if proposal.target else None
    aim = (
        Draft(target.kpi, target.scope, target.kind, written.amount(target, kpi.unit), target.horizon)
        if target and kpi
        else Draft()
    )
    return ProposalDraft(
        kind=proposal.kind,
        kpi=None if proposal.kind is ProposalKind.NEW else proposal.kpi,
        name=proposal.name,
        recipe=redrafted(recipe, written.least(recipe)) if recipe else RecipeDraft(),
        better=proposal.better,
        aim=aim,
        successor=proposal.successor,
        why=proposal.why,
        owner=proposal.owner,
        paired_with=proposal.paired_with,
        channel_id=proposal.channel_id,
    )


def _named(words: str, language: Language, office: Office) -> Kpi | None:
    """The KPI that these words name, and nothing else."""
    if not words.strip():
        return None
    typed = Typed.of(words, Context.of(vocabulary(language, office), office.today()))
    phrase = typed.phrase(0) if typed.tokens else None
    if phrase is None or len(phrase.words) != len(typed.tokens) or not isinstance(phrase.meaning, Named):
        return None
    return office.catalog[phrase.meaning.kpi]


def _values(recipe: RecipeDraft, table: str, office: Office) -> Mapping[Dimension, tuple[str | None, ...]]:
    named = (each.dimension for each in recipe.conditions if each)
    return {each: values_in(Column(table, each), office) for each in named}

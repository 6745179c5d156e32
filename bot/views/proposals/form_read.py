"""The draft that a form of a proposal holds; what its menus no longer offer is not chosen."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from bot.arrivals import Form
from bot.use_cases.proposals.draft import Part, ProposalDraft, RecipeDraft
from bot.use_cases.proposals.values import Column
from bot.use_cases.target_choices import Choices as AimChoices
from bot.use_cases.target_draft import Draft
from bot.views import target_form
from bot.views.proposals.form import NOTHING, Carried
from bot.views.proposals.form_recipe import BY_START, KEEPS, LEAVES_OUT, NO_CONDITION
from bot.views.proposals.form_values import column_in, values_of
from kpi_engine.figure import Direction
from kpi_engine.question import Dimension
from kpi_engine.recipe import MOST, Condition, Happening, Way
from storage.repositories.proposal_records import ProposalKind

W = TypeVar("W", bound=StrEnum)


Known = Callable[[Column], Iterable[str | None]]


def drafted_in(sent: Form, carried: Carried, aims: AimChoices, known: Known) -> ProposalDraft:
    """Everything that is filled in, and what was typed before into inputs that are not shown.

    `known` gives the values of a column of the data.
    """
    kind = _word(sent.value(Part.WHAT) or carried.kind, ProposalKind)
    return ProposalDraft(
        kind=kind,
        kpi=sent.value(Part.KPI) or carried.kpi or None,
        name=_typed(sent, Part.NAME, carried.name),
        recipe=_recipe(sent, carried, known),
        better=_word(sent.value(Part.BETTER), Direction) or Direction.UP,
        aim=target_form.drafted_in(sent, aims) if Part.AMOUNT in sent.values else Draft(amount=carried.amount),
        successor=_chosen(sent, Part.SUCCESSOR),
        why=sent.value(Part.WHY),
        owner=_typed(sent, Part.OWNER, carried.owner) or None,
        paired_with=_chosen(sent, Part.PAIRED),
        channel_id=sent.value(Part.CHANNEL) or carried.channel_id or None,
    )


def block_of(sent: Form, part: str) -> str:
    """The id of the block that holds a part: what a menu offers goes with what was chosen before it."""
    return next((block for block in sent.values if block.split(":")[0] == part), part)


def _recipe(sent: Form, carried: Carried, known: Known) -> RecipeDraft:
    return RecipeDraft(
        way=_word(_value(sent, Part.WAY), Way),
        counted=_word(_value(sent, Part.COUNTED), Happening),
        among=_word(_value(sent, Part.AMONG), Happening),
        since=_word(_value(sent, Part.SINCE), Happening),
        by_start=_value(sent, Part.DATED) == BY_START,
        conditions=_conditions(sent, known),
        within_days=_typed(sent, Part.WITHIN, carried.within),
        at_least=_typed(sent, Part.AT_LEAST, carried.at_least),
    )


def _conditions(sent: Form, known: Known) -> tuple[Condition | None, ...]:
    """In their places; none after the last one that is made."""
    found = [_condition(sent, number, known) for number in range(1, MOST + 1)]
    last = max((place for place, each in enumerate(found, 1) if each), default=0)
    return tuple(found[:last])


def _condition(sent: Form, number: int, known: Known) -> Condition | None:
    named, _, how = _value(sent, f"{Part.CONDITION}{number}").partition(":")
    dimension = _word(named, Dimension)
    if dimension is None or named == NO_CONDITION or how not in {KEEPS, LEAVES_OUT}:
        return None
    block = block_of(sent, f"{Part.VALUES}{number}")
    column = column_in(block)
    fits = column is not None and column.dimension is dimension
    values = values_of(sent.values.get(block, ()), known(column)) if column and fits else ()
    return Condition(dimension, values, leaves_out=how == LEAVES_OUT)


def _value(sent: Form, part: str) -> str:
    return sent.value(block_of(sent, part))


def _typed(sent: Form, part: Part, before: str) -> str:
    """What an input holds; what it held where it is not shown now."""
    block = block_of(sent, part)
    return sent.value(block) if block in sent.values else before


def _chosen(sent: Form, part: Part) -> str | None:
    chosen = sent.value(part)
    return chosen if chosen and chosen != NOTHING else None


def _word(value: str, words: type[W]) -> W | None:
    return words(value) if value in set(words) else None

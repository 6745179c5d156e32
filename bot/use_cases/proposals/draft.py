"""A proposal as it is filled in: its parts, and why one of them cannot stand."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.use_cases.target_draft import Draft
from kpi_engine.figure import Direction
from kpi_engine.recipe import Condition, Happening, Way
from storage.repositories.proposal_records import ProposalKind


class Part(StrEnum):
    """The inputs of the form; also what the ids of their blocks begin with. Those of a target have their own names."""

    WHAT = "what"
    KPI = "kpi"  # the same as a target's
    NAME = "name"
    WAY = "way"
    COUNTED = "counted"
    AMONG = "among"
    SINCE = "since"
    DATED = "dated"
    WITHIN = "within"
    AT_LEAST = "at_least"
    CONDITION = "condition"
    VALUES = "values"
    BETTER = "better"
    AMOUNT = "amount"  # a target's
    SUCCESSOR = "successor"
    WHY = "why"
    OWNER = "owner"
    PAIRED = "paired"
    CHANNEL = "channel"


class Fault(StrEnum):
    """Why a part cannot stand. Views turn each into a sentence."""

    NOT_CHOSEN = "not_chosen"
    NO_NAME = "no_name"
    NAME_OF_KPI = "name_of_kpi"  # a KPI is called that, or was
    NAME_PROPOSED = "name_proposed"  # another proposal that is discussed
    NAME_OF_VERB = "name_of_verb"  # /kpi <name> would be a command
    NAME_IN_USE = "name_in_use"  # it means a period, a breakdown or a comparison
    NAME_WITHOUT_WORDS = "name_without_words"
    NO_WHY = "no_why"
    NOT_A_NUMBER = "not_a_number"
    NOT_DAYS = "not_days"
    NO_CHANGE = "no_change"  # the definition is as it is
    NO_TARGET = "no_target"  # not one aim
    ITSELF = "itself"  # its own successor
    NO_CHANNEL = "no_channel"


@dataclass(frozen=True, slots=True)
class RecipeDraft:
    """A definition as far as it is composed. `by_start`: a duration is dated by the day it began.

    `conditions` in the places of the form, None where one is left empty; one without values has them still to come.
    """

    way: Way | None = None
    counted: Happening | None = None
    among: Happening | None = None
    since: Happening | None = None
    by_start: bool = False
    conditions: tuple[Condition | None, ...] = ()
    within_days: str = ""
    at_least: str = ""


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """A proposal as far as it is filled in; what was typed stays as it was typed."""

    kind: ProposalKind | None = None
    kpi: str | None = None  # that is changed, dropped or aimed at
    name: str = ""
    recipe: RecipeDraft = RecipeDraft()
    better: Direction = Direction.UP
    aim: Draft = field(default_factory=Draft)
    successor: str | None = None
    why: str = ""
    owner: str | None = None
    paired_with: str | None = None
    channel_id: str | None = None

    @property
    def composes(self) -> bool:
        """Whether a definition is part of it: of a change, once it is known of which KPI."""
        return self.kind is ProposalKind.NEW or (self.kind is ProposalKind.CHANGE and self.kpi is not None)

"""What the form of a target offers: what can be aimed at, whose target it may be, by when; and words as a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.office import Office
from bot.policy import default_scope, may_set_target
from bot.text import Language
from bot.use_cases.target_draft import Draft, kind_meant
from bot.use_cases.targets import is_against_revenue
from bot.use_cases.vocabulary import vocabulary
from bot.words.reading import Mine
from bot.words.targets import TypedTarget, read_target
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Dimension
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.records import KeptTarget, Member

T = TypeVar("T")

_MOST = 100  # what a menu of Slack's holds


@dataclass(frozen=True, slots=True)
class Choices:
    """What the menus hold."""

    kpis: tuple[Kpi, ...]
    scopes: tuple[Scope, ...]
    horizons: tuple[Period, ...]


def choices(draft: Draft, member: Member, office: Office) -> Choices:
    """The menus for this person; what a draft has chosen already is always among them."""
    return Choices(
        kpis=tuple(kpi for kpi in office.catalog.values() if not is_against_revenue(kpi)),
        scopes=_with(draft.scope, _scopes(member, office))[:_MOST],
        horizons=_with(draft.horizon, _horizons(office)),
    )


@dataclass(frozen=True, slots=True)
class Drafted:
    """What words come to. `denied`: whose target was named and is not this person's to set."""

    draft: Draft
    read: TypedTarget
    denied: Scope | Mine | None = None


def drafted(typed: str, language: Language, member: Member, office: Office) -> Drafted:
    """The draft that words come to, and how they were read; what they leave open is filled in by the house's habits."""
    read = read_target(typed, vocabulary(language, office), office.today())
    named = office.catalog[read.kpi] if read.kpi else None
    kpi = None if named is None or is_against_revenue(named) else named
    scope = _scope(read, member)
    hers = scope if scope and may_set_target(member, scope).allowed else None
    draft = Draft(
        kpi=kpi.key if kpi else None,
        scope=hers,
        kind=kind_meant(read.amount, kpi.unit) if kpi else None,
        amount=read.amount_words,
        horizon=read.horizon or office.calendar.containing(office.today(), Grain.QUARTER),
    )
    return Drafted(draft, read, None if hers else scope or read.scope)


def redrafted(kept: KeptTarget, written: str) -> Draft:
    """The draft that a target was made of; `written` is its amount as the reader writes it."""
    target = kept.target
    return Draft(target.kpi, target.scope, target.kind, written, target.horizon, note=kept.note)


def _with(chosen: T | None, offered: Sequence[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys([*([chosen] if chosen else []), *offered]))


def _scope(read: TypedTarget, member: Member) -> Scope | None:
    if isinstance(read.scope, Scope):
        return read.scope
    if read.scope is Mine.SELF:
        return Scope(Level.REP, member.rep) if member.rep else None
    mine = default_scope(member)
    if may_set_target(member, mine).allowed:
        return mine
    return Scope(Level.TEAM, member.manages[0]) if member.manages else None


def _scopes(member: Member, office: Office) -> list[Scope]:
    """Whose targets this person may set, widest first."""
    named = [
        Scope(level, value)
        for level in (Level.REGION, Level.TEAM, Level.REP)
        for value in sorted(filter(str.strip, vocabulary(Language.EN, office).values(Dimension(level.value))))
    ]
    return [scope for scope in (COMPANY, *named) if may_set_target(member, scope).allowed]


def _horizons(office: Office) -> list[Period]:
    calendar, today = office.calendar, office.today()
    month, quarter, year = (calendar.containing(today, grain) for grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR))
    return [quarter, year, month, *(calendar.shift(each, 1) for each in (quarter, year, month))]

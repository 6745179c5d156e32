"""Whose figures a person may read.

A region may be read, as a scope, a filter or a group, where the teams of it that are not her own are none or at least
two: of a single one, the region's figures would be that team's, alone or beside her own. Admins may read all. Narrowed
to teams or reps whose figures are hers to see, a question tells nothing more, whatever the region.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.policy.rulings import ALLOWED, Action, Reason, Ruling, may
from kpi_engine.question import Dimension, Filter, Question
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.records import Member, Role


def default_scope(member: Member) -> Scope:
    """Choose for who named no scope: the rep's own team, the manager's only team, else the company."""
    if member.role is Role.REP and member.team:
        return Scope(Level.TEAM, member.team)
    if member.role is Role.MANAGER and len(member.manages) == 1:
        return Scope(Level.TEAM, member.manages[0])
    return COMPANY


def visible(member: Member, scope: Scope) -> Ruling:
    """Rule on a scope.

    Company: everybody in sales; regions too, but for those from which one team would follow. A team: its people, its
    managers, admins. A rep: herself and her own manager.
    """
    entry = may(member, Action.ASK)
    if not entry.allowed:
        return entry
    if scope.level is Level.TEAM:
        return _team(member, scope.name)
    if scope.level is Level.REP:
        return _person(member, scope.name)
    return _region(member, scope.name) if scope.level is Level.REGION else ALLOWED


def _team(member: Member, team: str | None) -> Ruling:
    """None is the rows that belong to no known team: only admins are above all teams."""
    own = team is not None and (team == member.team or team in member.manages)
    return ALLOWED if own or member.role is Role.ADMIN else Ruling(Reason.OTHER_TEAM, team)


def _person(member: Member, rep: str | None) -> Ruling:
    """None is the rows of no known rep: nobody's figures."""
    if rep is None or rep == member.rep:
        return ALLOWED
    return Ruling(audited=(rep,)) if rep in member.reports else Ruling(Reason.OTHER_PERSON, rep)


def _region(member: Member, region: str | None) -> Ruling:
    """None is the rows of no known region."""
    return Ruling(Reason.CLOSED_REGION, region) if region in member.closed_regions else ALLOWED


_GUARDED = MappingProxyType({Dimension.TEAM: _team, Dimension.REP: _person, Dimension.REGION: _region})

_OWN = frozenset({Dimension.TEAM, Dimension.REP})


def visible_question(member: Member, question: Question) -> Ruling:
    """Require that the scope and every value of every filter are visible; the first that is not decides."""
    filters = [each for each in question.filters if each.dimension in _OWN or not _narrowed(question)]
    scope = COMPANY if question.scope.level is Level.REGION and _narrowed(question) else question.scope
    rulings = [visible(member, scope), *_filters(member, filters)]
    denied = next((ruling for ruling in rulings if not ruling.allowed), None)
    return denied or Ruling(audited=_reps(rulings))


def _filters(member: Member, filters: Sequence[Filter]) -> list[Ruling]:
    return [
        _GUARDED[each.dimension](member, value)
        for each in filters
        if each.dimension in _GUARDED
        for value in each.values
    ]


def _narrowed(question: Question) -> bool:
    """Tell whether it is about certain teams or reps, each of which is ruled on its own."""
    return question.scope.level in {Level.TEAM, Level.REP} or any(each.dimension in _OWN for each in question.filters)


def _reps(rulings: Iterable[Ruling]) -> tuple[str, ...]:
    """Each audited rep once, in order."""
    return tuple(dict.fromkeys(rep for ruling in rulings for rep in ruling.audited))


@dataclass(frozen=True, slots=True)
class VisibleGroups:
    """Groups of a breakdown that may be shown, how many may not, reps whose reading must be recorded."""

    shown: tuple[str | None, ...]
    kept_back: int = 0
    audited: tuple[str, ...] = ()


def visible_groups(
    member: Member, dimension: Dimension, values: Sequence[str | None], of: Question | None = None
) -> VisibleGroups:
    """By region, team and rep each group is ruled like a scope of its own; by anything else all are shown.

    So are the regions `of` a question that is narrowed to teams or reps.
    """
    if not may(member, Action.ASK).allowed:
        return VisibleGroups((), len(values))
    guard = _GUARDED.get(dimension)
    if guard is None or (of and dimension not in _OWN and _narrowed(of)):
        return VisibleGroups(tuple(values))
    rulings = {value: guard(member, value) for value in values}
    shown = tuple(value for value in values if rulings[value].allowed)
    return VisibleGroups(shown, len(values) - len(shown), _reps(rulings.values()))


def without_teams(groups: VisibleGroups, teams: Collection[str]) -> VisibleGroups:
    """The same with these teams kept back as well."""
    shown = tuple(value for value in groups.shown if value not in teams)
    return replace(groups, shown=shown, kept_back=groups.kept_back + len(groups.shown) - len(shown))

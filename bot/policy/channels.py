"""What may stand in a channel, before whom."""

from collections.abc import Collection, Iterable, Mapping

from bot.policy.figures import visible_question
from bot.policy.rulings import ALLOWED, Action, Reason, Ruling, may
from kpi_engine.question import Dimension, Question
from kpi_engine.scope import Level
from storage.repositories.records import Member

SMALLEST_SHARED_TEAM = 3
"""Reps a team needs before its figures may stand in a channel: of two, each would read the other's."""


def may_share(member: Member, question: Question, headcounts: Mapping[str, int]) -> Ruling:
    """Allow in a channel what the person may see herself, of a whole team or more, never of a rep.

    `headcounts` is the number of reps by team; a team that it lacks is not held back for its size.
    """
    for ruling in (may(member, Action.SHARE), visible_question(member, question)):
        if not ruling.allowed:
            return ruling
    if names_people(question):
        return Ruling(Reason.PERSON_IN_CHANNEL)
    small = next((team for team in _teams(question) if team in small_teams(headcounts)), None)
    return Ruling(Reason.SMALL_TEAM, small) if small else ALLOWED


def may_be_read_by(audience: Iterable[Member], unknown: int = 0) -> Ruling:
    """Allow figures where everybody in the channel is of the company; `unknown` counts those it may not be said of.

    Closed accounts read nothing any more.
    """
    readers = [member for member in audience if member.active]
    if any(member.outsider for member in readers):
        return Ruling(Reason.OUTSIDER_READS)
    if any(member.guest for member in readers):
        return Ruling(Reason.GUEST_READS)
    return Ruling(Reason.AUDIENCE_UNKNOWN) if unknown else ALLOWED


def may_read_triage(audience: Iterable[Member], unknown: int = 0) -> Ruling:
    """Allow feedback in a channel where everybody is manager or admin; `unknown`: those it may not be said of.

    Apps read along in any channel; they are known by having no address.
    """
    readers = [member for member in audience if member.active]
    entry = may_be_read_by(readers, unknown)
    if entry.allowed and not all(may(each, Action.TRIAGE).allowed for each in readers if each.email):
        return Ruling(Reason.OTHERS_READ)
    return entry


def small_teams(headcounts: Mapping[str, int]) -> Collection[str]:
    """Name the teams that a breakdown by team leaves out when it is shared."""
    return {team for team, reps in headcounts.items() if reps < SMALLEST_SHARED_TEAM}


def names_people(question: Question) -> bool:
    """Tell whether it asks for figures of single reps: the answer may then never stand in a channel."""
    return (
        question.scope.level is Level.REP
        or question.by is Dimension.REP
        or any(each.dimension is Dimension.REP for each in question.filters)
    )


def _teams(question: Question) -> tuple[str, ...]:
    """List the teams that the question is narrowed to."""
    scope = (question.scope.name,) if question.scope.level is Level.TEAM else ()
    filters = tuple(value for each in question.filters if each.dimension is Dimension.TEAM for value in each.values)
    return tuple(team for team in (*scope, *filters) if team)

"""What the field said in a digest's week: what several people speak of, what was done, the theme spoken of most.

A digest is read by a whole channel: it tells counts, names of themes and what managers wrote for all, never the words
of whoever spoke. Of a region nothing is told: what is said belongs to teams.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.office import Office
from bot.use_cases.voice.item import Item
from bot.use_cases.voice.report import ThemeTold, ended_in, told_themes
from kpi_engine.periods import Period
from kpi_engine.scope import Level
from storage.repositories.digest_records import Digest
from storage.repositories.voice_records import FeedbackState, WeakSignal
from storage.unit_of_work import UnitOfWork

LEAST_ITEMS = 3
"""Pieces of feedback that a theme needs before a channel hears of it."""


@dataclass(frozen=True, slots=True)
class FieldSignals:
    """`raised`: signals with the names of their themes; `ended`: the last that was done, else declined."""

    raised: tuple[tuple[WeakSignal, str], ...] = ()
    ended: Item | None = None
    spoken: ThemeTold | None = None


NOTHING_SAID = FieldSignals()


def field_signals(digest: Digest, period: Period, office: Office) -> FieldSignals:
    """What there is to tell of a week; nothing said is nothing told."""
    scope = digest.scope
    if scope.level not in {Level.COMPANY, Level.TEAM}:
        return NOTHING_SAID
    teams = (scope.name,) if scope.level is Level.TEAM and scope.name else None
    zone = ZoneInfo(office.calendar.zone)
    with office.records.reading() as work:
        ended = ended_in(work, digest.team_id, period, zone, teams)
        done = [each for each in ended if each.feedback.state is FeedbackState.DONE]
        themes = told_themes(work, digest.team_id, period, zone, teams)
        return FieldSignals(
            raised=_raised(work, digest.team_id, period, zone, teams),
            ended=next(iter(done or ended), None),
            spoken=next((each for each in themes if each.items >= LEAST_ITEMS), None),
        )


def _raised(
    work: UnitOfWork, team_id: str, period: Period, zone: ZoneInfo, teams: tuple[str, ...] | None
) -> tuple[tuple[WeakSignal, str], ...]:
    """Those of the week; for a team, those in which it spoke as well."""
    found = [each for each in work.weak_signals.of(team_id) if _day(each.raised_at, zone) in period]
    if teams is not None:
        spoke = {each.theme_id for each in work.triage.of_themes(team_id) if each.team in teams}
        found = [each for each in found if each.theme_id in spoke]
    themes = {each.id: each.name for each in work.themes.of(team_id)}
    return tuple((each, themes.get(each.theme_id, "")) for each in found)


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()

"""One alert in the sample company, on a team whose new leads are about to dip and come back: as its manager set it.

The company's history is written ahead of the demo's first day, so the dip is known: whoever moves the workspace's clock
sees the alert fire on a Monday, takes it up, and sees it recover a week later.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.clock import SystemClock
from bot.office import Office
from bot.settings import Settings
from bot.slack_calls import once_only_client
from bot.terminal.demo_cast import listed_channels
from bot.terminal.demo_nights import AHEAD
from bot.text import Language
from bot.use_cases.alerts.rules import keep
from bot.wiring import open_office
from kpi_engine.alerts import Condition
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.scope import Level, Scope
from storage.repositories.alert_records import AlertRule
from storage.repositories.records import Act, Member
from storage.sample_crm import frames
from storage.sample_crm.history import generate

KPI = "leads"
_SEED, _LEADS = 7, 30_000  # those of the company that `kpi demo` makes
_HALF = 2
_RULE = "demo-leads"


@dataclass(frozen=True, slots=True)
class Dip:
    """A week in which a team gets fewer leads than in the weeks before and after it; the line between them."""

    team: str
    line: float
    depth: float  # relative to the line


async def watch_leads(settings: Settings, team_id: str) -> None:
    """Set the alert; a second start finds it set, and so does one after nights have passed."""
    made = settings.home / "made-for"
    if not made.exists():
        return
    client = once_only_client(settings.required("slack_bot_token"), settings.slack_api_url)
    channels = await listed_channels(client)
    await asyncio.to_thread(_set, settings, team_id, date.fromisoformat(made.read_text()), channels)


def _set(settings: Settings, team_id: str, first_day: date, channels: Mapping[str, str]) -> None:
    office = open_office(settings, SystemClock())
    with office.records.writing() as work:
        if work.alerts.get(team_id, _RULE) is None:
            dip = next_dip(first_day, office.calendar)
            manager = _manager(work.members.of(team_id), dip.team)
            if manager:
                rule = _rule(dip, manager, channels[f"team-{dip.team.lower()}"], office)
                keep(work, rule, Act.ALERT_SET, manager.user_id)
    office.records.close()


def next_dip(first_day: date, calendar: Calendar) -> Dip:
    """The deepest dip in the first week that is whole after that day."""
    last = calendar.containing(first_day + timedelta(days=1), Grain.WEEK)
    weeks = [calendar.shift(last, step) for step in (-1, 0, 1)]
    return max(_dips(weeks, first_day + AHEAD), key=lambda dip: dip.depth)


def _dips(weeks: Sequence[Period], until: date) -> Iterator[Dip]:
    history = generate(until, _SEED, _LEADS)
    leads, users = frames.leads(history), frames.users(history)
    teams = dict(zip(users["name"], users["team"], strict=True))
    of_team = leads["rep"].map(teams)
    for team in sorted(set(of_team.dropna())):
        created = leads["created_on"][of_team == team]
        before, low, after = (int(((created >= str(w.start)) & (created < str(w.end))).sum()) for w in weeks)
        line = (low + min(before, after)) // _HALF + 1
        yield Dip(team, float(line), (min(before, after) - low) / line)


def _manager(members: Sequence[Member], team: str) -> Member | None:
    """The team's own, not the director."""
    managers = [each for each in members if each.active and team in each.manages]
    return min(managers, key=lambda each: len(each.manages), default=None)


def _rule(dip: Dip, manager: Member, channel_id: str, office: Office) -> AlertRule:
    now = office.clock.now()
    return AlertRule(
        team_id=manager.team_id,
        id=_RULE,
        channel_id=channel_id,
        owner=manager.user_id,
        kpi=KPI,
        scope=Scope(Level.TEAM, dip.team),
        grain=Grain.WEEK,
        condition=Condition.BELOW,
        threshold=dip.line,
        recover_at=None,
        settings={},
        min_volume=0,
        breach_n=1,
        recover_n=1,
        quiet=None,
        zone=office.calendar.zone,
        language=Language.of(manager.locale or office.language),
        created_at=now,
        changed_at=now,
    )

"""The objectives that the sample company has set itself, written as if its director and managers had."""

from collections.abc import Iterator

from bot.clock import SystemClock
from bot.office import Office
from bot.settings import Settings
from bot.terminal.demo_cast import script
from bot.text import Language
from bot.use_cases.set_target import keep, named
from bot.use_cases.target_draft import Draft, outlook
from bot.wiring import open_office
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.scope import COMPANY, Level, Scope
from kpi_engine.target import Target, TargetKind
from storage.repositories.records import KeptTarget, Workspace


def set_targets(settings: Settings, team_id: str) -> None:
    """Write the objectives, each with its baseline from the sample's own facts; a second start finds them written."""
    office = open_office(settings, SystemClock())
    with office.records.writing() as work:
        if work.workspaces.get(team_id) is None:
            work.workspaces.put(Workspace(team_id, "", ""))  # the assistant names it when it arrives
    for draft in _objectives(office):
        _set(draft, team_id, office)
    office.records.close()


def _objectives(office: Office) -> Iterator[Draft]:
    """Retention +10 %, cycle −15 %, conversion 25 %; revenue for every quarter of the year."""
    calendar, today = office.calendar, office.today()
    quarter, year = (calendar.containing(today, grain) for grain in (Grain.QUARTER, Grain.YEAR))
    relative, points, absolute = TargetKind.RELATIVE, TargetKind.POINTS, TargetKind.ABSOLUTE
    notes = {kpi: said[office.language] for kpi, said in script()["why_aim"].items()}
    yield Draft("retention", COMPANY, relative, "+10%", year, note=notes["retention"])
    yield Draft("cycle", COMPANY, relative, "-15%", year, note=notes["cycle"])
    yield Draft("conversion", COMPANY, absolute, "25%", year, note=notes["conversion"])
    for each in _quarters(year, calendar):
        yield Draft("revenue", COMPANY, relative, "+20%", each)
    yield Draft("transformation", Scope(Level.TEAM, "Nord"), points, "+5 points", quarter)


def _quarters(year: Period, calendar: Calendar) -> list[Period]:
    first = calendar.containing(year.start, Grain.QUARTER)
    return [calendar.shift(first, steps) for steps in range(4)]


def _set(draft: Draft, team_id: str, office: Office) -> None:
    told = outlook(draft, Language.EN, office)
    if told is None or len(told.steps) != 1:
        return
    ((kind, step),) = told.steps.items()
    target = Target(told.kpi.key, told.scope, told.horizon, kind, step.size, step.aim, told.baseline)
    key = f"{target.kpi} {target.scope} {target.horizon}"
    with office.records.writing() as work:
        keep(work, KeptTarget(team_id, named(key), target, draft.note, None, office.clock.now()))

"""How a KPI was defined from the beginning: its versions, when each ruled, and by whose decision it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.office import Office
from bot.use_cases.adoption.versions import Version, Versions, ruling_on
from kpi_engine.definitions import CATALOG
from kpi_engine.kpi import Kpi
from storage.repositories.definition_records import AdoptedDefinition
from storage.repositories.records import Member
from storage.unit_of_work import UnitOfWork

_NEWEST = 12


class Reign(StrEnum):
    """What has become of a version."""

    IN_FORCE = "in_force"
    PAST = "past"
    COMING = "coming"
    OVERTAKEN = "overtaken"  # another was decided before it had ruled a day
    UNREADABLE = "unreadable"  # adopted in words that the grammar does not know any more


@dataclass(frozen=True, slots=True)
class Chapter:
    """One version. `before` ruled until it came; `until` is its last day; `poll`: the title of what passed it."""

    version: Version
    reign: Reign
    before: Kpi | None
    until: date | None
    poll: str | None


@dataclass(frozen=True, slots=True)
class History:
    """All versions of a KPI, the first first."""

    kpi: str
    chapters: tuple[Chapter, ...]

    @property
    def name(self) -> str:
        """What it was called last."""
        last = self.chapters[-1].version
        return last.adopted.name if last.adopted else last.kpi.name if last.kpi else self.kpi


def history_of(kpi: str, member: Member, office: Office) -> History:
    """Tell a KPI's definitions; one that nobody ever changed has one chapter."""
    with office.records.reading() as work:
        versions = Versions(CATALOG, work.definitions.history(kpi)).of(kpi)
        polls = {each.number: _poll(work, each.adopted, member) for each in versions if each.adopted}
    told = (_chapter(each, versions, polls.get(each.number), office.today()) for each in versions)
    return History(kpi, tuple(told))


def latest_changes(office: Office) -> Sequence[AdoptedDefinition]:
    """List what was adopted last, of any KPI, the newest first."""
    with office.records.reading() as work:
        adopted = work.definitions.all()
    return sorted(adopted, key=lambda each: each.adopted_at, reverse=True)[:_NEWEST]


def _chapter(version: Version, versions: Sequence[Version], poll: str | None, today: date) -> Chapter:
    reign, before = _reign(version, versions, today), _before(version, versions)
    return Chapter(version, reign, before, _until(version, versions), poll)


def _reign(version: Version, versions: Sequence[Version], today: date) -> Reign:
    if version.unreadable:
        return Reign.UNREADABLE
    if not _rules_ever(version, versions):
        return Reign.OVERTAKEN
    if version.since and version.since > today:
        return Reign.COMING
    return Reign.IN_FORCE if ruling_on(versions, today) is version else Reign.PAST


def _rules_ever(version: Version, versions: Sequence[Version]) -> bool:
    return version.since is None or ruling_on(versions, version.since) is version


def _before(version: Version, versions: Sequence[Version]) -> Kpi | None:
    """What ruled on the day before it, as far as it was decided by then."""
    if version.since is None:
        return None
    earlier = [each for each in versions if each.number < version.number]
    ruled = ruling_on(earlier, version.since - timedelta(days=1))
    return ruled.kpi if ruled else None


def _until(version: Version, versions: Sequence[Version]) -> date | None:
    """The day before another one that is decided takes over; None where none is, or where it never ruled."""
    if version.unreadable or not _rules_ever(version, versions):
        return None
    later = (each.since for each in versions if each.number > version.number and not each.unreadable and each.since)
    first = min(later, default=None)
    return first - timedelta(days=1) if first else None


def _poll(work: UnitOfWork, adopted: AdoptedDefinition, member: Member) -> str | None:
    """The title of the poll, within its own workspace."""
    if adopted.poll_id is None or adopted.team_id != member.team_id:
        return None
    poll = work.polls.get(adopted.team_id, adopted.poll_id)
    return poll.title if poll else None

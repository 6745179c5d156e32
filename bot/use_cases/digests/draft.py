"""A digest while it is being filled in: what the form offers, where it starts, and what keeps it from being saved."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.office import Office
from bot.policy import default_scope, may_set_digest
from bot.text import Language
from bot.use_cases.digests.channel_team import team_named_in
from bot.use_cases.for_channels import computable, headcounts, scopes_of
from kpi_engine.kpi import Kpi
from kpi_engine.question import Compare
from kpi_engine.scope import Level, Scope
from storage.repositories.digest_records import Digest, Look, Schedule
from storage.repositories.records import Member

FEWEST, MOST = 3, 8
WAITS = (6, 12, 24, 48)  # hours: how old the data may be before a digest waits for newer
_FAVOURED = ("revenue", "conversion", "transformation", "cycle", "pipeline")
_ZONES = (
    "UTC", "Europe/Paris", "Europe/London", "Europe/Brussels", "Europe/Zurich", "Europe/Berlin", "Europe/Madrid",
    "Europe/Rome", "Europe/Lisbon", "Europe/Amsterdam", "Europe/Stockholm", "Europe/Warsaw", "Europe/Athens",
    "Europe/Istanbul", "Africa/Casablanca", "Africa/Algiers", "Africa/Tunis", "Africa/Dakar", "Africa/Abidjan",
    "Africa/Lagos", "Africa/Johannesburg", "Indian/Reunion", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore",
    "Asia/Hong_Kong", "Asia/Tokyo", "Australia/Sydney", "Pacific/Noumea", "Pacific/Auckland", "America/Halifax",
    "America/Martinique", "America/Montreal", "America/New_York", "America/Chicago", "America/Denver",
    "America/Los_Angeles", "America/Mexico_City", "America/Sao_Paulo",
)  # fmt: skip


class Part(StrEnum):
    """The inputs of the form."""

    CHANNEL = "channel"
    SCOPE = "scope"
    KPIS = "kpis"
    WEEKDAY = "weekday"
    AT = "at"
    ZONE = "zone"
    LANGUAGE = "language"
    COMPARE = "compare"
    FRESH = "fresh"
    LOOK = "look"


class Fault(StrEnum):
    """Why a draft cannot be saved as it is; what only Slack knows of its channel is a `PlaceFault`."""

    NO_CHANNEL = "no_channel"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    NOT_COUNTED = "not_counted"  # the facts do not hold it, or not for this scope
    TAKEN = "taken"  # another digest tells this channel of this scope


@dataclass(frozen=True, slots=True)
class Draft:
    """A digest as far as it is filled in."""

    channel_id: str | None
    scope: Scope | None
    kpis: tuple[str, ...]
    schedule: Schedule
    language: str
    compare: Compare = Compare.PREVIOUS
    fresher_than: int | None = None
    look: Look = Look.PANEL


@dataclass(frozen=True, slots=True)
class Choices:
    """What the menus hold."""

    scopes: tuple[Scope, ...]
    kpis: tuple[Kpi, ...]
    zones: tuple[str, ...]


def choices(draft: Draft, member: Member, office: Office) -> Choices:
    """The menus for this person; what a draft has chosen already is always among them."""
    chosen = [office.catalog[key] for key in draft.kpis if key in office.catalog]
    return Choices(
        scopes=scopes_of(member, office),
        kpis=tuple(dict.fromkeys([*computable(draft.scope, office), *chosen])),
        zones=tuple(dict.fromkeys([draft.schedule.zone, office.calendar.zone, *_zone_of(member), *_ZONES])),
    )


def drafted(member: Member, channel_id: str | None, channel_name: str, office: Office) -> Draft:
    """Where the form starts: the digest that the channel has already, else the house's habits."""
    scope = _first_scope(member, channel_name, office)
    known = _known(member.team_id, channel_id, scope, office)
    if known:
        return redrafted(known)
    language = Language.of(member.locale or office.language)
    return Draft(channel_id, scope, _first_kpis(scope, office), Schedule(office.calendar.zone), language)


def redrafted(digest: Digest) -> Draft:
    """The draft that a digest was made of."""
    return Draft(
        channel_id=digest.channel_id,
        scope=digest.scope,
        kpis=digest.kpis,
        schedule=digest.schedule,
        language=digest.language,
        compare=digest.compare,
        fresher_than=digest.fresher_than,
        look=digest.look,
    )


def is_zone(name: str) -> bool:
    """Whether there is such a time zone."""
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError):
        return False


def start(office: Office) -> Draft:
    """A draft in which nothing is chosen yet."""
    return Draft(None, None, (), Schedule(office.calendar.zone, 1, time(8)), office.language)


def standing_digest(draft: Draft, team_id: str, office: Office) -> Digest | None:
    """The digest that tells the draft's channel of its scope already."""
    return _known(team_id, draft.channel_id, draft.scope, office)


def faults(draft: Draft, editing: str | None, team_id: str, office: Office) -> dict[Part, Fault]:
    """What is wrong with a draft, but for what only Slack knows."""
    found: dict[Part, Fault] = {}
    if draft.channel_id is None:
        found[Part.CHANNEL] = Fault.NO_CHANNEL
    if draft.scope is None:
        return found
    if kpis := _kpi_fault(draft, office):
        found[Part.KPIS] = kpis
    known = standing_digest(draft, team_id, office)
    if editing and known and known.id != editing:
        found[Part.SCOPE] = Fault.TAKEN
    return found


def _kpi_fault(draft: Draft, office: Office) -> Fault | None:
    if len(draft.kpis) < FEWEST:
        return Fault.TOO_FEW
    if len(draft.kpis) > MOST:
        return Fault.TOO_MANY
    held = {kpi.key for kpi in computable(draft.scope, office)}
    return None if held.issuperset(draft.kpis) else Fault.NOT_COUNTED


def _known(team_id: str, channel_id: str | None, scope: Scope | None, office: Office) -> Digest | None:
    if channel_id is None or scope is None:
        return None
    with office.records.reading() as work:
        return work.digests.for_scope(team_id, channel_id, scope)


def _first_scope(member: Member, channel_name: str, office: Office) -> Scope | None:
    """The channel's team, her own, the first that she manages, or the widest: the first of them that she may set."""
    sizes = headcounts(member.team_id, office)
    here = team_named_in(channel_name, sizes)
    channels = [Scope(Level.TEAM, here)] if here else []
    managed = [Scope(Level.TEAM, name) for name in member.manages]
    mine = (*channels, default_scope(member), *managed, *scopes_of(member, office))
    return next((each for each in mine if may_set_digest(member, each, sizes).allowed), None)


def _first_kpis(scope: Scope | None, office: Office) -> tuple[str, ...]:
    held = [kpi.key for kpi in computable(scope, office)]
    favoured = [key for key in _FAVOURED if key in held]
    others = [key for key in held if key not in favoured]
    return tuple([*favoured, *others][: max(len(favoured), FEWEST)])


def _zone_of(member: Member) -> tuple[str, ...]:
    return (member.tz,) if member.tz and is_zone(member.tz) else ()

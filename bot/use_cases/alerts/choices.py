"""What the form of an alert offers, where it starts, and words or a rule as a draft."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.office import Office
from bot.policy import default_scope, may_set_alert
from bot.text import Language
from bot.use_cases.alerts.draft import STALLED_KPI, AlertDraft
from bot.use_cases.for_channels import computable, headcounts, scopes_of
from bot.use_cases.vocabulary import vocabulary
from bot.words.alerts import TypedAlert, WatchFor, read_alert
from bot.words.reading import Mine
from kpi_engine.alerts import Condition, Side
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Grain
from kpi_engine.scope import Level, Scope
from storage.repositories.alert_records import AlertRule
from storage.repositories.records import Member

_TABLES = frozenset({STALLED_KPI, "cohorts"})  # their headline counts what the table holds: nothing to watch


@dataclass(frozen=True, slots=True)
class Choices:
    """What the menus hold."""

    kpis: tuple[Kpi, ...]
    scopes: tuple[Scope, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """What words come to. `denied`: whose alert was named and is not this person's to set."""

    draft: AlertDraft
    read: TypedAlert
    denied: Scope | Mine | None = None


def choices(draft: AlertDraft, member: Member, office: Office) -> Choices:
    """The menus for this person; the figure that is chosen already is always among them."""
    chosen = [kpi for key, kpi in office.catalog.items() if key == draft.kpi]
    held = [kpi for kpi in computable(draft.scope, office) if kpi.key not in _TABLES]
    sizes = headcounts(member.team_id, office)
    return Choices(
        kpis=tuple(dict.fromkeys([*held, *chosen])),
        scopes=tuple(each for each in scopes_of(member, office) if may_set_alert(member, each, sizes).allowed),
    )


def drafted(typed: str, language: Language, member: Member, channel_id: str | None, office: Office) -> Drafted:
    """The draft that words come to; what they leave open is filled in by the house's habits."""
    read = read_alert(typed, vocabulary(language, office), office.today())
    sizes = headcounts(member.team_id, office)
    scope = _scope(read, member, sizes)
    hers = scope if scope and may_set_alert(member, scope, sizes).allowed else None
    draft = AlertDraft(
        kpi=None if read.kpi in _TABLES else read.kpi,
        scope=hers,
        watch_for=read.watch_for,
        amount=read.amount_words,
        grain=read.grain or Grain.WEEK,
        channel_id=channel_id,
        language=language,
    )
    return Drafted(draft, read, None if hers else scope or read.scope)


@dataclass(frozen=True, slots=True)
class Written:
    """The numbers of a rule as its reader types them."""

    amount: str
    recover_at: str


def redrafted(rule: AlertRule, written: Written) -> AlertDraft:
    """The draft that a rule was made of."""
    hours, people = rule.settings.get("escalate_hours"), rule.settings.get("tell")
    return AlertDraft(
        kpi=None if rule.kpi in _TABLES else rule.kpi,
        scope=rule.scope,
        watch_for=_watch_for(rule),
        side=Side(str(rule.settings.get("side", Side.WORSE))),
        amount=written.amount,
        recover_at=written.recover_at,
        grain=rule.grain,
        min_volume=str(rule.min_volume),
        channel_id=rule.channel_id,
        tell=tuple(map(str, people)) if isinstance(people, list | tuple) else (),
        escalate_hours=hours if isinstance(hours, int) else None,
        quiet_from=rule.quiet.start if rule.quiet else None,
        quiet_until=rule.quiet.end if rule.quiet else None,
        language=Language.of(rule.language),
    )


def _watch_for(rule: AlertRule) -> WatchFor:
    follows = "target_id" in rule.settings and rule.condition in {Condition.BELOW, Condition.ABOVE}
    return WatchFor.TARGET if follows else WatchFor(rule.condition.value)


def _scope(read: TypedAlert, member: Member, headcounts: Mapping[str, int]) -> Scope | None:
    """Whose figures: as named, else her own place in the organisation, or the first team of whom she may set one."""
    if isinstance(read.scope, Scope):
        return read.scope
    if read.scope is Mine.SELF:
        return Scope(Level.REP, member.rep) if member.rep else None
    mine = default_scope(member)
    if not member.manages or may_set_alert(member, mine, headcounts).allowed:
        return mine
    return Scope(Level.TEAM, member.manages[0])

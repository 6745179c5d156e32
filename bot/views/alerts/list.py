"""The alerts in force and how each stands, with the buttons of those who may change them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.text import Text
from bot.use_cases.alerts.list import ListedAlert
from bot.use_cases.alerts.outlook import AlertOutlook
from bot.views import kit
from bot.views.alerts.findings import value, watched
from bot.views.alerts.form_words import condition_words, outlook_words
from bot.views.inputs import confirmed
from bot.views.kit import Block, Json, actions, button, context, header, section
from bot.views.message import Message, View
from bot.views.mrkdwn import Markup, bold, channel, code, fill, join, lines, marked, mention
from kpi_engine.alerts import Condition
from kpi_engine.figure import Unit
from kpi_engine.kpi import Catalog
from storage.repositories.alert_records import AlertRule, EpisodeState
from storage.repositories.digest_records import PauseReason

OPEN, EDIT, DELETE, AGAIN = "alert.open", "alert.edit", "alert.delete", "alert.again"
RESUME = "alert.resume"
_SHOWN = 15  # of a list; each takes two blocks
_ON_HOME = 6


@dataclass(frozen=True, slots=True)
class AlertList:
    """What a person sees, the money of the house, and whether she may set alerts at all."""

    alerts: Sequence[ListedAlert]
    currency: str
    may_set: bool = False


def alert_list(listing: AlertList, catalog: Catalog, text: Text) -> Message:
    """The answer to `/kpi alert list`."""
    shown = listing.alerts[:_SHOWN]
    more = len(listing.alerts) - len(shown)
    heading = text.plural("{count} alert in force", "{count} alerts in force", len(listing.alerts))
    heading = heading if listing.alerts else text.say("No alert in force")
    blocks = (
        header(heading),
        *(block for each in shown for block in _entry(each, listing, catalog, text)),
        *((context(text.plural("… and {count} more", "… and {count} more", more)),) if more else ()),
        *((actions("alerts", button(text.say("Set an alert"), OPEN)),) if listing.may_set else ()),
    )
    return Message(lines(heading, *(_line(each, listing.currency, catalog, text) for each in shown)), blocks)


def home_alerts(listing: AlertList, catalog: Catalog, text: Text) -> tuple[Block, ...]:
    """What is open now, on the Home tab, a line each; and rules that have had nothing to judge for a while."""
    shown = [each for each in listing.alerts if each.episode or each.untold][:_ON_HOME]
    if not shown:
        return ()
    told = (fill("• {line}", line=_line(each, listing.currency, catalog, text)) for each in shown)
    return (section(lines(bold(text.say("Your alerts")), *told)),)


def offered(typed: str, text: Text) -> Message:
    """The form behind a button, for where no form can open by itself."""
    words = text.say("The form of an alert opens by this button.")
    return Message(marked(words), (section(words, button(text.say("Open the form"), OPEN, typed, primary=True)),))


def _looks(rule: AlertRule, text: Text) -> str:
    if rule.condition is Condition.SILENT:
        return text.say("It looks every day. {list} has them all.")
    return text.say("It looks at every new week or month as soon as its data is there. {list} has them all.")


def alert_saved(rule: AlertRule, catalog: Catalog, currency: str, text: Text) -> View:
    """What takes the form's place once the alert is in force."""
    blocks = (
        section(lines(bold(text.say("The alert is set.")), _what(rule, catalog, currency, text))),
        context(fill(_looks(rule, text), list=code(text.say("/kpi alert list")))),
    )
    return View(kit.modal(text.say("Alert"), text.say("Close"), blocks))


def tried_again(told: AlertOutlook, text: Text) -> View:
    """What a rule in force would have done in the past year, by today's data."""
    return View(kit.modal(text.say("Try it again"), text.say("Close"), (section(outlook_words(told, text)),)))


def welcome(rule: AlertRule, catalog: Catalog, currency: str, text: Text) -> Message:
    """What the channel gets when an alert is set there; that Slack takes it is the proof that it can be told."""
    said = fill(
        text.say("This channel is told when this happens: {rule}. Set by {person}."),
        rule=_rule(rule, catalog, currency, text),
        person=mention(rule.owner),
    )
    return Message(said, (section(said),))


def _entry(each: ListedAlert, listing: AlertList, catalog: Catalog, text: Text) -> tuple[Block, ...]:
    rule = each.rule
    told = section(lines(_what(rule, catalog, listing.currency, text), _state(each, text)))
    if not each.hers:
        return (told,)
    return told, actions(
        f"alert-rule:{rule.id}",
        *((button(text.say("Resume"), RESUME, rule.id, primary=True),) if rule.held else ()),
        button(text.say("Change"), EDIT, rule.id),
        button(text.say("Try it again"), AGAIN, rule.id),
        _delete(rule, text),
    )


def _delete(rule: AlertRule, text: Text) -> Json:
    return confirmed(
        button(text.say("Delete"), DELETE, rule.id),
        title=text.say("Delete this alert?"),
        words=text.say("Nobody is told of it any more. What was posted stays."),
        yes=text.say("Delete"),
        no=text.say("Keep"),
    )


def _what(rule: AlertRule, catalog: Catalog, currency: str, text: Text) -> Markup:
    """The rule, and who is told."""
    told = join(", ", channel(rule.channel_id), *map(mention, _people(rule)))
    return lines(_rule(rule, catalog, currency, text), fill(text.say("Told: {who}"), who=told), _small(rule, text))


def _rule(rule: AlertRule, catalog: Catalog, currency: str, text: Text) -> Markup:
    kpi = catalog.get(rule.kpi)
    unit = {Condition.STALLED: Unit.COUNT, Condition.SILENT: Unit.DAYS}.get(rule.condition, kpi.unit if kpi else None)
    limit = "" if rule.threshold is None or unit is None else text.value(rule.threshold, unit, currency)
    return fill(
        text.say("{name}: {rule}"),
        name=bold(watched(kpi, rule.kpi, rule.scope, text)),
        rule=condition_words(rule.condition, limit, text, aimed="target_id" in rule.settings),
    )


def _small(rule: AlertRule, text: Text) -> str:
    """How often it is judged, on how much, and when it keeps quiet."""
    if rule.condition is Condition.SILENT:
        judged = text.say("Judged every day")
    elif rule.grain == "month":
        judged = text.say("Judged month by month")
    else:
        judged = text.say("Judged week by week")
    least = text.say("at least {least} cases", least=text.number(rule.min_volume)) if rule.min_volume else ""
    quiet = (
        text.say(
            "quiet {start} to {end}", start=text.time_of_day(rule.quiet.start), end=text.time_of_day(rule.quiet.end)
        )
        if rule.quiet
        else ""
    )
    return join(" · ", judged, least, quiet)


def _people(rule: AlertRule) -> Sequence[str]:
    people = rule.settings.get("tell", ())
    return [str(each) for each in people] if isinstance(people, list | tuple) else []


def _line(each: ListedAlert, currency: str, catalog: Catalog, text: Text) -> Markup:
    """Conversion rate, Team Nord: below 20.0% · breached since 23 Nov 2026."""
    return join(" · ", _rule(each.rule, catalog, currency, text), _state(each, text))


def _state(each: ListedAlert, text: Text) -> Markup:
    """How it stands: held, quiet, breached, taken up, resting; or that it has had nothing to judge."""
    if each.rule.held:
        return fill("⏸️ {held}", held=bold(_held(each.rule.held, text)))
    silent = (
        text.plural(
            "⚠️ nothing to judge in the last {count} look",
            "⚠️ nothing to judge in the last {count} looks",
            each.untold,
        )
        if each.untold
        else ""
    )
    if each.episode is None:
        return join(" · ", "" if silent else text.say("quiet"), silent)
    return join(" · ", _open(each, text), silent)


def _held(reason: PauseReason, text: Text) -> str:
    match reason:
        case PauseReason.ARCHIVED:
            return text.say("on hold: the channel is archived")
        case PauseReason.LEFT:
            return text.say("on hold: I am no longer in the channel")
        case _:
            return text.say("on hold: a guest or another company reads the channel")


def _open(each: ListedAlert, text: Text) -> Markup:
    episode, rule = each.episode, each.rule
    if episode is None:
        return Markup()
    now = text.say("now {value}", value=value(each.latest, text)) if each.latest else ""
    who = mention(episode.actor) if episode.actor else Markup(text.say("somebody"))
    match episode.state:
        case EpisodeState.ACKNOWLEDGED:
            state = fill(text.say("acknowledged by {person}"), person=who)
        case EpisodeState.SNOOZED if episode.snoozed_until:
            state = fill(
                text.say("snoozed by {person} until {moment}"),
                person=who,
                moment=text.moment(episode.snoozed_until, rule.zone),
            )
        case _:
            state = Markup(text.say("nobody has taken it up"))
    since = text.say("breached since {day}", day=text.day(episode.opened_at.date()))
    return join(" · ", bold(since), now, state)

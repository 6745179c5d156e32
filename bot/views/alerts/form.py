"""The form of an alert: what to watch, for whom, who is told; and what it would have done in the past year."""

import json
from dataclasses import dataclass, replace
from datetime import time

from bot.arrivals import Form
from bot.text import Language, Text
from bot.use_cases.alerts.choices import Choices
from bot.use_cases.alerts.draft import AlertDraft, Part
from bot.use_cases.alerts.outlook import AlertOutlook
from bot.views import kit, nouns
from bot.views.alerts.form_words import amount_label, outlook_words, typed_in, unread_words
from bot.views.inputs import Asked, Sheet, clock, conversation, fixed, form, line, menu, people
from bot.views.kit import Block, Option, section
from bot.views.message import View
from bot.views.mrkdwn import lines
from bot.views.target_form import scope_value
from bot.words.alerts import WatchFor
from kpi_engine.alerts import Condition, Side
from kpi_engine.periods import Grain

SET, CHANGE = "alert.set", "alert.change"
_AMOUNT, _VOLUME = 40, 7  # characters
_NEVER = "0"
_HOURS = (1, 2, 4, 8, 24, 48)
_LANGUAGES = {Language.EN: "English", Language.FR: "Français"}  # each in its own
_UNJUDGED = frozenset({Condition.STALLED, Condition.SILENT})


@dataclass(frozen=True, slots=True)
class Carried:
    """What the form brings back besides what is filled in.

    `seal` is that of the outlook it shows. `recover_at` and `volume`: what it filled in by itself, which is not typed.
    `kpi`: the figure, where the form does not ask for one.
    """

    seal: str = ""
    editing: str | None = None
    unread: tuple[str, ...] = ()
    denied: str = ""
    recover_at: str = ""
    volume: str = ""
    kpi: str | None = None

    def dump(self) -> str:
        """As the view carries it."""
        parts = [self.seal, self.editing, self.unread, self.denied, self.recover_at, self.volume, self.kpi]
        return json.dumps(parts, ensure_ascii=False)

    @classmethod
    def load(cls, metadata: str) -> "Carried":
        """As it came back."""
        seal, editing, unread, denied, recover_at, volume, kpi = json.loads(metadata)
        return cls(seal, editing, tuple(unread), denied, recover_at, volume, kpi)


@dataclass(frozen=True, slots=True)
class Filled:
    """All that the form shows. `trying`: the past year is being looked at; `again`: it must be looked at once more."""

    draft: AlertDraft
    choices: Choices
    carried: Carried = Carried()
    outlook: AlertOutlook | None = None
    zone: str = ""
    trying: bool = False
    again: bool = False


def waiting(text: Text) -> View:
    """What opens at once, while the form is being filled in."""
    said = section(text.say("One moment, the form is being filled in…"))
    return View(kit.modal(text.say("Set an alert"), text.say("Cancel"), (said,)))


def alert_form(filled: Filled, text: Text) -> View:
    """The form as far as it is filled in."""
    filled = replace(filled, carried=_carried(filled, text))
    sheet = Sheet(
        title=text.say("Change an alert") if filled.carried.editing else text.say("Set an alert"),
        submit=text.say("Save"),
        close=text.say("Cancel"),
        callback_id=SET,
        metadata=filled.carried.dump(),
    )
    said = lines(
        unread_words(filled.carried.unread, filled.carried.denied, filled.draft, text), _comes_to(filled, text)
    )
    blocks = (
        *_figure(filled, text),
        _scopes(filled, text),
        _rules(filled, text),
        *_sides(filled, text),
        *_amount(filled, text),
        *_recover(filled, text),
        *_grain(filled, text),
        *_volume(filled, text),
        fixed(section(said), "outlook"),
        *_told(filled, text),
    )
    return View(form(sheet, blocks))


def drafted_in(sent: Form, choices: Choices, carried: Carried) -> AlertDraft:
    """The draft that a form holds; what its menus no longer offer is not chosen."""
    scopes = {scope_value(scope): scope for scope in choices.scopes}
    rule, hours = sent.value(Part.WATCH), sent.value(Part.ESCALATE)
    recover_at, volume = _typed(sent, Part.RECOVER), _typed(sent, Part.VOLUME)
    return AlertDraft(
        kpi=sent.value(Part.KPI) or carried.kpi,
        scope=scopes.get(sent.value(Part.SCOPE)),
        watch_for=WatchFor(rule) if rule else None,
        side=Side(sent.value(Part.SIDE) or Side.WORSE),
        amount=sent.value(Part.AMOUNT),
        recover_at="" if recover_at == carried.recover_at else recover_at,
        grain=Grain(sent.value(Part.GRAIN) or Grain.WEEK),
        min_volume="" if volume == carried.volume else volume,
        channel_id=sent.value(Part.CHANNEL) or None,
        tell=sent.values.get(Part.TELL, ()),
        escalate_hours=int(hours or _NEVER) or None,
        quiet_from=_time(sent.value(Part.QUIET_FROM)),
        quiet_until=_time(sent.value(Part.QUIET_UNTIL)),
        language=Language(sent.value(Part.LANGUAGE) or Language.EN),
    )


def block_of(sent: Form, part: Part) -> str:
    """The id of the block that holds a part: what the form filled in by itself goes with its value."""
    return next((block for block in sent.values if block.split(":")[0] == part), part)


def _typed(sent: Form, part: Part) -> str:
    return sent.value(block_of(sent, part))


def _time(chosen: str) -> time | None:
    return time.fromisoformat(chosen) if chosen else None


def _carried(filled: Filled, text: Text) -> Carried:
    """With what the form fills in by itself."""
    told, draft = filled.outlook, filled.draft
    recover_at = typed_in(told.recover_at, told.unit, text) if told and not draft.recover_at.strip() else ""
    volume = text.typed(told.min_volume) if told and not draft.min_volume.strip() else ""
    return replace(filled.carried, recover_at=recover_at, volume=volume, kpi=draft.kpi)


def _comes_to(filled: Filled, text: Text) -> str:
    if filled.trying:
        return text.say("One moment, it is being tried on the last 12 months …")
    return outlook_words(filled.outlook, text, again=filled.again)


def _figure(filled: Filled, text: Text) -> tuple[Block, ...]:
    if filled.draft.watch_for is WatchFor.STALLED:
        return ()
    options = [Option(kpi.key, text.say(kpi.name)) for kpi in filled.choices.kpis]
    return (menu(_tells(Part.KPI, text.say("Figure")), text.say("Choose a figure"), options, filled.draft.kpi),)


def _scopes(filled: Filled, text: Text) -> Block:
    options = [Option(scope_value(scope), nouns.whose(scope, text)) for scope in filled.choices.scopes]
    chosen = scope_value(filled.draft.scope) if filled.draft.scope else None
    return menu(_tells(Part.SCOPE, text.say("Whose figures")), text.say("Choose a team"), options, chosen)


def _rules(filled: Filled, text: Text) -> Block:
    options = [
        Option(WatchFor.BELOW, text.say("Below a value")),
        Option(WatchFor.ABOVE, text.say("Above a value")),
        Option(WatchFor.TARGET, text.say("On the wrong side of its target")),
        Option(WatchFor.CHANGE, text.say("A real change, more than chance")),
        Option(WatchFor.UNUSUAL, text.say("Outside its usual range")),
        Option(WatchFor.STALLED, text.say("Too many stalled opportunities")),
        Option(WatchFor.SILENT, text.say("No data for some days")),
    ]
    asked = _tells(Part.WATCH, text.say("Tell us when it is …"))
    return menu(asked, text.say("Choose what to watch for"), options, filled.draft.watch_for)


def _sides(filled: Filled, text: Text) -> tuple[Block, ...]:
    if filled.draft.watch_for not in {WatchFor.CHANGE, WatchFor.UNUSUAL}:
        return ()
    options = [
        Option(Side.WORSE, text.say("For the worse only")),
        Option(Side.BOTH, text.say("For the better as well")),
    ]
    asked = _tells(Part.SIDE, text.say("Which way"))
    return (menu(asked, text.say("Choose a way"), options, filled.draft.side),)


def _amount(filled: Filled, text: Text) -> tuple[Block, ...]:
    label = amount_label(filled.draft.watch_for, text)
    if not label:
        return ()
    asked = _tells(Part.AMOUNT, label, text.say("Press Enter to see below what it comes to."))
    return (line(asked, filled.draft.amount, text.say("20% · 60 days · 40"), most=_AMOUNT),)


def _recover(filled: Filled, text: Text) -> tuple[Block, ...]:
    """Only where a line was typed; what the form fills in by itself changes with that line, and so does its id."""
    told, draft = filled.outlook, filled.draft
    if draft.watch_for not in {WatchFor.BELOW, WatchFor.ABOVE} or told is None or told.threshold is None:
        return ()
    shown = draft.recover_at.strip() or filled.carried.recover_at
    hint = text.say(
        "It counts as recovered from this value on: a little beyond the limit, so that the alert does not come and go."
    )
    asked = replace(_tells(Part.RECOVER, text.say("Recovered at"), hint), block_id=f"{Part.RECOVER}:{shown}")
    return (line(asked, shown, most=_AMOUNT),)


def _grain(filled: Filled, text: Text) -> tuple[Block, ...]:
    if filled.draft.watch_for is WatchFor.SILENT:
        return ()
    options = [Option(Grain.WEEK, text.say("Week by week")), Option(Grain.MONTH, text.say("Month by month"))]
    asked = _tells(Part.GRAIN, text.say("Judged"))
    return (menu(asked, text.say("Week by week"), options, filled.draft.grain),)


def _volume(filled: Filled, text: Text) -> tuple[Block, ...]:
    told, draft = filled.outlook, filled.draft
    if told is None or told.condition in _UNJUDGED:
        return ()
    shown = draft.min_volume.strip() or filled.carried.volume
    hint = text.say("A week or a month with fewer cases is passed over: it is no alert and no recovery.")
    asked = replace(_tells(Part.VOLUME, text.say("At least so many cases"), hint), block_id=f"{Part.VOLUME}:{shown}")
    return (line(asked, shown, most=_VOLUME),)


def _told(filled: Filled, text: Text) -> tuple[Block, ...]:
    """Who hears of it, when not, and in which language."""
    draft = filled.draft
    tell_hint = text.say("They get the same by direct message. Only people who may see these figures.")
    quiet_hint = text.say("On the clocks of {zone}. What happens then is told when they end.", zone=filled.zone)
    return (
        conversation(Asked(Part.CHANNEL, text.say("Channel"), CHANGE), text.say("Choose a channel"), draft.channel_id),
        people(
            Asked(Part.TELL, text.say("People"), CHANGE, tell_hint, optional=True),
            text.say("Choose people"),
            draft.tell,
        ),
        _escalation(draft, text),
        clock(Asked(Part.QUIET_FROM, text.say("Quiet from"), CHANGE, optional=True), draft.quiet_from),
        clock(Asked(Part.QUIET_UNTIL, text.say("Quiet until"), CHANGE, quiet_hint, optional=True), draft.quiet_until),
        menu(
            Asked(Part.LANGUAGE, text.say("Language of the messages"), CHANGE),
            text.say("Choose a language"),
            [Option(language, name) for language, name in _LANGUAGES.items()],
            draft.language,
        ),
    )


def _escalation(draft: AlertDraft, text: Text) -> Block:
    never = Option(_NEVER, text.say("No"))
    options = [Option(str(hours), text.plural("After {count} hour", "After {count} hours", hours)) for hours in _HOURS]
    hint = text.say("A direct message to you, once, where nobody has taken it up.")
    asked = Asked(Part.ESCALATE, text.say("Remind me"), CHANGE, hint)
    return menu(asked, never.label, [never, *options], str(draft.escalate_hours or _NEVER))


def _tells(part: Part, label: str, hint: str = "") -> Asked:
    return Asked(part, label, CHANGE, hint, tells=True)

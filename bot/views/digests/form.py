"""The form of a digest: which channel gets what, when, in which language and look."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from bot.arrivals import Form
from bot.text import Language, Text
from bot.use_cases.digests.draft import FEWEST, MOST, WAITS, Choices, Draft, Fault, Part, is_zone
from bot.use_cases.place import PlaceFault
from bot.views import kit, nouns
from bot.views.digests.words import comes_next, every_week, fault_words, figure_named
from bot.views.inputs import Asked, Sheet, clock, conversation, fixed, form, menu, radio, several
from bot.views.kit import Block, Option, actions, button, section
from bot.views.message import Mistakes, View
from bot.views.mrkdwn import Markup, bold, capital, fill, join, lines, unmarked
from bot.views.target_form import scope_value
from kpi_engine.kpi import Catalog
from kpi_engine.question import Compare
from storage.repositories.digest_records import Look, Schedule

SET, CHANGE, PREVIEW = "digest.set", "digest.change", "digest.preview"
_AT_ONCE = "0"  # does not wait
_DAYS = range(1, 8)  # Monday is 1
_CLOCK = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_LANGUAGES: Mapping[Language, str] = {Language.EN: "English", Language.FR: "Français"}  # each in its own


@dataclass(frozen=True, slots=True)
class Carried:
    """What the form brings back besides what is filled in: the digest it was opened for, if for one."""

    editing: str | None = None

    def dump(self) -> str:
        """As the view carries it."""
        return json.dumps([self.editing])

    @classmethod
    def load(cls, metadata: str) -> "Carried":
        """As it came back."""
        (editing,) = json.loads(metadata)
        return cls(editing)


@dataclass(frozen=True, slots=True)
class Filled:
    """All that the form shows. `standing`: the channel has such a digest already, which saving changes."""

    draft: Draft
    choices: Choices
    now: datetime
    carried: Carried = Carried()
    standing: bool = False
    previewed: str = ""  # what came of a preview


def waiting(text: Text) -> View:
    """What opens at once, while the form is being filled in."""
    said = section(text.say("One moment, the form is being filled in…"))
    return View(kit.modal(text.say("Weekly digest"), text.say("Cancel"), (said,)))


def digest_form(filled: Filled, catalog: Catalog, text: Text) -> View:
    """The form as far as it is filled in."""
    draft = filled.draft
    sheet = Sheet(
        title=text.say("Weekly digest"),
        submit=text.say("Save"),
        close=text.say("Cancel"),
        callback_id=SET,
        metadata=filled.carried.dump(),
    )
    blocks = (
        conversation(_asks(Part.CHANNEL, text.say("Channel")), text.say("Choose a channel"), draft.channel_id),
        _scopes(filled, text),
        _kpis(filled, text),
        fixed(section(_summary(filled, catalog, text)), "summary"),
        actions("preview", button(text.say("Preview for me alone"), PREVIEW)),
        _weekdays(draft, text),
        clock(_asks(Part.AT, text.say("Time")), draft.schedule.at),
        _zones(filled, text),
        _languages(draft, text),
        _comparisons(draft, text),
        _waits(draft, text),
        _looks(draft, text),
    )
    return View(form(sheet, blocks))


def drafted_in(sent: Form, choices: Choices, start: Draft) -> Draft:
    """The draft that a form holds; what its menus do not offer is as at the `start`."""
    scopes = {scope_value(scope): scope for scope in choices.scopes}
    return Draft(
        channel_id=sent.value(Part.CHANNEL) or None,
        scope=scopes.get(sent.value(Part.SCOPE)),
        kpis=tuple(sent.values.get(Part.KPIS, ())),
        schedule=_schedule_in(sent, start.schedule),
        language=_offered(sent, Part.LANGUAGE, Language, start.language),
        compare=Compare(_offered(sent, Part.COMPARE, Compare, start.compare)),
        fresher_than=int(_offered(sent, Part.FRESH, map(str, WAITS), _AT_ONCE)) or None,
        look=Look(_offered(sent, Part.LOOK, Look, start.look)),
    )


def _schedule_in(sent: Form, before: Schedule) -> Schedule:
    zone, at = sent.value(Part.ZONE), sent.value(Part.AT)
    return Schedule(
        zone=zone if is_zone(zone) else before.zone,
        weekday=int(_offered(sent, Part.WEEKDAY, map(str, _DAYS), str(before.weekday))),
        at=time.fromisoformat(at) if _CLOCK.fullmatch(at) else before.at,
    )


def _offered(sent: Form, part: Part, offered: Iterable[str], start: str) -> str:
    """What was chosen of what a menu offers; else as at the `start`."""
    chosen = sent.value(part)
    return chosen if chosen in set(offered) else start


def preview_under_way(text: Text) -> str:
    """What is said until the preview is there."""
    return text.say("👁️ The preview is on its way to your direct messages with me…")


def preview_sent(text: Text) -> str:
    """Where the preview is."""
    return text.say("👁️ The preview is in your direct messages with me.")


def mistakes(faults: Mapping[Part, Fault | PlaceFault], text: Text) -> Mistakes:
    """Each fault under the input that holds it."""
    return Mistakes({part: unmarked(fault_words(fault, text)) for part, fault in faults.items()})


def _summary(filled: Filled, catalog: Catalog, text: Text) -> Markup:
    """The figures in their order, when it comes first, and what saving does."""
    draft = filled.draft
    named = join(" → ", *(figure_named(key, catalog, text) for key in draft.kpis))
    standing = text.say("This channel has this digest already: saving changes it.") if filled.standing else ""
    return lines(
        fill(text.say("In this order: {figures}."), figures=named) if named else "",
        bold(every_week(draft.schedule, text)),
        text.say("The first one: {when}.", when=comes_next(draft.schedule, filled.now, text)),
        standing,
        filled.previewed,
    )


def _scopes(filled: Filled, text: Text) -> Block:
    options = [Option(scope_value(scope), nouns.whose(scope, text)) for scope in filled.choices.scopes]
    chosen = scope_value(filled.draft.scope) if filled.draft.scope else None
    return menu(_asks(Part.SCOPE, text.say("Whose figures")), text.say("Choose a team"), options, chosen)


def _kpis(filled: Filled, text: Text) -> Block:
    options = [Option(kpi.key, text.say(kpi.name)) for kpi in filled.choices.kpis]
    hint = text.say(
        "{least} to {most}, in the order in which you choose them.", least=text.number(FEWEST), most=text.number(MOST)
    )
    asked = Asked(Part.KPIS, text.say("Figures"), CHANGE, hint, tells=True)
    return several(asked, text.say("Choose figures"), options, filled.draft.kpis, most=MOST)


def _weekdays(draft: Draft, text: Text) -> Block:
    options = [Option(str(day), capital(text.weekday(day))) for day in _DAYS]
    asked = _asks(Part.WEEKDAY, text.say("Day"))
    return menu(asked, text.say("Choose a day"), options, str(draft.schedule.weekday))


def _zones(filled: Filled, text: Text) -> Block:
    options = [Option(zone, zone) for zone in filled.choices.zones]
    return menu(_asks(Part.ZONE, text.say("Time zone")), text.say("Choose a zone"), options, filled.draft.schedule.zone)


def _languages(draft: Draft, text: Text) -> Block:
    options = [Option(language, name) for language, name in _LANGUAGES.items()]
    asked = Asked(Part.LANGUAGE, text.say("Language of the digest"), CHANGE)
    return menu(asked, text.say("Choose a language"), options, Language.of(draft.language))


def _comparisons(draft: Draft, text: Text) -> Block:
    labels = {
        Compare.PREVIOUS: text.say("The week before"),
        Compare.YEAR: text.say("The same week a year earlier"),
        Compare.NONE: text.say("Nothing"),
    }
    options = [Option(compare, label) for compare, label in labels.items()]
    return menu(Asked(Part.COMPARE, text.say("Compared with"), CHANGE), labels[draft.compare], options, draft.compare)


def _waits(draft: Draft, text: Text) -> Block:
    hint = text.say("It waits for newer data for 6 hours at most, then it comes with a note that says so.")
    at_once = Option(_AT_ONCE, text.say("Do not wait"))
    options = [
        Option(str(hours), text.plural("Published within {count} hour", "Published within {count} hours", hours))
        for hours in WAITS
    ]
    asked = Asked(Part.FRESH, text.say("Wait for fresh data"), CHANGE, hint)
    return menu(asked, at_once.label, [at_once, *options], str(draft.fresher_than or _AT_ONCE))


def _looks(draft: Draft, text: Text) -> Block:
    options = [
        (Option(Look.PANEL, text.say("One picture")), text.say("Every figure over 13 weeks, with its target")),
        (Option(Look.NATIVE, text.say("Slack’s own charts")), text.say("Of the first two figures")),
        (Option(Look.WORDS, text.say("Words alone")), text.say("No charts")),
    ]
    return radio(Asked(Part.LOOK, text.say("Charts"), CHANGE), options, draft.look)


def _asks(part: Part, label: str) -> Asked:
    """An input whose change shows in the summary."""
    return Asked(part, label, CHANGE, tells=True)

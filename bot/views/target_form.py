"""The form of a target: what is asked, and what it comes to before anything is kept."""

import json
from dataclasses import dataclass
from datetime import date

from bot.arrivals import Form
from bot.text import Text
from bot.use_cases.target_choices import Choices
from bot.use_cases.target_draft import BaselineChoice, Draft, Outlook, Part
from bot.views import kit, nouns
from bot.views.inputs import Asked, Sheet, day, fixed, form, line, menu, paragraph, radio
from bot.views.kit import Block, Option, section
from bot.views.message import View
from bot.views.mrkdwn import Markup, lines
from bot.views.target_outlook import outlook_words
from kpi_engine.figure import Unit
from kpi_engine.periods import Grain, Period
from kpi_engine.scope import Scope
from kpi_engine.target import TargetKind

SET, CHANGE = "target.set", "target.change"
UNTIL = "until"  # the horizon that ends on a day of one's own
_AMOUNT, _NOTE = 40, 500  # characters


@dataclass(frozen=True, slots=True)
class Carried:
    """What the form brings back besides what is filled in. `seal` is that of the outlook it shows."""

    seal: str = ""
    editing: str | None = None
    unread: tuple[str, ...] = ()
    denied: str = ""  # whose target was named and is not hers to set, in her words

    def dump(self) -> str:
        """As the view carries it."""
        return json.dumps([self.seal, self.editing, self.unread, self.denied], ensure_ascii=False)

    @classmethod
    def load(cls, metadata: str) -> "Carried":
        """As it came back."""
        seal, editing, unread, denied = json.loads(metadata)
        return cls(seal, editing, tuple(unread), denied)


@dataclass(frozen=True, slots=True)
class Filled:
    """All that the form shows. `again`: it must be looked at once more before it is kept."""

    draft: Draft
    choices: Choices
    carried: Carried = Carried()
    outlook: Outlook | None = None
    again: bool = False
    change: str = CHANGE  # what hears of each change


def waiting(text: Text) -> View:
    """What opens at once, while the form is being filled in."""
    said = section(text.say("One moment, the form is being filled in…"))
    return View(kit.modal(text.say("Set a target"), text.say("Cancel"), (said,)))


def target_form(filled: Filled, text: Text) -> View:
    """The form as far as it is filled in."""
    draft = filled.draft
    sheet = Sheet(
        title=text.say("Change a target") if filled.carried.editing else text.say("Set a target"),
        submit=text.say("Save"),
        close=text.say("Cancel"),
        callback_id=SET,
        metadata=filled.carried.dump(),
    )
    blocks = (
        _kpis(filled, text),
        *aim_inputs(filled, text),
        fixed(section(lines(_not_hers(filled, text), _comes_to(filled, text))), "outlook"),
        paragraph(Asked(Part.NOTE, text.say("Note"), CHANGE, optional=True), draft.note, most=_NOTE),
    )
    return View(form(sheet, blocks))


def aim_inputs(filled: Filled, text: Text) -> tuple[Block, ...]:
    """Whose target, by when, from where and how much: all that makes an aim of a figure."""
    return (
        _scopes(filled, text),
        _horizons(filled, text),
        *(() if filled.draft.horizon else (_until(filled, text),)),
        _baselines(filled, text),
        _amount(filled, text),
        _kinds(filled, text),
    )


def _not_hers(filled: Filled, text: Text) -> str:
    """Whose target cannot be set, until another's is chosen."""
    if filled.draft.scope or not filled.carried.denied:
        return ""
    return text.say(
        "Not yours to set: {whose}. Managers set the targets of their own teams and people, admins all others.",
        whose=filled.carried.denied,
    )


def _comes_to(filled: Filled, text: Text) -> Markup:
    return outlook_words(filled.outlook, filled.carried.unread, text, again=filled.again)


def drafted_in(sent: Form, choices: Choices) -> Draft:
    """The draft that a form holds; what its menus no longer offer is not chosen."""
    kind, until = sent.value(Part.KIND), sent.value(Part.UNTIL)
    scopes = {scope_value(scope): scope for scope in choices.scopes}
    horizon = sent.value(Part.HORIZON)
    return Draft(
        kpi=sent.value(Part.KPI) or None,
        scope=scopes.get(sent.value(Part.SCOPE)),
        kind=TargetKind(kind) if kind else None,
        amount=sent.value(Part.AMOUNT),
        horizon=_period(horizon) if horizon and horizon != UNTIL else None,
        until=date.fromisoformat(until) if until else None,
        baseline=BaselineChoice(sent.value(Part.BASELINE) or BaselineChoice.YEAR_BEFORE),
        note=sent.value(Part.NOTE),
    )


def scope_value(scope: Scope) -> str:
    """A scope as a menu brings it back."""
    return f"{scope.level}:{scope.name or ''}"


def period_value(period: Period) -> str:
    """A period as a menu brings it back."""
    return f"{period.start}/{period.end}/{period.grain or ''}"


def _period(value: str) -> Period:
    start, end, grain = value.split("/")
    return Period(date.fromisoformat(start), date.fromisoformat(end), Grain(grain) if grain else None)


def _kpis(filled: Filled, text: Text) -> Block:
    options = [Option(kpi.key, text.say(kpi.name)) for kpi in filled.choices.kpis]
    return menu(_tells(filled, Part.KPI, text.say("Figure")), text.say("Choose a figure"), options, filled.draft.kpi)


def _scopes(filled: Filled, text: Text) -> Block:
    options = [Option(scope_value(scope), nouns.whose(scope, text)) for scope in filled.choices.scopes]
    chosen = scope_value(filled.draft.scope) if filled.draft.scope else None
    return menu(_tells(filled, Part.SCOPE, text.say("Whose target")), text.say("Choose a team"), options, chosen)


def _amount(filled: Filled, text: Text) -> Block:
    asked = _tells(filled, Part.AMOUNT, text.say("How much"), text.say("Press Enter to see below what it comes to."))
    return line(asked, filled.draft.amount, text.say("+10% · 25% · 45 days"), most=_AMOUNT)


def _kinds(filled: Filled, text: Text) -> Block:
    """Points are for shares and scores alone."""
    kpi = next((kpi for kpi in filled.choices.kpis if kpi.key == filled.draft.kpi), None)
    options = [
        (Option(TargetKind.RELATIVE, text.say("Relative to the start")), text.say("+10% of 80% is 88%")),
        (Option(TargetKind.POINTS, text.say("In points")), text.say("80% + 10 points is 90%")),
        (Option(TargetKind.ABSOLUTE, text.say("The value to reach")), text.say("25% is 25%, 45 days are 45 days")),
    ]
    fitting = [each for each in options if _fits(each[0].value, kpi.unit if kpi else None)]
    return radio(_tells(filled, Part.KIND, text.say("What that means")), fitting, filled.draft.kind)


def _fits(kind: str, unit: Unit | None) -> bool:
    return kind != TargetKind.POINTS or unit in {None, Unit.SHARE, Unit.SCORE}


def _baselines(filled: Filled, text: Text) -> Block:
    labels = {
        BaselineChoice.YEAR_BEFORE: text.say("The same days a year earlier"),
        BaselineChoice.BEFORE: text.say("The days just before, as many"),
        BaselineChoice.LAST_YEAR: text.say("Last year as a whole"),
        BaselineChoice.LAST_QUARTER: text.say("Last quarter as a whole"),
    }
    options = [Option(choice, label) for choice, label in labels.items()]
    chosen = filled.draft.baseline
    return menu(_tells(filled, Part.BASELINE, text.say("Starting from")), labels[chosen], options, chosen)


def _horizons(filled: Filled, text: Text) -> Block:
    draft = filled.draft
    options = [Option(period_value(each), text.period(each)) for each in filled.choices.horizons]
    chosen = period_value(draft.horizon) if draft.horizon else UNTIL
    asked = _tells(filled, Part.HORIZON, text.say("To be reached in"))
    return menu(asked, text.say("Choose a period"), [*options, Option(UNTIL, text.say("From today until …"))], chosen)


def _until(filled: Filled, text: Text) -> Block:
    return day(_tells(filled, Part.UNTIL, text.say("Last day")), filled.draft.until)


def _tells(filled: Filled, part: Part, label: str, hint: str = "") -> Asked:
    return Asked(part, label, filled.change, hint, tells=True)

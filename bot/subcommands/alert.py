"""`/kpi alert conversion below 20%`: the form of an alert, filled in as far as was said; `list`: those in force."""

from collections.abc import Callable
from dataclasses import replace

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Action, may
from bot.subcommands.subcommand import LIST, Opening, Request, Subcommand
from bot.text import Text
from bot.use_cases.alerts.choices import Written, choices, drafted, redrafted
from bot.use_cases.alerts.draft import AlertDraft
from bot.use_cases.alerts.list import listed_alerts
from bot.use_cases.alerts.outlook import outlook, sketch
from bot.use_cases.alerts.rules import alert_of
from bot.views.alerts.form import Carried, Filled, alert_form, waiting
from bot.views.alerts.form_words import typed_in
from bot.views.alerts.list import AlertList, alert_list, offered, tried_again
from bot.views.message import Message, View
from bot.views.target_outlook import denied_words
from kpi_engine.alerts import Condition
from kpi_engine.figure import Unit
from storage.repositories.alert_records import AlertRule
from storage.repositories.records import Role

_UNITS = {Condition.STALLED: Unit.COUNT, Condition.SILENT: Unit.DAYS}


def run(request: Request, office: Office) -> Message | Opening:
    """The list, or the form."""
    words = request.typed.split(maxsplit=1)[1:]
    said = words[0].strip() if words else ""
    if said.casefold() in LIST or (not said and request.member.role is Role.REP):
        return listing(request, office)
    ruling = may(request.member, Action.SET_ALERT)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    return opening(lambda: _drafted(said, request, office), said, request.text)


def opening(fill: Callable[[], View], typed: str, text: Text) -> Opening:
    """The form: a moment's patience at once, then filled in."""
    return Opening(waiting(text), fill, offered(typed, text))


def editing(rule_id: str, request: Request, office: Office) -> View:
    """The form of a rule in force. Raises NotAllowed, AlertGone."""
    rule = alert_of(rule_id, request.member, office)
    return shown(_draft_of(rule, request, office), Carried(editing=rule.id), request, office)


def trying(rule_id: str, request: Request, office: Office) -> View:
    """A rule in force, held against the past year by today's data. Raises NotAllowed, AlertGone."""
    rule = alert_of(rule_id, request.member, office)
    told = outlook(_draft_of(rule, request, office), request.text.language, request.member.team_id, office)
    if told is None:
        raise ValueError("a rule without a figure")
    return tried_again(told, request.text)


def shown(draft: AlertDraft, carried: Carried, request: Request, office: Office, *, again: bool = False) -> View:
    """The form with what its draft would have done."""
    told = outlook(draft, request.text.language, request.member.team_id, office)
    kept = replace(carried, seal=told.seal if told else "")
    offered_now = choices(draft, request.member, office)
    return alert_form(Filled(draft, offered_now, kept, told, office.calendar.zone, again=again), request.text)


def shown_trying(draft: AlertDraft, carried: Carried, request: Request, office: Office) -> View:
    """The form at once, while its draft is being tried."""
    told = sketch(draft, request.text.language, request.member.team_id, office)
    offered_now = choices(draft, request.member, office)
    trying_now = told is not None and told.watch is not None
    return alert_form(Filled(draft, offered_now, carried, told, office.calendar.zone, trying=trying_now), request.text)


def listing(request: Request, office: Office) -> Message:
    """The alerts that this person may see."""
    return alert_list(listed(request, office), office.catalog, request.text)


def listed(request: Request, office: Office) -> AlertList:
    """The same, with what she may do."""
    may_set = may(request.member, Action.SET_ALERT).allowed
    return AlertList(listed_alerts(request.member, office), office.currency, may_set)


def _drafted(said: str, request: Request, office: Office) -> View:
    found = drafted(said, request.text.language, request.member, request.channel_id, office)
    carried = Carried(unread=found.read.unread, denied=denied_words(found.denied, request.text))
    return shown(found.draft, carried, request, office)


def _draft_of(rule: AlertRule, request: Request, office: Office) -> AlertDraft:
    unit = _UNITS.get(rule.condition, office.catalog[rule.kpi].unit)
    amount, back = (typed_in(each, unit, request.text) for each in (rule.threshold, rule.recover_at))
    return redrafted(rule, Written(amount, back))


ALERT = Subcommand("alert", frozenset({"alert", "alerts", "alerte", "alertes"}), run)

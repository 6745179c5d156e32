"""`/kpi target retention +10% this year`: the form of a target, filled in as far as was said; `list`, `history`."""

from collections.abc import Callable
from dataclasses import replace

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Action, may, may_set_target, visible
from bot.subcommands.subcommand import LIST, Opening, Request, Subcommand
from bot.text import Text
from bot.use_cases.set_target import target_to_edit
from bot.use_cases.target_choices import choices, drafted, redrafted
from bot.use_cases.target_draft import outlook
from bot.use_cases.targets import standings
from bot.views.message import Message, View
from bot.views.target_form import Carried, Filled, target_form, waiting
from bot.views.target_list import Listed, offered, target_history, target_list
from bot.views.target_outlook import denied_words
from kpi_engine.figure import Unit
from kpi_engine.target import Target, TargetKind
from storage.repositories.records import Role

_HISTORY = frozenset({"history", "historique"})


def run(request: Request, office: Office) -> Message | Opening:
    """The list, the history, or the form."""
    words = request.typed.split(maxsplit=1)[1:]
    said = words[0].strip() if words else ""
    if said.casefold() in LIST or (not said and request.member.role is Role.REP):
        return listing(request, office)
    if said.casefold() in _HISTORY:
        return _history(request, office)
    ruling = may(request.member, Action.SET_TARGET)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    return opening(lambda: _drafted(said, request, office), said, request.text)


def opening(fill: Callable[[], View], typed: str, text: Text) -> Opening:
    """The form: a moment's patience at once, then filled in."""
    return Opening(waiting(text), fill, offered(typed, text))


def editing(target_id: str, request: Request, office: Office) -> View:
    """The form of a target in force. Raises NotAllowed, TargetGone."""
    kept = target_to_edit(target_id, request.member, office)
    unit = office.catalog[kept.target.kpi].unit
    draft = redrafted(kept, typed_amount(kept.target, unit, request.text))
    filled = Filled(draft, choices(draft, request.member, office), Carried(editing=kept.id))
    return shown(filled, request, office)


def shown(filled: Filled, request: Request, office: Office, *, again: bool = False) -> View:
    """The form with what its draft comes to."""
    told = outlook(filled.draft, request.text.language, office)
    carried = replace(filled.carried, seal=told.seal if told else "")
    return target_form(Filled(filled.draft, filled.choices, carried, told, again=again), request.text)


def listing(request: Request, office: Office) -> Message:
    """The targets that this person may see."""
    return target_list(listed(request, office), office.catalog, request.text)


def listed(request: Request, office: Office) -> Listed:
    """The same, with what she may do."""
    found = standings(request.member, office)
    hers = (each.kept for each in found if may_set_target(request.member, each.kept.target.scope).allowed)
    return Listed(found, frozenset(kept.id for kept in hers), may(request.member, Action.SET_TARGET).allowed)


def typed_amount(target: Target, unit: Unit, text: Text) -> str:
    """The amount as it is typed."""
    whole = target.kind is TargetKind.RELATIVE or unit is Unit.SHARE
    number = text.typed(target.amount * 100 if whole else target.amount)
    signed = f"+{number}" if target.kind is not TargetKind.ABSOLUTE and target.amount > 0 else number
    return f"{signed} %" if whole and target.kind is not TargetKind.POINTS else signed


def _history(request: Request, office: Office) -> Message:
    with office.records.reading() as work:
        ended = work.targets.ended(request.member.team_id)
    seen = [each for each in ended if visible(request.member, each.target.scope).allowed]
    return target_history(seen, office.catalog, request.text)


def _drafted(said: str, request: Request, office: Office) -> View:
    found = drafted(said, request.text.language, request.member, office)
    carried = Carried(unread=found.read.unread, denied=denied_words(found.denied, request.text))
    return shown(Filled(found.draft, choices(found.draft, request.member, office), carried), request, office)


TARGET = Subcommand("target", frozenset({"target", "targets", "objectif", "objectifs"}), run)

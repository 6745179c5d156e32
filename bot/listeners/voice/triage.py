"""The buttons of a feedback card and the forms behind them. What they carry finds it again; it is never a right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from bot.arrivals import Form
from bot.errors import MoveRefused, Overtaken
from bot.listeners.alerts.people import all_may_see
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.saving import saving
from bot.listeners.submissions import Conclusion, FormHandler
from bot.office import Office
from bot.subcommands.subcommand import Opening, Request
from bot.use_cases.voice.item import Item, Words
from bot.use_cases.voice.moves import Move, Step, possible
from bot.use_cases.voice.take_up import (
    Reply,
    answer,
    feedback_to_take_up,
    give_theme,
    in_hand_beside,
    take_up,
    themes_of,
)
from bot.views.message import Message, Mistakes, View
from bot.views.voice import card
from bot.views.voice.refusals import press_again, stands
from bot.views.voice.told import voice_words
from bot.views.voice.triage_form import (
    DUE,
    KNOWN,
    MAIN,
    NEW,
    OWNER,
    WORDS,
    Carried,
    Filled,
    kept,
    triage_form,
    waiting,
)
from kpi_engine.scope import COMPANY
from storage.repositories.records import Member

_MOVES: Mapping[str, Move] = MappingProxyType(
    {card.PLAN: Move.PLAN, card.DONE: Move.DONE, card.DECLINE: Move.DECLINE, card.MERGE: Move.MERGE}
)
FORMS = (card.PLAN, card.DONE, card.DECLINE, card.ANSWER, card.THEME, card.MERGE)
"""Buttons that open a form; the form has the same name."""


def acknowledged(counter: Counter) -> Handler:
    """Somebody takes it up."""

    async def serve(visit: Visit) -> None:
        office = counter.desk.office

        def work() -> Message:
            step = Step(Move.ACKNOWLEDGE)
            item = take_up(visit.arrival.value, step, visit.member, office, _words(office))
            return stands(item.feedback, visit.text)

        await visit.reply(await counter.attempt(visit, work))

    return serve


def opens(counter: Counter, action_id: str) -> Handler:
    """The form behind a button."""

    async def serve(visit: Visit) -> None:
        office, feedback_id = counter.desk.office, visit.arrival.value

        def fill() -> View:
            item = feedback_to_take_up(feedback_id, visit.member, office)
            move = _MOVES.get(action_id)
            if move and move not in possible(item.feedback.state):
                raise MoveRefused(item.feedback)
            return triage_form(action_id, _filled(item, visit.member, office), visit.text)

        await counter.open(visit, Opening(waiting(visit.text), fill, press_again(visit.text)))

    return serve


def saves(counter: Counter, action_id: str) -> FormHandler:
    """Keep what the form says."""

    async def place(counter: Counter, visit: Visit, sent: _Sent) -> Conclusion | Message:
        office = counter.desk.office
        owner = sent.step.owner if sent.step else None
        if owner and owner != visit.member.user_id and not await all_may_see(visit, (owner,), COMPANY, office):
            return Mistakes(
                {OWNER: visit.text.say("Only people of the sales teams can see to it. Choose another one.")}
            )
        return await counter.attempt(visit, lambda: _keep(sent, visit, office))

    def check(form: Form, request: Request, office: Office) -> "_Sent | Conclusion":
        return _read(action_id, form, request, office)

    return saving(counter, check, place)


@dataclass(frozen=True, slots=True)
class _Sent:
    """A form without fault: a step, or else a reply or a theme."""

    action_id: str
    carried: Carried
    step: Step | None = None
    reply: Reply | None = None
    theme: str = ""


def _read(action_id: str, form: Form, request: Request, office: Office) -> _Sent | Conclusion:
    """What was filled in, or what is wrong with it. Raises NotAllowed, FeedbackGone."""
    text, carried = request.text, Carried.load(form.metadata)
    item, sent = feedback_to_take_up(carried.feedback_id, request.member, office), _Sent(action_id, carried)
    if action_id == card.ANSWER:
        return replace(sent, reply=Reply(form.value(WORDS), form.key))
    if action_id == card.THEME:
        return replace(sent, theme=form.value(NEW) or form.value(KNOWN))
    if action_id == card.MERGE and not form.value(MAIN):
        return kept(item, text)
    due = form.value(DUE)
    due_on = date.fromisoformat(due) if due else None
    if due_on and due_on < office.today():
        return Mistakes({DUE: text.say("This day is past. Choose a later one, or none.")})
    if action_id in {card.DONE, card.DECLINE} and not form.value(WORDS).strip():
        return Mistakes({WORDS: text.say("Say it in a few words: its author and the team read them.")})
    return replace(sent, step=_step(action_id, form, due_on, carried))


def _step(action_id: str, form: Form, due_on: date | None, carried: Carried) -> Step:
    return Step(
        _MOVES[action_id],
        owner=form.value(OWNER) or None,
        due_on=due_on,
        reason=form.value(WORDS).strip() or None,
        main=form.value(MAIN) or None,
        seen=carried.seen,
    )


def _keep(sent: _Sent, visit: Visit, office: Office) -> View:
    """Do it; where somebody else moved it meanwhile, the form once more, which says so."""
    try:
        return kept(_act(sent)(visit.member, office, _words(office)), visit.text)
    except Overtaken as overtaken:
        if sent.step and sent.step.move not in possible(overtaken.feedback.state):
            raise MoveRefused(overtaken.feedback) from None
        item = feedback_to_take_up(sent.carried.feedback_id, visit.member, office)
        filled = replace(_filled(item, visit.member, office), overtaken=True)
        return triage_form(sent.action_id, filled, visit.text)


def _act(sent: _Sent) -> Callable[[Member, Office, Words], Item]:
    feedback_id, step, reply, theme = sent.carried.feedback_id, sent.step, sent.reply, sent.theme
    if step:
        return lambda member, office, words: take_up(feedback_id, step, member, office, words)
    if reply:
        return lambda member, office, words: answer(feedback_id, reply, member, office, words)
    return lambda member, office, words: give_theme(feedback_id, theme, member, office, words)


def _filled(item: Item, member: Member, office: Office) -> Filled:
    return Filled(
        item,
        themes=themes_of(member.team_id, office),
        others=in_hand_beside(item.feedback, office),
        me=member.user_id,
    )


def _words(office: Office) -> Words:
    return voice_words(office.catalog, office.calendar)

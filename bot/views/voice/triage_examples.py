"""Feedback as those see it who take it up, and what authors and readers are told, from invented words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.text import Text
from bot.use_cases.digests.field import FieldSignals
from bot.use_cases.voice.item import Item
from bot.use_cases.voice.report import Answering, Score, ThemeTold, Voice
from bot.use_cases.voice.signals import Raised
from bot.views.message import Message, View
from bot.views.voice import card, place, refusals
from bot.views.voice.card import feedback_card
from bot.views.voice.report import by_code, looked_into, voice_report
from bot.views.voice.signal import signal_message
from bot.views.voice.told import answered, given, moved
from bot.views.voice.triage_form import Filled, kept, triage_form
from bot.views.voice.triage_form import waiting as form_waiting
from kpi_engine.answer import Answer
from kpi_engine.definitions import CATALOG
from kpi_engine.periods import Calendar, Grain
from storage.repositories.triage_places import REST
from storage.repositories.voice_records import (
    Feedback,
    FeedbackKind,
    FeedbackReply,
    FeedbackState,
    Sentiment,
    TriagePlace,
    WeakSignal,
)

_SAID_AT = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
_MOVED_AT = datetime(2026, 11, 20, 8, 5, tzinfo=UTC)
_REP, _MANAGER, _OTHER = "U0EXAMPLE", "U0MANAGER", "U0OTHER"
_ABOUT = {"kpi": "cycle", "period": "Q4 2026", "segment": "PME & <co>", "stage": "Proposal", "competitor": "*Nordis*"}
_BODY = "Legal takes a week to sign.\n<!channel> & customers go to <https://nordis.example|Nordis> meanwhile."


def a_piece(state: FeedbackState = FeedbackState.NEW, feedback_id: str = "f1") -> Feedback:
    """Said with a name, as far as it has come."""
    said = Feedback(
        "T1", feedback_id, FeedbackKind.FRICTION, _BODY, Sentiment.BAD, _ABOUT, "Nord", _REP, _SAID_AT, "2026-W47",
        ticket=None, released=True,
    )  # fmt: skip
    moved_by = replace(said, state=state, owner=_OTHER, changed_at=_MOVED_AT, changed_by=_MANAGER)
    match state:
        case FeedbackState.NEW:
            return said
        case FeedbackState.PLANNED:
            return replace(moved_by, due_on=date(2026, 12, 4))
        case FeedbackState.DONE:
            return replace(moved_by, reason="Legal signs within two days since Monday.")
        case FeedbackState.DECLINED:
            return replace(moved_by, reason="The signature tool stays until its contract ends in March.")
        case FeedbackState.MERGED:
            return replace(moved_by, merged_into="f2")
        case FeedbackState.ACKNOWLEDGED:
            return moved_by


def _unnamed() -> Feedback:
    return replace(a_piece(feedback_id="f3"), author=None, said_at=None, ticket="0" * 64, sentiment=Sentiment.GOOD)


def _reply() -> FeedbackReply:
    return FeedbackReply("T1", "r1", "f1", _MANAGER, "Which contract was it?", _MOVED_AT)


def _item(state: FeedbackState) -> Item:
    main = a_piece(FeedbackState.PLANNED, "f2") if state is FeedbackState.MERGED else None
    return Item(a_piece(state), "Signatures", 0 if main else 2, main, (_reply(),))


def _voice(text: Text) -> Voice:
    days = Calendar(text.calendar.zone).containing(date(2026, 11, 20), Grain.QUARTER)
    return Voice(
        period=days,
        teams=("Nord",),
        kinds={FeedbackKind.FRICTION: 7, FeedbackKind.EXPECTATION: 4},
        unnamed=5,
        themes=(ThemeTold("Signatures", 6, 4, (("PME", 4), ("ETI", 1))), ThemeTold("Prices", 2, 2)),
        ended=(_item(FeedbackState.DONE), _item(FeedbackState.DECLINED)),
        open=tuple(Item(a_piece(feedback_id=f"f{number}")) for number in range(14)),
        answering=Answering(timedelta(hours=20), 5, 6),
        score=Score(3, 1, 3, 1),
        own=(_item(FeedbackState.PLANNED), _item(FeedbackState.MERGED)),
        takes_up=True,
        today=date(2026, 11, 20),
    )


def a_signal(kpi: str | None = "transformation") -> WeakSignal:
    """Four people spoke of one thing."""
    return WeakSignal("T1", "s1", "t1", "segment", "PME & <co>", kpi, 4, date(2026, 11, 10), _MOVED_AT, before=None)


def some_field_signals() -> FieldSignals:
    """A week in which much was said; the third line is one too many."""
    spoken = ThemeTold("Prices", 5, 3)
    return FieldSignals(((a_signal(), "Signatures <b>"),), _item(FeedbackState.DONE), spoken)


def triage_messages(answer: Answer, text: Text) -> dict[str, Message]:
    """Each message."""
    voice = _voice(text)
    nothing = replace(voice, kinds={}, unnamed=0, themes=(), ended=(), open=(), own=(), score=Score())
    return {
        **{f"feedback card {state}": feedback_card(_item(state), CATALOG, text) for state in FeedbackState},
        "feedback card unnamed": feedback_card(Item(_unnamed()), CATALOG, text),
        "feedback card long": feedback_card(Item(replace(a_piece(), body="R&D " * 750)), CATALOG, text),
        **{f"feedback {state}, to its author": moved(_item(state), text) for state in FeedbackState},
        "feedback given": given(_item(FeedbackState.PLANNED), text),
        "feedback answered": answered(_item(FeedbackState.NEW), text),
        "feedback by code": by_code(Item(_unnamed(), replies=(_reply(),)), CATALOG, text),
        "feedback by code, unread": by_code(Item(replace(_unnamed(), released=False)), CATALOG, text),
        "feedback looked into": looked_into(_item(FeedbackState.PLANNED), CATALOG, text),
        "voice": voice_report(voice, CATALOG, text, offset=6),
        "voice, of a rep": voice_report(replace(voice, takes_up=False, own=()), CATALOG, text),
        "voice, nothing": voice_report(replace(nothing, teams=None, answering=Answering(None, 0, 0)), CATALOG, text),
        "voice, of no team": voice_report(replace(nothing, teams=(), answering=Answering(None, 0, 2)), CATALOG, text),
        "voice place offered": place.offered(text),
        "voice place welcome": place.welcome("Nord", _MANAGER, text),
        "voice place left": place.place_left(TriagePlace("T1", REST, "C0EXAMPLE", _MANAGER, _SAID_AT), text),
        "feedback gone": refusals.feedback_gone(text),
        "code unknown": refusals.code_unknown(text),
        "feedback cannot move": refusals.move_refused(a_piece(FeedbackState.DONE), text),
        "feedback overtaken": refusals.overtaken(a_piece(FeedbackState.DECLINED), text),
        "feedback acknowledged": refusals.stands(a_piece(FeedbackState.ACKNOWLEDGED), text),
        "weak signal": signal_message(Raised(a_signal("conversion"), "Signatures", answer), CATALOG, text),
        "weak signal without a figure": signal_message(Raised(a_signal(None), "<!here>", None), CATALOG, text),
        "feedback form late": refusals.press_again(text),
    }


def triage_views(text: Text) -> dict[str, View]:
    """Each form, and what takes its place."""
    filled = Filled(_item(FeedbackState.PLANNED), ("Prices", "Signatures"), (a_piece(feedback_id="f9"),), _MANAGER)
    unnamed = Filled(Item(_unnamed()), overtaken=True)
    taken = TriagePlace("T1", "Nord", "C0EXAMPLE", _MANAGER, _SAID_AT)
    forms = (card.PLAN, card.DONE, card.DECLINE, card.ANSWER, card.THEME, card.MERGE)
    return {
        **{f"form {each}": triage_form(each, filled, text) for each in forms},
        **{f"form {each}, unnamed": triage_form(each, unnamed, text) for each in forms},
        "form of feedback, waiting": form_waiting(text),
        "feedback kept": kept(_item(FeedbackState.PLANNED), text),
        "feedback kept, unnamed": kept(Item(_unnamed()), text),
        "voice place": place.place_form(("Nord", REST), "C0EXAMPLE", text),
        "voice place, waiting": place.waiting(text),
        "voice place saved": place.place_saved(taken, text),
    }

"""The form in which people say something: opened by a button, drawn again, sent. What it carries is never a right."""

from bot.arrivals import Form
from bot.errors import CardTooOld, SaidAlready
from bot.listeners.buttons import key_of
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.redrawing import redrawing
from bot.listeners.saving import concluding
from bot.listeners.submissions import Conclusion, FormHandler
from bot.office import Office
from bot.subcommands.feedback import opening, shown
from bot.subcommands.subcommand import Request
from bot.use_cases.share_answer import find_question
from bot.use_cases.voice.say import read_in, say
from bot.use_cases.voice.say_draft import SayDraft, about_period, about_question
from bot.use_cases.voice.say_slip import Slip
from bot.views.message import View
from bot.views.voice.form import drafted_in, mistakes, said_already
from bot.views.voice.thanks import thanks
from bot.views.voice.told import voice_words


def open_form(counter: Counter) -> Handler:
    """The form by a button: with what its card or digest is about, or with the words that could not open it."""

    async def serve(visit: Visit) -> None:
        if visit.arrival.value:
            await counter.serve(visit, f"feedback {visit.arrival.value}")
            return
        request, office = counter.request(visit), counter.desk.office
        await counter.open(visit, opening(lambda: _about(visit, office), request, office))

    return serve


def change(counter: Counter) -> Handler:
    """With a name or without: the form says what that means."""
    return redrawing(counter, _again)


def save(counter: Counter) -> FormHandler:
    """Keep what is said; what cannot be kept stays in the form."""
    return concluding(counter, _kept)


def _again(sent: Form, request: Request, office: Office) -> View:
    return shown(drafted_in(sent), Slip.load(sent.metadata), request, office)


def _kept(sent: Form, request: Request, office: Office) -> Conclusion:
    draft, slip = drafted_in(sent), Slip.load(sent.metadata)
    missing = mistakes(draft, request.text)
    if missing:
        return missing
    try:
        feedback = say(draft, slip, request.member, office, voice_words(office.catalog, office.calendar))
    except SaidAlready:
        return said_already(request.text)
    where = read_in(feedback.team_id, feedback.team, office)
    return thanks(feedback, slip.code, office.catalog, request.text, read_in=where)


def _about(visit: Visit, office: Office) -> SayDraft:
    """What the message is about under which the button stands: `ask:<key>:…`, `digest:<id>:<week>`, or nothing."""
    place, *_, last = visit.arrival.block_id.split(":")
    match place:
        case "digest":
            return about_period(last)
        case "ask":
            return _about_card(visit, office)
        case _:
            return SayDraft()


def _about_card(visit: Visit, office: Office) -> SayDraft:
    """A card that is too old to say what it shows still takes feedback."""
    try:
        question = find_question(key_of(visit), visit.member, office)
    except CardTooOld:
        return SayDraft()
    return about_question(question, visit.text.language, office)

"""`/kpi voice`: what was said and what was done, over typed days; with a code, one's own; `here`: where it is read."""

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Action, may
from bot.subcommands.subcommand import Opening, Request, Subcommand
from bot.use_cases.vocabulary import vocabulary
from bot.use_cases.voice.places import teams_to_place
from bot.use_cases.voice.report import default_weeks, find_by_code, voice_of
from bot.use_cases.voice.say_slip import ticket_of
from bot.views.message import Message, View
from bot.views.voice.place import offered, place_form, waiting
from bot.views.voice.report import by_code, voice_report
from bot.words import Misread, Why, read
from kpi_engine.periods import Period

_HERE = frozenset({"here", "ici"})


def run(request: Request, office: Office) -> Message | Opening:
    """The report, one's own anonymous words, or the form of the place."""
    said = " ".join(request.typed.split()[1:])
    if said.casefold() in _HERE:
        return placing(request, office)
    if ticket_of(said):
        return by_code(find_by_code(said, request.member, office), office.catalog, request.text)
    return reporting(_period(said, request, office) or default_weeks(office), request, office)


def reporting(period: Period, request: Request, office: Office, offset: int = 0) -> Message:
    """The report of some days, from an open item on."""
    return voice_report(voice_of(request.member, period, office), office.catalog, request.text, offset=offset)


def placing(request: Request, office: Office) -> Opening:
    """The form of where feedback is read. Raises NotAllowed."""
    ruling = may(request.member, Action.TRIAGE)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)

    def fill() -> View:
        return place_form(teams_to_place(request.member, office), request.channel_id, request.text)

    return Opening(waiting(request.text), fill, offered(request.text))


def _period(said: str, request: Request, office: Office) -> Period | None:
    """The days that were typed; what is not understood of them is no reason to show nothing."""
    reading = read(said, vocabulary(request.text.language, office), office.today())
    if isinstance(reading, Misread) and {each.why for each in reading.problems} <= {Why.NO_KPI}:
        return reading.understood.period
    return None


VOICE = Subcommand("voice", frozenset({"voice", "voices", "voix", "terrain", "field"}), run)

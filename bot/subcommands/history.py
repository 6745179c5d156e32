"""`/kpi history conversion`: how a KPI was defined from the beginning; alone, what was changed last."""

from bot.office import Office
from bot.subcommands.after_verb import read_after_verb
from bot.subcommands.subcommand import Request, Subcommand
from bot.use_cases.adoption.history import history_of, latest_changes
from bot.use_cases.vocabulary import vocabulary
from bot.views.adoption.history import history_card, latest_card
from bot.views.message import Message
from bot.views.misread import misread
from bot.words.reading import Help, Misread


def run(request: Request, office: Office) -> Message:
    """Read the words after the verb; tell, or say which words were not understood."""
    reading = read_after_verb(request.typed, vocabulary(request.text.language, office), office.today())
    match reading:
        case Help():
            return latest_card(latest_changes(office), request.text)
        case Misread(understood=said) if said.kpi is None:
            return misread(reading, office.catalog, request.text)
    kpi = reading.understood.kpi if isinstance(reading, Misread) else reading.kpi
    told = history_of(kpi or "", request.member, office)
    return history_card(told, office.catalog, request.text, office.currency)


HISTORY = Subcommand("history", frozenset({"history", "historique"}), run)

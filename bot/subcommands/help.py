"""`/kpi` alone, `/kpi help`: what can be asked, as examples that run by a click."""

from bot.office import Office
from bot.subcommands.subcommand import Request, Subcommand
from bot.use_cases.vocabulary import example_filter
from bot.views.help import help_menu
from bot.views.message import Message


def run(request: Request, office: Office) -> Message:
    """The menu."""
    return help_menu(office.catalog, request.text, example_filter(request.text.language, office))


HELP = Subcommand("help", frozenset({"", "help", "aide", "?"}), run)

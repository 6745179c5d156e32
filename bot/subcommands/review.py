"""`/kpi review`: what the next revision of the KPIs could look at."""

from bot.office import Office
from bot.subcommands.subcommand import Request, Subcommand
from bot.use_cases.review.agenda import agenda
from bot.views.message import Message
from bot.views.polls.review import review


def run(request: Request, office: Office) -> Message:
    """The agenda, for managers and admins."""
    return review(agenda(request.member, office), office.currency, request.text)


REVIEW = Subcommand("review", frozenset({"review", "revue", "révision", "revision"}), run)

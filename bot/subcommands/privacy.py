"""`/kpi privacy`: what is kept about people, why, how long and who sees it."""

from bot.office import Office
from bot.subcommands.subcommand import Request, Subcommand
from bot.views.message import Message
from bot.views.privacy.notice import notice


def run(request: Request, office: Office) -> Message:
    """The notice."""
    return notice(office.retention, request.text)


PRIVACY = Subcommand("privacy", frozenset({"privacy", "confidentialité", "confidentialite"}), run)

"""`/kpi mydata`: what is kept about the person who asks."""

from bot.office import Office
from bot.subcommands.subcommand import Request, Subcommand
from bot.use_cases.privacy.mine import kept_about
from bot.views.message import Message
from bot.views.privacy.mine import summary


def run(request: Request, office: Office) -> Message:
    """How much of each kind, and a button for the file."""
    return summary(kept_about(request.member, office), request.text)


MYDATA = Subcommand("mydata", frozenset({"mydata", "mesdonnées", "mesdonnees"}), run)

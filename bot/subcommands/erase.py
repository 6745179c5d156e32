"""`/kpi erase @somebody`: the form that erases people, for admins."""

from bot.mentions import MENTION
from bot.office import Office
from bot.subcommands.subcommand import Opening, Request, Subcommand
from bot.views.privacy.erasing import erase_form, offered, waiting


def run(request: Request, _office: Office) -> Opening:
    """The form, with whoever was mentioned in it."""
    return Opening(
        waiting(request.text),
        lambda: erase_form(MENTION.findall(request.typed), request.text),
        offered(request.text),
    )


ERASE = Subcommand("erase", frozenset({"erase", "effacer"}), run)

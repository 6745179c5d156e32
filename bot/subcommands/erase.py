"""`/kpi erase @somebody`: the form that erases people, for admins."""

import re

from bot.office import Office
from bot.subcommands.subcommand import Opening, Request, Subcommand
from bot.views.privacy.erasing import erase_form, offered, waiting

_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def run(request: Request, _office: Office) -> Opening:
    """The form, with whoever was mentioned in it."""
    return Opening(
        waiting(request.text),
        lambda: erase_form(_PERSON.findall(request.typed), request.text),
        offered(request.text),
    )


ERASE = Subcommand("erase", frozenset({"erase", "effacer"}), run)

"""`/kpi feedback the CRM loses my notes`: the form in which one says something from the field, with the words in it."""

from collections.abc import Callable

from bot.office import Office
from bot.subcommands.subcommand import Opening, Request, Subcommand
from bot.use_cases.voice.say import read_by, read_in
from bot.use_cases.voice.say_draft import SayDraft, say_choices
from bot.use_cases.voice.say_plainly import plainly
from bot.use_cases.voice.say_slip import Slip, new_slip
from bot.views.message import View
from bot.views.voice.form import SayForm, offered, say_form, waiting


def run(request: Request, office: Office) -> Opening:
    """The form."""
    words = request.typed.split(maxsplit=1)[1:]
    said = words[0].strip() if words else ""
    return opening(lambda: SayDraft(body=plainly(said, request.member.team_id, office)), request, office, said)


def opening(drafted: Callable[[], SayDraft], request: Request, office: Office, typed: str = "") -> Opening:
    """The form: a moment's patience at once, then filled in with what is known already."""

    def fill() -> View:
        return shown(drafted(), new_slip(), request, office)

    return Opening(waiting(request.text), fill, offered(typed, request.text))


def shown(draft: SayDraft, slip: Slip, request: Request, office: Office) -> View:
    """The form with a draft in it."""
    team = read_by(request.member, office, anonymous=draft.anonymous)
    where = read_in(request.member.team_id, team, office)
    return say_form(SayForm(draft, say_choices(office), slip, team, where), request.text)


FEEDBACK = Subcommand("feedback", frozenset({"feedback", "feedbacks", "retour", "retours", "avis"}), run)

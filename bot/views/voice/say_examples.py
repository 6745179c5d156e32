"""The form of feedback and what follows it, in every state, from invented words."""

from dataclasses import replace

from bot.text import Text
from bot.use_cases.voice.say_draft import About, SayChoices, SayDraft, quoting
from bot.use_cases.voice.say_slip import Slip
from bot.views import kit
from bot.views.message import Message, View
from bot.views.voice.form import SayForm, offered, say_form, waiting
from bot.views.voice.give import home_feedback
from bot.views.voice.thanks import thanks
from kpi_engine.definitions import CATALOG
from storage.repositories.voice_records import Feedback, FeedbackKind, Sentiment

_SLIP = Slip("0" * 32, "7QF2-M9XK-04TD-HB6W")
_CHOICES = SayChoices(tuple(CATALOG.values()), ("Retail & Co", "Industry"), ("Discovery", "Negotiation"))
_ABOUT = {About.KPI.value: "cycle", About.PERIOD.value: "Q3 2026", About.STAGE.value: "Negotiation"}
_DRAFT = SayDraft(FeedbackKind.FRICTION, "Contracts wait a week for a signature.", Sentiment.BAD, about=_ABOUT)


def say_messages(text: Text) -> dict[str, Message]:
    """What stands in for the form."""
    return {"feedback form offered": offered("Contracts wait a week.", text)}


def say_views(text: Text) -> dict[str, View]:
    """The form from empty to kept."""
    empty = SayForm(SayDraft(), _CHOICES, _SLIP, "Nord")
    return {
        "feedback form, on its way": waiting(text),
        "feedback form, empty": say_form(empty, text),
        "feedback form, filled in": say_form(replace(empty, draft=_DRAFT), text),
        "feedback form, anonymous": say_form(replace(empty, draft=replace(_DRAFT, anonymous=True)), text),
        "feedback form, to the admins": say_form(replace(empty, draft=quoting("A\nB <c>"), read_by=""), text),
        "feedback form, to a channel": say_form(replace(empty, read_in="C0EXAMPLE"), text),
        "feedback form, nothing quoted": say_form(replace(empty, draft=SayDraft(not_quoted=True)), text),
        "feedback form, without facts": say_form(replace(empty, choices=SayChoices(_CHOICES.kpis)), text),
        "thanks": thanks(some_feedback(), _SLIP.code, CATALOG, text),
        "thanks, in a channel": thanks(some_feedback(), _SLIP.code, CATALOG, text, read_in="C0EXAMPLE"),
        "thanks without a name": thanks(
            replace(some_feedback(), author=None, said_at=None, team=""), _SLIP.code, CATALOG, text
        ),
        "home with feedback": View(kit.home(home_feedback(text))),
    }


def some_feedback() -> Feedback:
    """Something that somebody said."""
    return Feedback(
        team_id="T0EXAMPLE",
        id=_SLIP.token,
        kind=FeedbackKind.FRICTION,
        body=_DRAFT.body,
        sentiment=_DRAFT.sentiment,
        about=_ABOUT,
        team="Nord",
        author="U0EXAMPLE",
        said_at=None,
        week="2026-W47",
        ticket=None,
        released=True,
    )

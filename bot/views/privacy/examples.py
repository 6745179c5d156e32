"""What is said about people's data, from an invented person."""

from collections.abc import Mapping

from bot.policy import Reason
from bot.retention import USUAL
from bot.text import Text
from bot.use_cases.privacy.erase import Erased
from bot.views import denials
from bot.views.message import Message, View
from bot.views.privacy import erasing, mine
from bot.views.privacy.notice import notice
from storage.repositories.personal import Personal, Row

NO_MATTER_WHAT: Row = {}


def privacy_messages(text: Text) -> Mapping[str, Message]:
    """Every message, by a name for it."""
    kept = {kind: [NO_MATTER_WHAT] * number for number, kind in enumerate(Personal, 1)}
    return {
        "the notice on data": notice(USUAL, text),
        "what is kept about me": mine.summary(kept, text),
        "nothing is kept about me": mine.summary({}, text),
        "my file is sent": mine.sent(text),
        "my file is not sent": mine.not_sent(text),
        "erasing is offered": erasing.offered(text),
        "nothing is kept of somebody": erasing.not_kept(text),
        "erasing is for admins": denials.not_allowed(text, Reason.ERASURE_BY_ADMINS),
        "an admin is erased by another": denials.not_allowed(text, Reason.OWN_ERASURE),
    }


def privacy_views(text: Text) -> Mapping[str, View]:
    """Every form, by a name for it."""
    return {
        "erasing waits": erasing.waiting(text),
        "erasing people": erasing.erase_form(("U0ABC123",), text),
        "people are erased": erasing.done(Erased(2, facts=True), text),
        "one is erased, but in the warehouse": erasing.done(Erased(1, facts=False), text),
    }

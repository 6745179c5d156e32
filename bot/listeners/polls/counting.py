"""The form of a poll as it came back, with how many may vote in its channel."""

from dataclasses import dataclass, replace

from bot.arrivals import Form
from bot.listeners.door import Visit
from bot.listeners.polls.voters import voters_or_fault
from bot.office import Office
from bot.use_cases.polls.draft import PollDraft
from bot.views.polls.form_read import Carried, drafted_in, wants_more_secrecy


@dataclass(frozen=True, slots=True)
class Counted:
    """What a form holds. `against`: why nobody can vote in its channel, or why they could not be counted, in words."""

    draft: PollDraft
    carried: Carried
    against: str = ""


async def counted(visit: Visit, sent: Form, office: Office) -> Counted:
    """Who may vote is counted where another channel was chosen, or could not be counted before."""
    draft, carried = read(sent)
    carried = carried.of(draft)
    if draft.channel_id is None or carried.voters is not None:
        return Counted(draft, carried)
    found = await voters_or_fault(visit, draft.channel_id, office)
    if isinstance(found, str):
        return Counted(draft, carried, found)
    return Counted(draft, replace(carried, voters=len(found)))


def read(sent: Form) -> tuple[PollDraft, Carried]:
    """What a form holds, and what it carries."""
    carried = Carried.load(sent.metadata)
    return drafted_in(sent, carried), replace(carried, wider=carried.wider or wants_more_secrecy(sent))

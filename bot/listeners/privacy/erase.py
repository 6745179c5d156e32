"""The form that erases people: opened, and sent."""

from dataclasses import dataclass

from bot.arrivals import Form
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.saving import saving
from bot.listeners.submissions import Conclusion, FormHandler
from bot.office import Office
from bot.subcommands.erase import run
from bot.subcommands.subcommand import Request
from bot.use_cases.privacy.erase import erase, people_to_erase
from bot.views.message import Message, Mistakes
from bot.views.privacy.erasing import PEOPLE, SURE, WORDS, done


@dataclass(frozen=True, slots=True)
class _Sent:
    user_ids: tuple[str, ...]
    words_too: bool


def open_form(counter: Counter) -> Handler:
    """The form behind the button."""

    async def serve(visit: Visit) -> None:
        await counter.open(visit, run(counter.request(visit), counter.desk.office))

    return serve


def save(counter: Counter) -> FormHandler:
    """Erase them; the rights are read again."""

    def check(sent: Form, request: Request, office: Office) -> _Sent | Conclusion:
        if not sent.value(SURE):
            return Mistakes({SURE: request.text.say("Tick this: what is erased does not come back.")})
        chosen = sent.values.get(PEOPLE, ())
        people_to_erase(chosen, request.member, office)
        return _Sent(chosen, bool(sent.value(WORDS)))

    async def keep(counter: Counter, visit: Visit, sent: _Sent) -> Conclusion | Message:
        office = counter.desk.office
        return await counter.attempt(
            visit, lambda: done(erase(sent.user_ids, visit.member, office, words_too=sent.words_too), visit.text)
        )

    return saving(counter, check, keep)

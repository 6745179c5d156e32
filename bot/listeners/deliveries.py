"""The button under a notice that nobody can tell whether a message went out. What it carries is never a right."""

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.use_cases.send_again import Resent, send_again
from bot.views.delivery_notices import nothing_to_send_again, sent_again, sent_again_before
from bot.views.message import Message

_SAID = {
    Resent.QUEUED: sent_again,
    Resent.BEFORE: sent_again_before,
    Resent.SETTLED: nothing_to_send_again,
}


def again(counter: Counter) -> Handler:
    """Send it once more."""

    async def serve(visit: Visit) -> None:
        def work() -> Message:
            return _SAID[send_again(visit.arrival.value, visit.member, counter.desk.office)](visit.text)

        await visit.reply(await counter.attempt(visit, work))

    return serve

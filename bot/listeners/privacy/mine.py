"""All that is kept about a person, as a file in her direct messages."""

import aiohttp
import structlog

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.slack_calls import Refused
from bot.use_cases.privacy.mine import FILE, as_file, kept_about
from bot.views.message import Message
from bot.views.privacy.mine import not_sent, sent

log = structlog.stdlib.get_logger(__name__)


def send_file(counter: Counter) -> Handler:
    """Whoever presses gets her own: the button carries nothing."""

    async def serve(visit: Visit) -> None:
        content = await counter.attempt(visit, lambda: as_file(kept_about(visit.member, counter.desk.office)))
        if isinstance(content, Message):
            await visit.reply(content)
            return
        try:
            place = await visit.messenger.conversation_with(visit.member.user_id)
            await counter.pictures.hand_over(content, FILE, place)
        except (Refused, aiohttp.ClientError, TimeoutError) as error:
            log.warning("file_not_sent", error=str(error) or type(error).__name__)
            await visit.reply(not_sent(visit.text))
            return
        await visit.reply(sent(visit.text))

    return serve

"""The digest of last week, sent to whoever sets it: picture and all, in her direct messages with the assistant."""

import asyncio

import aiohttp
import structlog

from bot.charts.panel import panel_picture
from bot.charts.picture import Picture
from bot.listeners.counter import Counter
from bot.listeners.door import Visit
from bot.listeners.picture import kept
from bot.slack_calls import Refused
from bot.text import Text
from bot.use_cases.digests.content import DigestContent
from bot.use_cases.digests.preview import preview
from bot.views.digests.message import digest_message
from bot.views.digests.preview import previewed
from bot.views.message import Message
from storage.repositories.digest_records import Digest, Look

log = structlog.stdlib.get_logger(__name__)


async def send_preview(counter: Counter, visit: Visit, digest: Digest) -> Message | None:
    """Send it; gives the notice that stands in for it, None where it went out."""
    office = counter.desk.office
    content = await counter.attempt(visit, lambda: preview(digest, office))
    if isinstance(content, Message):
        return content
    text = Text(digest.language, office.calendar)
    picture = await asyncio.to_thread(panel_picture, content, text) if digest.look is Look.PANEL else None
    file_id = await kept(counter, picture) if isinstance(picture, Picture) else None
    message = await asyncio.to_thread(_message, content, text, counter, visit, file_id)
    try:
        await visit.messenger.send(visit.member.user_id, message)
    except (Refused, aiohttp.ClientError, TimeoutError) as error:
        log.warning("preview_not_sent", error=str(error) or type(error).__name__)
        return message
    return None


def _message(content: DigestContent, text: Text, counter: Counter, visit: Visit, file_id: str | None) -> Message:
    told = digest_message(content, text, picture=file_id is not None, now=counter.desk.office.now())
    return previewed(told, file_id, visit.text)

"""Pictures that messages show: kept in Slack first, private to the assistant, in three steps of one try each."""

import asyncio

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_calls import TIMEOUT, Refused, call

log = structlog.stdlib.get_logger(__name__)

_ALT = 1000  # characters of a file's alt text
_LOOK_EVERY = 0.5  # seconds
_PATIENCE = 6.0  # seconds a person may wait before the answer goes out without its picture; less than a drain


class Pictures:
    """Uploads pictures and waits until a block may show them."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def keep(self, png: bytes, name: str, alt: str) -> str | None:
        """The file's id once it can be shown; None where Slack does not take it or does not get ready."""
        try:
            return await asyncio.wait_for(self._keep(png, name, alt), _PATIENCE)
        except (Refused, aiohttp.ClientError, TimeoutError) as error:
            log.warning("picture_not_kept", error=str(error) or type(error).__name__)
            return None

    async def hand_over(self, content: bytes, name: str, conversation_id: str) -> None:
        """Post a file into a conversation. Raises Refused, ClientError, TimeoutError."""
        ticket = await call(self._client.files_getUploadURLExternal(filename=name, length=len(content)))
        await _send(content, ticket["upload_url"])
        files: list[dict[str, str | None]] = [{"id": str(ticket["file_id"]), "title": name}]
        await call(self._client.files_completeUploadExternal(files=files, channel_id=conversation_id))

    async def _keep(self, png: bytes, name: str, alt: str) -> str:
        ticket = await call(self._client.files_getUploadURLExternal(filename=name, length=len(png), alt_txt=alt[:_ALT]))
        await _send(png, ticket["upload_url"])
        file_id = str(ticket["file_id"])
        await call(self._client.files_completeUploadExternal(files=[{"id": file_id, "title": name}]))
        await self._ready(file_id)
        return file_id

    async def _ready(self, file_id: str) -> None:
        """Slack works on a file for a second or so before a block may show it."""
        while not (await call(self._client.files_info(file=file_id)))["file"].get("mimetype"):
            await asyncio.sleep(_LOOK_EVERY)


async def _send(png: bytes, url: str) -> None:
    """Put the bytes where the ticket says; the status says all."""
    timeout = aiohttp.ClientTimeout(total=TIMEOUT)
    async with aiohttp.ClientSession(timeout=timeout, raise_for_status=True) as session, session.post(url, data=png):
        pass

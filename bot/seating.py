"""Who is asking: workspace, member, role, language. Known people are seated from the records, new ones from Slack."""

import asyncio
from datetime import timedelta

import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.office import Office
from bot.text import Text
from bot.use_cases.know_member import SlackUser, know_member, recall_member, stranger
from storage.repositories.records import Member

log = structlog.stdlib.get_logger(__name__)

_FRESH = timedelta(minutes=10)
_STALE = timedelta(days=1)  # how long a person is still believed to be who she was while Slack does not answer


class Seating:
    """Finds the member behind a user id and the language to speak."""

    def __init__(self, office: Office, client: AsyncWebClient) -> None:
        self._office = office
        self._client = client
        self._spoken: dict[str, str] = {}  # the language last spoken with each person, for when nobody can be seated

    async def seat(self, team_id: str, user_id: str) -> tuple[Member, Text]:
        """The member and her language; asks Slack when she is new or was last asked about a while ago."""
        member = await asyncio.to_thread(recall_member, self._office, team_id, user_id, _FRESH)
        if member is None:
            member = await self._introduce(team_id, user_id)
        self._spoken[user_id] = member.locale or self._office.language
        return member, self.last_text(user_id)

    async def first_time(self, delivery: str) -> bool:
        """Whether this delivery is seen for the first time; remembers it. One without a name is always new."""
        return not delivery or await asyncio.to_thread(self._remember, delivery)

    def last_text(self, user_id: str) -> Text:
        """The language last spoken with a person, before she is seated; the house's for who was never met."""
        return Text(self._spoken.get(user_id, self._office.language), self._office.calendar)

    def _remember(self, delivery: str) -> bool:
        with self._office.records.writing() as work:
            return work.inbound.first_sight(delivery, self._office.clock.now())

    async def _introduce(self, team_id: str, user_id: str) -> Member:
        try:
            answer = await self._client.users_info(user=user_id, include_locale=True)
        except SlackClientError as error:
            log.warning("slack_does_not_say_who", error=type(error).__name__)
            known = await asyncio.to_thread(recall_member, self._office, team_id, user_id, _STALE)
            return known or stranger(team_id, user_id)
        return await asyncio.to_thread(know_member, self._office, team_id, SlackUser.read(answer["user"]))

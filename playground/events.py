"""Events to the app: only those it subscribed to, delivered again until it takes them."""

from typing import Any

from playground.clock import Clock
from playground.delivery import Carrier, Parcel, Sort
from playground.ids import Ids
from playground.journal import Delivered, Journal
from playground.workspace import Workspace

Json = dict[str, Any]

RETRY_AFTER = (0.0, 60.0, 300.0)  # seconds after the first attempt, on the workspace's clock


class Events:
    """Sends `event_callback`s and repeats what was not taken: at once, after one minute, after five."""

    def __init__(self, workspace: Workspace, clock: Clock, ids: Ids, carrier: Carrier, journal: Journal) -> None:
        self._workspace = workspace
        self._clock = clock
        self._ids = ids
        self._carrier = carrier
        self._journal = journal

    def emit(self, subscription: str, event: Json) -> None:
        """Send an event if the manifest subscribes to it, e.g. `message.channels`."""
        if subscription in self._workspace.manifest.events:
            self.send(event)

    def send(self, event: Json) -> None:
        """Send an event whatever the subscriptions say."""
        self._clock.spawn(self._attempt(self._callback(event), self._clock.now(), 0, None))

    async def _attempt(self, body: Json, started: float, attempt: int, reason: str | None) -> None:
        receipt = await self._carrier.carry(Parcel(Sort.EVENT, body, attempt, reason))
        self._journal.write(Delivered(body["event"]["type"], body["event_id"], receipt, attempt))
        if receipt.acked or receipt.no_retry or attempt == len(RETRY_AFTER):
            return

        async def again() -> None:
            await self._attempt(body, started, attempt + 1, receipt.reason)

        if RETRY_AFTER[attempt]:
            self._clock.at(started + RETRY_AFTER[attempt], again)
        else:
            await again()

    def _callback(self, event: Json) -> Json:
        team, app = self._workspace.team, self._workspace.app
        authorization = {
            "enterprise_id": None, "team_id": team.id, "user_id": app.bot_user,
            "is_bot": True, "is_enterprise_install": False,
        }  # fmt: skip
        return {
            "type": "event_callback", "token": app.verification_token, "team_id": team.id,
            "api_app_id": app.id, "event": event, "event_id": self._ids.draw("Ev"),
            "event_time": int(self._clock.now()), "authorizations": [authorization],
            "is_ext_shared_channel": False,
            "event_context": f"4-{self._ids.draw('')}",
        }  # fmt: skip

"""Socket Mode: the app's WebSockets, one payload to one of them, acknowledgements from any."""

import asyncio
import itertools
import json
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from playground.delivery import PATIENCE, Parcel, Receipt, Sort, Status

MOST_SOCKETS = 10
GRACE = 10.0  # real seconds in which the app, asked to renew its sockets, comes back

NO_SOCKET = Receipt(Status.FAILED, reason="connection_failed")
NO_ACK = Receipt(Status.TIMEOUT, reason="timeout")


class Sockets:
    """The open WebSockets of the app."""

    def __init__(self, app_id: str) -> None:
        self.patience = PATIENCE
        self._app_id = app_id
        self._tickets: set[str] = set()
        self._fresh: list[WebSocket] = []
        self._retiring: list[WebSocket] = []
        self._turn = itertools.count()
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._arrived = asyncio.Event()
        self._back_by = 0.0  # until when the app, asked to come back, is waited for (loop time)
        self._closers: set[asyncio.Task[None]] = set()

    @property
    def count(self) -> int:
        """Return how many sockets are open."""
        return len(self._fresh) + len(self._retiring)

    def ticket(self) -> str:
        """Return the word that opens one socket."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """Talk with one socket until it closes."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(1008)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        if self.count >= MOST_SOCKETS:
            await _say_goodbye(socket, "too_many_websockets")
            await socket.close()
            return
        await self._talk(socket)

    async def carry(self, parcel: Parcel) -> Receipt:
        """Send to one socket and wait for its acknowledgement as long as patience lasts."""
        envelope = _envelope(parcel)
        await self._until_back()
        try:
            async with asyncio.timeout(self.patience):
                with self._answer_to(envelope["envelope_id"]) as answer:
                    if not await self._send(envelope):
                        return NO_SOCKET
                    return Receipt(Status.ACKED, await answer)
        except TimeoutError:
            return NO_ACK

    async def disconnect(self, reason: str) -> int:
        """Ask every socket to come back (`refresh_requested`, `warning`) or to leave; return how many."""
        staying_away = reason == "link_disabled"
        self._back_by = 0.0 if staying_away else asyncio.get_running_loop().time() + GRACE
        leaving, self._fresh = self._fresh, []
        self._retiring += leaving
        self._arrived.clear()
        for socket in leaving:
            await _say_goodbye(socket, reason)
            self._spawn(_close_later(socket, 0.0 if staying_away else GRACE))
        return len(leaving)

    async def close(self) -> None:
        """Close every socket."""
        for closer in self._closers:
            closer.cancel()
        for socket in [*self._fresh, *self._retiring]:
            await _close(socket)

    async def _talk(self, socket: WebSocket) -> None:
        try:
            await socket.send_json(self._hello())
            self._fresh.append(socket)
            self._arrived.set()
            self._back_by = 0.0
            while True:
                self._take(json.loads(await socket.receive_text()))
        except (WebSocketDisconnect, RuntimeError, ValueError):
            return  # gone, or talking nonsense
        finally:
            self._forget(socket)

    def _forget(self, socket: WebSocket) -> None:
        for shelf in (self._fresh, self._retiring):
            if socket in shelf:
                shelf.remove(socket)
        if not self._fresh:
            self._arrived.clear()

    def _take(self, message: dict[str, Any]) -> None:
        waiting = self._waiting.get(message.get("envelope_id", ""))
        if waiting and not waiting.done():
            waiting.set_result(message.get("payload"))

    @contextmanager
    def _answer_to(self, envelope_id: str) -> Iterator[asyncio.Future[Any]]:
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        try:
            yield answer
        finally:
            del self._waiting[envelope_id]

    async def _until_back(self) -> None:
        """Hold a payload while the app renews its sockets: what Slack itself asked for must lose nothing."""
        missing = self._back_by - asyncio.get_running_loop().time()
        if not self._fresh and missing > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._arrived.wait(), missing)

    async def _send(self, envelope: dict[str, Any]) -> bool:
        while self._fresh:
            socket = self._fresh[next(self._turn) % len(self._fresh)]
            try:
                await socket.send_json(envelope)
            except (WebSocketDisconnect, RuntimeError):
                self._forget(socket)
            else:
                return True
        return False

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": self.count + 1,
            "connection_info": {"app_id": self._app_id},
            "debug_info": {
                "host": "playground",
                "build_number": 1,
                "approximate_connection_time": 3600,
            },
        }

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._closers.add(task)
        task.add_done_callback(self._closers.discard)


def _envelope(parcel: Parcel) -> dict[str, Any]:
    envelope: dict[str, Any] = {
        "envelope_id": str(uuid.uuid4()),
        "type": parcel.sort.value,
        "payload": parcel.payload,
        "accepts_response_payload": parcel.takes_answer,
    }
    if parcel.sort is Sort.EVENT:
        envelope |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason or ""}
    return envelope


async def _say_goodbye(socket: WebSocket, reason: str) -> None:
    await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}})


async def _close_later(socket: WebSocket, seconds: float) -> None:
    await asyncio.sleep(seconds)
    await _close(socket)


async def _close(socket: WebSocket) -> None:
    try:
        await socket.close()
    except (WebSocketDisconnect, RuntimeError):
        return

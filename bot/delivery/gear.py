"""What every worker of the post office has at hand."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.clock import Clock
from bot.delivery.outcome import FAILURES, UNREADABLE, Outcome, Verdict, outcome_of
from bot.delivery.timing import Timing
from storage.unit_of_work import Records, UnitOfWork

T = TypeVar("T")

Step = Callable[[UnitOfWork, datetime], T]
"""Something done in one transaction, at one instant of the clock that all workers share."""

Request = Callable[[AsyncWebClient], Awaitable[AsyncSlackResponse]]


@dataclass
class Failed(Exception):
    """A call to Slack gave nothing to work with."""

    method: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Gear:
    """Records in threads of their own, Slack without repetitions, the spans, and whether it is time to stop."""

    records: Records
    clock: Clock
    client_of: Callable[[str], AsyncWebClient]  # by workspace; with no retry handlers
    timing: Timing
    failpoint: Callable[[str], None]
    threads: ThreadPoolExecutor
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def recorded(self, step: Step[T]) -> T:
        """Do a step and commit it."""

        def work() -> T:
            with self.records.writing() as unit:
                return step(unit, self.clock.moved(unit.now()))

        return await asyncio.get_running_loop().run_in_executor(self.threads, work)

    async def looked(self, step: Step[T]) -> T:
        """Do a step that only reads."""

        def work() -> T:
            with self.records.reading() as unit:
                return step(unit, self.clock.moved(unit.now()))

        return await asyncio.get_running_loop().run_in_executor(self.threads, work)

    async def seconds_until(self, next_at: Step[datetime | None]) -> float:
        """How long until something is due; a tick where that is not known, or longer."""
        tick = self.timing.tick

        def wait(work: UnitOfWork, now: datetime) -> timedelta:
            due = next_at(work, now)
            return tick if due is None else min(tick, max(due - now, timedelta(0)))

        return (await self.looked(wait)).total_seconds()

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Do something else that would hold the loop up."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, work)

    async def ask(self, team_id: str, method: str, request: Request) -> dict[str, Any]:
        """Call Slack once. Raises Failed; where Slack takes no more for now, all workers wait for it."""
        try:
            async with asyncio.timeout(self.timing.timeout.total_seconds()):
                answer = (await request(self.client_of(team_id))).data
        except FAILURES as failure:
            outcome = outcome_of(failure)
        else:
            if isinstance(answer, dict):
                return answer
            outcome = Outcome(Verdict.UNKNOWN, UNREADABLE)
        await self.hold(team_id, method, outcome)
        raise Failed(method, outcome)

    async def hold(self, team_id: str, method: str, outcome: Outcome) -> None:
        """Let nobody call a method for this workspace before Slack takes it again; others go on."""
        if outcome.verdict is Verdict.LIMITED:
            wait = timedelta(seconds=outcome.retry_after or 1.0)
            await self.recorded(lambda work, now: work.paces.hold(team_id, method, now + wait))

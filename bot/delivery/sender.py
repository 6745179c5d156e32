"""One message from its claim to its record. Whatever breaks on the way, the lease ends and the next one looks first."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

import structlog

from bot.delivery import letter
from bot.delivery.endings import Endings
from bot.delivery.failpoints import Failpoint
from bot.delivery.gear import Failed, Gear
from bot.delivery.outcome import UNREADABLE, Outcome, Verdict
from bot.delivery.reconcile import Postmarks, is_unreadable_for_good
from storage.repositories.claims import Terms
from storage.repositories.delivery_records import Claim, Delivery, DeliveryState, Variant, too_late
from storage.repositories.paces import POST
from storage.unit_of_work import UnitOfWork

log = structlog.stdlib.get_logger(__name__)

OPEN = "conversations.open"
_PEOPLE = ("U", "W")  # how the ids of people begin
_NOT_SHOWN = "invalid_blocks"  # so says Slack of a picture that it cannot show yet, and of charts that it cannot draw


@dataclass
class TakenOver(Exception):
    """Another worker has the message now. `slack_ts`: what we posted, if we know."""

    slack_ts: str | None = None


@dataclass(slots=True)
class Hold:
    """A claim, and until when on this process's own clock it may be worked on."""

    claim: Claim
    until: float

    @property
    def mine(self) -> Delivery:
        """The message."""
        return self.claim.delivery

    @property
    def seconds_left(self) -> float:
        """What is left of the lease."""
        return self.until - monotonic()


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends one message after the other."""

    gear: Gear
    endings: Endings
    postmarks: Postmarks
    terms: Terms

    async def send_next(self) -> bool:
        """Claim a message and send it; False where nothing may go out now."""
        until = monotonic() + self.terms.lease.total_seconds()
        claim = await self.gear.recorded(lambda work, now: work.claims.take(self.terms, now))
        if claim is None:
            return False
        self.gear.failpoint(Failpoint.AFTER_CLAIM)
        hold = Hold(claim, until)
        try:
            await self._send(hold)
        except TakenOver as taken:
            await self._withdraw(hold, taken.slack_ts)
        return True

    async def next_at(self) -> float:
        """Seconds until the first message that waits may go out, as far as that is known."""
        return await self.gear.seconds_until(lambda work, now: work.claims.next_at(now))

    async def _send(self, hold: Hold) -> None:
        if not await self._find_place(hold):
            return
        if hold.mine.maybe_posted and not await self._is_surely_not_out(hold):
            return
        await self._post(hold)

    async def _find_place(self, hold: Hold) -> bool:
        """Open the direct messages with a person; False where she cannot be written to now."""
        mine = hold.mine
        if mine.conversation_id or not mine.channel_id.startswith(_PEOPLE):
            return True
        try:
            opened = await self.gear.ask(
                mine.team_id, OPEN, lambda client: client.conversations_open(users=mine.channel_id)
            )
        except Failed as failed:
            await self._conclude(hold, failed.outcome, may_be_out=False)
            return False
        place = str(opened["channel"]["id"])
        self._held(await self.gear.recorded(lambda work, _now: work.claims.find_place(mine, place)))
        hold.claim = replace(hold.claim, delivery=replace(mine, conversation_id=place))
        return True

    async def _is_surely_not_out(self, hold: Hold) -> bool:
        """Look for what may have been posted; False where it is out, or nobody can tell, or it is too late."""
        self.gear.failpoint(Failpoint.BEFORE_RECONCILE)
        try:
            found = await self.postmarks.find(hold.claim, partial(self._renew, hold))
        except Failed as failed:
            await self._cannot_tell(hold, failed.outcome)
            return False
        if found:
            await self._sent(hold, found[0], has_doubles=len(found) > 1)
            return False
        return await self._is_our_turn(hold)

    async def _is_our_turn(self, hold: Hold) -> bool:
        """Take the channel's turn, which a message that was looked for first has not yet."""
        mine, terms = hold.mine, self.terms
        if await self._is_late(mine):
            self._held(await self.endings.end(mine, *too_late(mine.kind)))
            return False
        await self._renew(hold)
        if await self.gear.recorded(lambda work, now: work.claims.take_turn(mine, terms, now)):
            return True
        self._held(await self.gear.recorded(lambda work, now: work.claims.give_back(mine, now + terms.pace)))
        return False

    async def _post(self, hold: Hold) -> None:
        """Post once, with enough of the lease left; a lease that is too short is left to end."""
        mine, timing = hold.mine, self.gear.timing
        if self.gear.stopping.is_set():
            self._held(await self.gear.recorded(lambda work, now: work.claims.give_back(mine, now)))
            return
        if hold.seconds_left < (timing.timeout + timing.margin).total_seconds():
            log.warning("lease_too_short", id=mine.id)
            return
        self.gear.failpoint(Failpoint.BEFORE_POST)
        told = await self._posted(hold.claim)
        self.gear.failpoint(Failpoint.AFTER_POST)
        if isinstance(told, Outcome):
            await self._conclude(hold, told, may_be_out=True)
        else:
            await self._sent(hold, told)

    async def _posted(self, claim: Claim) -> str | Outcome:
        """The ts of the message, or why there is none."""
        body = letter.to_post(claim)
        try:
            answer = await self.gear.ask(claim.delivery.team_id, POST, lambda client: client.api_call(POST, json=body))
        except Failed as failed:
            return failed.outcome
        return str(answer["ts"]) if answer.get("ts") else Outcome(Verdict.UNKNOWN, UNREADABLE)

    async def _sent(self, hold: Hold, slack_ts: str, *, has_doubles: bool = False) -> None:
        """Write down that it is out; the channel is looked through later where it took more than one try."""
        mine, sweeps, pace = hold.mine, self.gear.timing.sweeps, self.terms.pace
        unsure = mine.attempts > 1 or mine.maybe_posted
        wait = timedelta(0) if has_doubles else sweeps[0] if unsure else None
        self.gear.failpoint(Failpoint.BEFORE_RECORD)

        def step(work: UnitOfWork, now: datetime) -> bool:
            mine_still = work.claims.sent(mine, slack_ts, now, None if wait is None else now + wait)
            if mine_still:
                work.paces.rest(mine.team_id, mine.channel_id, now + pace)
            return mine_still

        if not await self.gear.recorded(step):
            raise TakenOver(slack_ts)
        self.gear.failpoint(Failpoint.AFTER_RECORD)
        log.info("delivery_sent", id=mine.id, kind=mine.kind.value, attempts=mine.attempts)

    async def _conclude(self, hold: Hold, outcome: Outcome, *, may_be_out: bool) -> None:
        """Try again, without the picture if need be, or end."""
        mine, timing = hold.mine, self.gear.timing
        log.warning("delivery_not_sent", id=mine.id, verdict=outcome.verdict.value, error=outcome.error)
        match outcome.verdict:
            case Verdict.REFUSED if outcome.error == _NOT_SHOWN and mine.variant is Variant.PICTURE:
                await self._wait_for_picture(hold)
            case Verdict.REFUSED if outcome.error == _NOT_SHOWN and letter.may_be_plainer(mine.payload_text, mine):
                self._held(await self.gear.recorded(lambda work, now: work.claims.as_plain(mine, now, _NOT_SHOWN)))
            case Verdict.REFUSED:
                self._held(await self.endings.end(mine, DeliveryState.DEAD, outcome.error))
            case Verdict.LIMITED:
                await self._again(hold, timedelta(0), outcome)
            case Verdict.UNKNOWN if may_be_out:
                wait = timing.settle_after(mine.attempts, mine.slack_key)
                await self._again(hold, wait, outcome, may_be_out=True)
            case _:
                await self._again(hold, timing.backoff_after(mine.attempts, mine.slack_key), outcome)

    async def _wait_for_picture(self, hold: Hold) -> None:
        """Slack needs a moment more for the file; from its deadline on, the message goes without."""
        mine, look = hold.mine, self.gear.timing.file_look

        def step(work: UnitOfWork, now: datetime) -> bool:
            if mine.file_deadline and now < mine.file_deadline:
                return work.claims.again(mine, now + look, _NOT_SHOWN)
            return work.claims.as_text(mine, now)

        self._held(await self.gear.recorded(step))

    async def _cannot_tell(self, hold: Hold, outcome: Outcome) -> None:
        """Nobody may post what may be out already: look again later, or leave it to a person."""
        mine = hold.mine
        if is_unreadable_for_good(outcome) or await self._is_late(mine):
            self._held(await self.endings.end(mine, DeliveryState.UNCONFIRMED, outcome.error))
            return
        wait = self.gear.timing.backoff_after(mine.attempts, mine.slack_key)
        await self._again(hold, timedelta(0) if outcome.verdict is Verdict.LIMITED else wait, outcome)

    async def _again(self, hold: Hold, wait: timedelta, outcome: Outcome, *, may_be_out: bool = False) -> None:
        mine = hold.mine
        self.gear.failpoint(Failpoint.BEFORE_RECORD)

        def step(work: UnitOfWork, now: datetime) -> bool:
            return work.claims.again(mine, now + wait, outcome.error, maybe_posted=may_be_out)

        self._held(await self.gear.recorded(step))
        self.gear.failpoint(Failpoint.AFTER_RECORD)

    async def _renew(self, hold: Hold) -> None:
        """Hold the lease anew. Raises TakenOver."""
        until = monotonic() + self.terms.lease.total_seconds()
        mine, lease = hold.mine, self.terms.lease
        self._held(await self.gear.recorded(lambda work, now: work.claims.renew(mine, now + lease)))
        hold.until = until

    async def _is_late(self, mine: Delivery) -> bool:
        return await self.gear.looked(lambda _work, now: mine.expires_at <= now)

    @staticmethod
    def _held(recorded: bool) -> None:
        """Raise TakenOver where a record did not count."""
        if not recorded:
            raise TakenOver

    async def _withdraw(self, hold: Hold, slack_ts: str | None) -> None:
        """Another worker took over: have the channel looked through, and take back what we posted beside it."""
        mine = hold.mine
        log.warning("lease_lost", id=mine.id)
        kept = await self.gear.recorded(lambda work, now: work.claims.lost(mine, now))
        if slack_ts and kept and kept.state is DeliveryState.SENT and kept.slack_ts != slack_ts:
            await self.postmarks.take_back(kept, slack_ts)

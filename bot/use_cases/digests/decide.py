"""Decide digests: compute those whose turn it is, and queue each message once.

The row of an edition decides: who ends it first queues its message, in the same transaction; others find it ended.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.delivery.failpoints import Failpoint, unharmed
from bot.delivery.timing import Timing
from bot.office import Office
from bot.schedules import days_of
from bot.use_cases.digests.begin_editions import TOO_LATE
from bot.use_cases.digests.compose import compose, questions_of, remember_figures
from bot.use_cases.digests.content import DigestContent
from bot.use_cases.digests.let_go import let_go
from bot.use_cases.digests.posted_figures import figures_posted
from bot.use_cases.digests.take_turns import Turn
from kpi_engine import together
from kpi_engine.answer import Answer
from kpi_engine.figure import Value
from kpi_engine.question import Question
from storage.facts.store import OneVersion
from storage.repositories.delivery_records import DeliveryKind, Frozen, NewDelivery
from storage.repositories.digest_records import EditionState
from storage.repositories.editions import Decision
from storage.unit_of_work import UnitOfWork

RETRY = timedelta(minutes=5)
"""How long an edition that could not be computed is left alone."""

_TIMING = Timing()

Answers = Mapping[Question, Answer]


@dataclass(frozen=True, slots=True)
class Written:
    """A digest's message in both of its forms; `picture` is sent where there is a `png`."""

    text: Frozen
    picture: Frozen
    png: bytes | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A digest that is written and may be decided."""

    turn: Turn
    content: DigestContent
    written: Written


def pinned(office: Office) -> Office:
    """The same office with the facts and the definitions of this moment, whatever comes meanwhile. Raises NoFacts."""
    return replace(office, facts=OneVersion(office.facts.place, office.facts.current()), definitions=office.catalog)


def answers_for(turns: Collection[Turn], office: Office) -> Answers:
    """Answer all that these digests ask, in one pass. Raises EngineError."""
    asked = [each for turn in turns for each in questions_of(turn.digest, days_of(turn.edition.period), office)]
    return together.answers(
        list(dict.fromkeys(asked)),
        office.facts.current(),
        catalog=office.catalog,
        calendar=office.calendar,
        currency=office.currency,
    )


def content_of(turn: Turn, answers: Answers, office: Office) -> DigestContent:
    """What the digest tells. Raises KeyError where a target was changed since the questions were put."""
    period = days_of(turn.edition.period)
    return compose(turn.digest, period, answers, office, late=turn.go.late, stale=turn.go.stale)


def tells_something(content: DigestContent) -> bool:
    """Whether any of its figures has a value."""
    return any(isinstance(each.answer.headline, Value) for each in content.entries)


def decide(some: Sequence[Ready], office: Office, failpoint: Callable[[str], None] = unharmed) -> None:
    """Queue messages with the ends of their editions and their receipts, all or nothing, but what another ended first.

    Together they cost one write to disk, and figures that several of them tell are remembered once.
    """
    version = office.facts.current().version
    figures = [figures_posted(each.content, office) for each in some]
    with office.records.writing() as work:
        now = office.clock.moved(work.now())
        mine = [
            each
            for each, posted in zip(some, figures, strict=True)
            if work.editions.decide(each.turn.edition, Decision(version, posted, now))
        ]
        for each in mine:
            _queue(work, each)
            let_go(work, each.turn.digest, each.content.retired, office.clock.now())
        remember_figures(work, [each.content for each in mine], office)
        failpoint(Failpoint.BEFORE_DECIDE_COMMIT)
    failpoint(Failpoint.AFTER_DECIDE)


def _queue(work: UnitOfWork, ready: Ready) -> None:
    new = delivery_of(ready.turn, ready.written)
    queued = work.deliveries.queue(new) or work.deliveries.find(new.dedup_key)
    if queued is not None:
        work.editions.deliver(ready.turn.edition, queued)


def fail(turn: Turn, error: Exception, office: Office) -> None:
    """Keep in sight that an edition could not be computed, and why; it is tried again until it is too late."""
    told = f"{type(error).__name__}: {error}".removesuffix(": ")
    with office.records.writing() as work:
        again_at = office.clock.moved(work.now()) + RETRY
        work.editions.put_off(turn.edition, EditionState.FAILED, told, again_at)


def delivery_of(turn: Turn, written: Written) -> NewDelivery:
    """The message as it is queued; not before its own moment of the start."""
    digest, edition = turn.digest, turn.edition
    key = f"digest:{digest.team_id}:{digest.channel_id}:{digest.id}:{edition.period}"
    return NewDelivery(
        dedup_key=key,
        kind=DeliveryKind.DIGEST,
        team_id=digest.team_id,
        channel_id=digest.channel_id,
        payload_text=written.text,
        payload=written.picture if written.png else {},
        png=written.png,
        due_at=edition.due_at,
        not_before=edition.due_at + _TIMING.start_delay(key),
        expires_at=edition.due_at + TOO_LATE,
    )

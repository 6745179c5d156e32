"""Weak signals: at least three people speak of one theme for one segment or stage, before a figure tells it.

Each is raised once, with the figure that they name beside it, and scored once the figure has had time to move: did it
move beyond noise after they had spoken, had it moved before, or not at all (docs/decisions/107).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

from bot.office import Office
from bot.use_cases.answer_kpi import ask
from bot.use_cases.voice.heard_together import LEAST_PEOPLE, Together, heard_together
from bot.use_cases.voice.triage import readers_of
from kpi_engine.answer import Answer
from kpi_engine.errors import EngineError
from kpi_engine.figure import Value
from kpi_engine.periods import Period
from kpi_engine.question import Dimension, Filter, Question
from storage.errors import NoFacts
from storage.repositories.delivery_records import DeliveryKind, Frozen, NewDelivery
from storage.repositories.voice_records import SignalOutcome, WeakSignal
from storage.unit_of_work import UnitOfWork

WINDOW = timedelta(days=28)
"""Days of a figure before people spoke, and after: two such windows follow, eight weeks in all."""
_WORTH_SENDING = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Raised:
    """A signal with its theme's name, and the figure, if any, up to the day before the first one spoke."""

    signal: WeakSignal
    theme: str
    answer: Answer | None


Say = Callable[[Raised, str], Frozen]
"""Puts a signal into a message, in a Slack locale."""


def raise_signals(team_id: str, office: Office, say: Say) -> int:
    """Raise each once; gives how many."""
    now = office.clock.now()
    with office.records.reading() as work:
        found = heard_together(work.triage.of_themes(team_id), now)
        known = work.weak_signals.of(team_id)
    fresh = (each.since(_last_raised(each, known)) for each in found)
    told = [(each, _raised(team_id, each, known, office)) for each in fresh if each.people >= LEAST_PEOPLE]
    return sum(_keep(together, raised, office, say) for together, raised in told)


def score_signals(team_id: str, office: Office) -> int:
    """Score those whose figure has had time to move; gives how many."""
    with office.records.reading() as work:
        waiting = [each for each in work.weak_signals.unscored(team_id) if each.kpi]
    outcomes = [(each, outcome) for each in waiting if (outcome := _outcome(each, office))]
    with office.records.writing() as work:
        return sum(work.weak_signals.score(each, outcome, office.clock.now()) for each, outcome in outcomes)


def _last_raised(together: Together, known: Sequence[WeakSignal]) -> datetime | None:
    return max((each.raised_at for each in _same(together, known)), default=None)


def _same(together: Together, known: Sequence[WeakSignal]) -> list[WeakSignal]:
    """The signals of the same theme and place that were raised before."""
    wanted = (together.theme_id, together.dimension.value, together.value.casefold())
    return [each for each in known if (each.theme_id, each.dimension, each.value.casefold()) == wanted]


def _raised(team_id: str, together: Together, known: Sequence[WeakSignal], office: Office) -> Raised:
    first_day = together.first_said_at.astimezone(ZoneInfo(office.calendar.zone)).date()
    kpi = together.kpi(office.catalog)
    narrowing = Filter(together.dimension, (together.value,))
    answer = _answer(kpi, narrowing, Period(first_day - WINDOW, first_day), office) if kpi else None
    about = [
        team_id,
        together.theme_id,
        together.dimension.value,
        together.value.casefold(),
        len(_same(together, known)),
    ]
    signal = WeakSignal(
        team_id=team_id,
        id=blake2b(repr(about).encode(), digest_size=8).hexdigest(),
        theme_id=together.theme_id,
        dimension=together.dimension.value,
        value=together.value,
        kpi=kpi,
        people=together.people,
        first_said_on=first_day,
        raised_at=office.clock.now(),
        before=_figure(answer),
    )
    return Raised(signal, "", answer)


def _keep(together: Together, raised: Raised, office: Office, say: Say) -> bool:
    """Keep it with its messages; False where somebody else raised it first."""
    signal = raised.signal
    with office.records.writing() as work:
        if not work.weak_signals.add(signal):
            return False
        theme = work.themes.get(signal.team_id, signal.theme_id)
        named = Raised(signal, theme.name if theme else "", raised.answer)
        now = office.clock.moved(work.now())
        for conversation, locale in _conversations(work, together, signal.team_id, office).items():
            work.deliveries.queue(
                NewDelivery(
                    dedup_key=f"feedback:{signal.team_id}:{conversation}:signal-{signal.id}",
                    kind=DeliveryKind.FEEDBACK,
                    team_id=signal.team_id,
                    channel_id=conversation,
                    payload_text=say(named, locale),
                    due_at=now,
                    expires_at=now + _WORTH_SENDING,
                )
            )
    return True


def _conversations(work: UnitOfWork, together: Together, team_id: str, office: Office) -> Mapping[str, str]:
    """Wherever feedback of the teams that spoke is read."""
    return {
        place: locale for team in together.teams for place, locale in readers_of(work, team_id, team, office).items()
    }


def _outcome(signal: WeakSignal, office: Office) -> SignalOutcome | None:
    """What came of it; None as long as the facts do not reach far enough to tell."""
    first_day = signal.first_said_on
    windows = [Period(first_day + step * WINDOW, first_day + (step + 1) * WINDOW) for step in (-2, -1, 0, 1)]
    before, until, after, later = windows
    known_to = _known_to(office)
    if known_to is None or known_to < after.last_day:
        return None
    if _moved(signal, until, before, office):
        return SignalOutcome.CAME_LATE
    verdicts = [_moved(signal, each, until, office) for each in (after, later) if known_to >= each.last_day]
    if any(verdicts):
        return SignalOutcome.CAME_FIRST
    return SignalOutcome.NOTHING_MOVED if verdicts == [False, False] else None


def _known_to(office: Office) -> date | None:
    try:
        return min(office.facts.current().as_of, office.today())
    except NoFacts:
        return None


def _moved(signal: WeakSignal, now: Period, then: Period, office: Office) -> bool | None:
    """The engine's own verdict: the change between two windows is beyond noise. None where it gives none."""
    narrowing = Filter(Dimension(signal.dimension), (signal.value,))
    answer = _answer(signal.kpi or "", narrowing, now, office, against=then)
    change = answer.comparison.change if answer and answer.comparison else None
    return change.beyond_noise if change else None


def _answer(
    kpi: str, narrowing: Filter, period: Period, office: Office, *, against: Period | None = None
) -> Answer | None:
    """The company's figure for a segment or stage; None where it cannot be asked for."""
    earlier = against or Period(period.start - WINDOW, period.start)
    try:
        return ask(Question(kpi, period, filters=(narrowing,), against=earlier), office)
    except (EngineError, NoFacts):
        return None


def _figure(answer: Answer | None) -> Mapping[str, object] | None:
    """What is kept of the figure."""
    if answer is None or not isinstance(answer.headline, Value):
        return None
    value, period = answer.headline, answer.question.period
    interval = value.interval
    return {
        "value": value.value,
        "n": value.n,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "period": [period.start.isoformat(), period.last_day.isoformat()],
    }

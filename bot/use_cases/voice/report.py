"""What a person may read of what was said: counts by kind and theme, what was done, what is open, and her own.

Reps read of their own team, managers of theirs, admins of all. Of anonymous words only the week is known, so days
decide for the named ones and weeks for the others.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from bot.errors import CodeUnknown
from bot.office import Office
from bot.policy import Action, may
from bot.schedules import days_of, iso_week
from bot.use_cases.voice.item import Item, item_of
from bot.use_cases.voice.say_slip import ticket_of
from kpi_engine.periods import Period
from storage.repositories.records import Member, Role
from storage.repositories.voice_records import Feedback, FeedbackKind, FeedbackState, SignalOutcome
from storage.unit_of_work import UnitOfWork

WEEKS = 13
"""How far a report looks back unless asked otherwise: a quarter, whole weeks."""
LEAST_VOICES = 3
"""Named voices that a theme needs before it is cut by segment: of fewer, the cut would point at somebody."""

_SETTLED = timedelta(weeks=9)  # by then a signal is scored, or no figure can tell


@dataclass(frozen=True, slots=True)
class ThemeTold:
    """What was said under one theme. `voices` are named people; `segments` counts items, empty where it is not cut."""

    name: str
    items: int
    voices: int
    segments: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """How long named authors waited for a first answer: the median, over `answered` of `named`."""

    median: timedelta | None
    answered: int
    named: int


@dataclass(frozen=True, slots=True)
class Score:
    """What came of the weak signals: the figure moved after them, before them, not at all, or it is too early."""

    came_first: int = 0
    came_late: int = 0
    nothing_moved: int = 0
    waiting: int = 0

    @property
    def scored(self) -> int:
        """How many could be judged."""
        return self.came_first + self.came_late + self.nothing_moved


@dataclass(frozen=True, slots=True)
class Voice:
    """All that a report shows. `teams` are those it is of, None where of all; `takes_up`: she may take feedback up."""

    period: Period
    teams: tuple[str, ...] | None
    kinds: Mapping[FeedbackKind, int]
    unnamed: int
    themes: tuple[ThemeTold, ...]
    ended: tuple[Item, ...]
    open: tuple[Item, ...]
    answering: Answering
    score: Score
    own: tuple[Item, ...]
    takes_up: bool
    today: date

    @property
    def total(self) -> int:
        """How much was said."""
        return sum(self.kinds.values())


def default_weeks(office: Office) -> Period:
    """The last weeks, the one in progress up to today."""
    today = office.today()
    return Period(days_of(iso_week(today)).start - timedelta(weeks=WEEKS - 1), today + timedelta(days=1))


def teams_read(member: Member) -> tuple[str, ...] | None:
    """Whose words a person reads in sum; None is everybody's."""
    if member.role is Role.ADMIN:
        return None
    return tuple(sorted({*member.manages, *([member.team] if member.team else [])}))


def voice_of(member: Member, period: Period, office: Office) -> Voice:
    """The report."""
    teams = teams_read(member)
    zone = ZoneInfo(office.calendar.zone)
    with office.records.reading() as work:
        of_hers = _hers(teams)
        said = [each for each in _said_in(work, member.team_id, period, zone) if of_hers(each)]
        in_hand = [each for each in work.triage.in_hand(member.team_id) if of_hers(each)]
        return Voice(
            period=period,
            teams=teams,
            kinds=Counter(each.kind for each in said),
            unnamed=sum(each.anonymous for each in said),
            themes=_themes(work, said),
            ended=ended_in(work, member.team_id, period, zone, teams),
            open=tuple(item_of(work, each) for each in in_hand),
            answering=_answering(said),
            score=score_of(work, member.team_id, office.today()),
            own=_own(work, member),
            takes_up=may(member, Action.TRIAGE).allowed,
            today=office.today(),
        )


def find_by_code(typed: str, member: Member, office: Office) -> Item:
    """What was said without a name, for whoever holds its code: whoever she is. Raises CodeUnknown."""
    ticket = ticket_of(typed)
    with office.records.reading() as work:
        found = work.feedback.by_ticket(member.team_id, ticket) if ticket else None
        if found is None:
            raise CodeUnknown
        return item_of(work, found)


def score_of(work: UnitOfWork, team_id: str, today: date) -> Score:
    """What came of a workspace's weak signals so far; those that no figure can judge are not counted."""
    judged = [each for each in work.weak_signals.of(team_id) if each.kpi]
    counted = Counter(each.outcome for each in judged)
    return Score(
        came_first=counted[SignalOutcome.CAME_FIRST],
        came_late=counted[SignalOutcome.CAME_LATE],
        nothing_moved=counted[SignalOutcome.NOTHING_MOVED],
        waiting=sum(each.outcome is None and today < each.first_said_on + _SETTLED for each in judged),
    )


def ended_in(
    work: UnitOfWork, team_id: str, period: Period, zone: ZoneInfo, teams: tuple[str, ...] | None
) -> tuple[Item, ...]:
    """What was done or declined in these days, the last first."""
    since = datetime.combine(period.start, datetime.min.time(), zone)
    moved = filter(_hers(teams), work.triage.moved_since(team_id, since))
    ended = [each for each in moved if _ended_in(each, period, zone)]
    return tuple(item_of(work, each) for each in sorted(ended, key=_moved_at, reverse=True))


def told_themes(
    work: UnitOfWork, team_id: str, period: Period, zone: ZoneInfo, teams: tuple[str, ...] | None
) -> tuple[ThemeTold, ...]:
    """The themes that were spoken of in these days, most items first."""
    return _themes(work, filter(_hers(teams), _said_in(work, team_id, period, zone)))


def said_on(feedback: Feedback, zone: ZoneInfo) -> date:
    """The day; of an anonymous one, the Monday of its week."""
    return feedback.said_at.astimezone(zone).date() if feedback.said_at else days_of(feedback.week).start


def _said_in(work: UnitOfWork, team_id: str, period: Period, zone: ZoneInfo) -> Sequence[Feedback]:
    first, last = iso_week(period.start), iso_week(period.last_day)
    return [each for each in work.triage.said_in(team_id, first, last) if said_on(each, zone) in period]


def _hers(teams: tuple[str, ...] | None) -> Callable[[Feedback], bool]:
    return lambda feedback: teams is None or feedback.team in teams


def _moved_at(feedback: Feedback) -> datetime:
    return feedback.changed_at or datetime.min.replace(tzinfo=ZoneInfo("UTC"))


def _ended_in(feedback: Feedback, period: Period, zone: ZoneInfo) -> bool:
    ended = feedback.state in {FeedbackState.DONE, FeedbackState.DECLINED}
    return ended and _moved_at(feedback).astimezone(zone).date() in period


def _themes(work: UnitOfWork, said: Iterable[Feedback]) -> tuple[ThemeTold, ...]:
    by_theme: dict[str, list[Feedback]] = {}
    for each in said:
        if each.theme_id:
            by_theme.setdefault(each.theme_id, []).append(each)
    names = {theme_id: work.themes.get(items[0].team_id, theme_id) for theme_id, items in by_theme.items()}
    told = [_theme(theme.name, by_theme[theme_id]) for theme_id, theme in names.items() if theme]
    return tuple(sorted(told, key=lambda each: (-each.items, each.name)))


def _theme(name: str, items: Sequence[Feedback]) -> ThemeTold:
    voices = len({each.author for each in items if each.author})
    if voices < LEAST_VOICES:
        return ThemeTold(name, len(items), voices)
    segments = Counter(each.about["segment"] for each in items if each.about.get("segment"))
    return ThemeTold(name, len(items), voices, tuple(segments.most_common()))


def _answering(said: Iterable[Feedback]) -> Answering:
    named = [each for each in said if each.said_at]
    waits = [each.answered_at - each.said_at for each in named if each.answered_at and each.said_at]
    middle = timedelta(seconds=median(each.total_seconds() for each in waits)) if waits else None
    return Answering(middle, len(waits), len(named))


def _own(work: UnitOfWork, member: Member) -> tuple[Item, ...]:
    """The newest first."""
    own = work.feedback.of_author(member.team_id, member.user_id)
    return tuple(item_of(work, each) for each in reversed(own))

"""Weeks of a digest in every state that a channel can see them in, from invented figures."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.text import Text
from bot.use_cases.digests.content import DigestContent, Entry
from bot.views.digests.message import digest_message
from bot.views.message import Message
from bot.views.voice.triage_examples import some_field_signals
from kpi_engine.answer import Answer, Comparison, ComparisonKind, Incomparable, Point
from kpi_engine.change import change
from kpi_engine.course import Course, Line, Manner
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Figure, Interval, NoData, Reason, Unit, Value
from kpi_engine.kpi import Kpi
from kpi_engine.news import Told, news_of
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.progress import Progress, Remainder, Verdict
from kpi_engine.question import Compare, Question
from kpi_engine.scope import Level, Scope
from kpi_engine.statistics import poisson, wilson
from kpi_engine.target import Target, TargetKind
from storage.repositories.digest_records import Digest, DigestState, Look, Schedule

Answered = Callable[[str, Period, Figure, str], Answer]

_CALENDAR = Calendar("Europe/Paris")
_WEEK = _CALENDAR.containing(date(2026, 11, 16), Grain.WEEK)
_QUARTER = _CALENDAR.containing(date(2026, 11, 16), Grain.QUARTER)
_NORD = Scope(Level.TEAM, "Nord")
_MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)


def digest(kpis: Sequence[str], look: Look = Look.PANEL) -> Digest:
    """A team's digest, each Monday at eight."""
    return Digest(
        team_id="T1",
        id="D0EXAMPLE",
        channel_id="C0EXAMPLE",
        owner="U0EXAMPLE",
        scope=_NORD,
        kpis=tuple(kpis),
        schedule=Schedule(_CALENDAR.zone),
        language="en",
        compare=Compare.PREVIOUS,
        fresher_than=None,
        look=look,
        state=DigestState.ACTIVE,
        reason=None,
        active_since=_MONDAY,
        created_at=_MONDAY,
        changed_at=_MONDAY,
    )


def content(entries: Sequence[Entry], look: Look = Look.PANEL) -> DigestContent:
    """A digest of these figures, each with a receipt of its own."""
    entries = [_with_receipt(each, f"7F3A9C{place}K") for place, each in enumerate(entries)]
    return DigestContent(
        digest=digest([each.kpi.key for each in entries], look),
        period=_WEEK,
        entries=tuple(entries),
        news=news_of([Told(each.answer, each.progress) for each in entries], _WEEK),
        late=False,
        stale=False,
        as_of=_WEEK.last_day,
        loaded_at=datetime(2026, 11, 23, 5, 12, tzinfo=UTC),
        zone=_CALENDAR.zone,
    )


def _with_receipt(entry: Entry, receipt_id: str) -> Entry:
    receipt = replace(entry.answer.receipt, id=receipt_id)
    return replace(entry, answer=replace(entry.answer, receipt=receipt))


def counted(n: int) -> Value:
    """A count of leads."""
    return Value(float(n), n, Unit.COUNT, interval=poisson(n))


def won(part: int, whole: int) -> Value:
    """A share."""
    return Value(part / whole, whole, Unit.SHARE, float(part), float(whole), wilson(part, whole))


def weekly(answered: Answered, key: str, figures: Sequence[Figure], table: str) -> Answer:
    """A figure of the week with those of the weeks before, oldest first, and its change."""
    periods = [_CALENDAR.shift(_WEEK, step) for step in range(1 - len(figures), 1)]
    then, now = figures[-2:]
    return replace(
        answered(key, _WEEK, now, table),
        question=Question(key, _WEEK, _NORD, as_of=_WEEK.last_day),
        as_of=_WEEK.last_day,
        partial=False,
        comparison=Comparison(ComparisonKind.PREVIOUS, periods[-2], then, change(now, then)),
        series=tuple(map(Point, periods, figures)),
    )


_STEADY = (61, 58, 66, 70, 63, 59, 68, 64, 71, 60, 65, 62, 67)
_FALLING = (*_STEADY[:-1], 28)
_RATES = ((18, 61), (17, 58), (20, 66), (21, 70), (19, 63), (17, 59), (21, 68), (19, 64), (22, 71), (18, 60), (20, 65))
_AMOUNTS = (41_200, 38_900, 44_100, 52_000, 39_400, 43_700, 47_800, 40_100, 45_600, 42_300, 46_900, 44_200, 31_500)


def leads(answered: Answered, counts: Sequence[int] = _STEADY) -> Entry:
    """Leads by week."""
    return Entry(CATALOG["leads"], weekly(answered, "leads", [counted(n) for n in counts], "leads"))


def rate(answered: Answered, newest: tuple[int, int] = (20, 66)) -> Entry:
    """A win rate by week, one week without anything closed."""
    shares: list[Figure] = [won(*each) for each in _RATES]
    gap = NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE)
    return Entry(
        CATALOG["transformation"],
        weekly(answered, "transformation", [*shares[:5], gap, *shares[5:], won(*newest)], "opportunities"),
    )


def revenue(answered: Answered) -> Entry:
    """An amount that falls behind the quarter's target."""
    amounts = [
        Value(float(each), 24, Unit.MONEY, interval=Interval(each * 0.8, each * 1.25), numerator=float(each))
        for each in _AMOUNTS
    ]
    target = Target("revenue", _NORD, _QUARTER, TargetKind.ABSOLUTE, 600_000, 600_000)
    standing = Progress(
        target=target,
        unit=Unit.MONEY,
        better=CATALOG["revenue"].better,
        currency="EUR",
        manner=Manner.SUM,
        table="orders",
        as_of=_WEEK.last_day,
        days_left=39,
        now=Value(288_400.0, 161, Unit.MONEY, interval=Interval(251_000, 331_000)),
        course=Course(Line.STRAIGHT, 0.576),
        verdict=Verdict.BEHIND,
        way=0.4807,
        expected=345_600.0,
        needed=Remainder(311_600.0, 39),
    )
    return Entry(CATALOG["revenue"], weekly(answered, "revenue", amounts, "orders"), standing)


def conversion(answered: Answered) -> Entry:
    """A cohort at eight weeks of age; wins are recorded from some day on."""
    answer = weekly(answered, "conversion", [won(*each) for each in ((6, 61), (5, 58), (8, 66), (9, 70))], "leads")
    aged = _CALENDAR.shift(_WEEK, -8)
    series = tuple(replace(each, period=_CALENDAR.shift(each.period, -8)) for each in answer.series)
    since = series[0].period.start
    before = Incomparable((_CALENDAR.shift(series[0].period, -1),), since, "won")
    asked = replace(answer.question, period=aged, age=56)
    beside = replace(answer.comparison, period=series[-2].period) if answer.comparison else None
    return Entry(
        CATALOG["conversion"],
        replace(answer, question=asked, series=series, comparison=beside, incomparable=before),
    )


def silent(answered: Answered) -> Entry:
    """A figure that the week has nothing for."""
    empty = answered("cycle", _WEEK, NoData(Reason.NO_ROWS, Unit.DAYS), "opportunities")
    return Entry(CATALOG["cycle"], replace(empty, as_of=_WEEK.last_day, partial=False))


def renamed(entry: Entry, name: str) -> Entry:
    """The same figure of a KPI with another name."""
    kpi = entry.kpi
    return replace(entry, kpi=Kpi(kpi.key, name, kpi.definition, kpi.measure, kpi.unit, kpi.better))


def contents(answered: Answered) -> dict[str, DigestContent]:
    """One of each state."""
    eventful = (
        leads(answered, _FALLING),
        rate(answered, (44, 66)),
        revenue(answered),
        conversion(answered),
        silent(answered),
    )
    calm = (leads(answered), rate(answered))
    eight = (*eventful, leads(answered), rate(answered), revenue(answered))
    long_names = [renamed(each, f"Figure {place} whose name counts forty letters") for place, each in enumerate(eight)]
    return {
        "an eventful week": content(eventful),
        "a quiet week": content(calm),
        "eight figures of long names": content(long_names),
        "without pictures": content(eventful, Look.WORDS),
        "with Slack's charts": content((*calm, revenue(answered)), Look.NATIVE),
        "late and on older data": replace(content(calm), late=True, stale=True),
        "without a figure": content((silent(answered),)),
        "the field spoke": replace(content(calm, Look.WORDS), field=some_field_signals()),
    }


def digest_messages(answered: Answered, text: Text) -> dict[str, Message]:
    """Every state, with its picture where it has one, and in words."""
    found = {}
    for name, each in contents(answered).items():
        found[f"digest: {name}"] = digest_message(each, text, picture=False, now=_MONDAY)
        if each.digest.look is Look.PANEL:
            found[f"digest with picture: {name}"] = digest_message(each, text, picture=True, now=_MONDAY)
    return found

"""Targets in every state that a person can see them in, from invented figures."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.text import Text
from bot.use_cases.target_choices import Choices
from bot.use_cases.target_draft import Draft, Fault, Outlook, Part, Step
from bot.use_cases.targets import Standing
from bot.views import notices
from bot.views.message import Message, View
from bot.views.target_form import Carried, Filled, target_form, waiting
from bot.views.target_list import Listed, offered, target_history, target_list, target_saved
from kpi_engine.answer import Answer
from kpi_engine.course import Course, Line, Manner
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Figure, Interval, NoData, Reason, Unit, Value
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.progress import Allowance, Needed, Progress, Remainder, Rest, Verdict
from kpi_engine.scope import COMPANY, Level, Scope
from kpi_engine.target import Baseline, Target, TargetKind
from storage.repositories.records import Ending, KeptTarget, TargetEnd

_CALENDAR = Calendar("Europe/Paris")
_NORD = Scope(Level.TEAM, "Nord")
_YEAR = _CALENDAR.containing(date(2026, 11, 21), Grain.YEAR)
_QUARTER = _CALENDAR.containing(date(2026, 11, 21), Grain.QUARTER)
_SET_AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
_SETTER = "U0EXAMPLE"
_SEASON = Course(Line.SEASONAL, 0.83, (Period(date(2025, 1, 1), date(2026, 1, 1), Grain.YEAR),))
_STRAIGHT = Course(Line.STRAIGHT, 0.57)


def _progress(  # noqa: PLR0917 - a line of a table
    key: str, aim: float, now: Figure, manner: Manner, verdict: Verdict, needed: Needed | None = None
) -> Progress:
    """A target of team Nord, ten per cent from where it started."""
    kpi = CATALOG[key]
    baseline = Baseline(_CALENDAR.year_before(_YEAR), aim / 1.1, Interval(aim / 1.2, aim), 212, _SET_AT.date(), "12", 1)
    return Progress(
        target=Target(key, _NORD, _YEAR, TargetKind.RELATIVE, 0.1, aim, baseline),
        unit=kpi.unit,
        better=kpi.better,
        currency="EUR",
        manner=manner,
        table="opportunities",
        as_of=date(2026, 11, 21),
        days_left=40,
        now=now,
        course=_SEASON,
        verdict=verdict,
        way=0.62,
        expected=aim * 0.83 if manner is Manner.SUM else aim,
        needed=needed,
    )


def progresses() -> dict[str, Progress]:
    """One of each manner and verdict."""
    amount = Value(612_400.0, 212, Unit.MONEY, interval=Interval(540_000, 694_000))
    share = Value(0.31, 212, Unit.SHARE, 66.0, 212.0, Interval(0.25, 0.37))
    kept = Value(0.95, 60, Unit.SHARE, 57.0, 60.0, Interval(0.86, 0.98))
    days = Value(44.0, 38, Unit.DAYS, interval=Interval(39, 52))
    revenue = _progress("revenue", 900_000, amount, Manner.SUM, Verdict.BEHIND, Remainder(287_600, 40))
    conversion = _progress("conversion", 0.25, share, Manner.RIPENING, Verdict.TOO_EARLY, Rest(0.27, 88))
    cycle = _progress("cycle", 41, days, Manner.LEVEL, Verdict.TOO_EARLY)
    lost = _progress("retention", 0.88, kept, Manner.LOCKED, Verdict.OUT_OF_REACH, Allowance(60, 9, 7))
    return {
        "sum behind": replace(revenue, facts_from=date(2026, 2, 1)),
        "sum ahead, straight": replace(revenue, verdict=Verdict.AHEAD, course=_STRAIGHT),
        "sum reached": replace(revenue, verdict=Verdict.REACHED, needed=Remainder(-400, 40), way=1.1),
        "share on track": _progress("transformation", 0.33, share, Manner.SHARE, Verdict.ON_TRACK, Rest(0.34, 90)),
        "list": replace(lost, verdict=Verdict.AHEAD, needed=Allowance(60, 3, 7), way=None, expected=0.9),
        "list out of reach": replace(lost, way=None),
        "cohort": replace(conversion, projected=0.22, way=None),
        "cohort without a season": replace(conversion, expected=None, needed=None, way=None),
        "median": cycle,
        "score missed": replace(cycle, unit=Unit.SCORE, verdict=Verdict.MISSED, days_left=0),
        "score": replace(cycle, unit=Unit.SCORE, verdict=Verdict.ON_TRACK, sure=False),
        "not begun": replace(revenue, verdict=Verdict.NOT_BEGUN, needed=None),
        "no figure": replace(revenue, now=NoData(Reason.NO_ROWS, Unit.MONEY), verdict=Verdict.NO_FIGURE, needed=None),
    }


def some_targets() -> Listed:
    """All of them in a list, of which two may be changed."""
    standings = [Standing(_kept(each, str(place)), each) for place, each in enumerate(progresses().values())]
    return Listed(standings, frozenset({"0", "1"}), may_set=True)


def target_messages(text: Text) -> dict[str, Message]:
    """The list, the history, what stands in for the form, what is refused."""
    kept = _kept(progresses()["sum behind"])
    ended = replace(kept, end=TargetEnd(_SET_AT, _SETTER, Ending.REPLACED))
    removed = replace(kept, set_by=None, end=TargetEnd(_SET_AT, None, Ending.REMOVED))
    return {
        "targets": target_list(some_targets(), CATALOG, text),
        "targets without data": target_list(Listed([Standing(kept, None)]), CATALOG, text),
        "no targets": target_list(Listed(()), CATALOG, text),
        "targets that ended": target_history([ended, removed], CATALOG, text),
        "no targets that ended": target_history([], CATALOG, text),
        "form offered": offered("retention +10%", text),
        "target gone": notices.target_gone(text),
        "takes longer": notices.takes_longer(text),
    }


def target_views(start: Answer, text: Text) -> dict[str, View]:
    """The form from empty to kept; `start` is the answer that a target starts from."""
    choices = Choices(tuple(CATALOG.values()), (COMPANY, _NORD), (_QUARTER, _YEAR))
    draft = Draft("transformation", _NORD, None, "+10%", _QUARTER)
    steps = {TargetKind.RELATIVE: Step(0.1, 0.2), TargetKind.POINTS: Step(0.1, 0.28)}
    told = Outlook(CATALOG["transformation"], _NORD, _QUARTER, start, steps)
    worse = replace(told, kpi=CATALOG["cycle"], steps={TargetKind.RELATIVE: Step(0.1, 90.0)})
    faulty = replace(told, steps={}, faults=dict(zip(Part, Fault, strict=False)))
    filled = Filled(draft, choices, Carried(unread=("retenton",)), told)
    standing = Standing(_kept(progresses()["sum behind"]), progresses()["sum behind"])
    return {
        "target form, empty": target_form(Filled(Draft(horizon=_QUARTER), choices), text),
        "target form, on its way": waiting(text),
        "target form, which of two": target_form(filled, text),
        "target form, once more": target_form(replace(filled, outlook=worse, again=True), text),
        "target form, faults": target_form(replace(filled, outlook=faulty), text),
        "target form, until a day": target_form(replace(filled, draft=replace(draft, horizon=None)), text),
        "target form, changing": target_form(replace(filled, carried=Carried(editing="0")), text),
        "target set": target_saved(standing, CATALOG, text),
        "target set, no data": target_saved(replace(standing, progress=None), CATALOG, text),
        "notice for a form": notices.as_modal(notices.busy(text), text),
    }


def _kept(progress: Progress, target_id: str = "0") -> KeptTarget:
    return KeptTarget("T1", target_id, progress.target, "Promised <b>in January</b>", _SETTER, _SET_AT)

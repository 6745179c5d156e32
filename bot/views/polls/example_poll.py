"""An invented poll of every kind of question, open and closed, and the proposal that it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.use_cases.polls import evidence
from bot.use_cases.polls.tally import dump, tally
from kpi_engine import backtest
from kpi_engine.alerts import Condition as AlertCondition
from kpi_engine.alerts import Watch
from kpi_engine.backtest import AlertTold, BackTest, MonthTold, TargetTold
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Direction, Figure, Interval, TooLittle, Unit, Value
from kpi_engine.periods import Calendar, Grain
from kpi_engine.progress import Verdict
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition, recipe_of
from kpi_engine.recipe import dump as dump_recipe
from kpi_engine.scope import Level, Scope
from kpi_engine.target import Target, TargetKind
from storage.repositories.poll_records import (
    Method,
    Option,
    Poll,
    PollDecision,
    PollQuestion,
    PollState,
    Secrecy,
)
from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState

_CALENDAR = Calendar("Europe/Paris")
_NORD = Scope(Level.TEAM, "Nord")
_OPENED = datetime(2026, 11, 20, 9, tzinfo=UTC)
_DEADLINE = datetime(2026, 11, 27, 17, tzinfo=UTC)
OWNER, AUTHOR = "U0EXAMPLE", "U0OTHER"


def a_proposal() -> Proposal:
    """The conversion rate without what came from referrals."""
    kpi = CATALOG["conversion"]
    recipe = recipe_of(kpi)
    assert recipe
    narrowed = replace(recipe, conditions=(Condition(Dimension.SOURCE, ("referral",), leaves_out=True),))
    return Proposal(
        team_id="T1",
        id="proposal",
        author=AUTHOR,
        kind=ProposalKind.CHANGE,
        kpi="conversion",
        name=kpi.name,
        better=Direction.UP,
        recipe=dump_recipe(narrowed),
        target=None,
        successor=None,
        why="Referrals come by themselves, so nobody here can do anything about them.",
        owner=OWNER,
        paired_with="revenue",
        state=ProposalState.IN_POLL,
        revision=1,
        channel_id="C0EXAMPLE",
        root_delivery=None,
        created_at=_OPENED,
        changed_at=_OPENED,
    )


def some_evidence() -> evidence.Evidence:
    """A year by both definitions, in which one month had too few leads to say anything."""
    return evidence.Evidence(a_proposal(), 1, backtest.dump(a_back_test()))


def a_back_test() -> BackTest:
    """A target that would have been met, and an alert that would have fired less."""
    month = _CALENDAR.containing(date(2026, 10, 1), Grain.MONTH)
    year = _CALENDAR.containing(date(2026, 10, 1), Grain.YEAR)
    target = Target("conversion", _NORD, year, TargetKind.ABSOLUTE, 0.2, 0.2)
    watch = Watch("conversion", AlertCondition.BELOW, _NORD, threshold=0.15, recover_at=0.16, min_volume=30)
    months = tuple(
        MonthTold(_CALENDAR.shift(month, back - 11), _share(0.15 + back / 200, 212), _share(0.17 + back / 200, 164))
        for back in range(11)
    )
    last = MonthTold(month, _share(0.21, 40), TooLittle(3, Unit.SHARE))
    return BackTest(
        as_of=date(2026, 11, 19),
        currency="EUR",
        before_unit=Unit.SHARE,
        after_unit=Unit.SHARE,
        months=(*months, last),
        targets=(TargetTold(target, Verdict.BEHIND, Verdict.ON_TRACK), TargetTold(target, Verdict.MISSED, None)),
        alerts=(AlertTold(watch, 3, 1), AlertTold(watch, 1, None)),
        equal_age=True,
    )


def _share(value: float, n: int) -> Figure:
    return Value(value, n, Unit.SHARE, interval=Interval(value - 0.05, value + 0.05))


def a_poll() -> Poll:
    """A secret poll on a proposal, with questions of its own of every kind."""
    return Poll(
        team_id="T1",
        id="p1",
        channel_id="C0EXAMPLE",
        owner=OWNER,
        title="Our KPIs in 2027",
        secrecy=Secrecy.SECRET,
        live=False,
        quorum=6,
        smallest_group=5,
        eligible=14,
        zone="Europe/Paris",
        language="en",
        state=PollState.OPEN,
        opened_at=_OPENED,
        deadline=_DEADLINE,
        questions=_questions(),
    )


def _questions() -> tuple[PollQuestion, ...]:
    fixed = {
        Method.KEEP_CHANGE_DROP: tuple(Option(key, key) for key in ("keep", "change", "drop")),
        Method.YES_NO: tuple(Option(key, key) for key in ("yes", "no")),
    }
    listed = (Option("o1", "Monday"), Option("o2", "Wednesday"), Option("o3", "Friday"), Option("o4", "<!channel>"))
    shown = dict(evidence.dump(some_evidence()))
    return (
        PollQuestion(
            1, "Change of Conversion rate", Method.KEEP_CHANGE_DROP, fixed[Method.KEEP_CHANGE_DROP], "proposal", shown
        ),
        PollQuestion(2, "Shall the digest carry a chart?", Method.YES_NO, fixed[Method.YES_NO]),
        PollQuestion(3, "On which day?", Method.SINGLE, listed),
        PollQuestion(4, "Which days would do?", Method.MULTIPLE, listed),
        PollQuestion(5, "Which day first?", Method.RANKED, listed),
    )


BALLOTS: Mapping[Method, Sequence[tuple[str, ...]]] = {
    Method.KEEP_CHANGE_DROP: [("change",)] * 7 + [("keep",)] * 3 + [("drop",)] * 2,
    Method.YES_NO: [("yes",)] * 8 + [("no",)] * 4,
    Method.SINGLE: [("o1",)] * 7 + [("o2",)] * 3 + [("o3",)],
    Method.MULTIPLE: [("o1", "o2")] * 7 + [("o3",)] * 2,
    Method.RANKED: [("o1", "o2")] * 5 + [("o2", "o1")] * 4 + [("o3", "o2")] * 2 + [("o4",)],
}


def closed(decision: PollDecision = PollDecision.PASSED) -> Poll:
    """The same once it is closed, every question with this decision."""
    poll = a_poll()
    return replace(
        poll,
        state=PollState.CLOSED,
        closed_at=_DEADLINE,
        turnout=12,
        questions=tuple(_decided(each, decision) for each in poll.questions),
    )


def _decided(question: PollQuestion, decision: PollDecision) -> PollQuestion:
    shown = None if decision is PollDecision.WITHHELD else dump(tally(question, BALLOTS[question.method]))
    done: dict[PollDecision, dict[str, object]] = {
        PollDecision.CONFIRMED: {"effective_on": "2026-11-30", "version": 2},
        PollDecision.SET_ASIDE: {"reason": "The CRM does not tell referrals apart before March."},
    }
    who = {"by": OWNER, "at": _DEADLINE.isoformat()}
    settled = who | done[decision] if decision in done and question.proposal_id else None
    return replace(question, tally=shown, decision=decision, settled=settled)

"""One look at a watched figure: its newest whole period, what has to be asked, and the judgement of the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kpi_engine.alerts.asked import course, last_whole, questions
from kpi_engine.alerts.judgement import Judgement
from kpi_engine.alerts.judging import Watched, judge
from kpi_engine.alerts.silence import days_with_rows, judged_by_silence
from kpi_engine.alerts.stalled import asked_of, stalled
from kpi_engine.alerts.watch import Condition, Seen, Watch
from kpi_engine.answer import Answer, Point
from kpi_engine.facts import Facts
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Question


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at, and the questions that it takes, the period's own first; none for SILENT."""

    watch: Watch
    kpi: Kpi
    period: Period
    questions: tuple[Question, ...] = ()

    def judged(self, answers: Mapping[Question, Answer], since: Period | None = None) -> Judgement:
        """Judge by the answers; `since`: the period of the breach that is not over yet."""
        watched = Watched(self.watch, self.kpi.unit, self.kpi.better, since, capped=self.kpi.capped)
        return judge(watched, self.period, self.points(answers))

    def points(self, answers: Mapping[Question, Answer]) -> Sequence[Point]:
        """The periods up to the one that is judged, oldest first."""
        own = [answers[each] for each in self.questions]
        if self.watch.condition is Condition.STALLED:
            return stalled((self.period, answer) for answer in own)
        return course(own)

    def judged_silence(self, facts: Facts) -> Judgement:
        """Judge how long it has been silent."""
        return judged_by_silence(self.watch, days_with_rows(self.watch, self.kpi, facts), self.period.start)

    @property
    def nothing(self) -> Judgement:
        """What is seen where the question cannot be put."""
        return Judgement(Seen.NO_DATA, self.period, self.kpi.unit)


def look(watch: Watch, kpi: Kpi, as_of: date, today: date, calendar: Calendar) -> Look:
    """Settle what to look at, by facts that are complete up to a day; silence alone is told by the clock."""
    if watch.condition is Condition.SILENT:
        return Look(watch, kpi, Period(today, today + timedelta(days=1), Grain.DAY))
    last = last_whole(watch, kpi, as_of, calendar)
    if watch.condition is Condition.STALLED:
        return Look(watch, kpi, last.period, (asked_of(watch, last.period),))
    return Look(watch, kpi, last.period, questions(watch, kpi, last.period, calendar))

"""From a rule as it is kept to what the engine watches; a threshold that follows a target is that target's aim."""

from kpi_engine.alerts import Condition, Side, Watch
from kpi_engine.course import Manner, manner_of
from kpi_engine.facts import Facts
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Period
from kpi_engine.target import Target
from storage.repositories.alert_records import AlertRule


def watch_of(rule: AlertRule, threshold: float | None) -> Watch:
    """What a rule watches, with the threshold that holds now."""
    age = rule.settings.get("age")
    return Watch(
        kpi=rule.kpi,
        condition=rule.condition,
        scope=rule.scope,
        grain=rule.grain,
        threshold=threshold,
        recover_at=rule.recover_at,
        min_volume=rule.min_volume,
        age=age if isinstance(age, int) else None,
        side=Side(str(rule.settings.get("side", Side.WORSE))),
        breach_n=rule.breach_n,
        recover_n=rule.recover_n,
    )


def target_followed(rule: AlertRule) -> str | None:
    """The id of the target whose aim is the rule's threshold."""
    followed = rule.settings.get("target_id")
    return str(followed) if followed and rule.condition in {Condition.BELOW, Condition.ABOVE} else None


def threshold_by(target: Target, period: Period, kpi: Kpi, facts: Facts) -> float | None:
    """The aim, held against one period of the target's days; of what adds up, the part that its days come to.

    None outside the target's days: nothing was promised of those.
    """
    if not (target.horizon.start <= period.start and period.end <= target.horizon.end):
        return None
    adds_up = manner_of_facts(kpi, facts) is Manner.SUM
    return target.aim * period.days / target.horizon.days if adds_up else target.aim


def manner_of_facts(kpi: Kpi, facts: Facts) -> Manner:
    """How the KPI's figure comes about in these facts."""
    return manner_of(kpi, kpi.measure.on(facts.coverage).over.table.name)

"""An amount that was typed, in the unit in which a KPI is kept."""

from collections.abc import Mapping

from bot.words.amounts import Amount, Said
from kpi_engine.figure import Unit

_TAKEN: Mapping[Unit, frozenset[Said]] = {
    Unit.SHARE: frozenset({Said.PERCENT, Said.NUMBER}),
    Unit.DAYS: frozenset({Said.DAYS, Said.NUMBER}),
    Unit.MONEY: frozenset({Said.MONEY, Said.NUMBER}),
    Unit.MONEY_PER_DAY: frozenset({Said.MONEY, Said.NUMBER}),
    Unit.COUNT: frozenset({Said.NUMBER}),
    Unit.SCORE: frozenset({Said.POINTS, Said.NUMBER}),
    Unit.RATIO: frozenset({Said.NUMBER}),
}


def counts(amount: Amount, unit: Unit) -> bool:
    """Whether the KPI is counted in what was said: no share in days, no days in euros."""
    return amount.said in _TAKEN[unit]


def kept(amount: Amount, unit: Unit) -> float:
    """The amount as it is kept: a share in [0, 1], everything else as it was typed."""
    return amount.value / 100 if unit is Unit.SHARE else amount.value

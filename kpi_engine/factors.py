"""The factors of a product, now and then, so that people see which of them moved it."""

from dataclasses import dataclass
from enum import StrEnum

from kpi_engine.detail import Detail
from kpi_engine.figure import Unit
from kpi_engine.periods import Period


class FactorName(StrEnum):
    """What the pace of winning is made of."""

    OPEN = "open"
    TRANSFORMATION = "transformation"
    AMOUNT = "amount"
    CYCLE = "cycle"


UNITS = {
    FactorName.OPEN: Unit.COUNT,
    FactorName.TRANSFORMATION: Unit.SHARE,
    FactorName.AMOUNT: Unit.MONEY,
    FactorName.CYCLE: Unit.DAYS,
}


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of the velocity; `n`: the rows that it rests on now. The cycle divides, the others multiply."""

    name: FactorName
    now: float
    n: int
    then: float | None = None

    @property
    def unit(self) -> Unit:
        """What it counts."""
        return UNITS[self.name]

    @property
    def effect(self) -> float | None:
        """By how much it alone changed the product: 0.1 is a tenth more; (1 + effect) multiply up to the change."""
        top, bottom = (self.then, self.now) if self.name is FactorName.CYCLE else (self.now, self.then)
        return top / bottom - 1 if top is not None and bottom else None


@dataclass(frozen=True, slots=True)
class Factors(Detail):
    """All of them; `then` is the period they are set beside, where that has all four as well."""

    factors: tuple[Factor, ...]
    then: Period | None = None

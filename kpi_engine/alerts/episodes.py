"""When an episode opens and when it is over: evaluations counted in a row, the same tried out and in earnest."""

from dataclasses import dataclass, replace

from kpi_engine.alerts.watch import UNTOLD, Seen


@dataclass(frozen=True, slots=True)
class Patience:
    """So many breaches in a row open an episode, so many good figures in a row close it."""

    breach_n: int
    recover_n: int


@dataclass(frozen=True, slots=True)
class Run:
    """How a watched figure stands: whether an episode is open, and how many breaches and good figures in a row."""

    open: bool = False
    breaches: int = 0
    good: int = 0

    def after(self, seen: Seen, patience: Patience) -> "Run":
        """Take in one evaluation. No data and too few rows change nothing: they are no recovery and no breach."""
        if seen in UNTOLD:
            return self
        breaches = self.breaches + 1 if seen is Seen.BREACH else 0
        good = self.good + 1 if seen is Seen.GOOD else 0
        if self.open:
            return Run() if good >= patience.recover_n else replace(self, breaches=breaches, good=good)
        return Run(open=breaches >= patience.breach_n, breaches=breaches)

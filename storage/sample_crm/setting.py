"""All that the generated history depends on: a seed, a timeline, who sells, and to whom."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from storage.sample_crm.company import Company, company
from storage.sample_crm.draws import Floats, stream
from storage.sample_crm.market import Market, market
from storage.sample_crm.timeline import Timeline

SKILL_SPREAD = 0.22


@dataclass(frozen=True)
class Setting:
    """The same setting generates the same history."""

    seed: int
    timeline: Timeline
    company: Company
    market: Market

    @classmethod
    def of(cls, today: date, seed: int) -> "Setting":
        """Alto as it stands on that day."""
        return cls(seed, Timeline(today), company(), market())

    def stream(self, purpose: str) -> np.random.Generator:
        """The random numbers of one purpose."""
        return stream(self.seed, purpose)

    @cached_property
    def skills(self) -> Floats:
        """What each rep adds to the logits of qualifying and winning."""
        return self.stream("skills").normal(0.0, SKILL_SPREAD, len(self.company.reps))

"""What Alto sells, to whom, and where its leads come from, as written in market.toml."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np

from storage.sample_crm.draws import Codes, Floats


@dataclass(frozen=True, slots=True)
class Segment:
    """A kind of customer. `qualify`, `win` and `renew` are added to logits; `size` and `pace` are factors."""

    name: str
    weight: float
    qualify: float
    win: float
    renew: float
    size: float
    pace: float
    industries: list[str]
    products: dict[str, float]  # plan -> weight


@dataclass(frozen=True, slots=True)
class Source:
    """Where leads come from. Campaigns take `campaign_share` of them; it brings leads in `months` only (empty: all)."""

    name: str
    weight: float
    qualify: float
    win: float
    campaigns: list[str]
    campaign_share: float
    months: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """A subscription: the first year's amount in EUR and the share of it that recurs."""

    name: str
    amount: float
    subscribed: float


@dataclass(frozen=True, slots=True)
class Extra:
    """What customers order beside their plan: amount in EUR."""

    name: str
    amount: float
    weight: float


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the sales cycle: median days, and the weight of the losses that fall there."""

    name: str
    days: float
    losses: float


@dataclass(frozen=True, slots=True)
class Market:
    """All of it. Codes in the generated history are positions in these tuples."""

    segments: tuple[Segment, ...]
    sources: tuple[Source, ...]
    plans: tuple[Plan, ...]
    extras: tuple[Extra, ...]
    stages: tuple[Stage, ...]
    lost_reasons: tuple[tuple[str, float], ...]

    @property
    def industries(self) -> tuple[str, ...]:
        """All industries, segment after segment."""
        return tuple(industry for segment in self.segments for industry in segment.industries)

    @property
    def campaigns(self) -> tuple[str, ...]:
        """All campaigns, source after source."""
        return tuple(campaign for source in self.sources for campaign in source.campaigns)

    @property
    def products(self) -> tuple[str, ...]:
        """Everything that can stand on an order: plans, then extras."""
        return (*(plan.name for plan in self.plans), *(extra.name for extra in self.extras))

    def industry_of(self, rng: np.random.Generator, segment: Codes) -> Codes:
        """An industry of each segment, as a position in `industries`."""
        offered = np.array([len(kind.industries) for kind in self.segments])
        before = np.cumsum(offered) - offered
        return np.asarray(before[segment] + rng.integers(0, offered[segment]), dtype=np.int64)

    def plan_weights(self) -> Floats:
        """Segment × plan: how likely each segment is to want each plan."""
        return np.array([[segment.products.get(plan.name, 0.0) for plan in self.plans] for segment in self.segments])


@cache
def market() -> Market:
    """Alto's market; the same on every call."""
    written = tomllib.loads(files(__package__).joinpath("market.toml").read_text("utf-8"))
    return Market(
        segments=tuple(Segment(**segment) for segment in written["segments"]),
        sources=tuple(Source(**source) for source in written["sources"]),
        plans=tuple(Plan(**plan) for plan in written["plans"]),
        extras=tuple(Extra(**extra) for extra in written["extras"]),
        stages=tuple(Stage(name, **stage) for name, stage in written["stages"].items()),
        lost_reasons=tuple(written["lost_reasons"].items()),
    )

"""Orders: the first one of each win, one at each renewal, and what customers add in between."""

from dataclasses import dataclass

import numpy as np

from storage.sample_crm.accounts import Accounts
from storage.sample_crm.contracts import Contracts
from storage.sample_crm.draws import Codes, Days, Floats, choose, days_long, spread
from storage.sample_crm.opportunities import Opportunities
from storage.sample_crm.setting import Setting
from storage.sample_crm.timeline import in_years

EXTRAS_A_YEAR = 0.8  # per running contract


@dataclass(frozen=True, slots=True)
class Orders:
    """One position per order, oldest first. `product` is a position in `Market.products`; amounts in EUR."""

    account: Codes
    ordered_on: Days
    amount: Floats
    product: Codes
    rep: Codes

    def __len__(self) -> int:
        return len(self.account)


def _first(setting: Setting, opportunities: Opportunities, accounts: Accounts) -> Orders:
    rng, won = setting.stream("first orders"), opportunities.won
    return Orders(
        account=opportunities.account[won] + accounts.inherited,
        ordered_on=setting.timeline.workday(opportunities.closed_on[won] + days_long(rng.integers(0, 6, won.sum()))),
        amount=opportunities.amount[won],
        product=opportunities.plan[won],
        rep=opportunities.rep[won],
    )


def _renewals(setting: Setting, contracts: Contracts) -> Orders:
    rng, again = setting.stream("renewal orders"), contracts.term > 0
    return Orders(
        account=contracts.account[again],
        ordered_on=setting.timeline.workday(contracts.starts_on[again] - days_long(rng.integers(0, 20, again.sum()))),
        amount=np.round(contracts.mrr[again] * 12, 2),
        product=contracts.plan[again],
        rep=contracts.rep[again],
    )


def _extras(setting: Setting, contracts: Contracts) -> Orders:
    rng, market = setting.stream("extras"), setting.market
    last = np.where(np.isnat(contracts.ends_on), setting.timeline.last_day, contracts.ends_on)
    ran = last - contracts.starts_on
    term = np.repeat(np.arange(len(contracts)), rng.poisson(EXTRAS_A_YEAR * in_years(ran)))
    on = contracts.starts_on[term] + days_long(ran[term].astype(np.float64) * rng.random(len(term)))
    extra = choose(rng, [item.weight for item in market.extras], len(term))
    price = spread((item.amount for item in market.extras), extra)
    return Orders(
        account=contracts.account[term],
        ordered_on=setting.timeline.workday(on),
        amount=np.round(price * rng.integers(1, 6, len(term)) * rng.lognormal(0.0, 0.12, len(term)), 2),
        product=len(market.plans) + extra,
        rep=contracts.rep[term],
    )


def generate(setting: Setting, opportunities: Opportunities, accounts: Accounts, contracts: Contracts) -> Orders:
    """All orders within the history."""
    parts = _first(setting, opportunities, accounts), _renewals(setting, contracts), _extras(setting, contracts)
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in Orders.__slots__}
    on, timeline = columns["ordered_on"], setting.timeline
    rows = np.flatnonzero((on >= timeline.start) & (on <= timeline.last_day))
    rows = rows[np.argsort(on[rows], kind="stable")]
    return Orders(**{name: column[rows] for name, column in columns.items()})

"""Contracts: subscriptions of twelve months that follow each win, renewed or ended; one row per term."""

from dataclasses import dataclass

import numpy as np

from storage.sample_crm import truths
from storage.sample_crm.accounts import Accounts
from storage.sample_crm.draws import Codes, Days, Flags, Floats, choose, days_long, flagged, happens, spread
from storage.sample_crm.opportunities import Opportunities, amounts, plans
from storage.sample_crm.setting import Setting

TERM = 12  # months
MID_MONTH = 14  # days after the first: contracts begin on the 1st or the 15th
TERMS_BEFORE_THE_HISTORY = 3
RENEWING_LOGIT = 2.32
LOGIT_OF_SATISFACTION = 0.55
BROKEN = 0.03  # share of terms ended before their twelve months


@dataclass(frozen=True, slots=True)
class Signed:
    """First terms, one position per contract: who, what, from which month and day of the month (1st or 15th)."""

    account: Codes
    plan: Codes
    rep: Codes
    month: Days  # datetime64[M]
    day: Codes  # days after the first of the month
    mrr: Floats

    def at(self, month: Days) -> Days:
        """The same day of another month."""
        first: Days = month.astype("datetime64[D]")
        return first + days_long(self.day)

    def only(self, rows: Flags, month: Days, mrr: Floats) -> "Signed":
        """The contracts that go on, for another term."""
        return Signed(self.account[rows], self.plan[rows], self.rep[rows], month[rows], self.day[rows], mrr[rows])


@dataclass(frozen=True, slots=True)
class Contracts:
    """One position per term, in order of its first day. `ends_on` is its last day; NaT for the term that runs."""

    account: Codes
    plan: Codes
    rep: Codes
    starts_on: Days
    ends_on: Days
    mrr: Floats
    term: Codes  # 0 for the first
    renewed: Flags  # ended, and another term follows

    def __len__(self) -> int:
        return len(self.account)


def _inherited(setting: Setting, accounts: Accounts) -> Signed:
    """Customers from before the history: one contract each, begun in the years before."""
    rng, rows = setting.stream("inherited contracts"), np.arange(accounts.inherited)
    begin = setting.timeline.start.astype("datetime64[M]")
    months = np.arange(TERM * TERMS_BEFORE_THE_HISTORY)
    before = months[choose(rng, 1.02 ** -months.astype(float), len(rows))] + 1
    plan = plans(rng, setting, accounts.segment[rows])
    month = begin - before
    amount = amounts(rng, setting, (plan, accounts.segment[rows]), month.astype("datetime64[D]"))
    day = rng.choice([0, MID_MONTH], len(rows))
    return Signed(rows, plan, accounts.rep[rows], month, day, _monthly(setting, plan, amount))


def _won(setting: Setting, opportunities: Opportunities, accounts: Accounts) -> Signed:
    """Service starts on the first 1st or 15th that comes a week or more after the win."""
    won = opportunities.won
    ready = opportunities.closed_on[won] + 7
    month = ready.astype("datetime64[M]")
    day = (ready - month.astype("datetime64[D]")).astype(np.int64)
    next_month = day > MID_MONTH
    plan = opportunities.plan[won]
    return Signed(
        account=opportunities.account[won] + accounts.inherited,
        plan=plan,
        rep=opportunities.rep[won],
        month=month + next_month,
        day=np.where((day == 0) | next_month, 0, MID_MONTH),
        mrr=_monthly(setting, plan, opportunities.amount[won]),
    )


def _monthly(setting: Setting, plan: Codes, amount: Floats) -> Floats:
    recurring = spread((item.subscribed for item in setting.market.plans), plan)
    return np.round(amount * recurring / 12, 2)


def renewing_logit(setting: Setting, accounts: Accounts, account: Codes, due_on: Days) -> Floats:
    """By segment, by how satisfied the account is, and by the truth planted on one segment."""
    kinds, segment = setting.market.segments, accounts.segment[account]
    by_segment = spread((kind.renew for kind in kinds), segment)
    churning = flagged((kind.name == truths.CHURNING_SEGMENT for kind in kinds), segment)
    planted = truths.renewal_drop(setting.timeline, churning, due_on)
    return RENEWING_LOGIT + by_segment + LOGIT_OF_SATISFACTION * accounts.satisfaction[account] + planted


def _term(setting: Setting, accounts: Accounts, signed: Signed, number: int) -> tuple[Contracts, Signed]:
    """One term of all contracts that reach it, and those that go on after it."""
    rng = setting.stream(f"contract term {number}")
    broken = rng.random(len(signed.account)) < BROKEN
    length = np.where(broken, rng.integers(3, TERM, len(broken)), TERM)
    due_month = signed.month + length
    due_on = signed.at(due_month)
    wanted = happens(rng, renewing_logit(setting, accounts, signed.account, due_on)) & ~broken
    ended = due_on - 1 <= setting.timeline.last_day
    renewed = wanted & (due_on <= setting.timeline.last_day)
    repriced = np.round(signed.mrr * rng.lognormal(0.025, 0.09, len(signed.mrr)), 2)
    term = Contracts(
        account=signed.account,
        plan=signed.plan,
        rep=signed.rep,
        starts_on=signed.at(signed.month),
        ends_on=np.where(ended & (renewed | ~wanted), due_on - 1, np.datetime64("NaT")),
        mrr=signed.mrr,
        term=np.full(len(signed.account), number),
        renewed=renewed,
    )
    return term, signed.only(renewed, due_month, repriced)


def generate(setting: Setting, opportunities: Opportunities, accounts: Accounts) -> Contracts:
    """All terms up to today; contracts whose service has not begun are not in the books yet."""
    signed = _joined(_inherited(setting, accounts), _won(setting, opportunities, accounts))
    signed = signed.only(signed.at(signed.month) <= setting.timeline.last_day, signed.month, signed.mrr)
    terms: list[Contracts] = []
    while len(signed.account):
        term, signed = _term(setting, accounts, signed, len(terms))
        terms.append(term)
    return _oldest_first(terms)


def _joined(first: Signed, second: Signed) -> Signed:
    pairs = ((getattr(first, name), getattr(second, name)) for name in Signed.__slots__)
    return Signed(*(np.concatenate(pair) for pair in pairs))


def _oldest_first(terms: list[Contracts]) -> Contracts:
    columns = {name: np.concatenate([getattr(term, name) for term in terms]) for name in Contracts.__slots__}
    order = np.argsort(columns["starts_on"], kind="stable")
    return Contracts(**{name: column[order] for name, column in columns.items()})

"""Opportunities: converted leads on their way through the stages, until they are won, lost, or still open today."""

from dataclasses import dataclass, fields

import numpy as np

from storage.sample_crm import sales_cycle
from storage.sample_crm.draws import Codes, Days, Flags, Floats, choose, choose_by_row, days_long, spread
from storage.sample_crm.leads import Leads
from storage.sample_crm.setting import Setting
from storage.sample_crm.timeline import in_years

PRICE_RISE_A_YEAR = 1.04
AMOUNT_SPREAD = 0.55  # sigma of a lognormal
KNOWN_ACCOUNT = 0.09  # share of opportunities for another site of an account that already has one
OVERDUE = 0.07  # share of open opportunities whose expected date has passed


@dataclass(frozen=True, slots=True)
class Opportunities:
    """One position per opportunity, oldest first. `entered_on` and `left_on` are opportunity × stage."""

    lead: Codes  # position of its lead
    account: Codes
    created_on: Days
    closed_on: Days  # NaT while open
    expected_on: Days  # what the rep expects, NaT once closed
    won: Flags
    lost_reason: Codes
    stage: Codes  # the last working stage it entered
    entered_on: Days
    left_on: Days
    plan: Codes
    amount: Floats
    source: Codes
    segment: Codes
    team: Codes
    rep: Codes

    def __len__(self) -> int:
        return len(self.lead)

    @property
    def closed(self) -> Flags:
        """Won or lost by today."""
        return ~np.isnat(self.closed_on)


def converted(leads: Leads) -> tuple[Codes, Leads]:
    """The leads that became opportunities, in the order of that day, with their positions among all leads."""
    rows = np.flatnonzero(~np.isnat(leads.converted_on))
    rows = rows[np.argsort(leads.converted_on[rows], kind="stable")]
    return rows, Leads(*(getattr(leads, field.name)[rows] for field in fields(leads)))


def accounts(rng: np.random.Generator, leads: Leads) -> Codes:
    """Whose each opportunity is: mostly a new account's, else that of an earlier one of the same team and segment."""
    first = np.arange(len(leads))
    fresh = rng.random(len(leads)) >= KNOWN_ACCOUNT
    group = leads.team * (leads.segment.max() + 1) + leads.segment
    for code in np.unique(group):
        rows = np.flatnonzero(group == code)
        fresh[rows[0]] = True
        new = rows[fresh[rows]]
        known = np.cumsum(fresh[rows])
        earlier = new[(rng.random(len(rows)) * known).astype(np.int64)]
        first[rows] = np.where(fresh[rows], rows, earlier)
    return np.unique(first, return_inverse=True)[1].astype(np.int64)


def plans(rng: np.random.Generator, setting: Setting, segment: Codes) -> Codes:
    """The plan asked for, by segment."""
    return choose_by_row(rng, setting.market.plan_weights()[segment])


def amounts(rng: np.random.Generator, setting: Setting, bought: tuple[Codes, Codes], on: Days) -> Floats:
    """First-year amount in EUR of a (plan, segment) sold that day, to the nearest ten; prices rise with the years."""
    plan, segment = bought
    listed = spread((item.amount for item in setting.market.plans), plan)
    size = spread((kind.size for kind in setting.market.segments), segment)
    price = listed * size * PRICE_RISE_A_YEAR ** in_years(on - setting.timeline.start)
    return np.round(price * rng.lognormal(0.0, AMOUNT_SPREAD, len(plan)), -1)


def expected_days(rng: np.random.Generator, setting: Setting, size: int) -> Days:
    """When reps expect open opportunities to close: in some weeks, and for a few a day that has passed."""
    ahead = days_long(1 + 26 * rng.lognormal(0.0, 0.6, size))
    behind = days_long(rng.integers(3, 60, size))
    today = setting.timeline.last_day
    return setting.timeline.workday(np.where(rng.random(size) < OVERDUE, today - behind, today + ahead))


def generate(setting: Setting, leads: Leads) -> Opportunities:
    """All opportunities of the history, as they stand today."""
    rng, timeline, never = setting.stream("opportunities"), setting.timeline, np.datetime64("NaT")
    position, sold = converted(leads)
    plan = plans(rng, setting, sold.segment)
    amount = amounts(rng, setting, (plan, sold.segment), sold.converted_on)
    course = sales_cycle.run(setting, sold, amount)
    closed_on, entered_on = timeline.so_far(course.closed_on), timeline.so_far(course.entered_on)
    stage = (~np.isnat(entered_on)).sum(axis=1) - 1
    last = np.arange(entered_on.shape[1]) == stage[:, None]
    following = np.concatenate([entered_on[:, 1:], np.full((len(sold), 1), never)], axis=1)
    return Opportunities(
        lead=position,
        account=accounts(rng, sold),
        created_on=sold.converted_on,
        closed_on=closed_on,
        expected_on=np.where(np.isnat(closed_on), expected_days(rng, setting, len(sold)), never),
        won=course.won & ~np.isnat(closed_on),
        lost_reason=choose(rng, [weight for _, weight in setting.market.lost_reasons], len(sold)),
        stage=stage,
        entered_on=entered_on,
        left_on=np.where(last, closed_on[:, None], following),
        plan=plan,
        amount=amount,
        source=sold.source,
        segment=sold.segment,
        team=sold.team,
        rep=sold.rep,
    )

"""Leads: when they came, from where, whose they are, and how far they got."""

from dataclasses import dataclass

import numpy as np

from storage.sample_crm.company import Person
from storage.sample_crm.draws import Codes, Days, Flags, Floats, choose, choose_by_row, happens, spread, whole_days
from storage.sample_crm.market import Market
from storage.sample_crm.setting import Setting
from storage.sample_crm.timeline import Timeline, in_years, month_of

NEVER_CONTACTED = 0.04
CONTACT_DAYS, QUALIFYING_DAYS, CONVERTING_DAYS = 1.1, 4.5, 2.5  # medians
QUALIFYING_LOGIT = 0.10
LOGIT_LOST_PER_DAY_OF_WAITING = 0.06
CONVERTED_OF_QUALIFIED = 0.83


@dataclass(frozen=True, slots=True)
class Leads:
    """One position per lead, oldest first. Codes are positions in the company's and the market's tuples; -1 is none."""

    created_on: Days
    contacted_on: Days
    qualified_on: Days
    converted_on: Days
    source: Codes
    campaign: Codes
    segment: Codes
    team: Codes
    rep: Codes

    def __len__(self) -> int:
        return len(self.created_on)


def creation(rng: np.random.Generator, setting: Setting, size: int) -> tuple[Days, Codes]:
    """Days and sources of leads, oldest first. Some sources bring leads in certain months only."""
    days, sources = setting.timeline.working_days, setting.market.sources
    busy = setting.timeline.activity(days)
    source = np.sort(choose(rng, [origin.weight for origin in sources], size))
    drawn = [
        days[choose(rng, busy * _open_months(sources[code].months, days), int(count))]
        for code, count in enumerate(np.bincount(source, minlength=len(sources)))
    ]
    created_on = np.concatenate(drawn)
    order = np.argsort(created_on, kind="stable")
    return created_on[order], source[order]


def _open_months(months: list[int], days: Days) -> Flags:
    return np.isin(month_of(days), months) if months else np.ones(len(days), dtype=bool)


def _present(rep: Person, timeline: Timeline, days: Days) -> Flags:
    months_ago = in_years(timeline.last_day - days) * 12
    return (months_ago < (rep.since or np.inf)) & (months_ago >= (rep.until or 0))


def owners(rng: np.random.Generator, setting: Setting, team: Codes, on: Days) -> Codes:
    """A rep of the given team who worked there that day; some take more than others."""
    rep, first = np.zeros(len(team), dtype=np.int64), 0
    for code, members in enumerate(setting.company.teams):
        rows = np.flatnonzero(team == code)
        appetite = rng.lognormal(0.0, 0.25, len(members.reps))
        present = np.stack([_present(person, setting.timeline, on[rows]) for person in members.reps], axis=1)
        rep[rows] = first + choose_by_row(rng, present * appetite)
        first += len(members.reps)
    return rep


def campaigns(rng: np.random.Generator, market: Market, source: Codes) -> Codes:
    """The campaign of a lead, a position in `Market.campaigns`; -1 for none."""
    campaign, first = np.full(len(source), -1, dtype=np.int64), 0
    for code, origin in enumerate(market.sources):
        if origin.campaigns:
            rows = np.flatnonzero((source == code) & (rng.random(len(source)) < origin.campaign_share))
            campaign[rows] = first + rng.integers(0, len(origin.campaigns), len(rows))
        first += len(origin.campaigns)
    return campaign


def qualifying_logit(market: Market, source: Codes, segment: Codes, waited: Floats) -> Floats:
    """By source, by segment, and falling with every day that the lead waited."""
    by_source = spread((origin.qualify for origin in market.sources), source)
    by_segment = spread((kind.qualify for kind in market.segments), segment)
    return QUALIFYING_LOGIT + by_source + by_segment - LOGIT_LOST_PER_DAY_OF_WAITING * np.minimum(waited, 20.0)


def generate(setting: Setting, size: int) -> Leads:
    """All leads of the history, with nothing dated after today."""
    rng, timeline, market = setting.stream("leads"), setting.timeline, setting.market
    created_on, source = creation(rng, setting, size)
    team = choose(rng, [len(members.reps) for members in setting.company.teams], size)
    segment = choose(rng, [kind.weight for kind in market.segments], size)
    rep = owners(rng, setting, team, created_on)

    contacted_on = timeline.workday(created_on + whole_days(rng, CONTACT_DAYS, 0.95, size))
    qualified_on = timeline.workday(contacted_on + whole_days(rng, QUALIFYING_DAYS, 0.75, size))
    converted_on = timeline.workday(qualified_on + whole_days(rng, CONVERTING_DAYS, 0.8, size))

    waited = (contacted_on - created_on).astype(np.float64)
    contacted = rng.random(size) >= NEVER_CONTACTED
    qualified = contacted & happens(rng, qualifying_logit(market, source, segment, waited) + setting.skills[rep])
    converted = qualified & (rng.random(size) < CONVERTED_OF_QUALIFIED)
    return Leads(
        created_on=created_on,
        contacted_on=timeline.so_far(contacted_on, contacted),
        qualified_on=timeline.so_far(qualified_on, qualified),
        converted_on=timeline.so_far(converted_on, converted),
        source=source,
        campaign=campaigns(rng, market, source),
        segment=segment,
        team=team,
        rep=rep,
    )

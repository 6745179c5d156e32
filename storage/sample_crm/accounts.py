"""Accounts: those of the opportunities, and the customers Alto had before its CRM."""

from dataclasses import dataclass

import numpy as np

from storage.sample_crm import names
from storage.sample_crm.draws import Codes, Flags, Floats, choose, flagged
from storage.sample_crm.leads import owners
from storage.sample_crm.names import Texts
from storage.sample_crm.opportunities import Opportunities
from storage.sample_crm.setting import Setting


@dataclass(frozen=True, slots=True)
class Accounts:
    """One position per account; the first `inherited` ones were customers before the history begins."""

    inherited: int
    name: Texts
    segment: Codes
    industry: Codes
    team: Codes
    rep: Codes
    country: Texts
    satisfaction: Floats  # standard normal; moves survey scores and renewals

    def __len__(self) -> int:
        return len(self.name)


def speaks_french(setting: Setting, team: Codes) -> Flags:
    """Whether a team's accounts and leads have French names."""
    return flagged((members.locale == "fr" for members in setting.company.teams), team)


def countries(rng: np.random.Generator, setting: Setting, team: Codes) -> Texts:
    """Countries by the team's own weights."""
    country = np.empty(len(team), dtype=object)
    for code, members in enumerate(setting.company.teams):
        rows = np.flatnonzero(team == code)
        drawn = choose(rng, [weight for _, weight in members.countries], len(rows))
        country[rows] = np.array([name for name, _ in members.countries], dtype=object)[drawn]
    return country


def generate(setting: Setting, opportunities: Opportunities, inherited: int) -> Accounts:
    """Inherited customers first, then the opportunities' accounts in the order of their first opportunity."""
    rng, market = setting.stream("accounts"), setting.market
    _, first = np.unique(opportunities.account, return_index=True)
    old_team = choose(rng, [len(members.reps) for members in setting.company.teams], inherited)
    old_rep = owners(rng, setting, old_team, np.full(inherited, setting.timeline.start))
    old_segment = choose(rng, [kind.weight for kind in market.segments], inherited)

    team = np.concatenate([old_team, opportunities.team[first]])
    segment = np.concatenate([old_segment, opportunities.segment[first]])
    industry = market.industry_of(rng, segment)
    return Accounts(
        inherited=inherited,
        name=names.companies(rng, speaks_french(setting, team), industry, market.industries),
        segment=segment,
        industry=industry,
        team=team,
        rep=np.concatenate([old_rep, opportunities.rep[first]]),
        country=countries(rng, setting, team),
        satisfaction=rng.normal(0.0, 1.0, len(team)),
    )

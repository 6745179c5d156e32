"""How an opportunity would go, were today far away: its days in each stage, its end, and whether it is won."""

from dataclasses import dataclass

import numpy as np

from storage.sample_crm import truths
from storage.sample_crm.closing import closing_days
from storage.sample_crm.draws import Codes, Days, Flags, Floats, choose, days_long, flagged, happens, spread
from storage.sample_crm.leads import Leads
from storage.sample_crm.setting import Setting

WINNING_LOGIT = -0.55
PACE_SPREAD, STAGE_SPREAD = 0.38, 0.55  # sigmas of lognormals
LOSERS_LINGER = 1.35  # factor on the stage in which an opportunity is lost
LARGE_IS_SLOW = 0.12  # exponent of the amount


@dataclass(frozen=True, slots=True)
class Course:
    """One position per opportunity. `entered_on` is opportunity × stage; stages after `last_stage` are NaT."""

    entered_on: Days
    last_stage: Codes
    closed_on: Days
    won: Flags


def stage_days(rng: np.random.Generator, setting: Setting, segment: Codes, amount: Floats) -> Floats:
    """Opportunity × stage: lognormal, with its own pace, its segment's, and more for larger amounts."""
    medians = np.array([stage.days for stage in setting.market.stages], dtype=np.float64)
    own = rng.lognormal(0.0, PACE_SPREAD, len(segment))
    pace = own * spread((kind.pace for kind in setting.market.segments), segment)
    pace *= (amount / np.median(amount)) ** LARGE_IS_SLOW
    return pace[:, None] * medians * rng.lognormal(0.0, STAGE_SPREAD, (len(pace), len(medians)))


def passage(setting: Setting, created_on: Days, spent: Floats) -> Days:
    """Days of entry into each stage, and past the last one: opportunity × (stages + 1)."""
    entered = [created_on]
    for position, stage in enumerate(setting.market.stages):
        slow = truths.slowdown(setting.timeline, entered[-1]) if stage.name == truths.SLOWING_STAGE else 1.0
        days = days_long(np.maximum(np.round(spent[:, position] * slow), 1))
        entered.append(setting.timeline.workday(entered[-1] + days))
    return np.stack(entered, axis=1)


def winning_logit(setting: Setting, leads: Leads, decided_on: Days) -> Floats:
    """By source, segment and rep, and by the truth planted on one team."""
    by_source = spread((origin.win for origin in setting.market.sources), leads.source)
    by_segment = spread((kind.win for kind in setting.market.segments), leads.segment)
    improving = flagged((team.name == truths.IMPROVING_TEAM for team in setting.company.teams), leads.team)
    uplift = truths.win_uplift(setting.timeline, improving, decided_on)
    return WINNING_LOGIT + by_source + by_segment + setting.skills[leads.rep] + uplift


def run(setting: Setting, leads: Leads, amount: Floats) -> Course:
    """Walk every converted lead through the stages, and decide."""
    rng, stages = setting.stream("sales cycle"), setting.market.stages
    spent = stage_days(rng, setting, leads.segment, amount)
    lost_in = choose(rng, [stage.losses for stage in stages], len(leads))
    entered_on = passage(setting, leads.converted_on, spent)
    won = happens(rng, winning_logit(setting, leads, entered_on[:, -1]))
    last_stage = np.where(won, len(stages) - 1, lost_in)

    rows = np.arange(len(leads))
    entered_last, left_last = entered_on[rows, last_stage], entered_on[rows, last_stage + 1]
    lingering = np.where(won, 1.0, LOSERS_LINGER) * (left_last - entered_last).astype(np.float64)
    decided_on = entered_last + days_long(np.ceil(lingering))
    closed_on = np.maximum(closing_days(rng, setting.timeline, decided_on), setting.timeline.workday(entered_last + 1))
    visited = np.arange(len(stages)) <= last_stage[:, None]
    return Course(np.where(visited, entered_on[:, :-1], np.datetime64("NaT")), last_stage, closed_on, won)

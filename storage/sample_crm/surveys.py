"""Satisfaction: NPS asked twice a term, CSAT asked after orders; some customers answer, and a few of them write."""

from dataclasses import dataclass

import numpy as np

from storage.sample_crm import names, truths
from storage.sample_crm.accounts import Accounts, speaks_french
from storage.sample_crm.contracts import Contracts
from storage.sample_crm.draws import Codes, Days, Flags, Floats, days_long, flagged
from storage.sample_crm.names import Texts
from storage.sample_crm.orders import Orders
from storage.sample_crm.setting import Setting

NPS_ASKED_AFTER = (120, 300)  # days into a term
CSAT_ASKED_AFTER = 12  # days after an order
NPS_ANSWERED, CSAT_ANSWERED, COMMENTED = 0.24, 0.14, 0.35  # shares
HAPPY, UNHAPPY = 0.4, -0.7  # cuts of a mood that is about standard normal
PLANTED_WEIGHT = 0.6  # how much of the drop in renewals shows in the scores


@dataclass(frozen=True, slots=True)
class Surveys:
    """One position per response, oldest first; an empty comment is none."""

    account: Codes
    nps: Flags  # else CSAT
    score: Codes
    answered_on: Days
    comment: Texts

    def __len__(self) -> int:
        return len(self.account)


def mood(setting: Setting, accounts: Accounts, account: Codes, on: Days) -> Floats:
    """How content an account is that day: its own level, chance, and the truth planted on one segment."""
    rng, kinds = setting.stream("moods"), setting.market.segments
    churning = flagged((kind.name == truths.CHURNING_SEGMENT for kind in kinds), accounts.segment[account])
    planted = PLANTED_WEIGHT * truths.renewal_drop(setting.timeline, churning, on)
    return 0.75 * accounts.satisfaction[account] + rng.normal(0.0, 0.65, len(account)) + planted


def _asked(setting: Setting, contracts: Contracts, orders: Orders) -> tuple[Codes, Flags, Days]:
    """Accounts that answer, whether it is NPS, and when."""
    rng, last_day = setting.stream("surveys"), setting.timeline.last_day
    last = np.where(np.isnat(contracts.ends_on), last_day, contracts.ends_on)
    nps_on = np.concatenate([contracts.starts_on + days for days in NPS_ASKED_AFTER])
    running = nps_on <= np.tile(last, len(NPS_ASKED_AFTER))
    account = np.concatenate([np.tile(contracts.account, len(NPS_ASKED_AFTER)), orders.account])
    nps = np.arange(len(account)) < len(nps_on)
    asked_on: Days = np.concatenate([nps_on, orders.ordered_on + CSAT_ASKED_AFTER])
    on = setting.timeline.workday(asked_on + days_long(rng.integers(0, 9, len(account))))
    answered = rng.random(len(account)) < np.where(nps, NPS_ANSWERED, CSAT_ANSWERED)
    answered &= np.concatenate([running, np.ones(len(orders), dtype=bool)])
    rows = np.flatnonzero(answered & (on >= setting.timeline.start) & (on <= last_day))
    rows = rows[np.argsort(on[rows], kind="stable")]
    return account[rows], nps[rows], on[rows]


def _comments(rng: np.random.Generator, french: Flags, content: Floats) -> Texts:
    comment = np.full(len(french), "", dtype=object)
    written = rng.random(len(french)) < COMMENTED
    happy, unhappy = content > HAPPY, content < UNHAPPY
    moods = {"happy": happy, "unhappy": unhappy, "neutral": ~happy & ~unhappy}
    for language, speaks in zip(names.LANGUAGES, (french, ~french), strict=True):
        for feeling, felt in moods.items():
            rows = np.flatnonzero(written & speaks & felt)
            comment[rows] = names.pick(rng, names.words(language)["comments"][feeling], len(rows))
    return comment


def generate(setting: Setting, accounts: Accounts, contracts: Contracts, orders: Orders) -> Surveys:
    """All responses up to today."""
    account, nps, on = _asked(setting, contracts, orders)
    content = mood(setting, accounts, account, on)
    score = np.where(nps, np.clip(np.round(7.9 + 1.9 * content), 0, 10), np.clip(np.round(4.15 + 0.85 * content), 1, 5))
    french = speaks_french(setting, accounts.team[account])
    return Surveys(account, nps, score.astype(np.int64), on, _comments(setting.stream("comments"), french, content))

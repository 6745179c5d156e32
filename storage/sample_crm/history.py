"""Alto's whole history, generated in the order in which things follow from each other."""

from dataclasses import dataclass
from datetime import date

from storage.sample_crm import accounts, contracts, leads, opportunities, orders, surveys
from storage.sample_crm.setting import Setting

INHERITED_CUSTOMERS = 0.05  # beside the number of leads


@dataclass(frozen=True, slots=True)
class History:
    """What happened, without a fault; the exports add those."""

    setting: Setting
    leads: leads.Leads
    opportunities: opportunities.Opportunities
    accounts: accounts.Accounts
    contracts: contracts.Contracts
    orders: orders.Orders
    surveys: surveys.Surveys


def generate(today: date, seed: int, size: int) -> History:
    """The history up to `today` that `size` leads gave; the same for the same arguments."""
    setting = Setting.of(today, seed)
    came = leads.generate(setting, size)
    sold = opportunities.generate(setting, came)
    known = accounts.generate(setting, sold, round(size * INHERITED_CUSTOMERS))
    signed = contracts.generate(setting, sold, known)
    ordered = orders.generate(setting, sold, known, signed)
    answered = surveys.generate(setting, known, signed, ordered)
    return History(setting, came, sold, known, signed, ordered, answered)

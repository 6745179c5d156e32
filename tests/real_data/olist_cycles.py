"""How long Olist's leads took, counted from the files in plain Python: the second opinion on the engine."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from statistics import median, quantiles

from tests.real_data.reference_folder import FOLDER
from tests.real_data.truth_questions import Part


@dataclass(frozen=True)
class Cycle:
    """A lead that was won: where it came from, and its days from first contact to win."""

    origin: str
    days: int


@cache
def cycles() -> tuple[Cycle, ...]:
    """All of them, the one of a negative length included."""
    contacts = {row["mql_id"]: row for row in _rows("olist_marketing_qualified_leads_dataset.csv")}
    return tuple(_cycle(contacts[row["mql_id"]], row) for row in _rows("olist_closed_deals_dataset.csv"))


def statistic(part: Part, days: list[int]) -> float:
    """The mean, the median or a quartile, linear between the nearest two."""
    if part is Part.MEAN:
        return sum(days) / len(days)
    first, _, third = quantiles(days, n=4, method="inclusive")
    return {Part.HEADLINE: median(days), Part.FIRST_QUARTILE: first, Part.THIRD_QUARTILE: third}[part]


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / "olist_funnel" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cycle(contact: dict[str, str], win: dict[str, str]) -> Cycle:
    begun, won = date.fromisoformat(contact["first_contact_date"]), date.fromisoformat(win["won_date"][:10])
    return Cycle(contact["origin"], (won - begun).days)

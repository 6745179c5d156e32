"""The sample company after years of campaigns: more of them than any menu holds."""

import csv
from pathlib import Path

from storage.facts.store import open_facts
from storage.imports.importing import import_profile
from storage.sample_crm import PROFILES, write
from tests.bot.scenarios.alto import TODAY

MANY = 250  # of a name each, and of all but the first a few leads
FREQUENT = "Été Lyon"  # on every third lead
SHARED = "Salon de la logistique et de la chaîne du froid, avec les partenaires de la région Nord, "
LONG = [f"{SHARED}hall {hall}" for hall in ("A", "B")]  # alike for longer than an option shows
ENDLESS = "Relance " * 20 + "d’automne"  # longer than an option carries


def campaign_of(number: int) -> str:
    """The campaign of a lead, by its place in the file."""
    if number % 3 == 0:
        return FREQUENT
    return [*(f"Webinar {each:03}" for each in range(MANY)), *LONG, ENDLESS][number % (MANY + 3)]


def facts_of_many_campaigns(home: Path) -> Path:
    """Where they are published."""
    exports, facts = home / "crm", home / "facts"
    write(exports, today=TODAY, leads=1500)
    rename_campaigns(exports / "leads.csv")
    for profile in PROFILES:
        import_profile(profile, exports, open_facts(str(facts)), today=TODAY)
    return facts


def rename_campaigns(leads: Path) -> None:
    with leads.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    for number, row in enumerate(rows):
        row[head.index("Campaign")] = campaign_of(number)
    with leads.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])

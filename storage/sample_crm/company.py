"""Who works at Alto: teams, reps, managers and one sales director, as written in company.toml."""

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

DOMAIN = "alto.example"


class Role(StrEnum):
    """What a person does in sales."""

    REP = "rep"
    MANAGER = "manager"
    DIRECTOR = "director"


@dataclass(frozen=True, slots=True)
class Person:
    """One of the sales force. The director has no team and no manager."""

    name: str
    role: Role
    locale: str
    zone: str
    team: str | None = None
    region: str | None = None
    manager: str | None = None
    since: int | None = None  # months before the day of the export; None: always there
    until: int | None = None  # the same; None: still there

    @property
    def rep(self) -> str:
        """The name itself: a CRM's export names its owners."""
        return self.name

    @property
    def handle(self) -> str:
        """`camille.roy`: lower case, without accents, marks or blanks."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode().lower()
        first, _, last = plain.replace("'", "").partition(" ")
        return f"{first}.{last.replace(' ', '')}"

    @property
    def email(self) -> str:
        """The address in the CRM and in the workspace alike."""
        return f"{self.handle}@{DOMAIN}"


@dataclass(frozen=True, slots=True)
class Team:
    """One team with its people. `countries` are its accounts' countries and their weights."""

    name: str
    region: str
    zone: str
    locale: str
    countries: tuple[tuple[str, float], ...]
    manager: Person
    reps: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """The whole sales force."""

    director: Person
    teams: tuple[Team, ...]

    @property
    def reps(self) -> tuple[Person, ...]:
        """Those who sell, team after team."""
        return tuple(rep for team in self.teams for rep in team.reps)

    def __iter__(self) -> Iterator[Person]:
        yield self.director
        for team in self.teams:
            yield team.manager
            yield from team.reps


def _team(written: dict[str, Any], director: Person, exceptions: dict[str, Any]) -> Team:
    shared = {"zone": written["zone"], "team": written["name"], "region": written["region"]}
    manager = Person(written["manager"], Role.MANAGER, written["locale"], manager=director.rep, **shared)
    reps = tuple(
        Person(
            name,
            Role.REP,
            **{"locale": written["locale"], "manager": manager.rep, **shared, **exceptions.get(name, {})},
        )
        for name in written["reps"]
    )
    countries = tuple((country, weight) for country, weight in written["country"])
    return Team(written["name"], written["region"], written["zone"], written["locale"], countries, manager, reps)


@cache
def company() -> Company:
    """Alto's sales force; the same on every call."""
    written = tomllib.loads(files(__package__).joinpath("company.toml").read_text("utf-8"))
    director = Person(role=Role.DIRECTOR, zone="Europe/Paris", **written["director"])
    return Company(director, tuple(_team(team, director, written["exceptions"]) for team in written["teams"]))

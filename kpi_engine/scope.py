"""Whose numbers: the company, a region, a team, a rep."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Levels of a sales organisation, widest first."""

    COMPANY = "company"
    REGION = "region"
    TEAM = "team"
    REP = "rep"


@dataclass(frozen=True, slots=True)
class Scope:
    """All rows whose `level` column equals `name`; the company has no name."""

    level: Level = Level.COMPANY
    name: str | None = None

    def __post_init__(self) -> None:
        if (self.level is Level.COMPANY) != (self.name is None):
            raise ValueError("the company has no name, every other level has one")


COMPANY = Scope()

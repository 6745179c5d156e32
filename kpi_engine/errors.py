"""Everything the engine can refuse, by whose fault it is.

    EngineError
    ├── QuestionError                 the asker's: the question cannot be put
    │   ├── UnknownKpi                no such key in the catalogue
    │   │   └── KpiRetired            there was one; it was dropped
    │   ├── DefinitionNotHeld         the key is known, this version of its definition is not held any more
    │   ├── UnknownDimension          this KPI's table lacks the dimension
    │   ├── BasisNotOffered           `basis period` on a KPI that has one basis only
    │   └── AgeNotOffered             `at 90 days` on a KPI whose outcomes do not come with age
    ├── BadRecipe                     the asker's: a definition that cannot be measured (recipes/problems.py)
    └── FactsError                    the data's: the facts cannot be read at all

A figure that cannot be computed is not an error: it is an outcome (answer.py). Classes carry facts, never
sentences, and are named for the fault.
"""

from dataclasses import dataclass
from datetime import date


class EngineError(Exception):
    """Root of all that the engine raises."""


class QuestionError(EngineError):
    """The asker's: the question cannot be put as it stands."""


@dataclass
class UnknownKpi(QuestionError, KeyError):  # so that `Catalog.get` gives None
    """No KPI has this key."""

    key: str
    known: tuple[str, ...]


class KpiRetired(UnknownKpi):
    """The KPI of this key was dropped `on` a day, its first without it.

    `successor` is the key and the name of the KPI in force to look at instead, if there is one.
    """

    def __init__(self, key: str, name: str, on: date, successor: tuple[str, str] | None) -> None:
        super().__init__(key, ())
        self.name, self.on, self.successor = name, on, successor


@dataclass
class DefinitionNotHeld(QuestionError):
    """The catalogue holds another version of this KPI's definition; `held` is None where the KPI is gone."""

    key: str
    version: int
    held: int | None


@dataclass
class UnknownDimension(QuestionError):
    """The KPI's table has no such dimension."""

    kpi: str
    dimension: str
    known: tuple[str, ...]


@dataclass
class BasisNotOffered(QuestionError):
    """The KPI is defined on one basis only."""

    kpi: str
    basis: str


@dataclass
class AgeNotOffered(QuestionError):
    """The KPI's outcomes do not come with age, so it has no figure at an age."""

    kpi: str


class FactsError(EngineError):
    """The data's: the facts cannot be read."""

"""The public data sets to check figures against, with their figures: beside the repository, never inside it."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "../shared/data"
PROFILES = Path(__file__).parent / "profiles"
DATA_SETS = ("maven_crm", "olist_funnel", "online_retail")

ABSENT = not FOLDER.is_dir()
REQUIRED = os.environ.get("KPI_REQUIRE_REAL_DATA") == "1"

REAL_DATA = [
    pytest.mark.real_data,
    pytest.mark.skipif(ABSENT and not REQUIRED, reason="the public data sets are not in ../shared/data"),
]


@dataclass(frozen=True)
class Truth:
    """One reference figure, as `truth/<data set>.json` states it."""

    data_set: str
    id: str
    value: float | None
    numerator: float | None
    denominator: float | None
    wilson: tuple[float, float] | None
    is_trap: bool
    complete: bool  # of cohorts: the month is not cut short by the end of the data

    def __str__(self) -> str:
        return f"{self.data_set}:{self.id}"


@cache
def reference(data_set: str) -> Any:
    """The whole reference file of a data set; an empty one where the folder is absent."""
    if ABSENT:
        return {"figures": [], "defects": [], "not_computable": []}
    return json.loads((FOLDER / "truth" / f"{data_set}.json").read_text(encoding="utf-8"))


def truths(data_set: str) -> Iterator[Truth]:
    """The reference figures of a data set."""
    for figure in reference(data_set)["figures"]:
        yield Truth(
            data_set=data_set,
            id=figure["id"],
            value=figure["value"],
            numerator=figure["numerator"],
            denominator=figure["denominator"],
            wilson=tuple(figure["wilson95"]) if "wilson95" in figure else None,
            is_trap=figure.get("trap", False),
            complete=figure.get("complete", True),
        )


def defects(data_set: str) -> dict[str, int]:
    """The known faults of a data set: how many rows have each."""
    return {defect["id"]: defect["rows"] for defect in reference(data_set)["defects"]}

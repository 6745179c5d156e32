"""How the rows of one file lead to those of another: a column here holds what a column there holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.drafting.recognised import Recognised

_MOSTLY = 0.5  # of the values here that are found there
_NEARLY_ALL = 0.95  # of the rows there that have a value of their own


@dataclass(frozen=True, slots=True)
class Found:
    """A cell of another file: that of `take` in the row whose `key` is this row's `by`."""

    target: Recognised
    key: str
    by: str
    take: str


LEADING = {
    "team": (("rep", "reps"),),
    "region": (("rep", "reps"), ("account_id", "accounts")),
    "segment": (("account_id", "accounts"),),
    "created_on": (("lead_id", "leads"),),
    "source": (("lead_id", "leads"),),
    "campaign": (("lead_id", "leads"),),
}
"""By a column that a file lacks: the column that leads elsewhere, and the table that may hold it there."""


def found_elsewhere(here: Recognised, name: str, others: Sequence[Recognised]) -> Found | None:
    """Where a column that a file lacks can be looked up; None where it cannot."""
    for by, table in LEADING.get(name, ()):
        for other in others:
            column = here.columns.get(by)
            if other.table.name != table or other is here or not column or not _is_alone(other, others):
                continue
            key, take = shared_key(here, column, other), taken(other, name)
            if key and take and key != take:
                return Found(other, key, column, take)
    return None


def _is_alone(other: Recognised, others: Sequence[Recognised]) -> bool:
    """A look-up reads one file: where several feed a table, it would find only some of its rows."""
    return sum(len(each.files) for each in others if each.table is other.table) == 1


def taken(other: Recognised, name: str) -> str | None:
    """The column that holds something in another file; those whom one manager leads are taken for a team."""
    return other.column(name) or (other.columns.get("manager") if name == "team" else None)


def shared_key(here: Recognised, by: str, other: Recognised) -> str | None:
    """The column of the other file that holds most of what stands in a column here, and hardly any value twice."""
    wanted = set(here.file.values(by))
    keys = [key for key in other.file.columns if _tells_rows_apart(other, key)]
    if not wanted or not keys:
        return None
    shares = {key: len(wanted & set(other.file.values(key))) / len(wanted) for key in keys}
    best = max(shares, key=lambda key: (shares[key], key == other.columns.get(by)))
    return best if shares[best] >= _MOSTLY else None


def _tells_rows_apart(other: Recognised, key: str) -> bool:
    filled = sum(map(bool, other.file.cells[key]))
    return len(other.file.values(key)) > _NEARLY_ALL * filled

"""The sales organisation as the facts give it, found by e-mail address."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from sqlalchemy import select

from bot.use_cases.closed_regions import NOWHERE, TeamsByRegion, teams_by_region
from kpi_engine.facts import Facts, reps

_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One rep. `manager` is the manager's address, or the key or name of another rep."""

    rep: str
    name: str | None = None
    email: str | None = None
    team: str | None = None
    manager: str | None = None


def address(email: str | None) -> str | None:
    """Trim, and lower ASCII letters only: a Kelvin sign must not become the K of somebody else."""
    return (email or "").strip().translate(_LOWER) or None


class Roster:
    """Who sells, in which team, for whom. What fits two reps fits nobody: a wrong guess shows figures."""

    def __init__(self, lines: Iterable[RosterLine], regions: TeamsByRegion = NOWHERE) -> None:
        self._lines = tuple(lines)
        self.regions = regions
        self._by_address = _unambiguous(self._lines, lambda line: address(line.email))
        self._by_rep = _unambiguous(self._lines, lambda line: line.rep)
        self._by_name = _unambiguous(self._lines, lambda line: line.name)
        self._reports: dict[str, list[RosterLine]] = {}
        for line in self._lines:
            if manager := self._manager_of(line):
                self._reports.setdefault(manager, []).append(line)

    @property
    def headcounts(self) -> Mapping[str, int]:
        """Number of reps by team."""
        return Counter(line.team for line in self._lines if line.team)

    def rep_at(self, email: str | None) -> RosterLine | None:
        """Find the only rep with this address."""
        key = address(email)
        return self._by_address.get(key) if key else None

    def reports_of(self, email: str | None) -> tuple[RosterLine, ...]:
        """List the reps whose manager has this address, without herself."""
        key = address(email)
        lines = self._reports.get(key, ()) if key else ()
        return tuple(line for line in lines if address(line.email) != key)

    def _manager_of(self, line: RosterLine) -> str | None:
        """Find the manager's address. A name is another rep's, never a Slack name: people choose those."""
        named = (line.manager or "").strip()
        if "@" in named:
            return address(named)
        manager = self._by_rep.get(named) or self._by_name.get(named)
        at = address(manager.email) if manager else None
        return at if at in self._by_address else None


def _unambiguous(lines: Iterable[RosterLine], key_of: Callable[[RosterLine], str | None]) -> dict[str, RosterLine]:
    """Index the lines whose key is theirs alone."""
    keyed = [(key, line) for line in lines if (key := key_of(line))]
    times = Counter(key for key, _ in keyed)
    return {key: line for key, line in keyed if times[key] == 1}


def read_roster(facts: Facts) -> Roster:
    """Read the reps; facts that were brought without any give an empty roster."""
    if reps.name not in facts.coverage:
        return Roster((), teams_by_region(facts))
    columns = (reps.c.rep, reps.c.name, reps.c.email, reps.c.team, reps.c.manager)
    return Roster((RosterLine(*row) for row in facts.fetch(select(*columns))), teams_by_region(facts))

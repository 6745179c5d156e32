"""What several people say of one thing within two weeks: found among named words, whose authors are known to differ.

Anonymous words are left out: nobody can tell whether three of them are three people.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kpi_engine.kpi import Catalog
from kpi_engine.question import Dimension
from storage.repositories.voice_records import Feedback

LEAST_PEOPLE = 3
WITHIN = timedelta(days=14)
_PLACES = (Dimension.SEGMENT, Dimension.STAGE)


@dataclass(frozen=True, slots=True)
class Together:
    """Named words of one theme about one segment or stage, oldest first."""

    theme_id: str
    dimension: Dimension
    value: str
    items: tuple[Feedback, ...]

    @property
    def people(self) -> int:
        """How many said it."""
        return len({each.author for each in self.items})

    @property
    def first_said_at(self) -> datetime:
        """When the first of them did."""
        return min(each.said_at for each in self.items if each.said_at)

    @property
    def teams(self) -> tuple[str, ...]:
        """Those that spoke, by name."""
        return tuple(sorted({each.team for each in self.items}))

    def since(self, moment: datetime | None) -> "Together":
        """What was said after a moment."""
        later = tuple(each for each in self.items if moment is None or (each.said_at and each.said_at > moment))
        return Together(self.theme_id, self.dimension, self.value, later)

    def kpi(self, catalog: Catalog) -> str | None:
        """The figure that most of them name, among those that can be narrowed to this segment or stage."""
        named = Counter(
            key
            for each in self.items
            if (key := each.about.get("kpi")) in catalog and self.dimension in catalog[str(key)].dimensions
        )
        return min(named, key=lambda key: (-named[key], key), default=None)


def heard_together(said: Iterable[Feedback], now: datetime) -> Sequence[Together]:
    """Everything of which somebody spoke in the last two weeks, by theme and place, however few did."""
    groups: dict[tuple[str, Dimension, str], list[Feedback]] = {}
    for each in sorted(_recent(said, now), key=lambda each: (each.said_at or now, each.id)):
        for dimension in _PLACES:
            value = " ".join(each.about.get(dimension.value, "").split())
            if value and each.theme_id:
                groups.setdefault((each.theme_id, dimension, value.casefold()), []).append(each)
    return [
        Together(theme_id, dimension, " ".join(items[0].about[dimension.value].split()), tuple(items))
        for (theme_id, dimension, _), items in groups.items()
    ]


def _recent(said: Iterable[Feedback], now: datetime) -> Iterator[Feedback]:
    return (each for each in said if each.author and each.said_at and now - WITHIN <= each.said_at <= now)

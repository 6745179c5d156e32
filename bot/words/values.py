"""The values that the facts hold of a dimension, found by what a person typed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.words.dimension_names import UNKNOWN
from bot.words.folding import value_key
from kpi_engine.question import Dimension

_UNKNOWN = {value_key(name) for name, _ in UNKNOWN}
Stored = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """The facts' values, asked for once a dimension. Keep one for one reading."""

    values: Callable[[Dimension], Sequence[str]]
    _spellings: dict[Dimension, Mapping[str, tuple[str, ...]]] = field(default_factory=dict, compare=False)

    def spellings(self, dimension: Dimension) -> Mapping[str, tuple[str, ...]]:
        """Stored spellings by what they share: case, accents and outer punctuation apart."""
        if dimension not in self._spellings:
            spellings: dict[str, tuple[str, ...]] = {}
            for value in dict.fromkeys(self.values(dimension)):
                key = value_key(value)
                spellings[key] = (*spellings.get(key, ()), value)
            self._spellings[dimension] = spellings
        return self._spellings[dimension]

    def typed(self, dimension: Dimension, typed: str) -> Stored:
        """What a bare word stands for: unknown, else the stored values of that spelling (several, if they differ)."""
        key = value_key(typed)
        return (None,) if key in _UNKNOWN else self.spellings(dimension).get(key, ())

    def quoted(self, dimension: Dimension, quoted: str) -> Stored:
        """What stands in quotes: the value of exactly that spelling, else as a bare word, stored values first."""
        alike = self.spellings(dimension).get(value_key(quoted), ())
        return (quoted,) if quoted in alike else alike or self.typed(dimension, quoted)


def in_quotes(value: str) -> str:
    """A value as it can be typed, whatever it holds."""
    return '"' + value.replace('"', '""') + '"'

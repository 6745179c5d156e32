"""Names of one thing in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.text import Language


@dataclass(frozen=True, slots=True)
class Names:
    """Everything a thing is called; the first name of each language is the one we write."""

    en: tuple[str, ...]
    fr: tuple[str, ...]

    def __iter__(self) -> Iterator[tuple[str, Language]]:
        yield from ((name, Language.EN) for name in self.en)
        yield from ((name, Language.FR) for name in self.fr)

    def written(self, language: Language) -> str:
        """The name that we write."""
        return (self.fr if language is Language.FR else self.en)[0]

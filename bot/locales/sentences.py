"""The sentences of every language, read from .po files. English sentences are their own ids."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

_HEADER = "kpi"  # the file that says how the language forms its plurals stands first


@cache
def sentences(language: str) -> Catalog:
    """The catalogue of a language other than English, from all its files; each process reads it once."""
    catalog, *more = (read_po(po.splitlines(keepends=True), locale=language) for po in _files(language))
    for each in more:
        for message in each:
            if message.id:
                catalog[message.id] = message
    return catalog


def _files(language: str) -> Iterator[str]:
    folder = files("bot.locales").joinpath(language, "LC_MESSAGES")
    found = [each for each in folder.iterdir() if each.name.endswith(".po")]
    for each in sorted(found, key=lambda po: (po.name != f"{_HEADER}.po", po.name)):
        yield each.read_text(encoding="utf-8")

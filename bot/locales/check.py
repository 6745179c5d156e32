"""`python -m bot.locales.check`: every sentence of the bot and of the catalogue has its translation, none is a guess.

Prints what is missing, ready to be pasted into the .po file, and what is there without need; exit code 1 for either.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir

from bot.locales.sentences import sentences
from kpi_engine.kpi import Catalog

KEYWORDS: Mapping[str, tuple[int, ...] | None] = {"say": None, "later": None, "plural": (1, 2)}
LANGUAGES = ("fr",)

Id = str | tuple[str, ...]


def needed(catalog: Catalog) -> set[Id]:
    """Every sentence that people may read: those written in bot/, the names and definitions of the KPIs."""
    found = extract_from_dir(str(_sources()), [("**.py", "python")], keywords=dict(KEYWORDS))
    written = {tuple(ids) if isinstance(ids, list | tuple) else ids for _, _, ids, *_ in found}
    return written | {sentence for kpi in catalog.values() for sentence in (kpi.name, *kpi.definitions)}


def _sources() -> Path:
    return Path(str(files("bot")))


def missing(language: str, ids: Iterable[Id]) -> list[Id]:
    """Those that the language lacks, has only in part, or marks as fuzzy."""
    return sorted((each for each in ids if not _complete(sentences(language).get(each))), key=str)


def _complete(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, list | tuple) else bool(message.string)


def unneeded(language: str, ids: set[Id]) -> list[Id]:
    """Those that nobody says any more."""
    kept = (tuple(each.id) if isinstance(each.id, list | tuple) else each.id for each in sentences(language))
    return sorted((each for each in kept if each and each not in ids), key=str)


def _entry(sentence: Id) -> Iterator[str]:
    one, *more = [sentence] if isinstance(sentence, str) else list(sentence)
    yield f"msgid {_quoted(one)}"
    yield from (f"msgid_plural {_quoted(each)}" for each in more)
    yield from ('msgstr[0] ""', 'msgstr[1] ""') if more else ('msgstr ""',)
    yield ""


def _quoted(sentence: str) -> str:
    escaped = sentence.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main() -> int:
    """Print what is wrong; 0 where nothing is."""
    from kpi_engine.definitions import CATALOG  # noqa: PLC0415 - the check alone needs the whole catalogue

    ids = needed(CATALOG)
    faults = 0
    for language in LANGUAGES:
        lacking, idle = missing(language, ids), unneeded(language, ids)
        faults += len(lacking) + len(idle)
        for each in lacking:
            sys.stdout.write("\n".join(_entry(each)) + "\n")
        for each in idle:
            sys.stdout.write(f"# nobody says: {each}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

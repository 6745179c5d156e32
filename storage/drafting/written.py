"""The text of a drafted profile: TOML, laid out as people write it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Any

from storage.drafting.cells import TO_SAY, Cells, Value, unknown_markers
from storage.drafting.links import Found
from storage.drafting.recognised import Recognised
from storage.drafting.seen import SeenFile

_HEAD = """\
# A draft, told from the names of files and columns: read it before you import with it. Every key is explained in
# docs/source-profiles.md.{left}
name = {name}
zone = {zone}  # whose calendar days the KPIs use"""
_MISTAKES = 0.01  # of all rows
_LEFT = f' Where it says "{TO_SAY}", write which column it is.'


@dataclass(frozen=True, slots=True)
class Section:
    """Files of one shape that feed one table."""

    of: Recognised
    cells: Cells

    @property
    def unread(self) -> tuple[str, ...]:
        """The columns that nothing reads."""
        read = {name for value in self.cells.values() for name in _columns(value)}
        return tuple(column for column in self.of.file.columns if column not in read)


def profile_text(sections: Sequence[Section], unfed: Sequence[str], *, name: str, zone: str) -> str:
    """The whole profile; `unfed`: files for which no table was found."""
    left = any(TO_SAY in section.cells.values() for section in sections)
    head = _HEAD.format(left=_LEFT if left else "", name=quoted(name), zone=quoted(zone))
    looked_up = _named(found for section in sections for found in section.cells.values() if isinstance(found, Found))
    fed = Counter(section.of.table.name for section in sections)
    parts = [head, *(_lookup(word, found) for word, found in looked_up.items())]
    parts += ["\n".join(_section(each, looked_up, several=fed[each.of.table.name] > 1)) for each in sections]
    parts += [_remark(f"no table was found for {', '.join(map(quoted, unfed))}")] if unfed else []
    return "\n\n".join(parts) + "\n"


def quoted(text: str) -> str:
    """A basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _named(found: Iterator[Found]) -> dict[str, Found]:
    """One look-up for each file and key, by the name of the table that the file feeds."""
    named: dict[str, Found] = {}
    for each in found:
        if _word(each, named) is None:
            name = each.target.table.name
            named[name if name not in named else f"{name}_{len(named) + 1}"] = each
    return named


def _word(found: Found, named: Mapping[str, Found]) -> str | None:
    place = (found.target.file.label, found.key)
    return next((word for word, each in named.items() if (each.target.file.label, each.key) == place), None)


def _lookup(word: str, found: Found) -> str:
    file = found.target.file
    return "\n".join([f"[lookups.{word}]", *_lines({"file": file.name, "key": found.key, **_dialect(file)})])


def _section(section: Section, looked_up: Mapping[str, Found], *, several: bool) -> Iterator[str]:
    name, file = section.of.table.name, section.of.file
    yield f"[[{name}]]" if several else f"[{name}]"
    own: dict[str, Any] = {"file": file.name if len(section.of.files) == 1 else list(section.of.files)}
    own |= _dialect(file)
    own |= {"keep_unknown_accounts": True} if _has_orders_of_nobody(section) else {}
    filled = {key: _resolved(value, looked_up) for key, value in section.cells.items()}
    yield from _lines(own | filled)
    if section.unread:
        yield _remark(f"not read: {', '.join(map(quoted, section.unread))}")


def _dialect(file: SeenFile) -> dict[str, str]:
    """What no file proves of itself."""
    said = {"encoding": file.encoding, "sheet": file.sheet}
    return {key: word for key, word in said.items() if word}


def _has_orders_of_nobody(section: Section) -> bool:
    """So many orders lack their customer that they are no mistakes to mend; their amounts count."""
    here, column = section.of, section.of.columns.get("account_id")
    if here.table.name != "orders" or column is None:
        return False
    cells, unknown = here.file.cells[column], {"", *unknown_markers(here, column)}
    return sum(cell in unknown for cell in cells) > _MISTAKES * len(cells)


def _remark(words: str) -> str:
    return fill(
        words, 118, initial_indent="# ", subsequent_indent="#   ", break_long_words=False, break_on_hyphens=False
    )


def _resolved(value: Value | Found, looked_up: Mapping[str, Found]) -> Value:
    if not isinstance(value, Found):
        return value
    unknown = unknown_markers(value.target, value.take)
    found = {"lookup": _word(value, looked_up), "by": value.by, "take": value.take}
    return found | ({"unknown": unknown} if unknown else {})


def _lines(keys: Mapping[str, Any]) -> Iterator[str]:
    width = max(map(len, keys))
    yield from (f"{key:<{width}} = {_written(value)}" for key, value in keys.items())


def _written(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return quoted(value)
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case _:
            return f"{{ {', '.join(f'{_key(key)} = {_written(each)}' for key, each in value.items())} }}"


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").isalnum() else quoted(key)


def _columns(value: Value | Found) -> Iterator[str]:
    """The columns of the file that a value is made of."""
    match value:
        case str():
            yield value
        case Found(by=by):
            yield by
        case {"column": column}:
            yield column
        case {"multiply": columns}:
            yield from columns

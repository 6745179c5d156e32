"""Read a source profile from TOML (grammar: docs/source-profiles.md)."""

import codecs
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Column as SqlColumn
from sqlalchemy import Double, Table

from kpi_engine.facts import SOURCE_TABLES
from storage.errors import ProfileUnreadable
from storage.imports.keys import Keys, read_text
from storage.imports.profile import (
    INACTIVITY_DAYS,
    Cell,
    Column,
    Constant,
    Dialect,
    Feed,
    Joined,
    LineNumber,
    LookedUp,
    Lookup,
    Multiplied,
    Origin,
    Profile,
    Signed,
    Skip,
)

TABLES = {table.name: table for table in SOURCE_TABLES}
ORIGINS = ("column", "value", "join", "multiply", "sign_of", "line_number", "lookup")


def load_profile(path: Path) -> Profile:
    """Read and check a profile; raises ProfileError."""
    try:
        document = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise ProfileUnreadable(path, f"not valid TOML: {error}{_quoted(str(error))}") from error
    return _profile(path, Keys(path, "the profile", document))


def _quoted(trouble: str) -> str:
    """How to write the key that TOML most often stumbles over in a map of a CRM's own words."""
    return "; a key with accents or blanks stands in quotes" if "after a key" in trouble else ""


def _profile(path: Path, keys: Keys) -> Profile:
    dialect = _dialect(keys, Dialect())
    lookups = _lookups(keys, dialect) if "lookups" in keys else {}
    feeds = tuple(
        _feed(TABLES[name], section, dialect, lookups)
        for name in keys.names()
        if name in TABLES
        for section in keys.sections(name)
    )
    profile = Profile(
        name=keys.text("name") or path.stem,
        path=path,
        feeds=feeds,
        lookups=lookups,
        zone=_zone(keys, "zone"),
        times_zone=_zone(keys, "times_zone"),
        as_of=keys.day("as_of"),
        inactivity_days=keys.number("inactivity_days", INACTIVITY_DAYS),
    )
    keys.close(also_known=(*TABLES, "lookups"))
    keys.needed("leads", feeds, "a profile feeds at least one table: " + ", ".join(TABLES))
    return profile


def _zone(keys: Keys, key: str) -> ZoneInfo | None:
    name = keys.text(key)
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, ZoneInfoNotFoundError) as error:
        raise keys.wrong(key, 'is not a time zone such as "Europe/Paris"') from error


def _dialect(keys: Keys, outer: Dialect) -> Dialect:
    return Dialect(
        encoding=_encoding(keys),
        separator=keys.choice("separator", ",", ";", "\t", "|"),
        decimal=keys.choice("decimal", ".", ","),
        thousands=keys.choice("thousands", ".", ",", " ", "'"),
        unit=keys.text("unit"),
        dates=_dates(keys),
        sheet=keys.text("sheet"),
    ).over(outer)


def _encoding(keys: Keys) -> str | None:
    name = keys.text("encoding")
    try:
        codecs.lookup(name or "utf-8")
    except LookupError as error:
        raise keys.wrong("encoding", 'is not an encoding such as "cp1252" or "utf-8"') from error
    return name


def _dates(keys: Keys) -> str | None:
    value = keys.text("dates")
    if value is None or "%" in value:
        return value
    return keys.choice("dates", "iso", "day first", "month first")


def _lookups(keys: Keys, outer: Dialect) -> dict[str, Lookup]:
    outside = keys.section("lookups")
    lookups = {}
    for name in outside.names():
        section = outside.section(name)
        lookups[name] = Lookup(
            name=name,
            file=section.needed("file", section.text("file"), "which file is looked into"),
            key=section.needed("key", section.text("key"), "which of its columns is the key"),
            dialect=_dialect(section, outer),
        )
        section.close()
    return lookups


def _feed(table: Table, keys: Keys, outer: Dialect, lookups: Mapping[str, Lookup]) -> Feed:
    columns = {column.name for column in table.columns if "derived" not in column.info}
    cells = {name: _cell(keys, table.c[name], lookups) for name in keys.names() if name in columns}
    feed = Feed(
        table=table.name,
        files=keys.needed("file", keys.texts("file"), f"which file feeds {table.name}"),
        cells=cells,
        dialect=_dialect(keys, outer),
        skip=tuple(_skip(section) for section in keys.sections("skip")),
        complete=keys.flag("complete") or any(isinstance(cell.origin, LineNumber) for cell in cells.values()),
        keep_unknown_accounts=table.name == "orders" and keys.flag("keep_unknown_accounts"),
    )
    keys.close(also_known=tuple(columns))
    for name in _required(table, feed):
        keys.needed(name, cells.get(name), f"every row of {table.name} needs it")
    return feed


def _required(table: Table, feed: Feed) -> list[str]:
    required = [column.name for column in table.columns if not column.nullable and "derived" not in column.info]
    if table.name == "orders" and not feed.keep_unknown_accounts:
        required.append("account_id")
    return required


def _skip(keys: Keys) -> Skip:
    negated = "is_not" in keys
    skip = Skip(
        column=keys.needed("column", keys.text("column"), "which column decides"),
        values=keys.needed("is", keys.texts("is_not" if negated else "is"), "the values of rows left out"),
        negated=negated,
        reason=keys.needed("because", keys.text("because"), "the reason shown in the report"),
    )
    keys.close(also_known=("is", "is_not"))
    return skip


def _cell(keys: Keys, column: SqlColumn[Any], lookups: Mapping[str, Lookup]) -> Cell:
    name = column.name
    value = keys.raw(name)
    if isinstance(value, str):
        return Cell(Column(value))
    if not isinstance(value, dict):
        raise keys.wrong(name, 'must be the name of a column in quotes, or a table such as { column = "Name" }')
    inner = keys.inner(name)
    cell = Cell(
        origin=_origin(inner, lookups),
        unknown=inner.texts("unknown"),
        values=inner.mapping("values"),
        others=inner.text("others"),
        prefix=inner.text("prefix") or "",
        dialect=Dialect(
            decimal=inner.choice("decimal", ".", ","),
            thousands=inner.choice("thousands", ".", ",", " ", "'"),
            unit=inner.text("unit"),
            dates=_dates(inner),
        ),
    )
    inner.close(also_known=ORIGINS)
    if isinstance(cell.origin, Multiplied) and (cell.is_mapped or not isinstance(column.type, Double)):
        raise keys.wrong(name, "multiplies numbers: it needs a column of numbers, without unknown, values or others")
    return cell


def _origin(keys: Keys, lookups: Mapping[str, Lookup]) -> Origin:
    given = [key for key in ORIGINS if key in keys]
    if len(given) != 1:
        raise keys.wrong((given or ["column"])[-1], "is not enough: say exactly one of " + ", ".join(ORIGINS))
    return _origins(keys, lookups)[given[0]]()


def _origins(keys: Keys, lookups: Mapping[str, Lookup]) -> Mapping[str, Callable[[], Origin]]:
    return {
        "column": lambda: Column(keys.needed("column", keys.text("column"), "the name of a column")),
        "value": lambda: Constant(keys.needed("value", keys.text("value"), "the value of every row")),
        "join": lambda: _joined(keys),
        "multiply": lambda: Multiplied(keys.needed("multiply", keys.texts("multiply"), "the columns")),
        "sign_of": lambda: _signed(keys),
        "line_number": lambda: _line_number(keys),
        "lookup": lambda: _looked_up(keys, lookups),
    }


def _joined(keys: Keys) -> Joined:
    return Joined(keys.needed("join", keys.texts("join"), "the columns"), keys.text("with") or "")


def _line_number(keys: Keys) -> LineNumber:
    if not keys.flag("line_number"):
        raise keys.wrong("line_number", "can only be true")
    return LineNumber()


def _signed(keys: Keys) -> Signed:
    return Signed(
        name=keys.needed("sign_of", keys.text("sign_of"), "the column of the number"),
        positive=keys.needed("positive", keys.text("positive"), "the word for numbers above 0"),
        negative=keys.needed("negative", keys.text("negative"), "the word for numbers below 0"),
        zero=keys.text("zero") or "",
    )


def _looked_up(keys: Keys, lookups: Mapping[str, Lookup]) -> LookedUp:
    name = keys.choice("lookup", *lookups)
    return LookedUp(
        lookup=keys.needed("lookup", name, "which of [lookups]"),
        by=keys.needed("by", keys.text("by"), "the column of this file that holds the key"),
        take=keys.needed("take", keys.text("take"), "the column of the other file that is wanted"),
    )

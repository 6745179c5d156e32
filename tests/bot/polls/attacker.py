"""Somebody with a full dump of the database, its files and the secrets of the application, who wants to know.

Every voter of a poll gave another answer than all others: a ballot's content tells the referee, and nobody else, whose
it is. A guess names for each voter one of the ballots; chance alone finds one voter of each poll.
"""

import hashlib
import hmac
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, text

from storage.models import Base

Guess = Mapping[str, str]
"""For a voter the key of a ballot."""

SECRETS = (b"", b"xoxb-of-the-application", b"signing-secret", b"T1")
_USER = re.compile(rb"UREP\d{3}")
_KEY = re.compile(rb"[0-9a-f]{32,64}")
_HEADER, _FRAME_HEADER = 32, 24  # bytes, in the log of SQLite


@dataclass(frozen=True)
class Spoils:
    """All tables, with what PostgreSQL says of a row's place and transaction, and the bytes of all files."""

    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    files: Mapping[str, bytes]

    def ballots(self, poll_id: str) -> Sequence[Mapping[str, Any]]:
        """A poll's ballots, wherever they lie, in the order of the table."""
        rows = [*self.tables["ballots_final"], *self.tables["ballots_open"]]
        return [row for row in rows if row["poll_id"] == poll_id]

    def voters(self, poll_id: str) -> Sequence[Mapping[str, Any]]:
        """Who took part, in the order of the table."""
        return [row for row in self.tables["participations"] if row["poll_id"] == poll_id]


def seize(url: str, folders: Iterable[Path]) -> Spoils:
    """Take everything."""
    engine = create_engine(url)
    tables = {name: _rows(engine, name) for name in Base.metadata.tables}
    held = [*folders, *_folders_of(engine)]
    engine.dispose()
    files = {str(path): path.read_bytes() for folder in held for path in folder.rglob("*") if path.is_file()}
    return Spoils(tables, files)


def _rows(engine: Engine, table: str) -> list[dict[str, Any]]:
    hidden = "" if engine.dialect.name == "sqlite" else ", xmin::text::bigint AS xmin, ctid::text AS ctid"
    with engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(text(f"SELECT *{hidden} FROM {table}"))]


def _folders_of(engine: Engine) -> list[Path]:
    """Where the server keeps this database, once it has written what it still had in memory."""
    if engine.dialect.name == "sqlite":
        return []
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        relation = connection.execute(text("SELECT pg_relation_filepath('ballots_open')")).scalar_one()
        return [Path(connection.execute(text("SHOW data_directory")).scalar_one()) / Path(relation).parent]


# attacks


def by_a_value_in_common(spoils: Spoils, poll_id: str) -> Guess:
    """A value of a ballot that stands as well in some row that names a voter."""
    beside: dict[str, set[str]] = {}
    for table, rows in spoils.tables.items():
        for row in rows if table not in {"ballots_open", "ballots_final"} else ():
            said = {str(value) for value in row.values()}
            for user in {found.decode() for found in _USER.findall(repr(row).encode())}:
                beside.setdefault(user, set()).update(said)
    pairs = itertools.product(spoils.voters(poll_id), spoils.ballots(poll_id))
    return {
        voter["user_id"]: ballot["key"] for voter, ballot in pairs if ballot["key"] in beside.get(voter["user_id"], ())
    }


def by_trying_every_secret(spoils: Spoils, poll_id: str) -> Guess:
    """A ballot's key that somebody's id gives, with a secret of the application or out of any small file."""
    keys = {ballot["key"] for ballot in spoils.ballots(poll_id)}
    secrets = [*SECRETS, *(held for held in spoils.files.values() if len(held) <= 64)]
    found = {}
    for voter in spoils.voters(poll_id):
        user = voter["user_id"]
        for said in (user, f"{user}\n1", f"{poll_id}{user}", f"{poll_id}:{user}", f"T1{poll_id}{user}"):
            for name in _names(said.encode(), secrets):
                if name in keys:
                    found[user] = name
    return found


def _names(said: bytes, secrets: Iterable[bytes]) -> Iterator[str]:
    for algorithm in ("md5", "sha1", "sha256", "blake2b", "blake2s"):
        digests = [hashlib.new(algorithm, said).hexdigest()]
        digests += [hmac.digest(secret, said, algorithm).hex() for secret in secrets]
        for digest in digests:
            yield digest
            yield digest[:32]


def by_place(spoils: Spoils, poll_id: str) -> Guess:
    """The first voter of the one table for the first ballot of the other."""
    return _in_turn(spoils, poll_id, _place)


def by_transaction(spoils: Spoils, poll_id: str) -> Guess:
    """Whoever was written by the transaction that wrote a ballot; else in the order of the transactions."""
    written = {ballot["xmin"]: ballot["key"] for ballot in spoils.ballots(poll_id) if "xmin" in ballot}
    exact = {row["user_id"]: written[row["xmin"]] for row in spoils.voters(poll_id) if row.get("xmin") in written}
    if len(set(exact.values())) > 1:
        return exact
    return _in_turn(spoils, poll_id, lambda row: (row.get("xmin", 0), _place(row)))


def by_offset(spoils: Spoils, poll_id: str) -> Guess:
    """In the order in which ids and keys stand in the files, which is not the order of the tables."""
    content = b"".join(spoils.files.values())
    return _in_turn(spoils, poll_id, lambda row: content.rfind(str(row.get("user_id") or row["key"]).encode()))


def by_time(spoils: Spoils, poll_id: str) -> Guess:
    """In the order of the instants that stand beside a voter's id anywhere."""
    seen: dict[str, str] = {}
    for rows in spoils.tables.values():
        for row in rows:
            instants = [str(value) for value in row.values() if isinstance(value, datetime) or _is_instant(value)]
            for user in {found.decode() for found in _USER.findall(repr(row).encode())} if instants else ():
                seen[user] = max([seen.get(user, ""), *instants])
    return _in_turn(spoils, poll_id, lambda row: seen.get(row.get("user_id", ""), "") + str(_place(row)))


def by_the_log(spoils: Spoils, poll_id: str) -> Guess:
    """Which id and which key came new into the pages of one commit, by the log of SQLite."""
    log = next((held for name, held in spoils.files.items() if name.endswith("-wal")), b"")
    keys = {ballot["key"] for ballot in spoils.ballots(poll_id)}
    return {
        user: key for users, new in _commits(log) for user, key in zip(sorted(users), sorted(new & keys), strict=False)
    }


def _commits(log: bytes) -> Iterator[tuple[set[str], set[str]]]:
    size = int.from_bytes(log[8:12]) if log else 0
    pages: dict[int, set[bytes]] = {}
    users, keys = set[str](), set[str]()
    for start in range(_HEADER, len(log) - size, _FRAME_HEADER + size) if size else ():
        number, ends = int.from_bytes(log[start : start + 4]), int.from_bytes(log[start + 4 : start + 8])
        page = log[start + _FRAME_HEADER : start + _FRAME_HEADER + size]
        said = {*_USER.findall(page), *_KEY.findall(page)}
        new, pages[number] = said - pages.get(number, set()), said
        users |= {each.decode() for each in new if _USER.fullmatch(each)}
        keys |= {each.decode() for each in new if _KEY.fullmatch(each)}
        if ends:
            yield users, keys
            users, keys = set(), set()


ATTACKS: Mapping[str, Callable[[Spoils, str], Guess]] = {
    "a value in common": by_a_value_in_common,
    "every secret": by_trying_every_secret,
    "place": by_place,
    "transaction": by_transaction,
    "offset": by_offset,
    "time": by_time,
    "log": by_the_log,
}


def _in_turn(spoils: Spoils, poll_id: str, order: Callable[[Mapping[str, Any]], Any]) -> Guess:
    voters, ballots = sorted(spoils.voters(poll_id), key=order), sorted(spoils.ballots(poll_id), key=order)
    return {voter["user_id"]: ballot["key"] for voter, ballot in zip(voters, ballots, strict=True)}


def _place(row: Mapping[str, Any]) -> Any:
    """Where PostgreSQL keeps it; in SQLite its primary key is its place."""
    if "ctid" in row:
        return tuple(map(int, row["ctid"].strip("()").split(",")))
    return row.get("user_id") or row["key"]


def _is_instant(value: object) -> bool:
    return isinstance(value, str) and bool(re.match(r"\d{4}-\d{2}-\d{2} \d{2}:", value))

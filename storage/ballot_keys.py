"""Keys of secret polls whose ballots can be changed: kept outside the database, destroyed when the poll closes.

The row of a ballot is named by HMAC-SHA256(key of the poll, person and question). Whoever has the key can tell in
milliseconds whose ballot a row is; without it nobody can. The database never sees it, nor do its backups.
"""

import hmac
import os
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes

from storage.errors import StorageError

_KEY_BYTES = 32
_OWNER_ONLY = 0o600


class NoBallotKey(StorageError):
    """The key of an open poll is not here: it was removed, or the poll was opened on another machine."""

    says = "the key of this poll is not on this machine; nobody can vote in it any more: close it and ask anew"


class BallotKeys:
    """A folder of this machine with one file for each open poll of that kind."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, team_id: str, poll_id: str) -> None:
        """Make the key of a poll that opens, once."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            file = os.open(self._path(team_id, poll_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        except FileExistsError:
            return
        with os.fdopen(file, "wb") as opened:
            opened.write(token_bytes(_KEY_BYTES))
            opened.flush()
            os.fsync(opened.fileno())

    def names(self, team_id: str, poll_id: str, user_id: str, numbers: Sequence[int]) -> Mapping[int, str]:
        """What the ballots of one person are called, by the number of the question. Raises NoBallotKey."""
        try:
            key = self._path(team_id, poll_id).read_bytes()
        except FileNotFoundError:
            raise NoBallotKey from None
        return {number: hmac.digest(key, f"{user_id}\n{number}".encode(), "sha256").hex() for number in numbers}

    def destroy(self, team_id: str, poll_id: str) -> None:
        """Overwrite the key and remove it; nothing where that was done."""
        path = self._path(team_id, poll_id)
        try:
            with path.open("r+b") as opened:
                opened.write(bytes(_KEY_BYTES))
                opened.flush()
                os.fsync(opened.fileno())
        except FileNotFoundError:
            return
        path.unlink(missing_ok=True)

    def _path(self, team_id: str, poll_id: str) -> Path:
        return self._folder / blake2b(f"{team_id}\n{poll_id}".encode(), digest_size=16).hexdigest()

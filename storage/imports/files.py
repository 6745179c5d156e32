"""Find the files of a profile in a folder, and fingerprint what an import would read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from storage.errors import FileMissing
from storage.imports.profile import Feed, Profile
from storage.imports.text import digest

RULES = b"1"  # changes when the same files would give other facts
CORRECTIONS = re.compile(rb'(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?"?_line\b')
LOOKUPS = "look-ups"  # where a folder of rejects keeps the files that are looked into


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file under the name that people know it by."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class FedFile:
    """A file and the table it feeds."""

    feed: Feed
    file: FoundFile


@dataclass(frozen=True, slots=True)
class Brought:
    """All files of one import. `absent`: what a folder of corrections need not hold."""

    fed: tuple[FedFile, ...]
    lookups: Mapping[str, FoundFile]
    absent: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Each file once."""
        files = [*(fed.file for fed in self.fed), *self.lookups.values()]
        return tuple(dict.fromkeys(file.path for file in files))


def find_files(profile: Profile, folder: Path) -> Brought:
    """The files that a profile names. Raises FileMissing.

    A reject file that comes back may come alone: then the other tables are passed over.
    """
    found = [(feed, name, _matching(folder, name)) for feed in profile.feeds for name in feed.files]
    fed = tuple(FedFile(feed, file) for feed, _, files in found for file in files)
    missing = tuple(name for _, name, files in found if not files)
    if missing and not any(_is_corrections(each.file.path) for each in fed):
        raise FileMissing(missing[0], folder)
    lookups = {name: _lookup_file(folder, lookup.file) for name, lookup in profile.lookups.items()}
    return Brought(fed, lookups, missing)


def fingerprint(profile: Profile, brought: Brought) -> str:
    """SHA-256 of the profile and of all files: equal fingerprints bring equal facts."""
    whole = sha256(RULES + profile.path.read_bytes())
    for path in brought.paths:
        whole.update(f"{path.name}\0{digest(path)}\n".encode())
    return whole.hexdigest()


def _matching(folder: Path, name: str) -> tuple[FoundFile, ...]:
    if "*" in name:
        paths = sorted(path for path in folder.glob(name) if path.is_file())
    else:
        variants = (name, name.removesuffix(".gz"), f"{name}.csv")  # rejects are plain CSV
        paths = [path for variant in dict.fromkeys(variants) if (path := folder / variant).is_file()][:1]
    return tuple(FoundFile(str(path.relative_to(folder)), path) for path in paths)


def _lookup_file(folder: Path, name: str) -> FoundFile:
    for place in (folder / LOOKUPS / name, folder / name):
        if place.is_file():
            return FoundFile(name, place)
    raise FileMissing(name, folder)


def _is_corrections(path: Path) -> bool:
    with path.open("rb") as file:
        return CORRECTIONS.match(file.read(64).replace(b"\0", b"")) is not None

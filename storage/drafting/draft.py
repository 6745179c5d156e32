"""Draft the source profile of a folder of exports: what the names of files and columns tell, and what is left to say.

A draft is a proposal. What a column means is told from its name, so it is for whoever knows the CRM to read it before
it is used; what it cannot tell stands in it as `???`, which no import accepts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.drafting.cells import TO_SAY, cells_of
from storage.drafting.recognised import by_shape, recognised
from storage.drafting.seen import SeenFile, parts, see
from storage.drafting.written import Section, profile_text, quoted
from storage.errors import ImportRefused, NothingToDraft

_READ = (".csv", ".csv.gz", ".tsv", ".txt", ".xlsx")


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a profile; which file or sheet feeds which table (None: none); which could not be read, and why."""

    text: str
    fed: tuple[tuple[str, str | None], ...]
    refused: tuple[ImportRefused, ...]

    @property
    def left_to_say(self) -> int:
        """How many places are left for whoever knows the CRM."""
        return self.text.count(f"= {quoted(TO_SAY)}")


def draft_profile(folder: Path, *, name: str, zone: str) -> Draft:
    """Look at every file of a folder, and propose a profile. Raises NothingToDraft."""
    paths = sorted(path for path in folder.iterdir() if path.is_file() and path.name.lower().endswith(_READ))
    seen, refused = _seen(paths)
    found = by_shape(each for each in map(recognised, seen) if each)
    fed = {(file, each.file.sheet): each.table.name for each in found for file in each.files}
    if not fed:
        raise NothingToDraft(folder)
    told = tuple((each.label, fed.get((each.name, each.sheet))) for each in seen)
    unfed = [label for label, table in told if table is None]
    text = profile_text([Section(each, cells_of(each, found)) for each in found], unfed, name=name, zone=zone)
    return Draft(text, told, refused)


def _seen(paths: Iterable[Path]) -> tuple[list[SeenFile], tuple[ImportRefused, ...]]:
    seen: list[SeenFile] = []
    refused: list[ImportRefused] = []
    for path in paths:
        try:
            for sheet in parts(path):
                with TemporaryDirectory() as scratch:
                    seen.append(see(path, sheet, Path(scratch)))
        except ImportRefused as error:
            refused.append(error)
    return seen, tuple(refused)

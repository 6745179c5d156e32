"""The source profile cannot be used as it stands."""

from pathlib import Path

from storage.errors.root import StorageError


class ProfileError(StorageError):
    """The source profile's."""

    profile: Path


class ProfileUnreadable(ProfileError):
    """The profile is not there, or is not TOML."""

    says = "{self.profile.name}: {self.reason}"

    reason: str


class ProfileKeyMissing(ProfileError):
    """A key that the grammar asks for."""

    says = "{self.profile.name}: {self.section} lacks `{self.key}`: {self.reason}"

    section: str
    key: str
    reason: str


class _AtKey(ProfileError):
    """A key of the profile, and its line where that can be told."""

    line: int | None
    section: str
    key: str

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.profile.name}, line {self.line}" if self.line else self.profile.name


class UnknownProfileKey(_AtKey):
    """A key that the grammar lacks."""

    says = "{self.place}: unknown key `{self.key}` in {self.section}{self.mend}"

    nearest: str | None

    @property
    def mend(self) -> str:
        """The nearest key of the grammar, or where all are listed."""
        return f": did you mean `{self.nearest}`?" if self.nearest else ", see docs/source-profiles.md"


class ProfileValueWrong(_AtKey):
    """A key whose value cannot be meant."""

    says = "{self.place}: `{self.key}` in {self.section} {self.reason}"

    reason: str


class NothingToDraft(StorageError):
    """No file of a folder feeds any table, as far as names of files and columns tell."""

    says = (
        "{self.folder}: no file here looks like leads, deals, accounts or orders; export them as CSV or .xlsx with the "
        "names of the columns in the first line, or write the profile by hand: docs/source-profiles.md"
    )

    folder: Path

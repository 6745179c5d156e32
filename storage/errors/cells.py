"""Cells of a file cannot be read with certainty: nothing was changed."""

from pathlib import Path

from storage.errors.files import ImportRefused


class _AtCell(ImportRefused):
    """One cell, the first of its kind, and what stands in it."""

    line: int
    column: str
    value: str

    @property
    def cell(self) -> str:
        """Where it stands, and what stands there."""
        return f"{self.file}, line {self.line}, column `{self.column}`: {self.value!r}"


class NumbersAmbiguous(_AtCell):
    """Nothing in the column proves which mark is the decimal one."""

    says = (
        "{self.cell} may be thousands or decimals and no other value proves which; "
        'declare decimal = "," or decimal = "." in the profile'
    )


class DatesAmbiguous(_AtCell):
    """Nothing in the column proves which part is the day, or its values contradict each other."""

    says = (
        "{self.cell} may be day first or month first and the column does not prove which; "
        'declare dates = "day first" or dates = "month first" in the profile'
    )


class ZoneMissing(_AtCell):
    """Times of day that name no zone, and a profile that names none either."""

    says = '{self.cell} is a time of day without a zone; declare it in the profile, e.g. zone = "Europe/Paris"'


class TooManyBadRows(ImportRefused):
    """More bad rows than an import bears; the first of them is named, all are in the folder `rejects`."""

    says = (
        "{self.file}: {self.bad:,} of {self.rows:,} rows are bad, an import bears 20 %; first: "
        "line {self.line}, column `{self.column}`, {self.value!r}: {self.reason}{self.where}"
    )

    bad: int
    rows: int
    line: int
    column: str
    value: str | None
    reason: str
    rejects: Path | None = None

    @property
    def where(self) -> str:
        """The folder, where they were written out."""
        return f"; all are in {self.rejects}" if self.rejects else ""

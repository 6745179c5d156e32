"""Every error says its facts in one sentence; none is left without words, none names a fact that it lacks."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest

from storage import ballot_keys, database, outage
from storage import errors as every
from storage.errors import (
    ColumnMissing,
    EncodingUnknown,
    NumbersAmbiguous,
    RowsLost,
    SeparatorUnknown,
    SeparatorWrong,
    StorageError,
    TooManyBadRows,
    UnknownProfileKey,
)

ABOVE = {every.StorageError, every.ProfileError, every.ImportRefused}
RAISED = [
    *(each for each in map(vars(every).get, every.__all__) if each not in ABOVE),
    outage.RecordsUnavailable,
    outage.RecordsBusy,
    database.DatabaseNotSupported,
    ballot_keys.NoBallotKey,
]


def places(sentence: str) -> Iterator[str]:
    """The facts that a sentence names."""
    for _, field, _, _ in Formatter().parse(sentence):
        if field:
            yield field.removeprefix("self.").split(".")[0]


@pytest.mark.parametrize("error", RAISED, ids=lambda error: error.__name__)
def test_a_sentence_names_facts_that_its_error_has(error: type[StorageError]) -> None:
    has = {each.name for each in fields(error)}  # type: ignore[arg-type]
    assert all(place in has or isinstance(getattr(error, place), property) for place in places(error.says))
    assert len(error.says.splitlines()) == 1


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = {line.split("── ")[1].split()[0] for line in (every.__doc__ or "").splitlines() if "── " in line}
    assert drawn == {error.__name__ for error in [*RAISED, every.ProfileError, every.ImportRefused]}


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            EncodingUnknown("leads.csv", 3, 7, None, "Zoé"),
            (
                "leads.csv, line 3, byte 7: not UTF-8; declare the encoding in the profile, "
                "e.g. encoding = \"cp1252\" would read the line as 'Zoé'"
            ),
        ),
        (
            EncodingUnknown("leads.csv", 3, 7, "utf-16", ""),
            "leads.csv, line 3, byte 7: not valid utf-16; correct `encoding` in the profile",
        ),
        (
            SeparatorUnknown("leads.csv", (";", ","), ()),
            "leads.csv, line 1: ';' and ',' both give the columns asked for; declare `separator`",
        ),
        (
            SeparatorUnknown("leads.csv", (), ("Id", "Day")),
            (
                "leads.csv, line 1: no usual separator gives the columns `Id`, `Day`; "
                "correct their names in the profile or declare `separator`"
            ),
        ),
        (
            SeparatorWrong("leads.csv", ";", "\t"),
            "leads.csv, line 1: its separator is '\\t', not ';'; correct `separator`",
        ),
        (
            ColumnMissing("leads.csv", "Created", "created_on", None),
            (
                "leads.csv, line 1: no column `Created`, which feeds created_on; "
                "export it too, or take it out of the profile"
            ),
        ),
        (
            UnknownProfileKey(Path("/home/ada/crm.toml"), 4, "[leads]", "creatd_on", "created_on"),
            "crm.toml, line 4: unknown key `creatd_on` in [leads]: did you mean `created_on`?",
        ),
        (
            RowsLost("leads.csv", 12_345, 12_000),
            (
                "leads.csv: holds 12,345 rows, but 12,000 could be read; "
                "a stray quote is the usual reason: export the file again"
            ),
        ),
        (
            NumbersAmbiguous("leads.csv", 2, "Amount", "1.{2}34"),
            (
                "leads.csv, line 2, column `Amount`: '1.{2}34' may be thousands or decimals and no other value proves "
                'which; declare decimal = "," or decimal = "." in the profile'
            ),
        ),
        (
            TooManyBadRows("leads.csv", 300, 1_000, 2, "Day", None, "no day", Path("rejects/crm")),
            (
                "leads.csv: 300 of 1,000 rows are bad, an import bears 20 %; first: line 2, column `Day`, None: no day; "
                "all are in rejects/crm"
            ),
        ),
    ],
    ids=lambda given: type(given).__name__,
)
def test_what_where_and_how_to_mend_it(error: StorageError, sentence: str) -> None:
    assert str(error) == sentence


def test_two_errors_of_the_same_facts_are_two() -> None:
    assert every.NoFacts("here") != every.NoFacts("here")

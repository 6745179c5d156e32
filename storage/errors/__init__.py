"""Everything the storage can refuse, by whose fault it is.

    StorageError
    ├── NoFacts                       nothing was imported yet
    ├── VersionGone                   an older version of the facts that is not kept any more
    ├── ProfileError                  the source profile's
    │   ├── ProfileUnreadable         not there, or not TOML
    │   ├── UnknownProfileKey         a key the grammar lacks, with the nearest one it has
    │   ├── ProfileKeyMissing         a key the grammar asks for
    │   └── ProfileValueWrong         a key whose value cannot be meant
    ├── NothingToDraft                no file of a folder from which a profile could be drafted
    ├── ImportRefused                 the file's: nothing was changed
    │   ├── FileMissing               no such file in the folder
    │   ├── FileEmpty                 no line, or a header and nothing else
    │   ├── FileUnreadable            damaged, or not of the kind its name says
    │   ├── EncodingUnknown           neither a BOM nor UTF-8, and no encoding declared
    │   ├── NulByte                   a binary file
    │   ├── LineEndsMixed             carriage returns alone beside line feeds
    │   ├── SeparatorUnknown          none, or several, of the usual separators give the columns asked for
    │   ├── SeparatorWrong            not the declared one, but another gives the columns asked for
    │   ├── ColumnMissing             a column of the profile is not in the header
    │   ├── HeaderTwice               a column of the profile stands twice in the header
    │   ├── QuoteUnclosed             a quote that swallows the lines after it
    │   ├── RowsLost                  fewer rows came out of the reader than the file holds
    │   ├── NumbersAmbiguous          1.234 may be a thousand or a decimal, nothing in the column proves which
    │   ├── DatesAmbiguous            03/04/2026 may be March or April, nothing in the column proves which
    │   ├── ZoneMissing               times of day without a zone
    │   ├── TooManyBadRows            more bad rows than an import bears
    │   └── Shrunk                    far fewer rows than the same source brought before
    ├── PublisherBusy                 another import is publishing
    ├── FactsNotWritten               no space, no right or no connection to publish
    ├── FactsUnreadable               published facts that cannot be opened
    ├── WarehouseReadOnly             facts that are read from a warehouse cannot be imported
    ├── DriverMissing                 no driver for the facts' URL
    ├── RecordsUnavailable            the operational records are away or full (outage.py)
    │   └── RecordsBusy               they are there, but busy for longer than a person waits
    ├── NoBallotKey                   a secret poll whose ballots can change, without its key (ballot_keys.py)
    └── DatabaseNotSupported          a database that cannot hold them (database.py)

Classes carry facts; `str()` gives the English sentence for the terminal: what, where, how to mend it.
"""

from storage.errors.cells import DatesAmbiguous, NumbersAmbiguous, TooManyBadRows, ZoneMissing
from storage.errors.facts import (
    DriverMissing,
    FactsNotWritten,
    FactsUnreadable,
    NoFacts,
    PublisherBusy,
    VersionGone,
    WarehouseReadOnly,
)
from storage.errors.files import (
    ColumnMissing,
    EncodingUnknown,
    FileEmpty,
    FileMissing,
    FileUnreadable,
    HeaderTwice,
    ImportRefused,
    LineEndsMixed,
    NulByte,
    QuoteUnclosed,
    RowsLost,
    SeparatorUnknown,
    SeparatorWrong,
    Shrunk,
)
from storage.errors.profiles import (
    NothingToDraft,
    ProfileError,
    ProfileKeyMissing,
    ProfileUnreadable,
    ProfileValueWrong,
    UnknownProfileKey,
)
from storage.errors.root import StorageError

__all__ = [
    "ColumnMissing",
    "DatesAmbiguous",
    "DriverMissing",
    "EncodingUnknown",
    "FactsNotWritten",
    "FactsUnreadable",
    "FileEmpty",
    "FileMissing",
    "FileUnreadable",
    "HeaderTwice",
    "ImportRefused",
    "LineEndsMixed",
    "NoFacts",
    "NothingToDraft",
    "NulByte",
    "NumbersAmbiguous",
    "ProfileError",
    "ProfileKeyMissing",
    "ProfileUnreadable",
    "ProfileValueWrong",
    "PublisherBusy",
    "QuoteUnclosed",
    "RowsLost",
    "SeparatorUnknown",
    "SeparatorWrong",
    "Shrunk",
    "StorageError",
    "TooManyBadRows",
    "UnknownProfileKey",
    "VersionGone",
    "WarehouseReadOnly",
    "ZoneMissing",
]

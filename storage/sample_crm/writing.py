"""Write Alto's exports: a CRM's way (UTF-8 with a mark, commas, ISO days), an ERP's (cp1252, semicolons, day first)."""

import codecs
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

import duckdb
import pandas as pd

from storage.sample_crm import frames
from storage.sample_crm.draws import stream
from storage.sample_crm.faults import FAULTS
from storage.sample_crm.history import History, generate
from storage.sample_crm.manifest import Manifest, Planted, Written
from storage.sample_crm.planting import plant
from storage.sample_crm.standing import as_it_stood


@dataclass(frozen=True, slots=True)
class Export:
    """One file: rows of the history, worded by `exports/<stem>.sql`."""

    file: str
    rows: Callable[[History], pd.DataFrame]
    separator: str = ","
    encoding: str = "utf-8-sig"
    line_end: str = "\n"


def _erp(file: str, rows: Callable[[History], pd.DataFrame]) -> Export:
    return Export(file, rows, separator=";", encoding="cp1252", line_end="\r\n")


EXPORTS = (
    Export("users.csv", frames.users),
    Export("accounts.csv", frames.accounts),
    Export("leads.csv", frames.leads),
    Export("deals.csv", frames.deals),
    Export("deal_stage_history.csv", frames.stage_history),
    Export("survey_responses.csv", frames.survey_responses),
    _erp("commandes.csv", frames.orders),
    _erp("contrats.csv", frames.contracts),
)


def _sql(name: str) -> str:
    return files(__package__).joinpath("exports", f"{name}.sql").read_text("utf-8")


def write(
    folder: Path, *, today: date, seed: int = 7, leads: int = 30_000, written_until: date | None = None
) -> Manifest:
    """Write the sample's files and the manifest of their faults into `folder`; the same for the same arguments.

    `written_until` writes the history further than the files show it: with the same last day, the files of a later
    day go on where those of an earlier one ended.
    """
    folder.mkdir(parents=True, exist_ok=True)
    history = generate(written_until or today, seed, leads)
    if written_until:
        history = as_it_stood(history, today)
    written: list[Written] = []
    planted: list[Planted] = []
    with duckdb.connect() as connection:
        connection.execute(_sql("writing"))
        for export in EXPORTS:
            _tabulate(connection, export, history)
            faults = tuple(fault for fault in FAULTS if fault.file == export.file)
            planted += plant(connection, faults, stream(seed, export.file))
            written.append(Written(export.file, _save(connection, export, folder)))
    manifest = Manifest(today, seed, tuple(written), tuple(planted))
    manifest.save(folder)
    return manifest


def _tabulate(connection: duckdb.DuckDBPyConnection, export: Export, history: History) -> None:
    """Word the rows as texts, in a table `export`."""
    connection.register("history", export.rows(history))
    worded = connection.sql(_sql(Path(export.file).stem))
    texts = "row_number() OVER ()::DOUBLE AS place, NULL::INTEGER AS fault, COLUMNS(*)::VARCHAR"
    connection.execute("DROP TABLE IF EXISTS export")
    worded.project(texts).create("export")
    connection.unregister("history")


def _save(connection: duckdb.DuckDBPyConnection, export: Export, folder: Path) -> int:
    """Write the table as UTF-8, then put the file into its own encoding; gives the number of rows."""
    target, plain = folder / export.file, folder / f"{export.file}.part"
    rows = connection.sql("SELECT * EXCLUDE (place, fault) FROM export ORDER BY place")
    rows.write_csv(str(plain), sep=export.separator, header=True)
    if export.encoding == "utf-8-sig":
        _mark(plain, target)
    else:
        _transcode(plain, target, export)
    plain.unlink()
    return len(connection.table("export"))


def _mark(plain: Path, target: Path) -> None:
    with plain.open("rb") as source, target.open("wb") as sink:
        sink.write(codecs.BOM_UTF8)
        shutil.copyfileobj(source, sink, 1 << 20)


def _transcode(plain: Path, target: Path, export: Export) -> None:
    with (
        plain.open(encoding="utf-8", newline="") as source,
        target.open("w", encoding=export.encoding, newline=export.line_end) as sink,
    ):
        shutil.copyfileobj(source, sink, 1 << 20)

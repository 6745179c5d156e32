"""The disk of the records, or of the facts, is full: I08."""

import asyncio
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest

from storage import sample_crm
from storage.errors import FactsNotWritten
from storage.facts.store import open_facts
from storage.imports import import_profile
from tests.bot.scenarios.alto import alto
from tests.bot.scenarios.house import until
from tests.bot.scenarios.served import Served, kpi_serve
from tests.inbound.small_disk import SmallDisk, a_small_disk

AWAY = "I cannot get at my records right now"
WORKS_WITHIN = 30.0


RECORDS, FACTS = 16, 96  # megabytes


@pytest.fixture(params=[RECORDS], ids=lambda size: f"{size}MB")
def disk(request: pytest.FixtureRequest) -> Iterator[SmallDisk]:
    """Not below pytest's folder: the database server is another user, to whom pytest closes that."""
    with TemporaryDirectory(prefix="kpi-disk-") as folder:
        Path(folder).chmod(0o755)
        with a_small_disk(Path(folder) / "small", request.param) as mounted:
            yield mounted


@pytest.mark.chaos
async def test_i08_sqlite_records_on_a_full_disk(disk: SmallDisk, tmp_path: Path) -> None:
    records = disk.root / "records.db"
    async with kpi_serve(tmp_path, DATABASE_URL=f"sqlite:///{records}") as served:
        await _through_a_full_disk(served, disk)
    with closing(sqlite3.connect(records)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.chaos
@pytest.mark.postgres
async def test_i08_postgresql_records_in_a_full_tablespace(disk: SmallDisk, tmp_path: Path, postgres_url: str) -> None:
    url = _in_tablespace(postgres_url, disk.root / "tables")
    try:
        async with kpi_serve(tmp_path, DATABASE_URL=postgres_url) as served:
            await _through_a_full_disk(served, disk)
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM receipts").fetchone() is not None
    finally:
        _drop_everything(url)


async def _through_a_full_disk(served: Served, disk: SmallDisk) -> None:
    helene = served.person("helene", "general")  # an admin
    oliver = served.person("oliver", "team-london")
    await helene.types("/kpi help")
    assert "receipt " in (await oliver.types("/kpi transformation 2025")).written
    private = await _told_privately(served)
    await asyncio.to_thread(disk.fill)
    await _until_refused(served)
    (alarm,) = await _until_more(served, private)
    assert "its disk is full" in alarm or "son disque est plein" in alarm
    await asyncio.to_thread(disk.free)
    began = time.monotonic()
    while AWAY in (await oliver.types("/kpi transformation 2024")).written:
        assert time.monotonic() - began < WORKS_WITHIN
        await asyncio.sleep(1)
    assert "Traceback" not in served.log


async def _until_refused(served: Served) -> None:
    """New questions take new pages until there are none; whoever is refused is told so plainly."""
    oliver = served.person("oliver", "team-london")
    for year in range(1, 200):
        told = await oliver.types(f"/kpi leads 2025 top {year}" if year % 2 else f"/kpi leads last {year} days")
        if AWAY in told.written:
            return
    raise AssertionError("the disk never was full")


async def _told_privately(served: Served) -> list[str]:
    shown = await served.slack.control.get("workspace", **{"as": "helene"})
    direct = [each["id"] for each in shown["conversations"] if each.get("is_im")]
    found: list[str] = []
    for channel in direct:
        found += [str(each["text"]) for each in await served.slack.control.messages("helene", channel)]
    return found


async def _until_more(served: Served, known: list[str]) -> list[str]:
    async def look() -> list[str]:
        return await _told_privately(served)

    return await until(look, lambda now: [each for each in now if each not in known])


def _in_tablespace(url: str, folder: Path) -> str:
    """Let the database's new tables live there; gives the URL as psycopg takes it."""
    plain = url.replace("postgresql+psycopg", "postgresql")
    folder.mkdir()
    with psycopg.connect(plain, autocommit=True) as connection:
        (data,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        owner = Path(str(data)).stat()
        os.chown(folder, owner.st_uid, owner.st_gid)
        name = connection.info.dbname
        connection.execute(f"CREATE TABLESPACE small LOCATION '{folder}'")
        connection.execute(f"ALTER DATABASE {name} SET default_tablespace = small")
    return plain


def _drop_everything(url: str) -> None:
    """A tablespace can go once nothing is left in it."""
    with psycopg.connect(url, autocommit=True) as connection:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        connection.execute(f"{cut} pg_backend_pid()")
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("DROP TABLESPACE small")


@pytest.mark.chaos
@pytest.mark.parametrize("disk", [FACTS], indirect=True)
def test_i08_a_full_disk_while_facts_are_built_leaves_the_old_ones_served(disk: SmallDisk, tmp_path: Path) -> None:
    facts = disk.root / "facts"
    shutil.copytree(alto().facts, facts)
    before = open_facts(str(facts)).current()
    counted: Any = before.coverage
    disk.fill()
    crm = tmp_path / "crm"
    sample_crm.write(crm, today=before.as_of)
    with pytest.raises(FactsNotWritten):
        import_profile(sample_crm.PROFILES[0], crm, open_facts(str(facts)), today=before.as_of)
    after = open_facts(str(facts)).current()
    assert (after.version, after.coverage) == (before.version, counted)
    disk.free()
    import_profile(sample_crm.PROFILES[0], crm, open_facts(str(facts)), today=before.as_of)

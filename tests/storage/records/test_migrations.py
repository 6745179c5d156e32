from multiprocessing import get_context

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from storage.database import WRITING, open_engine
from storage.migrations import configuration, migrate
from storage.models import Base


def is_current(url: str) -> bool:
    """Whether the last of the migrations is the one that was applied."""
    with open_engine(url).connect() as connection:
        applied = MigrationContext.configure(connection).get_current_revision()
    return applied == ScriptDirectory.from_config(configuration()).get_current_head()


def test_an_empty_database_is_brought_to_the_present_shape(database_url):
    assert not is_current(database_url)
    migrate(database_url)
    assert is_current(database_url)
    tables = set(inspect(open_engine(database_url)).get_table_names())
    assert tables == set(Base.metadata.tables) | {"alembic_version"}


def test_models_and_migrations_say_the_same(migrated_url):
    with open_engine(migrated_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_constraints_carry_the_names_that_the_models_give_them(migrated_url):
    found = inspect(open_engine(migrated_url))
    for table in Base.metadata.tables.values():
        expected = {str(key.name) for key in table.foreign_key_constraints}
        assert {key["name"] for key in found.get_foreign_keys(table.name)} == expected
    assert [each["name"] for each in found.get_check_constraints("members")] == ["ck_members_role"]


def test_migrating_again_keeps_what_is_there(records, migrated_url):
    migrate(migrated_url)
    with records.reading() as work:
        assert work.workspaces.get("T1").name == "Acme"


def test_processes_that_migrate_at_once_do_no_harm(database_url):
    fork = get_context("fork")
    together = fork.Barrier(4)

    def start() -> None:
        together.wait(timeout=30)
        migrate(database_url)

    processes = [fork.Process(target=start) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=60)
    assert [process.exitcode for process in processes] == [0] * 4
    with open_engine(database_url).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1
    assert is_current(database_url)


def test_a_migration_that_fails_leaves_nothing_behind(database_url):
    engine = open_engine(database_url).execution_options(**WRITING)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE teams (surprise INTEGER)"))  # stands in the way of ours
    with pytest.raises(Exception, match="teams"):
        migrate(database_url)
    assert inspect(engine).get_table_names() == ["teams"]


def test_the_folder_of_a_new_sqlite_file_is_made(tmp_path):
    url = f"sqlite:///{tmp_path / 'new' / 'folder' / 'records.db'}"
    migrate(url)
    assert is_current(url)

"""Draft a migration from what the models have and the migrations so far have not."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from storage.database import WRITING, open_engine
from storage.migrations import configuration, migrate


def draft(message: str) -> None:
    """Write the next file in `versions/`."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/records.db"
        migrate(url)
        engine = open_engine(url).execution_options(**WRITING)
        with engine.connect() as connection:
            config = configuration(connection)
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            count = len(list((Path(__file__).parent / "versions").glob("*.py")))
            command.revision(config, message, autogenerate=True, rev_id=f"{count + 1:04}")
        engine.dispose()


if __name__ == "__main__":
    draft(sys.argv[1])

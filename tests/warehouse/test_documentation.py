"""What docs/warehouse.md asks a data team to offer is what the engine reads."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.types import TypeEngine

from storage.facts.books import EDITION, PUBLISHED
from storage.facts.inspection import kind_of
from storage.facts.offered import SAID
from storage.facts.warehouse import Warehouse, connect, is_warehouse
from tests.terminal.conftest import Kpi

PAGE = (Path(__file__).parents[2] / "docs/warehouse.md").read_text()
KINDS = {"day": "date", "text": "text", "number": "number"}
ASKED = {**{table.name: tuple(table.columns) for table in PUBLISHED}, EDITION.name: SAID}


def described(name: str) -> Iterator[tuple[str, bool, str, str]]:
    """Name, whether it is required, type and meaning of each column in the page's table."""
    (section,) = re.findall(rf"^### `{name}`$(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    for column, star, kind, meaning in re.findall(r"^\| `(\w+)`( \*)? \| (\w+) \| (.+) \|$", section, re.MULTILINE):
        yield column, bool(star), kind, meaning


def word(kind: TypeEngine[object]) -> str:
    known = kind_of(kind)
    return KINDS[known] if known else "timestamp"


@pytest.mark.parametrize("name", ASKED)
def test_every_column_is_described_as_it_is(name: str) -> None:
    assert [told[:3] for told in described(name)] == [
        (column.name, not column.nullable, word(column.type)) for column in ASKED[name]
    ]
    assert all(meaning.strip() for *_, meaning in described(name))


def test_every_url_of_the_page_is_read_as_a_warehouse() -> None:
    urls = re.findall(r"^\| [^|]+ \| `([a-z+]+://[^`]+)` \|$", PAGE, re.MULTILINE)
    assert len(urls) == 5
    assert all(map(is_warehouse, urls))


SOURCES = (
    "CREATE SCHEMA crm",
    "CREATE SCHEMA etl",
    """CREATE VIEW crm.leads AS SELECT 'L1' AS id, TIMESTAMP'2026-03-02 10:00:00' AS created_at, DATE'2026-03-04' AS sql_date,
    DATE'2026-03-05' AS converted_date, 'D1' AS deal_id, 'C1' AS company_id, 'web' AS utm_source, 'spring' AS utm_campaign,
    'small' AS segment, 'Nord' AS region, 'camille' AS owner, 'Nord' AS team""",
    "CREATE VIEW crm.deals AS SELECT 'L1' AS lead_id, DATE'2026-03-12' AS close_date, 'Closed Won' AS stage",
    "CREATE VIEW etl.runs AS SELECT 7 AS run_id, DATE'2026-03-20' AS data_day, now() AS finished_at, 'done' AS status",
)


@pytest.mark.spark
@pytest.mark.timeout(600)
def test_the_example_runs_on_spark_and_needs_no_mending(spark_address: str, kpi: Kpi) -> None:
    (example,) = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    team = connect(f"hive://{spark_address}/default")
    with team.begin() as connection:
        for statement in (*SOURCES, *filter(str.strip, example.split(";"))):
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
    team.dispose()
    place = f"hive://{spark_address}/sales"
    facts = Warehouse(place).current()
    assert (facts.version, facts.coverage["leads"].rows) == ("7", 1)
    assert kpi("doctor", "--facts", place).code == 0

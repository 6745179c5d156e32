"""PostgreSQL answers as DuckDB does, from the same files."""

from pathlib import Path

import pytest

from kpi_engine.question import Basis, Compare, Dimension, Filter, Question
from storage.facts.store import open_facts
from tests.real_data.brought import Shelf, bring
from tests.real_data.figure_parts import said
from tests.real_data.reference_folder import FOLDER, PROFILES, REAL_DATA
from tests.real_data.truth_matching import named
from tests.real_data.truth_questions import PERIODS

pytestmark = [*REAL_DATA, pytest.mark.postgres]

MAVEN, OLIST = PERIODS["maven_crm"], PERIODS["olist_funnel"]
QUESTIONS = {
    "maven_crm": (
        Question("transformation", MAVEN, by=Dimension.PRODUCT),
        Question("transformation", named("2017Q3"), by=Dimension.TEAM),
        Question("cycle", MAVEN, by=Dimension.SEGMENT),
        Question("cycle", named("2017Q4"), compare=Compare.YEAR),
        Question("deal-size", MAVEN, by=Dimension.REGION),
        Question("revenue", named("2017-09"), filters=(Filter(Dimension.PRODUCT, ("GTX Pro", None)),)),
        Question("revenue-per-customer", named("2017Q4"), by=Dimension.SEGMENT),
        Question("conversion", named("2017Q4")),
    ),
    "olist_funnel": (
        Question("leads", OLIST, by=Dimension.SOURCE),
        Question("conversion", named("2018-05"), by=Dimension.SOURCE),
        Question("conversion", named("2018-05"), by=Dimension.SEGMENT),
        Question("conversion", named("2018-04"), basis=Basis.PERIOD),
        Question("cycle", OLIST, by=Dimension.SOURCE),
        Question("transformation", OLIST),
    ),
}


@pytest.mark.parametrize("data_set", QUESTIONS)
def test_postgresql_says_what_duckdb_says(shelf: Shelf, data_set: str, postgres_url: str, tmp_path: Path):
    there = bring(PROFILES / f"{data_set}.toml", FOLDER, open_facts(postgres_url, tmp_path / "rejects"))
    here = shelf.take(data_set)
    assert there.report.tables == here.report.tables
    for question in QUESTIONS[data_set]:
        assert said(there.ask(question)) == said(here.ask(question)), question

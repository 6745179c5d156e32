"""Built-in KPIs composed from the grammar say of the public data sets what the built-in ones say."""

import pytest

from kpi_engine import engine
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Value
from kpi_engine.kpi import Catalog
from kpi_engine.question import Compare, Dimension, Question
from kpi_engine.recipe import kpi_of, recipe_of
from tests.real_data.brought import Shelf
from tests.real_data.reference_folder import REAL_DATA
from tests.real_data.truth_matching import CALENDAR, named
from tests.real_data.truth_questions import PERIODS

pytestmark = REAL_DATA

PERIODS_OF = {
    "maven_crm": (PERIODS["maven_crm"], named("2017Q3"), named("2017-09")),
    "olist_funnel": (PERIODS["olist_funnel"], named("2018-04"), named("2018-05")),
}
SAYABLE = [key for key, kpi in CATALOG.items() if recipe_of(kpi)]


@pytest.mark.parametrize("data_set", PERIODS_OF)
def test_composed_and_built_in_agree_to_the_last_digit(shelf: Shelf, data_set: str):
    facts, told = shelf.take(data_set).facts, 0
    for key in SAYABLE:
        kpi = CATALOG[key]
        own = Catalog(kpi_of(key, kpi.name, recipe_of(kpi), version=kpi.version, better=kpi.better, owner=kpi.owner))
        for period in PERIODS_OF[data_set]:
            question = Question(key, period, by=Dimension.REGION, compare=Compare.PREVIOUS)
            ours, theirs = (
                engine.answer(question, facts, catalog=catalog, calendar=CALENDAR, currency="USD")
                for catalog in (own, CATALOG)
            )
            assert ours == theirs
            told += isinstance(ours.headline, Value)
    assert told >= 9  # three KPIs of each data set at least

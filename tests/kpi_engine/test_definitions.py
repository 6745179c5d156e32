"""The catalogue: one file per KPI, whose docstring is what people sign."""

from importlib import import_module
from pathlib import Path

import pytest

from kpi_engine import definitions
from kpi_engine.definitions import CATALOG
from kpi_engine.errors import BasisNotOffered, UnknownKpi
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi
from kpi_engine.question import Basis, Dimension

FILES = {path.stem for path in Path(definitions.__path__[0]).glob("*.py")} - {"__init__", "populations"}


def test_each_kpi_has_a_file_of_its_name_and_each_file_is_in_the_catalogue() -> None:
    assert {key.replace("-", "_") for key in CATALOG} == FILES


@pytest.mark.parametrize("kpi", CATALOG.values(), ids=lambda kpi: kpi.key)
def test_the_definition_is_the_docstring_of_the_file_as_one_line(kpi: Kpi) -> None:
    module = import_module(f"kpi_engine.definitions.{kpi.key.replace('-', '_')}")
    assert kpi.definition.split() == module.__doc__.split()
    assert "\n" not in kpi.definition
    assert kpi.definition.endswith(".")


@pytest.mark.parametrize("kpi", CATALOG.values(), ids=lambda kpi: kpi.key)
def test_related_kpis_exist_and_are_others(kpi: Kpi) -> None:
    assert set(kpi.related) <= set(CATALOG) - {kpi.key}


def test_only_longer_waits_and_more_churn_are_worse() -> None:
    assert {key for key, kpi in CATALOG.items() if kpi.better is Direction.DOWN} == {"cycle", "churn", "response-time"}


def test_shares_days_and_money_are_told_apart() -> None:
    units = {unit: {key for key, kpi in CATALOG.items() if kpi.unit is unit} for unit in Unit}
    assert units == {
        Unit.COUNT: {"leads", "qualified-leads", "cohorts", "stages"},
        Unit.SHARE: {"qualification", "conversion", "transformation", "retention", "churn", "grr", "nrr", "csat"},
        Unit.DAYS: {"cycle", "response-time"},
        Unit.SCORE: {"nps"},
        Unit.MONEY: {"revenue", "revenue-per-customer", "deal-size", "pipeline"},
        Unit.MONEY_PER_DAY: {"velocity"},
        Unit.RATIO: {"coverage"},
    }


def test_an_unknown_kpi_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownKpi) as refused:
        CATALOG["margin"]
    assert refused.value.known == tuple(CATALOG)


def test_only_conversion_is_offered_on_two_bases() -> None:
    assert [key for key, kpi in CATALOG.items() if Basis.PERIOD in kpi.bases] == ["conversion"]
    with pytest.raises(BasisNotOffered):
        CATALOG["leads"].measured_by(Basis.PERIOD)


def test_revenue_has_the_dimensions_of_the_table_it_is_settled_on() -> None:
    on_orders = CATALOG["revenue"].measure.on({"orders", "opportunities"})
    on_won = CATALOG["revenue"].measure.on({"opportunities"})
    assert Dimension.SOURCE not in on_orders.dimensions
    assert Dimension.SOURCE in on_won.dimensions
    assert set(CATALOG["revenue"].dimensions) == {*on_orders.dimensions, *on_won.dimensions}

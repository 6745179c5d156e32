"""What the facts as a whole record is asked once per version."""

from datetime import date

import pytest
from sqlalchemy import Engine

from kpi_engine.definitions import CATALOG
from kpi_engine.question import Dimension
from kpi_engine.recorded import Filled, Memory, probe
from tests.kpi_engine.asking import ask, month
from tests.kpi_engine.facts_builder import BuiltFacts, build


def facts_of(database: Engine, *leads: dict[str, object]) -> BuiltFacts:
    return build(database, date(2026, 4, 30), leads=leads)


def test_the_first_question_to_a_version_probes_it_and_the_others_do_not(database: Engine) -> None:
    facts = facts_of(database, {"created_on": date(2026, 3, 1)})
    for number in (1, 2, 3):
        ask(facts, "leads", month(2026, number))
    assert len(facts.fetched) == 1 + 1  # the probe, and March: January and February lie before the facts


def test_another_version_is_probed_anew(database: Engine) -> None:
    memory, measure = Memory(), CATALOG["leads"].measure.on({"leads"})
    first = memory.of(facts_of(database, {"created_on": date(2026, 3, 1)}), measure)
    second = memory.of(facts_of(database, {"created_on": date(2026, 1, 1)}), measure)
    assert (first.first_day, second.first_day) == (date(2026, 3, 1), date(2026, 1, 1))


def test_memory_keeps_the_latest_and_forgets_the_oldest(database: Engine) -> None:
    memory = Memory(size=2)
    facts = facts_of(database, {"created_on": date(2026, 3, 1)})
    leads, qualified, conversion = (
        CATALOG[key].measure.on({"leads"}) for key in ("leads", "qualified-leads", "conversion")
    )
    for measure in (leads, qualified, leads, conversion, leads, qualified):
        memory.of(facts, measure)
    assert len(facts.fetched) == 4  # leads was used again and stayed; qualified was forgotten for conversion


def test_a_cohort_can_be_trusted_since_both_its_ends_are_recorded(database: Engine) -> None:
    facts = facts_of(
        database,
        {"created_on": date(2026, 1, 7), "won_on": date(2026, 3, 5)},
        {"created_on": date(2026, 2, 1)},
    )
    recorded = probe(facts, CATALOG["conversion"].measure.on({"leads"}))
    assert (recorded.first_day, recorded.since, recorded.missing) == (date(2026, 1, 7), date(2026, 3, 5), None)


def test_rows_that_cannot_be_counted_are_no_beginning(database: Engine) -> None:
    won = {"created_on": date(2026, 1, 1), "outcome": "won"}
    facts = build(
        database,
        date(2026, 4, 30),
        opportunities=[
            {**won, "closed_on": date(2026, 2, 1)},
            {**won, "closed_on": date(2026, 3, 1), "amount": 5.0},
        ],
    )
    assert probe(facts, CATALOG["deal-size"].measure.on({"opportunities"})).first_day == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("filled", "one_sided"),
    [
        (Filled(successes=100, others=1000, in_successes=100, in_others=0), True),
        (Filled(successes=100, others=1000, in_successes=100, in_others=100), True),
        (Filled(successes=100, others=1000, in_successes=100, in_others=101), False),
        (Filled(successes=100, others=1000, in_successes=0, in_others=1000), True),
        (Filled(successes=100, others=1000, in_successes=0, in_others=0), False),
        (Filled(successes=100, others=4, in_successes=100, in_others=0), False),
        (Filled(successes=100, others=0, in_successes=100, in_others=0), False),
    ],
)
def test_a_dimension_follows_the_outcome_when_one_side_has_it_ten_times_as_often(
    filled: Filled, *, one_sided: bool
) -> None:
    assert filled.one_sided is one_sided


def test_only_shares_are_checked_for_it(database: Engine) -> None:
    facts = facts_of(database, {"created_on": date(2026, 3, 1)})
    assert not probe(facts, CATALOG["leads"].measure.on({"leads"})).follows_outcome(Dimension.SOURCE)

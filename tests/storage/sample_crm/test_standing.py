"""The sample on an earlier evening: nothing of what was to come, and the same rows under the same ids."""

from dataclasses import fields
from datetime import date

import numpy as np
import pytest

from storage.sample_crm.history import History, generate
from storage.sample_crm.standing import LATEST, as_it_stood

LAST, EVENING = date(2026, 12, 18), date(2026, 11, 22)
DAY = np.datetime64(EVENING)


@pytest.fixture(scope="module")
def whole() -> History:
    return generate(LAST, 7, 3000)


@pytest.fixture(scope="module")
def stood(whole: History) -> History:
    return as_it_stood(whole, EVENING)


def test_nothing_is_dated_after_the_evening(stood):
    for rows in (stood.leads, stood.opportunities, stood.contracts, stood.orders, stood.surveys):
        for each in fields(rows):
            column = getattr(rows, each.name)
            if column.dtype.kind == "M" and each.name != "expected_on":
                assert not (column > DAY).any(), each.name


def test_what_had_happened_lies_at_its_own_place_and_is_unchanged(whole, stood):
    assert 0 < len(stood.leads) < len(whole.leads)
    for name in ("created_on", "source", "team", "rep"):
        assert (getattr(stood.leads, name) == getattr(whole.leads, name)[: len(stood.leads)]).all()
    assert (stood.opportunities.lead == whole.opportunities.lead[: len(stood.opportunities)]).all()


def test_closings_of_the_last_days_are_missing_where_they_are_typed_in_late(whole, stood):
    count = len(stood.opportunities)
    happened = whole.opportunities.closed_on[:count] <= DAY
    known = ~np.isnat(stood.opportunities.closed_on)
    late = happened & ~known
    assert late.sum() > 0
    assert not (known & ~happened).any()
    assert (DAY - whole.opportunities.closed_on[:count][late] < np.timedelta64(LATEST, "D")).all()


def test_an_opportunity_whose_end_is_not_known_is_open_and_expected(stood):
    sold = stood.opportunities
    still_open = np.isnat(sold.closed_on)
    assert not sold.won[still_open].any()
    assert not np.isnat(sold.expected_on[still_open]).any()
    assert (sold.stage >= 0).all()


def test_on_its_last_day_only_late_closings_are_missing(whole):
    stood = as_it_stood(whole, LAST)
    assert len(stood.leads) == len(whole.leads)
    assert len(stood.opportunities) == len(whole.opportunities)
    assert 0 <= (whole.opportunities.closed.sum() - stood.opportunities.closed.sum()) < 20

"""The history as the CRM showed it on the evening of one of its days: what was to come is not there yet.

Everything lies in the order of its first day, so what had come by then is what stands first, and ids stay. Some
closings are typed in late, as everywhere: the CRM shows them only days after they happened.
"""

from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np

from storage.sample_crm.contracts import Contracts
from storage.sample_crm.draws import Codes, Days, Spans, days_long
from storage.sample_crm.history import History
from storage.sample_crm.leads import Leads
from storage.sample_crm.opportunities import Opportunities

TYPED_LATE = 0.25  # share of closings
LATEST = 6  # days after the day itself

Rows = TypeVar("Rows", bound=Any)


def as_it_stood(history: History, evening: date) -> History:
    """The same history on an earlier day."""
    day = np.datetime64(evening, "D")
    sold = _first(history.opportunities, history.opportunities.created_on, day)
    return replace(
        history,
        leads=_leads(_first(history.leads, history.leads.created_on, day), day),
        opportunities=_opportunities(sold, day, _delays(history)[: len(sold)]),
        contracts=_contracts(_first(history.contracts, history.contracts.starts_on, day), day),
        orders=_first(history.orders, history.orders.ordered_on, day),
        surveys=_first(history.surveys, history.surveys.answered_on, day),
    )


def _first(rows: Rows, on: Days, day: np.datetime64) -> Rows:
    """The rows up to that day, in the order in which they lie."""
    count = int(np.searchsorted(on, day, side="right"))
    first: Rows = type(rows)(*(getattr(rows, each.name)[:count] for each in fields(rows)))
    return first


def _by(on: Days, day: np.datetime64) -> Days:
    return np.where(on <= day, on, np.datetime64("NaT"))


def _leads(came: Leads, day: np.datetime64) -> Leads:
    return replace(
        came,
        contacted_on=_by(came.contacted_on, day),
        qualified_on=_by(came.qualified_on, day),
        converted_on=_by(came.converted_on, day),
    )


def _delays(history: History) -> Spans:
    """By how many days each closing is typed in late: mostly none."""
    rng, size = history.setting.stream("typing"), len(history.opportunities)
    late = rng.random(size) < TYPED_LATE
    return days_long(np.where(late, rng.integers(1, LATEST + 1, size), 0))


def _opportunities(sold: Opportunities, day: np.datetime64, delays: Spans) -> Opportunities:
    """Those closed later stand in their stage of that day, and are expected to close on the day they do."""
    closed = sold.closed & (sold.closed_on + delays <= day)
    closed_on = np.where(closed, sold.closed_on, np.datetime64("NaT"))
    entered_on = _by(sold.entered_on, day)
    stage: Codes = (~np.isnat(entered_on)).sum(axis=1) - 1
    return replace(
        sold,
        closed_on=closed_on,
        expected_on=np.where(~sold.closed | closed, sold.expected_on, sold.closed_on),
        won=sold.won & closed,
        stage=stage,
        entered_on=entered_on,
        left_on=np.where(sold.left_on == sold.closed_on[:, None], closed_on[:, None], _by(sold.left_on, day)),
    )


def _contracts(signed: Contracts, day: np.datetime64) -> Contracts:
    ends_on = _by(signed.ends_on, day)
    return replace(signed, ends_on=ends_on, renewed=signed.renewed & ~np.isnat(ends_on))

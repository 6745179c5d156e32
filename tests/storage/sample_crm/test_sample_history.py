"""The generated history keeps the rules of time and of order, whatever the day and the seed."""

from dataclasses import fields
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from storage.sample_crm.history import History, generate
from storage.sample_crm.manifest import Manifest
from storage.sample_crm.writing import EXPORTS, write

DAYS = [date(2026, 11, 20), date(2026, 1, 1), date(2027, 2, 28), date(2024, 8, 15)]


@pytest.fixture(scope="module", params=list(enumerate(DAYS)), ids=lambda numbered: numbered[1].isoformat())
def history(request: pytest.FixtureRequest) -> History:
    seed, today = request.param
    return generate(today, seed, 8_000)


def _happened(history: History) -> dict[str, np.ndarray]:
    """Every array of days on which something happened, by its name."""
    tables = (history.leads, history.opportunities, history.contracts, history.orders, history.surveys)
    named = {
        (type(table).__name__, field.name): getattr(table, field.name) for table in tables for field in fields(table)
    }
    days = {f"{table}.{name}": column for (table, name), column in named.items() if column.dtype.kind == "M"}
    return {name: column[~np.isnat(column)] for name, column in days.items() if "expected" not in name}


def test_nothing_is_dated_after_today_and_things_did_happen(history: History) -> None:
    for name, days in _happened(history).items():
        assert len(days) > 0, name
        assert days.max() <= history.setting.timeline.last_day, name


def test_people_work_on_weekdays_only_and_contracts_begin_on_the_first_or_the_fifteenth(history: History) -> None:
    for name, days in _happened(history).items():
        if not name.startswith("Contracts"):
            assert np.is_busday(days).all(), name
    begins = history.contracts.starts_on
    assert set(((begins - begins.astype("datetime64[M]")).astype(int) + 1).tolist()) == {1, 15}


def test_steps_follow_each_other(history: History) -> None:
    leads, sold = history.leads, history.opportunities
    assert _in_order(leads.created_on, leads.contacted_on, leads.qualified_on, leads.converted_on)
    assert _in_order(sold.created_on, *sold.entered_on.T)
    assert (sold.closed_on[sold.closed] > sold.created_on[sold.closed]).all()
    assert (sold.created_on == leads.converted_on[sold.lead]).all()


def _in_order(*steps: np.ndarray) -> bool:
    """Later steps are not earlier, and no step is reached without the one before."""
    pairs = pairwise(steps)
    return all((np.isnat(after) | (after >= before)).all() for before, after in pairs)


def test_an_opportunity_has_left_all_stages_but_the_one_it_is_in(history: History) -> None:
    sold = history.opportunities
    inside = ~np.isnat(sold.entered_on) & np.isnat(sold.left_on)
    assert (inside.sum(axis=1) == ~sold.closed).all()
    assert (inside.argmax(axis=1)[~sold.closed] == sold.stage[~sold.closed]).all()


def test_only_open_opportunities_have_an_expected_day(history: History) -> None:
    sold = history.opportunities
    assert (np.isnat(sold.expected_on) == sold.closed).all()
    assert not (sold.won & ~sold.closed).any()


def test_accounts_keep_their_team_and_segment_in_all_their_opportunities(history: History) -> None:
    sold, accounts = history.opportunities, history.accounts
    account = sold.account + accounts.inherited
    assert (accounts.team[account] == sold.team).all()
    assert (accounts.segment[account] == sold.segment).all()
    assert np.bincount(sold.account).max() > 1


def test_a_renewed_term_is_followed_by_the_next_one_on_the_next_day(history: History) -> None:
    terms = history.contracts
    begins = set(zip(terms.account.tolist(), terms.starts_on.tolist(), strict=True))
    renewed = zip(terms.account[terms.renewed].tolist(), (terms.ends_on[terms.renewed] + 1).tolist(), strict=True)
    assert set(renewed) <= begins
    assert not np.isnat(terms.ends_on[terms.renewed]).any()


def test_reps_sell_only_while_they_are_at_alto(history: History) -> None:
    left = next(code for code, rep in enumerate(history.setting.company.reps) if rep.until)
    last = history.leads.created_on[history.leads.rep == left].max()
    assert (history.setting.timeline.last_day - last).astype(int) > 100


def test_young_leads_have_not_had_the_time_to_convert(history: History) -> None:
    leads, today = history.leads, history.setting.timeline.last_day
    young = leads.created_on > today - 7
    converted = ~np.isnat(leads.converted_on)
    assert converted[young].mean() < 0.5 * converted.mean()


def _contents(folder: object, manifest: Manifest) -> list[bytes]:
    return [(folder / written.name).read_bytes() for written in manifest.files]


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(tmp_path: object) -> None:
    once = write(tmp_path / "a", today=DAYS[0], leads=2_000)
    again = write(tmp_path / "b", today=DAYS[0], leads=2_000)
    other = write(tmp_path / "c", today=DAYS[0], seed=8, leads=2_000)
    assert once == again
    assert _contents(tmp_path / "a", once) == _contents(tmp_path / "b", again)
    assert _contents(tmp_path / "a", once) != _contents(tmp_path / "c", other)
    assert [written.name for written in once.files] == [export.file for export in EXPORTS]


def test_a_small_sample_is_a_sample_too(tmp_path: object) -> None:
    manifest = write(tmp_path, today=DAYS[0], leads=300)
    assert manifest.rows("leads.csv") >= 300
    assert all(fault.lines for fault in manifest.planted)

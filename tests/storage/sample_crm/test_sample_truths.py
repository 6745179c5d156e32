"""What was planted is there to be found, by plain pandas over the exported files."""

import numpy as np
import pandas as pd
import pytest

from tests.storage.sample_crm.alto_files import TODAY, Sample

ISO, DAY_FIRST = "%Y-%m-%d", "%d/%m/%Y"
QUARTERS = pd.period_range(end=pd.Period(TODAY, "Q") - 1, periods=8, freq="Q")  # complete ones, the latest last


@pytest.fixture(scope="module")
def deals(sample: Sample) -> pd.DataFrame:
    table = sample.clean("deals.csv", **{"Create Date": ISO, "Close Date": ISO})
    table["Stage"] = table["Stage"].replace("Closed Wonn", "Closed Won")
    table = table[~table["Deal ID"].duplicated(keep=False) & (table["Close Date"] >= table["Create Date"])]
    teams = sample.texts("users.csv").set_index("Full Name")["Team"]
    return table.assign(
        won=table["Stage"] == "Closed Won",
        closed=table["Stage"].str.startswith("Closed"),
        quarter=table["Close Date"].dt.to_period("Q"),
        days=(table["Close Date"] - table["Create Date"]).dt.days,
        team=table["Deal owner"].map(teams),
    )


@pytest.fixture(scope="module")
def stays(sample: Sample) -> pd.DataFrame:
    """One row per stay in a stage that has ended."""
    table = sample.clean("deal_stage_history.csv", **{"Date Entered": ISO, "Date Left": ISO})
    days = (table["Date Left"] - table["Date Entered"]).dt.days
    return table.assign(days=days, quarter=table["Date Left"].dt.to_period("Q")).dropna(subset=["days"])


@pytest.fixture(scope="module")
def terms(sample: Sample) -> pd.DataFrame:
    table = sample.clean("contrats.csv", **{"Date de début": DAY_FIRST, "Date de fin": DAY_FIRST})
    table = table[~table["N° contrat"].duplicated(keep=False)]
    accounts = sample.clean("accounts.csv")
    segments = accounts.set_index("Account ID")["Segment"].replace("Hospitalty", "Hospitality")
    return table.assign(
        segment=table["Code client"].map(segments), end=table["Date de fin"].fillna(pd.Timestamp("2999-12-31"))
    )


def win_rate(deals: pd.DataFrame, team: str, quarters: pd.PeriodIndex) -> tuple[float, int]:
    rows = deals[deals["closed"] & (deals["team"] == team) & deals["quarter"].isin(quarters)]
    return rows["won"].mean(), len(rows)


def gain(deals: pd.DataFrame, team: str) -> tuple[float, float]:
    """Change of the win rate from the four quarters before to the last two, and its standard error."""
    (before, n), (now, m) = win_rate(deals, team, QUARTERS[2:6]), win_rate(deals, team, QUARTERS[6:])
    return now - before, np.sqrt(before * (1 - before) / n + now * (1 - now) / m)


def test_the_ouest_team_wins_clearly_more_in_the_last_two_quarters_and_no_other_team_does(deals: pd.DataFrame) -> None:
    change, error = gain(deals, "Ouest")
    assert change > 0.10
    assert change > 3 * error
    for team in ("Nord", "Sud", "Bruxelles", "London", "Manchester"):
        other, spread = gain(deals, team)
        assert abs(other) < 3 * spread, team


def test_proposals_take_half_as_long_again_as_a_year_before_and_no_other_stage_does(stays: pd.DataFrame) -> None:
    medians = stays.pivot_table(index="quarter", columns="Stage", values="days", aggfunc="median")
    slower = medians.loc[QUARTERS[6:]].mean() / medians.loc[QUARTERS[2:4]].mean()
    assert slower["Proposal"] > 1.5
    for stage in ("Discovery", "Demo", "Negotiation"):
        assert 0.75 < slower[stage] < 1.3, stage


def retention(terms: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.Series:
    """Of the accounts with a running contract on the first day, the share with one on the last day, by segment."""
    running = terms[(terms["Date de début"] <= first) & (terms["end"] >= first)].drop_duplicates("Code client")
    still = set(terms.loc[(terms["Date de début"] <= last) & (terms["end"] >= last), "Code client"])
    stayed = running["Code client"].isin(still)
    return pd.concat([stayed.groupby(running["segment"]).mean(), pd.Series({"all": stayed.mean()})])


def test_hospitality_leaves_and_the_other_segments_stay(terms: pd.DataFrame) -> None:
    today, year = pd.Timestamp(TODAY), pd.DateOffset(years=1)
    now, before = retention(terms, today - year, today), retention(terms, today - year - year, today - year)
    assert now["Hospitality"] < 0.78
    assert before["Hospitality"] > 0.80
    others = now.drop(["Hospitality", "all"])
    assert others.min() > 0.85
    assert 0.84 <= now["all"] <= 0.90
    assert 0.84 <= before["all"] <= 0.91


def test_hospitality_says_so_in_its_nps(sample: Sample) -> None:
    answers = sample.clean("survey_responses.csv", **{"Response Date": ISO})
    segments = sample.clean("accounts.csv").set_index("Account ID")["Segment"]
    answers = answers[
        (answers["Survey"] == "NPS") & (answers["Response Date"] > pd.Timestamp(TODAY) - pd.DateOffset(years=1))
    ]
    score = pd.to_numeric(answers["Score"], errors="coerce")
    verdict = (score >= 9).astype(int) - (score <= 6).astype(int)
    nps = verdict.groupby(answers["Account ID"].map(segments)).mean()
    assert nps["Hospitality"] < -0.20
    assert nps.drop(["Hospitality", "Hospitalty"], errors="ignore").min() > 0


def test_conversion_win_rate_and_cycle_are_what_a_sales_manager_expects(sample: Sample, deals: pd.DataFrame) -> None:
    leads = sample.clean("leads.csv", **{"Create Date": ISO})
    grown_up = leads[leads["Create Date"] < pd.Timestamp(TODAY) - pd.DateOffset(months=6)]
    won = set(deals.loc[deals["won"], "Deal ID"])
    assert 0.12 < grown_up["Deal ID"].isin(won).mean() < 0.20
    assert 0.25 < deals.loc[deals["closed"], "won"].mean() < 0.40
    assert 40 < deals.loc[deals["won"], "days"].median() < 60


def test_cycles_are_lognormal_rather_than_symmetrical(deals: pd.DataFrame) -> None:
    days = deals.loc[deals["won"], "days"]
    logs = np.log(days)
    assert days.mean() > 1.1 * days.median()
    assert abs(logs.skew()) < 0.35 < days.skew()


def test_sources_differ_in_the_share_of_leads_they_turn_into_customers(sample: Sample, deals: pd.DataFrame) -> None:
    leads = sample.clean("leads.csv")
    share = leads["Deal ID"].isin(deals.loc[deals["won"], "Deal ID"]).groupby(leads["Lead Source"]).mean()
    assert share["Referral"] > 2 * share["Paid search"]


def test_august_and_late_december_are_quiet_and_quarters_end_with_a_push(sample: Sample, deals: pd.DataFrame) -> None:
    created = sample.clean("leads.csv", **{"Create Date": ISO})["Create Date"].dropna()
    by_month = created[created.dt.year == 2025].dt.month.value_counts()
    assert by_month[8] < 0.6 * by_month[[6, 7, 9]].mean()
    december = created[(created.dt.year == 2025) & (created.dt.month == 12)].dt.day
    assert (december >= 20).sum() / 12 < 0.5 * (december < 20).sum() / 19
    wins = deals.loc[deals["won"], "Close Date"]
    wins = wins[wins.dt.month.isin([3, 6])]
    assert (wins.dt.day > 20).sum() > 1.3 * (wins.dt.day <= 10).sum()


def test_the_company_grows(sample: Sample) -> None:
    created = sample.clean("leads.csv", **{"Create Date": ISO})["Create Date"].dropna()
    years = created.dt.year.value_counts()
    assert years[2025] > 1.1 * years[2024]


def test_accounts_order_several_times_and_some_open_deals_are_overdue(sample: Sample, deals: pd.DataFrame) -> None:
    orders = sample.clean("commandes.csv")["Code client"].value_counts()
    assert (orders > 1).mean() > 0.5
    waiting = deals[~deals["closed"]]
    overdue = (waiting["Close Date"] < pd.Timestamp(TODAY)).mean()
    assert 0.02 < overdue < 0.15
    assert len(waiting) > 400

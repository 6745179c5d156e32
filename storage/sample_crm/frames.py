"""The history as tables of readable values, which the exports put into the words of a CRM and of an ERP."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from storage.sample_crm import names
from storage.sample_crm.accounts import speaks_french
from storage.sample_crm.draws import Codes, Days
from storage.sample_crm.history import History

CLOSED_WON, CLOSED_LOST = "Closed Won", "Closed Lost"


def _named(codes: Codes, values: Sequence[str]) -> "pd.Categorical[str]":
    """Texts by position; -1 is empty."""
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(values)))


def _people(history: History, codes: Codes) -> "pd.Categorical[str]":
    return _named(codes, [rep.rep for rep in history.setting.company.reps])


def _segments(history: History, codes: Codes) -> "pd.Categorical[str]":
    return _named(codes, [segment.name for segment in history.setting.market.segments])


def _sources(history: History, codes: Codes) -> "pd.Categorical[str]":
    return _named(codes, [source.name for source in history.setting.market.sources])


def _plans(history: History, codes: Codes) -> "pd.Categorical[str]":
    return _named(codes, [plan.name for plan in history.setting.market.plans])


def _regions(history: History, teams: Codes) -> "pd.Categorical[str]":
    return pd.Categorical([team.region for team in history.setting.company.teams])[teams]


def _stages(history: History, codes: Codes) -> "pd.Categorical[str]":
    """The working stages, then the two ends."""
    return _named(codes, [*(stage.name for stage in history.setting.market.stages), CLOSED_WON, CLOSED_LOST])


def users(history: History) -> pd.DataFrame:
    """The sales force; who left is still listed."""
    columns = ("name", "email", "role", "team", "region", "manager", "until")
    return pd.DataFrame(
        [[getattr(person, name) for name in columns] for person in history.setting.company], columns=columns
    )


def accounts(history: History) -> pd.DataFrame:
    """One row per account, numbered from 1."""
    known = history.accounts
    return pd.DataFrame(
        {
            "account": np.arange(1, len(known) + 1),
            "name": known.name,
            "segment": _segments(history, known.segment),
            "industry": _named(known.industry, history.setting.market.industries),
            "region": _regions(history, known.team),
            "country": known.country,
            "rep": _people(history, known.rep),
        }
    )


def leads(history: History) -> pd.DataFrame:
    """One row per lead, numbered from 1; a converted one bears its account's name."""
    came, sold, market = history.leads, history.opportunities, history.setting.market
    rng = history.setting.stream("lead names")
    french = speaks_french(history.setting, came.team)
    first, last = names.people(rng, french)
    company = names.companies(rng, french, market.industry_of(rng, came.segment), market.industries)
    deal, account = np.zeros(len(came), dtype=np.int64), np.zeros(len(came), dtype=np.int64)
    deal[sold.lead] = np.arange(1, len(sold) + 1)
    account[sold.lead] = sold.account + history.accounts.inherited + 1
    company[sold.lead] = history.accounts.name[account[sold.lead] - 1]
    return pd.DataFrame(
        {
            "lead": np.arange(1, len(came) + 1),
            "created_on": came.created_on,
            "contacted_on": came.contacted_on,
            "qualified_on": came.qualified_on,
            "converted_on": came.converted_on,
            "first_name": first,
            "last_name": last,
            "company": company,
            "source": _sources(history, came.source),
            "campaign": _named(came.campaign, market.campaigns),
            "segment": _segments(history, came.segment),
            "region": _regions(history, came.team),
            "rep": _people(history, came.rep),
            "deal": deal,  # 0 for none
            "account": account,
        }
    )


def deals(history: History) -> pd.DataFrame:
    """One row per opportunity, numbered from 1. A CRM has one close date: real, or expected while the deal is open."""
    sold, market = history.opportunities, history.setting.market
    account = sold.account + history.accounts.inherited
    end = np.where(sold.won, len(market.stages), len(market.stages) + 1)
    lost = np.where(sold.closed & ~sold.won, sold.lost_reason, -1)
    return pd.DataFrame(
        {
            "deal": np.arange(1, len(sold) + 1),
            "lead": sold.lead + 1,
            "account": account + 1,
            "company": history.accounts.name[account],
            "created_on": sold.created_on,
            "close_on": np.where(sold.closed, sold.closed_on, sold.expected_on),
            "stage": _stages(history, np.where(sold.closed, end, sold.stage)),
            "amount": sold.amount,
            "plan": _plans(history, sold.plan),
            "source": _sources(history, sold.source),
            "lost_reason": _named(lost, [reason for reason, _ in market.lost_reasons]),
            "rep": _people(history, sold.rep),
        }
    )


def stage_history(history: History) -> pd.DataFrame:
    """One row per stage that an opportunity entered, its end included; opportunity after opportunity."""
    sold, never = history.opportunities, np.datetime64("NaT")
    working = sold.entered_on.shape[1]
    ended = np.where(np.arange(2) == np.where(sold.won, 0, 1)[:, None], sold.closed_on[:, None], never)
    entered_on: Days = np.concatenate([sold.entered_on, ended], axis=1)
    left_on: Days = np.concatenate([sold.left_on, np.full((len(sold), 2), never)], axis=1)
    deal, stage = np.nonzero(~np.isnat(entered_on))
    return pd.DataFrame(
        {
            "deal": deal + 1,
            "stage": _stages(history, stage),
            "position": np.where(stage <= working, stage + 1, 0),  # 0: a loss is no step ahead
            "entered_on": entered_on[deal, stage],
            "left_on": left_on[deal, stage],
        }
    )


def survey_responses(history: History) -> pd.DataFrame:
    """One row per response, numbered from 1."""
    given = history.surveys
    return pd.DataFrame(
        {
            "response": np.arange(1, len(given) + 1),
            "account": given.account + 1,
            "nps": given.nps,
            "score": given.score,
            "answered_on": given.answered_on,
            "comment": given.comment,
            "rep": _people(history, history.accounts.rep[given.account]),
        }
    )


def orders(history: History) -> pd.DataFrame:
    """One row per order, numbered from 1."""
    ordered = history.orders
    return pd.DataFrame(
        {
            "order": np.arange(1, len(ordered) + 1),
            "ordered_on": ordered.ordered_on,
            "account": ordered.account + 1,
            "product": _named(ordered.product, history.setting.market.products),
            "amount": ordered.amount,
            "rep": _people(history, ordered.rep),
        }
    )


def contracts(history: History) -> pd.DataFrame:
    """One row per term, numbered from 1."""
    signed = history.contracts
    return pd.DataFrame(
        {
            "contract": np.arange(1, len(signed) + 1),
            "account": signed.account + 1,
            "plan": _plans(history, signed.plan),
            "starts_on": signed.starts_on,
            "ends_on": signed.ends_on,
            "mrr": signed.mrr,
            "rep": _people(history, signed.rep),
            "renewed": signed.renewed,
        }
    )

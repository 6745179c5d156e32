"""In which order rows are kept: what most questions ask for lies in few blocks."""

from sqlalchemy import select

from kpi_engine.facts import leads, opportunities

PROFILE = """
[leads]
file = "leads.csv"
lead_id = "Id"
created_on = "Created"
[opportunities]
file = "deals.csv"
opportunity_id = "Id"
created_on = "Created"
closed_on = "Closed"
outcome = "Outcome"
"""
LEADS = "Id,Created\nL1,2026-03-01\nL2,2026-01-01\nL3,2026-02-01\n"
DEALS = """Id,Created,Closed,Outcome
D1,2026-01-03,,
D2,2026-01-09,2026-03-01,won
D3,2026-01-05,2026-02-01,lost
D4,2026-01-09,2026-02-01,won
D5,2026-01-01,2026-03-02,lost
D6,2026-01-01,,
D7,2026-01-02,2026-02-01,won
"""


def kept(bring, column):
    return [row[0] for row in bring.store.current().fetch(select(column))]


def test_opportunities_that_ended_alike_lie_together_by_the_day_they_closed_then_by_the_day_they_began(bring):
    bring(PROFILE, {"leads.csv": LEADS, "deals.csv": DEALS})
    assert kept(bring, opportunities.c.opportunity_id) == ["D3", "D5", "D7", "D4", "D2", "D6", "D1"]


def test_leads_lie_by_the_day_they_were_created(bring):
    bring(PROFILE, {"leads.csv": LEADS, "deals.csv": DEALS})
    assert kept(bring, leads.c.lead_id) == ["L2", "L3", "L1"]

"""A person is erased from the facts of every kind of store: no version that names her is left."""

import pytest
from sqlalchemy import select

from kpi_engine.facts import leads, reps
from storage.errors import VersionGone
from storage.facts.erasing import Named, erase_from_facts
from tests.storage.conftest import Bring

PROFILE = """
[leads]
file = "leads.csv"
lead_id = "Id"
created_on = "Created"
rep = "Rep"

[reps]
file = "reps.csv"
rep = "Key"
name = "Name"
email = "Mail"
manager = "Boss"
"""
LEADS = "Id,Created,Rep\n1,2026-03-01,ada\n2,2026-03-02,ada\n3,2026-03-03,bo\n4,2026-03-04,\n"
REPS = "Key,Name,Mail,Boss\nada,Ada Roy,ada@acme.example,\nbo,Bo Lund,bo@acme.example,Ada@acme.example\n"


def test_her_rows_stay_under_a_key_that_says_nothing_and_older_versions_are_gone(bring_anywhere: Bring) -> None:
    older = bring_anywhere(PROFILE, {"leads.csv": LEADS, "reps.csv": REPS}).version
    assert erase_from_facts(bring_anywhere.store, [Named("ada", "ada@acme.example", "Ada Roy", "x1")])
    facts = bring_anywhere.store.current()
    assert [row.rep for row in facts.fetch(select(leads.c.rep).order_by(leads.c.lead_id))] == ["x1", "x1", "bo", None]
    seated = facts.fetch(select(reps.c.rep, reps.c.name, reps.c.email, reps.c.manager).order_by(reps.c.rep))
    assert [tuple(row) for row in seated] == [("bo", "Bo Lund", "bo@acme.example", "x1"), ("x1", None, None, None)]
    assert all(facts.integrity().values())
    with pytest.raises(VersionGone):
        bring_anywhere.store.at(older)


def test_whoever_has_no_key_takes_nobodys_rows_along(bring_anywhere: Bring) -> None:
    bring_anywhere(PROFILE, {"leads.csv": LEADS, "reps.csv": REPS})
    assert erase_from_facts(bring_anywhere.store, [Named(None, None, "Zoe", "x1")])
    found = bring_anywhere.store.current().fetch(select(leads.c.rep).order_by(leads.c.lead_id))
    assert [row.rep for row in found] == ["ada", "ada", "bo", None]

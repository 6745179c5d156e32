"""The published figures as a person gets them: `kpi import`, then `kpi ask` in her own words."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.real_data.reference_folder import FOLDER, PROFILES, REAL_DATA, Truth, truths

pytestmark = REAL_DATA

# A question in words, and the reference figures that it answers: of the whole, and of its groups.
ASKED = {
    "maven_crm": (
        ("transformation 2017-Q2 by region", "win_rate/by_close_quarter/2017Q2", None),
        ("win rate 2017 by region", "win_rate", "win_rate/by_region/"),
        ("taux de transformation 2017 par équipe", "win_rate", "win_rate/by_manager/"),
        ("panier moyen du 20/10/2016 au 31/12/2017 par produit", "avg_won_deal/mean", "avg_won_deal/by_product/"),
        ("cycle 2017 by segment", "cycle_days/won/median", "cycle_days/won/median/by_sector/"),
        ("revenue Q4 2017", "won_revenue/by_close_quarter/2017Q4", None),
    ),
    "olist_funnel": (
        ("conversion 2018-04 by source", "conversion/by_first_contact_month/2018-04/ever", None),
        ("conversion 2017-06-14..2018-05-31 by source", "conversion", "conversion/by_origin/"),
    ),
}


def kpi(home: Path, *words: str) -> str:
    """Run a `kpi` command in a home of its own; what it prints."""
    result = CliRunner().invoke(app, words, env={"KPI_HOME": str(home)}, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("data_set", ASKED)
def test_a_person_gets_the_published_figures(tmp_path: Path, data_set: str):
    kpi(tmp_path, "import", str(PROFILES / f"{data_set}.toml"), "--folder", str(FOLDER))
    known = {truth.id: truth for truth in truths(data_set)}
    for words, whole, groups in ASKED[data_set]:
        answer = json.loads(kpi(tmp_path, "ask", words, "--json"))
        assert_equal(answer["headline"], known[whole])
        expected = {
            name.removeprefix(groups): truth for name, truth in known.items() if groups and name.startswith(groups)
        }
        found = (
            {group["value"] or "<null>": group["figure"] for group in answer["breakdown"]["groups"]} if groups else {}
        )
        assert found.keys() == expected.keys()
        for name, truth in expected.items():
            assert_equal(found[name], truth)


def assert_equal(figure: dict[str, Any], truth: Truth) -> None:
    assert figure["outcome"] == "value"
    assert figure["value"] == pytest.approx(truth.value, rel=1e-15, abs=1e-9)
    if truth.denominator is not None:
        assert figure["n"] == truth.denominator
    if truth.wilson:
        assert (figure["numerator"], figure["denominator"]) == (truth.numerator, truth.denominator)
        assert figure["interval"] == pytest.approx(truth.wilson, rel=0, abs=1e-9)

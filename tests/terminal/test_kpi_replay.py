"""`kpi replay`: what `kpi ask` printed, printed again."""

import json
from pathlib import Path

import pytest

from tests.terminal.conftest import Kpi, is_one_line

PROFILE = """\
[leads]
file = "leads.csv"
complete = true
lead_id = "id"
created_on = "created"
source = "source"
"""


def imported(kpi: Kpi, home: Path, leads: int, **settings: str) -> None:
    """Publish so many leads of September."""
    rows = [f"{number},2026-09-{1 + number % 30:02},{'web' if number % 4 else 'fair'}" for number in range(leads)]
    (home / "leads.csv").write_text("\n".join(["id,created,source", *rows]) + "\n")
    (home / "crm.toml").write_text(PROFILE)
    assert kpi("import", str(home / "crm.toml"), "--allow-fewer-rows", **settings).code == 0


def receipt_of(printed: str) -> str:
    receipt_id: str = json.loads(printed)["receipt"]
    return receipt_id


def test_json_is_the_same_to_the_last_digit_after_another_import(kpi: Kpi, tmp_path: Path) -> None:
    imported(kpi, tmp_path, 20)
    first = kpi("ask", "leads 2026-09 by source", "--json", "--locale", "fr").out
    imported(kpi, tmp_path, 33)
    for command in (("replay",), ("ask", "replay"), ("ask", "rejouer")):
        ran = kpi(*command, receipt_of(first).lower(), "--json", "--locale", "fr")
        assert (ran.code, ran.err) == (0, "")
        assert json.loads(ran.out) == json.loads(first) | {"targets": None}
        assert list(json.loads(ran.out)) == list(json.loads(first))
    assert json.loads(kpi("ask", "leads 2026-09 by source", "--json").out)["headline"]["value"] == 33


def test_people_read_that_it_is_a_replay(kpi: Kpi, tmp_path: Path) -> None:
    imported(kpi, tmp_path, 20)
    card = kpi("ask", "leads 2026-09").out
    receipt_id = receipt_of(kpi("ask", "leads 2026-09", "--json").out)
    assert f"receipt {receipt_id}" in " ".join(card.split())
    imported(kpi, tmp_path, 33)
    told = " ".join(kpi("replay", receipt_id).out.split())
    assert told.startswith("As it was answered on ")
    assert ", from version 1-" in told
    assert "Leads: 20 " in told
    assert "/kpi" not in told


def test_facts_that_are_gone_are_said_to_be_with_the_question_to_ask_anew(kpi: Kpi, tmp_path: Path) -> None:
    imported(kpi, tmp_path, 20, KPI_KEEP_PUBLICATIONS="1")
    receipt_id = receipt_of(kpi("ask", "leads 2026-09 by source", "--json").out)
    imported(kpi, tmp_path, 33)
    ran = kpi("replay", receipt_id)
    assert is_one_line(ran), ran
    assert "rests on version 1-" in ran.err
    assert ran.err.endswith(
        "which is not kept any more: only the latest imports are. The same question of today’s data: "
        "kpi ask 'leads September 2026 by source company'\n"
    )
    assert kpi("ask", "leads September 2026 by source company").code == 0


@pytest.mark.parametrize(("typed", "named"), [("7F3A9CQ2", "“7F3A9CQ2”"), ("nonsense", "“nonsense”")])
def test_a_receipt_that_nobody_was_given_is_one_line(kpi: Kpi, tmp_path: Path, typed: str, named: str) -> None:
    imported(kpi, tmp_path, 3)
    ran = kpi("replay", typed, "--json")
    assert is_one_line(ran), ran
    assert named in ran.err


def test_without_a_receipt_it_says_what_one_looks_like(kpi: Kpi) -> None:
    ran = kpi("ask", "rejouer", "--locale", "fr")
    assert is_one_line(ran), ran
    assert (
        ran.err == "Quelle réponse\u00a0? Écrivez le reçu qui figure en dessous, par exemple /kpi rejouer 7F3A9CQ2.\n"
    )

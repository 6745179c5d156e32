"""`kpi why`: explanations in a terminal, for people and for programs."""

import json
from pathlib import Path

import pytest

from tests.terminal.conftest import Kpi, is_one_line

KEYS = ["kpi", "definition", "period", "as_of", "zone", "headline", "comparison", "receipt"]
KEYS += ["by_chance", "reason", "splits", "unsplit"]
SPLIT = ["dimension", "change", "strength", "lead", "shift", "against_all", "contributions"]
LINE = ["kind", "value", "groups", "then", "now", "rate", "mix", "total"]


@pytest.mark.parametrize("question", ["transformation 2026-Q2 vs year", "cycle 2026-Q3", "leads 2026-Q3 by source"])
def test_json_has_the_documented_keys_and_adds_up_to_the_change(ask: Kpi, question: str) -> None:
    ran = ask(f"why {question}", "--json")
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert list(told) == KEYS
    assert told["splits"]
    for split in told["splits"]:
        assert list(split) == SPLIT
        assert all(list(line) == LINE for line in split["contributions"])
        total = sum(line["total"] for line in split["contributions"])
        assert total == pytest.approx(told["comparison"]["change"]["absolute"], abs=1e-9)
        assert split["change"] == pytest.approx(total, abs=1e-12)


def test_it_reads_as_words_in_both_languages(ask: Kpi) -> None:
    assert "What changed, by source" in ask("why leads 2026-Q3 by source").out
    french = ask("pourquoi leads T3 2026 par source", "--locale", "fr").out
    assert "Ce qui a changé, par source" in french


def test_its_picture_is_written_to_a_file(ask: Kpi, tmp_path: Path) -> None:
    file = tmp_path / "why.png"
    assert ask("why revenue 2026-Q3", "--picture", str(file)).code == 0
    assert file.read_bytes().startswith(b"\x89PNG\r\n")


@pytest.mark.parametrize("typed", ["why conversion 2026-Q2 basis period", "why leads 1999"])
def test_where_nothing_is_split_there_is_no_picture_but_a_reason(ask: Kpi, tmp_path: Path, typed: str) -> None:
    ran = ask(typed, "--picture", str(tmp_path / "why.png"))
    assert is_one_line(ran), ran
    told = json.loads(ask(typed, "--json").out)
    assert told["reason"] in ("not_additive", "no_change_known")
    assert told["splits"] == []

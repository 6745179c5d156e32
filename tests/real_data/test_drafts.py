"""Profiles drafted from the public data sets alone, as they stand, give the published figures.

What differs is what no file tells: that GTXPro is the GTX Pro of another file, that technolgy is misspelt, that an
origin called "unknown" is counted apart, that lines with a negative quantity are returns.
"""

from pathlib import Path

import pytest

from storage.drafting import draft_profile
from storage.facts.store import open_facts
from tests.real_data.brought import Brought, bring
from tests.real_data.figure_parts import counted, figure_of
from tests.real_data.reference_folder import DATA_SETS, FOLDER, REAL_DATA
from tests.real_data.test_truth_figures import ASKED, assert_equal
from tests.real_data.truth_matching import Matched
from tests.real_data.truth_questions import Asked, Reading

pytestmark = REAL_DATA

ZONES = {"maven_crm": "Europe/Paris", "olist_funnel": "America/Sao_Paulo", "online_retail": "Europe/London"}
EQUAL = {"maven_crm": (139, 149), "olist_funnel": (69, 75), "online_retail": (2, 5)}
FOR_PEOPLE = (
    "/GTX Pro",
    "/technology",
    "customers/purchasing",
    "revenue/identified_purchases",
    "revenue/gross_all_rows",
)


def is_equal(brought: Brought, matched: Matched) -> bool:
    assert isinstance(matched.line, Asked)
    try:
        assert_equal(counted(figure_of(brought.ask(matched.question), matched), matched.line), matched.truth)
    except (AssertionError, ValueError):
        return False
    return True


@pytest.mark.parametrize("data_set", DATA_SETS)
def test_a_drafted_profile_gives_the_published_figures_but_for_what_only_people_know(
    data_set: str, tmp_path: Path
) -> None:
    draft = draft_profile(FOLDER / data_set, name=data_set, zone=ZONES[data_set])
    assert (draft.left_to_say, draft.refused) == (0, ())
    profile = tmp_path / f"{data_set}.toml"
    profile.write_text(draft.text, encoding="utf-8")
    brought = bring(profile, FOLDER / data_set, open_facts(str(tmp_path / "facts")))
    asked = [each for each in ASKED if each.truth.data_set == data_set]
    other = [each for each in asked if not is_equal(brought, each)]
    assert (len(asked) - len(other), len(asked)) == EQUAL[data_set]
    by_origin = [each for each in other if each.reading is Reading.AS_STORED and "by_origin" in each.truth.id]
    assert [each.truth.id for each in other if each not in by_origin and not each.truth.id.endswith(FOR_PEOPLE)] == []

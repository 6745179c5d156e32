"""What a form shows is what it is read back as: nothing is lost between two looks at it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.arrivals import from_submission
from bot.text import Text
from bot.use_cases import target_choices
from bot.use_cases.proposals.choices import Choices
from bot.use_cases.proposals.draft import ProposalDraft, RecipeDraft
from bot.use_cases.proposals.outlook import ProposalOutlook
from bot.use_cases.proposals.values import Column
from bot.views.proposals.form import Carried, Filled, proposal_form
from bot.views.proposals.form_read import drafted_in
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Direction
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition, Happening, Way
from playground.blocks.state import state_of
from storage.repositories.proposal_records import ProposalKind

KPIS = tuple(CATALOG.values())
VALUES = ("web", "Partner <b2b>", None, "?", "=")
CHOICES = Choices(
    KPIS, KPIS, (Dimension.SOURCE,), "leads", {Dimension.SOURCE: VALUES}, target_choices.Choices(KPIS, (), ())
)
SHARE = RecipeDraft(
    Way.SHARE,
    Happening.LEADS_WON,
    among=Happening.LEADS_CREATED,
    conditions=(
        Condition(Dimension.SOURCE, ("web", None)),
        None,
        Condition(Dimension.SOURCE, ("?", "=", "gone"), leaves_out=True),
    ),
    within_days="90 days",
)
NEW = ProposalDraft(
    ProposalKind.NEW,
    name="Réal",
    recipe=SHARE,
    better=Direction.DOWN,
    why="Two\nlines.",
    owner="U000000001",
    paired_with="cycle",
    channel_id="C000000001",
)
DRAFTS = {
    "new": NEW,
    "change": replace(NEW, kind=ProposalKind.CHANGE, kpi="conversion", better=Direction.UP),
    "median": replace(
        NEW,
        recipe=RecipeDraft(
            Way.MEDIAN_DAYS, Happening.OPPORTUNITIES_WON, since=Happening.OPPORTUNITIES_CREATED, by_start=True
        ),
    ),
    "amounts": replace(NEW, recipe=RecipeDraft(Way.TOTAL, Happening.OPPORTUNITIES_WON, at_least="5k")),
    "drop": replace(
        NEW,
        kind=ProposalKind.DROP,
        kpi="velocity",
        successor="cycle",
        recipe=RecipeDraft(),
        owner=None,
        paired_with=None,
        better=Direction.UP,
    ),
}


def known(column: Column) -> tuple[str | None, ...]:
    return CHOICES.values[column.dimension]


def sent(draft: ProposalDraft, carried: Carried) -> Any:
    """The form as it is sent when nothing was touched."""
    view = proposal_form(Filled(draft, CHOICES, carried, ProposalOutlook(draft), "EUR"), Text("en")).json
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    values = {block_id: {each["action_id"]: state_of(each, None)} for block_id, each in inputs.items()}
    body = {"team": {"id": "T1"}, "user": {"id": "U1"}, "view": view | {"id": "V1", "state": {"values": values}}}
    return from_submission(body).form


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS)
def test_a_form_is_read_back_as_it_was_drawn(draft: ProposalDraft):
    form = sent(draft, Carried("p1", shown=draft.kpi or ""))
    assert drafted_in(form, Carried.load(form.metadata), CHOICES.aim, known) == draft


def test_what_was_typed_into_inputs_that_are_gone_comes_back_with_them():
    dropping = replace(DRAFTS["drop"], name="Réal", recipe=replace(RecipeDraft(), within_days="90 days", at_least="5k"))
    form = sent(dropping, Carried("p1"))
    found = drafted_in(form, Carried.load(form.metadata), CHOICES.aim, known)
    assert (found.name, found.recipe.within_days, found.recipe.at_least) == ("Réal", "90 days", "5k")


def test_a_value_of_other_words_than_the_menus_is_not_chosen():
    form = sent(NEW, Carried("p1"))
    forged = replace(form, values=dict(form.values) | {"way:": ("magic",), "condition1::source": ("rep:only",)})
    found = drafted_in(forged, Carried.load(form.metadata), CHOICES.aim, known)
    assert found.recipe.way is None
    assert found.recipe.conditions[0] == Condition(Dimension.REP, ())


@pytest.mark.parametrize("kind", [None, ProposalKind.DROP], ids=["nothing chosen", "drop"])
def test_owner_and_channel_come_back_from_a_form_that_does_not_ask_for_them_yet(kind: ProposalKind | None):
    form = sent(ProposalDraft(kind, owner="U000000001", channel_id="C000000001"), Carried("p1"))
    found = drafted_in(form, Carried.load(form.metadata), CHOICES.aim, known)
    assert (found.owner, found.channel_id) == ("U000000001", "C000000001")


def test_a_condition_on_what_the_data_does_not_name_says_so_and_offers_no_empty_menu() -> None:
    recipe = RecipeDraft(Way.COUNT, Happening.LEADS_CREATED, conditions=(Condition(Dimension.SOURCE, ()),))
    draft = ProposalDraft(ProposalKind.NEW, name="Réal", recipe=recipe)
    nothing = replace(CHOICES, values={Dimension.SOURCE: ()})
    view = proposal_form(Filled(draft, nothing, Carried("p"), ProposalOutlook(draft), "EUR"), Text("en")).json
    menus = [each["element"] for each in view["blocks"] if "options" in each.get("element", {})]
    assert menus
    assert [each for each in menus if not each["options"]] == []
    assert "Your data names no source. Choose another condition." in str(view["blocks"])

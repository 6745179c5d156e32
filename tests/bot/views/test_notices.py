"""Short notices: each says what happened and what to do."""

import pytest

from bot.policy import Reason
from bot.text import Text
from bot.views import denials, notices
from kpi_engine.errors import BasisNotOffered, QuestionError, UnknownDimension, UnknownKpi

EN, FR = Text("en"), Text("fr")
NAMING = {
    Reason.OTHER_TEAM,
    Reason.OTHER_PERSON,
    Reason.SMALL_TEAM,
    Reason.CLOSED_REGION,
    Reason.NOT_YOURS_TO_SET,
}


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("reason", list(Reason))
def test_every_refusal_has_its_sentence_and_names_whom_it_is_about(reason: Reason, text: Text):
    said = denials.not_allowed(text, reason, "Équipe <1>").text

    assert said.endswith(".")
    assert ("Équipe &lt;1&gt;" in said) is (reason in NAMING)


@pytest.mark.parametrize("error", ["not_in_channel", "channel_not_found"])
def test_where_the_bot_is_not_in_the_channel_it_says_how_to_invite_it(error: str):
    assert "`/invite @kpi`" in notices.cannot_post(EN, error).text
    assert "`/invite @kpi`" in notices.cannot_post(FR, error).text


def test_a_locked_channel_and_an_unknown_refusal_are_told_apart():
    assert "Nobody may post in this channel" in notices.cannot_post(EN, "is_archived").text
    assert "(fatal_error)" in notices.cannot_post(EN, "fatal_error").text


def test_only_who_had_a_figure_of_her_own_is_told_that_it_stayed_with_her():
    assert notices.shared(EN).text == "Done: the channel has it."
    assert "without your personal figure" in notices.shared(EN, own_left_out=True).text
    assert "sans votre résultat personnel" in notices.shared(FR, own_left_out=True).text
    assert "personnel" not in notices.shared(FR).text


def test_the_way_on_from_a_refused_share_does_not_need_a_name_to_have_been_typed():
    assert "without the name" not in denials.not_allowed(EN, Reason.PERSON_IN_CHANNEL).text
    assert "sans le nom" not in denials.not_allowed(FR, Reason.PERSON_IN_CHANNEL).text


def test_a_failure_carries_its_reference():
    assert "7F3A9C" in notices.something_broke(EN, "7F3A9C").text
    assert "7F3A9C" in notices.something_broke(FR, "7F3A9C").text


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UnknownDimension("leads", "product", ("source", "region")), "cannot be broken down by product. It can by source and region."),
        (BasisNotOffered("cycle", "period"), "has one basis only"),
        (UnknownKpi("<x>", ("leads",)), "I know no figure called “&lt;x&gt;”."),
        (QuestionError(), "Try it in other words?"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_put_says_why(error: QuestionError, said: str):
    assert said in notices.cannot_ask(EN, error).text

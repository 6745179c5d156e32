"""What a card says of a target, read as a person reads it, in both languages."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from bot.text import Text
from bot.use_cases.targets import Phase, Standing, in_turn
from bot.views.inputs import confirmed
from bot.views.kit import button
from bot.views.target_examples import progresses
from bot.views.target_list import Listed, home_targets, target_list
from bot.views.targets import told
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Interval
from kpi_engine.progress import Allowance, Progress, Rest, Verdict
from storage.repositories.records import KeptTarget

EN, FR = Text("en"), Text("fr")


def words(progress: Progress, text: Text = EN) -> str:
    return str(told(progress, text)).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_share_over_the_whole_is_not_asked_for() -> None:
    beyond = replace(progresses()["share on track"], verdict=Verdict.OUT_OF_REACH, needed=Rest(1.198, 90))
    assert "119" not in words(beyond) + words(beyond, FR)
    assert "Even 100% of what is still to come" in words(beyond)
    assert "Même 100 % de ce qui vient encore" in words(beyond, FR)


def test_a_share_that_can_still_be_reached_is_named() -> None:
    assert "must reach 34.0%" in words(replace(progresses()["share on track"], needed=Rest(0.34, 90)))


def test_more_than_the_allowance_having_left_is_said_as_it_is_spoken() -> None:
    spent = replace(progresses()["list out of reach"], needed=Allowance(3378, 344, 68))
    assert "Of 3,378 customers, 68 may leave in all; 344 already have." in words(spent)
    assert "Sur 3 378 clients, 68 peuvent partir en tout ; 344 sont déjà partis." in words(spent, FR)


def test_too_early_is_plain_french() -> None:
    early = words(replace(progresses()["sum behind"], verdict=Verdict.TOO_EARLY, expected=640_000.0), FR)
    assert "trop peu de données" in early
    assert "sur-place" not in early


def test_a_button_that_cannot_be_taken_back_is_marked_as_dangerous() -> None:
    asked = confirmed(button("Remove", "target.remove", "1"), title="Remove?", words="Gone.", yes="Remove", no="Keep")
    assert json.loads(json.dumps(asked))["confirm"]["style"] == "danger"


def test_targets_that_run_come_first_and_those_that_are_over_take_a_line_each() -> None:
    run, over, coming = (progresses()[name] for name in ("sum behind", "score missed", "not begun"))
    standings = [Standing(_a_kept(each), each) for each in (over, coming, run)]
    ordered = in_turn(standings)
    assert [each.phase for each in ordered] == [Phase.RUNNING, Phase.COMING, Phase.OVER]
    drawn = target_list(Listed(ordered), CATALOG, EN)
    header, *paragraphs, past = [block.json for block in drawn.layout]
    assert (header["text"]["text"], len(paragraphs), past["type"]) == ("2 targets in force", 2, "context")
    assert "1 target is over" in str(past)
    assert "missed" in str(past)
    (home,) = home_targets(Listed(ordered), CATALOG, FR)
    assert "1 objectif est terminé" in home.reading
    assert "manqué" not in home.reading


def test_a_target_of_a_cohort_expects_what_its_answer_expects() -> None:
    young = replace(progresses()["cohort"], ends=Interval(0.097, 0.137))
    assert "Expect 9.7% to 13.7% in the end." in words(young)
    assert "ripens as in earlier years" not in words(young)


def _a_kept(progress: Progress) -> KeptTarget:
    return KeptTarget("T1", "1", progress.target, "", "U1", datetime(2026, 1, 3, tzinfo=UTC))

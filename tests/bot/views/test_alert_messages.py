"""What an alert says where many read it, and what its form says before it is kept: read as a person reads it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.text import Text
from bot.use_cases.alerts.draft import AlertDraft
from bot.use_cases.alerts.episode_news import EpisodeNews, Telling
from bot.views.alerts.examples import a_rule, an_episode, some_news
from bot.views.alerts.form_examples import an_outlook
from bot.views.alerts.form_words import outlook_words
from bot.views.alerts.list import alert_saved
from bot.views.alerts.messages import alert_message, alert_words
from bot.views.alerts.tryout import advice, timeline
from bot.views.kit import Json
from bot.views.message import Message
from kpi_engine.alerts import Condition, Judgement, Seen
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Interval, Unit
from kpi_engine.periods import Calendar, Grain
from storage.repositories.alert_records import EpisodeState

EN, FR = Text("en"), Text("fr")
BUTTONS = ("alert.ack", "alert.snooze", "alert.assign", "alert.look", "alert.why")


def spoken(message: Message) -> str:
    return str(message.reading).replace("\u00a0", " ").replace("\u202f", " ")


def elements(message: Message) -> list[Json]:
    return [each for block in message.blocks if block["type"] == "actions" for each in block["elements"]]


def actions(message: Message) -> tuple[str, ...]:
    return tuple(each["action_id"] for each in elements(message))


def root(state: EpisodeState = EpisodeState.BREACHED, **other: Any) -> Message:
    news = some_news(state=state)
    return alert_message(Telling.ROOT, replace(news, episode=replace(news.episode, **other)), EN)


def of(condition: Condition, text: Text = EN) -> str:
    return spoken(alert_message(Telling.OPENED, some_news(condition), text))


def judged(news: EpisodeNews, **other: Any) -> EpisodeNews:
    return replace(news, opening=replace(news.opening, judgement=replace(news.opening.judgement, **other)))


@pytest.mark.parametrize(
    ("condition", "english", "french"),
    [
        (Condition.BELOW, "below the limit of 30.0%", "sous la limite de 30,0 %"),
        (Condition.ABOVE, "above the limit of 30.0%", "au-dessus de la limite de 30,0 %"),
        (Condition.CHANGE, "−11 points from the period before", "−11 points par rapport à la période précédente"),
        (
            Condition.UNUSUAL,
            "outside its usual range of 27.0% to 45.0%",
            "hors de sa plage habituelle, de 27,0 % à 45,0 %",
        ),
        (Condition.STALLED, "12 opportunities have stood", "12 opportunités sont dans leur étape"),
        (Condition.SILENT, "no data for 5 days; the limit is 3 days", "aucune donnée depuis 5 jours"),
    ],
)
def test_the_first_sentence_says_what_and_how_far(condition: Condition, english: str, french: str) -> None:
    assert english in of(condition).splitlines()[0]
    assert french in of(condition, FR).splitlines()[0]


def test_chance_is_called_chance_and_a_signal_a_signal() -> None:
    assert "Within normal variation" in of(Condition.BELOW)
    sure = alert_message(Telling.OPENED, judged(some_news(), within_noise=False), EN)
    assert "Beyond normal variation" in spoken(sure)
    unsure = alert_message(Telling.OPENED, judged(some_news(), within_noise=False, interval=None), EN)
    assert "judge with care" in spoken(unsure)


def test_a_figure_that_ripens_is_told_with_the_age_at_which_it_was_seen() -> None:
    news = some_news()
    ripening = alert_message(Telling.OPENED, replace(news, kpi=CATALOG["conversion"]), EN)
    assert "each seen at 28 days of age." in spoken(ripening)
    aged = replace(news.rule, settings={**news.rule.settings, "age": 90})
    older = alert_message(Telling.OPENED, replace(news, kpi=CATALOG["conversion"], rule=aged), EN)
    assert "each seen at 90 days of age." in spoken(older)
    assert "days of age" not in spoken(alert_message(Telling.OPENED, replace(news, kpi=CATALOG["transformation"]), EN))


def test_the_form_says_at_which_age_a_figure_that_ripens_is_judged() -> None:
    told = an_outlook(DRAFT)
    ripening, settled = (replace(told, kpi=CATALOG[key]) for key in ("conversion", "transformation"))
    assert "judged at 28 days of age" in str(outlook_words(ripening, EN))
    assert "days of age" not in str(outlook_words(settled, EN))


def test_what_is_looked_at_every_day_is_told_so() -> None:
    daily = replace(a_rule(), condition=Condition.SILENT)
    said = [str(alert_saved(each, CATALOG, "EUR", EN).json) for each in (daily, a_rule())]
    assert ["It looks every day" in each for each in said] == [True, False]
    assert ["every new week or month" in each for each in said] == [False, True]


def test_an_interval_of_a_count_is_written_in_whole_things() -> None:
    counted = judged(some_news(), unit=Unit.COUNT, value=33.0, interval=Interval(22.7, 46.3), limit=36.0)
    assert "95% interval: 23 to 46." in spoken(alert_message(Telling.OPENED, counted, EN))


def test_a_target_is_called_a_target() -> None:
    news = replace(some_news(), rule=replace(a_rule(), settings={"target_id": "t1"}))
    assert "below the target of 30.0%" in spoken(alert_message(Telling.OPENED, news, EN))


def test_what_can_be_done_follows_the_state_and_nothing_once_it_is_over() -> None:
    assert actions(root()) == BUTTONS
    assert actions(root(EpisodeState.ACKNOWLEDGED)) == BUTTONS[1:]
    assert actions(root(EpisodeState.SNOOZED)) == BUTTONS[2:]
    assert actions(root(EpisodeState.RECOVERED)) == ()


def test_opportunities_and_days_have_no_why() -> None:
    for condition in (Condition.STALLED, Condition.SILENT):
        assert "alert.why" not in actions(alert_message(Telling.OPENED, some_news(condition), EN))


def test_the_row_of_buttons_names_its_episode_and_is_fresh_in_each_state() -> None:
    rows = [
        next(block["block_id"] for block in root(state).blocks if block["type"] == "actions")
        for state in (EpisodeState.BREACHED, EpisodeState.ACKNOWLEDGED, EpisodeState.SNOOZED)
    ]
    assert len(set(rows)) == 3
    assert {row.split(":")[1] for row in rows} == {str(an_episode().id)}


def test_the_chart_holds_the_course_and_the_line() -> None:
    (drawing,) = [block for block in root().blocks if block["type"] == "data_visualization"]
    figure, line = drawing["chart"]["series"]
    assert [point["value"] for point in figure["data"]][-1] == 24.0
    assert {point["value"] for point in line["data"]} == {30.0}
    assert line["name"] == "Limit"


def test_an_episode_that_was_assigned_is_not_called_nobodys() -> None:
    assert "Nobody has taken it up" in spoken(root())
    assert "Nobody" not in spoken(root(assignee="U0OTHER"))


def test_the_payload_is_frozen_in_the_language_of_the_rule() -> None:
    news = replace(some_news(), rule=replace(a_rule(), language="fr"))
    payload = alert_words(Calendar())(Telling.OPENED, news)
    assert "Personne ne s’en occupe encore" in str(payload["text"])
    assert payload["blocks"]


DRAFT = AlertDraft("transformation", amount="30%")


def outlook(*breaches: int) -> str:
    return str(outlook_words(an_outlook(DRAFT, *breaches), EN)).replace("\u00a0", " ")


def test_the_tryout_counts_what_would_have_fired_and_what_of_it_was_chance() -> None:
    said = outlook(9, 26, 27, 40)
    assert "it would have fired 3 times:" in said
    assert "1 of them lay within normal variation" in said
    assert "for 2 weeks" in said
    assert "It would be firing now" not in said


def test_a_rule_that_fires_now_says_so() -> None:
    assert "It would be firing now" in outlook(51)


@pytest.mark.parametrize(
    ("breaches", "advice"),
    [
        ((), "It lay between 36.0% and 36.0% in that time"),
        (tuple(range(0, 52, 3)), "It would fire more than once a month"),
        (tuple(range(1, 40)), "It would be firing most of the time"),
        ((9, 26), None),
    ],
)
def test_advice_is_given_where_it_would_fire_too_often_or_never(breaches: tuple[int, ...], advice: str | None) -> None:
    given = [
        each for each in ("It lay between", "more than once a month", "most of the time") if each in outlook(*breaches)
    ]
    assert len(given) == (0 if advice is None else 1)
    assert (advice or "") in outlook(*breaches)


def test_the_timeline_holds_every_week_once() -> None:
    tried = an_outlook(DRAFT, 9, 26).tryout
    assert tried
    lines = timeline(tried, EN)
    blocks = "".join(line.rsplit(" ", 1)[1] for line in lines)
    assert (len(lines), len(blocks)) == (4, 52)
    assert [place for place, block in enumerate(blocks) if block == "█"] == [9, 26]
    assert blocks[0] == "·"


def test_where_there_never_were_enough_cases_it_says_how_many_there_were() -> None:
    told = an_outlook(DRAFT)
    assert told.tryout
    few = tuple(
        Judgement(Seen.TOO_FEW, each.period, Unit.SHARE, n=7 + place % 6)
        for place, each in enumerate(told.tryout.judgements)
    )
    said = str(outlook_words(replace(told, tryout=replace(told.tryout, judgements=few, episodes=())), EN))
    assert "there was nothing to judge" in said
    assert "There were 7 to 12 cases each time" in said
    assert "█" not in said


def test_advice_speaks_of_nothing_that_the_rule_has_not() -> None:
    often = an_outlook(DRAFT, *range(0, 52, 3))
    assert often.tryout
    assert "Move the line further" in advice(often.tryout, often, EN)
    assert "Move the line" not in advice(often.tryout, replace(often, condition=Condition.CHANGE), EN)
    few = tuple(Judgement(Seen.TOO_FEW, each.period, Unit.SHARE, n=7) for each in often.tryout.judgements)
    weekly = replace(often.tryout, judgements=few, episodes=())
    monthly = replace(weekly, watch=replace(weekly.watch, grain=Grain.MONTH))
    assert "Judge month by month" in advice(weekly, often, EN)
    assert advice(monthly, often, EN) == "There were 7 to 7 cases each time: ask for fewer."

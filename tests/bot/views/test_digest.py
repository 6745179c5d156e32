"""A channel's week: what matters in a few lines, every figure with what it rests on, whole with and without a picture."""

from dataclasses import replace
from typing import Any

import pytest

from bot.charts.panel import alt_text, panel_picture
from bot.text import Text
from bot.use_cases.digests.content import DigestContent, Entry
from bot.use_cases.digests.let_go import Farewell
from bot.views import limits
from bot.views.digests.examples import content, contents, leads, rate, renamed, revenue
from bot.views.digests.message import digest_message
from bot.views.examples import CALENDAR, NOW, an_answer
from bot.views.kit import Json
from bot.views.message import Message, characters
from kpi_engine.kpi import Retired
from kpi_engine.news import Told, news_of
from kpi_engine.question import Compare
from kpi_engine.scope import Level, Scope
from storage.repositories.delivery_records import PICTURE
from storage.repositories.digest_records import Look
from tests.bot.views.judges import judge

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)
WEEKS = contents(an_answer)
EVENTFUL = WEEKS["an eventful week"]
FALLEN = (61, 58, 66, 70, 63, 59, 68, 64, 71, 60, 65, 62, 28)


def _message(week: DigestContent, text: Text = EN, *, picture: bool = False) -> Message:
    return digest_message(week, text, picture=picture, now=NOW)


def _said(week: DigestContent, text: Text = EN, *, picture: bool = False) -> str:
    return _plain(_message(week, text, picture=picture).reading)


def _plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def _elements(message: Message) -> dict[str, Json]:
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return {element["action_id"]: element for row in rows for element in row}


def _images(message: Message) -> list[Json]:
    return [block for block in message.blocks if block["type"] == "image"]


# what matters


def test_the_lines_at_the_top_say_what_fell_what_is_at_risk_and_what_was_won():
    said = _said(EVENTFUL)
    assert "📉 *Leads* down to *28*: −54.8% vs week 46, for the worse. Usually 48 to 80." in said
    assert (
        "🎯 *Revenue*: behind the target of €600,000 for Q4 2026, now *€288,400* where €345,600 was due. "
        "It takes €55,928 a week from here." in said
    )
    assert "🏆 A record: *Transformation rate* at *66.7%*, the best of 12 weeks. Usually 27.6% to 32.5%." in said


def test_the_same_in_french():
    said = _said(EVENTFUL, FR)
    assert "Semaine 47 : Équipe Nord" in said
    assert "📉 *Leads* en baisse à *28* : −54,8 % vs semaine 46, un recul. D’habitude : 48 à 80." in said
    assert "🏆 Un record : *Taux de transformation* à *66,7 %*, la meilleure de 12 semaines." in said
    assert "Il faut désormais 55 928 € par semaine." in said


def test_a_quiet_week_is_told_in_one_calm_line():
    quiet = WEEKS["a quiet week"]
    assert "A quiet week: nothing moved beyond its usual variation." in _said(quiet)
    assert "Une semaine calme : rien n’a bougé au-delà de sa variation habituelle." in _said(quiet, FR)
    assert not any(mark in _said(quiet) for mark in "📈📉🎯🏆👀")


def test_changes_that_chance_alone_makes_among_many_figures_are_called_that():
    entries = [leads(an_answer, (60, 62, 88)), *(rate(an_answer) for _ in range(7))]
    change = entries[0].answer.comparison.change if entries[0].answer.comparison else None
    assert change
    assert change.beyond_noise
    week = content(entries)
    assert "1 figure of 8 moved (Leads): among so many, chance alone does that now and then." in _said(week)
    assert "1 chiffre sur 8 a bougé (Leads) : parmi autant, le hasard seul y suffit parfois." in _said(week, FR)
    assert "quiet" not in _said(week)
    assert "nothing out of the ordinary" not in _plain(_message(week).text)
    assert "chance alone" not in _said(content(entries[:1]))  # alone, it is news


def test_nothing_is_called_quiet_that_nobody_could_tell():
    assert "There are no figures for this week." in _said(WEEKS["without a figure"])
    young = replace(revenue(an_answer), progress=None)
    blind = replace(young.answer, series=young.answer.series[-2:], comparison=None)
    assert "there is nothing yet to tell a movement from chance by" in _said(content([replace(young, answer=blind)]))


def test_the_notification_says_the_essential_in_one_breath():
    assert _plain(_message(EVENTFUL).text) == (
        "Team Nord, week 47: Leads down to 28, Revenue against its target: behind, a record: Transformation rate at 66.7%."
    )
    assert _plain(_message(WEEKS["a quiet week"]).text) == (
        "Team Nord, week 47: nothing out of the ordinary; Leads 67, Transformation rate 30.3%."
    )
    assert _message(WEEKS["without a figure"]).text == "Team Nord, week 47: no figures for this week."


# each figure


def test_every_figure_comes_with_what_it_rests_on_its_change_and_its_target():
    said = _said(EVENTFUL)
    for line in (
        "*Leads: 28* · 95% interval: 19 to 40",
        "*−34, or −54.8%* vs week 46 (62): a real change, for the worse.",
        "*Transformation rate: 66.7%* · 44 of 66 opportunities · 95% interval: 54.7% to 76.8%",
        "Target for Q4 2026: €600,000 · now €288,400, 48.1% of it · *behind*",
    ):
        assert line in said


def test_days_that_are_not_the_weeks_own_are_named():
    assert "*Conversion rate: 12.9%* · week 39 at 56 days · 9 of 70 leads" in _said(EVENTFUL)
    assert "*Taux de conversion : 12,9 %* · semaine 39 à 56 jours · 9 sur 70 leads" in _said(EVENTFUL, FR)


def test_no_figure_is_said_in_words_and_never_as_zero():
    assert "*Sales cycle: no data*\nNo opportunities in these days: unknown, which is not a zero." in _said(EVENTFUL)


def test_the_days_and_the_zone_are_printed_and_what_they_are_set_beside():
    assert "*16–22 Nov 2026* · Europe/Paris · compared with the week before" in _said(EVENTFUL)
    yearly = replace(EVENTFUL, digest=replace(EVENTFUL.digest, compare=Compare.YEAR))
    assert "compared with the same week a year ago" in _said(yearly)
    alone = replace(EVENTFUL, digest=replace(EVENTFUL.digest, compare=Compare.NONE))
    assert "compared" not in _said(alone)


def test_the_small_print_dates_the_data_and_gives_every_receipt():
    said = _said(EVENTFUL)
    assert "Data up to 22 Nov 2026, loaded on 23 Nov 2026, 06:12" in said
    assert "Receipts, for `/kpi replay`: Leads `7F3A9C0K` · Transformation rate `7F3A9C1K`" in said


def test_late_and_on_older_data_are_said_before_any_figure():
    said = _said(WEEKS["late and on older data"])
    assert said.index("⏰ Late: this was due earlier") < said.index("⏳ On older data") < said.index("*Leads: 67*")
    assert "⏰" not in _said(WEEKS["a quiet week"])
    assert "⏳" not in _said(WEEKS["a quiet week"])


# with and without a picture


def test_the_picture_stands_for_a_file_that_is_not_known_yet():
    (image,) = _images(_message(EVENTFUL, picture=True))
    assert image["slack_file"] == {"id": PICTURE}
    assert len(image["alt_text"]) <= limits.IMAGE_ALT


@pytest.mark.parametrize("text", [EN, FR])
def test_the_pictures_alt_text_carries_every_figure_that_it_draws(text):
    (image,) = _images(_message(EVENTFUL, text, picture=True))
    (panel,) = panel_picture(EVENTFUL, text).of
    assert len(panel.charts) > 3
    for chart in panel.charts:
        course = ", ".join(point.written for point in chart.points)
        assert f"{chart.name} {chart.value}" in image["alt_text"]
        assert course in image["alt_text"]
        assert chart.target is None or chart.target[1] in image["alt_text"]


def test_where_not_all_fits_the_alt_text_says_how_low_and_high_each_went():
    many = replace(EVENTFUL, entries=EVENTFUL.entries * 8)
    alt = alt_text(many, EN)
    assert "Leads 28 (28 to 71), Transformation rate 66.7% (28.8% to 66.7%)" in alt


def test_both_payloads_say_every_figure_and_only_the_one_without_a_picture_says_its_course():
    drawn, words = _message(EVENTFUL, picture=True), _message(EVENTFUL)
    assert not _images(words)
    sections = [block["text"]["text"] for block in drawn.blocks if block["type"] == "section"]
    for said in sections:
        assert any(said in block["text"]["text"] for block in words.blocks if block["type"] == "section")
    assert "▆▆▇█▇▆█▇█▆▇▇▁ 13 weeks: 28 to 71" in words.reading
    assert "13 weeks: 28 to 71" not in "".join(sections)


def test_where_nothing_is_drawn_courses_are_words_alone():
    said = _said(WEEKS["without pictures"])
    assert "13 weeks: 28 to 71" in said
    assert not set(said) & set("▁▂▃▄▅▆▇█")


def test_slacks_own_charts_are_two_at_most_each_under_its_figure():
    kinds = [block["type"] for block in _message(WEEKS["with Slack's charts"]).blocks]
    assert kinds.count("data_visualization") == limits.CHARTS_PER_MESSAGE == 2


def _fullest(look: Look) -> DigestContent:
    """All that a digest can say, of names in which each character is escaped."""
    eight = WEEKS["eight figures of long names"]
    gone = Retired("churn", "&" * 40, eight.as_of, successor="retention")
    return replace(
        eight,
        entries=tuple(renamed(each, "&" * 40) for each in eight.entries),
        digest=replace(eight.digest, look=look, scope=Scope(Level.TEAM, "<" * 200)),
        late=True,
        stale=True,
        field=WEEKS["the field spoke"].field,
        retired=(Farewell(gone, "&" * 40),) * 8,
    )


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("look", list(Look))
def test_eight_figures_with_names_of_forty_characters_stay_far_within_slacks_limits(look: Look, text: Text):
    week = _fullest(look)
    assert len(week.entries) == len(week.retired) == 8
    assert all(len(each.kpi.name) == 40 for each in week.entries)
    for picture in {False, look is Look.PANEL}:
        message = _message(week, text, picture=picture)
        assert message.fits
        assert len(message.blocks) < limits.MESSAGE_BLOCKS
        assert characters(message.blocks) < limits.MESSAGE_CHARACTERS
        judge(message)


# looking into it


def test_the_menu_offers_every_figure_by_its_receipt_and_the_button_asks_why_of_what_moved():
    elements = _elements(_message(EVENTFUL))
    menu = elements["digest.look"]
    assert [option["text"]["text"] for option in menu["options"]] == [each.kpi.name for each in EVENTFUL.entries]
    assert {option["value"] for option in menu["options"]} == {f"7F3A9C{place}K" for place in range(5)}
    assert elements["digest.why"]["text"]["text"] == "Why? Leads"


def test_where_nothing_moved_nobody_is_asked_why():
    assert list(_elements(_message(WEEKS["a quiet week"]))) == ["digest.look", "feedback.open"]


# what must never happen


@pytest.mark.parametrize("name", ["<!channel> & <@U123> co", "*b* _i_ `x`", "$x^2$ {kpi} %s", "\u202egnp.", "a" * 300])
def test_names_from_data_are_written_and_never_read_as_anything_else(name: str):
    week = content([renamed(leads(an_answer, FALLEN), name), renamed(revenue(an_answer), name)])
    week = replace(week, digest=replace(week.digest, scope=Scope(Level.TEAM, name)))
    for picture in (True, False):
        message = _message(week, picture=picture)
        assert message.fits
        assert "<!" not in _markup(message.blocks)
        assert "<@" not in _markup(message.blocks)


def _markup(json: Any) -> str:
    """Whatever Slack would read as markup."""
    if isinstance(json, list):
        return "".join(map(_markup, json))
    if isinstance(json, dict):
        own = json["text"] if json.get("type") == "mrkdwn" else ""
        return own + "".join(_markup(part) for part in json.values())
    return ""


def test_the_news_are_about_figures_of_the_digest_and_name_nobody():
    for week in WEEKS.values():
        assert {news.kpi for news in week.news} <= {each.kpi.key for each in week.entries}
    told = [Told(each.answer, each.progress) for each in EVENTFUL.entries]
    assert news_of(told, EVENTFUL.period) == EVENTFUL.news


def test_an_entry_is_found_by_its_kpi():
    assert isinstance(EVENTFUL.entry("revenue"), Entry)
    with pytest.raises(KeyError):
        EVENTFUL.entry("nps")

"""The card of an answer, as the asker and as a channel read it."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.text import Text
from bot.views.examples import CALENDAR, NOW, a_period, a_reply, a_share, an_answer, conversion, cycle, nothing, revenue
from bot.views.kit import Json
from bot.views.kpi_card import kpi_card, shared_card
from bot.views.message import Message
from kpi_engine.answer import Answer, Comparison, ComparisonKind
from kpi_engine.figure import Change, Interval, NoData, NotComputable, Reason, TooLittle, Unit, Value
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Basis, Dimension, Filter
from kpi_engine.scope import COMPANY, Level, Scope

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)
Q3 = a_period(date(2026, 7, 1), Grain.QUARTER)
Q2 = a_period(date(2026, 4, 1), Grain.QUARTER)


def _card(answer: Answer, text: Text = EN, *, own: bool = False, shareable: bool = True) -> Message:
    return kpi_card(a_reply(answer, own=own), text, now=NOW, nonce="n0nce", shareable=shareable)


def _said(answer: Answer, text: Text = EN) -> str:
    return _card(answer, text).reading.replace("\u00a0", " ").replace("\u202f", " ")


def _compared(change: Change | None, figure: Any = None, **more: Any) -> Answer:
    then = figure or a_share(385, 2238, 0.157, 0.188)
    comparison = Comparison(ComparisonKind.PREVIOUS, Q2, then, change, **more)
    return replace(an_answer("conversion", Q3, a_share(412, 2240, 0.168, 0.201)), comparison=comparison)


def _actions(message: Message) -> Json:
    return message.blocks[-1]


def _menu(message: Message, action_id: str) -> Json:
    return next(each for each in _actions(message)["elements"] if each["action_id"] == action_id)


# what it says


def test_the_largest_letters_hold_name_and_value():
    assert _card(conversion()).blocks[0] == {
        "type": "header",
        "text": {"type": "plain_text", "text": "Conversion rate: 18.4%", "emoji": False},
    }


def test_conversion_and_transformation_say_first_from_whom_to_whom():
    won = an_answer("transformation", Q3, a_share(40, 60, 0.54, 0.77), "opportunities")

    assert "Lead → customer. Of the leads created" in _said(conversion())
    assert "Lead → client. Parmi les leads créés" in _said(conversion(), FR)
    assert "Prospect → customer. Of the opportunities closed" in _said(won)
    assert "Prospect → client. Parmi les opportunités closes" in _said(won, FR)


def test_the_period_basis_is_labelled_and_its_counts_are_two_counts():
    question = replace(conversion().question, basis=Basis.PERIOD)
    said = _said(replace(conversion(), question=question))

    assert "Basis: period." in said
    assert "412 won for 2,240 leads created" in said
    assert "May exceed 100%: leads won in the period may have been created before it." in said
    assert "May exceed" not in _said(conversion())


@pytest.mark.parametrize(
    ("absolute", "beyond", "english", "french"),
    [
        (0.012, False, "*+1.2 points* vs Q2 2026 (17.2%): within normal variation.", "*+1,2 point* par rapport à 17,2 % (T2 2026) : dans la variation normale."),
        (0.041, True, "*+4.1 points* vs Q2 2026 (17.2%): a real change, for the better.", "*+4,1 points* par rapport à 17,2 % (T2 2026) : un vrai progrès."),
        (-0.041, True, "*−4.1 points* vs Q2 2026 (17.2%): a real change, for the worse.", "*−4,1 points* par rapport à 17,2 % (T2 2026) : un vrai recul."),
    ],
)  # fmt: skip
def test_a_change_comes_with_its_verdict_in_words(absolute: float, beyond: bool, english: str, french: str):
    answer = _compared(Change(absolute, 0.07, Interval(absolute - 0.02, absolute + 0.02), beyond))

    assert english in _said(answer)
    assert french in _said(answer, FR)


def test_where_less_is_better_a_fall_is_for_the_better():
    assert (
        "*−15.5 days, or −27.2%* vs the first 21 days of October 2026 (57 days): a real change, for the better."
        in _said(cycle())
    )


def test_a_change_without_an_interval_gets_no_verdict():
    assert "has no interval, so judge with care" in _said(_compared(Change(0.012, 0.07, None, None)))


def test_a_change_that_rests_on_too_few_rows_is_not_blamed_on_the_kind_of_figure():
    answer = replace(_compared(Change(9.0, 0.2, None, None, too_few=True)), receipt=cycle().receipt)

    assert "Too few opportunities to tell it from chance, so judge with care." in _said(answer)
    assert "Trop peu de données (opportunités) pour le distinguer du hasard" in _said(answer, FR)


def test_equal_age_and_equal_days_are_said():
    change = Change(0.012, 0.07, None, None)

    assert "seen at the same age" in _said(_compared(change, equal_age=True))
    assert "counted over the same number of days" in _said(_compared(change, cut=True))
    assert "same" not in _said(_compared(change))


@pytest.mark.parametrize(
    ("then", "more", "said"),
    [
        (NoData(Reason.BEFORE_OUTCOME, Unit.SHARE, date(2026, 7, 3), "won"), {}, "Nothing to compare with: wins are recorded from 3 Jul 2026 on, after Q2 2026."),
        (NoData(Reason.BEFORE_FACTS, Unit.SHARE), {}, "Nothing to compare with yet: the data begins after Q2 2026."),
        (TooLittle(3, Unit.SHARE), {}, "Nothing to compare with: no usable figure for Q2 2026."),
        (NoData(Reason.NO_ROWS, Unit.SHARE), {"facts_from": date(2026, 5, 4), "late_event": "ended"}, "Nothing to compare with: there is no figure for Q2 2026, and its data begins on 4 May 2026 only."),
        (None, {"facts_from": date(2026, 5, 4)}, "Q2 2026 showed 17.2%, but its data begins on 4 May 2026 only: no fair comparison."),
    ],
)  # fmt: skip
def test_where_nothing_can_be_compared_the_reason_is_said(then: Any, more: Any, said: str):
    assert said in _said(_compared(None, then, **more))


def test_a_rate_carries_its_counts_and_interval():
    assert "412 of 2,240 leads · 95% interval: 16.8% to 20.1%" in _said(conversion())
    assert "412 sur 2 240 leads · intervalle à 95 % : 16,8 % à 20,1 %" in _said(conversion(), FR)


@pytest.mark.parametrize(
    ("low", "high", "english", "french"),
    [
        (0.972, 0.9914, "97.2% to 99.1%", "97,2 % à 99,1 %"),
        (0.0, 0.434, "0.0% to 43.4%", "0,0 % à 43,4 %"),
        (0.972, 0.9999, "97.20% to 99.99%", "97,20 % à 99,99 %"),
        (0.0012, 0.0098, "0.12% to 0.98%", "0,12 % à 0,98 %"),
    ],
)
def test_both_ends_of_an_interval_are_equally_fine(low: float, high: float, english: str, french: str):
    answer = an_answer("conversion", Q3, a_share(98, 100, low, high))

    assert f"95% interval: {english}" in _said(answer)
    assert french in _said(answer, FR)


def test_lengths_and_amounts_side_by_side_are_equally_fine():
    days = Value(40.0, 38, Unit.DAYS, interval=Interval(33, 49.5))
    amount = Value(98.0, 38, Unit.MONEY, interval=Interval(91.25, 104.75))

    assert "95% interval: 33.0 to 49.5 days" in _said(an_answer("cycle", Q3, days, "opportunities"))
    assert "95% interval: €91 to €105" in _said(an_answer("deal-size", Q3, amount, "opportunities"))


def test_a_median_carries_its_companions():
    assert "Over 38 opportunities · 95% interval: 33 to 49 days\nMean 47.2 days · middle half: 21 to 63 days" in _said(
        cycle()
    )


def test_the_ends_of_the_interval_of_a_count_are_whole():
    leads = Value(335.0, 335, Unit.COUNT, interval=Interval(300.1, 372.9))

    assert "95% interval: 300 to 373" in _said(an_answer("leads", Q3, leads))


def test_revenue_per_customer_is_shared_out_over_customers():
    value = Value(3529.4, 34, Unit.MONEY, 120_000.0, 34.0, Interval(3000, 4100))

    assert "€120,000 from 34 customers" in _said(an_answer("revenue-per-customer", Q3, value, "orders"))


def test_whose_figures_period_filters_and_partiality_stand_together():
    question = replace(conversion().question, scope=COMPANY, filters=(Filter(Dimension.SOURCE, ("salon", None)),))

    assert "*Whole company, source: salon / unknown · Q3 2026*" in _said(replace(conversion(), question=question))
    assert "*Team Nord · November 2026 · partial: 21 days of 30*" in _said(cycle())
    assert "*Équipe Nord · novembre 2026 · période partielle : 21 jours sur 30*" in _said(cycle(), FR)


def test_a_period_whose_data_begins_inside_it_is_called_partial():
    answer = replace(conversion(), partial=True, facts_from=date(2026, 8, 3))

    assert "partial: the data begins on 3 Aug 2026" in _said(answer)
    assert "days of" not in _said(answer)


def test_a_period_whose_rows_are_whole_is_not_partial_but_says_since_when_outcomes_are_recorded():
    answer = replace(conversion(), partial=True, facts_from=date(2026, 8, 3), late_event="won")

    assert "*Team Nord · Q3 2026 · wins are recorded from 3 Aug 2026 on*" in _said(answer)
    assert "les gains ne sont enregistrés qu’à partir du 3 août 2026*" in _said(answer, FR)
    assert "partial" not in _said(answer)


def test_an_earlier_period_before_the_first_recorded_win_says_so():
    answer = _compared(None, None, facts_from=date(2026, 5, 4), late_event="won")

    assert "Q2 2026 showed 17.2%, but wins are recorded from 4 May 2026 on: no fair comparison." in _said(answer)


@pytest.mark.parametrize(
    ("event", "english", "french"),
    [
        (
            "lost",
            "losses are recorded from 3 Aug 2026 on",
            "les pertes ne sont enregistrées qu’à partir du 3 août 2026",
        ),
        (
            "ended",
            "customers who leave are recorded from 3 Aug 2026 on",
            "les départs de clients ne sont enregistrés qu’à partir du 3 août 2026",
        ),
    ],
)
def test_what_is_recorded_late_has_its_name(event: str, english: str, french: str):
    answer = replace(conversion(), partial=True, facts_from=date(2026, 8, 3), late_event=event)

    assert english in _said(answer)
    assert french in _said(answer, FR)


def test_freshness_zone_and_what_was_left_out_stand_at_the_foot():
    said = _said(cycle())

    assert "Left out: 2 closed before their creation." in said
    assert "Data up to 21 Nov 2026, loaded 2 hours ago · Europe/Paris" in said


def test_the_notification_gets_value_change_and_trend():
    text = _card(conversion()).text

    assert text.startswith(
        "Conversion rate: 18.4% (Team Nord, Q3 2026). *+1.2 points* vs Q2 2026 (17.2%): within normal variation."
    )
    assert "From 14.1% (Q3 2025) to 18.4% (Q3 2026)." in text


def test_a_rep_reads_her_own_figure_beside_the_team_s():
    assert (
        "*You, same period:* 21.1% · 4 of 19 leads · 95% interval: 8.5% to 43.3%"
        in _card(conversion(), own=True).reading
    )


# no figure


@pytest.mark.parametrize(
    ("figure", "english", "french"),
    [
        (NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE), "That is not a zero, it is an unknown.", "Ce n’est pas un zéro, c’est une inconnue."),
        (NoData(Reason.NO_ROWS, Unit.SHARE), "Q3 2026: no leads, so nothing to compute from.", "T3 2026 : aucune donnée (leads), donc rien à calculer."),
        (NoData(Reason.BEFORE_FACTS, Unit.SHARE, date(2026, 10, 5)), "The data on leads begins on 5 Oct 2026, after Q3 2026. Try a later period.", "Les données (leads) commencent le 5 oct. 2026, après la période demandée (T3 2026)."),
        (NoData(Reason.BEFORE_OUTCOME, Unit.SHARE, date(2026, 11, 5), "ended"), "Q3 2026: customers who leave are recorded from 5 Nov 2026 on, so what happened before is unknown, which is not a zero. Try a later period.", "T3 2026 : les départs de clients ne sont enregistrés qu’à partir du 5 nov. 2026 ; ce qui précède est inconnu"),
        (NoData(Reason.AFTER_FACTS, Unit.SHARE), "The data stops at 21 Nov 2026", "Les données s’arrêtent au 21 nov. 2026"),
        (TooLittle(3, Unit.SHARE), "Q3 2026: only 3 leads, too few", "T3 2026 : seulement 3 leads, trop peu"),
        (NotComputable(Reason.TABLE_MISSING, Unit.SHARE, "orders"), "no data on orders was imported", "aucune donnée importée pour « commandes »"),
        (NotComputable(Reason.OUTCOME_NOT_RECORDED, Unit.SHARE, "lost"), "The data never says “lost”", "Les données ne disent jamais « perdu »"),
        (NotComputable(Reason.DIMENSION_FOLLOWS_OUTCOME, Unit.SHARE, "segment"), "Here the segment is known only once the outcome is", "La dimension « segment » n’est renseignée"),
        (NotComputable(Reason.SEVERAL_CURRENCIES, Unit.MONEY, "currency"), "Pick one, for example with “currency:EUR”", "par exemple avec « devise:EUR »"),
    ],
)  # fmt: skip
def test_no_figure_is_explained_with_a_way_on_and_never_as_zero(figure: Any, english: str, french: str):
    answer = an_answer("conversion", Q3, figure)

    assert english in _said(answer)
    assert french in _said(answer, FR)
    for text in (EN, FR):
        assert not re.search(r"(?<!10)0\s?%", _said(answer, text))


@pytest.mark.parametrize(
    ("period", "english", "french"),
    [
        (a_period(date(2026, 8, 16), Grain.DAY), "16 Aug 2026: no leads,", "16 août 2026 : aucune donnée (leads),"),
        (a_period(date(2026, 8, 16), Grain.WEEK), "Week 33, 10–16 Aug 2026: no leads,", "Semaine 33, 10–16 août 2026 : aucune"),
        (Period(date(2026, 8, 3), date(2026, 8, 7)), "3–6 Aug 2026: no leads,", "3–6 août 2026 : aucune donnée (leads),"),
    ],
)  # fmt: skip
def test_any_period_fits_into_the_sentence_that_it_is_empty(period: Period, english: str, french: str):
    answer = an_answer("conversion", period, NoData(Reason.NO_ROWS, Unit.SHARE))

    assert english in _said(answer)
    assert french in _said(answer, FR)


def test_a_week_that_is_still_to_come_is_not_called_partial():
    assert "partial" not in _said(nothing())


# blocks


def test_rates_are_drawn_as_a_line_and_amounts_as_bars():
    def shape(answer: Answer) -> str:
        return next(block["chart"]["type"] for block in _card(answer).blocks if block["type"] == "data_visualization")

    assert shape(conversion()) == "line"
    assert shape(revenue()) == "bar"


def test_a_figure_says_from_when_on_the_house_measures_it_so():
    reply = a_reply(conversion())
    changed = replace(reply, kpi=replace(reply.kpi, version=2, since=date(2026, 11, 23)))
    written = str(kpi_card(changed, EN, now=NOW, nonce="n0nce").blocks)
    assert "Definition v2, in force since 23 Nov 2026." in written.replace("\xa0", " ")
    assert "in force" not in str(_card(conversion()).blocks)


def test_the_row_of_controls_carries_the_key_home():
    assert _actions(_card(conversion()))["block_id"] == "ask:k3y:n0nce"
    assert [each["action_id"] for each in _actions(_card(conversion()))["elements"]] == [
        "ask.period",
        "ask.by",
        "ask.share",
        "ask.why",
        "ask.picture",
        "ask.definition",
        "feedback.open",
    ]


def test_where_there_is_no_channel_there_is_no_share_button():
    assert "ask.share" not in {each["action_id"] for each in _actions(_card(conversion(), shareable=False))["elements"]}


@pytest.mark.parametrize(
    "person",
    [
        {"scope": Scope(Level.REP, "Camille Roy")},
        {"by": Dimension.REP},
        {"filters": (Filter(Dimension.REP, ("Camille Roy",)),)},
    ],
)
def test_figures_of_single_people_have_no_share_button(person: dict[str, Any]):
    card = _card(replace(conversion(), question=replace(conversion().question, **person)))

    assert "ask.share" not in {each["action_id"] for each in _actions(card)["elements"]}


def test_the_legend_names_what_the_figures_are_narrowed_to():
    def legend(scope: Scope, *filters: Filter) -> str:
        question = replace(conversion().question, scope=scope, filters=filters)
        blocks = _card(replace(conversion(), question=question)).blocks
        (series,) = next(each for each in blocks if each["type"] == "data_visualization")["chart"]["series"]
        return series["name"]

    salon = Filter(Dimension.SOURCE, ("salon",))
    assert legend(COMPANY) == "Whole company"
    assert legend(COMPANY, salon) == "source: salon"
    assert legend(Scope(Level.TEAM, "Nord"), salon).startswith("Team Nord, source")


def test_only_the_row_of_controls_has_an_id_so_that_all_others_are_fresh():
    assert all("block_id" not in block for block in _card(conversion()).blocks[:-1])


@pytest.mark.parametrize(
    ("key", "table", "hidden", "offered"),
    [
        ("transformation", "opportunities", {"stage", "lost_reason"}, "product"),
        ("cycle", "opportunities", {"lost_reason"}, "stage"),
        ("deal-size", "opportunities", {"lost_reason"}, "stage"),
        ("revenue", "opportunities", {"lost_reason"}, "source"),
        ("revenue", "orders", {"source", "lost_reason"}, "product"),
        ("leads", "leads", {"product"}, "source"),
    ],
)
def test_no_breakdown_is_offered_that_could_only_be_refused(key: str, table: str, hidden: set[str], offered: str):
    card = _card(an_answer(key, Q3, NoData(Reason.NO_ROWS, Unit.SHARE), table))
    options = {option["value"] for option in _menu(card, "ask.by")["options"]}

    assert offered in options
    assert not hidden & options


def test_the_menus_show_what_was_asked():
    card = _card(conversion())

    assert _menu(card, "ask.period")["initial_option"]["value"] == "last_quarter"
    assert _menu(card, "ask.by")["initial_option"]["value"] == "source"
    assert [option["value"] for option in _menu(card, "ask.period")["options"]] == [
        "this_week", "last_week", "this_month", "last_month", "this_quarter",
        "last_quarter", "this_year", "last_year", "last_90_days",
    ]  # fmt: skip
    assert [option["value"] for option in _menu(card, "ask.by")["options"]] == [
        "none", "source", "campaign", "segment", "region", "team", "rep",
    ]  # fmt: skip


def test_a_period_that_the_menu_lacks_stands_in_its_place_holder():
    answer = replace(
        conversion(), question=replace(conversion().question, period=a_period(date(2025, 3, 1), Grain.MONTH))
    )
    menu = _menu(_card(answer), "ask.period")

    assert "initial_option" not in menu
    assert menu["placeholder"]["text"] == "March 2025"


def test_the_last_ninety_days_are_found_in_the_menu():
    asked = Period(date(2026, 8, 25), date(2026, 11, 23))
    answer = replace(conversion(), question=replace(conversion().question, period=asked))

    assert _menu(_card(answer), "ask.period")["initial_option"]["value"] == "last_90_days"


# shared


def _shared(**more: Any) -> Message:
    return shared_card(a_reply(conversion(), own=True), EN, sharer="U0123ABC", **more)


def test_a_shared_card_says_who_shares_and_nothing_of_her_own():
    assert _shared().reading.startswith("<@U0123ABC> shares this figure with you:\nConversion rate: 18.4%")
    assert "You, same period" not in _shared().reading


def test_what_a_shared_card_says_of_its_age_stays_true_and_leads_back_to_the_receipt():
    english, french = (shared_card(a_reply(conversion()), text, sharer="U0123ABC").reading for text in (EN, FR))

    assert "Data up to 21 Nov 2026, loaded on 22 Nov 2026, 14:00 · Europe/Paris" in english
    assert "Receipt 7F3A9C2K · definition v1" in english
    assert " ago" not in english
    assert "chargées le 22 nov. 2026 à 14:00 · Europe/Paris" in french
    assert "Reçu 7F3A9C2K · définition v1" in french


def test_a_shared_card_says_how_many_groups_it_does_not_show():
    assert "1 group is not shown: its figures are not for a channel." in _shared().reading


def test_a_shared_card_has_nothing_to_press():
    assert all(block["type"] != "actions" for block in _shared().blocks)


def test_a_shared_card_holds_the_picture_with_every_figure_in_its_alt_text():
    image = next(block for block in _shared(file_id="F0123ABCD").blocks if block["type"] == "image")

    assert image["slack_file"] == {"id": "F0123ABCD"}
    assert all(figure in image["alt_text"] for figure in ("14.1%", "14.3%", "16.2%", "17.2%", "18.4%", "no data"))


def test_without_a_picture_the_shared_card_holds_the_chart():
    assert any(block["type"] == "data_visualization" for block in _shared().blocks)


def test_a_region_and_a_rep_are_named_for_what_they_are():
    def whose(scope: Scope) -> str:
        return _said(replace(conversion(), question=replace(conversion().question, scope=scope)))

    assert "*Region Ouest · Q3 2026*" in whose(Scope(Level.REGION, "Ouest"))
    assert "*Camille Roy · Q3 2026*" in whose(Scope(Level.REP, "Camille Roy"))

"""The table of groups: the largest twelve, honest about all others."""

from dataclasses import replace
from datetime import date

from bot.text import Text
from bot.views import figures
from bot.views.breakdown import breakdown
from bot.views.examples import CALENDAR, a_period, a_reply, a_share, an_answer, conversion, cycle, refused, told_apart
from bot.views.kit import Json
from kpi_engine.answer import Answer, Breakdown, Group
from kpi_engine.detail import Apart, Spread, SpreadTest
from kpi_engine.figure import Interval, NoData, Reason, Unit, Value
from kpi_engine.periods import Grain
from kpi_engine.question import Dimension

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)


def _table(answer: Answer, text: Text = EN) -> Json:
    return breakdown(a_reply(answer), text)[0].json


def _texts(table: Json) -> list[list[str]]:
    return [[cell["text"] for cell in row] for row in table["rows"]]


def _read(answer: Answer) -> str:
    return " ".join(block.reading for block in breakdown(a_reply(answer), EN))


def _many(count: int) -> Answer:
    groups = tuple(Group(f"Source {place}", a_share(10, 100 - place, 0.05, 0.18)) for place in range(count))
    return replace(conversion(), breakdown=Breakdown(Dimension.SOURCE, groups))


def test_each_group_has_value_counts_and_interval():
    assert _texts(_table(conversion())) == [
        ["Source", "Conversion rate", "Counts", "95% interval"],
        ["Web", "20.1%", "201 of 1,002 leads", "17.7% to 22.6%"],
        ["Salon", "18.5%", "150 of 810 leads", "16.0% to 21.3%"],
        ["unknown", "14.4%", "61 of 425 leads", "11.3% to 18.0%"],
        ["Partner <b2b> & co", "too few (n = 3)", "–", "–"],
    ]


def test_the_caption_names_the_cut_in_the_reader_s_language():
    assert _table(conversion(), FR)["caption"] == "Taux de conversion par source"


def test_a_column_sorts_by_the_number_that_it_shows():
    assert _table(conversion())["rows"][1][1] == {"type": "raw_number", "value": 20.1, "text": "20.1%"}


def test_only_twelve_are_shown_and_the_others_counted():
    table, remark = breakdown(a_reply(_many(19)), EN)

    assert len(table.json["rows"]) == 13
    assert remark.reading == "… and 7 more"
    assert len(breakdown(a_reply(_many(12)), EN)) == 1


def test_groups_kept_back_by_rights_are_said():
    (*_, remark) = breakdown(replace(a_reply(_many(2)), kept_back=3), EN)

    assert remark.reading == "3 groups are not shown: their figures are not yours to see."


def test_a_channel_reads_how_many_groups_are_not_for_it():
    reply = replace(a_reply(_many(2)), kept_back=3)
    (*_, english), (*_, french) = (breakdown(reply, text, for_all=True) for text in (EN, FR))

    assert english.reading == "3 groups are not shown: their figures are not for a channel."
    assert french.reading == "3 groupes ne sont pas affichés\u00a0: leurs chiffres ne vont pas dans un canal."


def test_where_all_groups_are_kept_back_that_is_all_there_is_to_say():
    (only,) = breakdown(replace(a_reply(_many(0)), kept_back=2), FR)

    assert only.reading == "2 groupes ne sont pas affichés\u00a0: leurs chiffres ne vous sont pas ouverts."


def test_a_cut_that_would_lie_is_refused_with_its_reason():
    (refusal,) = breakdown(a_reply(refused()), EN)

    assert refusal.kind == "section"
    assert "the segment is known only once the outcome is" in refusal.reading


def test_columns_that_hold_nothing_are_left_out():
    quarter = a_period(date(2026, 7, 1), Grain.QUARTER)
    groups = (Group("Web", Value(12.0, 12, Unit.COUNT)), Group(None, NoData(Reason.NO_ROWS, Unit.COUNT)))
    counted = replace(
        an_answer("leads", quarter, Value(12.0, 12, Unit.COUNT)), breakdown=Breakdown(Dimension.SOURCE, groups)
    )

    assert _texts(_table(counted)) == [["Source", "Leads"], ["Web", "12"], ["unknown", "no data"]]


def test_no_cut_asked_no_block():
    assert breakdown(a_reply(replace(conversion(), breakdown=None)), EN) == ()


def _told_apart(spread: Spread) -> Answer:
    whole = conversion()
    assert whole.breakdown
    return replace(whole, breakdown=replace(whole.breakdown, spread=spread))


def test_groups_that_differ_by_chance_are_said_to_be_no_ranking_before_the_table():
    answer = _told_apart(Spread(0.264, SpreadTest.CHI_SQUARE, 30))
    said, table = breakdown(a_reply(answer), EN)
    french, _ = breakdown(a_reply(answer), FR)

    assert table.kind == "data_table"
    assert said.reading == (
        "These 30 differ no more than chance would make them: not a ranking. "
        "Equals would lie this far apart 26 times in 100."
    )
    assert french.reading == (
        "Ces 30 groupes ne diffèrent pas plus que le hasard ne le ferait\u00a0: ce n’est pas un classement. "
        "À égalité, ils s’écarteraient autant 26 fois sur 100."
    )


def test_groups_that_differ_by_more_than_chance_are_said_to_and_who_stands_out_is_named():
    apart = (Apart("Web", above=True), Apart(None, above=False), Apart("Salon", above=True))
    said, _ = breakdown(a_reply(_told_apart(Spread(0.0004, SpreadTest.CHI_SQUARE, 4, apart))), EN)

    assert said.reading == (
        "These 4 differ by more than chance: equals would lie this far apart less than once in 100 times. "
        "Clearly above the others: Web and Salon; clearly below: unknown."
    )


def test_what_chance_would_do_once_in_a_hundred_times_is_not_said_to_be_1_times():
    answer = a_reply(_told_apart(Spread(0.0132, SpreadTest.CHI_SQUARE, 5)))
    said, french = (breakdown(answer, text)[0].reading for text in (EN, FR))

    assert "equals would lie this far apart only once in 100 times. " in said
    assert "ils ne s’écarteraient autant qu’une fois sur 100. " in french


def test_nobody_is_named_whom_the_reader_may_not_see():
    hidden = (Apart("Secret", above=False),)
    said, _ = breakdown(a_reply(_told_apart(Spread(0.03, SpreadTest.CHI_SQUARE, 4, hidden))), EN)

    assert said.reading == (
        "These 4 differ by more than chance: equals would lie this far apart only 3 times in 100. "
        "None of those shown stands out on its own."
    )


def test_the_table_keeps_the_engine_s_order_whatever_the_values():
    names = [row[0] for row in _texts(_table(conversion()))[1:]]

    assert names == ["Web", "Salon", "unknown", "Partner <b2b> & co"]


def test_who_sees_a_single_group_is_told_nothing_about_how_groups_differ():
    spread = Spread(0.001, SpreadTest.KRUSKAL_WALLIS, 7)
    several = told_apart(spread)
    assert several.breakdown
    alone = replace(several, breakdown=replace(several.breakdown, groups=several.breakdown.groups[:1]))

    assert "differ by more than chance" in _read(several)
    assert "differ by more than chance" not in _read(alone)


def test_an_interval_whose_ends_read_the_same_is_one_length():
    assert figures.span(Interval(1, 1), Unit.DAYS, cycle(), EN) == "1 day"
    assert figures.span(Interval(1, 1), Unit.DAYS, cycle(), FR).replace("\u00a0", " ") == "1 jour"
    assert figures.span(Interval(1, 2), Unit.DAYS, cycle(), EN) == "1 to 2 days"


def test_a_dimension_that_no_row_names_is_said_in_a_sentence_instead_of_a_table_of_one_unknown():
    unnamed = Breakdown(Dimension.REP, (Group(None, a_share(61, 425, 0.11, 0.18)),))
    answer = replace(conversion(), breakdown=unnamed)
    (french,) = breakdown(a_reply(answer), FR)

    assert _read(answer) == "None of the leads of this period names a rep."
    assert "n’indique la dimension «\u00a0commercial\u00a0»" in french.reading
    assert len(breakdown(replace(a_reply(answer), kept_back=2), EN)) == 2

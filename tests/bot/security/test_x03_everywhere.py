"""X03: hostile names as a team, a KPI, a source or a customer, through pictures, digests, alerts, ballots and lists."""

import json
import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.charts.gallery import picture_of
from bot.charts.panel import panel_picture
from bot.charts.picture import Picture
from bot.charts.waterfall import picture_of_split
from bot.text import Text
from bot.use_cases.alerts.episode_news import Telling
from bot.use_cases.alerts.list import ListedAlert
from bot.use_cases.digests.content import DigestContent
from bot.use_cases.digests.list import Listed
from bot.use_cases.privacy.mine import as_file
from bot.use_cases.proposals.list import ListedProposal
from bot.views import limits
from bot.views.alerts.examples import some_news
from bot.views.alerts.list import AlertList, alert_list, home_alerts
from bot.views.alerts.messages import alert_message
from bot.views.customer_examples import cohorts
from bot.views.digests.examples import content, leads, renamed, revenue
from bot.views.digests.home import home_digests
from bot.views.digests.list import DigestList, digest_list
from bot.views.digests.message import digest_message
from bot.views.examples import CALENDAR, NOW, a_reply, an_answer, conversion
from bot.views.examples import revenue as revenue_answer
from bot.views.help import home
from bot.views.pipeline_examples import pipeline_messages
from bot.views.polls.ballot import Ballot, ballot_view
from bot.views.polls.example_poll import a_poll, a_proposal
from bot.views.proposals.list import home_proposals
from bot.views.why_examples import replies
from kpi_engine.answer import Answer
from kpi_engine.definitions import CATALOG
from kpi_engine.question import Dimension, Filter
from kpi_engine.scope import Level, Scope
from storage.repositories.personal import Personal
from tests.bot.security.test_x03_typed_names import _ALIVE, _names, marked_up, payload
from tests.bot.security.test_x03_typed_names import renamed as renamed_poll

NAMES_EACH, ROUNDS = 20, 500  # 10,000 names, all of which are shown
MOST, MOST_PIXELS = 400_000, 2_400  # bytes and sides of a picture
EN = Text("en", CALENDAR)
_EVIL = (
    *(("$\\frac{", "$x^2$"), ("\\alpha_1^2", "{name} %s {0}"), ("<!channel>", "=1+1"), ("\x00\x07", "😀👩\u200d💻")),
    *(("ﷺ" * 40, "\u202eab"), ("x" * 300, "\n" * 9)),
)
_bags = st.lists(_names, min_size=NAMES_EACH, max_size=NAMES_EACH)


def about(answer: Answer, name: str, other: str) -> Answer:
    """The same of a team, a source and a segment of these names."""
    filters = (Filter(Dimension.SOURCE, (other,)), Filter(Dimension.SEGMENT, (name, None)))
    return replace(answer, question=replace(answer.question, scope=Scope(Level.TEAM, name), filters=filters))


def a_digest(names: list[str]) -> DigestContent:
    """A week of two KPIs with these names, for a team of such a name."""
    week = content([renamed(leads(an_answer), names[0]), renamed(revenue(an_answer), names[1])])
    return replace(week, digest=replace(week.digest, scope=Scope(Level.TEAM, names[2])))


def shown(names: list[str]) -> Iterator[Any]:
    """Everything that is sent about them."""
    yield payload(digest_message(a_digest(names[:3]), EN, picture=True, now=NOW))
    news = some_news()
    rule = replace(news.rule, scope=Scope(Level.TEAM, names[3]))
    kpi = renamed(leads(an_answer), names[4]).kpi
    for telling in Telling:
        yield payload(alert_message(telling, replace(news, rule=rule, kpi=kpi), EN))
    alerts = AlertList((ListedAlert(rule, news.episode, news.latest, hers=True),), "EUR", may_set=True)
    yield payload(alert_list(alerts, CATALOG, EN))
    digests = DigestList((Listed(a_digest(names[5:8]).digest, hers=True),), NOW, may_set=True)
    yield payload(digest_list(digests, CATALOG, EN))
    proposal = ListedProposal(replace(a_proposal(), name=names[8], why=names[9]), True, True, None)
    above = (*home_alerts(alerts, CATALOG, EN), *home_digests(digests, EN), *home_proposals((proposal,), EN))
    yield home(CATALOG, EN, Filter(Dimension.SEGMENT, (names[10],)), above).json
    yield ballot_view(Ballot(renamed_poll(a_poll(), iter(names[11:]))), EN).json


@settings(max_examples=ROUNDS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(_bags)
def test_x03_ten_thousand_names_in_what_goes_out_by_itself_and_on_home_are_letters_and_no_more(
    names: list[str],
) -> None:
    texts = [words for each in shown(names) for words in marked_up(each)]
    assert len(texts) > NAMES_EACH
    assert [words for words in texts if _ALIVE.search(words)] == []
    mine = {Personal.FEEDBACK: [{"body": each} for each in names]}
    assert json.loads(as_file(mine)) == {"feedback_with_my_name": mine[Personal.FEEDBACK]}


def stages() -> Answer:
    """An answer with the stages of a sale, of which the examples make a card."""
    answers: list[Answer] = []

    def kept(answer: Answer) -> Any:
        answers.append(answer)
        return a_reply(answer)

    pipeline_messages(an_answer, kept, EN, NOW)
    return next(each for each in answers if each.question.kpi == "stages")


def pictures(name: str, other: str) -> Iterator[Picture | None]:
    """One of each kind, with these names wherever data are written."""
    yield picture_of(about(conversion(), name, other), name, EN)
    yield picture_of(about(cohorts(an_answer), name, other), name, EN)
    yield picture_of(about(stages(), name, other), name, EN)
    yield panel_picture(a_digest([name, other, name]), EN)
    (reply, *_) = replies(about(conversion(), name, other), conversion(), revenue_answer()).values()
    yield picture_of_split(reply, EN)


@pytest.mark.parametrize("names", _EVIL, ids=range(len(_EVIL)))
@pytest.mark.filterwarnings("ignore:Glyph")
def test_x03_every_kind_of_picture_writes_a_name_as_it_is_and_keeps_its_size(names: tuple[str, str]) -> None:
    drawn = 0
    for picture in pictures(*names):
        assert picture
        png = picture.paint(*picture.of)
        across, down = struct.unpack(">II", png[16:24])
        assert png.startswith(b"\x89PNG")
        assert max(across, down) <= MOST_PIXELS
        assert len(png) < MOST
        assert len(picture.alt_text) <= limits.IMAGE_ALT
        drawn += 1
    assert drawn == 5


def test_x03_control_matplotlib_left_to_itself_takes_a_name_for_a_formula() -> None:
    figure = Figure()
    figure.text(0, 0, "$\\frac{$")
    with pytest.raises(ValueError, match="frac"):
        FigureCanvasAgg(figure).draw()  # type: ignore[no-untyped-call]

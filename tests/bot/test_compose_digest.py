"""From a digest and an ISO week to what it tells: the questions, the content, the receipts, the way back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.errors import CardTooOld
from bot.office import Office
from bot.schedules import days_of
from bot.settings import Settings
from bot.use_cases.digests.compose import compose, questions_of, remember_figures
from bot.use_cases.digests.content import DigestContent
from bot.use_cases.digests.figures import figure_question
from bot.use_cases.digests.questions import Span, age_of, figure_questions, span_of, tells
from bot.use_cases.redraw import over
from bot.use_cases.replay import replay
from bot.use_cases.tidy_records import QUESTIONS_KEPT, tidy_records
from bot.views.digests.examples import digest as a_digest
from bot.wiring import open_office
from kpi_engine import together
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Value
from kpi_engine.news import NewsKind
from kpi_engine.periods import Grain
from kpi_engine.question import Compare
from kpi_engine.scope import COMPANY, Level, Scope
from kpi_engine.target import Target, TargetKind
from storage.facts.store import open_facts
from storage.imports import import_profile
from storage.repositories.digest_records import Digest
from storage.repositories.records import KeptTarget, Member, Role, Workspace

WEEK = days_of("2026-W20")  # 11 to 17 May
NORD = Scope(Level.TEAM, "Nord")
ADMIN = Member("T1", "U1", None, "Ada", datetime(2026, 5, 18, tzinfo=UTC), role=Role.ADMIN)
MONDAY = datetime(2026, 5, 18, 7, tzinfo=UTC)
PROFILE = """
[leads]
file = "leads.csv"
complete = true
lead_id = "Id"
created_on = "Created"
qualified_on = "Qualified"
team = "Team"
rep = "Rep"

[orders]
file = "orders.csv"
complete = true
order_id = "Id"
account_id = "Account"
ordered_on = "Day"
amount = "Amount"
team = "Team"
rep = "Rep"
"""


class Monday(SystemClock):
    """The morning after the week, plus what a test lets pass."""

    passed = timedelta(0)

    def now(self) -> datetime:
        return MONDAY + self.passed


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nineteen weeks of 40 leads and 9 orders each, and a last one of 12 leads and 9 orders."""
    folder = tmp_path_factory.mktemp("firm")
    (folder / "leads.csv").write_text("\n".join(["Id,Created,Qualified,Team,Rep", *_leads()]) + "\n")
    (folder / "orders.csv").write_text("\n".join(["Id,Account,Day,Amount,Team,Rep", *_orders()]) + "\n")
    (folder / "crm.toml").write_text(PROFILE)
    place = Settings(_env_file=None, KPI_HOME=folder, FACTS_URL=None).facts_place
    import_profile(folder / "crm.toml", folder, open_facts(place, kept=3), today=WEEK.end)
    return folder


@pytest.fixture
def office(home: Path, tmp_path: Path) -> Iterator[Office]:
    """A house over these facts, with records of its own."""
    records = f"sqlite:///{tmp_path / 'records.db'}"
    opened = open_office(Settings(_env_file=None, KPI_HOME=home, DATABASE_URL=records, FACTS_URL=None), Monday())
    with opened.records.writing() as work:
        work.workspaces.put(Workspace("T1", "Alto", "UBOT"))
    yield opened
    opened.records.close()


def _leads() -> Iterator[str]:
    for week in range(20):
        for number in range(12 if week == 19 else 40):
            day = WEEK.start - timedelta(weeks=19 - week) + timedelta(days=number % 7)
            qualified = day + timedelta(days=5 + number % 20) if number % 2 else None
            known = qualified if qualified and qualified <= WEEK.last_day else ""
            yield f"l{week}-{number},{day},{known},Nord,Ada"


def _orders() -> Iterator[str]:
    for week in range(20):
        for number in range(9):
            day = WEEK.start - timedelta(weeks=19 - week) + timedelta(days=number % 7)
            yield f"o{week}-{number},A{number},{day},{1000 + 10 * number},Nord,Ada"


def _digest(*kpis: str, compare: Compare = Compare.PREVIOUS, scope: Scope = NORD) -> Digest:
    return replace(a_digest(kpis), compare=compare, scope=scope)


def _composed(digest: Digest, office: Office) -> DigestContent:
    answers = together.answers(
        questions_of(digest, WEEK, office),
        office.facts.current(),
        catalog=office.catalog,
        calendar=office.calendar,
        currency=office.currency,
    )
    return compose(digest, WEEK, answers, office)


def _aim_at(office: Office, kpi: str, aim: float, scope: Scope = NORD, grain: Grain = Grain.QUARTER) -> None:
    horizon = office.calendar.containing(WEEK.start, grain)
    target = Target(kpi, scope, horizon, TargetKind.ABSOLUTE, aim, aim)
    with office.records.writing() as work:
        work.targets.put(KeptTarget("T1", f"target-{kpi}", target, "", "U1", MONDAY))


# the questions


def test_each_kpi_is_asked_over_the_days_that_suit_it(office: Office):
    asked = figure_questions(_digest("leads", "qualification", "nps", "revenue"), WEEK, office)
    told = [(each.kpi, each.period.start, each.period.grain, each.age, each.as_of) for each in asked]
    assert told == [
        ("leads", date(2026, 5, 11), Grain.WEEK, None, WEEK.last_day),
        ("qualification", date(2026, 4, 27), Grain.WEEK, 14, WEEK.last_day),
        ("nps", date(2026, 4, 1), Grain.QUARTER, None, WEEK.last_day),
        ("revenue", date(2026, 5, 11), Grain.WEEK, None, WEEK.last_day),
    ]
    assert {(each.scope, each.compare) for each in asked} == {(NORD, Compare.PREVIOUS)}


@pytest.mark.parametrize("kpi", [kpi for kpi in CATALOG.values() if span_of(kpi) is Span.AGED_WEEK])
def test_the_newest_week_of_which_all_have_lived_long_enough_is_told(kpi, office: Office):
    (asked,) = figure_questions(_digest(kpi.key), WEEK, office)
    assert asked.age == age_of(kpi)
    assert asked.grown_on
    assert WEEK.last_day - timedelta(days=6) <= asked.grown_on <= WEEK.last_day


def test_tables_are_not_offered_and_all_else_is():
    assert {key for key, kpi in CATALOG.items() if not span_of(kpi)} == {"stages", "cohorts"}


def test_what_a_scope_does_not_have_is_not_asked(office: Office):
    assert not tells(CATALOG["stages"], COMPANY)
    assert tells(CATALOG["leads"], NORD)
    asked = figure_questions(_digest("leads", "stages", "gone-with-the-last-vote"), WEEK, office)
    assert [each.kpi for each in asked] == ["leads"]


def test_the_revenue_aimed_at_stands_in_the_question_that_is_measured_against_it(office: Office):
    (bare,) = figure_questions(_digest("coverage"), WEEK, office)
    assert bare.goal is None
    _aim_at(office, "revenue", 90_000)
    (asked,) = figure_questions(_digest("coverage"), WEEK, office)
    assert asked.goal == 90_000


# the content


def test_a_week_is_composed_in_the_digests_order_with_its_news(office: Office):
    told = _composed(_digest("revenue", "leads", "qualification"), office)
    assert [each.kpi.key for each in told.entries] == ["revenue", "leads", "qualification"]
    headlines = {each.kpi.key: each.answer.headline for each in told.entries}
    assert isinstance(headlines["leads"], Value)
    assert headlines["leads"].value == 12
    assert [(news.kpi, news.kind, news.better) for news in told.news] == [("leads", NewsKind.MOVED, False)]
    assert (told.as_of, told.zone, told.period) == (WEEK.last_day, "Europe/Paris", WEEK)
    assert told.loaded_at == told.entries[0].answer.loaded_at


def test_a_target_of_these_days_comes_with_where_it_stands_at_the_end_of_the_week(office: Office):
    _aim_at(office, "revenue", 200_000)
    _aim_at(office, "leads", 900, scope=COMPANY)  # somebody else's
    told = _composed(_digest("revenue", "leads"), office)
    standing = told.entry("revenue").progress
    assert standing
    assert standing.as_of == WEEK.last_day
    assert isinstance(standing.now, Value)
    orders = [each for each in _orders() if date(2026, 4, 1) <= date.fromisoformat(each.split(",")[2])]
    assert standing.now.value == sum(float(each.split(",")[3]) for each in orders)
    assert told.entry("leads").progress is None
    assert [news.kind for news in told.news] == [NewsKind.MOVED, NewsKind.AT_RISK]


def test_the_shortest_target_that_shares_a_day_with_the_week_is_the_one_told(office: Office):
    _aim_at(office, "leads", 900, grain=Grain.YEAR)
    with office.records.writing() as work:
        month = office.calendar.containing(WEEK.start, Grain.MONTH)
        target = Target("leads", NORD, month, TargetKind.ABSOLUTE, 120, 120)
        work.targets.put(KeptTarget("T1", "month", target, "", "U1", MONDAY))
    standing = _composed(_digest("leads"), office).entry("leads").progress
    assert standing
    assert standing.target.horizon.grain is Grain.MONTH


def test_a_target_set_between_asking_and_composing_is_not_guessed_at(office: Office):
    digest = _digest("leads")
    facts, house = office.facts.current(), {"calendar": office.calendar, "currency": office.currency}
    answers = together.answers(questions_of(digest, WEEK, office), facts, catalog=office.catalog, **house)
    _aim_at(office, "leads", 900)
    with pytest.raises(KeyError):
        compose(digest, WEEK, answers, office)


def test_late_and_stale_are_passed_on(office: Office):
    digest = _digest("leads")
    facts, house = office.facts.current(), {"calendar": office.calendar, "currency": office.currency}
    answers = together.answers(questions_of(digest, WEEK, office), facts, catalog=office.catalog, **house)
    assert compose(digest, WEEK, answers, office, late=True).late
    assert compose(digest, WEEK, answers, office, stale=True).stale


def test_a_digest_whose_figures_are_all_gone_is_empty(office: Office):
    told = _composed(_digest("stages"), office)
    assert (told.entries, told.news) == ((), ())


# the way back


def test_every_figure_can_be_given_again_by_its_receipt(office: Office):
    told = _composed(_digest("leads", "revenue"), office)
    with office.records.writing() as work:
        remember_figures(work, [told], office)
    for each in told.entries:
        again = replay(each.answer.receipt.id, ADMIN, office)
        assert again.answer.headline == each.answer.headline
        assert again.answer.receipt == each.answer.receipt


def test_the_menu_finds_the_question_long_after_those_of_cards_are_forgotten(office: Office):
    told = _composed(_digest("leads"), office)
    with office.records.writing() as work:
        remember_figures(work, [told], office)
    Monday.passed = QUESTIONS_KEPT * 6
    try:
        tidy_records(office)
    finally:
        Monday.passed = timedelta(0)
    question = figure_question(told.entries[0].answer.receipt.id, ADMIN, office)
    assert question == told.entries[0].answer.question
    with pytest.raises(CardTooOld):
        figure_question("00000000", ADMIN, office)
    with pytest.raises(CardTooOld):
        figure_question(told.entries[0].answer.receipt.id, replace(ADMIN, team_id="T2"), office)


def test_another_period_is_asked_with_all_that_is_known_today(office: Office):
    (asked,) = figure_questions(_digest("leads"), WEEK, office)
    assert asked.as_of == WEEK.last_day
    assert over(asked, office.calendar.shift(WEEK, 1)).as_of is None

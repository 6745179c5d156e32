"""An answer given again is the answer that was given, whatever was imported since; or it is said why it cannot be."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.errors import DefinitionChanged, FactsGone, NoReceipt, NotAllowed
from bot.office import Office
from bot.policy import Reason
from bot.settings import Settings
from bot.use_cases.answer_kpi import KpiReply, answer_kpi, ask
from bot.use_cases.replay import replay, replay_unseen
from bot.wiring import open_office
from kpi_engine import figure
from kpi_engine.figure import Value
from kpi_engine.kpi import Catalog
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Dimension, Question
from kpi_engine.receipt import typed_id
from kpi_engine.scope import Level, Scope
from kpi_engine.target import Target, TargetKind
from storage.facts.store import open_facts
from storage.imports import import_profile
from storage.repositories.records import KeptTarget, Member, Role, Workspace

TODAY = date(2026, 6, 30)
SPRING = Period(date(2026, 4, 1), date(2026, 7, 1), Grain.QUARTER)
NORD = Question("leads", SPRING, Scope(Level.TEAM, "Nord"), by=Dimension.SOURCE)
ADA = Member("T1", "U1", None, "Ada", datetime(2026, 6, 1, tzinfo=UTC), role=Role.REP, rep="Ada", team="Nord")
CY = replace(ADA, user_id="U2", name="Cy", rep="Cy", team="Sud")
PROFILE = """
[leads]
file = "leads.csv"
complete = true
lead_id = "Id"
created_on = "Created"
source = "Source"
rep = "Rep"
team = "Team"
"""
KEPT = 3


@dataclass(frozen=True)
class Firm:
    """A house that imports its leads anew as often as it likes; each import is another version."""

    office: Office
    home: Path
    place: str

    def imports(self, leads: int) -> None:
        """So many leads of the Nord team this spring, and some of the winter and of the Sud."""
        rows = [
            f"n{number},2026-04-{1 + number % 30:02},{'web' if number % 3 else 'fair'},Ada,Nord"
            for number in range(leads)
        ]
        rows += [f"w{number},2026-02-10,web,Ada,Nord" for number in range(9)]
        rows += [f"s{number},2026-05-10,web,Cy,Sud" for number in range(7)]
        (self.home / "leads.csv").write_text("\n".join(["Id,Created,Source,Rep,Team", *rows]) + "\n")
        profile = self.home / "crm.toml"
        profile.write_text(PROFILE)
        import_profile(profile, self.home, open_facts(self.place, kept=KEPT), today=TODAY)

    def answers(self, question: Question, member: Member = ADA) -> KpiReply:
        return answer_kpi(question, member, self.office)


@pytest.fixture
def firm(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Firm]:
    """Records and facts on one kind of database: SQLite beside DuckDB, or both on PostgreSQL."""
    place = database_url if "postgresql" in request.node.callspec.id else str(tmp_path / "facts")
    settings = Settings(
        _env_file=None, KPI_HOME=tmp_path, DATABASE_URL=database_url, FACTS_URL=place, KPI_KEEP_PUBLICATIONS=KEPT
    )
    office = open_office(settings, SystemClock())
    with office.records.writing() as work:
        work.workspaces.put(Workspace("T1", "Acme", "UBOT"))
        work.workspaces.put(Workspace("T2", "Globex", "UBOT"))
    opened = Firm(office, tmp_path, place)
    opened.imports(30)
    yield opened
    office.records.close()


def test_after_later_imports_the_answer_is_given_again_exactly_until_its_facts_are_gone(firm: Firm) -> None:
    first = firm.answers(NORD)
    for leads in (42, 25):
        firm.imports(leads)
    again = replay(first.answer.receipt.id, ADA, firm.office)
    assert again.answer == first.answer
    assert again.own == first.own
    assert again.replayed is not None
    assert (again.replayed.id, again.replayed.facts_version) == (
        first.answer.receipt.id,
        first.answer.receipt.facts_version,
    )
    today = firm.answers(NORD).answer
    assert isinstance(today.headline, Value)
    assert isinstance(again.answer.headline, Value)
    assert (again.answer.headline.value, today.headline.value) == (30, 25)
    firm.imports(50)
    with pytest.raises(FactsGone) as gone:
        replay(first.answer.receipt.id, ADA, firm.office)
    assert (gone.value.question, gone.value.given) == (NORD, again.replayed)


def test_the_day_it_was_answered_stays_that_of_the_first_time(firm: Firm) -> None:
    receipt_id = firm.answers(NORD).answer.receipt.id
    times = [replay(receipt_id, ADA, firm.office).replayed for _ in range(3)]
    assert times[0] is not None
    assert times == times[:1] * 3


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Firm]:
    """A firm on SQLite and DuckDB, for what does not depend on the databases."""
    place = str(tmp_path / "facts")
    settings = Settings(_env_file=None, KPI_HOME=tmp_path, DATABASE_URL=None, FACTS_URL=place)
    office = open_office(settings, SystemClock())
    with office.records.writing() as work:
        work.workspaces.put(Workspace("T1", "Acme", "UBOT"))
    opened = Firm(office, tmp_path, place)
    opened.imports(30)
    yield opened
    office.records.close()


@pytest.mark.parametrize("written", [str.lower, lambda id_: f" {id_[:4]}-{id_[4:]} ", lambda id_: f"`{id_}`"])
def test_a_receipt_is_found_however_it_is_typed(small: Firm, written) -> None:
    first = small.answers(NORD)
    assert replay(written(first.answer.receipt.id), ADA, small.office).answer == first.answer


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7F3AOIL2", "7F3A0112"),
        ("7f3aoil2", "7F3A0112"),
        ("7F3A 0112", "7F3A0112"),
        ("#7F3A-0112", "7F3A0112"),
        ("7F3A011U", None),
        ("7F3A011", None),
        ("7F3A01122", None),
        ("", None),
        ("É" * 8, None),
        ("７Ｆ３Ａ０１１２", None),
    ],
)
def test_letters_that_look_like_digits_are_read_as_these(typed: str, meant: str | None) -> None:
    assert typed_id(typed) == meant


@pytest.mark.parametrize("typed", ["", "7F3A0112", "nonsense", "x" * 500, "'; DROP TABLE receipts --", "<!channel>"])
def test_a_receipt_under_which_nothing_was_answered_is_unknown(small: Firm, typed: str) -> None:
    for attempt in (lambda: replay(typed, ADA, small.office), lambda: replay_unseen(typed, small.office)):
        with pytest.raises(NoReceipt) as unknown:
            attempt()
        assert unknown.value.typed == typed


def test_an_answer_of_another_workspace_is_unknown(small: Firm) -> None:
    receipt_id = small.answers(NORD).answer.receipt.id
    with pytest.raises(NoReceipt):
        replay(receipt_id, replace(ADA, team_id="T2"), small.office)
    assert replay_unseen(receipt_id, small.office).answer.receipt.id == receipt_id


def test_the_rights_are_those_of_today(small: Firm) -> None:
    receipt_id = small.answers(NORD).answer.receipt.id
    for member in (CY, replace(ADA, team="Sud")):
        with pytest.raises(NotAllowed) as refused:
            replay(receipt_id, member, small.office)
        assert (refused.value.reason, refused.value.about) == (Reason.OTHER_TEAM, "Nord")


def test_groups_that_she_may_not_see_are_kept_back_again(small: Firm) -> None:
    first = small.answers(replace(NORD, scope=Scope(), by=Dimension.TEAM))
    again = replay(first.answer.receipt.id, CY, small.office)
    for reply in (first, again):  # of two teams, the other one would follow from her own and the whole
        assert reply.answer.breakdown is not None
        assert reply.answer.breakdown.groups == ()
        assert reply.answer.breakdown.refusal is not None
        assert reply.answer.breakdown.refusal.reason is figure.Reason.KEPT_BACK


def ruled_by_version(number: int, office: Office) -> Office:
    """The house after a decision on the leads."""
    return replace(office, definitions=office.catalog.ruled_by(replace(office.catalog["leads"], version=number)))


def test_an_answer_is_given_again_by_the_definition_of_then_whichever_rules_now(small: Firm) -> None:
    office = small.office
    first = small.answers(NORD).answer
    later = ruled_by_version(2, office)
    assert replay(first.receipt.id, ADA, later).answer == first
    second = answer_kpi(NORD, ADA, later).answer
    assert second.receipt.id != first.receipt.id
    third = ruled_by_version(3, later)
    assert replay(second.receipt.id, ADA, third).answer == second
    assert replay(first.receipt.id, ADA, third).answer == first


def test_a_definition_that_is_not_held_any_more_is_named_with_the_one_in_force(small: Firm) -> None:
    receipt_id = small.answers(NORD).answer.receipt.id
    alone = Catalog(replace(small.office.catalog["leads"], version=2))
    with pytest.raises(DefinitionChanged) as changed:
        replay(receipt_id, ADA, replace(small.office, definitions=alone))
    assert (changed.value.given.definition_version, changed.value.held) == (1, 2)
    assert changed.value.question == NORD


def test_a_kpi_that_is_no_longer_defined_has_no_definition(small: Firm) -> None:
    receipt_id = small.answers(NORD).answer.receipt.id
    without = Catalog(*(kpi for kpi in small.office.catalog.values() if kpi.key != "leads"))
    with pytest.raises(DefinitionChanged) as changed:
        replay(receipt_id, ADA, replace(small.office, definitions=without))
    assert changed.value.held is None


def test_another_calendar_or_currency_since_changes_nothing(small: Firm) -> None:
    first = small.answers(replace(NORD, by=None))
    moved = replace(small.office, calendar=Calendar("Asia/Tokyo", fiscal_year_starts=2), currency="JPY")
    again = replay(first.answer.receipt.id, ADA, moved)
    assert again.answer == first.answer
    otherwise = ask(replace(NORD, by=None), moved)
    assert otherwise.receipt.id != first.answer.receipt.id, "other terms, another receipt"


def test_what_was_asked_as_of_an_earlier_day_is_replayed_as_of_that_day(small: Firm) -> None:
    first = small.answers(replace(NORD, as_of=date(2026, 4, 10)))
    small.imports(12)
    assert replay(first.answer.receipt.id, ADA, small.office).answer == first.answer


OPPORTUNITIES = """
[opportunities]
file = "opportunities.csv"
opportunity_id = "Id"
created_on = "Created"
amount = "Amount"
team = "Team"
"""


def aim_at(amount: float, firm: Firm, at: datetime) -> None:
    """Set the revenue that the Nord team is to reach this spring."""
    target = Target("revenue", Scope(Level.TEAM, "Nord"), SPRING, TargetKind.ABSOLUTE, amount, amount)
    with firm.office.records.writing() as work:
        work.targets.put(KeptTarget("T1", f"T{amount:.0f}", target, "", None, at))


def test_an_answer_keeps_the_target_that_it_was_measured_against(small: Firm) -> None:
    (small.home / "opportunities.csv").write_text(
        "Id,Created,Amount,Team\n1,2026-05-02,5000,Nord\n2,2026-05-03,7000,Nord\n"
    )
    (small.home / "pipeline.toml").write_text(OPPORTUNITIES)
    import_profile(small.home / "pipeline.toml", small.home, open_facts(small.place), today=TODAY)
    covered = Question("coverage", SPRING, Scope(Level.TEAM, "Nord"))
    before_any = small.answers(covered).answer
    aim_at(24_000, small, datetime(2026, 6, 1, tzinfo=UTC))
    under_the_first = small.answers(covered).answer
    aim_at(48_000, small, datetime(2026, 6, 2, tzinfo=UTC))
    under_the_second = small.answers(covered).answer
    answers = [before_any, under_the_first, under_the_second]
    assert [answer.question.goal for answer in answers] == [None, 24_000, 48_000]
    for answer in answers:
        assert replay(answer.receipt.id, ADA, small.office).answer == answer

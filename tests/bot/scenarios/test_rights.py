"""Whose figures a person gets: a rep, a manager, the director, a guest, somebody of another department."""

import pytest

from bot.policy import Reason
from bot.text import Text
from bot.views import denials
from storage.repositories.records import Act, AuditEntry, Kind
from tests.bot.scenarios.house import House, Shown, spaced

pytestmark = pytest.mark.asyncio(loop_scope="session")

FRENCH, ENGLISH = Text("fr"), Text("en")


def readings(house: House) -> list[AuditEntry]:
    """Who read whose figures, oldest first."""
    with house.office.records.reading() as work:
        return [entry for entry in work.audit.of(house.team_id) if entry.act is Act.REP_FIGURES_READ]


def groups(card: Shown) -> list[str]:
    (table,) = card.of_kind("data_table")
    return [row[0]["text"] for row in table["rows"][1:]]


def denied(reason: Reason, about: str | None = None, text: Text = FRENCH) -> str:
    return spaced(denials.not_allowed(text, reason, about).text)


async def test_a_guest_gets_the_menu_and_no_figure(house: House) -> None:
    lina = house.person("lina", "general")
    assert (await lina.types("/kpi conversion")).text == denied(Reason.GUEST)
    menu = await lina.types("/kpi help")
    assert (await lina.presses(menu, "help.example")).text == denied(Reason.GUEST)


async def test_somebody_of_another_department_gets_the_menu_and_no_figure(house: House) -> None:
    solene = house.person("solene", "general")
    assert (await solene.types("/kpi conversion")).text == denied(Reason.STRANGER)
    menu = await solene.types("/kpi help")
    assert len(menu.runs) == 5
    assert (await solene.presses(menu, "help.example")).text == denied(Reason.STRANGER)


async def test_a_rep_sees_her_team_her_region_and_the_company(house: House) -> None:
    camille, before = house.person("camille", "team-nord"), readings(house)
    for typed, whose in (
        ("leads 2025 mon équipe", "Équipe Nord"),
        ("leads 2025 région:France", "Région : France"),
        ("leads 2025 entreprise", "Toute l’entreprise"),
        ("leads 2025 moi", "Camille Roy"),
    ):
        card = await camille.types(f"/kpi {typed}")
        assert whose in card.text, typed
    assert readings(house) == before


@pytest.mark.parametrize(
    ("typed", "reason", "about"),
    [
        ("leads 2025 équipe:London", Reason.OTHER_TEAM, "London"),
        ('leads 2025 commercial:"Oliver Penhale"', Reason.OTHER_PERSON, "Oliver Penhale"),
        ('leads 2025 commercial:"Mehdi Lahlou"', Reason.OTHER_PERSON, "Mehdi Lahlou"),
    ],
)
async def test_a_rep_is_kindly_refused_what_is_anothers(house: House, typed: str, reason: Reason, about: str) -> None:
    assert (await house.person("camille", "team-nord").types(f"/kpi {typed}")).text == denied(reason, about)


async def test_a_rep_who_breaks_down_by_rep_sees_herself_and_how_many_are_kept_back(house: House) -> None:
    card = await house.person("camille", "team-nord").types("/kpi leads 2025 par commercial")
    assert groups(card) == ["Camille Roy"]
    assert "7 groupes ne sont pas affichés" in card.written


async def test_a_rep_who_breaks_down_by_team_sees_her_own(house: House) -> None:
    card = await house.person("camille", "team-nord").types("/kpi leads 2025 entreprise par équipe")
    assert groups(card) == ["Nord"]


async def test_a_manager_reads_her_own_reps_figures_and_it_is_recorded_once(house: House) -> None:
    antoine, before = house.person("antoine", "team-nord"), readings(house)
    card = await antoine.types('/kpi leads 2025 commercial:"Camille Roy"')
    assert "Camille Roy" in card.text
    (entry,) = readings(house)[len(before) :]
    assert (entry.actor, entry.subject.kind, entry.subject.key) == (
        house.slack.user("antoine"),
        Kind.REP,
        "Camille Roy",
    )


async def test_a_breakdown_by_rep_is_recorded_once_for_each_rep(house: House) -> None:
    antoine, before = house.person("antoine", "team-nord"), readings(house)
    card = await antoine.types("/kpi leads 2025 par commercial")
    read = [entry.subject.key for entry in readings(house)[len(before) :]]
    assert sorted(read) == sorted(groups(card))
    assert len(set(read)) == len(read) == 8


async def test_redrawing_reads_again_and_is_recorded_again(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    card = await antoine.types('/kpi leads 2025 commercial:"Camille Roy"')
    before = readings(house)
    await antoine.presses(card, "ask.period", "last_quarter")
    assert [entry.subject.key for entry in readings(house)[len(before) :]] == ["Camille Roy"]


async def test_a_manager_is_refused_another_managers_rep_and_nothing_is_recorded(house: House) -> None:
    antoine, before = house.person("antoine", "team-nord"), readings(house)
    told = await antoine.types('/kpi leads 2025 commercial:"Oliver Penhale"')
    assert told.text == denied(Reason.OTHER_PERSON, "Oliver Penhale")
    assert readings(house) == before


async def test_a_manager_who_does_not_sell_sees_no_figure_of_her_own(house: House) -> None:
    card = await house.person("antoine", "team-nord").types("/kpi leads 2025")
    assert "Équipe Nord" in card.text
    assert "Vous, même période" not in card.written


async def test_the_director_sees_every_team_and_no_single_rep(house: House) -> None:
    helene = house.person("helene", "general")
    card = await helene.types("/kpi leads 2025 par équipe")
    assert sorted(groups(card)) == ["Bruxelles", "London", "Manchester", "Nord", "Ouest", "Sud"]
    told = await helene.types('/kpi leads 2025 commercial:"Oliver Penhale"')
    assert told.text == denied(Reason.OTHER_PERSON, "Oliver Penhale")


async def test_the_audit_chain_is_whole_and_names_nobody_in_the_clear(house: House) -> None:
    await house.person("antoine", "team-nord").types('/kpi leads 2025 commercial:"Camille Roy"')
    with house.office.records.reading() as work:
        assert work.audit.broken(house.team_id) == []

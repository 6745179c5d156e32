"""A question that cannot be answered gets one clear sentence: what, where, and how to mend it; never a guess."""

from collections.abc import Iterator

import pytest

from bot.policy import Reason
from bot.text import Text
from bot.views import denials
from bot.views.message import Message
from storage.facts.store import open_facts
from storage.imports import import_profile
from tests.bot.bad_questions import BAD_QUESTIONS, Bad, Who
from tests.bot.desks import Told, a_desk, sentence
from tests.bot.scenarios.alto import TODAY, alto


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """What is told of a question, in a language, to somebody."""
    home = tmp_path_factory.mktemp("home")
    yield from a_desk(home, open_facts(str(alto().facts)))


def offered(message: Message) -> list[str]:
    return [block.json["accessory"]["value"] for block in message.layout if "accessory" in block.json]


def cases() -> Iterator[object]:
    for bad in BAD_QUESTIONS:
        yield pytest.param(bad, "en", bad.english, bad.said, id=f"en: {bad.english[:40]}")
        yield pytest.param(bad, "fr", bad.french, bad.dit, id=f"fr: {bad.french[:40]}")


@pytest.mark.parametrize(("bad", "language", "typed", "said"), cases())
def test_a_bad_question_is_told_in_one_sentence_and_what_is_offered_is_a_good_one(
    told: Told, bad: Bad, language: str, typed: str, said: str
) -> None:
    message = told(typed, language, bad.who)
    assert sentence(message) == said
    assert any(block.kind == "header" for block in message.layout) is (bad.reason is not None), "a card, or none"
    for command in offered(message):
        card = told(command, language, bad.who)
        assert any(block.kind == "header" for block in card.layout), f"{command} cannot be answered either"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("typed", ["<!channel>", "leads <!here>", "<@U0ADA> leads", "leads <https://x.example|y>"])
def test_markup_that_was_typed_calls_nobody(told: Told, language: str, typed: str) -> None:
    message = told(typed, language, Who.ADMIN)
    for sign in ("<!", "<@", "<#", "<http"):
        assert sign not in f"{message.text} {message.blocks}"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "Team Duo has fewer than 3 reps, so each could read the other’s figure out of it: it stays between us. "
                "The company’s can be shared."
            ),
        ),
        (
            "fr",
            (
                "L’équipe Duo compte moins de 3 commerciaux, chacun pourrait en déduire le chiffre de l’autre : il reste "
                "entre nous. Celui de l’entreprise peut être partagé."
            ),
        ),
    ],
)
def test_a_team_of_two_is_not_shared_and_why(language: str, said: str) -> None:
    assert sentence(denials.not_allowed(Text(language), Reason.SMALL_TEAM, "Duo")) == said


LEADS_ONLY = '[leads]\nfile = "leads.csv"\nlead_id = "Id"\ncreated_on = "Created"\nteam = "Team"\n'


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A house that imported leads and nothing else; nothing of them ever won."""
    home = tmp_path_factory.mktemp("lacking")
    rows = [f"{number},2026-10-{1 + number:02},Nord" for number in range(20)]
    (home / "leads.csv").write_text("\n".join(["Id,Created,Team", *rows]) + "\n")
    (home / "crm.toml").write_text(LEADS_ONLY)
    store = open_facts(str(home / "facts"))
    import_profile(home / "crm.toml", home, store, today=TODAY)
    yield from a_desk(home, store)


MISSING = {
    "transformation": (
        "Not computable: no data on opportunities was imported. Whoever looks after the CRM import can add it.",
        (
            "Incalculable : aucune donnée importée pour « opportunités ». La personne qui s’occupe de l’import du CRM peut "
            "les ajouter."
        ),
    ),
    "retention": (
        (
            "Not computable: neither contracts nor orders were imported, and only they tell who is a customer. Whoever "
            "looks after the CRM import can add them."
        ),
        (
            "Incalculable : ni contrats ni commandes n’ont été importés, or eux seuls disent qui est client. La personne "
            "qui s’occupe de l’import du CRM peut les ajouter."
        ),
    ),
}


@pytest.mark.parametrize("kpi", ["transformation", "retention"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_table_that_was_not_imported_is_named_with_who_can_add_it(lacking: Told, kpi: str, language: str) -> None:
    assert sentence(lacking(kpi, language, Who.ADMIN)) == MISSING[kpi][language == "fr"]


def test_a_kpi_whose_table_is_missing_has_the_dimensions_of_that_table(lacking: Told) -> None:
    said = sentence(lacking("revenue by lost reason", "en", Who.ADMIN))
    assert (
        said == "Not computable: neither orders nor opportunities were imported. "
        "Whoever looks after the CRM import can add them."
    )

"""X02: ten thousand questions by people of random organisations, beside an oracle that reads the roster alone."""

from dataclasses import dataclass, replace
from random import Random
from secrets import randbits

from bot.policy import visible_question
from bot.use_cases.know_member import seat
from bot.use_cases.roster import Roster, RosterLine
from kpi_engine.question import Dimension, Filter, Question
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.records import Member
from tests.bot.test_policy import NOBODY, question

QUESTIONS = 10_000
NAMES = ("ada", "bo", "cy", "dee", "eve")
TEAMS = ("Nord", "Sud", "Est")


@dataclass(frozen=True)
class Company:
    """Who sells where, and for whom; nobody appears twice."""

    lines: tuple[RosterLine, ...]

    @classmethod
    def at_random(cls, chance: Random) -> "Company":
        chosen = chance.sample(NAMES, chance.randint(0, len(NAMES)))
        return cls(
            tuple(
                RosterLine(
                    rep=name,
                    name=name.title(),
                    email=address_of(name),
                    team=chance.choice([*TEAMS, None]),
                    manager=chance.choice([address_of(chance.choice(NAMES)), None]),
                )
                for name in chosen
            )
        )

    def lets(self, who: str, asked: Question, *, admin: bool) -> bool:
        """Read the roster line by line: her own line, and those who name her as their manager."""
        hers = [each for each in self.lines if each.rep == who]
        led = [each for each in self.lines if each.manager == address_of(who) and each.rep != who]
        if not (admin or hers or led):
            return False
        return all(self._lets(each, [*hers, *led], admin=admin) for each in named(asked))

    def _lets(self, scope: Scope, lines: list[RosterLine], *, admin: bool) -> bool:
        if scope.level is Level.TEAM:
            return admin or scope.name in {each.team for each in lines}
        return scope.name in {each.rep for each in lines}


def address_of(name: str) -> str:
    return f"{name}@acme.example"


def named(asked: Question) -> list[Scope]:
    """Every team and rep that a question is narrowed to."""
    scopes = [asked.scope] if asked.scope.level is not Level.COMPANY else []
    of_filters = [Scope(Level(each.dimension), value) for each in asked.filters for value in each.values]
    return scopes + of_filters


def a_question(chance: Random) -> Question:
    scope = chance.choice(
        [COMPANY, *(Scope(Level.TEAM, each) for each in TEAMS), *(Scope(Level.REP, n) for n in NAMES)]
    )
    kinds = ((Dimension.TEAM, TEAMS), (Dimension.REP, NAMES))
    filters = [
        Filter(dimension, tuple(chance.sample(values, chance.randint(1, 2))))
        for dimension, values in chance.choices(kinds, k=chance.randint(0, 2))
    ]
    return replace(question(scope), filters=tuple(filters))


def a_person(who: str, company: Company, *, admin: bool) -> Member:
    known = replace(NOBODY, email=address_of(who), workspace_admin=admin)
    return seat(known, Roster(company.lines), admins=())


def test_x02_ten_thousand_questions_are_ruled_on_as_the_roster_says() -> None:
    seed = randbits(32)
    print(f"seed {seed}")  # noqa: T201 - to run it again
    chance, allowed = Random(seed), 0
    for _ in range(QUESTIONS):
        company, who, admin = Company.at_random(chance), chance.choice(NAMES), chance.random() < 0.2
        asked = a_question(chance)
        ruling = visible_question(a_person(who, company, admin=admin), asked)
        assert ruling.allowed == company.lets(who, asked, admin=admin), (who, admin, asked, company)
        allowed += ruling.allowed
    assert QUESTIONS // 20 < allowed < QUESTIONS // 2  # control: it is neither all nor nothing

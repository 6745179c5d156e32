"""Decide whose numbers a person may see, put the question, and gather all that the card shows."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Ruling, default_scope, visible, visible_groups
from bot.use_cases.question_json import dump
from bot.words.reading import Asked, Mine
from kpi_engine import engine
from kpi_engine.answer import Answer, Breakdown
from kpi_engine.facts import Facts
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Basis, Compare, Dimension, Question
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.members import Member

_LEVEL_OF = {Dimension.REGION: Level.REGION, Dimension.TEAM: Level.TEAM, Dimension.REP: Level.REP}


@dataclass(frozen=True, slots=True)
class KpiReply:
    """What a person gets for one question. `key` finds the question again when a button of the card is pressed."""

    kpi: Kpi
    answer: Answer
    key: str
    own: Answer | None = None  # a rep's own figure, beside her team's
    kept_back: int = 0  # groups of the breakdown that the person may not see


def put(asked: Asked, member: Member, office: Office) -> Question:
    """The complete question: what was not said is filled in by the house's defaults and the person's place."""
    kpi = office.catalog[asked.kpi]
    return Question(
        kpi=kpi.key,
        period=asked.period or latest_quarter(office),
        scope=_scope(asked, member),
        by=asked.by,
        filters=asked.filters,
        compare=asked.compare or Compare.PREVIOUS,
        basis=asked.basis or Basis.COHORT,
    )


def latest_quarter(office: Office) -> Period:
    """The quarter in progress, or the last one that the facts reach."""
    day = min(office.today(), office.facts.current().as_of)
    return office.calendar.containing(day, Grain.QUARTER)


def answer_kpi(question: Question, member: Member, office: Office) -> KpiReply:
    """Answer within the person's rights. Raises NotAllowed; looks at another person's figures are audited."""
    _check(question, member, office)
    facts = office.facts.current()
    kpi = office.catalog[question.kpi]
    answer = _ask(question, facts, office)
    shown, kept_back = _shown(answer.breakdown, member)
    with office.records() as work:
        key = work.asked_questions.put(member.team_id, dump(question), office.clock.now())
        work.commit()
    return KpiReply(
        kpi, replace(answer, breakdown=shown), key, _own(question, member, kpi, facts, office), kept_back
    )

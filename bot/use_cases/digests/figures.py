"""What the menus under a digest lead to: the question behind one of its figures."""

from dataclasses import replace

from bot.errors import CardTooOld
from bot.office import Office
from bot.use_cases.question_json import load
from kpi_engine.question import Question
from storage.repositories.records import Member


def figure_question(receipt_id: str, member: Member, office: Office) -> Question:
    """The question of a posted figure, by its receipt: routing, never a right. Raises CardTooOld.

    It is measured against the target of today.
    """
    with office.records.reading() as work:
        given = work.receipts.get(member.team_id, receipt_id)
    if given is None:
        raise CardTooOld
    return replace(load(given.question), goal=None)

"""What a card's buttons lead to: the same question again, changed or shared. Rights are checked again each time."""

from dataclasses import replace

from bot.errors import AlreadyShared, CardTooOld, NotAllowed
from bot.office import Office
from bot.policy import may_share, small_teams
from bot.use_cases.answer_kpi import KpiReply, answer_kpi
from bot.use_cases.question_json import load
from kpi_engine.question import Question
from storage.repositories.records import Member


def find_question(key: str, member: Member, office: Office) -> Question:
    """The question behind a card's buttons. Raises CardTooOld."""
    with office.records.reading() as work:
        kept = work.asked_questions.get(member.team_id, key)
    if kept is None:
        raise CardTooOld
    return load(kept.body)


def share_answer(question: Question, member: Member, office: Office) -> KpiReply:
    """The answer as a channel may read it: no figure of a person, no team so small that it would be one.

    Raises NotAllowed.
    """
    with office.records.reading() as work:
        headcounts = work.teams.headcounts(member.team_id)
    ruling = may_share(member, question, headcounts)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    reply = answer_kpi(question, member, office, small_teams=small_teams(headcounts))
    return replace(reply, own=None, own_left_out=reply.own is not None)


def claim_share(card: str, member: Member, office: Office) -> None:
    """One card is shared once: a second press within the day raises AlreadyShared."""
    with office.records.writing() as work:
        first = work.inbound.first_sight(f"share:{member.team_id}:{card}", office.clock.now())
    if not first:
        raise AlreadyShared


def release_share(card: str, member: Member, office: Office) -> None:
    """The share did not go out: the card may be shared again."""
    with office.records.writing() as work:
        work.inbound.forget(f"share:{member.team_id}:{card}")

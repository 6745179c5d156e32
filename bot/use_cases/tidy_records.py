"""Forget what need not be remembered: questions behind old cards, old receipts, what messages and people said long ago.

What keeps a thing from happening twice outlives whatever could make it happen again (docs/decisions/101).
"""

from datetime import timedelta

import structlog

from bot.office import Office

log = structlog.stdlib.get_logger(__name__)

QUESTIONS_KEPT = timedelta(days=30)
DELIVERIES_KEPT = timedelta(hours=24)


def tidy_records(office: Office) -> None:
    """Delete what is past its time."""
    now, kept = office.clock.now(), office.retention
    with office.records.writing() as work:
        work.asked_questions.forget_before(now - QUESTIONS_KEPT)
        work.receipts.forget_before(now - kept.receipts)
        work.inbound.forget_before(now - DELIVERIES_KEPT)
    with office.records.writing() as work:
        work.deliveries.forget_words_before(now - kept.words)
        work.editions.forget_before(now - kept.receipts)
        work.alerts.forget_evaluations_before(now - kept.evaluations)
    with office.records.writing() as work:
        work.feedback.forget_before(now - kept.feedback)
        work.voters.forget_before(now - kept.voters)
        work.proposals.forget_withdrawn_before(now - kept.withdrawn)
    with office.records.writing() as work:
        cuts = work.audit.cut_before(now - kept.audit, now)
    for each in cuts:  # outside of the records, so that a longer cut by another hand shows
        log.info("audit_cut", team_id=each.team_id, number=each.number, digest=each.digest, broken=list(each.broken))

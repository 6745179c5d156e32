"""Forget what need not be remembered: questions behind old cards, old receipts, what messages said long ago.

What keeps a thing from happening twice outlives whatever could make it happen again (docs/decisions/101).
"""

from datetime import timedelta

from bot.office import Office

QUESTIONS_KEPT = timedelta(days=30)
RECEIPTS_KEPT = timedelta(days=2 * 365)  # long after their facts are gone: that is then said, not "no such receipt"
DELIVERIES_KEPT = timedelta(hours=24)
WORDS_KEPT = timedelta(days=90)  # what messages said, after they ended
EDITIONS_KEPT = timedelta(days=2 * 365)
EVALUATIONS_KEPT = timedelta(days=396)  # thirteen months: the same month a year ago is still there


def tidy_records(office: Office) -> None:
    """Delete what is past its time."""
    now = office.clock.now()
    with office.records.writing() as work:
        work.asked_questions.forget_before(now - QUESTIONS_KEPT)
        work.receipts.forget_before(now - RECEIPTS_KEPT)
        work.inbound.forget_before(now - DELIVERIES_KEPT)
    with office.records.writing() as work:
        work.deliveries.forget_words_before(now - WORDS_KEPT)
        work.editions.forget_before(now - EDITIONS_KEPT)
        work.alerts.forget_evaluations_before(now - EVALUATIONS_KEPT)

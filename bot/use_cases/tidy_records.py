"""Forget what need not be remembered: questions behind old cards, old receipts, keys of deliveries seen long ago."""

from datetime import timedelta

from bot.office import Office

QUESTIONS_KEPT = timedelta(days=30)
RECEIPTS_KEPT = timedelta(days=2 * 365)  # long after their facts are gone: that is then said, not "no such receipt"
DELIVERIES_KEPT = timedelta(hours=24)


def tidy_records(office: Office) -> None:
    """Delete what is past its time."""
    now = office.clock.now()
    with office.records.writing() as work:
        work.asked_questions.forget_before(now - QUESTIONS_KEPT)
        work.receipts.forget_before(now - RECEIPTS_KEPT)
        work.inbound.forget_before(now - DELIVERIES_KEPT)

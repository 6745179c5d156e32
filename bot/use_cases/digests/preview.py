"""What a digest would say of last week: composed like the real one, for the eyes of whoever sets it."""

from datetime import timedelta

from bot.office import Office
from bot.use_cases.digests.compose import compose, questions_of, remember_figures
from bot.use_cases.digests.content import DigestContent
from kpi_engine import together
from kpi_engine.periods import Grain
from storage.repositories.digest_records import Digest


def preview(digest: Digest, office: Office) -> DigestContent:
    """The digest of the last whole ISO week. Its figures keep their receipts: its menus lead back to them."""
    week = office.calendar.containing(office.today() - timedelta(weeks=1), Grain.WEEK)
    answers = together.answers(
        questions_of(digest, week, office),
        office.facts.current(),
        catalog=office.catalog,
        calendar=office.calendar,
        currency=office.currency,
    )
    content = compose(digest, week, answers, office)
    with office.records.writing() as work:
        remember_figures(work, [content], office)
    return content

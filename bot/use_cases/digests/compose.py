"""Compose a digest: the questions it takes, and from their answers what it tells of the week.

All questions of all digests that are due are put at once; `compose` then opens nothing but the records of targets.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.office import Office
from bot.use_cases.digests.content import DigestContent, Entry
from bot.use_cases.digests.field import field_signals
from bot.use_cases.digests.let_go import farewells
from bot.use_cases.digests.questions import figure_questions, target_inquiries
from bot.use_cases.given_answers import remember_all
from kpi_engine.answer import Answer
from kpi_engine.course import Earlier, Inquiry
from kpi_engine.news import Told, news_of
from kpi_engine.pace import progress
from kpi_engine.periods import Period
from kpi_engine.progress import Progress
from kpi_engine.question import Question
from kpi_engine.target import Target
from storage.repositories.digest_records import Digest
from storage.unit_of_work import UnitOfWork

Answers = Mapping[Question, Answer]


def questions_of(digest: Digest, period: Period, office: Office) -> tuple[Question, ...]:
    """All that `compose` needs answered: a question per KPI, and those that tell where its target stands."""
    asked = list(figure_questions(digest, period, office))
    for each in target_inquiries(digest, period, office).values():
        asked += [each.now, *(question for pair in each.earlier for question in pair)]
    return tuple(dict.fromkeys(asked))


def compose(
    digest: Digest, period: Period, answers: Answers, office: Office, *, late: bool = False, stale: bool = False
) -> DigestContent:
    """What the digest tells of an ISO week, from the answers to `questions_of`.

    Raises KeyError where one lacks: a target was changed in between, and the questions have to be put again.
    """
    standing = {
        target.kpi: _progress(target, asked, answers, office)
        for target, asked in target_inquiries(digest, period, office).items()
    }
    entries = tuple(
        Entry(office.catalog[question.kpi], answers[question], standing.get(question.kpi))
        for question in figure_questions(digest, period, office)
    )
    first = entries[0].answer if entries else None
    return DigestContent(
        digest=digest,
        period=period,
        entries=entries,
        news=news_of([Told(each.answer, each.progress) for each in entries], period),
        late=late,
        stale=stale,
        as_of=first.as_of if first else period.last_day,
        loaded_at=first.loaded_at if first else office.clock.now(),
        zone=office.calendar.zone,
        field=field_signals(digest, period, office),
        retired=farewells(digest, office.catalog),
    )


def remember_figures(work: UnitOfWork, contents: Iterable[DigestContent], office: Office) -> None:
    """Keep the receipt of every figure, in the transaction in which its digest is decided.

    They lead `/kpi replay` back to each figure, and the digest's own menus to its question, for as long as receipts
    are kept: far longer than the questions behind cards.
    """
    given: defaultdict[str, dict[str, Answer]] = defaultdict(dict)
    for content in contents:
        given[content.digest.team_id] |= {each.answer.receipt.id: each.answer for each in content.entries}
    for team_id in sorted(given):  # always in the same order, so that two writers never wait for each other
        remember_all(work, team_id, [given[team_id][receipt] for receipt in sorted(given[team_id])], office)


def _progress(target: Target, asked: Inquiry, answers: Answers, office: Office) -> Progress:
    earlier = [Earlier(answers[young], answers[whole]) for young, whole in asked.earlier]
    return progress(target, office.catalog[target.kpi], answers[asked.now], earlier)

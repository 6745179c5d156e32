"""Restate: when facts are published, look up the figures of the digests sent lately, and tell which have moved.

The digest itself stays as it was read. Each edition is looked at once per version of the facts, by the definitions it
was written under; a figure is told of again only where it has moved from what was last told.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.office import Office
from bot.text import Text
from bot.use_cases.digests.decide import pinned
from bot.use_cases.digests.edition_news import Restated, Revised
from bot.use_cases.digests.posted_figures import PostedFigure, dump, load, revised
from kpi_engine import together
from kpi_engine.answer import Answer
from kpi_engine.errors import DefinitionNotHeld, EngineError
from kpi_engine.kpi import Catalog, Kpi
from kpi_engine.question import Question
from storage.errors import NoFacts
from storage.repositories.delivery_records import DeliveryKind, Frozen, NewDelivery
from storage.repositories.digest_records import Digest, DigestState, Edition

LOOKED_BACK = timedelta(weeks=5)
"""For how long after its time a digest's figures are looked up again."""

_AT_ONCE = 300  # editions looked up in one pass
_WORTH_SENDING = timedelta(hours=24)

Reword = Callable[[Restated, Text], Frozen]
"""Puts a restatement into a message."""


_Figure = tuple[Question, int]
"""A question, and the version of its KPI's definition that it was answered by."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A sent edition and its figures."""

    edition: Edition
    digest: Digest
    figures: Sequence[PostedFigure]


def restate_digests(office: Office, reword: Reword) -> int:
    """Look up editions that nobody has looked at in this version of the facts; gives the number of restatements."""
    try:
        office = pinned(office)
    except NoFacts:
        return 0
    kept = _to_check(office)
    answers = _answers({(each.question, each.definition) for one in kept for each in one.figures}, office)
    return sum(_check(each, answers, office, reword) for each in kept)


def _to_check(office: Office) -> list[_Kept]:
    with office.records.reading() as work:
        since = office.clock.moved(work.now()) - LOOKED_BACK
        editions = work.editions.to_check(office.facts.current().version, since, _AT_ONCE)
        digests = [work.digests.get(each.team_id, each.digest_id) for each in editions]
    return [
        _Kept(edition, digest, load(edition.figures))
        for edition, digest in zip(editions, digests, strict=True)
        if digest is not None
    ]


def _answers(figures: Collection[_Figure], office: Office) -> Mapping[_Figure, Answer]:
    """All that the definitions in force tell in one pass, and one more for each version that rules no longer."""
    by_former: defaultdict[Kpi | None, list[_Figure]] = defaultdict(list)
    for question, version in figures:
        by_former[_former(question.kpi, version, office.catalog)].append((question, version))
    found: dict[_Figure, Answer] = {}
    for former, asked in by_former.items():
        found |= _together(asked, office.catalog.ruled_by(former) if former else office.catalog, office)
    return found


def _former(key: str, version: int, catalog: Catalog) -> Kpi | None:
    """That version of a KPI, if it rules no longer and is still held."""
    try:
        definition = catalog.definition(key, version)
    except DefinitionNotHeld:
        return None
    return None if catalog.get(key) is definition else definition


def _together(figures: Collection[_Figure], catalog: Catalog, office: Office) -> Mapping[_Figure, Answer]:
    """All in one pass; where one cannot be put any more, each alone, without that one."""
    try:
        return _asked(figures, catalog, office)
    except EngineError:
        return {figure: answer for each in figures for figure, answer in _alone(each, catalog, office).items()}


def _alone(figure: _Figure, catalog: Catalog, office: Office) -> Mapping[_Figure, Answer]:
    try:
        return _asked([figure], catalog, office)
    except EngineError:
        return {}


def _asked(figures: Collection[_Figure], catalog: Catalog, office: Office) -> Mapping[_Figure, Answer]:
    found = together.answers(
        [question for question, _ in figures],
        office.facts.current(),
        catalog=catalog,
        calendar=office.calendar,
        currency=office.currency,
    )
    return {figure: found[figure[0]] for figure in figures if figure[0] in found}


def _check(kept: _Kept, answers: Mapping[_Figure, Answer], office: Office, reword: Reword) -> bool:
    """Note what the figures are now and, where one has moved, queue the reply, in one transaction."""
    text, version = Text(kept.digest.language, office.calendar), office.facts.current().version
    looked_up = [_look_up(each, answers, text) for each in kept.figures]
    moved = tuple(move for _, move in looked_up if move)
    with office.records.writing() as work:
        if not work.editions.checked(kept.edition, version, dump([figure for figure, _ in looked_up])):
            return False
        told = bool(moved) and kept.digest.state is not DigestState.DELETED
        if told:
            payload = reword(Restated(kept.digest, kept.edition.period, moved), text)
            work.deliveries.queue(_reply(kept, version, payload, office.clock.moved(work.now())))
    return told


def _look_up(
    figure: PostedFigure, answers: Mapping[_Figure, Answer], text: Text
) -> tuple[PostedFigure, Revised | None]:
    """The figure as it is kept from now on and, where it has moved, how."""
    answer = answers.get((figure.question, figure.definition))
    move = revised(figure, answer, text) if answer else None
    return (replace(figure, told=move.after), move) if move else (figure, None)


def _reply(kept: _Kept, version: str, payload: Frozen, now: datetime) -> NewDelivery:
    digest, edition = kept.digest, kept.edition
    return NewDelivery(
        dedup_key=f"restatement:{digest.team_id}:{digest.channel_id}:{digest.id}-{version}:{edition.period}",
        kind=DeliveryKind.RESTATEMENT,
        team_id=digest.team_id,
        channel_id=digest.channel_id,
        payload_text=payload,
        due_at=now,
        expires_at=now + _WORTH_SENDING,
        root_id=edition.delivery_id,
    )

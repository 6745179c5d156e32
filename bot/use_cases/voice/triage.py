"""The card of a piece of feedback: where it is read, put there once, and drawn again as it comes along.

It goes to the channel that takes its team's feedback; where there is none, to the team's managers by direct message,
and to the admins where no manager is known. The copies of a card are numbered in their names, so that each is posted
once for ever, and all are found again wherever they went.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count

from bot.office import Office
from bot.use_cases.voice.item import Telling, Words, item_of
from storage.repositories.delivery_records import DeliveryKind, NewDelivery
from storage.repositories.records import Member, Role
from storage.repositories.voice_records import Feedback
from storage.unit_of_work import UnitOfWork

_WORTH_SENDING = timedelta(days=7)


def queue_card(work: UnitOfWork, feedback: Feedback, office: Office, words: Words) -> Feedback:
    """Queue its card, once, in the transaction in which it is kept or released; gives it as it is kept then.

    Where nobody who may read it was met yet, `queue_missing_cards` does it as soon as somebody is.
    """
    now = office.clock.moved(work.now())
    if work.deliveries.find(_key(feedback, 1)):
        return feedback
    item, cards = item_of(work, feedback), []
    for number, (conversation, locale) in enumerate(
        readers_of(work, feedback.team_id, feedback.team, office).items(), start=1
    ):
        card = NewDelivery(
            dedup_key=_key(feedback, number),
            kind=DeliveryKind.FEEDBACK,
            team_id=feedback.team_id,
            channel_id=conversation,
            payload_text=words(Telling.CARD, item, locale),
            due_at=now,
            expires_at=now + _WORTH_SENDING,
        )
        cards.append(work.deliveries.queue(card))
    carded = replace(feedback, card_delivery=cards[0] if cards else None)
    work.feedback.change(carded)
    return carded


def queue_missing_cards(team_id: str, office: Office, words: Words) -> None:
    """Queue the cards of what nobody could be given to read when it was said."""
    with office.records.reading() as work:
        missing = any(each.card_delivery is None for each in work.triage.in_hand(team_id))
    if not missing:
        return
    with office.records.writing() as work:
        for each in work.triage.lock(team_id, *(each.id for each in work.triage.in_hand(team_id))):
            if each.card_delivery is None:
                queue_card(work, each, office, words)


def redraw_card(work: UnitOfWork, feedback: Feedback, office: Office, words: Words) -> None:
    """Let every copy of its card show how it stands now."""
    item = item_of(work, feedback)
    people = {each.user_id: each for each in work.members.of(feedback.team_id)}
    for card in _cards(work, feedback):
        sent = work.deliveries.get(card)
        if sent:
            locale = _locale(people.get(sent.channel_id), office)
            work.deliveries.edit(card, words(Telling.CARD, item, locale))


def readers_of(work: UnitOfWork, team_id: str, team: str, office: Office) -> Mapping[str, str]:
    """The conversations in which a team's feedback is read, each with its locale."""
    place = work.triage_places.takes(team_id, team)
    if place:
        return {place.channel_id: office.language}
    return {each.user_id: _locale(each, office) for each in answerable(work, team_id, team)}


def answerable(work: UnitOfWork, team_id: str, team: str) -> Sequence[Member]:
    """The managers of a team; the admins where none is known."""
    everybody = [each for each in work.members.of(team_id) if each.active]
    managers = [each for each in everybody if team and each.role is Role.MANAGER and team in each.manages]
    return managers or [each for each in everybody if each.role is Role.ADMIN]


def _cards(work: UnitOfWork, feedback: Feedback) -> Iterator[int]:
    for number in count(1):
        card = work.deliveries.find(_key(feedback, number))
        if card is None:
            return
        yield card


def _locale(member: Member | None, office: Office) -> str:
    return (member.locale if member else None) or office.language


def _key(feedback: Feedback, number: int) -> str:
    return f"feedback:{feedback.team_id}:{feedback.id}:card{number}"

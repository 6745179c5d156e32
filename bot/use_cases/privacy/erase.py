"""Erase people, as an admin decides: from the facts first, then from the records, which remember that it was done.

Where one step fails the people are still in the records: erasing them again finishes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from secrets import token_hex

from bot.errors import NotAllowed, NotKept
from bot.office import Office
from bot.policy import Action, Reason, may
from bot.use_cases.roster import read_roster
from storage.errors import NoFacts
from storage.facts.erasing import Named, erase_from_facts
from storage.repositories.erasure import Erasing
from storage.repositories.records import Act, AuditEntry, Kind, Member, Subject


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done. `facts` is False where they lie in a warehouse, which is never written to."""

    people: int
    facts: bool


def people_to_erase(user_ids: Sequence[str], member: Member, office: Office) -> list[Member]:
    """Find who is to be erased. Raises NotAllowed, NotKept."""
    ruling = may(member, Action.ERASE)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    if member.user_id in user_ids:
        raise NotAllowed(Reason.OWN_ERASURE)
    with office.records.reading() as work:
        found = [work.members.get(member.team_id, each) for each in dict.fromkeys(user_ids)]
    if not found or None in found:
        raise NotKept
    return _with_keys([each for each in found if each], office)


def erase(user_ids: Sequence[str], member: Member, office: Office, *, words_too: bool) -> Erased:
    """Erase people for good. `words_too`: what they wrote under their names goes as well.

    Raises NotAllowed, NotKept, PublisherBusy.
    """
    people = people_to_erase(user_ids, member, office)
    keys = {each.user_id: token_hex(8) for each in people}
    in_facts = _erase_from_facts(
        [Named(each.rep, each.email, each.name, keys[each.user_id]) for each in people], office
    )
    now = office.clock.now()
    with office.records.writing() as work:
        for each in people:
            subject = Subject(Kind.USER, each.user_id)
            work.audit.append(AuditEntry(each.team_id, now, member.user_id, Act.PERSON_ERASED, subject))
            key = keys[each.user_id]
            rep = key if in_facts else None
            work.erasure.erase(Erasing(each, member.user_id, rep, f"U0{key.upper()}", words_too, now))
    office.records.scrub()
    return Erased(len(people), in_facts)


def _with_keys(people: Sequence[Member], office: Office) -> list[Member]:
    """Give guests and closed accounts, who have no seat any more, the key that the facts know them by."""
    try:
        roster = read_roster(office.facts.current())
    except NoFacts:
        return list(people)
    lines = [roster.rep_at(each.email) for each in people]
    return [
        replace(each, rep=each.rep or (line.rep if line else None)) for each, line in zip(people, lines, strict=True)
    ]


def _erase_from_facts(people: Sequence[Named], office: Office) -> bool:
    try:
        return erase_from_facts(office.facts, people)
    except NoFacts:
        return True

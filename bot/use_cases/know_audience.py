"""Who reads a channel: the people of it that are known already, and those who have to be learnt of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.office import Office
from bot.use_cases.know_member import SlackUser, know_member
from storage.repositories.records import Member

_BELIEVED = timedelta(days=30)
"""How long a person is taken for what she was: an employee seldom becomes a guest."""


def known_among(user_ids: Iterable[str], team_id: str, office: Office) -> Sequence[Member]:
    """List those of whom Slack said not too long ago whether they are of the company."""
    wanted, since = set(user_ids), office.clock.now() - _BELIEVED
    with office.records.reading() as work:
        members = work.members.of(team_id)
    return [each for each in members if each.user_id in wanted and each.synced_at >= since]


def learn_of(people: Iterable[Mapping[str, Any]], team_id: str, office: Office) -> Sequence[Member]:
    """Seat people as Slack describes them in `users.info`."""
    return [know_member(office, team_id, _reader(each, team_id)) for each in people]


def _reader(described: Mapping[str, Any], team_id: str) -> SlackUser:
    """The person; a bot reads figures for nobody, wherever it comes from."""
    user = SlackUser.read(described)
    return replace(user, homes=frozenset({team_id}), guest=False) if described.get("is_bot") else user

"""What is kept about the person who asks, and about nobody else."""

import json
from collections.abc import Mapping, Sequence

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Action, may
from storage.repositories.personal import Personal, Row
from storage.repositories.records import Member

FILE = "my-kpi-data.json"

Mine = Mapping[Personal, Sequence[Row]]


def kept_about(member: Member, office: Office) -> Mine:
    """Read it, by kind. Raises NotAllowed."""
    ruling = may(member, Action.READ_OWN)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    with office.records.reading() as work:
        return work.personal.of(member.team_id, member.user_id)


def as_file(mine: Mine) -> bytes:
    """Write all of it as JSON."""
    return json.dumps(mine, ensure_ascii=False, indent=2).encode()

"""The first message of what a form sets up, said to its channel: once, however often the form is sent."""

from bot.office import Office
from bot.use_cases.set_target import Submission, named
from storage.repositories.records import Member


def claim_welcome(sent: Submission, member: Member, office: Office) -> bool:
    """A form that is sent twice posts into its channel once: False where that is under way, or was done."""
    with office.records.writing() as work:
        return work.inbound.first_sight(_key(sent, member), office.clock.now())


def release_welcome(sent: Submission, member: Member, office: Office) -> None:
    """Nothing was kept: the form may be sent again."""
    with office.records.writing() as work:
        work.inbound.forget(_key(sent, member))


def _key(sent: Submission, member: Member) -> str:
    return f"welcome:{member.team_id}:{named(sent.key)}"

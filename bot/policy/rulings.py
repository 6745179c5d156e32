"""What a person may do at all, by her role, whoever's figures it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from storage.repositories.records import Member, Role


class Action(StrEnum):
    """What a handler lets a person do."""

    READ_HELP = "read_help"
    ASK = "ask"
    SHARE = "share"
    SET_TARGET = "set_target"
    SET_DIGEST = "set_digest"
    SET_ALERT = "set_alert"
    READ_DELIVERIES = "read_deliveries"
    SAY = "say"
    ADOPT = "adopt"
    OPEN_POLL = "open_poll"
    READ_VOICE = "read_voice"
    TRIAGE = "triage"
    PROPOSE = "propose"
    READ_OWN = "read_own"
    ERASE = "erase"


class Reason(StrEnum):
    """Why something is denied. Views turn each into a sentence."""

    DEACTIVATED = "deactivated"  # the account is closed
    OTHER_WORKSPACE = "other_workspace"  # met in a shared channel
    GUEST = "guest"
    STRANGER = "stranger"  # in the workspace, but neither rep, manager nor admin
    OTHER_TEAM = "other_team"  # neither in the team nor its manager
    CLOSED_REGION = "closed_region"  # one other team's figures would follow from it
    OTHER_PERSON = "other_person"  # neither the rep herself nor her own manager
    PERSON_IN_CHANNEL = "person_in_channel"  # figures of one rep never stand in a channel
    SMALL_TEAM = "small_team"  # so few reps that the team's figure would be a person's
    GUEST_READS = "guest_reads"  # a guest is in the channel
    OUTSIDER_READS = "outsider_reads"  # somebody of another workspace is in the channel
    AUDIENCE_UNKNOWN = "audience_unknown"  # in the channel are people of whom nothing is known yet
    NOT_A_MANAGER = "not_a_manager"  # a rep sets no targets
    NOT_YOURS_TO_SET = "not_yours_to_set"  # a target of whom one neither manages nor is admin of all
    DIGESTS_BY_MANAGERS = "digests_by_managers"  # a rep subscribes no channel
    NOT_YOUR_DIGEST = "not_your_digest"  # figures of whom one neither manages nor is admin of all
    DELIVERIES_FOR_MANAGERS = "deliveries_for_managers"  # a rep answers for no message
    ALERTS_BY_MANAGERS = "alerts_by_managers"  # a rep has no figure watched
    NOT_YOUR_ALERT = "not_your_alert"  # figures of whom one neither manages nor is admin of all
    POLLS_BY_MANAGERS = "polls_by_managers"  # a rep puts nothing to the vote
    NOT_YOUR_POLL = "not_your_poll"  # among the voters sells somebody whose team one does not manage
    NOT_THE_OWNER = "not_the_owner"  # a poll that somebody else opened
    TRIAGE_BY_MANAGERS = "triage_by_managers"  # a rep takes up nobody's feedback
    NOT_YOUR_FEEDBACK = "not_your_feedback"  # said in a team that one does not manage
    OTHERS_READ = "others_read"  # in the channel is somebody who is neither manager nor admin
    NOT_YOUR_PROPOSAL = "not_your_proposal"  # somebody else's: its author changes it, she or an admin withdraws it
    OWN_PROPOSAL = "own_proposal"  # nobody seconds her own
    DEFINITIONS_BY_MANAGERS = "definitions_by_managers"  # a rep puts no definition in force
    ERASURE_BY_ADMINS = "erasure_by_admins"  # only an admin has somebody erased
    OWN_ERASURE = "own_erasure"  # an admin is erased by another one, who answers for what was hers
    NOT_VOTED = "not_voted"  # a manager puts in force what a poll has passed, and nothing else


@dataclass(frozen=True, slots=True)
class Ruling:
    """Allowed, or denied for a reason `about` somebody. `audited`: reps whose reading must be recorded."""

    reason: Reason | None = None
    about: str | None = None
    audited: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether the person may."""
        return self.reason is None


ALLOWED = Ruling()

_SALES = frozenset({Role.REP, Role.MANAGER, Role.ADMIN})

_ANYONE_HERE = _SALES | {Role.NONE}

ROLES: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        Action.READ_HELP: _ANYONE_HERE,
        Action.READ_OWN: _ANYONE_HERE,
        Action.ERASE: frozenset({Role.ADMIN}),
        Action.ASK: _SALES,
        Action.SHARE: _SALES,
        Action.SAY: _SALES,
        Action.PROPOSE: _SALES,
        Action.SET_TARGET: frozenset({Role.MANAGER, Role.ADMIN}),
        Action.SET_DIGEST: frozenset({Role.MANAGER, Role.ADMIN}),
        Action.SET_ALERT: frozenset({Role.MANAGER, Role.ADMIN}),
        Action.READ_DELIVERIES: frozenset({Role.MANAGER, Role.ADMIN}),
        Action.OPEN_POLL: frozenset({Role.MANAGER, Role.ADMIN}),
        Action.ADOPT: frozenset({Role.MANAGER, Role.ADMIN}),
        Action.READ_VOICE: _SALES,
        Action.TRIAGE: frozenset({Role.MANAGER, Role.ADMIN}),
    }
)

_BEYOND_A_REP: Mapping[Action, Reason] = MappingProxyType(
    {
        Action.SET_TARGET: Reason.NOT_A_MANAGER,
        Action.SET_DIGEST: Reason.DIGESTS_BY_MANAGERS,
        Action.SET_ALERT: Reason.ALERTS_BY_MANAGERS,
        Action.READ_DELIVERIES: Reason.DELIVERIES_FOR_MANAGERS,
        Action.OPEN_POLL: Reason.POLLS_BY_MANAGERS,
        Action.ADOPT: Reason.DEFINITIONS_BY_MANAGERS,
        Action.TRIAGE: Reason.TRIAGE_BY_MANAGERS,
    }
)


def may(member: Member, action: Action) -> Ruling:
    """Whether the person may do this at all, whoever's figures it concerns."""
    if not member.active:
        return Ruling(Reason.DEACTIVATED)
    if member.outsider:
        return Ruling(Reason.OTHER_WORKSPACE)
    role = Role.NONE if member.guest else member.role
    if role in ROLES[action]:
        return ALLOWED
    if action is Action.ERASE and role is not Role.NONE:
        return Ruling(Reason.ERASURE_BY_ADMINS)
    if role is Role.REP:
        return Ruling(_BEYOND_A_REP[action])
    return Ruling(Reason.GUEST if member.guest else Reason.STRANGER)

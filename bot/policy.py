"""Who may press what, and whose figures a person may see. Everything that is not allowed here is denied.

Three questions, all pure: may this person use this handler (`POLICY`, `may`), whose numbers may she read
(`visible`, `visible_question`, `visible_groups`), and what may stand in a channel before whom (`may_share`,
`may_be_read_by`). The member
is read from the records at the moment of the press; what a button or a modal carries is never a right.

A region may be read, as a scope, a filter or a group, where the teams of it that are not her own are none or at least
two: of a single one, the region's figures would be that team's, alone or beside her own. Admins may read all. Narrowed
to teams or reps whose figures are hers to see, a question tells nothing more, whatever the region.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from kpi_engine.question import Dimension, Filter, Question
from kpi_engine.scope import COMPANY, Level, Scope
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

POLICY: Mapping[str, Action] = MappingProxyType(
    {
        # Doors: whoever knocks is heard; the verb behind the door has its own row.
        "command:/kpi": Action.READ_HELP,
        "event:app_mention": Action.READ_HELP,
        "event:message.im": Action.READ_HELP,
        "event:member_joined_channel": Action.READ_HELP,
        "event:app_home_opened": Action.READ_HELP,
        # What happens to a channel happens whoever did it; nobody is answered.
        "event:member_left_channel": Action.READ_HELP,
        "event:channel_left": Action.READ_HELP,
        "event:group_left": Action.READ_HELP,
        "event:channel_archive": Action.READ_HELP,
        "event:group_archive": Action.READ_HELP,
        "event:channel_shared": Action.READ_HELP,
        # Verbs.
        "verb:help": Action.READ_HELP,
        "verb:ask": Action.ASK,
        "verb:target": Action.ASK,
        "verb:digest": Action.ASK,
        "verb:alert": Action.ASK,
        "verb:deliveries": Action.READ_DELIVERIES,
        "verb:replay": Action.ASK,
        "verb:history": Action.ASK,
        "verb:why": Action.ASK,
        "verb:propose": Action.PROPOSE,
        "verb:voice": Action.READ_VOICE,
        # What is kept about people: the notice, one's own, erasing somebody.
        "verb:privacy": Action.READ_HELP,
        "verb:mydata": Action.READ_OWN,
        "verb:erase": Action.ERASE,
        "action:privacy.mine": Action.READ_OWN,
        "action:privacy.erase": Action.ERASE,
        "view:privacy.erase": Action.ERASE,
        # Buttons and menus of the cards.
        "action:help.example": Action.ASK,
        "action:ask.period": Action.ASK,
        "action:ask.by": Action.ASK,
        "action:ask.definition": Action.ASK,
        "action:ask.picture": Action.ASK,
        "action:ask.share": Action.SHARE,
        # Targets: the list and the form.
        "action:target.open": Action.SET_TARGET,
        "action:target.edit": Action.SET_TARGET,
        "action:target.remove": Action.SET_TARGET,
        "action:target.change": Action.SET_TARGET,
        "view:target.set": Action.SET_TARGET,
        # Digests: the list and the form.
        "action:digest.open": Action.SET_DIGEST,
        "action:digest.edit": Action.SET_DIGEST,
        "action:digest.pause": Action.SET_DIGEST,
        "action:digest.send": Action.SET_DIGEST,
        "action:digest.resume": Action.SET_DIGEST,
        "action:digest.delete": Action.SET_DIGEST,
        "action:digest.change": Action.SET_DIGEST,
        "action:digest.preview": Action.SET_DIGEST,
        "view:digest.set": Action.SET_DIGEST,
        # Alerts: the list and the form.
        "action:alert.open": Action.SET_ALERT,
        "action:alert.edit": Action.SET_ALERT,
        "action:alert.delete": Action.SET_ALERT,
        "action:alert.again": Action.SET_ALERT,
        "action:alert.resume": Action.SET_ALERT,
        "action:alert.change": Action.SET_ALERT,
        "view:alert.set": Action.SET_ALERT,
        # Under a posted alert.
        "action:alert.ack": Action.ASK,
        "action:alert.snooze": Action.ASK,
        "action:alert.assign": Action.ASK,
        "action:alert.look": Action.ASK,
        "action:alert.why": Action.ASK,
        # Feedback: from the verb, the shortcuts, the button under answers and digests.
        "verb:feedback": Action.SAY,
        "shortcut:feedback.say": Action.SAY,
        "shortcut:feedback.quote": Action.SAY,
        "action:feedback.open": Action.SAY,
        "action:feedback.change": Action.SAY,
        "view:feedback.say": Action.SAY,
        # Proposals: the form, the message in their channel, the list.
        "action:proposal.open": Action.PROPOSE,
        "action:proposal.change": Action.PROPOSE,
        "options:proposal.change": Action.PROPOSE,
        "view:proposal.set": Action.PROPOSE,
        "action:proposal.second": Action.PROPOSE,
        "action:proposal.look": Action.PROPOSE,
        "action:proposal.edit": Action.PROPOSE,
        "action:proposal.withdraw": Action.PROPOSE,
        "view:proposal.leave": Action.PROPOSE,
        # Polls: the list and the form, the ballot, what was decided, the agenda of a revision.
        "verb:poll": Action.ASK,
        "verb:review": Action.OPEN_POLL,
        "action:poll.open": Action.OPEN_POLL,
        "action:poll.from_proposal": Action.OPEN_POLL,
        "action:poll.on_kpi": Action.OPEN_POLL,
        "action:poll.change": Action.OPEN_POLL,
        "action:poll.more": Action.OPEN_POLL,
        "action:poll.fewer": Action.OPEN_POLL,
        "action:poll.preview": Action.OPEN_POLL,
        "view:poll.set": Action.OPEN_POLL,
        "action:poll.close": Action.OPEN_POLL,
        "action:poll.vote": Action.ASK,
        "view:poll.cast": Action.ASK,
        "action:poll.names": Action.ASK,
        "action:poll.confirm": Action.ADOPT,
        "view:poll.adopt": Action.ADOPT,
        "action:poll.aside": Action.ADOPT,
        "view:poll.reject": Action.ADOPT,
        # Under a notice that nobody can tell whether a message went out.
        "action:delivery.again": Action.READ_DELIVERIES,
        # Under a posted digest.
        "action:digest.look": Action.ASK,
        "action:digest.why": Action.ASK,
        # What the field said: the report, where it is read, and what is done with each piece.
        "action:voice.page.before": Action.READ_VOICE,
        "action:voice.page.after": Action.READ_VOICE,
        "action:voice.look": Action.TRIAGE,
        "action:voice.here": Action.TRIAGE,
        "view:voice.place": Action.TRIAGE,
        "action:triage.ack": Action.TRIAGE,
        "action:triage.plan": Action.TRIAGE,
        "action:triage.done": Action.TRIAGE,
        "action:triage.decline": Action.TRIAGE,
        "action:triage.answer": Action.TRIAGE,
        "action:triage.theme": Action.TRIAGE,
        "action:triage.merge": Action.TRIAGE,
        "view:triage.plan": Action.TRIAGE,
        "view:triage.done": Action.TRIAGE,
        "view:triage.decline": Action.TRIAGE,
        "view:triage.answer": Action.TRIAGE,
        "view:triage.theme": Action.TRIAGE,
        "view:triage.merge": Action.TRIAGE,
        "action:ask.why": Action.ASK,
        "action:why.by": Action.ASK,
        "action:why.picture": Action.ASK,
        "action:why.share": Action.SHARE,
    }
)

SMALLEST_SHARED_TEAM = 3
"""Reps a team needs before its figures may stand in a channel: of two, each would read the other's."""


@dataclass
class PolicyGap(Exception):
    """The table and the registered handlers differ; the assistant does not start like this."""

    without_policy: tuple[str, ...]
    without_handler: tuple[str, ...]


def check_registered(handlers: Iterable[str]) -> None:
    """Raise PolicyGap unless every handler has a row and every row a handler."""
    registered = set(handlers)
    without_policy = tuple(sorted(registered - POLICY.keys()))
    without_handler = tuple(sorted(POLICY.keys() - registered))
    if without_policy or without_handler:
        raise PolicyGap(without_policy, without_handler)


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


def default_scope(member: Member) -> Scope:
    """Choose for who named no scope: the rep's own team, the manager's only team, else the company."""
    if member.role is Role.REP and member.team:
        return Scope(Level.TEAM, member.team)
    if member.role is Role.MANAGER and len(member.manages) == 1:
        return Scope(Level.TEAM, member.manages[0])
    return COMPANY


def visible(member: Member, scope: Scope) -> Ruling:
    """Rule on a scope.

    Company: everybody in sales; regions too, but for those from which one team would follow. A team: its people, its
    managers, admins. A rep: herself and her own manager.
    """
    entry = may(member, Action.ASK)
    if not entry.allowed:
        return entry
    if scope.level is Level.TEAM:
        return _team(member, scope.name)
    if scope.level is Level.REP:
        return _person(member, scope.name)
    return _region(member, scope.name) if scope.level is Level.REGION else ALLOWED


def _team(member: Member, team: str | None) -> Ruling:
    """None is the rows that belong to no known team: only admins are above all teams."""
    own = team is not None and (team == member.team or team in member.manages)
    return ALLOWED if own or member.role is Role.ADMIN else Ruling(Reason.OTHER_TEAM, team)


def _person(member: Member, rep: str | None) -> Ruling:
    """None is the rows of no known rep: nobody's figures."""
    if rep is None or rep == member.rep:
        return ALLOWED
    return Ruling(audited=(rep,)) if rep in member.reports else Ruling(Reason.OTHER_PERSON, rep)


def _region(member: Member, region: str | None) -> Ruling:
    """None is the rows of no known region."""
    return Ruling(Reason.CLOSED_REGION, region) if region in member.closed_regions else ALLOWED


_GUARDED = MappingProxyType({Dimension.TEAM: _team, Dimension.REP: _person, Dimension.REGION: _region})
_OWN = frozenset({Dimension.TEAM, Dimension.REP})


def visible_question(member: Member, question: Question) -> Ruling:
    """Require that the scope and every value of every filter are visible; the first that is not decides."""
    filters = [each for each in question.filters if each.dimension in _OWN or not _narrowed(question)]
    scope = COMPANY if question.scope.level is Level.REGION and _narrowed(question) else question.scope
    rulings = [visible(member, scope), *_filters(member, filters)]
    denied = next((ruling for ruling in rulings if not ruling.allowed), None)
    return denied or Ruling(audited=_reps(rulings))


def _filters(member: Member, filters: Sequence[Filter]) -> list[Ruling]:
    return [
        _GUARDED[each.dimension](member, value)
        for each in filters
        if each.dimension in _GUARDED
        for value in each.values
    ]


def _narrowed(question: Question) -> bool:
    """Tell whether it is about certain teams or reps, each of which is ruled on its own."""
    return question.scope.level in {Level.TEAM, Level.REP} or any(each.dimension in _OWN for each in question.filters)


def _reps(rulings: Iterable[Ruling]) -> tuple[str, ...]:
    """Each audited rep once, in order."""
    return tuple(dict.fromkeys(rep for ruling in rulings for rep in ruling.audited))


@dataclass(frozen=True, slots=True)
class VisibleGroups:
    """Groups of a breakdown that may be shown, how many may not, reps whose reading must be recorded."""

    shown: tuple[str | None, ...]
    kept_back: int = 0
    audited: tuple[str, ...] = ()


def visible_groups(
    member: Member, dimension: Dimension, values: Sequence[str | None], of: Question | None = None
) -> VisibleGroups:
    """By region, team and rep each group is ruled like a scope of its own; by anything else all are shown.

    So are the regions `of` a question that is narrowed to teams or reps.
    """
    if not may(member, Action.ASK).allowed:
        return VisibleGroups((), len(values))
    guard = _GUARDED.get(dimension)
    if guard is None or (of and dimension not in _OWN and _narrowed(of)):
        return VisibleGroups(tuple(values))
    rulings = {value: guard(member, value) for value in values}
    shown = tuple(value for value in values if rulings[value].allowed)
    return VisibleGroups(shown, len(values) - len(shown), _reps(rulings.values()))


def without_teams(groups: VisibleGroups, teams: Collection[str]) -> VisibleGroups:
    """The same with these teams kept back as well."""
    shown = tuple(value for value in groups.shown if value not in teams)
    return replace(groups, shown=shown, kept_back=groups.kept_back + len(groups.shown) - len(shown))


def may_set_target(member: Member, scope: Scope) -> Ruling:
    """Allow managers their own teams and reports, admins everybody's: company, regions, teams and reps."""
    entry = may(member, Action.SET_TARGET)
    if not entry.allowed or member.role is Role.ADMIN:
        return entry
    own = {Level.TEAM: member.manages, Level.REP: member.reports}.get(scope.level, ())
    return ALLOWED if scope.name in own else Ruling(Reason.NOT_YOURS_TO_SET, scope.name)


def may_adopt(member: Member, *, passed: bool) -> Ruling:
    """Allow managers what a poll has passed, admins everything: a definition is the whole company's."""
    entry = may(member, Action.ADOPT)
    if not entry.allowed or passed or member.role is Role.ADMIN:
        return entry
    return Ruling(Reason.NOT_VOTED)


def may_set_digest(member: Member, scope: Scope, headcounts: Mapping[str, int]) -> Ruling:
    """Allow managers digests of their own teams, admins of company, regions and teams; of a rep nobody.

    `headcounts` is the number of reps by team: a team too small to stand in a channel has no digest.
    """
    return _may_tell_a_channel(member, Action.SET_DIGEST, scope, headcounts)


def may_set_alert(member: Member, scope: Scope, headcounts: Mapping[str, int]) -> Ruling:
    """Allow alerts where digests are: what is watched ends in a channel as well."""
    return _may_tell_a_channel(member, Action.SET_ALERT, scope, headcounts)


def may_open_poll(member: Member, voters: Iterable[Member]) -> Ruling:
    """Allow managers to ask those who sell in their own teams, and who sells nowhere; admins everybody."""
    entry = may(member, Action.OPEN_POLL)
    if not entry.allowed or member.role is Role.ADMIN:
        return entry
    others = sorted({each.team for each in voters if each.team and each.team not in member.manages})
    return Ruling(Reason.NOT_YOUR_POLL, others[0]) if others else ALLOWED


def may_close_poll(member: Member, owner: str) -> Ruling:
    """Allow who opened it, and admins."""
    entry = may(member, Action.OPEN_POLL)
    if not entry.allowed or member.role is Role.ADMIN or member.user_id == owner:
        return entry
    return Ruling(Reason.NOT_THE_OWNER)


_NOT_YOURS: Mapping[Action, Reason] = MappingProxyType(
    {Action.SET_DIGEST: Reason.NOT_YOUR_DIGEST, Action.SET_ALERT: Reason.NOT_YOUR_ALERT}
)


def _may_tell_a_channel(member: Member, action: Action, scope: Scope, headcounts: Mapping[str, int]) -> Ruling:
    entry = may(member, action)
    if not entry.allowed:
        return entry
    if scope.level is Level.REP:
        return Ruling(Reason.PERSON_IN_CHANNEL)
    if member.role is not Role.ADMIN and (scope.level is not Level.TEAM or scope.name not in member.manages):
        return Ruling(_NOT_YOURS[action], scope.name)
    small = scope.level is Level.TEAM and scope.name in small_teams(headcounts)
    return Ruling(Reason.SMALL_TEAM, scope.name) if small else ALLOWED


def may_triage(member: Member, team: str) -> Ruling:
    """Allow managers what their own teams said, admins everything; `team` is empty where none is known."""
    entry = may(member, Action.TRIAGE)
    if not entry.allowed or member.role is Role.ADMIN or (team and team in member.manages):
        return entry
    return Ruling(Reason.NOT_YOUR_FEEDBACK, team or None)


def may_read_triage(audience: Iterable[Member], unknown: int = 0) -> Ruling:
    """Allow feedback in a channel where everybody is manager or admin; `unknown`: those it may not be said of.

    Apps read along in any channel; they are known by having no address.
    """
    readers = [member for member in audience if member.active]
    entry = may_be_read_by(readers, unknown)
    if entry.allowed and not all(may(each, Action.TRIAGE).allowed for each in readers if each.email):
        return Ruling(Reason.OTHERS_READ)
    return entry


def may_change_proposal(member: Member, author: str) -> Ruling:
    """Allow its author alone."""
    entry = may(member, Action.PROPOSE)
    own = member.user_id == author
    return entry if not entry.allowed or own else Ruling(Reason.NOT_YOUR_PROPOSAL)


def may_withdraw(member: Member, author: str) -> Ruling:
    """Allow its author, and admins."""
    entry = may(member, Action.PROPOSE)
    return entry if member.role is Role.ADMIN else may_change_proposal(member, author)


def may_share(member: Member, question: Question, headcounts: Mapping[str, int]) -> Ruling:
    """Allow in a channel what the person may see herself, of a whole team or more, never of a rep.

    `headcounts` is the number of reps by team; a team that it lacks is not held back for its size.
    """
    for ruling in (may(member, Action.SHARE), visible_question(member, question)):
        if not ruling.allowed:
            return ruling
    if names_people(question):
        return Ruling(Reason.PERSON_IN_CHANNEL)
    small = next((team for team in _teams(question) if team in small_teams(headcounts)), None)
    return Ruling(Reason.SMALL_TEAM, small) if small else ALLOWED


def may_be_read_by(audience: Iterable[Member], unknown: int = 0) -> Ruling:
    """Allow figures where everybody in the channel is of the company; `unknown` counts those it may not be said of.

    Closed accounts read nothing any more.
    """
    readers = [member for member in audience if member.active]
    if any(member.outsider for member in readers):
        return Ruling(Reason.OUTSIDER_READS)
    if any(member.guest for member in readers):
        return Ruling(Reason.GUEST_READS)
    return Ruling(Reason.AUDIENCE_UNKNOWN) if unknown else ALLOWED


def small_teams(headcounts: Mapping[str, int]) -> Collection[str]:
    """Name the teams that a breakdown by team leaves out when it is shared."""
    return {team for team, reps in headcounts.items() if reps < SMALLEST_SHARED_TEAM}


def names_people(question: Question) -> bool:
    """Tell whether it asks for figures of single reps: the answer may then never stand in a channel."""
    return (
        question.scope.level is Level.REP
        or question.by is Dimension.REP
        or any(each.dimension is Dimension.REP for each in question.filters)
    )


def _teams(question: Question) -> tuple[str, ...]:
    """List the teams that the question is narrowed to."""
    scope = (question.scope.name,) if question.scope.level is Level.TEAM else ()
    filters = tuple(value for each in question.filters if each.dimension is Dimension.TEAM for value in each.values)
    return tuple(team for team in (*scope, *filters) if team)

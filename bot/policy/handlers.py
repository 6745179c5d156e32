"""What each handler lets a person do. A handler without a row here is denied: the assistant does not start."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.policy.rulings import Action

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
        # Why a figure changed.
        "action:ask.why": Action.ASK,
        "action:why.by": Action.ASK,
        "action:why.picture": Action.ASK,
        "action:why.share": Action.SHARE,
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
    }
)


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

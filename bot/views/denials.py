"""What a person may not see or do here, and what is open to her instead. One sentence, private."""

from bot.policy import SMALLEST_SHARED_TEAM, Reason
from bot.text import Text
from bot.views import nouns
from bot.views.message import Message, one_paragraph
from bot.views.mrkdwn import code, fill
from bot.views.notices import shared_outside

_TO_SET = frozenset({Reason.NOT_A_MANAGER, Reason.NOT_YOURS_TO_SET})
_TO_SUBSCRIBE = frozenset({Reason.DIGESTS_BY_MANAGERS, Reason.NOT_YOUR_DIGEST, Reason.DELIVERIES_FOR_MANAGERS})
_TO_PROPOSE = frozenset({Reason.NOT_YOUR_PROPOSAL, Reason.OWN_PROPOSAL})
_TO_POLL = frozenset({Reason.POLLS_BY_MANAGERS, Reason.NOT_YOUR_POLL, Reason.NOT_THE_OWNER})
_TO_WATCH = frozenset({Reason.ALERTS_BY_MANAGERS, Reason.NOT_YOUR_ALERT})
_TO_ADOPT = frozenset({Reason.DEFINITIONS_BY_MANAGERS, Reason.NOT_VOTED})
_TO_ERASE = frozenset({Reason.ERASURE_BY_ADMINS, Reason.OWN_ERASURE})
_TO_TRIAGE = frozenset({Reason.TRIAGE_BY_MANAGERS, Reason.NOT_YOUR_FEEDBACK})


def not_allowed(text: Text, reason: Reason, about: str | None = None) -> Message:
    """Refused by the rights; `about` a team or a rep."""
    name = nouns.named(about, text)
    match reason:
        case Reason.DEACTIVATED:
            words = text.say("Your account is closed here, so I cannot show you figures. Your Slack admin can help.")
        case Reason.OTHER_WORKSPACE:
            words = text.say("These figures stay inside the company that owns them, sorry.")
        case Reason.GUEST:
            words = text.say("Guests do not get figures here, sorry. If you need one, ask who invited you.")
        case Reason.STRANGER:
            words = text.say(
                "I do not know you as a member of the sales team yet. An admin can add you, "
                "then every figure you may see is yours to ask. {help} works already.",
            )
            return one_paragraph(fill(words, help=code(text.say("/kpi help"))))
        case Reason.OTHER_TEAM | Reason.CLOSED_REGION | Reason.OTHER_PERSON:
            words = _others_figures(text, reason, about)
        case Reason.PERSON_IN_CHANNEL:
            words = text.say(
                "One person’s figures never go to a channel. Your team’s can: ask for them and share that card."
            )
        case Reason.SMALL_TEAM:
            words = text.say(
                "Team {name} has fewer than {least} reps, so each could read the other’s figure out of it: "
                "it stays between us. The company’s can be shared.",
                name=name,
                least=text.number(SMALLEST_SHARED_TEAM),
            )
        case _:
            return _not_to_do(text, reason, name)
    return one_paragraph(words)


def _not_to_do(text: Text, reason: Reason, name: str) -> Message:
    """What is refused is an act, not a figure."""
    acts = {
        _TO_SUBSCRIBE: _not_to_subscribe,
        _TO_WATCH: _not_to_watch,
        _TO_ADOPT: _not_to_adopt,
        _TO_TRIAGE: _not_to_triage,
        _TO_PROPOSE: _not_to_propose,
        _TO_POLL: _not_to_poll,
        _TO_ERASE: _not_to_erase,
    }
    said = next((say for reasons, say in acts.items() if reason in reasons), None)
    if said:
        return said(text, reason)
    return _not_to_set(text, reason, name) if reason in _TO_SET else _unfit_audience(text, reason)


def _not_to_erase(text: Text, reason: Reason) -> Message:
    """Who may erase whom, and what anybody may do."""
    if reason is Reason.OWN_ERASURE:
        words = text.say(
            "Another admin has to erase you: somebody answers for what was yours. {mine} shows what it is."
        )
    else:
        words = text.say("Only admins erase people. {mine} shows what is kept about you: ask an admin to erase it.")
    return one_paragraph(fill(words, mine=code(text.say("/kpi mydata"))))


def _others_figures(text: Text, reason: Reason, about: str | None) -> str:
    """Whose figures those are, and which are open."""
    name = nouns.named(about, text)
    match reason:
        case Reason.OTHER_TEAM if about is None:
            return text.say(
                "Rows without a known team are for admins alone. "
                "Your own figures, your team’s and the company’s are all here for you."
            )
        case Reason.OTHER_TEAM:
            return text.say(
                "The figures of team {name} are for its people and its manager. "
                "Yours and the company’s are all here for you.",
                name=name,
            )
        case Reason.CLOSED_REGION:
            return text.say(
                "From the figures of region {name}, those of a single team that is not yours could be worked out. "
                "Yours and the company’s are all here for you.",
                name=name,
            )
        case _:
            return text.say(
                "The figures of {name} are for {name} and the manager alone. "
                "Your own and your team’s are here for you.",
                name=name,
            )


def _not_to_set(text: Text, reason: Reason, name: str) -> Message:
    """Who may set a target, and what anybody may do."""
    if reason is Reason.NOT_A_MANAGER:
        words = text.say("Targets are set by managers and admins. {list} shows you those that concern you.")
    else:
        words = text.say(
            "Managers set the targets of their own teams and people; {name} is not among yours. "
            "{list} shows you those that concern you."
        )
    return one_paragraph(fill(words, name=name, list=code(text.say("/kpi target list"))))


def _not_to_propose(text: Text, reason: Reason) -> Message:
    """Who may change a proposal, and what anybody may do."""
    if reason is Reason.OWN_PROPOSAL:
        return one_paragraph(text.say("This is your own proposal: others second it."))
    return one_paragraph(
        text.say(
            "This proposal is somebody else’s: its author changes it, the author or an admin withdraws it. "
            "In its thread you can say what you would change."
        )
    )


def _not_to_triage(text: Text, reason: Reason) -> Message:
    """Who may take up feedback, and what anybody may do."""
    if reason is Reason.TRIAGE_BY_MANAGERS:
        words = text.say("Feedback is taken up by managers and admins. {voice} shows you what was said and done.")
    else:
        words = text.say(
            "Managers take up what their own teams say, admins everything. {voice} shows you what was said and done."
        )
    return one_paragraph(fill(words, voice=code(text.say("/kpi voice"))))


def _not_to_subscribe(text: Text, reason: Reason) -> Message:
    """Who may set a digest, and what anybody may do."""
    if reason is Reason.DELIVERIES_FOR_MANAGERS:
        words = text.say("How messages fared is for those who answer for them. {list} shows you the digests.")
    elif reason is Reason.DIGESTS_BY_MANAGERS:
        words = text.say("Digests are set by managers and admins. {list} shows you those that concern you.")
    else:
        words = text.say(
            "Managers set the digests of their own teams, admins all others. {list} shows you those that concern you."
        )
    return one_paragraph(fill(words, list=code(text.say("/kpi digest list"))))


def _not_to_poll(text: Text, reason: Reason) -> Message:
    """Who may put something to the vote, and what anybody may do."""
    if reason is Reason.POLLS_BY_MANAGERS:
        words = text.say(
            "Polls and the review of KPIs are for managers and admins. {propose} lets you propose what they ask about."
        )
    elif reason is Reason.NOT_YOUR_POLL:
        words = text.say(
            "Managers put polls to their own teams, and there is somebody of another team in this channel. "
            "An admin can open this one."
        )
    else:
        words = text.say("Only who opened this poll, or an admin, can close it before its time.")
    return one_paragraph(fill(words, propose=code(text.say("/kpi propose"))))


def _not_to_adopt(text: Text, reason: Reason) -> Message:
    """Who may put a definition in force, and what anybody may do."""
    if reason is Reason.DEFINITIONS_BY_MANAGERS:
        words = text.say("Definitions are put in force by managers and admins. {propose} lets you propose one.")
    else:
        words = text.say(
            "A definition is the whole company’s: managers put in force what a poll has passed, admins anything. "
            "{poll} puts it to the vote."
        )
    return one_paragraph(fill(words, propose=code(text.say("/kpi propose")), poll=code(text.say("/kpi poll"))))


def _not_to_watch(text: Text, reason: Reason) -> Message:
    """Who may have figures watched, and what anybody may do."""
    if reason is Reason.ALERTS_BY_MANAGERS:
        words = text.say("Alerts are set by managers and admins. {list} shows you those that concern you.")
    else:
        words = text.say(
            "Managers set the alerts of their own teams, admins all others. {list} shows you those that concern you."
        )
    return one_paragraph(fill(words, list=code(text.say("/kpi alert list"))))


def _unfit_audience(text: Text, reason: Reason) -> Message:
    if reason is Reason.OUTSIDER_READS:
        return shared_outside(text)
    if reason is Reason.GUEST_READS:
        return one_paragraph(text.say("A guest reads this channel, so figures are not shared here."))
    return one_paragraph(
        text.say("I am getting to know the people of this channel. Nothing was shared; try again in a minute.")
    )

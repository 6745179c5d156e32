"""One sentence, private, for what went well, what is refused, and what broke; always with the way on."""

from collections.abc import Callable

from bot.policy import SMALLEST_SHARED_TEAM, Reason
from bot.text import Text
from bot.views import nouns
from bot.views.adoption.retired import retired
from bot.views.kit import Option, modal, offer, section
from bot.views.message import Message, Offer, View
from bot.views.mrkdwn import code, fill, marked
from kpi_engine.errors import AgeNotOffered, BasisNotOffered, KpiRetired, QuestionError, UnknownDimension, UnknownKpi
from kpi_engine.question import Dimension
from storage.outage import RecordsBusy, RecordsUnavailable

_NOT_IN_CHANNEL = frozenset({"not_in_channel", "channel_not_found"})
_LOCKED = frozenset({"is_archived", "restricted_action", "restricted_action_read_only_channel"})
_LISTED = 12
_TO_SET = frozenset({Reason.NOT_A_MANAGER, Reason.NOT_YOURS_TO_SET})
_TO_SUBSCRIBE = frozenset({Reason.DIGESTS_BY_MANAGERS, Reason.NOT_YOUR_DIGEST, Reason.DELIVERIES_FOR_MANAGERS})
_TO_PROPOSE = frozenset({Reason.NOT_YOUR_PROPOSAL, Reason.OWN_PROPOSAL})
_TO_POLL = frozenset({Reason.POLLS_BY_MANAGERS, Reason.NOT_YOUR_POLL, Reason.NOT_THE_OWNER})
_TO_WATCH = frozenset({Reason.ALERTS_BY_MANAGERS, Reason.NOT_YOUR_ALERT})
_TO_ADOPT = frozenset({Reason.DEFINITIONS_BY_MANAGERS, Reason.NOT_VOTED})
_TO_ERASE = frozenset({Reason.ERASURE_BY_ADMINS, Reason.OWN_ERASURE})
_TO_TRIAGE = frozenset({Reason.TRIAGE_BY_MANAGERS, Reason.NOT_YOUR_FEEDBACK})


Notice = Callable[[Text], Message]
"""What is said in a language."""


def _notice(words: str) -> Message:
    return Message(marked(words), (section(words),))


def no_facts(text: Text) -> Message:
    """Nothing was imported yet."""
    return _notice(
        text.say(
            "There is no data yet, so there is nothing to count. As soon as the first CRM import is in, ask me again."
        )
    )


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
            return _notice(fill(words, help=code(text.say("/kpi help"))))
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
    return _notice(words)


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
    return _notice(fill(words, mine=code(text.say("/kpi mydata"))))


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
    return _notice(fill(words, name=name, list=code(text.say("/kpi target list"))))


def _not_to_propose(text: Text, reason: Reason) -> Message:
    """Who may change a proposal, and what anybody may do."""
    if reason is Reason.OWN_PROPOSAL:
        return _notice(text.say("This is your own proposal: others second it."))
    return _notice(
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
    return _notice(fill(words, voice=code(text.say("/kpi voice"))))


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
    return _notice(fill(words, list=code(text.say("/kpi digest list"))))


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
    return _notice(fill(words, propose=code(text.say("/kpi propose"))))


def _not_to_adopt(text: Text, reason: Reason) -> Message:
    """Who may put a definition in force, and what anybody may do."""
    if reason is Reason.DEFINITIONS_BY_MANAGERS:
        words = text.say("Definitions are put in force by managers and admins. {propose} lets you propose one.")
    else:
        words = text.say(
            "A definition is the whole company’s: managers put in force what a poll has passed, admins anything. "
            "{poll} puts it to the vote."
        )
    return _notice(fill(words, propose=code(text.say("/kpi propose")), poll=code(text.say("/kpi poll"))))


def _not_to_watch(text: Text, reason: Reason) -> Message:
    """Who may have figures watched, and what anybody may do."""
    if reason is Reason.ALERTS_BY_MANAGERS:
        words = text.say("Alerts are set by managers and admins. {list} shows you those that concern you.")
    else:
        words = text.say(
            "Managers set the alerts of their own teams, admins all others. {list} shows you those that concern you."
        )
    return _notice(fill(words, list=code(text.say("/kpi alert list"))))


def _unfit_audience(text: Text, reason: Reason) -> Message:
    if reason is Reason.OUTSIDER_READS:
        return shared_outside(text)
    if reason is Reason.GUEST_READS:
        return _notice(text.say("A guest reads this channel, so figures are not shared here."))
    return _notice(
        text.say("I am getting to know the people of this channel. Nothing was shared; try again in a minute.")
    )


def cannot_ask(text: Text, error: QuestionError) -> Message:
    """A question that cannot be put as it stands."""
    match error:
        case UnknownDimension():
            known = [nouns.dimension(Dimension(each), text) for each in error.known[:_LISTED]]
            return _notice(
                text.say(
                    "This figure cannot be broken down by {dimension}. It can by {known}.",
                    dimension=nouns.dimension(Dimension(error.dimension), text),
                    known=text.listed(known),
                )
            )
        case AgeNotOffered():
            return _notice(text.say("This figure has no age to be asked at: leave “at … days” out."))
        case BasisNotOffered():
            return _notice(text.say("This figure has one basis only; leave “basis” out and I will answer."))
        case KpiRetired():
            return retired(error, text)
        case UnknownKpi():
            words = text.say("I know no figure called “{key}”. {help} lists them all.")
            return _notice(fill(words, key=nouns.named(error.key, text), help=code(text.say("/kpi help"))))
        case _:
            return _notice(text.say("I cannot answer this question as it stands. Try it in other words?"))


def card_too_old(text: Text) -> Message:
    """A button of a card that is no longer kept."""
    return _notice(text.say("This card is too old for its buttons. Ask again and you get a fresh one."))


def already_shared(text: Text) -> Message:
    """A second press on Share."""
    return _notice(text.say("This figure is already in the channel, once is enough."))


def shared(text: Text, *, own_left_out: bool = False) -> Message:
    """The card went out; the figure of the person herself, if her card had one, did not."""
    if own_left_out:
        return _notice(text.say("Done: the channel has it, without your personal figure."))
    return _notice(text.say("Done: the channel has it."))


def perhaps_shared(text: Text) -> Message:
    """Slack did not say whether the card went out; it is not sent twice."""
    return _notice(
        text.say(
            "Slack did not say whether the message went out. Look in the channel: if it is not there, "
            "ask again and share the new card."
        )
    )


def picture_sent(text: Text) -> Message:
    """The picture is where only the person herself reads."""
    return _notice(text.say("The picture is in your direct messages with me: Slack shows no pictures here."))


def no_picture(text: Text) -> Message:
    """It could not be drawn or sent."""
    return _notice(text.say("I could not bring you the picture just now; the card says the same in figures."))


def shared_outside(text: Text) -> Message:
    """A channel that another company reads too."""
    return _notice(text.say("People from another company read this channel, so figures are not shared here."))


def cannot_post(text: Text, error: str) -> Message:
    """Slack would not take the message there; `error` is Slack's code."""
    if error in _NOT_IN_CHANNEL:
        words = text.say("I am not in this channel yet. Invite me with {invite}, then share again.")
        return _notice(fill(words, invite=code("/invite @kpi")))
    if error in _LOCKED:
        return _notice(text.say("Nobody may post in this channel, so neither may I. Pick another one?"))
    return _notice(
        text.say("Slack did not take the message ({error}). Nothing was shared; try again in a minute.", error=error)
    )


def as_modal(message: Message, text: Text) -> View:
    """The same where a form was."""
    return View(modal(text.say("KPI assistant"), text.say("Close"), (section(message.reading),)))


def target_gone(text: Text) -> Message:
    """A button of a target that is no longer in force."""
    words = text.say("This target was changed or removed meanwhile. {list} shows those in force.")
    return _notice(fill(words, list=code(text.say("/kpi target list"))))


def digest_gone(text: Text) -> Message:
    """A button of a digest that is no longer there as it was."""
    words = text.say("This digest was deleted or changed meanwhile. {list} shows those that there are.")
    return _notice(fill(words, list=code(text.say("/kpi digest list"))))


def alert_gone(text: Text) -> Message:
    """A button of a rule that is no longer in force."""
    words = text.say("This alert was deleted meanwhile. {list} shows those in force.")
    return _notice(fill(words, list=code(text.say("/kpi alert list"))))


def already_recovered(text: Text) -> Message:
    """A button of an episode that is over."""
    return _notice(text.say("This has already recovered: there is nothing left to do here."))


def still_looking(text: Text) -> Offer:
    """In a menu that is filled while one types, where that outlasts Slack's patience."""
    return _told(text.say("Still reading your data: type once more in a moment"))


def cannot_look(text: Text) -> Offer:
    """In such a menu, where something broke."""
    return _told(text.say("This cannot be looked up just now: try again in a moment"))


def _told(words: str) -> Offer:
    """In place of options; it stands for no value."""
    return Offer(offer([Option("!", words)]))


def takes_longer(text: Text) -> Message:
    """A form whose work outlasts Slack's patience."""
    return _notice(
        text.say("This takes longer than usual; it goes on, and nothing is lost. Wait a moment, then press once more.")
    )


def unavailable(error: RecordsUnavailable, text: Text) -> Message:
    """The records are away, or have too much to do."""
    if isinstance(error, RecordsBusy):
        return busy(text)
    return _notice(
        text.say(
            "I cannot get at my records right now, and without them I answer nothing rather than something wrong. "
            "Nothing is lost: ask again in a minute."
        )
    )


def records_unwritable(text: Text) -> Message:
    """To admins: nothing can be written."""
    return _notice(
        text.say(
            "I can no longer write to my records: their database is away, or its disk is full. Figures, digests and "
            "alerts wait until it is mended; nothing that was acknowledged is lost. Check that the database runs and "
            "has space; I go on by myself as soon as it does, and tell you."
        )
    )


def records_writable(text: Text) -> Message:
    """To admins: it is over."""
    return _notice(text.say("I can write to my records again: figures, digests and alerts go on."))


def busy(text: Text) -> Message:
    """Too much at once."""
    return _notice(text.say("A lot of people are asking at once. Give me a minute and ask again."))


def something_broke(text: Text, reference: str) -> Message:
    """Our fault; the reference finds it in the logs."""
    return _notice(
        text.say(
            "Something broke on my side, sorry. Nothing was changed or shared. "
            "If it happens again, give this reference to your admin: {reference}.",
            reference=reference,
        )
    )

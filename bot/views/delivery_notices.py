"""What the person who answers for a message reads when it did not come: what, why, and the way on."""

from dataclasses import dataclass

from bot.text import Text
from bot.views.inputs import confirmed
from bot.views.kit import Block, actions, button, section
from bot.views.message import Message, one_paragraph
from bot.views.mrkdwn import Markup, channel, code, fill, join, marked
from storage.repositories.delivery_records import Delivery, DeliveryKind, DeliveryState

AGAIN = "delivery.again"

_LOCKED = frozenset(
    {
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
    }
)
_UNINSTALLED = frozenset(
    {"token_revoked", "token_expired", "account_inactive", "invalid_auth", "not_authed", "missing_scope"}
)
_ILL_WRITTEN = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text", "invalid_arguments"}
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A message, how it ended, and why: Slack's word, or one of ours."""

    delivery: Delivery
    state: DeliveryState
    reason: str


def trouble_notice(trouble: Trouble, text: Text) -> Message:
    """For the person who answers for it, in her direct messages."""
    opening = _opening(trouble, text)
    words = join(" ", opening, _why(trouble, text))
    return Message(opening, (section(words), *_way_on(trouble, text)))


def sent_again(text: Text) -> Message:
    """The person had it sent once more."""
    return one_paragraph(
        text.say("It is on its way again. If the first one did go out, the channel now gets it twice.")
    )


def sent_again_before(text: Text) -> Message:
    """Somebody had it sent once more already."""
    return one_paragraph(text.say("Somebody sent it again already, so I leave it at that."))


def nothing_to_send_again(text: Text) -> Message:
    """The message is settled, or is no more."""
    return one_paragraph(text.say("There is nothing to send again here: that message is settled."))


def _opening(trouble: Trouble, text: Text) -> Markup:
    place = channel(trouble.delivery.channel_id)
    if trouble.state is DeliveryState.UNCONFIRMED:
        return fill(_perhaps(trouble.delivery.kind, text), channel=place)
    return fill(_not_out(trouble.delivery.kind, text), channel=place)


def _not_out(kind: DeliveryKind, text: Text) -> str:  # noqa: PLR0911 - a line for each kind
    match kind:
        case DeliveryKind.DIGEST:
            return text.say("The weekly digest for {channel} did not go out.")
        case DeliveryKind.RESTATEMENT:
            return text.say("A correction to the digest in {channel} did not go out.")
        case DeliveryKind.ALERT:
            return text.say("An alert for {channel} did not go out.")
        case DeliveryKind.FEEDBACK:
            return text.say("A card with feedback for {channel} did not go out.")
        case DeliveryKind.PROPOSAL:
            return text.say("A proposal for {channel} did not go out.")
        case DeliveryKind.POLL:
            return text.say("A poll for {channel} did not go out.")
        case DeliveryKind.NOTICE | DeliveryKind.REMINDER:
            return text.say("A message for {channel} did not go out.")


def _perhaps(kind: DeliveryKind, text: Text) -> str:  # noqa: PLR0911 - a line for each kind
    match kind:
        case DeliveryKind.DIGEST:
            return text.say("I do not know whether the weekly digest for {channel} went out.")
        case DeliveryKind.RESTATEMENT:
            return text.say("I do not know whether a correction to the digest in {channel} went out.")
        case DeliveryKind.ALERT:
            return text.say("I do not know whether an alert for {channel} went out.")
        case DeliveryKind.FEEDBACK:
            return text.say("I do not know whether a card with feedback for {channel} went out.")
        case DeliveryKind.PROPOSAL:
            return text.say("I do not know whether a proposal for {channel} went out.")
        case DeliveryKind.POLL:
            return text.say("I do not know whether a poll for {channel} went out.")
        case DeliveryKind.NOTICE | DeliveryKind.REMINDER:
            return text.say("I do not know whether a message for {channel} went out.")


def _why(trouble: Trouble, text: Text) -> Markup:
    match trouble.state:
        case DeliveryState.MISSED:
            return marked(text.say("Slack did not take it while it was still of use, so I let it be."))
        case DeliveryState.UNCONFIRMED:
            words = text.say(
                "Slack’s answer was lost, and I could not look into the channel ({error}). "
                "I do not send it twice by myself: please look whether it is there."
            )
            return fill(words, error=code(trouble.reason))
        case _:
            return _refusal(trouble.reason, text)


def _refusal(error: str, text: Text) -> Markup:  # noqa: PLR0911 - a line for each reason
    if error == "is_archived":
        return marked(text.say("The channel is archived."))
    if error == "channel_not_found":
        return marked(text.say("I cannot find the channel any more: it is gone, or private and I was taken out of it."))
    if error == "not_in_channel":
        return fill(text.say("I am not in the channel. Type {invite} there to let me in."), invite=code("/invite @kpi"))
    if error in _LOCKED:
        return marked(text.say("Only certain people may write there. A Slack admin can add me to them."))
    if error in _UNINSTALLED:
        words = text.say("Slack does not let me write any more ({error}). Whoever runs me has to install me again.")
        return fill(words, error=code(error))
    if error in _ILL_WRITTEN:
        words = text.say(
            "Slack did not take it as I wrote it ({error}). That is my fault: please tell whoever runs me."
        )
        return fill(words, error=code(error))
    return fill(text.say("Slack refused it ({error})."), error=code(error))


def _way_on(trouble: Trouble, text: Text) -> tuple[Block, ...]:
    """Only a person may decide to send what may be there already."""
    if trouble.state is not DeliveryState.UNCONFIRMED:
        return ()
    pressed = confirmed(
        button(text.say("Send again"), AGAIN, str(trouble.delivery.id)),
        title=text.say("Send it again?"),
        words=text.say("If the first one did go out, the channel gets it twice."),
        yes=text.say("Send again"),
        no=text.say("Leave it"),
    )
    return (actions(f"delivery:{trouble.delivery.id}", pressed),)

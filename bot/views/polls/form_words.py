"""What the form of a poll says: who may vote, how secret it will be, what is wrong with it."""

from collections.abc import Mapping

from bot.text import Text
from bot.use_cases.polls.draft import MOST_IN_ALL, MOST_OPTIONS, Fault, PollDraft
from bot.use_cases.polls.publication import SMALLEST_GROUP
from bot.views.message import Mistakes
from bot.views.mrkdwn import Markup, bold, channel, fill, marked
from storage.repositories.poll_records import Secrecy


def voters_words(voters: int | None, draft: PollDraft, text: Text) -> Markup:
    """How many may vote, as far as it is known."""
    if draft.channel_id is None:
        return Markup(text.say("Choose a channel to see how many may vote."))
    if voters is None:
        said = text.say("Who may vote in {channel} is counted, and shown here, before the poll opens.")
        return fill(said, channel=channel(draft.channel_id))
    count = text.plural("{count} person may vote", "{count} people may vote", voters)
    return fill(
        text.say("{count}: the members of {channel} who belong to the sales organisation."),
        count=bold(count),
        channel=channel(draft.channel_id),
    )


def secrecy_words(secrecy: Secrecy, text: Text) -> Markup:
    """What the chosen kind of poll means, in a sentence or two."""
    match secrecy:
        case Secrecy.SECRET:
            said = text.say(
                "Secret: no manager and no admin can see who answered what. Answers are final, and results come "
                "only after closing, from {count} answers on.",
                count=text.number(SMALLEST_GROUP),
            )
        case Secrecy.OPEN:
            said = text.say("Open: the result shows who answered what. Answers can be changed until it closes.")
        case Secrecy.CHANGEABLE:
            said = text.say(
                "Secret, with answers that can be changed: until it closes, the operator of this app could find them. "
                "Choose it only where changing matters more."
            )
    return marked(said)


def mistakes(faults: Mapping[str, Fault], text: Text) -> Mistakes:
    """Under each input what is wrong with it."""
    return Mistakes({block: fault_words(fault, text) for block, fault in faults.items()})


def fault_words(fault: Fault, text: Text) -> str:  # noqa: C901, PLR0911, PLR0912 - a line for each fault
    """Why a part of the form cannot stand, and what to do."""
    match fault:
        case Fault.NOTHING_ASKED:
            return text.say("Choose a proposal, or add a question of your own.")
        case Fault.TOO_MANY_QUESTIONS:
            return text.say(
                "A poll asks at most {count} questions, proposals included. Open another one for the rest.",
                count=text.number(MOST_IN_ALL),
            )
        case Fault.PROPOSAL_GONE:
            return text.say("A proposal was withdrawn or is being voted on already. Choose again.")
        case Fault.NO_QUESTION:
            return text.say("Write the question, or take it away.")
        case Fault.TOO_FEW_OPTIONS:
            return text.say("Give at least two answers, one a line.")
        case Fault.TOO_MANY_OPTIONS:
            return text.say("Give at most {count} answers.", count=text.number(MOST_OPTIONS))
        case Fault.LONG_OPTION:
            return text.say("One of the answers is too long: 75 characters are the most.")
        case Fault.SAME_OPTION:
            return text.say("Two of the answers are the same.")
        case Fault.NO_TITLE:
            return text.say("Give the poll a title.")
        case Fault.NO_CHANNEL:
            return text.say("Choose the channel whose members vote.")
        case Fault.NOBODY:
            return text.say("Nobody in this channel belongs to the sales organisation. Choose another one.")
        case Fault.NOT_TOLD:
            return text.say("Slack did not say who is in this channel. All that you typed is kept: try again.")
        case Fault.TOO_FEW_FOR_SECRET:
            return text.say(
                "Fewer than {count} people may vote, so answers could be guessed. Choose an open poll, or a channel "
                "with more people.",
                count=text.number(SMALLEST_GROUP),
            )
        case Fault.TOO_CLOSE:
            return text.say(
                "The same was put to a secret vote of nearly the same people: the two results, side by side, would "
                "tell what the few answered by whom they differ. Choose an open poll, or the same channel."
            )
        case Fault.SEVERAL_HOSTS:
            return text.say(
                "This kind of poll needs a key that never leaves one machine, and this installation runs on several. "
                "Choose another kind."
            )
        case Fault.NOT_ALL_MAY_SEE:
            return text.say(
                "A proposed target is about figures that not everybody in the channel may see. Choose the channel of "
                "those whom it concerns."
            )
        case Fault.NO_DAY:
            return text.say("Say until when the poll is open.")
        case Fault.TOO_SOON:
            return text.say("This is over already, or nearly. Leave people some time.")
        case Fault.TOO_LATE:
            return text.say("A poll is open for 60 days at most.")
        case Fault.NOT_A_QUORUM:
            return text.say("Give a whole number, from 1 to as many as may vote.")

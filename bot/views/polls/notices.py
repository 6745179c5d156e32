"""Why something about a poll is not done, in a sentence."""

from bot.text import Text
from bot.use_cases.polls.refusals import PollFault
from bot.views.message import Message, one_paragraph
from bot.views.moments import on_the_clocks
from storage.repositories.poll_records import Cast, Poll


def poll_gone(text: Text) -> Message:
    """No such poll, or it is closed."""
    return one_paragraph(text.say("This poll is over, or was never opened. Its result stands under its message."))


def poll_running(missing: int, text: Text) -> Message:
    """Closed early only with its quorum."""
    return one_paragraph(
        text.plural(
            "It cannot be closed before its time yet: {count} more person has to take part.",
            "It cannot be closed before its time yet: {count} more people have to take part.",
            missing,
        )
    )


def poll_refused(fault: PollFault, text: Text) -> Message:
    """What stands against opening it, where the form has no input that it concerns."""
    said = {
        PollFault.NO_QUESTION: text.say("A poll asks at least one question."),
        PollFault.NOBODY: text.say("Nobody in this channel belongs to the sales organisation. Choose another one."),
        PollFault.OVER_ALREADY: text.say("This is over already, or nearly. Leave people some time."),
        PollFault.PROPOSAL_GONE: text.say("A proposal was withdrawn or is being voted on already. Choose again."),
    }
    return one_paragraph(said.get(fault, text.say("This poll cannot be opened like this.")))


def bad_ballot(text: Text) -> Message:
    """A ballot that does not fit its questions."""
    return one_paragraph(text.say("This ballot does not fit the poll. Open it again from its message."))


def uncounted(cast: Cast, poll: Poll, text: Text) -> Message:
    """Why a ballot was not counted; what was answered stays in the form."""
    if cast is Cast.TOO_LATE:
        deadline = on_the_clocks(poll.deadline, poll.zone, text)
        return one_paragraph(
            text.say("Too late: the poll closed at {deadline}. This was not counted.", deadline=deadline)
        )
    if cast is Cast.NOT_ELIGIBLE:
        return not_eligible(text)
    return one_paragraph(text.say("You have voted already, and your answer is final. This was not counted."))


def not_eligible(text: Text) -> Message:
    """Who may vote was settled when the poll opened."""
    return one_paragraph(
        text.say("Those vote who were in the channel, and in the sales organisation, when the poll opened.")
    )


def not_hers_to_see(text: Text) -> Message:
    """Results are for those who could vote, and for whoever asked."""
    return one_paragraph(text.say("The answers are for those who could vote, and for whoever opened the poll."))


def on_its_way(poll: Poll, text: Text) -> Message:
    """What whoever closed a poll early is told."""
    return one_paragraph(text.say("“{title}” is closed. The result is on its way to the channel.", title=poll.title))

"""The part of a poll's form that says what is asked: the proposals chosen, and questions of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.text import Text
from bot.use_cases.polls.draft import LISTED, MOST_IN_ALL, MOST_QUESTIONS, OwnQuestion, Part, PollDraft
from bot.views.inputs import Asked, fixed, line, menu, paragraph, several
from bot.views.kit import Block, Option, actions, button, section
from bot.views.mrkdwn import code, fill
from storage.repositories.poll_records import Method

CHANGE, MORE, FEWER = "poll.change", "poll.more", "poll.fewer"
_WORDS, _OPTIONS = 300, 900  # characters


@dataclass(frozen=True, slots=True)
class Offered:
    """A proposal that can be put to the vote, in a few words."""

    id: str
    words: str


def proposed_questions(draft: PollDraft, offered: Sequence[Offered], text: Text) -> tuple[Block, ...]:
    """The proposals that are open, and how each is answered."""
    if not offered:
        said = fill(
            text.say("No proposal is open. People make them with {propose}."), propose=code(text.say("/kpi propose"))
        )
        return (fixed(section(said), "no-proposal"),)
    options = [Option(each.id, each.words) for each in offered]
    choices = [
        Option(Method.YES_NO, text.say("Yes or no")),
        Option(Method.KEEP_CHANGE_DROP, text.say("Keep, change or drop")),
    ]
    hint = text.say("Each is a question of its own. The ballot shows the last 12 months by both definitions.")
    return (
        several(
            Asked(Part.PROPOSALS, text.say("Proposals"), CHANGE, hint, optional=True),
            text.say("Choose proposals"),
            options,
            draft.proposals,
            most=MOST_IN_ALL,
        ),
        menu(
            Asked(Part.CHOICE, text.say("Proposals are answered by"), CHANGE),
            choices[0].label,
            choices,
            draft.choice,
        ),
    )


def own_questions(draft: PollDraft, offered: Sequence[Offered], text: Text) -> tuple[Block, ...]:
    """Questions of one's own, with a button for one more; where nothing is proposed, one stays."""
    asked = [block for number, each in enumerate(draft.own, 1) for block in _own_question(number, each, draft, text)]
    more = button(text.say("Another question") if draft.own else text.say("Add a question of your own"), MORE)
    fewer = button(text.say("Take the last question away"), FEWER)
    fewest = 0 if offered else 1
    buttons = [
        *((more,) if len(draft.own) < MOST_QUESTIONS else ()),
        *((fewer,) if len(draft.own) > fewest else ()),
    ]
    return (*asked, actions(f"questions-{len(draft.own)}", *buttons))


def _own_question(number: int, question: OwnQuestion, draft: PollDraft, text: Text) -> tuple[Block, ...]:
    many = len(draft.own) > 1
    label = text.say("Question {number}", number=text.number(number)) if many else text.say("Question")
    methods = [Option(method, words) for method, words in method_names(text).items()]
    asked = (
        line(Asked(Part.WORDS.of(number), label, CHANGE), question.words, most=_WORDS),
        menu(telling(Part.METHOD.of(number), text.say("Answered by")), text.say("Yes or no"), methods, question.method),
    )
    if question.method not in LISTED and not question.typed:
        return asked
    return (*asked, _answers(number, question, text))


def _answers(number: int, question: OwnQuestion, text: Text) -> Block:
    """What was typed stays, though another way of answering does without."""
    used = question.method in LISTED
    hint = text.say("One a line, from 2 to 10.") if used else text.say("Not used with this way of answering.")
    asked = Asked(Part.OPTIONS.of(number), text.say("Answers"), CHANGE, hint, optional=not used)
    return paragraph(asked, question.typed, most=_OPTIONS)


def method_names(text: Text) -> dict[Method, str]:
    """How a question can be answered, as the form offers it."""
    return {
        Method.YES_NO: text.say("Yes or no"),
        Method.KEEP_CHANGE_DROP: text.say("Keep, change or drop"),
        Method.SINGLE: text.say("One of several answers"),
        Method.MULTIPLE: text.say("Any number of answers"),
        Method.RANKED: text.say("Answers in order of preference"),
    }


def telling(part: str, label: str, hint: str = "") -> Asked:
    """An input that tells at once that it was changed."""
    return Asked(part, label, CHANGE, hint, tells=True)

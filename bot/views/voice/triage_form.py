"""Forms for what takes words to do with feedback: plan it, end it, answer it, give it a theme, join it with another.

Each shows what was said and how it stands. Where somebody else moved it meanwhile, it says so and keeps what was typed.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.text import Text
from bot.use_cases.voice.item import Item
from bot.use_cases.voice.moves import stamp
from bot.use_cases.voice.take_up import LONGEST_THEME
from bot.views import kit
from bot.views.inputs import Asked, Sheet, day, fixed, form, line, menu, paragraph, person
from bot.views.kit import Block, Option, section
from bot.views.message import View
from bot.views.mrkdwn import bold, fill, lines
from bot.views.voice import card
from bot.views.voice.card import excerpt, quoted
from bot.views.voice.words import standing
from storage.repositories.voice_records import Feedback

OWNER, DUE, WORDS, KNOWN, NEW, MAIN = "owner", "due", "words", "known", "new", "main"
_WORDS = 1_000  # characters of what was done, or why not: it stands in lists and digests


@dataclass(frozen=True, slots=True)
class Carried:
    """What a form brings back: which feedback, as it stood when the form was drawn. Routing, never a right."""

    feedback_id: str
    seen: str

    def dump(self) -> str:
        """As the view carries it."""
        return json.dumps([self.feedback_id, self.seen])

    @classmethod
    def load(cls, metadata: str) -> "Carried":
        """As it came back."""
        feedback_id, seen = json.loads(metadata)
        return cls(str(feedback_id), str(seen))


@dataclass(frozen=True, slots=True)
class Filled:
    """All that a form shows. `overtaken`: somebody moved the item while the form stood open."""

    item: Item
    themes: Sequence[str] = ()
    others: Sequence[Feedback] = ()  # what it can be joined with
    me: str = ""
    overtaken: bool = False


def waiting(text: Text) -> View:
    """What opens at once, while the form is being filled in."""
    said = section(text.say("One moment, the form is being filled in…"))
    return View(kit.modal(text.say("Feedback"), text.say("Cancel"), (said,)))


def triage_form(action_id: str, filled: Filled, text: Text) -> View:
    """The form behind a button of the card."""
    feedback = filled.item.feedback
    sheet = Sheet(
        title=_title(action_id, text),
        submit=text.say("Send") if action_id == card.ANSWER else text.say("Save"),
        close=text.say("Cancel"),
        callback_id=action_id,
        metadata=Carried(feedback.id, stamp(feedback)).dump(),
    )
    return View(form(sheet, (_said(filled, text), *_INPUTS[action_id](filled, text))))


def kept(item: Item, text: Text) -> View:
    """What takes the form's place."""
    theme = fill(text.say("Theme: {name}"), name=bold(item.theme)) if item.theme else ""
    replies = text.plural("{count} reply", "{count} replies", len(item.replies)) if item.replies else ""
    told = section(lines(standing(item.feedback, text), theme, replies))
    note = kit.context(_who_hears(item.feedback, text))
    return View(kit.modal(text.say("Feedback"), text.say("Close"), (told, note)))


def _who_hears(feedback: Feedback, text: Text) -> str:
    if feedback.anonymous:
        return text.say("The card shows it in a moment. Its author finds it with the code that only the author has.")
    return text.say("The card shows it in a moment. Its author hears by direct message of moves and replies.")


def _title(action_id: str, text: Text) -> str:
    return {
        card.PLAN: text.say("Plan it"),
        card.DONE: text.say("It is done"),
        card.DECLINE: text.say("Decline it"),
        card.ANSWER: text.say("Reply"),
        card.THEME: text.say("Give it a theme"),
        card.MERGE: text.say("Join it with another"),
    }[action_id]


def _said(filled: Filled, text: Text) -> Block:
    feedback = filled.item.feedback
    meanwhile = text.say("While you wrote, somebody else moved it. Save again if what you wrote still holds.")
    warned = bold(f"⚠️ {meanwhile}") if filled.overtaken else ""
    return fixed(section(lines(warned, *quoted(excerpt(feedback, 600)), standing(feedback, text))), "said")


def _plan(filled: Filled, text: Text) -> tuple[Block, ...]:
    feedback = filled.item.feedback
    owner = Asked(OWNER, text.say("Who sees to it"), card.PLAN)
    due = Asked(DUE, text.say("By when"), card.PLAN, hint=text.say("Its author is told both."), optional=True)
    return (person(owner, text.say("Somebody"), feedback.owner or filled.me), day(due, feedback.due_on))


def _done(_filled: Filled, text: Text) -> tuple[Block, ...]:
    asked = Asked(WORDS, text.say("What was done"), card.DONE, hint=_read_by_all(text))
    return (paragraph(asked, most=_WORDS),)


def _decline(_filled: Filled, text: Text) -> tuple[Block, ...]:
    asked = Asked(WORDS, text.say("Why not"), card.DECLINE, hint=_read_by_all(text))
    return (paragraph(asked, most=_WORDS),)


def _read_by_all(text: Text) -> str:
    return text.say("The author reads this, and the whole team under “you said, we did”: name nobody in it.")


def _answer(filled: Filled, text: Text) -> tuple[Block, ...]:
    hint = (
        text.say("Kept with the feedback. Whoever holds its code reads it, and nobody can tell you who that is.")
        if filled.item.feedback.anonymous
        else text.say("Goes to its author by direct message, with your name.")
    )
    return (paragraph(Asked(WORDS, text.say("Your reply"), card.ANSWER, hint=hint)),)


def _theme(filled: Filled, text: Text) -> tuple[Block, ...]:
    options = [Option(name, name) for name in filled.themes]
    known = Asked(KNOWN, text.say("A theme that you have"), card.THEME, optional=True)
    hint = text.say("A few words that fit what others say as well. It wins over the menu.")
    new = Asked(NEW, text.say("Or a new one"), card.THEME, hint=hint, optional=True)
    shown = (menu(known, text.say("Choose a theme"), options, filled.item.theme or None),) if options else ()
    return (*shown, line(new, most=LONGEST_THEME))


def _merge(filled: Filled, text: Text) -> tuple[Block, ...]:
    if not filled.others:
        return (section(text.say("There is no other open feedback of this team to join it with.")),)
    options = [Option(each.id, excerpt(each, 70)) for each in filled.others]
    hint = text.say("That one stands for both: its moves are told to the authors of both.")
    return (menu(Asked(MAIN, text.say("It says the same as"), card.MERGE, hint=hint), text.say("Choose one"), options),)


_INPUTS: Mapping[str, Callable[[Filled, Text], tuple[Block, ...]]] = MappingProxyType(
    {
        card.PLAN: _plan,
        card.DONE: _done,
        card.DECLINE: _decline,
        card.ANSWER: _answer,
        card.THEME: _theme,
        card.MERGE: _merge,
    }
)

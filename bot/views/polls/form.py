"""The form of a poll: what is asked, of whom, until when, and how secret the answers are."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from bot.arrivals import Form
from bot.text import Language, Text
from bot.use_cases.polls.draft import LISTED, MOST_IN_ALL, MOST_QUESTIONS, OwnQuestion, Part, PollDraft, half_of
from bot.views import kit
from bot.views.inputs import Asked, Sheet, clock, conversation, day, fixed, form, line, menu, paragraph, several
from bot.views.kit import Block, Option, actions, button, section
from bot.views.message import View
from bot.views.mrkdwn import Markup, code, fill, lines
from bot.views.polls.form_words import secrecy_words, voters_words
from storage.repositories.poll_records import Method, Secrecy

SET, CHANGE, MORE, FEWER, PREVIEW = "poll.set", "poll.change", "poll.more", "poll.fewer", "poll.preview"
_TITLE, _WORDS, _OPTIONS, _QUORUM = 140, 300, 900, 5  # characters
_AT_CLOSE, _LIVE = "close", "live"
_MORE_SECRECY = "more"
_LANGUAGES = {Language.EN: "English", Language.FR: "Français"}  # each in its own


@dataclass(frozen=True, slots=True)
class Carried:
    """What the form brings back besides what is filled in.

    `voters`: how many may vote in `channel_id`, as it shows; None before that is known. `quorum`: what the form filled
    in by itself, which is not typed. `asked`: questions of one's own that it shows. `wider`: the rarer kind is offered.
    """

    asked: int = 0
    channel_id: str | None = None
    voters: int | None = None
    quorum: str = ""
    wider: bool = False

    def dump(self) -> str:
        """As the view carries it."""
        return json.dumps([self.asked, self.channel_id, self.voters, self.quorum, self.wider])

    @classmethod
    def load(cls, metadata: str) -> "Carried":
        """As it came back."""
        return cls(*json.loads(metadata))

    def of(self, draft: PollDraft) -> "Carried":
        """The same, without the voters of another channel."""
        return self if draft.channel_id == self.channel_id else replace(self, channel_id=draft.channel_id, voters=None)


@dataclass(frozen=True, slots=True)
class Offered:
    """A proposal that can be put to the vote, in a few words."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Filled:
    """All that the form shows. `note`: what it says of what was just done."""

    draft: PollDraft
    offered: Sequence[Offered] = ()
    carried: Carried = Carried()
    zone: str = ""
    note: str = ""


def waiting(text: Text) -> View:
    """What opens at once, while the form is being filled in."""
    said = section(text.say("One moment, the form is being filled in…"))
    return View(kit.modal(text.say("Open a poll"), text.say("Cancel"), (said,)))


def poll_form(filled: Filled, text: Text) -> View:
    """The form as far as it is filled in."""
    filled = replace(filled, carried=_carried(filled, text))
    sheet = Sheet(
        title=text.say("Open a poll"),
        submit=text.say("Open the poll"),
        close=text.say("Cancel"),
        callback_id=SET,
        metadata=filled.carried.dump(),
    )
    draft = filled.draft
    blocks = (
        *_proposals(filled, text),
        *_own(filled, text),
        line(Asked(Part.TITLE, text.say("Title"), CHANGE), draft.title, most=_TITLE),
        _channel(draft, text),
        *_secrecy(filled, text),
        *_until(filled, text),
        _quorum(filled, text),
        menu(
            Asked(Part.LANGUAGE, text.say("Language of the messages"), CHANGE),
            text.say("Choose a language"),
            [Option(language, name) for language, name in _LANGUAGES.items()],
            draft.language,
        ),
        fixed(section(_comes_to(filled, text)), "outlook"),
        actions("preview", button(text.say("Preview for me"), PREVIEW)),
    )
    return View(form(sheet, blocks))


def drafted_in(sent: Form, carried: Carried) -> PollDraft:
    """The draft that a form holds."""
    secrecy, quorum = _typed(sent, Part.SECRECY), _typed(sent, Part.QUORUM)
    return PollDraft(
        proposals=sent.values.get(Part.PROPOSALS, ()),
        choice=Method(sent.value(Part.CHOICE) or Method.YES_NO),
        own=tuple(_question(sent, number) for number in range(1, carried.asked + 1)),
        title=sent.value(Part.TITLE),
        channel_id=sent.value(Part.CHANNEL) or None,
        secrecy=Secrecy.SECRET if secrecy in {"", _MORE_SECRECY} else Secrecy(secrecy),
        live=sent.value(Part.RESULTS) == _LIVE,
        day=_day(sent.value(Part.DAY)),
        at=_time(sent.value(Part.AT)),
        quorum="" if quorum == carried.quorum else quorum,
        language=Language(sent.value(Part.LANGUAGE) or Language.EN),
    )


def wants_more_secrecy(sent: Form) -> bool:
    """Whether the rarer kind of poll was asked for."""
    return _typed(sent, Part.SECRECY) == _MORE_SECRECY


def block_of(sent: Form, part: str) -> str:
    """The id of the block that holds a part: what the form filled in by itself goes with its value."""
    return next((block for block in sent.values if block.split(":")[0] == part), part)


def _typed(sent: Form, part: Part) -> str:
    return sent.value(block_of(sent, part))


def _question(sent: Form, number: int) -> OwnQuestion:
    method = Method(sent.value(Part.METHOD.of(number)) or Method.YES_NO)
    return OwnQuestion(sent.value(Part.WORDS.of(number)), method, sent.value(Part.OPTIONS.of(number)))


def _day(chosen: str) -> date | None:
    return date.fromisoformat(chosen) if chosen else None


def _time(chosen: str) -> time | None:
    return time.fromisoformat(chosen) if chosen else None


def _carried(filled: Filled, text: Text) -> Carried:
    """With what the form fills in by itself."""
    voters, draft = filled.carried.voters, filled.draft
    quorum = "" if draft.quorum.strip() or not voters else text.typed(half_of(voters))
    return replace(filled.carried, quorum=quorum, asked=len(draft.own))


def _proposals(filled: Filled, text: Text) -> tuple[Block, ...]:
    if not filled.offered:
        said = fill(
            text.say("No proposal is open. People make them with {propose}."), propose=code(text.say("/kpi propose"))
        )
        return (fixed(section(said), "no-proposal"),)
    options = [Option(each.id, each.words) for each in filled.offered]
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
            filled.draft.proposals,
            most=MOST_IN_ALL,
        ),
        menu(
            Asked(Part.CHOICE, text.say("Proposals are answered by"), CHANGE),
            choices[0].label,
            choices,
            filled.draft.choice,
        ),
    )


def _own(filled: Filled, text: Text) -> tuple[Block, ...]:
    draft = filled.draft
    asked = [block for number, each in enumerate(draft.own, 1) for block in _own_question(number, each, draft, text)]
    more = button(text.say("Another question") if draft.own else text.say("Add a question of your own"), MORE)
    fewer = button(text.say("Take the last question away"), FEWER)
    fewest = 0 if filled.offered else 1
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
        menu(_tells(Part.METHOD.of(number), text.say("Answered by")), text.say("Yes or no"), methods, question.method),
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


def _channel(draft: PollDraft, text: Text) -> Block:
    hint = text.say("Its members who belong to the sales organisation may vote: those of the moment it opens.")
    asked = _tells(Part.CHANNEL, text.say("Channel"), hint)
    return conversation(asked, text.say("Choose a channel"), draft.channel_id)


def _secrecy(filled: Filled, text: Text) -> tuple[Block, ...]:
    draft = filled.draft
    wider = filled.carried.wider or draft.secrecy is Secrecy.CHANGEABLE
    last = (
        Option(Secrecy.CHANGEABLE, text.say("Secret, can be changed until it closes"))
        if wider
        else Option(_MORE_SECRECY, text.say("More choices …"))
    )
    options = [
        Option(Secrecy.SECRET, text.say("Secret and final")),
        Option(Secrecy.OPEN, text.say("Open: names and answers are seen")),
        last,
    ]
    asked = _tells(f"{Part.SECRECY}:{'wide' if wider else 'usual'}", text.say("How secret"))
    kinds = menu(asked, options[0].label, options, draft.secrecy)
    return (kinds, *_results(draft, text))


def _results(draft: PollDraft, text: Text) -> tuple[Block, ...]:
    """Only an open poll may show how it stands while it runs."""
    if draft.secrecy is not Secrecy.OPEN:
        return ()
    options = [
        Option(_AT_CLOSE, text.say("When it closes")),
        Option(_LIVE, text.say("While it runs")),
    ]
    chosen = _LIVE if draft.live else _AT_CLOSE
    return (menu(Asked(Part.RESULTS, text.say("Results are shown"), CHANGE), options[0].label, options, chosen),)


def _until(filled: Filled, text: Text) -> tuple[Block, ...]:
    draft = filled.draft
    hint = text.say("On the clocks of {zone}.", zone=filled.zone)
    return (
        day(Asked(Part.DAY, text.say("Open until"), CHANGE), draft.day),
        clock(Asked(Part.AT, text.say("At"), CHANGE, hint), draft.at),
    )


def _quorum(filled: Filled, text: Text) -> Block:
    """What the form fills in by itself changes with the channel, and so does its id."""
    shown = filled.draft.quorum.strip() or filled.carried.quorum
    hint = text.say("With fewer people nothing is decided. Half of those who may vote, unless you say otherwise.")
    asked = Asked(f"{Part.QUORUM}:{shown}", text.say("How many must take part"), CHANGE, hint, optional=True)
    return line(asked, shown, most=_QUORUM)


def _comes_to(filled: Filled, text: Text) -> Markup:
    return lines(
        filled.note,
        voters_words(filled.carried.voters, filled.draft, text),
        secrecy_words(filled.draft.secrecy, text),
    )


def _tells(part: str, label: str, hint: str = "") -> Asked:
    return Asked(part, label, CHANGE, hint, tells=True)

"""The form of a poll: what is asked, of whom, until when, and how secret the answers are."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.text import Language, Text
from bot.use_cases.polls.draft import Part, PollDraft, half_of
from bot.views import kit
from bot.views.inputs import Asked, Sheet, clock, conversation, day, fixed, form, line, menu
from bot.views.kit import Block, Option, actions, button, section
from bot.views.message import View
from bot.views.mrkdwn import Markup, lines
from bot.views.polls.form_questions import CHANGE, Offered, own_questions, proposed_questions, telling
from bot.views.polls.form_read import AT_CLOSE, LIVE, MORE_SECRECY, Carried
from bot.views.polls.form_words import secrecy_words, voters_words
from storage.repositories.poll_records import Secrecy

SET, PREVIEW = "poll.set", "poll.preview"
_TITLE, _QUORUM = 140, 5  # characters
_LANGUAGES = {Language.EN: "English", Language.FR: "Français"}  # each in its own


@dataclass(frozen=True, slots=True)
class Filled:
    """All that the form shows. `note`: what it says of what was just done."""

    draft: PollDraft
    offered: Sequence[Offered] = ()
    carried: Carried = field(default_factory=Carried)
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
        *proposed_questions(draft, filled.offered, text),
        *own_questions(draft, filled.offered, text),
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


def _carried(filled: Filled, text: Text) -> Carried:
    """With what the form fills in by itself."""
    voters, draft = filled.carried.voters, filled.draft
    quorum = "" if draft.quorum.strip() or not voters else text.typed(half_of(voters))
    return replace(filled.carried, quorum=quorum, asked=len(draft.own))


def _channel(draft: PollDraft, text: Text) -> Block:
    hint = text.say("Its members who belong to the sales organisation may vote: those of the moment it opens.")
    asked = telling(Part.CHANNEL, text.say("Channel"), hint)
    return conversation(asked, text.say("Choose a channel"), draft.channel_id)


def _secrecy(filled: Filled, text: Text) -> tuple[Block, ...]:
    draft = filled.draft
    wider = filled.carried.wider or draft.secrecy is Secrecy.CHANGEABLE
    last = (
        Option(Secrecy.CHANGEABLE, text.say("Secret, can be changed until it closes"))
        if wider
        else Option(MORE_SECRECY, text.say("More choices …"))
    )
    options = [
        Option(Secrecy.SECRET, text.say("Secret and final")),
        Option(Secrecy.OPEN, text.say("Open: names and answers are seen")),
        last,
    ]
    asked = telling(f"{Part.SECRECY}:{'wide' if wider else 'usual'}", text.say("How secret"))
    kinds = menu(asked, options[0].label, options, draft.secrecy)
    return (kinds, *_results(draft, text))


def _results(draft: PollDraft, text: Text) -> tuple[Block, ...]:
    """Only an open poll may show how it stands while it runs."""
    if draft.secrecy is not Secrecy.OPEN:
        return ()
    options = [
        Option(AT_CLOSE, text.say("When it closes")),
        Option(LIVE, text.say("While it runs")),
    ]
    chosen = LIVE if draft.live else AT_CLOSE
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

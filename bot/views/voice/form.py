"""The form in which people in the field say something: what, with a name or without, and what it is about.

What was typed stays where the form is shown again, because no input changes its id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.arrivals import Form
from bot.text import Text
from bot.use_cases.voice.say import LEAST
from bot.use_cases.voice.say_draft import MOST, About, SayChoices, SayDraft
from bot.use_cases.voice.say_slip import Slip
from bot.views import kit
from bot.views.inputs import Asked, Sheet, fixed, form, line, menu, paragraph, radio
from bot.views.kit import Block, Option, button, context, section
from bot.views.message import Message, Mistakes, View
from bot.views.mrkdwn import Markup, bold, fill, lines, marked
from bot.views.voice.give import OPEN
from bot.views.voice.readers import readers
from bot.views.voice.words import kind_words, sentiment_words
from storage.repositories.voice_records import FeedbackKind, Sentiment

SAY, CHANGE = "feedback.say", "feedback.change"
_LINE = 150  # characters: also what a value of a menu can have


class Part(StrEnum):
    """The inputs of the form besides those of About; also the ids of their blocks."""

    KIND = "kind"
    BODY = "body"
    NAME = "name"
    SENTIMENT = "sentiment"


class Signed(StrEnum):
    """With a name or without."""

    NAMED = "named"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class SayForm:
    """All that the form shows.

    `read_by`: the team whose managers read it; empty for the admins. `read_in`: the channel in which it is read.
    """

    draft: SayDraft
    choices: SayChoices
    slip: Slip
    read_by: str
    read_in: str | None = None

    def readers(self, text: Text) -> Markup:
        """Who will read it."""
        return readers(self.read_by, self.read_in, text)


def waiting(text: Text) -> View:
    """What opens at once, while the form is being filled in."""
    said = section(text.say("One moment, the form is being filled in…"))
    return View(kit.modal(text.say("Give feedback"), text.say("Cancel"), (said,)))


def offered(typed: str, text: Text) -> Message:
    """The form behind a button, for where no form can open by itself."""
    words = text.say("The form for your feedback opens by this button.")
    return Message(marked(words), (section(words, button(text.say("Open the form"), OPEN, typed, primary=True)),))


def say_form(filled: SayForm, text: Text) -> View:
    """The form as far as it is filled in."""
    sheet = Sheet(
        title=text.say("Give feedback"),
        submit=text.say("Send"),
        close=text.say("Cancel"),
        callback_id=SAY,
        metadata=filled.slip.dump(),
    )
    draft = filled.draft
    blocks = (
        *_not_quoted(draft, text),
        _kind(draft, text),
        paragraph(Asked(Part.BODY, text.say("What do you want to say?"), CHANGE), draft.body, most=MOST),
        _sentiment(draft, text),
        _name(draft, text),
        fixed(section(promise(filled, text)), "promise"),
        fixed(section(bold(text.say("What it is about, as far as it helps"))), "about"),
        *_about(filled, text),
    )
    return View(form(sheet, blocks))


def drafted_in(sent: Form) -> SayDraft:
    """What a form holds."""
    kind, sentiment = sent.value(Part.KIND), sent.value(Part.SENTIMENT)
    about = {str(each): sent.value(each) for each in About}
    return SayDraft(
        kind=FeedbackKind(kind) if kind else None,
        body=sent.value(Part.BODY),
        sentiment=Sentiment(sentiment) if sentiment else None,
        anonymous=sent.value(Part.NAME) == Signed.ANONYMOUS,
        about={name: value for name, value in about.items() if value.strip()},
    )


def mistakes(draft: SayDraft, text: Text) -> Mistakes | None:
    """What is missing, each under its field; None where nothing is."""
    missing: dict[str, str] = {}
    if draft.kind is None:
        missing[Part.KIND] = text.say("Choose what it is.")
    if not draft.body.strip():
        missing[Part.BODY] = text.say("Say it in a word or two at least.")
    return Mistakes(missing) if missing else None


def said_already(text: Text) -> Mistakes:
    """The same form was kept with other words; what is typed now stays before its author."""
    words = text.say(
        "This form has been kept already, with the words it had when you first sent it. To say more, copy what you "
        "added into a new one."
    )
    return Mistakes({Part.BODY: words})


def promise(filled: SayForm, text: Text) -> Markup:
    """What becomes of a name, and what cannot be promised."""
    read_by = filled.readers(text)
    return _unnamed(read_by, text) if filled.draft.anonymous else _named(read_by, text)


def _named(read_by: Markup, text: Text) -> Markup:
    words = text.say("{readers} read it at once, with your name. You hear of each step by direct message.")
    return lines(bold(text.say("With your name.")), fill(words, readers=read_by))


def _unnamed(read_by: Markup, text: Text) -> Markup:
    kept = text.say(
        "Neither your name nor the hour is kept with it, only the week. {readers} read it once {least} anonymous ones "
        "have gathered, in no order."
    )
    limits = text.say(
        "Until then, someone with direct access to the app’s database could find out whose it is; afterwards nobody "
        "can, except from older backups or database logs."
    )
    answers = text.say("Nobody can write to you about it: you get a code, with which you alone find what became of it.")
    style = text.say("Your wording, or the account you name, may give you away.")
    told = (fill(kept, readers=read_by, least=text.number(LEAST)), limits, answers, style)
    return lines(bold(text.say("Anonymous.")), *(fill("• {words}", words=each) for each in told))


def _not_quoted(draft: SayDraft, text: Text) -> tuple[Block, ...]:
    if not draft.not_quoted:
        return ()
    return (context(text.say("I am not in that conversation, as far as Slack tells me: nothing of it is quoted.")),)


def _kind(draft: SayDraft, text: Text) -> Block:
    options = [Option(kind, kind_words(kind, text)) for kind in FeedbackKind]
    return menu(Asked(Part.KIND, text.say("What is it?"), CHANGE), text.say("Choose one"), options, draft.kind)


def _name(draft: SayDraft, text: Text) -> Block:
    options = (
        (Option(Signed.NAMED, text.say("With my name")), text.say("Managers can come back to me.")),
        (Option(Signed.ANONYMOUS, text.say("Anonymous")), text.say("Nobody can come back to me.")),
    )
    chosen = Signed.ANONYMOUS if draft.anonymous else Signed.NAMED
    return radio(Asked(Part.NAME, text.say("Who says it?"), CHANGE, tells=True), options, chosen)


def _sentiment(draft: SayDraft, text: Text) -> Block:
    options = [Option(each, sentiment_words(each, text)) for each in Sentiment]
    asked = Asked(Part.SENTIMENT, text.say("Good or bad?"), CHANGE, optional=True)
    return menu(asked, text.say("Choose one"), options, draft.sentiment)


def _about(filled: SayForm, text: Text) -> tuple[Block, ...]:
    about, choices = filled.draft.about, filled.choices
    kpis = [Option(kpi.key, text.say(kpi.name)) for kpi in choices.kpis]

    def typed(each: About, label: str) -> Block:
        return line(_optional(each, label), about.get(each, ""), most=_LINE)

    return (
        menu(_optional(About.KPI, text.say("Figure")), text.say("Choose a figure"), kpis, about.get(About.KPI)),
        typed(About.PERIOD, text.say("Period")),
        _of_facts(About.SEGMENT, text.say("Segment"), choices.segments, filled.draft, text),
        _of_facts(About.STAGE, text.say("Stage of the sale"), choices.stages, filled.draft, text),
        typed(About.ACCOUNT, text.say("Account")),
        typed(About.COMPETITOR, text.say("Competitor")),
    )


def _of_facts(each: About, label: str, values: Sequence[str], draft: SayDraft, text: Text) -> Block:
    """One of the values that the facts name; words where they name none, or where other words came with the draft."""
    said = draft.about.get(each, "")
    if not values or (said and said not in values):
        return line(_optional(each, label), said, most=_LINE)
    return menu(_optional(each, label), text.say("Choose one"), [Option(value, value) for value in values], said)


def _optional(each: About, label: str) -> Asked:
    return Asked(each, label, CHANGE, optional=True)

"""The form that erases people: whom, what will happen, and that it cannot be taken back."""

from collections.abc import Sequence

from bot.text import Text
from bot.use_cases.privacy.erase import Erased
from bot.views import kit
from bot.views.inputs import Asked, Sheet, form, people, ticks
from bot.views.kit import Option, actions, button, section
from bot.views.message import Message, View
from bot.views.mrkdwn import bold, lines, marked

ERASE = "privacy.erase"
PEOPLE, WORDS, SURE = "people", "words", "sure"


def erase_form(chosen: Sequence[str], text: Text) -> View:
    """Whom, and whether what they wrote goes too."""
    sheet = Sheet(text.say("Erase people"), text.say("Erase"), text.say("Cancel"), ERASE)
    asked = Asked(PEOPLE, text.say("Whom"), ERASE)
    also = Asked(WORDS, text.say("What they wrote"), ERASE, optional=True)
    sure = Asked(SURE, text.say("This cannot be taken back"), ERASE)
    return View(
        form(
            sheet,
            (
                people(asked, text.say("Choose people"), chosen),
                section(lines(bold(text.say("What will happen")), *_consequences(text))),
                ticks(also, (Option(WORDS, text.say("Also empty their feedback, replies and reasons")),)),
                ticks(sure, (Option(SURE, text.say("Erase them for good")),)),
            ),
        )
    )


def waiting(text: Text) -> View:
    """What opens at once."""
    words = section(text.say("One moment, the form is being filled in…"))
    return View(kit.modal(text.say("Erase people"), text.say("Cancel"), (words,)))


def done(erased: Erased, text: Text) -> View:
    """What takes the form's place."""
    words = text.plural("{count} person is erased.", "{count} people are erased.", erased.people)
    facts = (
        text.say("The facts have a new version without their names; older versions are deleted.")
        if erased.facts
        else text.say("The facts lie in a warehouse that I only read: erase them there as well.")
    )
    again = text.say("Erase them in the CRM too: the next import brings back whom it still names.")
    return View(kit.modal(text.say("Erase people"), text.say("Close"), (section(lines(bold(words), facts, again)),)))


def offered(text: Text) -> Message:
    """The form behind a button, for where none can open by itself."""
    words = marked(text.say("The form opens by this button."))
    return Message(words, (section(words), actions("erase", button(text.say("Erase people"), ERASE))))


def not_kept(text: Text) -> Message:
    """Of one of them nothing is kept."""
    words = marked(text.say("Nothing is kept about one of them. Leave that person out."))
    return Message(words, (section(words),))


def _consequences(text: Text) -> tuple[str, ...]:
    return (
        text.say("• Their names, addresses and ids go from the records, the facts, older versions and reject files."),
        text.say("• Their leads, deals and orders stay, under a key that says nothing: no team’s figure changes."),
        text.say("• Digests, alerts, polls and channels that they answered for are yours from then on."),
        text.say("• Messages that Slack shows already stay there; backups are yours to erase."),
    )

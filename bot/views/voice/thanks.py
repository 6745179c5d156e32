"""What takes the form's place: what was kept, and what happens next."""

from bot.text import Text
from bot.use_cases.voice.say import LEAST
from bot.views import kit
from bot.views.kit import Block, context, header, section
from bot.views.message import View
from bot.views.mrkdwn import Markup, bold, code, fill, join, lines, marked
from bot.views.voice.card import quoted
from bot.views.voice.readers import readers
from bot.views.voice.words import about_words, kind_words
from kpi_engine.kpi import Catalog
from storage.repositories.voice_records import Feedback


def thanks(kept: Feedback, ticket_code: str, catalog: Catalog, text: Text, *, read_in: str | None = None) -> View:
    """The code is shown only to an author without a name: it is the one way back to what she said.

    `read_in`: the channel in which it is read.
    """
    read_by = readers(kept.team, read_in, text)
    next_steps = _unnamed(read_by, ticket_code, text) if kept.anonymous else _named(read_by, text)
    blocks = (
        header(text.say("Thank you, it is kept")),
        *next_steps,
        section(bold(text.say("What you said"))),
        *(section(each) for each in quoted(kept.body)),
        context(join(" · ", kind_words(kept.kind, text), about_words(kept.about, catalog, text))),
    )
    return View(kit.modal(text.say("Thank you"), text.say("Close"), blocks))


def _named(read_by: Markup, text: Text) -> tuple[Block, ...]:
    words = text.say(
        "{readers} have it now, with your name. You hear of each step by direct message; {voice} shows what was said "
        "and what was done."
    )
    return (section(fill(words, readers=read_by, voice=code(text.say("/kpi voice")))),)


def _unnamed(read_by: Markup, ticket_code: str, text: Text) -> tuple[Block, ...]:
    return (
        section(lines(marked(text.say("Your code:")), bold(code(ticket_code)))),
        section(
            fill(
                text.say(
                    "Note it now: it is shown here only, and nobody can find it again. {command} tells whoever has it "
                    "what became of your words and what was answered."
                ),
                command=code(f"{text.say('/kpi voice')} {ticket_code}"),
            )
        ),
        section(_until_read(read_by, text)),
    )


def _until_read(read_by: Markup, text: Text) -> Markup:
    return fill(
        text.say("{readers} read it once {least} anonymous ones have gathered, in no order and without names."),
        readers=read_by,
        least=text.number(LEAST),
    )

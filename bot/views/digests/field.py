"""What the field said in the week, under a digest's figures: two lines at most, nothing where nothing was said."""

from collections.abc import Iterator

from bot.text import Text
from bot.use_cases.digests.content import DigestContent
from bot.views.kit import Block, section
from bot.views.mrkdwn import Markup, bold, clip_markup, fill, lines
from bot.views.voice.report import you_said
from bot.views.voice.signal import spoken
from kpi_engine.kpi import Catalog

_LINES = 2
_LINE = 300  # characters


def field_lines(content: DigestContent, text: Text) -> tuple[Block, ...]:
    """The lines under their heading."""
    told = [clip_markup(each, _LINE) for each, _ in zip(_told(content, text), range(_LINES), strict=False)]
    return (section(lines(bold(text.say("From the field")), *told)),) if told else ()


def _told(content: DigestContent, text: Text) -> Iterator[Markup]:
    """The most telling first; figures are named as far as the digest shows them."""
    field = content.field
    for signal, theme in field.raised[:1]:
        yield spoken(signal, theme, text)
    if field.ended:
        yield you_said(field.ended, Catalog(*(each.kpi for each in content.entries)), text)
    if field.spoken:
        count = text.plural("{count} piece of feedback", "{count} pieces of feedback", field.spoken.items)
        said = text.say("🗣️ Spoken of most: {theme}, {count}.")
        yield fill(said, theme=bold(field.spoken.name), count=count)

"""A channel's week: what matters in a few lines, then each figure with its change and target, then the small print."""

from datetime import datetime

from bot.charts import panel
from bot.charts.native import series_chart
from bot.text import Text
from bot.use_cases.digests.content import DigestContent, Entry
from bot.use_cases.digests.let_go import Farewell
from bot.views import limits
from bot.views.adoption.retired import retired_words
from bot.views.digests.controls import digest_controls
from bot.views.digests.entries import heading, paragraph, trend_line
from bot.views.digests.field import field_lines
from bot.views.digests.news import in_short, news_lines
from bot.views.kit import Block, context, header, image, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, code, fill, join, lines
from kpi_engine.question import Compare
from storage.repositories.delivery_records import PICTURE
from storage.repositories.digest_records import Look


def digest_message(content: DigestContent, text: Text, *, picture: bool, now: datetime) -> Message:
    """The message of a week; with `picture`, around the image whose file id PICTURE stands for.

    Without it all is said in words, so that it is whole by itself. What the field said stands between the figures
    and the menus.
    """
    return Message(
        text=in_short(content, text),
        layout=(
            header(heading(content, text)),
            context(_days(content, text)),
            *_marks(content, text, now),
            section(news_lines(content, text)),
            *(_picture(content, text) if picture else ()),
            *_figures(content, text, drawn=picture),
            *field_lines(content, text),
            *digest_controls(content, text),
            context(lines(_freshness(content, text), _receipts(content, text))),
        ),
    )


def _days(content: DigestContent, text: Text) -> Markup:
    """Which days these are, on whose clocks, and what they are set beside."""
    beside = {
        Compare.PREVIOUS: text.say("compared with the week before"),
        Compare.YEAR: text.say("compared with the same week a year ago"),
        Compare.NONE: "",
    }[content.digest.compare]
    days = text.span(content.period.start, content.period.last_day)
    return join(" · ", bold(days), content.zone, beside)


def _marks(content: DigestContent, text: Text, now: datetime) -> tuple[Block, ...]:
    """What readers must know before any figure: that it comes late, on old data, or without a KPI that was dropped."""
    marks = []
    if content.late:
        moment = text.moment(now, content.digest.schedule.zone)
        marks.append(text.say("⏰ Late: this was due earlier, and was put together on {moment}.", moment=moment))
    if content.stale:
        marks.append(
            text.say(
                "⏳ On older data: what it waited for did not come in time. The figures know of {day} at the latest; "
                "if they change, the thread will say so.",
                day=text.day(content.as_of),
            )
        )
    marks += [_farewell(each, text) for each in content.retired]
    return (section(lines(*marks)),) if marks else ()


def _farewell(each: Farewell, text: Text) -> str:
    told = retired_words(each.gone, each.successor, text)
    return text.say("{retired} This digest tells of it no more.", retired=told)


def _picture(content: DigestContent, text: Text) -> tuple[Block, ...]:
    """The panel; where Slack does not take it, the courses of its figures in characters."""
    trends = lines(*(trend_line(each, text) for each in content.entries))
    if not trends:
        return ()
    return (image(PICTURE, panel.title(text), panel.alt_text(content, text), instead=(section(trends),)),)


def _figures(content: DigestContent, text: Text, *, drawn: bool) -> tuple[Block, ...]:
    """A paragraph per KPI; the first two under their own charts where Slack draws, in words where nobody does."""
    return tuple(
        block
        for place, each in enumerate(content.entries)
        for block in _one(each, content, text, charted=place < limits.CHARTS_PER_MESSAGE, drawn=drawn)
    )


def _one(entry: Entry, content: DigestContent, text: Text, *, charted: bool, drawn: bool) -> tuple[Block, ...]:
    look = content.digest.look
    said = paragraph(entry, content, text)
    if look is Look.NATIVE and charted:
        return (section(said), *series_chart(entry.answer, text.say(entry.kpi.name), text))
    return (section(lines(said, "" if drawn else trend_line(entry, text, drawn=look is not Look.WORDS))),)


def _freshness(content: DigestContent, text: Text) -> str:
    return text.say(
        "Data up to {as_of}, loaded on {moment}",
        as_of=text.day(content.as_of),
        moment=text.moment(content.loaded_at, content.zone),
    )


def _receipts(content: DigestContent, text: Text) -> Markup:
    """The way back to each figure."""
    ids = [join(" ", text.say(each.kpi.name), code(each.answer.receipt.id)) for each in content.entries]
    if not ids:
        return Markup()
    command = code(text.say("/kpi replay"))
    return fill(text.say("Receipts, for {command}: {receipts}"), command=command, receipts=join(" · ", *ids))

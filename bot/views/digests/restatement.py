"""The reply under a digest whose figures have changed since it was posted: from what to what, and what came late."""

from bot.text import Text
from bot.use_cases.digests.edition_news import Restated, Revised
from bot.views import nouns
from bot.views.digests.words import figure_named
from bot.views.kit import context, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, code, fill, join, lines, marked
from kpi_engine.kpi import Catalog


def restatement(news: Restated, text: Text, catalog: Catalog) -> Message:
    """A line for each figure; the digest above stays as it was read."""
    said = [_line(each, text, catalog) for each in news.revised]
    return Message(
        text=join(" · ", *said),
        layout=(
            section(lines(bold(text.say("Restated")), *(Markup(f"• {line}") for line in said))),
            context(text.say("The message above stays as it was posted."), _receipts(news, text)),
        ),
    )


def _line(each: Revised, text: Text, catalog: Catalog) -> Markup:
    """Win rate: restated 22.4% → 23.1% (11 opportunities synced late)."""
    return fill(
        text.say("{kpi}: restated {before} → {after} ({why})"),
        kpi=bold(figure_named(each.kpi, catalog, text)),
        before=each.before.written or text.say("no figure"),
        after=each.after.written or text.say("no figure"),
        why=_why(each, text),
    )


def _why(each: Revised, text: Text) -> str:
    """What the counts can tell: how many more rows there are now of the same days, or fewer."""
    more = each.after.n - each.before.n
    if more > 0:
        return text.plural("{rows} synced late", "{rows} synced late", more, rows=nouns.rows(each.table, more, text))
    if more < 0:
        rows = nouns.rows(each.table, -more, text)
        return text.plural("{rows} no longer counted", "{rows} no longer counted", -more, rows=rows)
    return text.say("the same {rows}, corrected since", rows=nouns.rows(each.table, each.after.n, text))


def _receipts(news: Restated, text: Text) -> Markup:
    ids = join(", ", *(code(each.after.receipt) for each in news.revised))
    return fill(text.say("Receipts: {receipts}"), receipts=marked(ids))

"""The row under a digest: look into a figure, or into what made it change, for one's own eyes.

What is pressed carries the receipt of its figure. Receipts are kept for years, so a digest that is scrolled back to
still answers; whose figures a person may see is asked again at the press.
"""

from bot.text import Text
from bot.use_cases.digests.content import DigestContent, Entry
from bot.views.kit import Block, Json, Option, actions, button, select
from bot.views.voice.give import feedback_button
from kpi_engine.news import NewsKind
from kpi_engine.why import splittable

LOOK, WHY = "digest.look", "digest.why"


def digest_controls(content: DigestContent, text: Text) -> tuple[Block, ...]:
    """A menu of the figures, buttons on the one that moved furthest and for feedback; nothing where no figure is."""
    if not content.entries:
        return ()
    options = [Option(each.answer.receipt.id, text.say(each.kpi.name)) for each in content.entries]
    row = [select(text.say("Look into…"), LOOK, options), *_why(content, text), feedback_button(text)]
    return (actions(_block_id(content), *row),)


def _block_id(content: DigestContent) -> str:
    iso = content.period.start.isocalendar()
    return f"digest:{content.digest.id}:{iso.year}-W{iso.week:02}"


def _why(content: DigestContent, text: Text) -> tuple[Json, ...]:
    found = next(filter(_explains, _moved(content)), None)
    if found is None:
        return ()
    label = text.say("Why? {kpi}", kpi=text.say(found.kpi.name))
    return (button(label, WHY, found.answer.receipt.id),)


def _moved(content: DigestContent) -> list[Entry]:
    told = [each for each in content.news if each.kind is not NewsKind.AT_RISK]
    return [content.entry(each.kpi) for each in told]


def _explains(entry: Entry) -> bool:
    return splittable(entry.answer, entry.kpi)

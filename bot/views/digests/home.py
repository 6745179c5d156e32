"""The digests of the Home tab, for those who set them: what comes next, and what cannot be computed."""

from bot.text import Text
from bot.use_cases.digests.list import Listed
from bot.views.digests.list import DigestList, named
from bot.views.digests.words import comes_next, paused_words
from bot.views.kit import Block, section
from bot.views.mrkdwn import Markup, bold, code, fill, join, lines
from storage.repositories.digest_records import DigestState, EditionState

_ON_HOME = 6


def home_digests(listing: DigestList, text: Text) -> tuple[Block, ...]:
    """A line each; those that failed first. Nothing for who may not set any."""
    hers = [each for each in listing.digests if each.hers]
    if not listing.may_set or not hers:
        return ()
    failed_first = sorted(hers, key=lambda each: not _failed(each))
    said = [_line(each, listing, text) for each in failed_first[:_ON_HOME]]
    more = len(hers) - len(said)
    heading = text.plural("{count} weekly digest", "{count} weekly digests", len(hers))
    rest = text.plural("… and {count} more", "… and {count} more", more) if more else ""
    return (section(lines(bold(heading), *said, rest)),)


def _failed(each: Listed) -> bool:
    return each.fate is not None and each.fate.state is EditionState.FAILED


def _line(each: Listed, listing: DigestList, text: Text) -> Markup:
    """Team Nord in #team-nord · next: Monday 23 Nov 2026, 08:00, telling of week 47."""
    name = named(each.digest, text)
    if each.fate and _failed(each):
        failed = fill(text.say("could not be computed: {error}"), error=code(each.fate.reason or "?"))
        return fill("🚨 {line}", line=join(" · ", name, failed))
    if each.digest.state is DigestState.PAUSED:
        return fill("• {line}", line=join(" · ", name, paused_words(each.digest.reason, text)))
    when = text.say("next: {when}", when=comes_next(each.digest.schedule, listing.now, text))
    return fill("• {line}", line=join(" · ", name, when))

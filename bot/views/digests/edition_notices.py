"""What who answers for a digest is told when a week of it did not go out, and what to do about it."""

from bot.policy import SMALLEST_SHARED_TEAM, Reason
from bot.schedules import days_of
from bot.text import Text
from bot.use_cases.digests.edition_news import HandedOver, Missed, OwnerNews, Unsaid, Withheld
from bot.views import nouns
from bot.views.kit import section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, channel, code, fill, lines, marked
from storage.repositories.digest_records import Digest

_LISTED = 8  # weeks; of more, the number is enough


def notice_for(news: OwnerNews, text: Text) -> Message:
    """The notice, in the language of who gets it."""
    words = lines(*_said(news, text))
    return Message(words, (section(words),))


def _said(news: OwnerNews, text: Text) -> tuple[str, ...]:
    match news:
        case Missed():
            return _missed(news, text)
        case Withheld():
            return _withheld(news, text)
        case HandedOver():
            return _handed_over(news, text)


def _missed(news: Missed, text: Text) -> tuple[str, ...]:
    told = fill(
        text.plural(
            "The digest of {digest} did not go out for {count} week: {weeks}.",
            "The digest of {digest} did not go out for {count} weeks: {weeks}.",
            len(news.periods),
            digest="{digest}",
            weeks="{weeks}",
        ),
        digest=_named(news.digest, text),
        weeks=_weeks(news.periods, text),
    )
    return (told, _why(news, text), text.say("The next one comes at its usual time."))


def _why(news: Missed, text: Text) -> str:
    """The last error where there was one: whoever looks after the assistant needs it word for word."""
    if news.error:
        return fill(text.say("It could not be computed for 24 hours: {error}."), error=code(news.error))
    return text.say(
        "Nothing could go out at its time nor in the 24 hours after it, and I do not post old news as if it were new."
    )


def _withheld(news: Withheld, text: Text) -> tuple[str, ...]:
    told = fill(
        text.say("I held back the digest of {digest} for {week}."),
        digest=_named(news.digest, text),
        week=text.period(days_of(news.period)),
    )
    return (told, _reason(news, text), _way_on(text))


def _handed_over(news: HandedOver, text: Text) -> tuple[str, ...]:
    told = fill(
        text.say("From now on you answer for the digest of {digest}: whoever did may not any more, or has left."),
        digest=_named(news.digest, text),
    )
    way_on = fill(
        text.say("It goes out as it always has. {command} shows it and lets you change, pause or delete it."),
        command=code(text.say("/kpi digest list")),
    )
    return (told, way_on)


def _reason(news: Withheld, text: Text) -> str:
    match news.reason:
        case Unsaid.NOTHING:
            return text.say("None of its figures has a value for that week, so there was nothing to tell.")
        case Unsaid.TEAM_GONE:
            return text.say(
                "Nobody is in team {name} any more: it was dissolved, or is called otherwise by now. "
                "Set a digest for the team that there is, and delete this one.",
                name=nouns.named(news.about, text),
            )
        case Reason.SMALL_TEAM:
            return text.say(
                "Team {name} has fewer than {least} reps by now, so each could read the other’s figure out of it.",
                name=nouns.named(news.about, text),
                least=text.number(SMALLEST_SHARED_TEAM),
            )
        case Reason.DEACTIVATED:
            return text.say("The account of who set it up is closed, so nobody answers for it.")
        case _:
            return text.say("Who set it up may not send these figures to a channel any more.")


def _way_on(text: Text) -> Markup:
    return fill(
        text.say(
            "As long as that is so, I say nothing more about it. {command} shows all digests and lets you change them."
        ),
        command=code(text.say("/kpi digest list")),
    )


def _named(digest: Digest, text: Text) -> Markup:
    """Team Nord in #sales."""
    return fill(
        text.say("{whose} in {channel}"),
        whose=bold(nouns.whose(digest.scope, text)),
        channel=channel(digest.channel_id),
    )


def _weeks(periods: tuple[str, ...], text: Text) -> str:
    """The newest ones by name."""
    named = [text.period(days_of(period)) for period in periods[-_LISTED:]]
    return marked(text.listed(["…", *named] if len(periods) > _LISTED else named))

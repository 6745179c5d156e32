"""How messages fared: what needs somebody first, then the counts of 30 days, then the last ones a line each."""

from collections.abc import Iterator

from bot.text import Text
from bot.use_cases.delivery_report import DAYS, Report
from bot.views.digests.list import state_words
from bot.views.kit import Block, context, header, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, channel, code, fill, join, lines, marked, mention
from storage.repositories.delivery_records import DeliveryKind, DeliveryState
from storage.repositories.delivery_reports import Departure, Tally

_A_SECTION = 10  # lines


def deliveries(report: Report, zone: str, text: Text) -> Message:
    """The answer to `/kpi deliveries`; moments are on the clocks of `zone`."""
    heading = text.say("Deliveries of the last {days} days", days=text.number(DAYS))
    if not report.departures and report.tally == Tally():
        nothing = text.say("Nothing was due in the channels that you answer for: no digest, no alert.")
        return Message(marked(nothing), (header(heading), section(nothing)))
    counted = _counts(report.tally, text)
    alarms = list(_alarms(report.tally, text))
    said = [_line(each, zone, text) for each in report.departures]
    blocks = (
        header(heading),
        *((section(lines(*alarms)),) if alarms else ()),
        section(lines(counted, _held_back(report.tally, text))),
        *(section(lines(*said[start : start + _A_SECTION])) for start in range(0, len(said), _A_SECTION)),
        *((_last(len(said), zone, text),) if said else ()),
    )
    return Message(lines(marked(heading), *alarms, counted), blocks)


def _last(many: int, zone: str, text: Text) -> Block:
    return context(text.plural("The last message.", "The last {count} messages, the newest first.", many), zone)


def _counts(tally: Tally, text: Text) -> str:
    return " · ".join(
        (
            text.plural("{count} sent", "{count} sent", tally.sent),
            text.plural("{count} of them late", "{count} of them late", tally.late),
            text.plural("{count} on its way", "{count} on their way", tally.under_way),
            text.plural("{count} held back", "{count} held back", sum(tally.suppressed.values())),
            text.plural("{count} missed", "{count} missed", tally.missed),
            text.plural("{count} refused by Slack", "{count} refused by Slack", tally.dead),
            text.plural("{count} unconfirmed", "{count} unconfirmed", tally.unconfirmed),
        )
    )


def _alarms(tally: Tally, text: Text) -> Iterator[Markup]:
    """What must not be there at all."""
    if tally.missed:
        yield _alarm(text.plural("{count} message was missed.", "{count} messages were missed.", tally.missed))
    if tally.unconfirmed:
        yield _alarm(
            text.plural(
                "{count} message may have been posted or not: look in its channel.",
                "{count} messages may have been posted or not: look in their channels.",
                tally.unconfirmed,
            )
        )
    if tally.failed:
        yield _alarm(
            text.plural(
                "{count} digest cannot be computed; it is tried again.",
                "{count} digests cannot be computed; they are tried again.",
                tally.failed,
            )
        )


def _alarm(words: str) -> Markup:
    return fill("🚨 {words}", words=bold(words))


def _held_back(tally: Tally, text: Text) -> Markup:
    """Why, with the number of each."""
    reasons = [
        fill("{reason} ({count})", reason=_reason(reason, text), count=text.number(many))
        for reason, many in sorted(tally.suppressed.items())
    ]
    return fill(text.say("Held back: {reasons}."), reasons=join(", ", *reasons)) if reasons else Markup()


def _line(each: Departure, zone: str, text: Text) -> Markup:
    """16 Nov 2026, 08:00 · Weekly digest · #team-nord · sent, late."""
    state = state_words(each.state, text)
    if each.late:
        state = text.say("{state}, late", state=state)
    return join(
        " · ",
        text.moment(each.due_at, zone),
        _kind(each.kind, text),
        _place(each.channel_id),
        bold(state) if each.state is not DeliveryState.SENT else state,
        _reason(each.reason, text) if each.reason else "",
    )


def _place(channel_id: str) -> Markup:
    return mention(channel_id) if channel_id.startswith(("U", "W")) else channel(channel_id)


def _kind(kind: DeliveryKind, text: Text) -> str:
    return {
        DeliveryKind.DIGEST: text.say("Weekly digest"),
        DeliveryKind.RESTATEMENT: text.say("Correction"),
        DeliveryKind.ALERT: text.say("Alert"),
        DeliveryKind.FEEDBACK: text.say("Feedback"),
        DeliveryKind.PROPOSAL: text.say("Proposal"),
        DeliveryKind.POLL: text.say("Poll"),
        DeliveryKind.REMINDER: text.say("Reminder"),
        DeliveryKind.NOTICE: text.say("Notice"),
    }[kind]


def _reason(reason: str, text: Text) -> Markup:
    """The reason in words; one that only who looks after the assistant knows, as it is."""
    said = {
        "nothing": text.say("nothing to tell"),
        "not_active": text.say("paused or deleted"),
        "too_late": text.say("too late"),
        "small_team": text.say("too few reps"),
        "team_gone": text.say("the team is gone"),
        "stale": text.say("no longer news"),
        "over_before": text.say("over before it was told"),
        "nothing_to_reply_to": text.say("nothing to reply to"),
        "not_in_channel": text.say("I am not in the channel"),
        "channel_not_found": text.say("I am not in the channel"),
        "is_archived": text.say("the channel is archived"),
    }.get(reason)
    return marked(said) if said else code(reason or "?")

"""What an episode says where it is told: the first message of its thread in each state, the replies, the reminder.

Everything here is read by many: it shows what happened to the alert, never what one reader did with it in private.
"""

from collections.abc import Mapping
from datetime import datetime

from bot.text import Text
from bot.use_cases.alerts.episode_news import EpisodeNews, Telling, Words
from bot.views.alerts.course import course_chart
from bot.views.alerts.findings import finding, grounds, name_of, value
from bot.views.kit import Block, Json, Option, actions, button, context, people, section, select
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, channel, fill, join, lines, mention
from kpi_engine.alerts import Condition
from kpi_engine.periods import Calendar
from storage.repositories.alert_records import CloseReason, EpisodeState

ACKNOWLEDGE, SNOOZE, ASSIGN, LOOK, WHY = "alert.ack", "alert.snooze", "alert.assign", "alert.look", "alert.why"
HOUR, DAY, WEEK = "hour", "day", "week"
_UNSPLIT = frozenset({Condition.STALLED, Condition.SILENT})


def alert_words(calendar: Calendar) -> Words:
    """What turns news into the frozen payload of a message: in the language of its rule and the house's calendar."""

    def payload(telling: Telling, news: EpisodeNews) -> Mapping[str, object]:
        said = alert_message(telling, news, Text(news.rule.language, calendar))
        return {"text": said.text, "blocks": said.blocks}

    return payload


def alert_message(telling: Telling, news: EpisodeNews, text: Text) -> Message:
    """One message of an episode."""
    match telling:
        case Telling.OPENED | Telling.ROOT:
            return _root(news, text)
        case Telling.STILL:
            return _still(news, text)
        case Telling.RECOVERED:
            return _over(news, text)
        case Telling.ESCALATED:
            return _escalated(news, text)
        case Telling.ASSIGNED:
            return _given(news, text)


def action_block(episode_id: int, mark: str) -> str:
    """The id by which a press finds its episode; `mark` makes it fresh for every look of the message."""
    return f"alert:{episode_id}:{mark}"


def _root(news: EpisodeNews, text: Text) -> Message:
    told, rule, standing = news.opening, news.rule, state(news, text)
    return Message(
        join(" ", finding(told, rule, name_of(news, text), text), standing),
        (
            section(finding(told, rule, bold(name_of(news, text)), text)),
            section(lines(grounds(told, rule, news.kpi, text), _since(news, text), _stands(news, standing, text))),
            *course_chart(told, news, text),
            context(_freshness(news, text)),
            *_buttons(news, text),
        ),
    )


def _still(news: EpisodeNews, text: Text) -> Message:
    found = finding(news.latest, news.rule, name_of(news, text), text)
    words = fill(text.say("The snooze is over, and it is still so. {found}"), found=found)
    return Message(words, (section(words),))


def _over(news: EpisodeNews, text: Text) -> Message:
    name = name_of(news, text)
    return Message(
        join(" ", _ended(news, name, text), _lasted(news, text)),
        (section(join(" ", _ended(news, bold(name), text), _lasted(news, text))),),
    )


def _ended(news: EpisodeNews, name: str, text: Text) -> Markup:
    """Why it is over."""
    match news.episode.close_reason:
        case CloseReason.RULE_CHANGED:
            return fill(text.say("{name}: this alert is closed, its rule was changed."), name=name)
        case CloseReason.RULE_DELETED:
            return fill(text.say("{name}: this alert is closed, its rule was deleted."), name=name)
        case CloseReason.DEFINITION_CHANGED:
            return fill(
                text.say(
                    "{name}: this alert is closed, for its figure is defined otherwise now. "
                    "From here on the rule judges by the new definition."
                ),
                name=name,
            )
        case _:
            return fill(
                text.say("{name} has recovered: {value} in {period}."),
                name=name,
                value=value(news.latest, text),
                period=text.period(news.latest.judgement.period),
            )


def _escalated(news: EpisodeNews, text: Text) -> Message:
    """To the rule's owner: where it stands and what it says."""
    found = finding(news.opening, news.rule, name_of(news, text), text)
    words = fill(
        text.say("Nobody has taken up this alert since {moment}: {found}"),
        moment=text.moment(news.episode.opened_at, news.rule.zone),
        found=found,
    )
    return Message(words, (section(words), *_buttons(news, text)))


def _given(news: EpisodeNews, text: Text) -> Message:
    """To whom it was assigned: by whom, in which channel it stands, and what it says."""
    words = fill(
        text.say("{person} assigned you this alert of {channel}: {found}"),
        person=mention(news.episode.actor) if news.episode.actor else text.say("somebody"),
        channel=channel(news.rule.channel_id),
        found=finding(news.opening, news.rule, name_of(news, text), text),
    )
    return Message(words, (section(words), *_buttons(news, text)))


def state(news: EpisodeNews, text: Text) -> Markup:
    """How far the episode has come, and by whom."""
    episode = news.episode
    match episode.state:
        case EpisodeState.BREACHED if episode.assignee:
            return Markup()
        case EpisodeState.BREACHED:
            return Markup(text.say("Nobody has taken it up yet."))
        case EpisodeState.ACKNOWLEDGED:
            return _by(text.say("Acknowledged by {person}, {moment}."), news, episode.acted_at, text)
        case EpisodeState.SNOOZED:
            return _by(text.say("Snoozed by {person} until {moment}."), news, episode.snoozed_until, text)
        case EpisodeState.RECOVERED:
            return Markup(_closed(news, text))


def _by(sentence: str, news: EpisodeNews, moment: datetime | None, text: Text) -> Markup:
    actor = news.episode.actor
    return fill(
        sentence,
        person=mention(actor) if actor else text.say("somebody"),
        moment=text.moment(moment, news.rule.zone) if moment else "",
    )


def _closed(news: EpisodeNews, text: Text) -> str:
    match news.episode.close_reason:
        case CloseReason.RULE_CHANGED:
            return text.say("Closed: the rule was changed.")
        case CloseReason.RULE_DELETED:
            return text.say("Closed: the rule was deleted.")
        case CloseReason.DEFINITION_CHANGED:
            return text.say("Closed: the figure is defined otherwise now.")
        case _:
            return text.say(
                "Recovered: {value} in {period}.",
                value=value(news.latest, text),
                period=text.period(news.latest.judgement.period),
            )


def _since(news: EpisodeNews, text: Text) -> Markup:
    """Who has it, and what was found since it opened; nothing of it at first."""
    episode, latest = news.episode, news.latest.judgement
    assigned = (
        fill(text.say("Assigned to {person}."), person=mention(episode.assignee)) if episode.assignee else Markup()
    )
    if episode.state is EpisodeState.RECOVERED:
        return assigned
    if latest.period == news.opening.judgement.period or not latest.is_breach:
        return assigned
    still = text.plural(
        "Latest: {value} in {period}, {count} time in a row.",
        "Latest: {value} in {period}, {count} times in a row.",
        episode.breaches,
        value=value(news.latest, text),
        period=text.period(latest.period),
    )
    return join(" ", still, assigned)


def _stands(news: EpisodeNews, standing: Markup, text: Text) -> Markup:
    """How it stands, in bold, and once it is over how long it lasted."""
    return join(" ", bold(standing) if standing else "", _lasted(news, text))


def _lasted(news: EpisodeNews, text: Text) -> str:
    episode = news.episode
    if episode.closed_at is None:
        return ""
    days = (episode.closed_at - episode.opened_at).days
    if not days:
        return text.say("It lasted less than a day.")
    return text.plural("It lasted {count} day.", "It lasted {count} days.", days)


def _freshness(news: EpisodeNews, text: Text) -> str:
    told = news.opening
    said = {
        "as_of": text.day(told.as_of),
        "moment": text.moment(told.loaded_at, news.rule.zone),
        "zone": news.rule.zone,
    }
    if told.receipt is None:
        return text.say("Data up to {as_of}, loaded on {moment} · {zone}", **said)
    return text.say("Data up to {as_of}, loaded on {moment} · {zone} · receipt {id}", **said, id=told.receipt)


def _buttons(news: EpisodeNews, text: Text) -> tuple[Block, ...]:
    """What can be done with it; nothing any more once it is over."""
    episode = news.episode
    if episode.state is EpisodeState.RECOVERED:
        return ()
    pressed: list[Json] = []
    if episode.state is EpisodeState.BREACHED:
        pressed.append(button(text.say("Acknowledge"), ACKNOWLEDGE, primary=True))
    if episode.state is not EpisodeState.SNOOZED:
        pressed.append(select(text.say("Snooze"), SNOOZE, _spans(text)))
    pressed += [people(text.say("Assign"), ASSIGN), button(text.say("Look into it"), LOOK)]
    if news.rule.condition not in _UNSPLIT:
        pressed.append(button(text.say("Why?"), WHY))
    return (actions(action_block(episode.id, _mark(news)), *pressed),)


def _spans(text: Text) -> list[Option]:
    return [
        Option(HOUR, text.say("for an hour")),
        Option(DAY, text.say("for a day")),
        Option(WEEK, text.say("for a week")),
    ]


def _mark(news: EpisodeNews) -> str:
    episode = news.episode
    return f"{episode.state}{episode.snoozes}{episode.assignee or ''}"

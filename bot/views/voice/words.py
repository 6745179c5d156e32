"""What feedback is called: its kind, how it is meant, what it is about, how it stands."""

from collections.abc import Mapping
from datetime import datetime

from bot.text import Text
from bot.views.moments import on_the_clocks
from bot.views.mrkdwn import Markup, fill, join, mention
from bot.views.nouns import named
from kpi_engine.kpi import Catalog
from storage.repositories.voice_records import Feedback, FeedbackKind, FeedbackState, Sentiment


def kind_words(kind: FeedbackKind, text: Text) -> str:
    """What kind it is of."""
    return {
        FeedbackKind.EXPECTATION: text.say("Customer expectation"),
        FeedbackKind.MARKET: text.say("Market move"),
        FeedbackKind.FRICTION: text.say("Friction at a stage"),
        FeedbackKind.TOOL: text.say("Tool or data problem"),
        FeedbackKind.OTHER: text.say("Something else"),
    }[kind]


def sentiment_words(sentiment: Sentiment | None, text: Text) -> str:
    """How it is meant; nothing where it was not said."""
    match sentiment:
        case Sentiment.GOOD:
            return text.say("🙂 good news")
        case Sentiment.MIXED:
            return text.say("😐 mixed")
        case Sentiment.BAD:
            return text.say("🙁 bad news")
        case None:
            return ""


def about_words(about: Mapping[str, str], catalog: Catalog, text: Text) -> str:
    """What it is about, as far as said: Conversion rate, last quarter · segment: PME · stage: Proposal."""
    kpi = catalog[about["kpi"]] if about.get("kpi") in catalog else None
    figure = ", ".join(filter(None, (text.say(kpi.name) if kpi else "", named_or_none(about.get("period"), text))))
    labels = {
        "segment": text.say("segment: {value}"),
        "stage": text.say("stage: {value}"),
        "account": text.say("customer: {value}"),
        "competitor": text.say("competitor: {value}"),
    }
    said = (label.format(value=named(about[part], text)) for part, label in labels.items() if about.get(part))
    return " · ".join(filter(None, (figure, *said)))


def named_or_none(words: str | None, text: Text) -> str:
    """Words that somebody typed, on one line; nothing where there are none."""
    return named(words, text) if words else ""


def state_name(state: FeedbackState, text: Text) -> str:
    """How far it has come, in a word."""
    return {
        FeedbackState.NEW: text.say("New"),
        FeedbackState.ACKNOWLEDGED: text.say("Acknowledged"),
        FeedbackState.PLANNED: text.say("Planned"),
        FeedbackState.DONE: text.say("Done"),
        FeedbackState.DECLINED: text.say("Declined"),
        FeedbackState.MERGED: text.say("Joined with another one"),
    }[state]


def standing(feedback: Feedback, text: Text) -> Markup:
    """How it stands, by whom, and in which words."""
    by = mention(feedback.changed_by) if feedback.changed_by else Markup(text.say("somebody"))
    match feedback.state:
        case FeedbackState.NEW:
            return Markup(text.say("New: nobody has taken it up yet."))
        case FeedbackState.ACKNOWLEDGED:
            return fill(text.say("Acknowledged by {person}."), person=by)
        case FeedbackState.PLANNED:
            return _planned(feedback, text)
        case FeedbackState.DONE:
            return fill(text.say("Done, by {person}: {words}"), person=by, words=feedback.reason or "")
        case FeedbackState.DECLINED:
            return fill(text.say("Declined by {person}: {words}"), person=by, words=feedback.reason or "")
        case FeedbackState.MERGED:
            return fill(text.say("Joined by {person} with another one that says the same."), person=by)


def _planned(feedback: Feedback, text: Text) -> Markup:
    owner = mention(feedback.owner) if feedback.owner else Markup(text.say("somebody"))
    if feedback.due_on is None:
        return fill(text.say("Planned: {person} sees to it."), person=owner)
    due = text.day(feedback.due_on)
    return fill(text.say("Planned: {person} sees to it by {day}."), person=owner, day=due)


def on_the_clock(moment: datetime, text: Text) -> str:
    """A moment on the clocks of the house."""
    return on_the_clocks(moment, text.calendar.zone, text)


def said_when(feedback: Feedback, text: Text) -> str:
    """The moment for those who gave their name; for others nobody knows more than the week."""
    if feedback.said_at:
        return on_the_clock(feedback.said_at, text)
    year, week = feedback.week.split("-W")
    return text.say("W{week} {year}", week=int(week), year=year)


def said_by(feedback: Feedback, text: Text) -> Markup:
    """Who said it, and when."""
    who = mention(feedback.author) if feedback.author else Markup(text.say("anonymous"))
    team = text.say("Team {name}", name=named(feedback.team, text)) if feedback.team else ""
    return join(" · ", who, team, said_when(feedback, text))

"""What is said to whoever pressed a button of an alert, and to her alone."""

from bot.text import Text
from bot.use_cases.alerts.episode_news import EpisodeNews
from bot.views.alerts.messages import state
from bot.views.message import Message, one_paragraph
from bot.views.mrkdwn import Markup, fill, join, mention


def done(news: EpisodeNews, text: Text) -> Message:
    """How the episode stands now: hers, or what somebody else did a moment before."""
    assignee = news.episode.assignee
    given = fill(text.say("Assigned to {person}."), person=mention(assignee)) if assignee else Markup()
    return one_paragraph(join(" ", state(news, text), given, text.say("The message shows it in a moment.")))


def may_not_see(user_id: str, text: Text) -> Message:
    """Given to somebody who may not see the figure."""
    words = text.say("{person} may not see these figures, so it stays as it was. Choose somebody who may.")
    return one_paragraph(fill(words, person=mention(user_id)))

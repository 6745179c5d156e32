"""Who reads what somebody says."""

from bot.text import Text
from bot.views.mrkdwn import Markup, channel, fill, marked


def readers(team: str, read_in: str | None, text: Text) -> Markup:
    """Those in the channel where it is taken up; else the managers of a team, or the admins."""
    if read_in:
        return fill(text.say("The managers and admins in {channel}"), channel=channel(read_in))
    return marked(text.say("The managers of team {name}", name=team) if team else text.say("The admins"))

"""Moments as people elsewhere can read them."""

from datetime import datetime

from bot.text import Text


def on_the_clocks(moment: datetime, zone: str, text: Text) -> str:
    """A moment on the clocks of a zone, which is told with it: readers may be in another."""
    return text.say("{moment} ({zone})", moment=text.moment(moment, zone), zone=zone)

"""The tick that listens for what several people say."""

from bot.office import Office
from bot.use_cases.voice.signals import hear_signals
from bot.views.voice.signal import signal_words


def hear_field(office: Office) -> None:
    """Raise weak signals and score old ones, in the words of their messages."""
    hear_signals(office, signal_words(office.catalog, office.calendar))

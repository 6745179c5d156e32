"""The tick that lets anonymous words be read."""

from bot.office import Office
from bot.use_cases.voice.say_release import release_feedback
from bot.views.voice.told import voice_words


def release_said(office: Office) -> None:
    """Release what has gathered, in the words of its cards."""
    release_feedback(office, voice_words(office.catalog, office.calendar))

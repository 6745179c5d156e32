"""The tick that listens: to what waits for a reader, and to what several people say."""

from bot.office import Office
from bot.use_cases.voice.signals import raise_signals, score_signals
from bot.use_cases.voice.triage import queue_missing_cards
from bot.views.voice.signal import signal_words
from bot.views.voice.told import voice_words


def hear_field(office: Office) -> None:
    """Give what waits to those who may read it by now, raise weak signals, score old ones: in every workspace."""
    catalog, calendar = office.catalog, office.calendar
    with office.records.reading() as work:
        team_ids = [workspace.team_id for workspace in work.workspaces.all()]
    for team_id in team_ids:
        queue_missing_cards(team_id, office, voice_words(catalog, calendar))
        raise_signals(team_id, office, signal_words(catalog, calendar))
        score_signals(team_id, office)

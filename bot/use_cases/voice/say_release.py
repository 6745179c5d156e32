"""Let anonymous words be read: five or more of a team together, in no order, and only when no trace of whose is left.

Three steps, each in its own transaction, so that whatever dies on the way is taken up by the next look: those that
have gathered are written anew in another order; the database is scrubbed of what they were before; they are released,
each with its card.
"""

from bot.office import Office
from bot.use_cases.voice.item import Words
from bot.use_cases.voice.say import LEAST
from bot.use_cases.voice.triage import queue_card


def release_feedback(office: Office, words: Words) -> None:
    """Shuffle what has gathered, and release what was shuffled and scrubbed."""
    _shuffle(office)
    with office.records.reading() as work:
        shuffled = work.feedback.shuffled()
    if not shuffled or not office.records.scrub():
        return
    with office.records.writing() as work:
        for team_id, feedback_id in shuffled:
            released = work.feedback.release(team_id, feedback_id)
            if released:
                queue_card(work, released, office, words)


def _shuffle(office: Office) -> None:
    with office.records.reading() as work:
        gathered = work.feedback.gathered(LEAST)
    for team_id, team in gathered:
        with office.records.writing() as work:
            work.feedback.shuffle(team_id, team, least=LEAST, at=office.clock.now())

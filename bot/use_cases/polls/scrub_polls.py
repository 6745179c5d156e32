"""Leave nothing of a closed secret poll that could link an answer to a person; try again until it is so."""

from bot.office import Office


def scrub_polls(office: Office) -> None:
    """Destroy the keys of closed polls, and have the databases write anew what held their ballots."""
    with office.records.reading() as work:
        closed = work.polls.unscrubbed()
    if not closed:
        return
    for each in closed:
        if office.ballot_keys:
            office.ballot_keys.destroy(each.team_id, each.id)
    if not office.records.scrub():
        return
    with office.records.writing() as work:
        work.reminders.forget()
        now = office.clock.moved(work.now())
        for each in closed:
            if not work.reminders.any_left(each):
                work.polls.scrubbed(each.team_id, each.id, now)

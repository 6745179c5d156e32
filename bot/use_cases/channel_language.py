"""The language that a channel reads: all that is said there to everybody is said in one (docs/decisions/116)."""

from bot.office import Office
from bot.text import Language
from storage.unit_of_work import UnitOfWork


def language_of(channel_id: str | None, team_id: str, otherwise: str, office: Office) -> Language:
    """Its digest's, else its newest poll's, else its newest proposal's; `otherwise`, where it has had none of them."""
    if channel_id is None:
        return Language.of(otherwise)
    with office.records.reading() as work:
        return Language.of(_spoken_in(work, team_id, channel_id) or otherwise)


def _spoken_in(work: UnitOfWork, team_id: str, channel_id: str) -> str | None:
    digests = work.digests.of_channel(team_id, channel_id)
    if digests:
        return digests[0].language
    return work.polls.spoken_in(team_id, channel_id) or work.proposals.spoken_in(team_id, channel_id)

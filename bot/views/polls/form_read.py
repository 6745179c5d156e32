"""What the form of a poll holds once it comes back, and what it carries besides."""

import json
from dataclasses import dataclass, replace
from datetime import date, time

from bot.arrivals import Form
from bot.text import Language
from bot.use_cases.polls.draft import OwnQuestion, Part, PollDraft
from storage.repositories.poll_records import Method, Secrecy

AT_CLOSE, LIVE = "close", "live"
MORE_SECRECY = "more"


@dataclass(frozen=True, slots=True)
class Carried:
    """What the form brings back besides what is filled in.

    `voters`: how many may vote in `channel_id`, as it shows; None before that is known. `quorum`: what the form filled
    in by itself, which is not typed. `asked`: questions of one's own that it shows. `wider`: the rarer kind is offered.
    """

    asked: int = 0
    channel_id: str | None = None
    voters: int | None = None
    quorum: str = ""
    wider: bool = False

    def dump(self) -> str:
        """As the view carries it."""
        return json.dumps([self.asked, self.channel_id, self.voters, self.quorum, self.wider])

    @classmethod
    def load(cls, metadata: str) -> "Carried":
        """As it came back."""
        return cls(*json.loads(metadata))

    def of(self, draft: PollDraft) -> "Carried":
        """The same, without the voters of another channel."""
        return self if draft.channel_id == self.channel_id else replace(self, channel_id=draft.channel_id, voters=None)


def drafted_in(sent: Form, carried: Carried) -> PollDraft:
    """The draft that a form holds."""
    secrecy, quorum = _typed(sent, Part.SECRECY), _typed(sent, Part.QUORUM)
    return PollDraft(
        proposals=sent.values.get(Part.PROPOSALS, ()),
        choice=Method(sent.value(Part.CHOICE) or Method.YES_NO),
        own=tuple(_question(sent, number) for number in range(1, carried.asked + 1)),
        title=sent.value(Part.TITLE),
        channel_id=sent.value(Part.CHANNEL) or None,
        secrecy=Secrecy.SECRET if secrecy in {"", MORE_SECRECY} else Secrecy(secrecy),
        live=sent.value(Part.RESULTS) == LIVE,
        day=_day(sent.value(Part.DAY)),
        at=_time(sent.value(Part.AT)),
        quorum="" if quorum == carried.quorum else quorum,
        language=Language(sent.value(Part.LANGUAGE) or Language.EN),
    )


def wants_more_secrecy(sent: Form) -> bool:
    """Whether the rarer kind of poll was asked for."""
    return _typed(sent, Part.SECRECY) == MORE_SECRECY


def block_of(sent: Form, part: str) -> str:
    """The id of the block that holds a part: what the form filled in by itself goes with its value."""
    return next((block for block in sent.values if block.split(":")[0] == part), part)


def _typed(sent: Form, part: Part) -> str:
    return sent.value(block_of(sent, part))


def _question(sent: Form, number: int) -> OwnQuestion:
    method = Method(sent.value(Part.METHOD.of(number)) or Method.YES_NO)
    return OwnQuestion(sent.value(Part.WORDS.of(number)), method, sent.value(Part.OPTIONS.of(number)))


def _day(chosen: str) -> date | None:
    return date.fromisoformat(chosen) if chosen else None


def _time(chosen: str) -> time | None:
    return time.fromisoformat(chosen) if chosen else None

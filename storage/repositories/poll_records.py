"""Polls: what is asked, of whom, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Method(StrEnum):
    """How a question is answered and counted."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    RANKED = "ranked"  # instant run-off
    KEEP_CHANGE_DROP = "keep_change_drop"
    YES_NO = "yes_no"


class Secrecy(StrEnum):
    """Who can link an answer to a person."""

    OPEN = "open"  # everybody who may see the result
    SECRET = "secret"  # noqa: S105 -- nobody; final on submit
    CHANGEABLE = "changeable"  # the operator until closing, by a key that is then destroyed


class PollState(StrEnum):
    """How far a poll has come."""

    OPEN = "open"
    CLOSED = "closed"


class PollDecision(StrEnum):
    """What a question came to, once its poll is closed."""

    PASSED = "passed"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"
    TIED = "tied"
    WITHHELD = "withheld"  # fewer answers than a secret poll may show
    CONFIRMED = "confirmed"  # passed, and a manager put it in force
    SET_ASIDE = "set_aside"  # passed, and a manager decided against it, saying why


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be given."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class PollQuestion:
    """One question. `evidence`: the back-test shown on the ballot, frozen at opening; `tally`: written at the close.

    `settled`: who put in force what had passed, from which day, or who set it aside, and why.
    """

    number: int
    words: str
    method: Method
    options: tuple[Option, ...]
    proposal_id: str | None = None
    evidence: Mapping[str, object] | None = None
    tally: Mapping[str, object] | None = None
    decision: PollDecision | None = None
    settled: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll. `quorum`: how many must take part; `eligible`: how many may; `smallest_group`: the least answers shown.

    `live`: an open poll shows its tally while it runs. `turnout`: how many took part, written at the close.
    """

    team_id: str
    id: str
    channel_id: str
    owner: str
    title: str
    secrecy: Secrecy
    live: bool
    quorum: int
    smallest_group: int
    eligible: int
    zone: str
    language: str
    state: PollState
    opened_at: datetime
    deadline: datetime
    questions: tuple[PollQuestion, ...]
    reminded_at: datetime | None = None
    closed_at: datetime | None = None
    scrubbed_at: datetime | None = None
    turnout: int | None = None
    root_delivery: int | None = None
    shown_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SecretQuestion:
    """A question of a secret poll whose tally is shown, or may yet be."""

    poll_id: str
    words: str
    proposal_id: str | None


@dataclass(frozen=True, slots=True)
class PollStanding:
    """How a poll stands before one person: whether she may, or could, answer it, and whether she has.

    `taken_part`: how many have so far; of a closed poll its turnout.
    """

    poll_id: str
    owner: str
    state: PollState
    is_voter: bool
    voted: bool
    taken_part: int


Choices = Mapping[int, tuple[str, ...]]
"""A ballot: by the number of the question the keys of what is chosen, in order where they are ranked."""


class Cast(StrEnum):
    """What became of a ballot."""

    COUNTED = "counted"
    CHANGED = "changed"
    ALREADY = "already"  # a secret ballot is final
    TOO_LATE = "too_late"
    NOT_ELIGIBLE = "not_eligible"

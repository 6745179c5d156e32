"""A poll as it is filled in: its parts, where it starts, and why one of them cannot stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.schedules import first_instant
from bot.text import Language
from bot.use_cases.polls.publication import SMALLEST_GROUP
from storage.repositories.poll_records import Method, Secrecy

MOST_QUESTIONS = 5  # of one's own
MOST_IN_ALL = 8  # questions: more fit neither one ballot nor one result
MOST_OPTIONS = 10
LISTED = frozenset({Method.SINGLE, Method.MULTIPLE, Method.RANKED})  # whoever asks says what can be answered
_FEWEST_OPTIONS = 2
_OPTION_LENGTH = 75
_SHORTEST, _LONGEST = timedelta(minutes=5), timedelta(days=60)
_RUNS_FOR = timedelta(days=7)
_EVENING = time(18)


class Part(StrEnum):
    """The inputs of the form; those of a question of one's own carry its number as well: `words-1`."""

    PROPOSALS = "proposals"
    CHOICE = "choice"
    WORDS = "words"
    METHOD = "method"
    OPTIONS = "options"
    TITLE = "title"
    CHANNEL = "channel"
    SECRECY = "secrecy"
    RESULTS = "results"
    DAY = "day"
    AT = "at"
    QUORUM = "quorum"
    LANGUAGE = "language"

    def of(self, number: int) -> str:
        """The input of one question, from 1."""
        return f"{self}-{number}"


class Fault(StrEnum):
    """Why a part cannot stand. Views turn each into a sentence."""

    NOTHING_ASKED = "nothing_asked"
    TOO_MANY_QUESTIONS = "too_many_questions"
    PROPOSAL_GONE = "proposal_gone"  # withdrawn, or put to the vote by somebody else
    NO_QUESTION = "no_question"
    TOO_FEW_OPTIONS = "too_few_options"
    TOO_MANY_OPTIONS = "too_many_options"
    LONG_OPTION = "long_option"
    SAME_OPTION = "same_option"
    NO_TITLE = "no_title"
    NO_CHANNEL = "no_channel"
    NOBODY = "nobody"  # no member of the channel may vote
    NOT_TOLD = "not_told"  # Slack does not say who is in the channel, for now
    TOO_FEW_FOR_SECRET = "too_few_for_secret"  # noqa: S105 - a fault, not a password
    TOO_CLOSE = "too_close"  # a secret poll on the same was put to nearly the same people
    SEVERAL_HOSTS = "several_hosts"  # this kind of poll needs a key that is kept on one machine
    NOT_ALL_MAY_SEE = "not_all_may_see"  # a target of figures that some of the voters may not see
    NO_DAY = "no_day"
    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"
    NOT_A_QUORUM = "not_a_quorum"


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question of one's own, its options as they were typed, one a line."""

    words: str = ""
    method: Method = Method.YES_NO
    typed: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """What can be answered, where whoever asks says so."""
        return tuple(filter(None, (" ".join(each.split()) for each in self.typed.splitlines())))


@dataclass(frozen=True, slots=True)
class PollDraft:
    """A poll as far as it is filled in; what was typed stays as it was typed."""

    proposals: tuple[str, ...] = ()
    choice: Method = Method.YES_NO  # how each proposal is decided on
    own: tuple[OwnQuestion, ...] = ()
    title: str = ""
    channel_id: str | None = None
    secrecy: Secrecy = Secrecy.SECRET
    live: bool = False
    day: date | None = None
    at: time | None = _EVENING
    quorum: str = ""
    language: Language = Language.EN

    def deadline(self, zone: str) -> datetime | None:
        """Until when one may answer, in UTC: the first instant at which the clocks of the zone show it, or a later."""
        if self.day is None or self.at is None:
            return None
        return first_instant(datetime.combine(self.day, self.at), ZoneInfo(zone))

    def must_take_part(self, eligible: int) -> int | None:
        """How many make the poll count; half of those who may, unless said otherwise. None where it is no number."""
        typed = self.quorum.strip()
        if not typed:
            return half_of(eligible)
        return int(typed) if typed.isdecimal() and 1 <= int(typed) <= eligible else None


def half_of(eligible: int) -> int:
    """Half of them, rounded up."""
    return max(1, (eligible + 1) // 2)


def week_ahead(today: date) -> date:
    """The day on which a poll ends unless said otherwise."""
    return today + _RUNS_FOR


def faults(draft: PollDraft, eligible: int | None, now: datetime, zone: str) -> Mapping[str, Fault]:
    """What keeps a draft from being opened, by the input that it stands under; `eligible`: None before it is known."""
    found = _of_questions(draft)
    if not draft.title.strip():
        found[Part.TITLE] = Fault.NO_TITLE
    return found | _of_voters(draft, eligible) | _of_deadline(draft, now, zone)


def _of_questions(draft: PollDraft) -> dict[str, Fault]:
    found: dict[str, Fault] = {} if draft.proposals or draft.own else {Part.PROPOSALS: Fault.NOTHING_ASKED}
    if len(draft.proposals) + len(draft.own) > MOST_IN_ALL:
        found[Part.PROPOSALS] = Fault.TOO_MANY_QUESTIONS
    for number, question in enumerate(draft.own, 1):
        if not question.words.strip():
            found[Part.WORDS.of(number)] = Fault.NO_QUESTION
        fault = _of_options(question.options) if question.method in LISTED else None
        if fault:
            found[Part.OPTIONS.of(number)] = fault
    return found


def _of_options(options: Sequence[str]) -> Fault | None:
    if len(options) < _FEWEST_OPTIONS:
        return Fault.TOO_FEW_OPTIONS
    if len(options) > MOST_OPTIONS:
        return Fault.TOO_MANY_OPTIONS
    if max(map(len, options)) > _OPTION_LENGTH:
        return Fault.LONG_OPTION
    (_, most), *_ = Counter(each.casefold() for each in options).most_common(1)
    return Fault.SAME_OPTION if most > 1 else None


def _of_voters(draft: PollDraft, eligible: int | None) -> dict[str, Fault]:
    if draft.channel_id is None:
        return {Part.CHANNEL: Fault.NO_CHANNEL}
    if eligible is None:
        return {}
    if eligible == 0:
        return {Part.CHANNEL: Fault.NOBODY}
    if draft.secrecy is not Secrecy.OPEN and eligible < SMALLEST_GROUP:
        return {Part.SECRECY: Fault.TOO_FEW_FOR_SECRET}
    return {} if draft.must_take_part(eligible) else {Part.QUORUM: Fault.NOT_A_QUORUM}


def _of_deadline(draft: PollDraft, now: datetime, zone: str) -> dict[str, Fault]:
    deadline = draft.deadline(zone)
    if deadline is None:
        return {Part.DAY if draft.day is None else Part.AT: Fault.NO_DAY}
    if deadline < now + _SHORTEST:
        return {Part.DAY: Fault.TOO_SOON}
    return {Part.DAY: Fault.TOO_LATE} if deadline > now + _LONGEST else {}

"""What the assistant refuses or cannot do for a person, beyond the engine's and storage's own errors.

    AssistantError
    ├── NotAllowed       the person may not see or do this; carries the policy's reason
    ├── CardTooOld       a button of a card whose question is no longer kept
    ├── TargetGone       a target that is no longer in force
    ├── DigestGone       a digest that was deleted or changed meanwhile
    ├── AlertGone        an alert that is no longer in force
    ├── FeedbackGone     a piece of feedback that is no longer kept
    ├── CodeUnknown      a code under which no feedback is kept
    ├── MoveRefused      a piece of feedback that has come too far for what was to be done with it
    ├── Overtaken        a piece of feedback that somebody else moved a moment ago
    ├── ProposalGone     a proposal that is not discussed any more
    ├── OlderRevision    a form of a proposal that was changed meanwhile
    ├── SaidAlready      a form of feedback that was kept with other words than it is sent with now
    ├── AlreadyRecovered a button of an alert whose episode is over
    ├── PollGone         a poll that is not there, or not open any more
    ├── PollRefused      a poll that cannot be opened as it is asked for
    ├── BadBallot        answers that are none to the questions
    ├── PollRunning      a poll that cannot be closed before its deadline yet
    ├── CannotAdopt      a proposal that cannot be put in force as it is asked for
    ├── AlreadyShared    the same card was shared a moment ago
    ├── NobodysOwn       "me" or "my team" from a person who has no such figures
    ├── NoReceipt        no answer was given under this receipt
    ├── CannotReplay     an answer that cannot be given again
    │   ├── FactsGone           its version of the facts is not kept any more
    │   └── DefinitionChanged   its definition is not the one in force any more
    ├── SettingMissing   an installation without a setting that the command needs
    └── TerminalError    anything a terminal command explains in its own sentence

Classes carry facts, never sentences (but for the terminal's); views/notices.py and views/denials.py have the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy import Reason
from bot.use_cases.adoption.faults import AdoptionFault
from bot.use_cases.polls.refusals import BallotFault, PollFault
from bot.words.reading import Asked
from kpi_engine.question import Question
from storage.repositories.proposal_records import ProposalState
from storage.repositories.records import GivenAnswer
from storage.repositories.voice_records import Feedback


class AssistantError(Exception):
    """Root of what the desk turns into a notice and the terminal into a line."""


@dataclass
class NotAllowed(AssistantError):
    """Refused by the policy, `about` a team or a rep where it is about one."""

    reason: Reason
    about: str | None = None


class CardTooOld(AssistantError):
    """The question behind a card's buttons is gone."""


class TargetGone(AssistantError):
    """A target that was replaced or removed meanwhile."""


class DigestGone(AssistantError):
    """A digest that was deleted, or changed into another, meanwhile."""


class AlertGone(AssistantError):
    """An alert that was deleted meanwhile."""


class NotKept(AssistantError):
    """Of this person nothing is kept."""


class FeedbackGone(AssistantError):
    """A button of a card whose feedback is not kept any more."""


class CodeUnknown(AssistantError):
    """A code under which nothing is kept: mistyped, or of words that were erased."""


@dataclass
class MoveRefused(AssistantError):
    """What was to be done with this feedback cannot be done as it stands."""

    feedback: Feedback


@dataclass
class Overtaken(AssistantError):
    """Somebody moved this feedback after it was last shown to whoever moves it now."""

    feedback: Feedback


@dataclass
class ProposalGone(AssistantError):
    """A proposal that was withdrawn, or is voted on or decided by now; None where there is none."""

    state: ProposalState | None


@dataclass
class OlderRevision(AssistantError):
    """A form shows a revision of a proposal that was changed since."""

    shown: int
    current: int


class SaidAlready(AssistantError):
    """A form of feedback was kept, and is sent again with other words: one form says one thing."""


class AlreadyRecovered(AssistantError):
    """A button of an alert's message was pressed, and its episode is over."""


class PollGone(AssistantError):
    """There is no such poll, or it was closed meanwhile."""


@dataclass
class PollRefused(AssistantError):
    """A poll cannot be opened as it is asked for."""

    fault: PollFault


@dataclass
class BadBallot(AssistantError):
    """A ballot that cannot be counted; what is wrong, by the number of the question."""

    faults: Mapping[int, BallotFault]


@dataclass
class PollRunning(AssistantError):
    """Before its deadline a poll is closed only once its quorum is there; so many are missing."""

    missing: int


@dataclass
class CannotAdopt(AssistantError):
    """A proposal that cannot be put in force as it is asked for."""

    fault: AdoptionFault


class AlreadyShared(AssistantError):
    """A second click on the same card's share button."""


@dataclass
class NobodysOwn(AssistantError):
    """She asked for figures of her own, or of her team, and has none; `teams` are those she manages."""

    asked: Asked
    teams: tuple[str, ...]


@dataclass
class NoReceipt(AssistantError):
    """Nothing was answered under what was typed; empty where nothing was typed."""

    typed: str


@dataclass
class CannotReplay(AssistantError):
    """The answer was given, and cannot be given again as it was; its question can be asked anew."""

    given: GivenAnswer
    question: Question


@dataclass
class FactsGone(CannotReplay):
    """Its version of the facts is not kept any more."""


@dataclass
class DefinitionChanged(CannotReplay):
    """Another version of the definition is held now; None where there is no such KPI any more."""

    held: int | None


@dataclass
class SettingMissing(AssistantError):
    """A setting without which this command cannot work."""

    name: str


class TerminalError(AssistantError):
    """A sentence for whoever typed the command."""

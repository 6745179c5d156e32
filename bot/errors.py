"""What the assistant refuses or cannot do for a person, beyond the engine's and storage's own errors.

    AssistantError
    ├── NotAllowed       the person may not see or do this; carries the policy's reason
    ├── CardTooOld       a button of a card whose question is no longer kept
    └── AlreadyShared    the same card was shared a moment ago

Classes carry facts, never sentences; views/notices.py has the words.
"""

from dataclasses import dataclass

from bot.policy import Reason


class AssistantError(Exception):
    """Root of what the desk turns into a notice."""


@dataclass
class NotAllowed(AssistantError):
    """Refused by the policy."""

    reason: Reason


class CardTooOld(AssistantError):
    """The question behind a card's buttons is gone."""


class AlreadyShared(AssistantError):
    """A second click on the same card's share button."""

"""What the assistant refuses or cannot do for a person, beyond the engine's and storage's own errors.

    AssistantError
    ├── NotAllowed       the person may not see or do this; carries the policy's reason
    ├── CardTooOld       a button of a card whose question is no longer kept
    ├── AlreadyShared    the same card was shared a moment ago
    ├── SettingMissing   an installation without a setting that the command needs
    └── TerminalError    anything a terminal command explains in its own sentence

Classes carry facts, never sentences (but for the terminal's); views/notices.py has the words.
"""

from dataclasses import dataclass

from bot.policy import Reason


class AssistantError(Exception):
    """Root of what the desk turns into a notice and the terminal into a line."""


@dataclass
class NotAllowed(AssistantError):
    """Refused by the policy, `about` a team or a rep where it is about one."""

    reason: Reason
    about: str | None = None


class CardTooOld(AssistantError):
    """The question behind a card's buttons is gone."""


class AlreadyShared(AssistantError):
    """A second click on the same card's share button."""


@dataclass
class SettingMissing(AssistantError):
    """A setting without which this command cannot work."""

    name: str


class TerminalError(AssistantError):
    """A sentence for whoever typed the command."""

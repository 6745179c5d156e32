"""What Slack itself says to one person: a command that failed, a command that does not exist."""

from dataclasses import dataclass

from playground.clock import Clock
from playground.conversations import Conversation
from playground.people import User
from playground.stream import Stream

SENTENCES = {
    "en": {
        "failed": "{command} failed with the error “{error}”",
        "unknown_command": "{command} is not a valid command.",
        "not_in_threads": "{command} is not supported in threads. Sorry!",
        "app_failed": "We had some trouble connecting. Try again? ({error})",
        "echo": "An app keeps answering itself here; its own messages no longer reach it.",
    },
    "fr": {
        "failed": "{command} a échoué avec l’erreur « {error} »",
        "unknown_command": "{command} n’est pas une commande valide.",
        "not_in_threads": "{command} n’est pas disponible dans les fils de discussion. Désolé !",
        "app_failed": "Un problème de connexion est survenu. Réessayer ? ({error})",
        "echo": "Une app se répond sans fin à elle-même ici ; ses propres messages ne lui parviennent plus.",
    },
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence of Slack's to one person in one conversation, at `at` (epoch seconds)."""

    user: str
    channel: str
    at: float
    command: str
    error: str
    text: str


class Notices:
    """All notices, told to the page and kept for the plain-text view."""

    def __init__(self, clock: Clock, stream: Stream) -> None:
        self._clock = clock
        self._stream = stream
        self._notices: list[Notice] = []

    def give(self, user: User, conversation: Conversation, error: str, command: str = "") -> Notice:
        """Tell a person, in her language, that something did not work."""
        sentences = SENTENCES.get(user.language, SENTENCES["en"])
        sentence = sentences.get(error) or sentences["failed" if command else "app_failed"]
        text = sentence.format(command=command, error=error)
        notice = Notice(user.id, conversation.id, self._clock.now(), command, error, text)
        self._notices.append(notice)
        told = {"channel": notice.channel, "command": command, "error": error, "text": text}
        self._stream.tell_one(user.id, "notice", told)
        return notice

    def seen_by(self, user: str, channel: str) -> list[Notice]:
        """Return what one person was told in one conversation, oldest first."""
        return [n for n in self._notices if n.user == user and n.channel == channel]

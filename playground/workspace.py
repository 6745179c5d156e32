"""The workspace: one team, one app, its people and conversations."""

from dataclasses import dataclass, field

from playground.conversations import Conversation, Conversations, Kind
from playground.ids import from_name
from playground.manifest import Manifest
from playground.people import People, User


@dataclass(frozen=True, slots=True)
class Team:
    """The workspace's own name and address."""

    id: str
    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class App:
    """The installed app and its secrets."""

    id: str
    bot_id: str
    bot_user: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str


@dataclass(slots=True)
class Workspace:
    """Everything that is there; `scopes` are those the app holds now, `base_url` where it is served.

    `history_lag`: seconds until a new message can be read back through the history methods.
    """

    team: Team
    app: App
    manifest: Manifest
    people: People
    conversations: Conversations = field(default_factory=Conversations)
    scopes: tuple[str, ...] = ()
    base_url: str = "http://127.0.0.1"
    history_lag: float = 0.0

    @property
    def bot(self) -> User:
        """Return the app's own member."""
        bot = self.people.find(self.app.bot_user)
        assert bot is not None
        return bot

    def direct(self, one: str, other: str, created: int) -> Conversation:
        """Return the direct message of two members, opened now if it was not yet."""
        found = self.conversations.direct(one, other)
        if found is None:
            first, second = sorted((one, other))
            members = [first] if first == second else [first, second]
            found = Conversation(from_name("D", f"{first}:{second}"), Kind.IM, members=members, created=created)
            self.conversations.add(found)
        return found

    def sees(self, user: User, conversation: Conversation) -> bool:
        """Say whether a person may know that a conversation exists."""
        return conversation.seen_by(user.id, guest=user.is_restricted)

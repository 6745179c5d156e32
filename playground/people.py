"""The people of the workspace, and the bot among them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class User:
    """A member of the workspace; `locale` as in `fr-FR`, `tz` an IANA zone."""

    id: str
    name: str
    real_name: str
    email: str = ""
    locale: str = "en-US"
    tz: str = "Etc/UTC"
    title: str = ""
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    deleted: bool = False
    bot_id: str | None = None

    @property
    def is_bot(self) -> bool:
        """Say whether an app stands behind this member."""
        return self.bot_id is not None

    @property
    def language(self) -> str:
        """Return the two-letter language of the locale."""
        return self.locale.split("-")[0].lower()

    def to_json(self, team_id: str, *, locale: bool = False, email: bool = True) -> dict[str, Any]:
        """Return Slack's user object; `locale` and `email` only where the caller may have them."""
        answer = {
            "id": self.id, "team_id": team_id, "name": self.name, "deleted": self.deleted,
            "real_name": self.real_name, "color": "4bbe2e", "profile": self._profile(team_id, email=email),
            "is_bot": self.is_bot, "is_app_user": False, "updated": 0,
        }  # fmt: skip
        if not self.deleted:
            answer |= self._account()
        return answer | ({"locale": self.locale} if locale else {})

    def _account(self) -> dict[str, Any]:
        now = datetime.now(UTC).astimezone(ZoneInfo(self.tz))
        offset = now.utcoffset()
        return {
            "tz": self.tz, "tz_label": now.tzname() or self.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": self.is_admin, "is_owner": self.is_owner, "is_primary_owner": False,
            "is_restricted": self.is_restricted, "is_ultra_restricted": False,
            "is_email_confirmed": True, "who_can_share_contact_card": "EVERYONE",
        }  # fmt: skip

    def _profile(self, team_id: str, *, email: bool) -> dict[str, Any]:
        first, _, last = self.real_name.partition(" ")
        profile = {
            "title": self.title, "real_name": self.real_name, "real_name_normalized": self.real_name,
            "display_name": self.name, "display_name_normalized": self.name,
            "first_name": first, "last_name": last, "team": team_id, "status_text": "", "status_emoji": "",
        }  # fmt: skip
        if self.bot_id:
            profile["bot_id"] = self.bot_id
        if email and self.email:
            profile["email"] = self.email
        return profile


class People:
    """Everybody of the workspace, found by id or by name."""

    def __init__(self, users: Iterable[User]) -> None:
        self._by_id = {user.id: user for user in users}
        self._by_name = {user.name: user for user in self._by_id.values()}

    def __iter__(self) -> Iterator[User]:
        return iter(self._by_id.values())

    def find(self, id_or_name: str) -> User | None:
        """Return the member with this id or this name (a leading `@` is allowed)."""
        return self._by_id.get(id_or_name) or self._by_name.get(id_or_name.removeprefix("@"))

    def by_email(self, email: str) -> User | None:
        """Return the active member with this address, letter case aside."""
        wanted = email.casefold()
        found = (user for user in self if user.email.casefold() == wanted and not user.deleted)
        return next(found, None)

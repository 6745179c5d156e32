"""One section of a TOML document, read strictly: a key nobody asks for is refused, with the nearest one."""

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from storage.errors import ProfileKeyMissing, ProfileUnreadable, ProfileValueWrong, UnknownProfileKey


class Keys:
    """Hands out the keys of one section and remembers which ones the grammar knows."""

    def __init__(self, profile: Path, section: str, content: Mapping[str, Any]) -> None:
        self._profile = profile
        self._section = section
        self._content = content
        self._known: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._content

    def raw(self, key: str) -> Any:
        """The value as TOML gave it, None where the key is absent."""
        self._known.add(key)
        return self._content.get(key)

    def text(self, key: str) -> str | None:
        """A string; numbers are taken as they are written."""
        value = self.raw(key)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise self.wrong(key, "must be text in quotes")

    def texts(self, key: str) -> tuple[str, ...]:
        """A string or a list of strings."""
        value = self.raw(key)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) for item in items):
            raise self.wrong(key, "must be text in quotes, or a list of such texts")
        return tuple(items)

    def mapping(self, key: str) -> dict[str, str]:
        """A table of strings."""
        value = self.raw(key)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
            raise self.wrong(key, 'must be a table of texts, e.g. { Won = "won" }')
        return dict(value)

    def flag(self, key: str) -> bool:
        """True or false; absent is false."""
        value = self.raw(key)
        if not isinstance(value, bool | None):
            raise self.wrong(key, "must be true or false")
        return bool(value)

    def number(self, key: str, default: int) -> int:
        """A whole number above 0."""
        value = self.raw(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.wrong(key, "must be a whole number above 0")
        return value

    def day(self, key: str) -> date | None:
        """A calendar day, e.g. 2026-12-31."""
        value = self.raw(key)
        if value is None or type(value) is date:
            return value
        raise self.wrong(key, "must be a day without quotes, e.g. 2026-12-31")

    def choice(self, key: str, *allowed: str) -> str | None:
        """One of the allowed strings."""
        value = self.text(key)
        if value is None or value in allowed:
            return value
        raise self.wrong(key, "must be one of " + ", ".join(f'"{word}"' for word in allowed))

    def section(self, key: str) -> "Keys":
        """A table inside this one."""
        value = self.raw(key)
        if not isinstance(value, dict):
            raise self.wrong(key, f"must be a table: [{key}]")
        return Keys(self._profile, f"[{key}]", value)

    def sections(self, key: str) -> tuple["Keys", ...]:
        """A table, or a list of tables."""
        value = self.raw(key)
        items = value if isinstance(value, list) else [value] if value is not None else []
        if not all(isinstance(item, dict) for item in items):
            raise self.wrong(key, "must be a table, or a list of tables")
        return tuple(Keys(self._profile, f"[{key}]", item) for item in items)

    def inner(self, key: str) -> "Keys":
        """A table inside this one, named by its path."""
        return Keys(self._profile, f"{self._section[:-1]}.{key}]", self.raw(key))

    def names(self) -> tuple[str, ...]:
        """The keys that the document holds here."""
        return tuple(self._content)

    def needed(self, key: str, value: Any, reason: str) -> Any:
        """The value, which may not be absent or empty."""
        if value in (None, "", ()):
            raise ProfileKeyMissing(self._profile, self._section, key, reason)
        return value

    def close(self, also_known: tuple[str, ...] = ()) -> None:
        """Refuse the first key that nobody asked for."""
        known = sorted(self._known.union(also_known))
        for key in self._content:
            if key not in known:
                nearest = get_close_matches(key, known, n=1)
                line = line_of(self._profile, key)
                raise UnknownProfileKey(self._profile, line, self._section, key, *nearest or (None,))

    def wrong(self, key: str, reason: str) -> ProfileValueWrong:
        """The error for a value that cannot be meant."""
        return ProfileValueWrong(self._profile, line_of(self._profile, key), self._section, key, reason)


def line_of(profile: Path, key: str) -> int | None:
    """The first line on which a key is written (TOML's reader does not tell)."""
    pattern = re.compile(rf"""(?:^|[\s\[{{,.])["']?{re.escape(key)}["']?\s*[=\].]""")
    lines = read_text(profile).splitlines()
    return next((number for number, line in enumerate(lines, 1) if pattern.search(line.split("#")[0])), None)


def read_text(profile: Path) -> str:
    """The text of a profile."""
    try:
        return profile.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileUnreadable(profile, f"the profile cannot be read: {error}") from error

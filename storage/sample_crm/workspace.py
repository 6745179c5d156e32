"""Alto as a Slack workspace: the people of the sample who are on it, their channels, and what they said."""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from storage.sample_crm.company import Person, Role, Team, company
from storage.sample_crm.draws import stream

_LOCALES = {"fr": "fr-FR", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Seat:
    """One person of the workspace. `post` is her name in conversations.toml: `director`, `Nord/manager`, `Nord/rep`."""

    post: str
    name: str
    email: str
    title: str
    locale: str
    zone: str
    owner: bool = False
    guest: bool = False
    gone: bool = False

    @property
    def handle(self) -> str:
        """The first name, without accents."""
        first = self.name.partition(" ")[0]
        return unicodedata.normalize("NFKD", first).encode("ascii", "ignore").decode().lower()

    def user(self) -> dict[str, Any]:
        """The entry of workspace.json."""
        return {
            "name": self.handle,
            "real_name": self.name,
            "email": self.email,
            "locale": _LOCALES[self.locale],
            "tz": self.zone,
            "title": self.title,
            "is_admin": self.owner,
            "is_owner": self.owner,
            "is_restricted": self.guest,
            "deleted": self.gone,
        }


@cache
def _written() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("conversations.toml").read_text("utf-8"))


def workspace_people(seed: int = 7) -> tuple[Seat, ...]:
    """Who is on the workspace: the director, each team's manager and two reps, a guest, and one who left the company.

    A team's first rep is always there; the second is drawn by seed.
    """
    rng, alto = stream(seed, "workspace"), company()
    seats = [_seat("director", alto.director)]
    for team in alto.teams:
        others = [rep for rep in team.reps[1:] if rep.until is None]
        second = others[int(rng.integers(len(others)))]
        seats += [_seat(f"{team.name}/manager", team.manager), _seat(f"{team.name}/rep", team.reps[0])]
        seats.append(_seat(f"{team.name}/second", second))
    left = next(rep for rep in alto.reps if rep.until is not None)
    return (*seats, Seat(post="guest", guest=True, **_written()["guest"]), replace(_seat("left", left), gone=True))


def _seat(post: str, person: Person) -> Seat:
    title = _written()["titles"][person.role].format(team=person.team)
    owner = person.role is Role.DIRECTOR
    return Seat(post, person.name, person.email, title, person.locale, person.zone, owner=owner)


def workspace_json(*, today: date, seed: int = 7) -> dict[str, Any]:
    """The content of the playground's workspace.json (docs/playground.md)."""
    people = workspace_people(seed)
    shared = [_channel(channel, channel["name"], people, today) for channel in _written()["channels"]]
    return {
        "team": {"name": "Alto", "domain": "alto"},
        "app": {
            "bot_token": "xoxb-playground",
            "app_token": "xapp-playground",
            "signing_secret": "playground-secret",
        },
        "users": [seat.user() for seat in people],
        "channels": [*shared, *(_team_channel(team, people, today) for team in company().teams)],
    }


def _team_channel(team: Team, people: tuple[Seat, ...], today: date) -> dict[str, Any]:
    written = _written()["teams"][team.name]
    posts = ["manager", "rep", "second"]
    messages = [{**message, "from": f"{team.name}/{message['from']}"} for message in written["messages"]]
    members = ["director", *(f"{team.name}/{post}" for post in posts)]
    channel = {"topic": written["topic"], "members": members, "bot": True, "messages": messages}
    return _channel(channel, f"team-{team.name.lower()}", people, today)


def _channel(written: Mapping[str, Any], name: str, people: tuple[Seat, ...], today: date) -> dict[str, Any]:
    handles = {seat.post: seat.handle for seat in people}
    members = [handles[post] for listed in written["members"] for post in _posts(listed, people)]
    return {
        "name": name,
        "topic": written["topic"],
        "is_private": written.get("private", False),
        "is_archived": False,
        "members": members,
        "bot": written["bot"],
        "messages": [
            {"user": handles[said["from"]], "text": said["text"].format(**_day(today)), "minutes_ago": said["ago"]}
            for said in written["messages"]
        ],
    }


def _posts(listed: str, people: tuple[Seat, ...]) -> Iterator[str]:
    """One post, or all `managers`, or all `reps`."""
    endings = {"managers": ("/manager",), "reps": ("/rep", "/second")}.get(listed)
    yield from (seat.post for seat in people if (seat.post.endswith(endings) if endings else seat.post == listed))


def _day(today: date) -> dict[str, int]:
    return {"week": today.isocalendar().week, "quarter": (today.month - 1) // 3 + 1, "year": today.year}

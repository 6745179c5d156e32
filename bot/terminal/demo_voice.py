"""What the sample company's reps have heard in the field, said in their names; some of it their managers took up."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.clock import SystemClock
from bot.jobs.hearing import hear_field
from bot.office import Office
from bot.settings import Settings
from bot.slack_calls import once_only_client
from bot.terminal.demo_cast import Cast, cast, earlier, listed_channels, listed_users, script
from bot.use_cases.voice.item import Words
from bot.use_cases.voice.moves import Move, Step
from bot.use_cases.voice.places import place_of, set_place
from bot.use_cases.voice.say import say
from bot.use_cases.voice.say_draft import SayDraft
from bot.use_cases.voice.say_slip import Slip
from bot.use_cases.voice.take_up import give_theme, take_up
from bot.views.voice.told import voice_words
from bot.wiring import furnish
from storage.repositories.records import Member
from storage.repositories.triage_places import REST
from storage.repositories.voice_records import FeedbackKind, Sentiment

_CHIEF = "helene"


async def hear_reps(settings: Settings, team_id: str) -> None:
    """Let them speak, in the order of the script; a second start finds that they have."""
    client = once_only_client(settings.required("slack_bot_token"), settings.slack_api_url)
    users, channels = await listed_users(client), await listed_channels(client)
    await asyncio.to_thread(_hear, settings, team_id, users, channels)


def _hear(settings: Settings, team_id: str, users: Mapping[str, str], channels: Mapping[str, str]) -> None:
    office = furnish(settings, SystemClock())
    people = cast(office, team_id, users, channels)
    chief = people.members[_CHIEF]
    if place_of(REST, chief, office) is None:
        set_place(REST, channels[script()["channel"]], chief, office)
        words = voice_words(office.catalog, office.calendar)
        for number, heard in enumerate(script()["heard"], 1):
            _say(f"demo-heard-{number}", heard, people, office, words)
        hear_field(office)
    office.records.close()


def _say(token: str, heard: Mapping[str, Any], people: Cast, office: Office, words: Words) -> None:
    draft = SayDraft(
        kind=FeedbackKind(heard["kind"]),
        body=heard["text"],
        sentiment=Sentiment(heard["sentiment"]) if "sentiment" in heard else None,
        about=heard["about"],
    )
    then = earlier(office, timedelta(hours=heard["ago"]))
    said = say(draft, Slip(token, ""), people.members[heard["from"]], then, words)
    if heard.get("themed"):
        give_theme(said.id, script()["theme"][office.language], people.members[_CHIEF], office, words)
    for move in heard.get("moves", ()):
        manager = people.members[move["by"]]
        take_up(said.id, _step(move, manager, office), manager, office, words)


def _step(move: Mapping[str, Any], manager: Member, office: Office) -> Step:
    match Move(move["move"]):
        case Move.PLAN:
            return Step(Move.PLAN, owner=manager.user_id, due_on=office.today() + timedelta(days=move["days"]))
        case other:
            return Step(other, reason=move.get("reason"))

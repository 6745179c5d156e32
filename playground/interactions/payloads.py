"""The parts every interaction payload shares."""

from typing import Any

from playground.conversations import Conversation, Kind
from playground.messages import Message
from playground.people import User
from playground.views import View
from playground.workspace import Workspace

Json = dict[str, Any]


def envelope(workspace: Workspace, user: User, kind: str) -> Json:
    """Return who did something, in which workspace, with which app."""
    team = workspace.team
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": team.id},
        "team": {"id": team.id, "domain": team.domain},
        "api_app_id": workspace.app.id,
        "token": workspace.app.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel_of(conversation: Conversation) -> Json:
    """Return the conversation as payloads name it."""
    names = {Kind.IM: "directmessage", Kind.PRIVATE: "privategroup"}
    return {
        "id": conversation.id,
        "name": names.get(conversation.kind, conversation.name),
    }


def message_container(message: Message) -> Json:
    """Say in which message something happened."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.audience is not None,
    }
    return container | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def view_container(view: View) -> Json:
    """Say in which view something happened."""
    return {"type": "view", "view_id": view.id}

"""The Slack app manifest to paste when the app is created; the playground is installed from the same text."""

from typing import Any

# Each scope with what it is for: whoever approves the app reads it here.
SCOPES: dict[str, str] = {
    "commands": "the /kpi command",
    "chat:write": "answers, and what people choose to share",
    "app_mentions:read": "questions put to the assistant by name",
    "im:history": "questions put in a direct message",
    "channels:history": "whether a message is in a public channel already, where Slack’s answer to it was lost",
    "groups:history": "the same for private channels",
    "im:write": "opening the direct message in which private answers go",
    "files:write": "chart pictures",
    "files:read": "knowing when a chart picture is ready to be shown",
    "users:read": "name, language and time zone of the person who asks",
    "users:read.email": "matching a person to the CRM's rep",
    "channels:read": "who reads a public channel before a figure is shared there: no guest, no other company",
    "groups:read": "the same for private channels",
}

# What the assistant hears of; those about a channel pause its digests, because nobody reads them or outsiders would.
_EVENTS = (
    "app_home_opened",
    "app_mention",
    "message.im",
    "member_joined_channel",
    "member_left_channel",
    "channel_left",
    "group_left",
    "channel_archive",
    "group_archive",
    "channel_shared",
)

# Where one can give feedback from, besides `/kpi feedback`: Slack's menu of shortcuts, and that of any message.
_SHORTCUTS = (
    {
        "name": "Give feedback",
        "type": "global",
        "callback_id": "feedback.say",
        "description": "Tell those who can change it what you hear in the field",
    },
    {
        "name": "Feedback on this message",
        "type": "message",
        "callback_id": "feedback.quote",
        "description": "Quote it, and say what it means for the field",
    },
)


def manifest(request_url: str | None = None) -> dict[str, Any]:
    """The manifest for Socket Mode or, with the public URL of `/slack/events`, for signed HTTP."""
    command: dict[str, Any] = {
        "command": "/kpi",
        "description": "Ask for a KPI",
        "usage_hint": "conversion last quarter by segment",
        "should_escape": True,
    }
    events: dict[str, Any] = {"bot_events": list(_EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if request_url:
        command["url"] = events["request_url"] = interactivity["request_url"] = request_url
        interactivity["message_menu_options_url"] = request_url
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "KPI Assistant",
            "description": "Honest sales KPIs, in English and French",
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "kpi", "always_online": True},
            "shortcuts": [dict(each) for each in _SHORTCUTS],
            "slash_commands": [command],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "socket_mode_enabled": request_url is None,
            "org_deploy_enabled": False,
            "token_rotation_enabled": False,
        },
    }

"""How Slack writes that somebody is mentioned."""

import re

MENTION = re.compile(r"<@(?P<id>[UW][A-Z0-9]+)(?:\|[^<>]*)?>")
"""Her user id, as group `id`; some clients put her name behind it."""

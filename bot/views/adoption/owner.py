"""Who answers for a definition: a person, or whoever the product names."""

import re

from bot.text import Text
from bot.views.mrkdwn import Markup, marked, mention

_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")


def owner_words(owner: str, text: Text) -> Markup:
    """The person by her mention; said where nobody does."""
    if _PERSON.fullmatch(owner):
        return mention(owner)
    return marked(owner or text.say("nobody answers for it"))

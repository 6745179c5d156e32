"""What can be seen of what people and files wrote: the one rule for signs that show nothing and turn lines round.

Directions for text (U+202A-U+202E, U+2066-U+2069), spaces of no width, controls and signs of no script are left out
wherever text comes in from Slack, and again wherever text is shown. Line breaks and tabs stay, and so do joiners
between two letters: they shape words of some scripts and hold emoji together. Letters written from right to left are
letters like all others.
"""

import re

_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and line feed
    "\u00ad\u180e\u200b\ufeff\u2060-\u2065\u206a-\u206f"  # hyphens to be, spaces of no width, invisible operators
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # directions
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # annotations
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"  # halves of pairs, tags, private signs
    "]"
)
_LONE_JOINER = re.compile("(?<![^\\s\u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+(?!\\S)")


def legible(written: str) -> str:
    """The same without what nobody sees."""
    if written.isascii() and written.isprintable():
        return written
    return _LONE_JOINER.sub("", _UNSEEN.sub("", written))

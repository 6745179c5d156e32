"""Words made comparable: no case, no accents, no typographic variants."""

import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʹ′‛", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("“”„«»", '"'),
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
    }
)
_NOTHING = ("Mn", "Cf")  # combining marks; invisible signs such as zero-width spaces and writing directions
_BEFORE, _AFTER = " \"'([*_`", " \"'.,;!?…)]*_`"


@lru_cache(maxsize=16_384)
def fold(words: str) -> str:
    """Spell alike what people mean alike: "Équipe" and "equipe", "l’an" and "l'an"."""
    if words.isascii():
        return words.lower()
    decomposed = unicodedata.normalize("NFKD", words.casefold().translate(_PLAIN))
    return "".join(each for each in decomposed if unicodedata.category(each) not in _NOTHING).casefold()


@lru_cache(maxsize=65_536)
def value_key(value: str) -> str:
    """What two spellings of a value share: "Salon  Pro." and "salon pro". A value of punctuation alone stays itself."""
    folded = " ".join(fold(value).split())
    return folded.lstrip(_BEFORE).rstrip(_AFTER) or folded

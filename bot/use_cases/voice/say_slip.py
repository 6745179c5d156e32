"""What a form is known by, and the code by which an anonymous author finds what became of her words.

Both are drawn at random when the form opens and come back with it. Nothing is derived from the person, the time or the
words, so neither tells anything; and the same form sent twice brings the same.
"""

import json
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O or U: read aloud or by hand they are mistaken
_MISTAKEN = str.maketrans("OIL", "011")
_GROUPS, _GROUP = 4, 4
_TOKEN = re.compile(r"[0-9a-f]{32}")
_CODE = re.compile(f"[{_LETTERS}]{{{_GROUPS * _GROUP}}}")


@dataclass(frozen=True, slots=True)
class Slip:
    """`token` names the form, 128 bits; `code` is what an anonymous author keeps, 80 bits: `7QF2-M9XK-04TD-HB6W`."""

    token: str
    code: str

    def dump(self) -> str:
        """As the form carries it."""
        return json.dumps([self.token, self.code])

    @classmethod
    def load(cls, metadata: str) -> "Slip":
        """As it came back. Raises ValueError for what no form of ours was given."""
        token, code = json.loads(metadata)
        if not _TOKEN.fullmatch(token) or ticket_of(code) is None:
            raise ValueError("not a slip")
        return cls(token, code)


def new_slip() -> Slip:
    """For a form that opens."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return Slip(secrets.token_hex(16), "-".join(groups))


def ticket_of(typed: str) -> str | None:
    """What is kept of a code: its SHA-256. However it was typed; None where it cannot be one."""
    code = re.sub(r"[\W_]", "", typed).upper().translate(_MISTAKEN)
    return sha256(code.encode()).hexdigest() if _CODE.fullmatch(code) else None

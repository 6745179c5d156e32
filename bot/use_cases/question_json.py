"""A question as JSON that can be kept, and back; and the key by which a card's buttons find it again."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from kpi_engine.question import Question

_QUESTION = TypeAdapter(Question)


def dump(question: Question) -> dict[str, Any]:
    """The question as JSON values."""
    body: dict[str, Any] = _QUESTION.dump_python(question, mode="json")
    return body


def load(body: Mapping[str, Any]) -> Question:
    """The question that `dump` wrote."""
    return _QUESTION.validate_python(dict(body))


def key_of(body: Mapping[str, Any]) -> str:
    """The same question, the same key: 20 hexadecimal digits."""
    canonical = json.dumps(body, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.blake2b(canonical, digest_size=10).hexdigest()

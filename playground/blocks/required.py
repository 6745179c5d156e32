"""What Slack's own client checks before a modal is sent: nothing required left empty, lengths, numbers."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from playground.blocks.state import is_empty

Json = dict[str, Any]

SENTENCES = {
    "en": {
        "required": "Please complete this required field.",
        "short": "At least {limit} characters are needed.",
        "long": "At most {limit} characters are allowed.",
        "number": "Please enter a number.",
        "small": "Please enter at least {limit}.",
        "big": "Please enter at most {limit}.",
        "email": "Please enter a valid email address.",
        "url": "Please enter a valid URL.",
    },
    "fr": {
        "required": "Veuillez remplir ce champ obligatoire.",
        "short": "Il faut au moins {limit} caractères.",
        "long": "Au plus {limit} caractères sont permis.",
        "number": "Veuillez saisir un nombre.",
        "small": "Veuillez saisir au moins {limit}.",
        "big": "Veuillez saisir au plus {limit}.",
        "email": "Veuillez saisir une adresse e-mail valide.",
        "url": "Veuillez saisir une URL valide.",
    },
}


def missing_answers(blocks: Iterable[Json], values: dict[str, dict[str, Json]], language: str) -> dict[str, str]:
    """Return a sentence per input block that cannot be sent yet."""
    sentences = SENTENCES.get(language, SENTENCES["en"])
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            state = values[block["block_id"]][element["action_id"]]
            complaint = _complaint(block, element, state)
            if complaint:
                found[block["block_id"]] = sentences[complaint[0]].format(limit=complaint[1])
    return found


def _complaint(block: Json, element: Json, state: Json) -> tuple[str, Any] | None:
    if is_empty(element, state):
        return None if block.get("optional") else ("required", None)
    value = state.get("value")
    if element["type"] == "number_input":
        return _about_number(element, str(value))
    if element["type"] == "email_text_input" and "@" not in str(value):
        return "email", None
    if element["type"] == "url_text_input" and not str(value).startswith(("http://", "https://")):
        return "url", None
    return _about_length(element, str(value)) if value is not None else None


def _about_length(element: Json, value: str) -> tuple[str, int] | None:
    if len(value) < element.get("min_length", 0):
        return "short", element["min_length"]
    if len(value) > element.get("max_length", 3000):
        return "long", element.get("max_length", 3000)
    return None


def _about_number(element: Json, value: str) -> tuple[str, Any] | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "number", None
    if not number.is_finite() or (not element["is_decimal_allowed"] and number != number.to_integral_value()):
        return "number", None
    if "min_value" in element and number < Decimal(element["min_value"]):
        return "small", element["min_value"]
    if "max_value" in element and number > Decimal(element["max_value"]):
        return "big", element["max_value"]
    return None

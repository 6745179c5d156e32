"""The answers that a question offers, in the reader's words."""

from collections.abc import Mapping

from bot.text import Text
from storage.repositories.poll_records import Method, Option, PollQuestion

_FIXED: Mapping[Method, tuple[str, ...]] = {
    Method.YES_NO: ("yes", "no"),
    Method.KEEP_CHANGE_DROP: ("keep", "change", "drop"),
}


def fixed_options(method: Method) -> tuple[Option, ...]:
    """The answers of a method that brings its own; their words are the reader's."""
    return tuple(Option(key, key) for key in _FIXED[method])


def option_words(question: PollQuestion, text: Text) -> Mapping[str, str]:
    """By its key what each answer says."""
    if question.method not in _FIXED:
        return {each.key: each.words for each in question.options}
    said = {
        "yes": text.say("Yes"),
        "no": text.say("No"),
        "keep": text.say("Keep it as it is"),
        "change": text.say("Change it"),
        "drop": text.say("Drop it"),
    }
    return {each.key: said[each.key] for each in question.options}

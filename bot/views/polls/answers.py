"""The answers that a question offers, in the reader's words."""

from collections.abc import Mapping

from bot.text import Text
from storage.repositories.poll_records import Method, PollQuestion

_OWN = frozenset({Method.YES_NO, Method.KEEP_CHANGE_DROP})


def option_words(question: PollQuestion, text: Text) -> Mapping[str, str]:
    """By its key what each answer says."""
    if question.method not in _OWN:
        return {each.key: each.words for each in question.options}
    said = {
        "yes": text.say("Yes"),
        "no": text.say("No"),
        "keep": text.say("Keep it as it is"),
        "change": text.say("Change it"),
        "drop": text.say("Drop it"),
    }
    return {each.key: said[each.key] for each in question.options}

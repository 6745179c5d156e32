"""Who answered what in an open poll: for those who could vote, and for whoever opened it."""

from collections import defaultdict

from bot.text import Text
from bot.use_cases.polls.listed import NamedAnswers
from bot.views.kit import Block, header, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, fill, join, lines, mention
from bot.views.polls.answers import option_words
from storage.repositories.poll_records import Method, PollQuestion


def names_message(found: NamedAnswers, text: Text) -> Message:
    """By question each answer with those who gave it."""
    told = fill(text.say("Who answered what: {title}"), title=found.poll.title)
    blocks = tuple(_question(each, found, text) for each in found.poll.questions)
    return Message(told, (header(found.poll.title), *blocks))


def _question(question: PollQuestion, found: NamedAnswers, text: Text) -> Block:
    if question.method is Method.RANKED:
        return section(lines(bold(question.words), *_orders(question, found, text)))
    words, people = option_words(question, text), defaultdict[str, list[str]](list)
    for user_id, choices in found.by_person.items():
        for key in choices.get(question.number, ()):
            people[key].append(user_id)
    given = (
        fill(text.say("{answer}: {people}"), answer=words[key], people=join(", ", *map(mention, people[key])))
        for key in words
        if people[key]
    )
    return section(lines(bold(question.words), *given))


def _orders(question: PollQuestion, found: NamedAnswers, text: Text) -> list[Markup]:
    """Of ranked answers each person's order."""
    words = option_words(question, text)
    return [
        fill(text.say("{person}: {order}"), person=mention(user_id), order=" > ".join(words[key] for key in chosen))
        for user_id, choices in found.by_person.items()
        if (chosen := choices.get(question.number, ()))
    ]

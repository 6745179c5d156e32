"""What things are called: dimensions, groups, whose numbers, and the rows that were counted."""

from bot.text import Text
from bot.views.mrkdwn import capital, clip, one_line
from kpi_engine.question import Dimension, Filter, Question
from kpi_engine.scope import Level, Scope

_NAME = 60  # characters of a name from data; more helps nobody on a phone
_WHOSE = frozenset({Dimension.REGION, Dimension.TEAM, Dimension.REP})


def named(name: str | None, text: Text) -> str:
    """A name from data, fit to be read; unknown and blank ones have words of their own."""
    if name is None:
        return text.say("unknown")
    return clip(one_line(name), _NAME) or text.say("(blank)")


def dimension(dimension: Dimension, text: Text) -> str:
    """The name of a dimension, in the middle of a sentence."""
    return {
        Dimension.SOURCE: text.say("source"),
        Dimension.CAMPAIGN: text.say("campaign"),
        Dimension.SEGMENT: text.say("segment"),
        Dimension.REGION: text.say("region"),
        Dimension.TEAM: text.say("team"),
        Dimension.REP: text.say("rep"),
        Dimension.PRODUCT: text.say("product"),
        Dimension.STAGE: text.say("stage"),
        Dimension.LOST_REASON: text.say("lost reason"),
        Dimension.CURRENCY: text.say("currency"),
    }[dimension]


def whose(scope: Scope, text: Text) -> str:
    """Whose numbers these are."""
    name = named(scope.name, text)
    match scope.level:
        case Level.COMPANY:
            return text.say("Whole company")
        case Level.REGION:
            return text.say("Region {name}", name=name)
        case Level.TEAM:
            return text.say("Team {name}", name=name)
        case Level.REP:
            return name


def population(question: Question, text: Text) -> str:
    """Whose numbers, and what they are narrowed to: Team Nord, source: salon. One region is not the whole company."""
    filters = [narrowed(each, text) for each in question.filters]
    if question.scope.level is Level.COMPANY and any(each.dimension in _WHOSE for each in question.filters):
        return capital(", ".join(filters))
    return ", ".join([whose(question.scope, text), *filters])


def legend(question: Question, text: Text) -> str:
    """The same in few letters: what it is narrowed to goes without naming the company."""
    if question.scope.level is Level.COMPANY and question.filters:
        return ", ".join(narrowed(each, text) for each in question.filters)
    return population(question, text)


def narrowed(narrowing: Filter, text: Text) -> str:
    """What a filter keeps: source: salon / web."""
    values = [named(value, text) for value in narrowing.values]
    return text.say("{dimension}: {values}", dimension=dimension(narrowing.dimension, text), values=" / ".join(values))


def rows(table: str, count: float, text: Text) -> str:
    """So many of what was counted: 2,240 leads."""
    said = {
        "leads": text.plural("{count} lead", "{count} leads", count),
        "opportunities": text.plural("{count} opportunity", "{count} opportunities", count),
        "orders": text.plural("{count} order", "{count} orders", count),
        "customer_spells": text.plural("{count} customer", "{count} customers", count),
        "accounts": text.plural("{count} customer", "{count} customers", count),
        "contracts": text.plural("{count} contract", "{count} contracts", count),
        "survey_responses": text.plural("{count} response", "{count} responses", count),
        "stage_changes": text.plural("{count} stage entered", "{count} stages entered", count),
    }
    return said.get(table) or text.plural("{count} row", "{count} rows", count)


def kind(table: str, text: Text) -> str:
    """What was counted, without a number: leads."""
    said = {
        "leads": text.say("leads"),
        "opportunities": text.say("opportunities"),
        "orders": text.say("orders"),
        "customer_spells": text.say("customers"),
        "accounts": text.say("customers"),
        "contracts": text.say("contracts"),
        "survey_responses": text.say("responses"),
        "stage_changes": text.say("stages entered"),
    }
    return said.get(table) or one_line(table)

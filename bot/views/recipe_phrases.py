"""Phrases that definitions are made of. Each carries its own article and preposition: French needs them to agree."""

from collections.abc import Mapping

from bot.text import Text, later
from bot.views import nouns
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition, Happening, Way

NUMBER_OF: Mapping[Happening, str] = {
    Happening.LEADS_CREATED: later("Number of leads created in the period."),
    Happening.LEADS_CONTACTED: later("Number of leads first contacted in the period."),
    Happening.LEADS_QUALIFIED: later("Number of leads qualified in the period, whenever they were created."),
    Happening.LEADS_WON: later("Number of leads won in the period, whenever they were created."),
    Happening.OPPORTUNITIES_CREATED: later("Number of opportunities created in the period."),
    Happening.OPPORTUNITIES_CLOSED: later("Number of opportunities closed in the period, won or lost."),
    Happening.OPPORTUNITIES_WON: later("Number of opportunities won in the period."),
    Happening.OPPORTUNITIES_LOST: later("Number of opportunities lost in the period."),
    Happening.ORDERS: later("Number of orders in the period."),
    Happening.CONTRACTS_STARTED: later("Number of contracts started in the period."),
    Happening.CONTRACTS_ENDED: later("Number of contracts ended in the period."),
    Happening.NPS_ANSWERS: later("Number of NPS responses given in the period."),
    Happening.CSAT_ANSWERS: later("Number of CSAT responses given in the period."),
}

THE_ROWS: Mapping[Happening, str] = {
    Happening.LEADS_CREATED: later("the leads created in the period"),
    Happening.LEADS_CONTACTED: later("the leads first contacted in the period"),
    Happening.LEADS_QUALIFIED: later("the leads qualified in the period"),
    Happening.LEADS_WON: later("the leads won in the period"),
    Happening.OPPORTUNITIES_CREATED: later("the opportunities created in the period"),
    Happening.OPPORTUNITIES_CLOSED: later("the opportunities closed in the period"),
    Happening.OPPORTUNITIES_WON: later("the opportunities won in the period"),
    Happening.OPPORTUNITIES_LOST: later("the opportunities lost in the period"),
    Happening.ORDERS: later("the orders of the period"),
    Happening.CONTRACTS_STARTED: later("the contracts started in the period"),
    Happening.CONTRACTS_ENDED: later("the contracts ended in the period"),
    Happening.NPS_ANSWERS: later("the NPS responses of the period"),
    Happening.CSAT_ANSWERS: later("the CSAT responses of the period"),
}

OF_THE_ROWS: Mapping[Happening, str] = {
    Happening.OPPORTUNITIES_CREATED: later("of the opportunities created in the period"),
    Happening.OPPORTUNITIES_CLOSED: later("of the opportunities closed in the period"),
    Happening.OPPORTUNITIES_WON: later("of the opportunities won in the period"),
    Happening.OPPORTUNITIES_LOST: later("of the opportunities lost in the period"),
    Happening.ORDERS: later("of the orders of the period"),
}

REACHED: Mapping[Happening, str] = {
    Happening.LEADS_CONTACTED: later("the share contacted"),
    Happening.LEADS_QUALIFIED: later("the share qualified"),
    Happening.LEADS_WON: later("the share that became customers"),
    Happening.OPPORTUNITIES_CLOSED: later("the share closed"),
    Happening.OPPORTUNITIES_WON: later("the share won"),
    Happening.OPPORTUNITIES_LOST: later("the share lost"),
    Happening.CONTRACTS_ENDED: later("the share ended"),
}

FROM: Mapping[Happening, str] = {
    Happening.LEADS_CREATED: later("from creation"),
    Happening.LEADS_CONTACTED: later("from first contact"),
    Happening.LEADS_QUALIFIED: later("from qualification"),
    Happening.OPPORTUNITIES_CREATED: later("from creation"),
    Happening.CONTRACTS_STARTED: later("from start"),
}

TO: Mapping[Happening, str] = {
    Happening.LEADS_CONTACTED: later("to first contact"),
    Happening.LEADS_QUALIFIED: later("to qualification"),
    Happening.LEADS_WON: later("to the win"),
    Happening.OPPORTUNITIES_CLOSED: later("to the close"),
    Happening.OPPORTUNITIES_WON: later("to the win"),
    Happening.OPPORTUNITIES_LOST: later("to the loss"),
    Happening.CONTRACTS_ENDED: later("to the end"),
}

_THE: Mapping[Dimension, str] = {
    Dimension.SOURCE: later("the source"),
    Dimension.CAMPAIGN: later("the campaign"),
    Dimension.SEGMENT: later("the segment"),
    Dimension.REGION: later("the region"),
    Dimension.TEAM: later("the team"),
    Dimension.REP: later("the rep"),
    Dimension.PRODUCT: later("the product"),
    Dimension.STAGE: later("the stage"),
    Dimension.LOST_REASON: later("the lost reason"),
    Dimension.CURRENCY: later("the currency"),
}

_HAPPENINGS: Mapping[Happening, str] = {
    Happening.LEADS_CREATED: later("leads created"),
    Happening.LEADS_CONTACTED: later("leads contacted"),
    Happening.LEADS_QUALIFIED: later("leads qualified"),
    Happening.LEADS_WON: later("leads won"),
    Happening.OPPORTUNITIES_CREATED: later("opportunities created"),
    Happening.OPPORTUNITIES_CLOSED: later("opportunities closed"),
    Happening.OPPORTUNITIES_WON: later("opportunities won"),
    Happening.OPPORTUNITIES_LOST: later("opportunities lost"),
    Happening.ORDERS: later("orders"),
    Happening.CONTRACTS_STARTED: later("contracts started"),
    Happening.CONTRACTS_ENDED: later("contracts ended"),
    Happening.NPS_ANSWERS: later("NPS responses"),
    Happening.CSAT_ANSWERS: later("CSAT responses"),
}

_WAYS: Mapping[Way, str] = {
    Way.COUNT: later("number"),
    Way.SHARE: later("share"),
    Way.TOTAL: later("sum of amounts"),
    Way.MEAN: later("mean amount"),
    Way.PER_ACCOUNT: later("amount per customer"),
    Way.MEDIAN_DAYS: later("median days"),
}

SURVEYS = frozenset({Happening.NPS_ANSWERS, Happening.CSAT_ANSWERS})
"""What has scores; all else that has a number has amounts."""


def currency_of(what: Happening, currency: str | None) -> str | None:
    """The currency of its numbers; None where those are scores."""
    return None if what in SURVEYS else currency


def happening(what: Happening, text: Text) -> str:
    """What is counted, as a choice in a form: leads created."""
    return text.say(_HAPPENINGS[what])


def way(how: Way, text: Text) -> str:
    """How it is measured, as a choice in a form: median days."""
    return text.say(_WAYS[how])


def condition(each: Condition, text: Text) -> str:
    """What a condition keeps: the source is not “referral”."""
    values = text.either([text.say("“{value}”", value=nouns.named(value, text)) for value in each.values])
    the = text.say(_THE[each.dimension])
    if each.leaves_out:
        return text.say("{dimension} is not {values}", dimension=the, values=values)
    return text.say("{dimension} is {values}", dimension=the, values=values)

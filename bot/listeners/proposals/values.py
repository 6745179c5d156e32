"""The values of a condition, as somebody types: which column they are of stands in the id of the menu's block."""

import asyncio

from bot.listeners.counter import Counter
from bot.listeners.suggestions import NOTHING, OfferHandler
from bot.listeners.visit import Visit
from bot.use_cases.proposals.values import matching, values_in
from bot.views import limits, nouns
from bot.views.message import Offer
from bot.views.proposals.form_values import column_in, offered_values


def suggest(counter: Counter) -> OfferHandler:
    """Those that fit what is typed, the most frequent first."""

    async def serve(visit: Visit) -> Offer:
        column = column_in(visit.arrival.block_id)
        if column is None:
            return NOTHING

        def look() -> Offer:
            known, unknown = values_in(column, counter.desk.office), nouns.named(None, visit.text)
            return offered_values(matching(visit.arrival.text, known, unknown, limits.OPTIONS), visit.text)

        return await asyncio.to_thread(look)

    return serve

"""The assistant's Home tab: for now the menu; refreshed whenever somebody opens it."""

import asyncio

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.views.help import home


def opened(counter: Counter) -> Handler:
    """Somebody opened the app; only its Home tab is ours to draw."""

    async def serve(visit: Visit) -> None:
        if visit.arrival.value == "home":
            view = await asyncio.to_thread(home, counter.desk.office.catalog, visit.text)
            await visit.messenger.publish_home(visit.member.user_id, view.json)

    return serve
